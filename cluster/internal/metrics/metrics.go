// Package metrics serves metrics.k8s.io: what `kubectl top` shows and HorizontalPodAutoscalers
// scale on. The figures come from the behaviour table.
package metrics

import (
	"encoding/json"
	"hash/fnv"
	"net/http"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	listers "k8s.io/client-go/listers/core/v1"
	metricsv1 "k8s.io/metrics/pkg/apis/metrics/v1beta1"

	"k8s-labs/cluster/internal/behaviour"
	"k8s-labs/cluster/internal/node"
)

const (
	base    = "/apis/metrics.k8s.io/v1beta1"
	version = "metrics.k8s.io/v1beta1"
	window  = 15 * time.Second
	// What a node uses without any Pod.
	idleMilliCPU, idleMiB = 80, 600
)

// Server answers the metrics API.
type Server struct {
	Pods      listers.PodLister
	Nodes     *node.Set
	Behaviour func(*corev1.Pod, *corev1.Container) behaviour.Behaviour
}

// Handler is the API, with the empty OpenAPI documents without which the aggregator complains.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	fixed := func(path string, value any) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) { reply(w, value) })
	}
	verbs := metav1.Verbs{"get", "list"}
	fixed(base, metav1.APIResourceList{
		TypeMeta: metav1.TypeMeta{Kind: "APIResourceList", APIVersion: "v1"}, GroupVersion: version,
		APIResources: []metav1.APIResource{
			{Name: "nodes", Kind: "NodeMetrics", Verbs: verbs}, {Name: "pods", Kind: "PodMetrics", Namespaced: true, Verbs: verbs},
		},
	})
	fixed("/openapi/v2", map[string]any{"swagger": "2.0", "info": map[string]any{"title": "metrics", "version": "v1"}, "paths": map[string]any{}})
	fixed("/openapi/v3", map[string]any{"paths": map[string]any{}})
	mux.HandleFunc("GET "+base+"/pods", s.podList)
	mux.HandleFunc("GET "+base+"/namespaces/{namespace}/pods", s.podList)
	mux.HandleFunc("GET "+base+"/namespaces/{namespace}/pods/{name}", s.pod)
	mux.HandleFunc("GET "+base+"/nodes", s.nodeList)
	mux.HandleFunc("GET "+base+"/nodes/{name}", s.node)
	return mux
}

func reply(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}

func notFound(w http.ResponseWriter, kind, name string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusNotFound)
	_ = json.NewEncoder(w).Encode(metav1.Status{
		TypeMeta: metav1.TypeMeta{Kind: "Status", APIVersion: "v1"}, Status: metav1.StatusFailure, Reason: metav1.StatusReasonNotFound,
		Code: http.StatusNotFound, Message: kind + ".metrics.k8s.io \"" + name + "\" not found",
		Details: &metav1.StatusDetails{Name: name, Group: "metrics.k8s.io", Kind: kind},
	})
}

