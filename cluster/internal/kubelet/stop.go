package kubelet

import (
	"time"

	corev1 "k8s.io/api/core/v1"
)

// stopTime is how long a program takes to stop when it is asked to.
const stopTime = time.Second

// terminate: somebody has deleted the Pod. Programs stop after about a second, never later than the
// grace period; only then may the object go.
func (s *step) terminate() {
	grace := time.Duration(0)
	if s.Pod.DeletionGracePeriodSeconds != nil {
		grace = time.Duration(*s.Pod.DeletionGracePeriodSeconds) * time.Second
	}
	asked := s.Pod.DeletionTimestamp.Add(-grace)
	if isOver(s.Status.Phase) || len(s.Status.ContainerStatuses) == 0 {
		s.Gone = true
		return
	}
	if !s.Memory.Stopping {
		for i := range s.Pod.Spec.Containers {
			s.stopping(&s.Pod.Spec.Containers[i])
		}
	}
	if left := min(s.stopTime(), grace) - s.Now.Sub(asked); left > 0 {
		s.soon(left)
		return
	}
	s.endAll()
	isFine := true
	for _, status := range s.Status.ContainerStatuses {
		end := status.State.Terminated
		isFine = isFine && end != nil && end.ExitCode == 0
	}
	s.Status.Phase = corev1.PodFailed
	if isFine {
		s.Status.Phase = corev1.PodSucceeded
	}
	s.conditions(true)
	s.Gone = true
}

// stopTime adds what the containers' preStop hooks take to the usual time.
func (s *step) stopTime() time.Duration {
	longest := stopTime
	for _, c := range s.Pod.Spec.Containers {
		if c.Lifecycle == nil || c.Lifecycle.PreStop == nil || c.Lifecycle.PreStop.Sleep == nil {
			continue
		}
		longest = max(longest, stopTime+time.Duration(c.Lifecycle.PreStop.Sleep.Seconds)*time.Second)
	}
	return longest
}

// stopAll ends every container that runs, and says so.
func (s *step) stopAll() {
	for _, statuses := range [][]corev1.ContainerStatus{s.Status.ContainerStatuses, s.Status.InitContainerStatuses} {
		for _, status := range statuses {
			if status.State.Running != nil {
				s.stopping(&corev1.Container{Name: status.Name})
			}
		}
	}
	s.endAll()
}

// stopping says that a container is asked to stop.
func (s *step) stopping(c *corev1.Container) { s.normal("Killing", "Stopping container "+c.Name) }

// endAll ends every container that runs.
func (s *step) endAll() {
	stop := func(statuses []corev1.ContainerStatus, specs []corev1.Container) {
		for i := range statuses {
			for j := range specs {
				if specs[j].Name == statuses[i].Name {
					s.stop(&specs[j], &statuses[i], s.Behaviours[specs[j].Name].StopExit)
				}
			}
		}
	}
	stop(s.Status.ContainerStatuses, s.Pod.Spec.Containers)
	stop(s.Status.InitContainerStatuses, s.Pod.Spec.InitContainers)
	s.Again = 0
}

// stopSidecars ends the sidecars of a Pod whose work is done.
func (s *step) stopSidecars() {
	for i := range s.Pod.Spec.InitContainers {
		c := &s.Pod.Spec.InitContainers[i]
		for j := range s.Status.InitContainerStatuses {
			if isSidecar(c) && s.Status.InitContainerStatuses[j].Name == c.Name {
				s.stopSidecar(c, &s.Status.InitContainerStatuses[j])
			}
		}
	}
}

// stopSidecar ends a sidecar if it runs, and says so.
func (s *step) stopSidecar(c *corev1.Container, status *corev1.ContainerStatus) {
	if status.State.Running != nil {
		s.stopping(c)
		s.ended(c, status, s.Behaviours[c.Name].StopExit, false)
	}
}

// stop ends one container if it runs.
func (s *step) stop(c *corev1.Container, status *corev1.ContainerStatus, code int32) {
	if status.State.Running != nil {
		s.ended(c, status, code, false)
	}
}
