// Package podnet is the simulated network inside the cluster: which address belongs to which Pod or
// Service, which ports are open there, and what answers.
package podnet

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	corelisters "k8s.io/client-go/listers/core/v1"
	discoverylisters "k8s.io/client-go/listers/discovery/v1"
	"k8s.io/client-go/tools/cache"

	"k8s-labs/cluster/internal/behaviour"
	"k8s-labs/cluster/internal/network"
)

// SimulatedHeader marks an answer that no container gave.
const SimulatedHeader = "X-K8s-Labs-Simulated"

const byIP = "ip"

// Net knows who has which address.
type Net struct {
	pods      cache.Indexer
	services  corelisters.ServiceLister
	addresses cache.Indexer
	slices    discoverylisters.EndpointSliceLister
	behaviour func(*corev1.Pod, *corev1.Container) behaviour.Behaviour
}

// New indexes Pods and Services by address.
func New(factory informers.SharedInformerFactory, of func(*corev1.Pod, *corev1.Container) behaviour.Behaviour) (*Net, error) {
	pods, services := factory.Core().V1().Pods(), factory.Core().V1().Services()
	err := pods.Informer().AddIndexers(cache.Indexers{byIP: func(object any) ([]string, error) {
		return []string{object.(*corev1.Pod).Status.PodIP}, nil
	}})
	if err != nil {
		return nil, err
	}
	err = services.Informer().AddIndexers(cache.Indexers{byIP: func(object any) ([]string, error) {
		return object.(*corev1.Service).Spec.ClusterIPs, nil
	}})
	if err != nil {
		return nil, err
	}
	return &Net{
		pods: pods.Informer().GetIndexer(), services: services.Lister(), addresses: services.Informer().GetIndexer(),
		slices: factory.Discovery().V1().EndpointSlices().Lister(), behaviour: of,
	}, nil
}

// Pod finds the running Pod at an address.
func (n *Net) Pod(ip string) *corev1.Pod {
	found, _ := n.pods.ByIndex(byIP, ip)
	for _, object := range found {
		if pod := object.(*corev1.Pod); pod.Status.Phase == corev1.PodRunning && !pod.Spec.HostNetwork {
			return pod
		}
	}
	return nil
}

// Service finds the Service at an address.
func (n *Net) Service(ip string) *corev1.Service {
	found, _ := n.addresses.ByIndex(byIP, ip)
	if len(found) == 0 {
		return nil
	}
	return found[0].(*corev1.Service)
}

// Connect returns what answers at a Pod's port; ok is false where a connection would be refused.
func (n *Net) Connect(pod *corev1.Pod, port int) (serve func(net.Conn), ok bool) {
	b, ok := n.listener(pod, port)
	if !ok {
		return nil, false
	}
	handler := n.answer(pod, port, b)
	return func(conn net.Conn) { network.ServeHTTP(conn, handler) }, true
}

// listener finds the running container that listens on the port.
func (n *Net) listener(pod *corev1.Pod, port int) (*behaviour.Behaviour, bool) {
	running := map[string]bool{}
	for _, statuses := range [][]corev1.ContainerStatus{pod.Status.ContainerStatuses, pod.Status.InitContainerStatuses} {
		for _, status := range statuses {
			running[status.Name] = status.State.Running != nil
		}
	}
	for _, containers := range [][]corev1.Container{pod.Spec.Containers, pod.Spec.InitContainers} {
		for i := range containers {
			if !running[containers[i].Name] {
				continue
			}
			if b := n.behaviour(pod, &containers[i]); b.Listens(int32(port)) {
				return &b, true
			}
		}
	}
	return nil, false
}

func (n *Net) answer(pod *corev1.Pod, port int, b *behaviour.Behaviour) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := b.Status(r.URL.Path)
		w.Header().Set(SimulatedHeader, "true")
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		fmt.Fprint(w, body(pod, port, r.Method, r.URL.Path, status))
	})
}

