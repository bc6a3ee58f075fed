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
