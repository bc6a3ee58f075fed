package behaviour

import (
	"strconv"
	"strings"
	"time"
)

// Program is what a shell script was understood to do, without running it. It knows echo, sleep,
// exit, touch and rm, loops, `&&`, `||` and variables; every other program succeeds at once and
// prints nothing. `while true` never ends.
type Program struct {
	Lines []Line
	Files []FileChange
	// Ends after RunFor with Exit; otherwise it runs for ever.
	Ends   bool
	RunFor time.Duration
	Exit   int32
	// Repeats: from Loop on, the lines of Lines[LoopFrom:] come again every Period.
	Repeats  bool
	LoopFrom int
	LoopAt   time.Duration
	Period   time.Duration
}

// Line is a line that the script prints, and when.
type Line struct {
	At   time.Duration
	Text string
}

// FileChange is a file that the script makes or removes, and when.
type FileChange struct {
	At      time.Duration
	Path    string
	Present bool
}

// Script reads a shell script.
func Script(text string, env map[string]string) Program {
	r := &reader{tokens: tokenize(text), vars: map[string]string{}}
	for name, value := range env {
		r.vars[name] = value
	}
	r.run(r.block())
	r.program.RunFor = r.clock
	r.program.Ends = !r.forever
	if r.program.Ends {
		r.program.Exit = r.code
	}
	return r.program
}

// LinesAt returns what was printed within this long, newest last.
func (p *Program) LinesAt(elapsed time.Duration) []Line {
	var out []Line
	for _, line := range p.Lines {
		if line.At <= elapsed {
			out = append(out, line)
		}
	}
	if !p.Repeats || p.Period <= 0 || p.LoopFrom >= len(p.Lines) {
		return out
	}
	const most = 2000
	rounds := int((elapsed - p.LoopAt) / p.Period)
	for round := max(1, rounds-most/(len(p.Lines)-p.LoopFrom)); round <= rounds; round++ {
		for _, line := range p.Lines[p.LoopFrom:] {
			if at := line.At + time.Duration(round)*p.Period; at <= elapsed {
				out = append(out, Line{at, line.Text})
			}
		}
	}
	return out
}

// HasFile says whether the script has made this file by then; known is false when it never names it.
func (p *Program) HasFile(path string, elapsed time.Duration) (present, known bool) {
	for _, change := range p.Files {
		if change.Path == path {
			known = true
			if change.At <= elapsed {
				present = change.Present
			}
		}
	}
	return present, known
}

// maxLines bounds what a script may be unrolled to.
const maxLines = 500

// reader walks a script; clock is the time that it would have taken so far.
type reader struct {
	tokens  []token
	at      int
	vars    map[string]string
	program Program
	clock   time.Duration
	code    int32
	// stopped: exit was met, or something that never ends.
	stopped, forever bool
}

// statement is a simple command, or a loop or condition around blocks.
type statement struct {
	words []token
	// after: "&&" or "||" when the previous statement's success decides.
	after string
	kind  string // "", "while", "for", "if"
	head  []statement
	body  []statement
	other []statement
}

// block reads statements up to a closing word.
func (r *reader) block(closing ...string) (out []statement) {
	after := ""
	for r.at < len(r.tokens) {
		t := r.tokens[r.at]
		if t.operator {
			r.at++
			switch t.text {
			case "&&", "||":
				after = t.text
			default:
				after = ""
			}
			continue
		}
		for _, word := range closing {
			if !t.quoted && t.text == word {
				return out
			}
		}
		s := r.statement()
		s.after = after
		out = append(out, s)
	}
	return out
}

func (r *reader) skip() { r.at = min(r.at+1, len(r.tokens)) }

func (r *reader) statement() (s statement) {
	switch word := r.tokens[r.at]; {
	case !word.quoted && (word.text == "while" || word.text == "until"):
		r.skip()
		s.kind, s.head = word.text, r.block("do")
		r.skip()
		s.body = r.block("done")
		r.skip()
	case !word.quoted && word.text == "for":
		r.skip()
		s.kind = "for"
		for r.at < len(r.tokens) && r.tokens[r.at].text != "do" {
			if !r.tokens[r.at].operator {
				s.words = append(s.words, r.tokens[r.at])
			}
			r.skip()
		}
		r.skip()
		s.body = r.block("done")
		r.skip()
	case !word.quoted && word.text == "if":
		r.skip()
		s.kind, s.head = "if", r.block("then")
		r.skip()
		s.body = r.block("else", "elif", "fi")
		if r.at < len(r.tokens) && r.tokens[r.at].text != "fi" {
			r.skip()
			s.other = r.block("fi")
		}
		r.skip()
	default:
		for r.at < len(r.tokens) && !(r.tokens[r.at].operator && r.tokens[r.at].text != "|") {
			s.words = append(s.words, r.tokens[r.at])
			r.skip()
		}
	}
	return s
}

