package behaviour

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"sync"
	"time"

	"k8s-labs/cluster/internal/shell"
)

// Program is what a shell script was understood to do: it was run on a clock of its own, in a shell
// whose programs and files are made up.
type Program struct {
	Lines []Line
	Files []FileChange
	// Ends after RunFor with Exit; otherwise it runs for ever.
	Ends   bool
	RunFor time.Duration
	Exit   int32

	script  string
	around  Surroundings
	network Network
	// asked are the network's answers on which all this depends.
	asked map[question]int
	// seen: how far Lines and Files go, where the script loops for ever; 0: there is no more.
	seen time.Duration
}

// question is one that a script asked the network.
type question struct{ what, of string }

// Asks says whether what the program does depends on the network, which may answer otherwise later.
func (p *Program) Asks() bool { return len(p.asked) > 0 }

// isStill says whether the network would answer the same now.
func (p *Program) isStill(network Network) bool {
	for q, answer := range p.asked {
		if ask(network, q) != answer {
			return false
		}
	}
	return true
}

func ask(network Network, q question) int {
	switch {
	case network == nil && q.what == "status":
		return 200
	case network == nil || q.what == "name" && network.Knows(q.of):
		return 1
	case q.what == "status":
		return network.Status(q.of)
	}
	return 0
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

// Surroundings are what a script finds in its container.
type Surroundings struct {
	Env map[string]string
	// Files whose content is known.
	Files map[string]string
	// Mounts are the folders of volumes: what is not known to be there is not there.
	Mounts []string
	// ReadOnly are the mounts in which nobody may write; RootReadOnly: nor anywhere else.
	ReadOnly     []string
	RootReadOnly bool
	// Unprivileged: the user may write into mounts and folders for temporary files only.
	Unprivileged bool
	// OnlyUsual: the image has the usual programs and no others.
	OnlyUsual bool
}

const (
	// fewCalls is how many commands of a script are looked at: one that has not ended by then loops
	// for ever. manyCalls bounds the reading of a log.
	fewCalls, manyCalls = 2_000, 400_000
	// maxPrograms is how many scripts are remembered.
	maxPrograms = 1_000
)

var (
	programsMutex sync.Mutex
	programs      = map[string]*Program{}
)

// Script reads a shell script. The same script in the same surroundings is read once, as long as the
// network answers the same.
func Script(text string, around Surroundings, network Network) *Program {
	key := fmt.Sprintf("%q %v", text, around)
	programsMutex.Lock()
	known := programs[key]
	programsMutex.Unlock()
	if known != nil && known.isStill(network) {
		return known
	}
	program := trace(text, around, network, fewCalls)
	programsMutex.Lock()
	defer programsMutex.Unlock()
	if len(programs) >= maxPrograms {
		clear(programs)
	}
	programs[key] = program
	return program
}

// LinesAt returns what was printed within this long, newest last.
func (p *Program) LinesAt(elapsed time.Duration) (out []Line) {
	if p.seen > 0 && elapsed > p.seen {
		calls := fewCalls * (int64(elapsed/p.seen) + 1) * 2
		p = trace(p.script, p.around, p.network, int(min(calls, manyCalls)))
	}
	for _, line := range p.Lines {
		if line.At <= elapsed {
			out = append(out, line)
		}
	}
	return out
}

// FilesAt are the files that are known after so long, and those that are known to be gone.
func (p *Program) FilesAt(elapsed time.Duration) *shell.Files {
	files := p.around.files()
	for _, change := range p.Files {
		switch {
		case change.At > elapsed:
		case change.Present:
			files.Write(change.Path, "", true)
		default:
			files.Remove(change.Path)
		}
	}
	return files
}

// files are those that are there at the start.
func (s Surroundings) files() *shell.Files {
	files := shell.NewFiles(s.Files)
	files.Assumed, files.Refuse = s.assumed, s.refuse
	return files
}

// temporary folders are empty in every image.
var temporary = []string{"/tmp", "/run", "/var/run", "/var/tmp", "/dev/shm"}

// system folders are those that images bring, with files that nobody here knows.
var system = []string{"/bin", "/dev", "/etc", "/home", "/lib", "/lib64", "/opt", "/proc", "/root", "/sbin", "/srv", "/sys", "/usr", "/var", "/app"}

func (s Surroundings) assumed(name string) bool {
	return !isInAny(name, s.Mounts) && !isInAny(name, temporary) && isInAny(name, system)
}

func (s Surroundings) refuse(name string) string {
	isMounted := isInAny(name, s.Mounts)
	switch {
	case isInAny(name, s.ReadOnly) || s.RootReadOnly && !isMounted:
		return "Read-only file system"
	case s.Unprivileged && !isMounted && !isInAny(name, temporary):
		return "Permission denied"
	}
	return ""
}

func isInAny(name string, folders []string) bool {
	for _, folder := range folders {
		if name == folder || strings.HasPrefix(name, strings.TrimSuffix(folder, "/")+"/") {
			return true
		}
	}
	return false
}

// tracer runs a script on a clock that only `sleep` moves.
type tracer struct {
	*Program
	mutex  sync.Mutex
	clock  time.Duration
	calls  int
	most   int
	cancel context.CancelFunc
	// forever: what runs now, or in the background, never ends.
	forever, backgroundForever bool
	// began is when what runs in the background was started, backgroundEnd when the last of it ends.
	isBackground         bool
	began, backgroundEnd time.Duration
	partial              strings.Builder
}

var errEndless = errors.New("the script does not end")

func trace(text string, around Surroundings, network Network, most int) *Program {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	t := &tracer{Program: &Program{script: text, around: around, network: network, asked: map[question]int{}}, most: most, cancel: cancel}
	files := around.files()
	files.Changed = func(name string, present bool) { t.Files = append(t.Files, FileChange{t.clock, name, present}) }
	container := &shell.Container{
		Pod: around.Env["HOSTNAME"], Env: around.Env, Files: files, Date: func() string { return DateMark },
		Sleep: t.sleep, Forever: t.endless, Called: t.called, Unknown: t.unknown, LookUp: t.lookUp, Fetch: t.fetch,
		BackgroundBegins: t.backgroundBegins, BackgroundEnds: t.backgroundEnds,
	}
	t.Exit = int32(container.Run(ctx, text, nil, t, t))
	t.flush()
	t.Ends, t.RunFor = !t.forever, t.clock
	if t.forever {
		t.Exit = 0
	}
	return t.Program
}

func (t *tracer) ask(what, of string) int {
	q := question{what, of}
	answer := ask(t.network, q)
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.asked[q] = answer
	return answer
}

func (t *tracer) lookUp(name string) (string, bool) { return "10.96.0.1", t.ask("name", name) > 0 }

func (t *tracer) fetch(url string) (int, string, error) {
	status := t.ask("status", url)
	if status == 0 {
		return 0, "", errors.New("can't connect to remote host: Connection refused")
	}
	return status, "", nil
}

func (t *tracer) sleep(_ context.Context, length time.Duration) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.clock += length
}

