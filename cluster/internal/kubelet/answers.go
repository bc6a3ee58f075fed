package kubelet

import (
	"fmt"
	"sync"

	corev1 "k8s.io/api/core/v1"

	"k8s-labs/cluster/internal/behaviour"
)

// answers is the network as one run of a container sees it: what was there once has been seen and
// stays so. A script that got its answer and went on must not be taken back when a Service goes.
type answers struct {
	behaviour.Network
	run  string
	seen *seen
}

// seen are the good answers of all runs of a Pod's containers.
type seen struct {
	mutex sync.Mutex
	good  map[string]int
}

// answers are those for the present run of a container.
func (d *Driver) answers(pod *corev1.Pod, container *corev1.Container) answers {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	memory := d.memory(pod.UID)
	if memory.seen == nil {
		memory.seen = &seen{good: map[string]int{}}
	}
	restarts := int32(0)
	for _, statuses := range [][]corev1.ContainerStatus{pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses} {
		for _, status := range statuses {
			if status.Name == container.Name {
				restarts = status.RestartCount
			}
		}
	}
	return answers{d.network(pod.Namespace), fmt.Sprintf("%s %d ", container.Name, restarts), memory.seen}
}

// Knows says whether a name resolves, or did.
func (a answers) Knows(name string) bool {
	return a.remember("name "+name, func() int {
		if a.Network.Knows(name) {
			return 1
		}
		return 0
	}) > 0
}

// Status is the HTTP status of an address now, or when it was well.
func (a answers) Status(url string) int {
	return a.remember("status "+url, func() int {
		if status := a.Network.Status(url); status < 400 {
			return status
		}
		return 0
	})
}

func (a answers) remember(question string, ask func() int) int {
	a.seen.mutex.Lock()
	defer a.seen.mutex.Unlock()
	if answer := a.seen.good[a.run+question]; answer > 0 {
		return answer
	}
	answer := ask()
	if answer > 0 {
		a.seen.good[a.run+question] = answer
	}
	return answer
}
