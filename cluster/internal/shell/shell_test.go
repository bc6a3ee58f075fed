package shell

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// run gives words to a shell with one mounted file and one Service, and returns what it printed.
func run(words ...string) (code int, out, errOut string) {
	var stdout, stderr strings.Builder
	c := &Container{
		Pod: "web-1", Env: map[string]string{"COLOUR": "blue"}, Files: NewFiles(map[string]string{"/etc/app/mode": "dark\n"}),
		Date: func() string { return "today" }, Sleep: func(context.Context, time.Duration) {},
		Fetch: func(url string) (int, string, error) {
			switch url {
			case "http://web":
				return 200, "hello\n", nil
			case "http://web/missing":
				return 404, "no\n", nil
			}
			return 0, "", errors.New("no route to " + url)
		},
	}
	code = c.Exec(context.Background(), words, nil, &stdout, &stderr, false)
	return code, stdout.String(), stderr.String()
}

func TestCommands(t *testing.T) {
	for _, test := range []struct {
		words []string
		code  int
		out   string
	}{
		{[]string{"hostname"}, 0, "web-1\n"},
		{[]string{"printenv", "COLOUR"}, 0, "blue\n"},
		{[]string{"printenv", "ABSENT"}, 1, ""},
		{[]string{"cat", "/etc/app/mode"}, 0, "dark\n"},
		{[]string{"ls", "/"}, 0, "etc\n"},
		{[]string{"ls", "/etc/app"}, 0, "mode\n"},
		{[]string{"sh", "-c", "cd /etc/app && cat mode"}, 0, "dark\n"},
		{[]string{"sh", "-c", "false || echo $COLOUR"}, 0, "blue\n"},
		{[]string{"/bin/sh", "-c", "exit 7; echo never"}, 7, ""},
		{[]string{"sh", "-c", "for i in 1 2 3; do [ $i = 2 ] || echo $i; done"}, 0, "1\n3\n"},
		{[]string{"sh", "-c", "echo warm > /tmp/state; cat /tmp/state | grep -q warm && echo yes"}, 0, "yes\n"},
		{[]string{"sh", "-c", "n=2; while [ $n -gt 0 ]; do echo $n; n=$((n-1)); done"}, 0, "2\n1\n"},
		{[]string{"sh", "-c", "echo $(hostname) /etc/app/*"}, 0, "web-1 /etc/app/mode\n"},
		{[]string{"wget", "-qO-", "http://web"}, 0, "hello\n"},
		{[]string{"wget", "-qO-", "http://web", "-T", "2"}, 0, "hello\n"},
		{[]string{"curl", "-m", "2", "http://web/missing"}, 0, "no\n"},
		{[]string{"wget", "-T", "2", "http://web/missing"}, 1, ""},
	} {
		if code, out, _ := run(test.words...); code != test.code || out != test.out {
			t.Errorf("%q: code %d, printed %q", test.words, code, out)
		}
	}
}

func TestUnknownCommandSaysThatNothingRunsHere(t *testing.T) {
	code, out, errOut := run("/usr/bin/id-of-host", "--all")
	if code != 127 || out != "" || !strings.Contains(errOut, "simulated") {
		t.Errorf("code %d, printed %q and %q", code, out, errOut)
	}
}

func TestFileOfTheHostIsNotThere(t *testing.T) {
	for _, name := range []string{"/etc/passwd", "/etc/app/../passwd", "../../etc/passwd"} {
		if code, out, _ := run("cat", name); code != 1 || out != "" {
			t.Errorf("%s: code %d, printed %q", name, code, out)
		}
	}
}

func TestListingAnEmptyContainerSaysWhyItIsEmpty(t *testing.T) {
	var stdout, stderr strings.Builder
	c := &Container{Files: NewFiles(nil)}
	if code := c.Exec(context.Background(), []string{"ls"}, nil, &stdout, &stderr, false); code != 0 || !strings.Contains(stderr.String(), "simulated") {
		t.Errorf("code %d, said %q", code, stderr.String())
	}
}

func TestScriptFromStandardInput(t *testing.T) {
	var stdout strings.Builder
	c := &Container{Files: NewFiles(nil)}
	code := c.Exec(context.Background(), []string{"sh"}, strings.NewReader("echo one\nexit 3\necho two\n"), &stdout, &stdout, false)
	if code != 3 || stdout.String() != "one\n" {
		t.Errorf("code %d, printed %q", code, stdout.String())
	}
}

// The shell is a library's, which can do all that a shell can: nothing of it may reach the host.
func TestScriptSeesNothingOfTheHost(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("of the host"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, script := range []string{
		"cat " + file, "cat < " + file, "read line < " + file + "; echo $line", ". " + file, "test -e " + file + " && echo there",
		"echo " + filepath.Dir(file) + "/*", "command -v go", "type -p go", "cd " + filepath.Dir(file) + " && echo there",
		"echo ~root", "cat <(cat " + file + ")", "[ -r " + file + " ] && echo there", "exec " + file, "ls " + filepath.Dir(file),
	} {
		_, out, errOut := run("bash", "-c", script)
		if said := out + errOut; strings.Contains(out, "there") || strings.Contains(said, "of the host") || strings.Contains(out, "/bin/go") || strings.Contains(out, "secret\n") {
			t.Errorf("%s: printed %q", script, said)
		}
	}
	run("sh", "-c", "echo x > "+file+"; touch "+file+".new; rm "+file)
	if text, err := os.ReadFile(file); err != nil || string(text) != "of the host" {
		t.Errorf("the host's file was written: %q, %v", text, err)
	}
	if _, err := os.Stat(file + ".new"); err == nil {
		t.Error("a file was made on the host")
	}
	if _, out, _ := run("sh", "-c", "echo $HOME $UID"); out != "/root 0\n" {
		t.Errorf("it knows the user: %q", out)
	}
}
