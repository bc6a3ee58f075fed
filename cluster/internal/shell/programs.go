package shell

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
)

// Banner greets a person; scripts do not see it.
const Banner = "Simulated shell (practice cluster): no container runs here. `help` lists what it knows; `exit` leaves."

// codeEndless is no exit code: the program never ends, so nothing that stands behind it runs.
const codeEndless = -1

// call is one program while it runs.
type call struct {
	*Container
	ctx  context.Context
	hc   interp.HandlerContext
	name string
	args []string
}

// programs by name. What they print follows from the API and from files in memory; options that
// change nothing about that are passed over.
var programs map[string]func(*call) int

func init() {
	succeed := func(*call) int { return 0 }
	forever := func(c *call) int {
		if c.Forever == nil {
			return c.fail(1, "%s: runs for ever, which nothing in a simulated shell does", c.name)
		}
		c.Forever()
		return codeEndless
	}
	programs = map[string]func(*call) int{
		"cat": (*call).cat, "head": (*call).head, "tail": (*call).tail, "grep": (*call).grep, "wc": (*call).wc, "tee": (*call).tee,
		"ls": (*call).ls, "touch": (*call).touch, "mkdir": (*call).mkdir, "rm": (*call).rm, "cp": (*call).cp, "mv": (*call).cp,
		"sleep": (*call).sleep, "seq": (*call).seq, "env": (*call).printEnv, "printenv": (*call).printEnv,
		"wget": (*call).fetch, "curl": (*call).fetch, "nslookup": (*call).lookUp, "nc": (*call).connect, "ping": (*call).connect,
		"hostname": func(c *call) int { return c.say(c.Pod) },
		"whoami":   func(c *call) int { return c.say("root") },
		"id":       (*call).id,
		"uname":    func(c *call) int { return c.say("Linux") },
		"date":     func(c *call) int { return c.say(c.Date()) },
		"help": func(c *call) int {
			return c.say(Banner + "\n" + strings.Join(slices.Sorted(maps.Keys(programs)), " ") + ", and what a shell has of itself")
		},
	}
	for _, name := range strings.Fields("sync chmod chown ln find sort uniq sed awk cut tr xargs expr basename dirname tar gzip gunzip unzip dd df du free ps md5sum sha256sum stat which vi reset clear kill killall dig nohup apk apt apt-get mktemp install") {
		programs[name] = succeed
	}
	for _, name := range strings.Fields("nginx httpd yes top watch") {
		programs[name] = forever
	}
}

// Knows says whether there is a program of this name, or a command of the shell's own.
func Knows(name string) bool { return programs[name] != nil || interp.IsBuiltin(name) }

func (c *Container) program(ctx context.Context, hc interp.HandlerContext, words []string) int {
	name := path.Base(words[0])
	if isShell(name) {
		return c.nested(ctx, hc, words)
	}
	run := programs[name]
	if run == nil && c.Unknown != nil {
		code, said := c.Unknown(words)
		if said != "" {
			fmt.Fprintln(hc.Stderr, said)
		}
		return code
	}
	one := &call{Container: c, ctx: ctx, hc: hc, name: words[0], args: words[1:]}
	if run == nil {
		return one.fail(127, "%s: not in this simulated container (nothing runs in a practice cluster)", words[0])
	}
	return run(one)
}

// nested: a shell that a shell calls.
func (c *Container) nested(ctx context.Context, hc interp.HandlerContext, words []string) int {
	script, given := ScriptOf(words)
	if !given {
		text, _ := io.ReadAll(orEmpty(hc.Stdin))
		script = string(text)
	}
	return c.Run(ctx, script, nil, hc.Stdout, hc.Stderr)
}

func (c *call) say(text string) int {
	fmt.Fprintln(c.hc.Stdout, text)
	return 0
}

func (c *call) fail(code int, format string, values ...any) int {
	fmt.Fprintf(c.hc.Stderr, format+"\n", values...)
	return code
}

// operands are the words that are no options.
func (c *call) operands() (out []string) {
	for _, word := range c.args {
		if !strings.HasPrefix(word, "-") || word == "-" {
			out = append(out, word)
		}
	}
	return out
}

func (c *call) resolve(name string) string {
	if !path.IsAbs(name) {
		name = path.Join(inside(c.hc.Dir), name)
	}
	return path.Clean(name)
}

func (c *call) missing(name string) int {
	return c.fail(1, "%s: can't open '%s': No such file or directory (a simulated container has only mounted ConfigMaps and Secrets, and what was written)", c.name, name)
}

// input is the text of the files that are named, or standard input.
func (c *call) input(names []string) (text string, code int) {
	if len(names) == 0 {
		all, _ := io.ReadAll(orEmpty(c.hc.Stdin))
		return string(all), 0
	}
	var out strings.Builder
	for _, name := range names {
		more, isThere, _ := c.Files.Read(c.resolve(name))
		if !isThere {
			code = c.missing(name)
			continue
		}
		out.WriteString(more)
	}
	return out.String(), code
}

