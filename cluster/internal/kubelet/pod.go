package kubelet

import (
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// containers moves every container of the Pod on: init containers one after the other, sidecars
// among them, then the others together, and ephemeral ones as they come.
func (s *step) containers() {
	spec := &s.Pod.Spec
	from := s.Status.StartTime.Time
	isInitialized, hasFailed := true, false

	isDone := s.mainDone()
	init := make([]corev1.ContainerStatus, 0, len(spec.InitContainers))
	for i := range spec.InitContainers {
		c := &spec.InitContainers[i]
		status := find(s.Status.InitContainerStatuses, c)
		if isSidecar(c) {
			if isDone {
				s.stopSidecar(c, &status)
			} else {
				s.advance(c, &status, plan{mayStart: isInitialized && !hasFailed, from: from, policy: corev1.RestartPolicyAlways})
			}
			isInitialized = isInitialized && (isTrue(status.Started) || isDone)
		} else {
			policy := spec.RestartPolicy
			if policy == corev1.RestartPolicyAlways {
				policy = corev1.RestartPolicyOnFailure
			}
			s.advance(c, &status, plan{mayStart: isInitialized && !hasFailed, from: from, policy: policy, isInit: true})
			end := status.State.Terminated
			status.Ready = end != nil && end.ExitCode == 0
			hasFailed = hasFailed || end != nil && end.ExitCode != 0 && policy == corev1.RestartPolicyNever
			isInitialized = isInitialized && status.Ready
			if status.Ready && end.FinishedAt.After(from) {
				from = end.FinishedAt.Time
			}
		}
		init = append(init, status)
	}
	main := make([]corev1.ContainerStatus, 0, len(spec.Containers))
	for i := range spec.Containers {
		c := &spec.Containers[i]
		status := find(s.Status.ContainerStatuses, c)
		s.advance(c, &status, plan{mayStart: isInitialized && !hasFailed, from: from, policy: spec.RestartPolicy})
		main = append(main, status)
	}
	for i := range spec.EphemeralContainers {
		c := corev1.Container(spec.EphemeralContainers[i].EphemeralContainerCommon)
		status := find(s.Status.EphemeralContainerStatuses, &c)
		began := s.Memory.Last
		if status.State.Waiting != nil && began.Before(s.Now.Add(-pullTime)) {
			began = s.Now.Add(-pullTime)
		}
		s.advance(&c, &status, plan{mayStart: true, from: began, policy: corev1.RestartPolicyNever})
		put(&s.Status.EphemeralContainerStatuses, status)
	}
	if len(init) > 0 {
		s.Status.InitContainerStatuses = init
	}
	// In the order of their names, as the kubelet has them.
	slices.SortFunc(main, func(a, b corev1.ContainerStatus) int { return strings.Compare(a.Name, b.Name) })
	s.Status.ContainerStatuses = main
	if hasFailed {
		s.Status.Phase = corev1.PodFailed
	} else if isInitialized {
		s.Status.Phase = phase(main, spec.RestartPolicy)
	}
	if isOver(s.Status.Phase) {
		s.stopSidecars()
	}
	s.conditions(isInitialized)
}

// mainDone: no container will run again, so sidecars are told to stop.
func (s *step) mainDone() bool {
	if len(s.Status.ContainerStatuses) < len(s.Pod.Spec.Containers) {
		return false
	}
	return isOver(phase(s.Status.ContainerStatuses, s.Pod.Spec.RestartPolicy))
}

// phase is the kubelet's own rule, for Pods whose init containers are through.
func phase(statuses []corev1.ContainerStatus, policy corev1.RestartPolicy) corev1.PodPhase {
	var waiting, running, stopped, succeeded int
	for _, status := range statuses {
		switch {
		case status.State.Running != nil:
			running++
		case status.State.Terminated != nil:
			stopped++
			if status.State.Terminated.ExitCode == 0 {
				succeeded++
			}
		case status.LastTerminationState.Terminated != nil:
			stopped++
		default:
			waiting++
		}
	}
	switch {
	case waiting > 0:
		return corev1.PodPending
	case running > 0 || policy == corev1.RestartPolicyAlways:
		return corev1.PodRunning
	case stopped == succeeded:
		return corev1.PodSucceeded
	case policy == corev1.RestartPolicyNever:
		return corev1.PodFailed
	}
	return corev1.PodRunning
}

func isSidecar(c *corev1.Container) bool {
	return c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways
}

// find returns the container's status, or that of one that is being created.
func find(statuses []corev1.ContainerStatus, c *corev1.Container) corev1.ContainerStatus {
	for i := range statuses {
		if statuses[i].Name == c.Name {
			return *statuses[i].DeepCopy()
		}
	}
	return corev1.ContainerStatus{Name: c.Name, Image: c.Image, State: waiting("ContainerCreating", ""), Started: new(bool)}
}

func put(statuses *[]corev1.ContainerStatus, status corev1.ContainerStatus) {
	for i := range *statuses {
		if (*statuses)[i].Name == status.Name {
			(*statuses)[i] = status
			return
		}
	}
	*statuses = append(*statuses, status)
}

func waiting(reason, message string) corev1.ContainerState {
	return corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}
}

func isTrue(b *bool) bool { return b != nil && *b }
