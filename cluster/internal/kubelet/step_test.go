package kubelet

import (
	"slices"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"k8s-labs/cluster/internal/behaviour"
)

var start = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// life lets a Pod live on a clock of its own: it takes over what Step decides and looks again when
// Step asks for it.
type life struct {
	t      *testing.T
	pod    *corev1.Pod
	now    time.Time
	memory Memory
	// reasons are those of all events so far.
	reasons []string
	gone    bool
}

func live(t *testing.T, pod *corev1.Pod) *life { return &life{t: t, pod: pod, now: start} }

func (l *life) look() Output {
	behaviours := map[string]behaviour.Behaviour{}
	for _, c := range append(slices.Clone(l.pod.Spec.InitContainers), l.pod.Spec.Containers...) {
		behaviours[c.Name] = behaviour.Of(l.pod, &c, behaviour.Setting{})
	}
	out := Step(Input{
		Pod: l.pod, Now: l.now, PodIP: "10.244.1.2", HostIP: "172.30.0.11", Behaviours: behaviours, Memory: l.memory,
		HasImage: func(string) bool { return false },
	})
	l.pod.Status = out.Status
	l.memory.Last, l.memory.Forgiven = l.now, out.Forgiven
	for _, event := range out.Events {
		l.reasons = append(l.reasons, event.Reason)
	}
	l.gone = l.gone || out.Gone
	return out
}

// forTime lets so much time pass.
func (l *life) forTime(d time.Duration) *life {
	end := l.now.Add(d)
	for steps := 0; ; steps++ {
		if steps > 10_000 {
			l.t.Fatal("the Pod is looked at for ever")
		}
		out := l.look()
		if out.Again == 0 || l.now.Add(out.Again).After(end) {
			l.now = end
			l.look()
			return l
		}
		l.now = l.now.Add(out.Again)
	}
}

func (l *life) status() corev1.ContainerStatus {
	if len(l.pod.Status.ContainerStatuses) == 0 {
		l.t.Fatal("there is no container status")
	}
	return l.pod.Status.ContainerStatuses[0]
}

func (l *life) isReady() bool {
	return slices.ContainsFunc(l.pod.Status.Conditions, func(c corev1.PodCondition) bool {
		return c.Type == corev1.PodReady && c.Status == corev1.ConditionTrue
	})
}

func pod(image string, command ...string) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: "web", Namespace: "lab", UID: "u", Annotations: map[string]string{}},
		Spec: corev1.PodSpec{
			RestartPolicy: corev1.RestartPolicyAlways,
			Containers:    []corev1.Container{{Name: "c", Image: image, Command: command}},
		},
	}
}

func equal[T comparable](t *testing.T, found, wanted T) {
	t.Helper()
	if found != wanted {
		t.Errorf("found %v, wanted %v", found, wanted)
	}
}

func TestWebServerBecomesReady(t *testing.T) {
	l := live(t, pod("nginx:1.27-alpine")).forTime(10 * time.Second)
	equal(t, l.pod.Status.Phase, corev1.PodRunning)
	equal(t, l.isReady(), true)
	equal(t, l.pod.Status.PodIP, "10.244.1.2")
	for _, reason := range []string{"Pulling", "Pulled", "Created", "Started"} {
		if !slices.Contains(l.reasons, reason) {
			t.Errorf("no event %s among %v", reason, l.reasons)
		}
	}
}

func TestUnknownTagIsBackedOff(t *testing.T) {
	l := live(t, pod("nginx:9.99.nope")).forTime(25 * time.Second)
	equal(t, l.pod.Status.Phase, corev1.PodPending)
	equal(t, l.status().State.Waiting.Reason, "ImagePullBackOff")
	equal(t, slices.Contains(l.reasons, "Failed"), true)
}

func TestCrashingProgramIsRestartedWithLongerPauses(t *testing.T) {
	l := live(t, pod("busybox:1.36", "sh", "-c", "echo hello; exit 3")).forTime(20 * time.Second)
	equal(t, l.status().State.Waiting.Reason, "CrashLoopBackOff")
	equal(t, l.status().LastTerminationState.Terminated.ExitCode, int32(3))
	early := l.status().RestartCount
	l.forTime(5 * time.Minute)
	late := l.status().RestartCount
	if late <= early || late > early+6 {
		t.Errorf("%d restarts after 20 s and %d after five minutes", early, late)
	}
	equal(t, l.isReady(), false)
}