func (r *reader) run(block []statement) {
	for _, s := range block {
		if r.stopped || len(r.program.Lines) > maxLines {
			return
		}
		if s.after == "&&" && r.code != 0 || s.after == "||" && r.code == 0 {
			continue
		}
		switch s.kind {
		case "while", "until":
			r.loop(s)
		case "for":
			r.each(s)
		case "if":
			r.run(s.head)
			if r.code == 0 {
				r.run(s.body)
			} else {
				r.code = 0
				r.run(s.other)
			}
		default:
			r.command(s.words)
		}
	}
}

// loop: `while true` never ends and repeats its lines; any other condition is met at once.
func (r *reader) loop(s statement) {
	isEndless := s.kind == "while" && len(s.head) == 1 && len(s.head[0].words) == 1 &&
		(s.head[0].words[0].text == "true" || s.head[0].words[0].text == ":")
	if !isEndless {
		r.run(s.head)
		r.code = 0
		return
	}
	from, start := len(r.program.Lines), r.clock
	r.run(s.body)
	if r.stopped {
		return
	}
	r.program.Repeats, r.program.LoopFrom, r.program.LoopAt = true, from, start
	r.program.Period = max(r.clock-start, time.Second)
	r.stopped, r.forever = true, true
}

// each: `for name in words`.
func (r *reader) each(s statement) {
	if len(s.words) < 2 {
		return
	}
	var values []string
	for _, word := range s.words[2:] {
		if word.quoted {
			values = append(values, r.expand(word))
		} else {
			values = append(values, strings.Fields(r.expand(word))...)
		}
	}
	for _, value := range values {
		r.vars[s.words[0].text] = value
		r.run(s.body)
		if r.stopped {
			return
		}
	}
}

func (r *reader) command(tokens []token) {
	var words []string
	printed, isPiped := true, false
	for _, t := range tokens {
		if t.operator { // the rest of a pipe neither sleeps nor ends
			isPiped = true
			break
		}
		if !t.quoted && strings.Contains(t.text, ">") {
			printed = printed && (strings.Contains(t.text, "&") || strings.Contains(t.text, "/dev/std"))
			break
		}
		words = append(words, r.expand(t))
	}
	for len(words) > 0 && (words[0] == "exec" || words[0] == "!") {
		words = words[1:]
	}
	if len(words) == 0 {
		return
	}
	r.code = 0
	if name, val, ok := strings.Cut(words[0], "="); ok && isName(name) {
		r.vars[name] = val
		return
	}
	program := words[0][strings.LastIndex(words[0], "/")+1:]
	rest := words[1:]
	switch program {
	case "exit":
		r.stopped = true
		if len(rest) > 0 {
			code, _ := strconv.Atoi(rest[0])
			r.code = int32(code & 255)
		}
	case "sleep":
		if len(rest) > 0 && (rest[0] == "infinity" || rest[0] == "inf") {
			r.stopped, r.forever = true, true
		} else if len(rest) > 0 {
			r.clock += sleepTime(rest[0])
		}
	case "false":
		r.code = 1
	case "echo", "printf":
		if printed && !isPiped {
			for len(rest) > 0 && (rest[0] == "-n" || rest[0] == "-e") {
				rest = rest[1:]
			}
			r.print(strings.TrimSuffix(strings.Join(rest, " "), `\n`))
		}
	case "touch":
		r.files(rest, true)
	case "rm":
		r.files(rest, false)
	case "tail":
		if len(rest) > 0 && strings.HasPrefix(strings.ToLower(rest[0]), "-f") {
			r.stopped, r.forever = true, true
		}
	case "wait", "nginx", "httpd", "stress", "stress-ng", "yes", "top", "watch", "python", "python3", "node", "java", "ping":
		r.stopped, r.forever = true, true
	case "cat", "ls", "test", "[":
		r.code = r.fileTest(rest)
	case "kill":
		if len(rest) > 0 && rest[len(rest)-1] == "1" {
			r.stopped, r.code = true, 137
		}
	}
}

func (r *reader) print(text string) {
	for _, line := range strings.Split(text, "\n") {
		r.program.Lines = append(r.program.Lines, Line{r.clock, line})
	}
}

func (r *reader) files(paths []string, present bool) {
	for _, path := range paths {
		if !strings.HasPrefix(path, "-") {
			r.program.Files = append(r.program.Files, FileChange{r.clock, path, present})
		}
	}
}

// fileTest fails only for a file that the script itself has removed.
func (r *reader) fileTest(words []string) int32 {
	for _, word := range words {
		if present, known := r.program.HasFile(word, r.clock); known && !present {
			return 1
		}
	}
	return 0
}

func sleepTime(word string) time.Duration {
	if number, err := strconv.ParseFloat(word, 64); err == nil {
		return time.Duration(number * float64(time.Second))
	}
	if strings.HasSuffix(word, "d") {
		days, _ := strconv.Atoi(word[:len(word)-1])
		return time.Duration(days) * 24 * time.Hour
	}
	length, _ := time.ParseDuration(word)
	return length
}