// endless: a program that never ends.
func (t *tracer) endless() {
	if t.isBackground {
		t.backgroundForever = true
		return
	}
	t.forever = true
	t.cancel()
}

func (t *tracer) called(words []string) error {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.calls++
	isReplaced := words[0] == "exec" && len(words) > 1 && !t.around.OnlyUsual && !shell.Knows(path.Base(words[1])) && !shell.IsShell(words[1:])
	switch {
	case t.calls > t.most:
		t.seen, t.forever = t.clock, true
	case words[0] == "wait" && t.backgroundForever || isReplaced:
		t.forever = true
	case words[0] == "wait":
		t.clock = max(t.clock, t.backgroundEnd)
	}
	if t.forever {
		return errEndless
	}
	return nil
}

// unknown programs of an image with programs of its own are taken to do what they should.
func (t *tracer) unknown(words []string) (int, string) {
	name := path.Base(words[0])
	switch {
	case interpreters[name]:
		t.endless()
		return 0, ""
	case t.around.OnlyUsual:
		return 127, "sh: " + words[0] + ": not found"
	}
	return 0, ""
}

func (t *tracer) backgroundBegins() { t.isBackground, t.began = true, t.clock }

func (t *tracer) backgroundEnds() {
	t.backgroundEnd = max(t.backgroundEnd, t.clock)
	t.isBackground, t.clock = false, t.began
}

// Write takes what the script prints, on either stream.
func (t *tracer) Write(p []byte) (int, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.partial.Write(p)
	text := t.partial.String()
	for {
		line, rest, isWhole := strings.Cut(text, "\n")
		if !isWhole {
			break
		}
		t.Lines = append(t.Lines, Line{t.clock, line})
		text = rest
	}
	t.partial.Reset()
	t.partial.WriteString(text)
	return len(p), nil
}

// flush takes a last line that has no end.
func (t *tracer) flush() {
	if t.partial.Len() > 0 {
		t.Lines = append(t.Lines, Line{t.clock, t.partial.String()})
	}
}

// DateMark stands in a line for the moment at which it is printed.
const DateMark = "\x00date\x00"
