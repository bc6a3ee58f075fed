package shell

import (
	"errors"
	"strings"
	"testing"
)

// run gives words to a shell with one mounted file and one Service, and returns what it printed.
func run(words ...string) (code int32, out, errOut string) {
	var stdout, stderr strings.Builder
	s := &Shell{
		Pod: "web-1", Container: "c", Env: map[string]string{"COLOUR": "blue"},
		Files: map[string]string{"/etc/app/mode": "dark\n"},
		Fetch: func(url string) (int, string, error) {
			switch url {
			case "http://web":
				return 200, "hello\n", nil
			case "http://web/missing":
				return 404, "no\n", nil
			}
			return 0, "", errors.New("no route to " + url)
		},
		Out: &stdout, Err: &stderr,
	}
	code = s.Exec(words, nil, false)
	return code, stdout.String(), stderr.String()
}

func TestCommands(t *testing.T) {
	for _, test := range []struct {
		words []string
		code  int32
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
	s := &Shell{Out: &stdout, Err: &stderr}
	if code := s.Exec([]string{"ls"}, nil, false); code != 0 || !strings.Contains(stderr.String(), "simulated") {
		t.Errorf("code %d, said %q", code, stderr.String())
	}
}

func TestScriptFromStandardInput(t *testing.T) {
	var stdout strings.Builder
	s := &Shell{Out: &stdout, Err: &stdout}
	code := s.Exec([]string{"sh"}, strings.NewReader("echo one\nexit 3\necho two\n"), false)
	if code != 3 || stdout.String() != "one\n" {
		t.Errorf("code %d, printed %q", code, stdout.String())
	}
}