func (c *call) cat() int {
	text, code := c.input(c.operands())
	fmt.Fprint(c.hc.Stdout, text)
	return code
}

// count is the number of -n 3, -n3, -3 and -c 3, and the operands that are left.
func (c *call) count() (n int, rest []string) {
	n = 10
	for i := 0; i < len(c.args); i++ {
		word := c.args[i]
		switch {
		case (word == "-n" || word == "-c") && i+1 < len(c.args):
			i++
			n, _ = strconv.Atoi(strings.TrimLeft(c.args[i], "+-"))
		case strings.HasPrefix(word, "-"):
			if number, err := strconv.Atoi(strings.TrimLeft(word, "-nc")); err == nil {
				n = number
			}
		default:
			rest = append(rest, word)
		}
	}
	return n, rest
}

func (c *call) head() int {
	n, names := c.count()
	text, code := c.input(names)
	lines := strings.SplitAfter(text, "\n")
	fmt.Fprint(c.hc.Stdout, strings.Join(lines[:min(n, len(lines))], ""))
	return code
}

func (c *call) tail() int {
	n, names := c.count()
	for _, word := range c.args {
		if strings.HasPrefix(strings.ToLower(word), "-f") || word == "/dev/zero" {
			return programs["yes"](c)
		}
	}
	text, code := c.input(names)
	lines := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
	fmt.Fprint(c.hc.Stdout, strings.Join(lines[max(0, len(lines)-n):], ""))
	return code
}

// grep knows plain text only.
func (c *call) grep() int {
	words := c.operands()
	if len(words) == 0 {
		return c.fail(2, "grep: no pattern")
	}
	text, _ := c.input(words[1:])
	code := 1
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if strings.Contains(line, words[0]) {
			code = 0
			if !slices.ContainsFunc(c.args, func(word string) bool { return strings.HasPrefix(word, "-") && strings.Contains(word, "q") }) {
				c.say(line)
			}
		}
	}
	return code
}

func (c *call) wc() int {
	text, code := c.input(c.operands())
	c.say(strconv.Itoa(strings.Count(text, "\n")))
	return code
}

func (c *call) tee() int {
	text, _ := io.ReadAll(orEmpty(c.hc.Stdin))
	for _, name := range c.operands() {
		if refusal := c.Files.Write(c.resolve(name), string(text), slices.Contains(c.args, "-a")); refusal != "" {
			return c.fail(1, "tee: %s: %s", name, refusal)
		}
	}
	fmt.Fprint(c.hc.Stdout, string(text))
	return 0
}

func (c *call) ls() int {
	names := c.operands()
	if len(names) == 0 {
		names = []string{"."}
	}
	for _, name := range names {
		folder := c.resolve(name)
		if _, isThere, isKnown := c.Files.Read(folder); isThere && isKnown {
			c.say(name)
			continue
		}
		found, isThere := c.Files.List(folder)
		if !isThere {
			return c.fail(1, "ls: %s: No such file or directory (a simulated container has only mounted ConfigMaps and Secrets, and what was written)", name)
		}
		if len(found) == 0 && folder == "/" {
			return c.fail(0, "ls: this simulated container has no files (only mounted ConfigMaps and Secrets are in one)")
		}
		for _, each := range found {
			c.say(each)
		}
	}
	return 0
}

// writeAll does something to every operand until one is refused.
func (c *call) writeAll(write func(name string) (refusal string)) int {
	for _, name := range c.operands() {
		if refusal := write(c.resolve(name)); refusal != "" {
			return c.fail(1, "%s: %s: %s", c.name, name, refusal)
		}
	}
	return 0
}

func (c *call) touch() int {
	return c.writeAll(func(name string) string { return c.Files.Write(name, "", true) })
}

func (c *call) mkdir() int { return c.writeAll(c.Files.MakeFolder) }

func (c *call) rm() int {
	for _, name := range c.operands() {
		c.Files.Remove(c.resolve(name))
	}
	return 0
}

// cp is also mv: the original's content is all that anybody could miss.
func (c *call) cp() int {
	names := c.operands()
	if len(names) < 2 {
		return c.fail(1, "%s: missing file", c.name)
	}
	to := c.resolve(names[len(names)-1])
	for _, name := range names[:len(names)-1] {
		text, isThere, _ := c.Files.Read(c.resolve(name))
		if !isThere {
			return c.missing(name)
		}
		target := to
		if _, isFolder := c.Files.List(to); isFolder {
			target = path.Join(to, path.Base(name))
		}
		if refusal := c.Files.Write(target, text, false); refusal != "" {
			return c.fail(1, "%s: %s: %s", c.name, target, refusal)
		}
		if path.Base(c.name) == "mv" {
			c.Files.Remove(c.resolve(name))
		}
	}
	return 0
}