func TestProgramThatNeedsMoreMemoryThanItMayIsKilled(t *testing.T) {
	p := pod("nginx:1.27-alpine")
	p.Spec.Containers[0].Resources.Limits = corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("1Mi")}
	l := live(t, p).forTime(15 * time.Second)
	last := l.status().LastTerminationState.Terminated
	if last == nil {
		t.Fatal("it was not killed")
	}
	equal(t, last.Reason, "OOMKilled")
	equal(t, last.ExitCode, int32(137))
}

func TestProgramThatMayEndDecidesThePhase(t *testing.T) {
	for script, phase := range map[string]corev1.PodPhase{
		"echo done": corev1.PodSucceeded,
		"exit 1":    corev1.PodFailed,
	} {
		p := pod("busybox:1.36", "sh", "-c", script)
		p.Spec.RestartPolicy = corev1.RestartPolicyNever
		l := live(t, p).forTime(20 * time.Second)
		equal(t, l.pod.Status.Phase, phase)
		equal(t, l.status().RestartCount, int32(0))
	}
}

func TestAnnotationDeclaresWhatAProgramDoes(t *testing.T) {
	p := pod("nginx:1.27-alpine")
	p.Annotations["sim.k8s-labs/c"] = `{"ready":false}`
	p.Spec.Containers[0].ReadinessProbe = &corev1.Probe{
		ProbeHandler: corev1.ProbeHandler{TCPSocket: &corev1.TCPSocketAction{}},
	}
	l := live(t, p).forTime(30 * time.Second)
	equal(t, l.pod.Status.Phase, corev1.PodRunning)
	equal(t, l.isReady(), false)
	equal(t, slices.Contains(l.reasons, "Unhealthy"), true)
}

func TestInitContainersRunBeforeTheOthers(t *testing.T) {
	p := pod("nginx:1.27-alpine")
	p.Spec.InitContainers = []corev1.Container{
		{Name: "first", Image: "busybox:1.36", Command: []string{"sleep", "20"}},
	}
	l := live(t, p).forTime(10 * time.Second)
	equal(t, l.pod.Status.Phase, corev1.PodPending)
	equal(t, l.isReady(), false)
	l.forTime(30 * time.Second)
	equal(t, l.isReady(), true)
	equal(t, l.pod.Status.InitContainerStatuses[0].State.Terminated.ExitCode, int32(0))
}

func TestPodEndsAtItsDeadline(t *testing.T) {
	p := pod("nginx:1.27-alpine")
	seconds := int64(30)
	p.Spec.ActiveDeadlineSeconds = &seconds
	l := live(t, p).forTime(20 * time.Second)
	equal(t, l.isReady(), true)
	l.forTime(20 * time.Second)
	equal(t, l.pod.Status.Phase, corev1.PodFailed)
	equal(t, l.pod.Status.Reason, "DeadlineExceeded")
}

func TestDeletedPodIsGoneSoon(t *testing.T) {
	l := live(t, pod("nginx:1.27-alpine")).forTime(10 * time.Second)
	deleted := metav1.NewTime(l.now.Add(30 * time.Second))
	seconds := int64(30)
	l.pod.DeletionTimestamp, l.pod.DeletionGracePeriodSeconds = &deleted, &seconds
	l.forTime(5 * time.Second)
	equal(t, l.gone, true)
}

func TestStatusDoesNotChangeByLookingAgain(t *testing.T) {
	l := live(t, pod("nginx:1.27-alpine")).forTime(time.Minute)
	before := l.pod.Status.DeepCopy()
	l.look()
	if !slices.Equal(before.Conditions, l.pod.Status.Conditions) {
		t.Error("another look changed the conditions")
	}
	equal(t, l.status().RestartCount, before.ContainerStatuses[0].RestartCount)
}

// The status of a Pod holds times of the wall clock, which may jump: nothing must stop for ever or be
// torn down by that.
func TestClockJumps(t *testing.T) {
	for name, jump := range map[string]time.Duration{"an hour back": -time.Hour, "a day on": 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			web := live(t, pod("nginx:1.27-alpine")).forTime(time.Minute)
			web.now = web.now.Add(jump)
			web.forTime(time.Minute)
			equal(t, web.isReady(), true)
			equal(t, web.status().RestartCount, int32(0))

			crash := live(t, pod("busybox:1.36", "sh", "-c", "exit 3")).forTime(time.Minute)
			before := crash.status().RestartCount
			crash.now = crash.now.Add(jump)
			crash.forTime(20 * time.Minute)
			if after := crash.status().RestartCount; after <= before || after > before+10 {
				t.Errorf("%d restarts before the jump, %d twenty minutes after it", before, after)
			}

			starting := live(t, pod("nginx:1.27-alpine"))
			starting.look()
			starting.now = starting.now.Add(jump)
			starting.forTime(time.Minute)
			equal(t, starting.isReady(), true)
		})
	}
}
