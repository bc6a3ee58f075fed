// Package node makes the simulated nodes and keeps them alive in the control plane's eyes.
package node

import (
	"fmt"
	"net"
	"runtime"
	"sync"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	// Simulated marks a Node that is none.
	Simulated = "k8s-labs/simulated"
	// Down, set to "true" on a Node, makes it behave as if it had lost power.
	Down = "sim.k8s-labs/down"
	// Most is how many nodes there can be: one byte of an address each.
	Most = 200
	// KubeletPort is where every node's kubelet answers.
	KubeletPort = 10250
)

// Node is one simulated machine.
type Node struct {
	Name     string
	IP       string
	PodRange string
	number   int
}

// Set is all nodes of the cluster.
type Set struct {
	nodes []Node

	mutex  sync.Mutex
	down   map[string]bool
	onBack func(name string)
}

// New names so many nodes.
func New(count int) *Set {
	set := &Set{down: map[string]bool{}}
	for i := 1; i <= count; i++ {
		set.nodes = append(set.nodes, Node{
			Name: fmt.Sprintf("practice-%d", i), IP: fmt.Sprintf("172.30.0.%d", 10+i),
			PodRange: fmt.Sprintf("10.244.%d.0/24", i), number: i,
		})
	}
	return set
}

// IPs are the addresses that nodes can have, for their kubelets' certificate.
func IPs() (out []net.IP) {
	for i := 1; i <= Most; i++ {
		out = append(out, net.IPv4(172, 30, 0, byte(10+i)))
	}
	return out
}

// All nodes, in order.
func (s *Set) All() []Node { return s.nodes }

// Get finds a node by name.
func (s *Set) Get(name string) (Node, bool) {
	for _, n := range s.nodes {
		if n.Name == name {
			return n, true
		}
	}
	return Node{}, false
}

// ByIP finds a node by address.
func (s *Set) ByIP(ip string) (Node, bool) {
	for _, n := range s.nodes {
		if n.IP == ip {
			return n, true
		}
	}
	return Node{}, false
}

// IsDown says whether the node plays dead.
func (s *Set) IsDown(name string) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.down[name]
}

// OnBack names who hears when a node that played dead comes back.
func (s *Set) OnBack(hear func(name string)) { s.onBack = hear }

func (s *Set) setDown(name string, isDown bool) (changed bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	changed = s.down[name] != isDown
	s.down[name] = isDown
	return changed
}

var (
	zones = []string{"zone-a", "zone-b", "zone-c"}
	disks = []string{"ssd", "hdd"}
)

// object is the Node as it is applied; the learner's own labels and taints stay.
func (n Node) object() *corev1.Node {
	return &corev1.Node{
		TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "Node"},
		ObjectMeta: metav1.ObjectMeta{
			Name:        n.Name,
			Annotations: map[string]string{Simulated: "true"},
			Labels: map[string]string{
				corev1.LabelHostname: n.Name, corev1.LabelOSStable: "linux", corev1.LabelArchStable: runtime.GOARCH,
				corev1.LabelTopologyZone: zones[(n.number-1)%len(zones)], corev1.LabelTopologyRegion: "practice",
				"disktype": disks[(n.number-1)%len(disks)],
			},
		},
		Spec: corev1.NodeSpec{PodCIDR: n.PodRange, PodCIDRs: []string{n.PodRange}, ProviderID: "simulated://" + n.Name},
	}
}

// status is what the node's kubelet would report.
func (n Node) status(version string, now metav1.Time) corev1.NodeStatus {
	capacity := corev1.ResourceList{
		corev1.ResourceCPU: resource.MustParse("4"), corev1.ResourceMemory: resource.MustParse("8Gi"),
		corev1.ResourcePods: resource.MustParse("110"), corev1.ResourceEphemeralStorage: resource.MustParse("20Gi"),
	}
	condition := func(kind corev1.NodeConditionType, status corev1.ConditionStatus, reason, message string) corev1.NodeCondition {
		return corev1.NodeCondition{Type: kind, Status: status, Reason: reason, Message: message, LastHeartbeatTime: now, LastTransitionTime: now}
	}
	return corev1.NodeStatus{
		Capacity: capacity, Allocatable: capacity,
		Addresses:       []corev1.NodeAddress{{Type: corev1.NodeInternalIP, Address: n.IP}, {Type: corev1.NodeHostName, Address: n.Name}},
		DaemonEndpoints: corev1.NodeDaemonEndpoints{KubeletEndpoint: corev1.DaemonEndpoint{Port: KubeletPort}},
		NodeInfo: corev1.NodeSystemInfo{
			OperatingSystem: "linux", Architecture: runtime.GOARCH, KubeletVersion: version,
			ContainerRuntimeVersion: "simulated://" + version[1:], OSImage: "Practice cluster (simulated)", KernelVersion: "simulated",
			MachineID: n.Name, SystemUUID: n.Name, BootID: n.Name,
		},
		Conditions: []corev1.NodeCondition{
			condition(corev1.NodeMemoryPressure, corev1.ConditionFalse, "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
			condition(corev1.NodeDiskPressure, corev1.ConditionFalse, "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
			condition(corev1.NodePIDPressure, corev1.ConditionFalse, "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
			condition(corev1.NodeReady, corev1.ConditionTrue, "KubeletReady", "kubelet is posting ready status"),
		},
	}
}