func body(pod *corev1.Pod, port int, method, path string, status int) string {
	if path == "" {
		path = "/"
	}
	text := fmt.Sprintf("Simulated answer (practice cluster): pod %s port %d %s %s\n", pod.Name, port, method, path)
	if status >= 400 {
		text += fmt.Sprintf("%d %s\n", status, http.StatusText(status))
	}
	return text
}

// Endpoint picks a ready Pod behind a Service's port, as kube-proxy would.
func (n *Net) Endpoint(service *corev1.Service, port int32) (pod *corev1.Pod, target int, ok bool) {
	name, isPort := "", false
	for _, p := range service.Spec.Ports {
		if p.Port == port {
			name, isPort = p.Name, true
		}
	}
	if !isPort {
		return nil, 0, false
	}
	slices, _ := n.slices.EndpointSlices(service.Namespace).List(labels.SelectorFromSet(labels.Set{"kubernetes.io/service-name": service.Name}))
	for _, slice := range slices {
		for _, p := range slice.Ports {
			if p.Name == nil || *p.Name != name || p.Port == nil {
				continue
			}
			for _, endpoint := range slice.Endpoints {
				if endpoint.Conditions.Ready == nil || !*endpoint.Conditions.Ready {
					continue
				}
				if pod := n.Pod(endpoint.Addresses[0]); pod != nil {
					return pod, int(*p.Port), true
				}
			}
		}
	}
	return nil, 0, false
}

// LookUp resolves a Service's name as seen from a namespace.
func (n *Net) LookUp(namespace, name string) (*corev1.Service, bool) {
	name = strings.TrimSuffix(strings.TrimSuffix(name, "."), ".svc.cluster.local")
	parts := strings.Split(strings.TrimSuffix(name, ".svc"), ".")
	if len(parts) == 2 {
		namespace = parts[1]
	} else if len(parts) > 2 {
		return nil, false
	}
	service, err := n.services.Services(namespace).Get(parts[0])
	return service, err == nil
}

// Fetch asks an address from inside the cluster.
func (n *Net) Fetch(namespace, address string) (int, string, error) {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	target, err := url.Parse(address)
	if err != nil {
		return 0, "", err
	}
	port := 80
	if text := target.Port(); text != "" {
		port, _ = strconv.Atoi(text)
	}
	host := target.Hostname()
	pod := n.Pod(host)
	if pod == nil {
		service, found := n.LookUp(namespace, host)
		if net.ParseIP(host) != nil {
			service = n.Service(host)
			found = service != nil
		}
		if !found {
			return 0, "", fmt.Errorf("bad address '%s' (only Services and Pods of this cluster can be reached)", host)
		}
		var ok bool
		if pod, port, ok = n.Endpoint(service, int32(port)); !ok {
			return 0, "", fmt.Errorf("can't connect to remote host (%s): Connection refused", service.Spec.ClusterIP)
		}
	}
	b, ok := n.listener(pod, port)
	if !ok {
		return 0, "", fmt.Errorf("can't connect to remote host (%s): Connection refused", pod.Status.PodIP)
	}
	status := b.Status(target.Path)
	return status, body(pod, port, http.MethodGet, target.Path, status), nil
}

// Pipe joins a stream to a Pod's port, for port-forward.
func (n *Net) Pipe(ctx context.Context, pod *corev1.Pod, port int, stream io.ReadWriteCloser) error {
	serve, ok := n.Connect(pod, port)
	if !ok {
		return fmt.Errorf("failed to connect to localhost:%d inside the simulated Pod: connection refused", port)
	}
	ours, theirs := net.Pipe()
	go serve(theirs)
	stop := context.AfterFunc(ctx, func() { ours.Close() })
	defer stop()
	go func() {
		_, _ = io.Copy(ours, stream)
		time.Sleep(time.Second) // the answer may still be on its way
		ours.Close()
	}()
	_, err := io.Copy(stream, ours)
	stream.Close()
	if err == io.ErrClosedPipe {
		err = nil
	}
	return err
}
