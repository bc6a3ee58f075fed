package kubelet

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// conditions brings the Pod's conditions into line with its containers.
func (s *step) conditions(isInitialized bool) {
	var unready, unknown []string
	for _, status := range s.Status.ContainerStatuses {
		if !status.Ready {
			unready = append(unready, status.Name)
		}
	}
	for _, status := range s.Status.InitContainerStatuses {
		if s.isSidecarName(status.Name) {
			if !status.Ready {
				unready = append(unready, status.Name)
			}
		} else if !status.Ready {
			unknown = append(unknown, status.Name)
		}
	}
	hasSandbox := s.Status.PodIP != "" && !isOver(s.Status.Phase)
	s.condition(corev1.PodReadyToStartContainers, hasSandbox, "PodSandboxNotReady", "No ready sandbox for pod can be found. Need to start a new one")
	switch {
	case s.Status.Phase == corev1.PodSucceeded:
		s.condition(corev1.PodInitialized, true, "PodCompleted", "")
	case isInitialized:
		s.condition(corev1.PodInitialized, true, "", "")
	default:
		s.condition(corev1.PodInitialized, false, "ContainersNotInitialized", "containers with incomplete status: ["+strings.Join(unknown, " ")+"]")
	}
	isReady, reason, message := len(unready) == 0, "ContainersNotReady", "containers with unready status: ["+strings.Join(unready, " ")+"]"
	switch s.Status.Phase {
	case corev1.PodSucceeded:
		isReady, reason, message = false, "PodCompleted", ""
	case corev1.PodFailed:
		isReady, reason, message = false, "PodFailed", ""
	}
	s.condition(corev1.ContainersReady, isReady, reason, message)
	if isReady {
		isReady, reason, message = s.gates()
	}
	s.condition(corev1.PodReady, isReady, reason, message)
}

// wasInitialized is what the Pod's conditions say so far.
func (s *step) wasInitialized() bool {
	for _, condition := range s.Status.Conditions {
		if condition.Type == corev1.PodInitialized {
			return condition.Status == corev1.ConditionTrue
		}
	}
	return false
}

// gates: readiness gates that somebody else has not opened yet.
func (s *step) gates() (bool, string, string) {
	for _, gate := range s.Pod.Spec.ReadinessGates {
		isOpen := false
		for _, condition := range s.Status.Conditions {
			isOpen = isOpen || condition.Type == gate.ConditionType && condition.Status == corev1.ConditionTrue
		}
		if !isOpen {
			return false, "ReadinessGatesNotReady", fmt.Sprintf("corresponding condition of pod readiness gate %q does not exist.", gate.ConditionType)
		}
	}
	return true, "", ""
}

func (s *step) isSidecarName(name string) bool {
	for i := range s.Pod.Spec.InitContainers {
		if s.Pod.Spec.InitContainers[i].Name == name {
			return isSidecar(&s.Pod.Spec.InitContainers[i])
		}
	}
	return false
}

// condition sets one condition; its time changes only with its status.
func (s *step) condition(kind corev1.PodConditionType, isTrue bool, reason, message string) {
	status := corev1.ConditionFalse
	if isTrue {
		status = corev1.ConditionTrue
		if reason != "PodCompleted" {
			reason, message = "", ""
		}
	}
	wanted := corev1.PodCondition{Type: kind, Status: status, Reason: reason, Message: message, LastTransitionTime: s.stamp, ObservedGeneration: s.Pod.Generation}
	for i := range s.Status.Conditions {
		have := &s.Status.Conditions[i]
		if have.Type == kind {
			if have.Status == status {
				wanted.LastTransitionTime = have.LastTransitionTime
			}
			*have = wanted
			return
		}
	}
	s.Status.Conditions = append(s.Status.Conditions, wanted)
}
