package kubelet

import (
	"fmt"
	"net/netip"
	"sync"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

// addresses gives every Pod an address of its node's range and knows which Pod has which.
type addresses struct {
	mutex sync.Mutex
	pods  map[types.UID]netip.Addr
	taken map[netip.Addr]types.UID
}

func newAddresses() *addresses {
	return &addresses{pods: map[types.UID]netip.Addr{}, taken: map[netip.Addr]types.UID{}}
}

// of returns the Pod's address, a new one if it has none yet.
func (a *addresses) of(pod *corev1.Pod, podRange string) (string, error) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if have, ok := a.pods[pod.UID]; ok {
		return have.String(), nil
	}
	if have, err := netip.ParseAddr(pod.Status.PodIP); err == nil {
		a.pods[pod.UID], a.taken[have] = have, pod.UID
		return have.String(), nil
	}
	prefix, err := netip.ParsePrefix(podRange)
	if err != nil {
		return "", err
	}
	for ip := prefix.Addr().Next().Next(); prefix.Contains(ip.Next()); ip = ip.Next() {
		if _, isTaken := a.taken[ip]; !isTaken {
			a.pods[pod.UID], a.taken[ip] = ip, pod.UID
			return ip.String(), nil
		}
	}
	return "", fmt.Errorf("no free address in %s", podRange)
}

func (a *addresses) release(uid types.UID) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if ip, ok := a.pods[uid]; ok {
		delete(a.taken, ip)
		delete(a.pods, uid)
	}
}
