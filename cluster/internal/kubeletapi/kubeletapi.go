// Package kubeletapi answers what the API server asks of a node's kubelet: logs, exec, attach and
// port-forward. The protocols are Kubernetes' own, the content is simulated and says so.
package kubeletapi

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	corev1 "k8s.io/api/core/v1"
	listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/cri-streaming/pkg/streaming/portforward"
	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
	utilexec "k8s.io/utils/exec"

	"k8s-labs/cluster/internal/kubelet"
	"k8s-labs/cluster/internal/podnet"
	"k8s-labs/cluster/internal/shell"
)

// idle ends a session in which nothing happens.
const idle = 4 * time.Hour

// Server is every simulated node's kubelet.
type Server struct {
	Pods   listers.PodLister
	Driver *kubelet.Driver
	Net    *podnet.Net
}

// Handler is the kubelet's HTTP API.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /containerLogs/{namespace}/{pod}/{container}", s.logs)
	for _, path := range []string{"/exec/{namespace}/{pod}/{container}", "/exec/{namespace}/{pod}/{uid}/{container}"} {
		mux.HandleFunc(path, s.exec)
	}
	for _, path := range []string{"/attach/{namespace}/{pod}/{container}", "/attach/{namespace}/{pod}/{uid}/{container}"} {
		mux.HandleFunc(path, s.attach)
	}
	for _, path := range []string{"/portForward/{namespace}/{pod}", "/portForward/{namespace}/{pod}/{uid}"} {
		mux.HandleFunc(path, s.portForward)
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") })
	return mux
}

// pod finds the Pod that a request is about, or answers that there is none.
func (s *Server) pod(w http.ResponseWriter, r *http.Request) *corev1.Pod {
	pod, err := s.Pods.Pods(r.PathValue("namespace")).Get(r.PathValue("pod"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return nil
	}
	return pod
}

// container finds a container and its status.
func container(pod *corev1.Pod, name string) (*corev1.Container, *corev1.ContainerStatus) {
	for _, c := range kubelet.Containers(pod) {
		if c.Name != name {
			continue
		}
		for _, statuses := range [][]corev1.ContainerStatus{pod.Status.ContainerStatuses, pod.Status.InitContainerStatuses, pod.Status.EphemeralContainerStatuses} {
			for i := range statuses {
				if statuses[i].Name == name {
					return c, &statuses[i]
				}
			}
		}
		return c, &corev1.ContainerStatus{Name: name, State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "ContainerCreating"}}}
	}
	return nil, nil
}

func (s *Server) exec(w http.ResponseWriter, r *http.Request) {
	pod := s.pod(w, r)
	if pod == nil {
		return
	}
	options, err := remotecommand.NewOptions(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	name := r.PathValue("container")
	if _, status := container(pod, name); status == nil || status.State.Running == nil {
		http.Error(w, fmt.Sprintf("container not found (%q)", name), http.StatusNotFound)
		return
	}
	remotecommand.ServeExec(w, r, &session{s, pod}, pod.Name, string(pod.UID), name, r.URL.Query()["command"], options, idle, remotecommand.DefaultStreamCreationTimeout, remotecommand.SupportedStreamingProtocols)
}

func (s *Server) attach(w http.ResponseWriter, r *http.Request) {
	pod := s.pod(w, r)
	if pod == nil {
		return
	}
	options, err := remotecommand.NewOptions(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	remotecommand.ServeAttach(w, r, &session{s, pod}, pod.Name, string(pod.UID), r.PathValue("container"), options, idle, remotecommand.DefaultStreamCreationTimeout, remotecommand.SupportedStreamingProtocols)
}

func (s *Server) portForward(w http.ResponseWriter, r *http.Request) {
	pod := s.pod(w, r)
	if pod == nil {
		return
	}
	options, err := portforward.NewV4Options(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	portforward.ServePortForward(w, r, &session{s, pod}, pod.Name, string(pod.UID), options, idle, remotecommand.DefaultStreamCreationTimeout, portforward.SupportedProtocols)
}

// session is one conversation with one Pod.
type session struct {
	*Server
	pod *corev1.Pod
}

func (s *session) shell(name string) *shell.Container {
	c, _ := container(s.pod, name)
	if c == nil {
		c = &corev1.Container{Name: name}
	}
	return &shell.Container{
		Pod: s.pod.Name, Env: s.Driver.Environment(s.pod, c), Files: shell.NewFiles(s.Driver.Files(s.pod, c)),
		Date: func() string { return time.Now().UTC().Format(time.UnixDate) }, Sleep: sleep,
		Fetch: func(url string) (int, string, error) { return s.Net.Fetch(s.pod.Namespace, url) },
		LookUp: func(name string) (string, bool) {
			service, ok := s.Net.LookUp(s.pod.Namespace, name)
			if !ok {
				return "", false
			}
			return service.Spec.ClusterIP, true
		},
	}
}

// ExecInContainer answers `kubectl exec`.
func (s *session) ExecInContainer(ctx context.Context, _, _, name string, command []string, in io.Reader, out, errOut io.WriteCloser, tty bool, resize <-chan remotecommand.TerminalSize, _ time.Duration) error {
	drain(resize)
	stdout, stderr := writers(out, errOut)
	return exitError(s.shell(name).Exec(ctx, command, in, stdout, stderr, tty))
}

// longestSleep bounds how long `sleep` in a simulated shell keeps a person waiting.
const longestSleep = time.Minute

func sleep(ctx context.Context, length time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(min(length, longestSleep)):
	}
}

// AttachContainer answers `kubectl attach` and `kubectl run -it`: a shell when the container is
// one, else its log.
func (s *session) AttachContainer(ctx context.Context, _, _, name string, in io.Reader, out, errOut io.WriteCloser, tty bool, resize <-chan remotecommand.TerminalSize) error {
	drain(resize)
	c, status := container(s.pod, name)
	if c == nil {
		return fmt.Errorf("container %q not found", name)
	}
	b := s.Driver.Behaviour(s.pod, c)
	if b.Shell && in != nil {
		stdout, stderr := writers(out, errOut)
		code := s.shell(name).Interactive(ctx, in, stdout, stderr, tty)
		s.Driver.Leave(s.pod, status.ContainerID, int32(code))
		return nil
	}
	if out != nil {
		s.follow(ctx, out, name)
	}
	return nil
}

// PortForward answers `kubectl port-forward`.
func (s *session) PortForward(ctx context.Context, _, _ string, port int32, stream io.ReadWriteCloser) error {
	return s.Net.Pipe(ctx, s.pod, int(port), stream)
}

// drain reads a terminal's sizes, which nothing here depends on.
func drain(sizes <-chan remotecommand.TerminalSize) {
	go func() {
		for range sizes {
		}
	}()
}

// writers keeps streams that are not there from becoming interfaces that are. Without one of its
// own, what goes wrong is told on standard output, as on a terminal.
func writers(out, errOut io.WriteCloser) (stdout, stderr io.Writer) {
	stdout = io.Discard
	if out != nil {
		stdout = out
	}
	if errOut == nil {
		return stdout, stdout
	}
	return stdout, errOut
}

func exitError(code int) error {
	if code == 0 {
		return nil
	}
	return utilexec.CodeExitError{Err: fmt.Errorf("command terminated with exit code %d", code), Code: code}
}
