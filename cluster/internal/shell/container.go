// Package shell is the pretend shell of simulated containers, behind `kubectl exec` and behind what
// a container's own script is taken to do. The language is a real shell's, by a library; programs
// are none of the container's and none of the host's: a few whose answer follows from the API, and
// files that live in memory only.
package shell

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// Container is what programs find around them.
type Container struct {
	Pod   string
	Env   map[string]string
	Files *Files
	// Date is what `date` prints.
	Date func() string
	// Sleep lets time pass.
	Sleep func(context.Context, time.Duration)
	// Forever is called for a program that never ends of itself; the script, or the part of it that
	// runs in the background, ends there. nil: such programs are not there.
	Forever func()
	// Unknown is called for a program that this package does not know; it returns its exit code and
	// what it says. nil: it is not there.
	Unknown func(words []string) (code int, said string)
	// Fetch asks an address of the cluster: its status and body, or why it cannot be reached.
	// nil: everything answers, with nothing.
	Fetch func(url string) (status int, body string, err error)
	// LookUp resolves a name of the cluster. nil: every name is known.
	LookUp func(name string) (ip string, ok bool)
	// Called hears of every command before it runs; an error ends the script.
	Called func(words []string) error
	// BackgroundBegins and BackgroundEnds stand around what runs in the background, which is run at
	// its place. nil: like anything else.
	BackgroundBegins, BackgroundEnds func()
}

// parse reads a script. What would touch the host's files (process substitution) is refused.
func parse(text string) (*syntax.File, error) {
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
	if err != nil {
		return nil, err
	}
	syntax.Walk(file, func(node syntax.Node) bool {
		if _, isSubstitution := node.(*syntax.ProcSubst); isSubstitution {
			err = errors.New("process substitution is not in a simulated shell")
		}
		if statement, ok := node.(*syntax.Stmt); ok && statement.Background {
			putInBackground(statement)
		}
		return true
	})
	return file, err
}

const (
	beginBackground = "\x00background"
	endBackground   = "\x00foreground"
)

// putInBackground lets a statement run at its place, between two marks: goroutines would share one
// clock.
func putInBackground(statement *syntax.Stmt) {
	original := &syntax.Stmt{Cmd: statement.Cmd, Redirs: statement.Redirs, Negated: statement.Negated}
	mark := func(name string) *syntax.Stmt {
		word := &syntax.Word{Parts: []syntax.WordPart{&syntax.Lit{Value: name}}}
		return &syntax.Stmt{Cmd: &syntax.CallExpr{Args: []*syntax.Word{word}}}
	}
	inside := &syntax.Subshell{Stmts: []*syntax.Stmt{original}}
	statement.Background, statement.Redirs, statement.Negated = false, nil, false
	statement.Cmd = &syntax.Block{Stmts: []*syntax.Stmt{mark(beginBackground), {Cmd: inside}, mark(endBackground)}}
}

// runner makes an interpreter that sees this container and nothing of the host.
func (c *Container) runner(in io.Reader, out, errOut io.Writer) (*interp.Runner, error) {
	// Without these the interpreter would look at the user who runs this program.
	pairs := []string{"HOME=/root", "UID=0", "EUID=0", "GID=0"}
	for name, value := range c.Env {
		pairs = append(pairs, name+"="+value)
	}
	return interp.New(
		interp.Env(expand.ListEnviron(pairs...)), interp.Dir("/"), interp.StdIO(in, out, errOut),
		interp.CallHandler(c.call), interp.ExecHandler(c.exec), interp.OpenHandler(c.open),
		interp.StatHandler(func(_ context.Context, name string, _ bool) (fs.FileInfo, error) { return c.Files.stat(inside(name)) }),
		interp.AccessHandler(func(_ context.Context, name string, _ interp.AccessMode) error {
			_, err := c.Files.stat(inside(name))
			return err
		}),
		interp.ReadDirHandler2(func(_ context.Context, name string) (entries []fs.DirEntry, err error) {
			names, _ := c.Files.List(inside(name))
			for _, each := range names {
				entries = append(entries, info{name: each})
			}
			return entries, nil
		}),
	)
}

// inside turns a path of the host's system into one of the container.
func inside(name string) string {
	return path.Clean("/" + filepath.ToSlash(strings.TrimPrefix(name, filepath.VolumeName(name))))
}

func (c *Container) call(_ context.Context, words []string) ([]string, error) {
	if c.Called != nil && words[0] != beginBackground && words[0] != endBackground {
		return words, c.Called(words)
	}
	return words, nil
}

func (c *Container) exec(ctx context.Context, words []string) error {
	hc := interp.HandlerCtx(ctx)
	switch {
	case words[0] == beginBackground && c.BackgroundBegins != nil:
		c.BackgroundBegins()
		return nil
	case words[0] == endBackground && c.BackgroundEnds != nil:
		c.BackgroundEnds()
		return nil
	case words[0] == beginBackground || words[0] == endBackground:
		return nil
	}
	switch code := c.program(ctx, hc, words); code {
	case codeEndless:
		return hc.Builtin(ctx, []string{"exit"})
	case 0:
		return nil
	default:
		return interp.NewExitStatus(uint8(code))
	}
}

// open serves the redirections of a script.
func (c *Container) open(_ context.Context, name string, flag int, _ os.FileMode) (io.ReadWriteCloser, error) {
	name = inside(name)
	if name == "/dev/null" || strings.HasPrefix(name, "/dev/std") || strings.HasPrefix(name, "/proc/1/fd/") {
		return device{}, nil
	}
	if flag&(os.O_WRONLY|os.O_RDWR) == 0 {
		text, isThere, _ := c.Files.Read(name)
		if !isThere {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		return &file{Reader: strings.NewReader(text)}, nil
	}
	if refusal := c.Files.Write(name, "", flag&os.O_APPEND != 0); refusal != "" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New(refusal)}
	}
	return &file{files: c.Files, name: name}, nil
}

// device is empty when it is read and takes everything.
type device struct{}

func (device) Read([]byte) (int, error)    { return 0, io.EOF }
func (device) Write(p []byte) (int, error) { return len(p), nil }
func (device) Close() error                { return nil }

// file is one that is open: for reading, or for adding to its end.
type file struct {
	io.Reader
	files *Files
	name  string
}

func (f *file) Write(p []byte) (int, error) {
	if f.files == nil {
		return 0, fs.ErrPermission
	}
	f.files.Write(f.name, string(p), true)
	return len(p), nil
}

func (f *file) Read(p []byte) (int, error) {
	if f.Reader == nil {
		return 0, io.EOF
	}
	return f.Reader.Read(p)
}

func (f *file) Close() error { return nil }
