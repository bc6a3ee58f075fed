// Package behaviour declares what a simulated container does: whether its image can be pulled, how
// long it runs, how it ends, on which ports it listens and what it prints. Nothing is executed.
//
// Three sources, the later wins:
//
//  1. the image table (images.go): what a well-known image does of itself;
//  2. the container's own command, probes and security settings where the outcome is plain
//     (process.go, script.go): `sleep 5; exit 3` ends after five seconds with code 3;
//  3. the Pod's annotation `sim.k8s-labs/<container>`, a JSON object of Behaviour's fields:
//     {"runFor":"20s","exit":1,"log":["cannot reach the database"]}
package behaviour

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// AnnotationPrefix and a container's name make the annotation that overrides the behaviour.
const AnnotationPrefix = "sim.k8s-labs/"

// Duration is a time.Duration that JSON writes as "1m30s".
type Duration time.Duration

// UnmarshalJSON reads "90s" or a number of seconds.
func (d *Duration) UnmarshalJSON(text []byte) error {
	var seconds float64
	if json.Unmarshal(text, &seconds) == nil {
		*d = Duration(seconds * float64(time.Second))
		return nil
	}
	var word string
	if err := json.Unmarshal(text, &word); err != nil {
		return err
	}
	parsed, err := time.ParseDuration(word)
	*d = Duration(parsed)
	return err
}

// Behaviour is everything that the simulated kubelet needs to know about one container.
type Behaviour struct {
	// PullError: the image cannot be pulled, and what the runtime says about it.
	PullError string `json:"pullError,omitempty"`
	// ConfigError: the container cannot be created (CreateContainerConfigError).
	ConfigError string `json:"configError,omitempty"`
	// StartError: the runtime cannot start the program (StartError, exit code 128).
	StartError string `json:"startError,omitempty"`
	// RunFor: the program ends after this long; absent means that it runs for ever.
	RunFor *Duration `json:"runFor,omitempty"`
	// Exit is the program's exit code when it ends.
	Exit int32 `json:"exit,omitempty"`
	// OOM: the program is killed for its memory when RunFor is over.
	OOM bool `json:"oom,omitempty"`
	// StopExit is the exit code after a polite request to stop.
	StopExit int32 `json:"stopExit,omitempty"`
	// Ready, Live: false makes the readiness, or the liveness and startup, probe fail.
	Ready *bool `json:"ready,omitempty"`
	Live  *bool `json:"live,omitempty"`
	// ReadyAfter: the program needs this long before its probes succeed.
	ReadyAfter Duration `json:"readyAfter,omitempty"`
	// LiveFor: after this long the liveness probe fails.
	LiveFor *Duration `json:"liveFor,omitempty"`
	// Ports on which the program listens.
	Ports []int32 `json:"ports,omitempty"`
	// Paths: HTTP status by path; "*" is every other path.
	Paths map[string]int `json:"paths,omitempty"`
	// MemoryMiB and MilliCPU are what metrics report.
	MemoryMiB int64 `json:"memoryMiB,omitempty"`
	MilliCPU  int64 `json:"milliCPU,omitempty"`
	// Log are lines that the program prints when it starts.
	Log []string `json:"log,omitempty"`

	// Program is what was understood of the container's command; nil when it is the image's own.
	Program *Program `json:"-"`
	// Shell: the container waits for a person at its standard input.
	Shell bool `json:"-"`
	// around is what its programs find in the container.
	around Surroundings
	// Problem: the annotation could not be read, and why.
	Problem string `json:"-"`
}

// Of returns what this container does.
func Of(pod *corev1.Pod, container *corev1.Container, setting Setting) Behaviour {
	image := lookUp(container.Image)
	b := Behaviour{
		PullError: image.pullError, StopExit: image.StopExit, Paths: image.Paths, Ports: slices.Clone(image.Ports),
		MemoryMiB: image.MemoryMiB, MilliCPU: image.MilliCPU, Log: image.Log,
	}
	if len(image.Ports) == 0 || overridesConfiguration(container) {
		b.Ports = append(b.Ports, declaredPorts(container)...)
	}
	decideProcess(&b, image, pod, container, setting)
	decideSecurity(&b, image, pod, container)
	if text := pod.Annotations[AnnotationPrefix+container.Name]; text != "" {
		override := b
		if err := json.Unmarshal([]byte(text), &override); err != nil {
			b.Problem = fmt.Sprintf("annotation %s%s is ignored: %v", AnnotationPrefix, container.Name, err)
		} else {
			b = override
		}
	}
	limit := container.Resources.Limits.Memory()
	if b.MemoryMiB >= everything || !limit.IsZero() && limit.Value() < b.MemoryMiB<<20 {
		b.OOM, b.Exit = true, 137
		if b.RunFor == nil || *b.RunFor > Duration(oomAfter) {
			after := Duration(oomAfter)
			b.RunFor = &after
		}
	}
	return b
}

// oomAfter is how long a program lives whose memory does not fit into its limit.
const oomAfter = 2 * time.Second

// Listens says whether a connection to this port would be accepted.
func (b *Behaviour) Listens(port int32) bool { return slices.Contains(b.Ports, port) }

// Status is the HTTP status for a path.
func (b *Behaviour) Status(path string) int {
	path, _, _ = strings.Cut(path, "?")
	if path == "" {
		path = "/"
	}
	if status, ok := b.Paths[path]; ok {
		return status
	}
	if status, ok := b.Paths["*"]; ok {
		return status
	}
	return 200
}

// Ends returns when the program ends of itself.
func (b *Behaviour) Ends() (time.Duration, bool) {
	if b.RunFor == nil {
		return 0, false
	}
	return time.Duration(*b.RunFor), true
}

func declaredPorts(container *corev1.Container) (ports []int32) {
	for _, port := range container.Ports {
		ports = append(ports, port.ContainerPort)
	}
	return ports
}

// overridesConfiguration: something is mounted over the program's configuration, so it may well
// listen where the manifest says and not where the image would.
func overridesConfiguration(container *corev1.Container) bool {
	return slices.ContainsFunc(container.VolumeMounts, func(m corev1.VolumeMount) bool {
		return strings.HasPrefix(m.MountPath, "/etc/") || strings.HasSuffix(m.MountPath, ".conf")
	})
}
