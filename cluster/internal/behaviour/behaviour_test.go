package behaviour

import (
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
)

func of(image string, command ...string) Behaviour {
	container := corev1.Container{Name: "c", Image: image, Command: command}
	return Of(&corev1.Pod{}, &container, Setting{Env: map[string]string{"WAIT": "7"}})
}

func TestScriptEndsAsItSays(t *testing.T) {
	for script, wanted := range map[string]struct {
		after time.Duration
		code  int32
	}{
		"exit 3":              {0, 3},
		"sleep 5; exit 3":     {5 * time.Second, 3},
		"sleep 2 && sleep 3":  {5 * time.Second, 0},
		"echo a; sleep $WAIT": {7 * time.Second, 0},
		"for i in 1 2 3; do sleep 1; done; exit 1": {3 * time.Second, 1},
	} {
		b := of("busybox:1.36", "sh", "-c", script)
		after, ends := b.Ends()
		if !ends || after.Round(time.Second) != wanted.after || b.Exit != wanted.code {
			t.Errorf("%q: ends %v after %v with %d", script, ends, after, b.Exit)
		}
	}
}

func TestScriptThatLoopsForEverDoesNotEnd(t *testing.T) {
	b := of("busybox:1.36", "sh", "-c", "while true; do date; sleep 5; done")
	if after, ends := b.Ends(); ends {
		t.Errorf("it ends after %v", after)
	}
}

func TestWellKnownImageListens(t *testing.T) {
	b := of("nginx:1.27-alpine")
	if !b.Listens(80) || b.Listens(8080) {
		t.Errorf("nginx listens on %v", b.Ports)
	}
	if _, ends := b.Ends(); ends {
		t.Error("nginx ends by itself")
	}
}

func TestTagThatDoesNotExistCannotBePulled(t *testing.T) {
	if b := of("nginx:9.99.nope"); !strings.Contains(b.PullError, "not found") {
		t.Errorf("pull error %q", b.PullError)
	}
}

func TestAnnotationWins(t *testing.T) {
	pod := &corev1.Pod{}
	pod.Annotations = map[string]string{AnnotationPrefix + "c": `{"runFor":"20s","exit":4}`}
	b := Of(pod, &corev1.Container{Name: "c", Image: "nginx:1.27-alpine"}, Setting{})
	if after, ends := b.Ends(); !ends || after != 20*time.Second || b.Exit != 4 {
		t.Errorf("ends %v after %v with %d", ends, after, b.Exit)
	}
}

func TestBrokenAnnotationIsIgnoredAndSaid(t *testing.T) {
	pod := &corev1.Pod{}
	pod.Annotations = map[string]string{AnnotationPrefix + "c": `{"runFor":`}
	b := Of(pod, &corev1.Container{Name: "c", Image: "nginx:1.27-alpine"}, Setting{})
	if b.Problem == "" || !b.Listens(80) {
		t.Errorf("problem %q, ports %v", b.Problem, b.Ports)
	}
}

// fakeNetwork knows these names and answers at these addresses.
type fakeNetwork map[string]int

func (n fakeNetwork) Knows(name string) bool { return n[name] > 0 }
func (n fakeNetwork) Status(url string) int  { return n[url] }

func TestScriptThatWaitsForTheNetworkEndsWhenItAnswers(t *testing.T) {
	container := corev1.Container{Name: "c", Image: "busybox:1.36", Command: []string{"sh", "-c", "until nslookup db && wget -qO- http://db/; do sleep 2; done"}}
	network := fakeNetwork{}
	ends := func() bool {
		b := Of(&corev1.Pod{}, &container, Setting{Network: network})
		_, ends := b.Ends()
		return ends
	}
	for _, step := range []struct {
		name string
		ends bool
	}{{"", false}, {"db", false}, {"http://db/", true}} {
		network[step.name] = 200
		if ends() != step.ends {
			t.Errorf("with %q: ends %v", step.name, !step.ends)
		}
	}
	delete(network, "db")
	if ends() {
		t.Error("it does not ask again")
	}
}

func TestScript(t *testing.T) {
	for script, wanted := range map[string]struct {
		after time.Duration
		code  int32
		lines string
	}{
		`a=1; while [ $a -le 3 ]; do echo $a; a=$((a+1)); sleep 1; done; exit 4`: {3 * time.Second, 4, "1 2 3"},
		`no-such-program || { echo lost; exit 5; }`:                              {0, 5, "sh: no-such-program: not found lost"},
		`(sleep 5; echo late) & echo early; wait; echo done`:                     {5 * time.Second, 0, "late early done"},
		`echo a > /tmp/x; cat /tmp/x; rm /tmp/x; cat /tmp/x || exit 6`:           {0, 6, ""},
		`case $HOSTNAME in web-0) echo first;; *) echo other;; esac`:             {0, 0, "other"},
		`set -e; false; echo never`:                                              {0, 1, ""},
		`f() { return 3; }; f; exit $?`:                                          {0, 3, ""},
		`echo one | grep -q two || exit 2`:                                       {0, 2, ""},
		`for i in $(seq 3); do sleep 10; done`:                                   {30 * time.Second, 0, ""},
		`trap 'echo bye' EXIT; exit 7`:                                           {0, 7, "bye"},
		`exec sh -c 'exit 9'`:                                                    {0, 9, ""},
		`test "$JOB_COMPLETION_INDEX" != 1`:                                      {0, 0, ""},
		`cat <<EOF
hello
EOF
exit 1`: {0, 1, "hello"},
	} {
		b := of("busybox:1.36", "sh", "-c", script)
		after, ends := b.Ends()
		var lines []string
		for _, line := range b.Program.LinesAt(time.Hour) {
			lines = append(lines, line.Text)
		}
		printed := strings.Join(lines, " ")
		if !ends || after != wanted.after || b.Exit != wanted.code || wanted.lines != "" && printed != wanted.lines {
			t.Errorf("%q: ends %v after %v with %d, printed %q", script, ends, after, b.Exit, printed)
		}
	}
}

func TestLogOfALongLoopGoesOn(t *testing.T) {
	b := of("busybox:1.36", "sh", "-c", "n=0; while true; do n=$((n+1)); echo line $n; sleep 1; done")
	lines := b.Program.LinesAt(5 * time.Hour)
	if last := lines[len(lines)-1]; last.Text != "line 18001" || last.At != 5*time.Hour {
		t.Errorf("%d lines, the last %q at %v", len(lines), last.Text, last.At)
	}
}

func TestLoopWithoutAPauseDoesNotHang(t *testing.T) {
	b := of("busybox:1.36", "sh", "-c", "while true; do :; done")
	if _, ends := b.Ends(); ends || len(b.Program.LinesAt(time.Hour)) > 0 {
		t.Error("it ends")
	}
}
