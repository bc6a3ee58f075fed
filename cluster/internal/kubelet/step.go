// Package kubelet is the simulated node agent. Step decides, from a Pod and the time alone, what
// the Pod's status should be; Driver (driver.go) keeps a queue of Pods and writes what Step decided.
package kubelet

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"k8s-labs/cluster/internal/behaviour"
)

// Input is everything that a decision depends on.
type Input struct {
	Pod *corev1.Pod
	Now time.Time
	// PodIP and HostIP are the addresses that this Pod has or shall get.
	PodIP, HostIP string
	// Behaviours by container name: what each container does.
	Behaviours map[string]behaviour.Behaviour
	// MountError: a volume cannot be mounted, and why.
	MountError string
	// HasImage says whether the node has pulled an image before.
	HasImage func(image string) bool
	Memory   Memory
}

// Memory is what a status cannot hold. It may be lost: then some events come late or twice, and a
// back-off is longer than it should be, and nothing else.
type Memory struct {
	// Last is when this Pod was looked at before; what happened since is reported as events.
	Last time.Time
	// Forgiven is the restart count at which a container last ran long enough to be forgiven.
	Forgiven map[string]int32
	// Left are containers whose shell a person has left, with the exit code, by container ID.
	Left map[string]int32
	// seen are the good answers of the network to the Pod's scripts.
	seen *seen
	// Stopping: the Pod was seen being deleted before, and that was reported.
	Stopping bool
}

// Event is one line of `kubectl describe`.
type Event struct{ Type, Reason, Message string }

// Output is a decision.
type Output struct {
	Status corev1.PodStatus
	Events []Event
	// Again is when to look again; 0: only when the Pod changes.
	Again time.Duration
	// Pulled are the images that the node has from now on.
	Pulled []string
	// Gone: everything has stopped and the object may be deleted for good.
	Gone bool
	// Forgiven goes into the next Input's Memory.
	Forgiven map[string]int32
}

// step is one decision in the making.
type step struct {
	Input
	Output
	stamp metav1.Time
}

// Step decides.
func Step(in Input) Output {
	s := &step{Input: in, stamp: metav1.NewTime(in.Now)}
	s.Status = *in.Pod.Status.DeepCopy()
	s.Forgiven = map[string]int32{}
	for name, count := range in.Memory.Forgiven {
		s.Forgiven[name] = count
	}
	if s.Memory.Last.IsZero() || s.Memory.Last.After(in.Now) {
		s.Memory.Last = in.Now
	}
	s.noFuture()
	s.Status.ObservedGeneration = in.Pod.Generation
	if in.Pod.DeletionTimestamp != nil {
		s.terminate()
		return s.Output
	}
	if isOver(s.Status.Phase) {
		return s.Output
	}
	s.accept()
	if s.pastDeadline() {
		return s.Output
	}
	s.containers()
	return s.Output
}

// noFuture: where the wall clock was set back, what the status says of the future is taken to be now.
// Else everything would wait until the clock is there again.
func (s *step) noFuture() {
	clamp := func(moment *metav1.Time) {
		if moment != nil && moment.After(s.Now.Add(time.Second)) {
			*moment = s.stamp
		}
	}
	clamp(s.Status.StartTime)
	for _, statuses := range [][]corev1.ContainerStatus{s.Status.InitContainerStatuses, s.Status.ContainerStatuses, s.Status.EphemeralContainerStatuses} {
		for i := range statuses {
			for _, state := range []*corev1.ContainerState{&statuses[i].State, &statuses[i].LastTerminationState} {
				if state.Running != nil {
					clamp(&state.Running.StartedAt)
				}
				if state.Terminated != nil {
					clamp(&state.Terminated.StartedAt)
					clamp(&state.Terminated.FinishedAt)
				}
			}
		}
	}
}

func isOver(phase corev1.PodPhase) bool {
	return phase == corev1.PodSucceeded || phase == corev1.PodFailed
}

// accept gives a new Pod its start time and addresses.
func (s *step) accept() {
	if s.Status.StartTime == nil {
		s.Status.StartTime = &s.stamp
		s.Status.Phase = corev1.PodPending
		s.soon(pullTime)
	}
	s.Status.HostIP, s.Status.HostIPs = s.HostIP, []corev1.HostIP{{IP: s.HostIP}}
	if s.MountError == "" && s.Status.PodIP == "" {
		s.Status.PodIP, s.Status.PodIPs = s.PodIP, []corev1.PodIP{{IP: s.PodIP}}
	}
}

// soon asks to be called again, at the latest after d.
func (s *step) soon(d time.Duration) {
	d = max(d, 50*time.Millisecond)
	if s.Again == 0 || d < s.Again {
		s.Again = d
	}
}

func (s *step) event(kind, reason, message string) {
	s.Events = append(s.Events, Event{kind, reason, message})
}

func (s *step) normal(reason, message string)  { s.event(corev1.EventTypeNormal, reason, message) }
func (s *step) warning(reason, message string) { s.event(corev1.EventTypeWarning, reason, message) }

// isNews says whether a moment lies between the last look and now.
func (s *step) isNews(moment time.Time) bool {
	return moment.After(s.Memory.Last) && !moment.After(s.Now)
}

// pastDeadline ends a Pod that has been active for longer than it may be.
func (s *step) pastDeadline() bool {
	limit := s.Pod.Spec.ActiveDeadlineSeconds
	if limit == nil {
		return false
	}
	left := s.Status.StartTime.Add(time.Duration(*limit) * time.Second).Sub(s.Now)
	if left > 0 {
		s.soon(left)
		return false
	}
	const message = "Pod was active on the node longer than the specified deadline"
	isInitialized := s.wasInitialized()
	s.normal("DeadlineExceeded", message)
	s.stopAll()
	s.Status.Phase, s.Status.Reason, s.Status.Message = corev1.PodFailed, "DeadlineExceeded", message
	s.conditions(isInitialized)
	return true
}