func (c *call) sleep() int {
	var total time.Duration
	for _, word := range c.operands() {
		if word == "infinity" || word == "inf" {
			return programs["yes"](c)
		}
		length, ok := duration(word)
		if !ok {
			return c.fail(1, "sleep: invalid number '%s'", word)
		}
		total += length
	}
	c.Sleep(c.ctx, total)
	return 0
}

// duration reads what `sleep` takes: 5, 0.5, 3m, 1d.
func duration(word string) (time.Duration, bool) {
	if number, err := strconv.ParseFloat(word, 64); err == nil && number >= 0 {
		return time.Duration(number * float64(time.Second)), true
	}
	if days, isDays := strings.CutSuffix(word, "d"); isDays {
		number, err := strconv.ParseFloat(days, 64)
		return time.Duration(number * 24 * float64(time.Hour)), err == nil
	}
	length, err := time.ParseDuration(word)
	return length, err == nil && length >= 0
}

// mostNumbers bounds what `seq` prints.
const mostNumbers = 10_000

func (c *call) seq() int {
	first, last := 1, 0
	words := c.operands()
	if len(words) > 0 {
		last, _ = strconv.Atoi(words[len(words)-1])
	}
	if len(words) > 1 {
		first, _ = strconv.Atoi(words[0])
	}
	for i := first; i <= min(last, first+mostNumbers); i++ {
		c.say(strconv.Itoa(i))
	}
	return 0
}

func (c *call) id() int {
	if slices.Contains(c.args, "-u") || slices.Contains(c.args, "-g") {
		return c.say("0")
	}
	return c.say("uid=0(root) gid=0(root) groups=0(root)")
}

func (c *call) printEnv() int {
	for _, name := range c.operands() {
		variable := c.hc.Env.Get(name)
		if !variable.IsSet() {
			return 1
		}
		c.say(variable.String())
	}
	if len(c.operands()) > 0 {
		return 0
	}
	all := map[string]string{}
	c.hc.Env.Each(func(name string, variable expand.Variable) bool {
		// The interpreter has variables of its own, which are those of this process.
		if _, isOwn := c.Env[name]; variable.Exported && (isOwn || !isInterpreters[name]) {
			all[name] = variable.String()
		}
		return true
	})
	for _, name := range slices.Sorted(maps.Keys(all)) {
		c.say(name + "=" + all[name])
	}
	return 0
}

var isInterpreters = map[string]bool{"HOME": true, "UID": true, "EUID": true, "GID": true, "PWD": true, "OLDPWD": true, "IFS": true, "OPTIND": true}

// address is the word that says where to: one with a scheme wherever it stands, else the last that
// is no option, because values of options such as -T or -m mostly come before it.
func address(words []string) (url string) {
	for _, word := range words {
		if strings.HasPrefix(word, "http://") || strings.HasPrefix(word, "https://") {
			return word
		}
		if !strings.HasPrefix(word, "-") {
			url = word
		}
	}
	return url
}

func (c *call) fetch() int {
	url := address(c.args)
	if url == "" {
		return c.fail(1, "%s: no address", c.name)
	}
	if c.Fetch == nil {
		return 0
	}
	status, body, err := c.Fetch(url)
	if err != nil {
		return c.fail(1, "%s: %v", c.name, err)
	}
	if status >= 400 && path.Base(c.name) == "wget" {
		return c.fail(1, "wget: server returned error: HTTP/1.1 %d", status)
	}
	fmt.Fprint(c.hc.Stdout, body)
	return 0
}

func (c *call) lookUp() int {
	names := c.operands()
	if len(names) == 0 {
		return c.fail(1, "nslookup: no name")
	}
	if c.LookUp == nil {
		return 0
	}
	ip, ok := c.LookUp(names[0])
	if !ok {
		return c.fail(1, "** server can't find %s: NXDOMAIN", names[0])
	}
	return c.say("Name:\t" + names[0] + "\nAddress: " + ip)
}

// connect is nc and ping, as far as a name and a port decide.
func (c *call) connect() int {
	words := c.operands()
	at := slices.IndexFunc(words, func(word string) bool { return strings.ContainsFunc(word, isLetter) || strings.Contains(word, ".") })
	if at < 0 || c.LookUp == nil {
		return 0
	}
	if _, ok := c.LookUp(words[at]); !ok && strings.ContainsFunc(words[at], isLetter) {
		return c.fail(1, "%s: bad address '%s'", c.name, words[at])
	}
	if path.Base(c.name) == "nc" && at+1 < len(words) && c.Fetch != nil {
		if _, _, err := c.Fetch("http://" + words[at] + ":" + words[at+1] + "/"); err != nil {
			return c.fail(1, "nc: %v", err)
		}
	}
	return 0
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func orEmpty(in io.Reader) io.Reader {
	if in == nil {
		return strings.NewReader("")
	}
	return bufio.NewReader(in)
}
