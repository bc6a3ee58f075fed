// Package shell is the pretend shell behind `kubectl exec`. It runs no program, neither the
// container's nor the host's: it knows a few commands whose answer follows from the API, and says
// of every other one that it is not there.
package shell

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/term"

	"k8s-labs/cluster/internal/behaviour"
)

// Banner greets a person; scripts do not see it.
const Banner = "Simulated shell (practice cluster): no container runs here. `help` lists what it knows; `exit` leaves."

// Shell is one session in one container.
type Shell struct {
	Pod, Container string
	Env            map[string]string
	// Files that are known, by path: mounted ConfigMaps and Secrets.
	Files map[string]string
	// Fetch asks an address of the cluster: its status and body, or why it cannot be reached.
	Fetch func(url string) (status int, body string, err error)
	// LookUp resolves a name of the cluster.
	LookUp func(name string) (ip string, ok bool)

	Out, Err io.Writer
	folder   string
	left     bool
}

// Exec runs a command as `kubectl exec -- words` gives it and returns its exit code.
func (s *Shell) Exec(words []string, in io.Reader, isTerminal bool) int32 {
	if len(words) == 0 {
		return 0
	}
	program := path.Base(words[0])
	if program != "sh" && program != "bash" && program != "ash" {
		return s.command(words)
	}
	for i, word := range words[1:] {
		if strings.HasPrefix(word, "-") && strings.Contains(word, "c") && i+2 < len(words) {
			return s.Run(words[i+2])
		}
	}
	if in == nil {
		return 0
	}
	return s.Interactive(in, isTerminal)
}

// Interactive reads lines until `exit` or the end of the input.
func (s *Shell) Interactive(in io.Reader, isTerminal bool) (code int32) {
	if !isTerminal {
		lines := bufio.NewScanner(in)
		for !s.left && lines.Scan() {
			code = s.Run(lines.Text())
		}
		return code
	}
	terminal := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, s.Out}, "/ # ")
	s.Out, s.Err = terminal, terminal
	fmt.Fprintln(terminal, Banner)
	for !s.left {
		line, err := terminal.ReadLine()
		if err != nil {
			return code
		}
		code = s.Run(line)
		terminal.SetPrompt(s.cwd() + " # ")
	}
	return code
}

// Run runs one line, or a script, and returns the last exit code.
func (s *Shell) Run(line string) (code int32) {
	for _, command := range behaviour.Commands(line, s.Env) {
		if s.left || command.After == "&&" && code != 0 || command.After == "||" && code == 0 {
			continue
		}
		if command.Compound {
			code = s.fail(2, "sh: loops and conditions do not run in a simulated shell")
			continue
		}
		if len(command.Words) > 0 {
			code = s.command(command.Words)
		}
	}
	return code
}

func (s *Shell) say(format string, values ...any) { fmt.Fprintf(s.Out, format+"\n", values...) }

func (s *Shell) fail(code int32, format string, values ...any) int32 {
	fmt.Fprintf(s.Err, format+"\n", values...)
	return code
}

func (s *Shell) cwd() string {
	if s.folder == "" {
		return "/"
	}
	return s.folder
}