func (s *Server) podList(w http.ResponseWriter, r *http.Request) {
	selector, err := labels.Parse(r.URL.Query().Get("labelSelector"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	out := metricsv1.PodMetricsList{TypeMeta: metav1.TypeMeta{APIVersion: version, Kind: "PodMetricsList"}, Items: []metricsv1.PodMetrics{}}
	pods, _ := s.Pods.Pods(r.PathValue("namespace")).List(selector)
	for _, pod := range pods {
		if isMeasured(pod) {
			out.Items = append(out.Items, s.ofPod(pod))
		}
	}
	reply(w, out)
}

func (s *Server) pod(w http.ResponseWriter, r *http.Request) {
	pod, err := s.Pods.Pods(r.PathValue("namespace")).Get(r.PathValue("name"))
	if err != nil || !isMeasured(pod) {
		notFound(w, "pods", r.PathValue("name"))
		return
	}
	reply(w, s.ofPod(pod))
}

func isMeasured(pod *corev1.Pod) bool { return pod.Status.Phase == corev1.PodRunning }

func (s *Server) ofPod(pod *corev1.Pod) metricsv1.PodMetrics {
	out := metricsv1.PodMetrics{
		TypeMeta:   metav1.TypeMeta{APIVersion: version, Kind: "PodMetrics"},
		ObjectMeta: metav1.ObjectMeta{Name: pod.Name, Namespace: pod.Namespace, Labels: pod.Labels, CreationTimestamp: metav1.Now()},
		Timestamp:  metav1.Now(), Window: metav1.Duration{Duration: window},
	}
	for _, c := range running(pod) {
		cpu, memory := s.usage(pod, c)
		out.Containers = append(out.Containers, metricsv1.ContainerMetrics{Name: c.Name, Usage: quantities(cpu, memory)})
	}
	return out
}

// running are the containers that run, sidecars among them.
func running(pod *corev1.Pod) (out []*corev1.Container) {
	isRunning := map[string]bool{}
	for _, status := range slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses) {
		isRunning[status.Name] = status.State.Running != nil
	}
	for _, specs := range [][]corev1.Container{pod.Spec.InitContainers, pod.Spec.Containers} {
		for i := range specs {
			if isRunning[specs[i].Name] {
				out = append(out, &specs[i])
			}
		}
	}
	return out
}

// usage is the container's CPU in thousandths and memory in MiB; neither exceeds its limit.
func (s *Server) usage(pod *corev1.Pod, c *corev1.Container) (cpu, memory int64) {
	b := s.Behaviour(pod, c)
	cpu, memory = max(b.MilliCPU, 1), b.MemoryMiB
	if cpu > 10 { // a tenth more or less, so that figures look alive; always the same for one Pod
		hash := fnv.New32a()
		hash.Write([]byte(pod.UID))
		cpu += cpu * (int64(hash.Sum32()%11) - 5) / 100
	}
	if limit := c.Resources.Limits.Cpu(); !limit.IsZero() {
		cpu = min(cpu, limit.MilliValue())
	}
	if limit := c.Resources.Limits.Memory(); !limit.IsZero() {
		memory = min(memory, limit.Value()>>20)
	}
	return cpu, memory
}

func quantities(cpu, memory int64) corev1.ResourceList {
	return corev1.ResourceList{
		corev1.ResourceCPU: *resource.NewMilliQuantity(cpu, resource.DecimalSI), corev1.ResourceMemory: *resource.NewQuantity(memory<<20, resource.BinarySI),
	}
}

func (s *Server) nodeList(w http.ResponseWriter, _ *http.Request) {
	out := metricsv1.NodeMetricsList{TypeMeta: metav1.TypeMeta{APIVersion: version, Kind: "NodeMetricsList"}, Items: []metricsv1.NodeMetrics{}}
	for _, n := range s.Nodes.All() {
		if !s.Nodes.IsDown(n.Name) {
			out.Items = append(out.Items, s.ofNode(n))
		}
	}
	reply(w, out)
}

func (s *Server) node(w http.ResponseWriter, r *http.Request) {
	n, ok := s.Nodes.Get(r.PathValue("name"))
	if !ok || s.Nodes.IsDown(n.Name) {
		notFound(w, "nodes", r.PathValue("name"))
		return
	}
	reply(w, s.ofNode(n))
}

func (s *Server) ofNode(n node.Node) metricsv1.NodeMetrics {
	cpu, memory := int64(idleMilliCPU), int64(idleMiB)
	pods, _ := s.Pods.List(labels.Everything())
	for _, pod := range pods {
		if pod.Spec.NodeName != n.Name || !isMeasured(pod) {
			continue
		}
		for _, c := range running(pod) {
			podCPU, podMemory := s.usage(pod, c)
			cpu, memory = cpu+podCPU, memory+podMemory
		}
	}
	return metricsv1.NodeMetrics{
		TypeMeta: metav1.TypeMeta{APIVersion: version, Kind: "NodeMetrics"}, ObjectMeta: metav1.ObjectMeta{Name: n.Name, CreationTimestamp: metav1.Now()},
		Timestamp: metav1.Now(), Window: metav1.Duration{Duration: window}, Usage: quantities(cpu, memory),
	}
}
