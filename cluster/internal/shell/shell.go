package shell

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"golang.org/x/term"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// Exec runs a command as `kubectl exec -- words` gives it and returns its exit code.
func (c *Container) Exec(ctx context.Context, words []string, in io.Reader, out, errOut io.Writer, isTerminal bool) int {
	if len(words) == 0 {
		return 0
	}
	if !isShell(path.Base(words[0])) {
		return c.Run(ctx, Quote(words), in, out, errOut)
	}
	if script, given := ScriptOf(words); given {
		return c.Run(ctx, script, in, out, errOut)
	}
	if in == nil {
		return 0
	}
	return c.Interactive(ctx, in, out, errOut, isTerminal)
}

// Run runs a script and returns its exit code; what stopped it otherwise counts as success.
func (c *Container) Run(ctx context.Context, script string, in io.Reader, out, errOut io.Writer) int {
	file, err := parse(script)
	if err != nil {
		fmt.Fprintf(errOut, "sh: %v\n", err)
		return 2
	}
	runner, err := c.runner(in, out, errOut)
	if err != nil {
		fmt.Fprintf(errOut, "sh: %v\n", err)
		return 126
	}
	return exitCode(runner.Run(ctx, file))
}

func exitCode(err error) int {
	code, _ := interp.IsExitStatus(err)
	return int(code)
}

// Interactive reads lines until `exit` or the end of the input.
func (c *Container) Interactive(ctx context.Context, in io.Reader, out, errOut io.Writer, isTerminal bool) (code int) {
	prompt := func(string) {}
	read := lines(in)
	if isTerminal {
		terminal := term.NewTerminal(struct {
			io.Reader
			io.Writer
		}{in, out}, "/ # ")
		out, errOut, read = terminal, terminal, terminal.ReadLine
		prompt = func(folder string) { terminal.SetPrompt(folder + " # ") }
		fmt.Fprintln(terminal, Banner)
	}
	runner, err := c.runner(nil, out, errOut)
	if err != nil {
		fmt.Fprintf(errOut, "sh: %v\n", err)
		return 126
	}
	for !runner.Exited() && ctx.Err() == nil {
		line, err := read()
		if err != nil {
			return code
		}
		code = c.line(ctx, runner, line, errOut)
		prompt(inside(runner.Dir))
	}
	return code
}

// line runs what a person has typed; a statement at a time, so that an exit trap does not run early.
func (c *Container) line(ctx context.Context, runner *interp.Runner, line string, errOut io.Writer) (code int) {
	file, err := parse(line)
	if err != nil {
		fmt.Fprintf(errOut, "sh: %v\n", err)
		return 2
	}
	for _, statement := range file.Stmts {
		if code = exitCode(runner.Run(ctx, statement)); runner.Exited() {
			break
		}
	}
	return code
}

func lines(in io.Reader) func() (string, error) {
	scanner := bufio.NewScanner(in)
	return func() (string, error) {
		if !scanner.Scan() {
			return "", io.EOF
		}
		return scanner.Text(), nil
	}
}

func isShell(program string) bool {
	return program == "sh" || program == "bash" || program == "ash" || program == "dash"
}

// IsShell says whether a command line begins with a shell.
func IsShell(words []string) bool { return len(words) > 0 && isShell(path.Base(words[0])) }

// ScriptOf finds the text of sh -c TEXT, sh -ec TEXT, sh -e -c TEXT.
func ScriptOf(words []string) (string, bool) {
	for i, word := range words[1:] {
		if strings.HasPrefix(word, "-") && strings.Contains(word, "c") && i+2 < len(words) {
			return words[i+2], true
		}
	}
	return "", false
}

// Quote makes a script of a command line.
func Quote(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		text, err := syntax.Quote(word, syntax.LangBash)
		if err != nil { // bytes that no shell can be given
			text = "''"
		}
		quoted[i] = text
	}
	return strings.Join(quoted, " ")
}