func (s *Shell) command(words []string) int32 {
	rest := words[1:]
	switch path.Base(words[0]) {
	case "exit":
		s.left = true
		if len(rest) > 0 {
			code, _ := strconv.Atoi(rest[0])
			return int32(code & 255)
		}
	case "true", ":", "sync", "set":
	case "false":
		return 1
	case "help":
		s.say("%s", Banner)
		s.say("cat cd curl date echo env exit export false hostname id ls nslookup printenv pwd sleep true wget whoami")
	case "echo":
		s.say("%s", strings.Join(rest, " "))
	case "hostname":
		s.say("%s", s.Pod)
	case "whoami":
		s.say("root")
	case "id":
		s.say("uid=0(root) gid=0(root) groups=0(root)")
	case "date":
		s.say("%s", time.Now().UTC().Format(time.UnixDate))
	case "uname":
		s.say("Linux")
	case "pwd":
		s.say("%s", s.cwd())
	case "cd":
		s.folder = "/"
		if len(rest) > 0 {
			s.folder = s.resolve(rest[0])
		}
	case "sleep":
		if len(rest) > 0 {
			seconds, _ := strconv.ParseFloat(strings.TrimSuffix(rest[0], "s"), 64)
			time.Sleep(min(time.Duration(seconds*float64(time.Second)), time.Minute))
		}
	case "export":
		for _, word := range rest {
			if name, value, ok := strings.Cut(word, "="); ok {
				s.Env[name] = value
			}
		}
	case "env", "printenv":
		return s.printEnv(rest)
	case "ls":
		return s.list(rest)
	case "cat":
		return s.cat(rest)
	case "wget", "curl":
		return s.fetch(words)
	case "nslookup":
		return s.nslookup(rest)
	default:
		return s.fail(127, "%s: not in this simulated container (nothing runs in a practice cluster)", words[0])
	}
	return 0
}

func (s *Shell) printEnv(names []string) int32 {
	for _, name := range names {
		value, ok := s.Env[name]
		if !ok {
			return 1
		}
		s.say("%s", value)
	}
	if len(names) == 0 {
		for _, name := range slices.Sorted(maps.Keys(s.Env)) {
			s.say("%s=%s", name, s.Env[name])
		}
	}
	return 0
}

func (s *Shell) resolve(name string) string {
	if !path.IsAbs(name) {
		name = path.Join(s.cwd(), name)
	}
	return path.Clean(name)
}

func (s *Shell) cat(names []string) (code int32) {
	for _, name := range names {
		text, ok := s.Files[s.resolve(name)]
		if !ok {
			code = s.fail(1, "cat: can't open '%s': not in this simulated container (only mounted ConfigMaps and Secrets are)", name)
			continue
		}
		fmt.Fprint(s.Out, text)
	}
	return code
}

func (s *Shell) list(words []string) int32 {
	folder := s.cwd()
	for _, word := range words {
		if !strings.HasPrefix(word, "-") {
			folder = s.resolve(word)
		}
	}
	names := map[string]bool{}
	for file := range s.Files {
		if file == folder {
			names[file] = true
		} else if rest, ok := strings.CutPrefix(file, strings.TrimSuffix(folder, "/")+"/"); ok {
			first, _, _ := strings.Cut(rest, "/")
			names[first] = true
		}
	}
	if len(names) == 0 && folder == "/" {
		return s.fail(0, "ls: this simulated container has no files (only mounted ConfigMaps and Secrets are in one)")
	}
	if len(names) == 0 {
		return s.fail(1, "ls: %s: not in this simulated container (only mounted ConfigMaps and Secrets are)", folder)
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		s.say("%s", name)
	}
	return 0
}

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

func (s *Shell) fetch(words []string) int32 {
	url := address(words[1:])
	if url == "" || s.Fetch == nil {
		return s.fail(1, "%s: no address", words[0])
	}
	status, body, err := s.Fetch(url)
	if err != nil {
		return s.fail(1, "%s: %v", words[0], err)
	}
	if status >= 400 && path.Base(words[0]) == "wget" {
		return s.fail(1, "wget: server returned error: HTTP/1.1 %d", status)
	}
	fmt.Fprint(s.Out, body)
	return 0
}

func (s *Shell) nslookup(words []string) int32 {
	if len(words) == 0 || s.LookUp == nil {
		return s.fail(1, "nslookup: no name")
	}
	ip, ok := s.LookUp(words[0])
	if !ok {
		return s.fail(1, "** server can't find %s: NXDOMAIN", words[0])
	}
	s.say("Name:\t%s\nAddress: %s", words[0], ip)
	return 0
}
