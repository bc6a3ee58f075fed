package kubelet

import (
	"fmt"
	"hash/fnv"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"k8s-labs/cluster/internal/behaviour"
)

const (
	// pullTime is how long a container needs from its turn to its start. Times in a status are whole
	// seconds, so what a learner sees is between one and two.
	pullTime = 2 * time.Second
	// maxBackOff is the longest pause between two restarts or pulls, forgiveAfter how long a
	// container must run for its crashes to be forgotten.
	maxBackOff   = 5 * time.Minute
	forgiveAfter = 10 * time.Minute
)

// plan says what one container may do.
type plan struct {
	mayStart bool
	// from is when its turn came.
	from   time.Time
	policy corev1.RestartPolicy
	isInit bool
}

// advance moves one container on.
func (s *step) advance(c *corev1.Container, status *corev1.ContainerStatus, p plan) {
	b := s.Behaviours[c.Name]
	switch {
	case status.State.Waiting != nil:
		s.wait(c, status, &b, p)
	case status.State.Running != nil:
		s.watch(c, status, &b, p)
	case status.State.Terminated != nil:
		s.restart(c, status, p)
	}
	if status.State.Running != nil {
		resources := c.Resources.DeepCopy()
		resources.Claims = nil
		status.Resources, status.AllocatedResources = resources, c.Resources.Requests.DeepCopy()
	}
}

// wait: the container does not run yet, or not again.
func (s *step) wait(c *corev1.Container, status *corev1.ContainerStatus, b *behaviour.Behaviour, p plan) {
	age := s.Now.Sub(p.from)
	switch {
	case !p.mayStart:
		status.State = waiting("PodInitializing", "")
	case status.State.Waiting.Reason == "CrashLoopBackOff":
		s.waitBackOff(c, status, p)
	case isStartFailure[status.State.Waiting.Reason] && status.LastTerminationState.Terminated != nil:
		s.again(c, status, status.LastTerminationState.Terminated, p)
	case s.MountError != "":
		status.State = waiting("ContainerCreating", "")
		s.ticks(p.from.Add(time.Second), 8*time.Second, func() { s.warning("FailedMount", s.MountError) })
	case behaviour.InvalidName(c.Image) != "":
		message := fmt.Sprintf("Failed to apply default image tag %q: %s", c.Image, behaviour.InvalidName(c.Image))
		if status.State.Waiting.Reason != "InvalidImageName" {
			s.warning("InspectFailed", message)
			s.warning("Failed", "Error: InvalidImageName")
		}
		status.State = waiting("InvalidImageName", message)
	case c.ImagePullPolicy == corev1.PullNever && !s.HasImage(c.Image):
		message := fmt.Sprintf("Container image %q is not present with pull policy of Never", c.Image)
		if status.State.Waiting.Reason != "ErrImageNeverPull" {
			s.warning("ErrImageNeverPull", message)
			s.warning("Failed", "Error: ErrImageNeverPull")
		}
		status.State = waiting("ErrImageNeverPull", message)
	case b.PullError != "":
		s.waitPull(c, status, b.PullError, age)
	case age < pullTime:
		status.State = waiting("ContainerCreating", "")
		if p.isInit || len(s.Pod.Spec.InitContainers) > 0 {
			status.State = waiting("PodInitializing", "")
		}
		s.soon(pullTime - age)
	case b.ConfigError != "":
		s.pulled(c, status)
		if status.State.Waiting.Reason != "CreateContainerConfigError" || status.State.Waiting.Message != b.ConfigError {
			s.warning("Failed", "Error: "+b.ConfigError)
		}
		status.State = waiting("CreateContainerConfigError", b.ConfigError)
	default:
		s.pulled(c, status)
		s.start(c, status, b, p)
	}
}

// pulled reports the pull once.
func (s *step) pulled(c *corev1.Container, status *corev1.ContainerStatus) {
	if status.ImageID != "" {
		return
	}
	took := time.Duration(600+checksum(string(s.Pod.UID), c.Name)%900) * time.Millisecond
	if c.ImagePullPolicy != corev1.PullAlways && s.HasImage(c.Image) {
		s.alreadyPulled(c)
	} else {
		s.normal("Pulling", fmt.Sprintf("Pulling image %q", c.Image))
		s.normal("Pulled", fmt.Sprintf("Successfully pulled image %q in %v (%v including waiting). Image size: %d bytes.", c.Image, took, took, 2_000_000+checksum(c.Image)*1000))
	}
	status.ImageID = imageID(c.Image)
	s.Pulled = append(s.Pulled, c.Image)
}

func (s *step) alreadyPulled(c *corev1.Container) {
	s.normal("Pulled", fmt.Sprintf("Container image %q already present on machine", c.Image))
}

// start runs the container's program.
func (s *step) start(c *corev1.Container, status *corev1.ContainerStatus, b *behaviour.Behaviour, p plan) {
	status.ImageID, status.Image = imageID(c.Image), c.Image
	status.ContainerID = fmt.Sprintf("simulated://%016x%08x%08x", checksum64(string(s.Pod.UID)), checksum(c.Name), status.RestartCount)
	s.normal("Created", "Container created")
	if b.StartError != "" {
		s.warning("Failed", "Error: "+b.StartError)
		s.startFailed(c, status, p, waiting("RunContainerError", b.StartError), corev1.ContainerStateTerminated{ExitCode: 128, Reason: "StartError", Message: b.StartError, StartedAt: metav1.Unix(0, 0)})
		return
	}
	s.normal("Started", "Container started")
	if failure := s.postStart(c, b); failure != "" {
		s.warning("FailedPostStartHook", "PostStartHook failed")
		s.normal("Killing", "FailedPostStartHook")
		s.startFailed(c, status, p, waiting("PostStartHookError", failure), corev1.ContainerStateTerminated{ExitCode: 137, Reason: "Error", StartedAt: s.stamp})
		return
	}
	status.State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: s.stamp}}
	status.Started = new(c.StartupProbe == nil)
	status.Ready = c.StartupProbe == nil && c.ReadinessProbe == nil
	if s.startsLater(c, b) {
		s.soon(time.Second)
	}
}

// isStartFailure: reasons to wait for a container that could not be started and will be tried again.
var isStartFailure = map[string]bool{"RunContainerError": true, "PostStartHookError": true}

// startFailed: the container ended before it was up. Where it is tried again, the status says what
// it waits for; else, how it ended.
func (s *step) startFailed(c *corev1.Container, status *corev1.ContainerStatus, p plan, wait corev1.ContainerState, how corev1.ContainerStateTerminated) {
	s.end(c, status, how)
	if p.startsAgain(how.ExitCode) {
		status.LastTerminationState, status.State = status.State, wait
	}
}

// postStart is what a hook after the start says when it fails, or nothing.
func (s *step) postStart(c *corev1.Container, b *behaviour.Behaviour) string {
	if c.Lifecycle == nil || c.Lifecycle.PostStart == nil {
		return ""
	}
	failure := ""
	switch hook := c.Lifecycle.PostStart; {
	case hook.Exec != nil:
		failure = b.Exec(hook.Exec.Command, 0)
	case hook.HTTPGet != nil:
		failure = s.askHTTP(c, b, hook.HTTPGet, b.ReadyAfter == 0)
	}
	if failure == "" {
		return ""
	}
	return fmt.Sprintf("lifecycle hook for Container %q in Pod %q failed: %s", c.Name, s.podName(), failure)
}

// startsLater: something will happen to the running container of itself.
func (s *step) startsLater(c *corev1.Container, b *behaviour.Behaviour) bool {
	return b.RunFor != nil || c.StartupProbe != nil || c.ReadinessProbe != nil || c.LivenessProbe != nil
}

// watch: the container runs; it may end, and its probes may change their minds.
func (s *step) watch(c *corev1.Container, status *corev1.ContainerStatus, b *behaviour.Behaviour, p plan) {
	began := status.State.Running.StartedAt.Time
	if code, ok := s.Memory.Left[status.ContainerID]; ok {
		s.ended(c, status, code, false)
		return
	}
	if end, ends := b.Ends(); ends {
		if left := end - s.Now.Sub(began); left > 0 {
			s.soon(left)
		} else {
			s.ended(c, status, b.Exit, b.OOM)
			return
		}
	}
	if p.isInit {
		return
	}
	s.probe(c, status, b)
}

// ended: the program has ended of itself.
func (s *step) ended(c *corev1.Container, status *corev1.ContainerStatus, code int32, oom bool) {
	reason := "Completed"
	if oom {
		reason, code = "OOMKilled", 137
	} else if code != 0 {
		reason = "Error"
	}
	s.end(c, status, corev1.ContainerStateTerminated{ExitCode: code, Reason: reason, StartedAt: status.State.Running.StartedAt})
}

// end writes how a container ended.
func (s *step) end(c *corev1.Container, status *corev1.ContainerStatus, how corev1.ContainerStateTerminated) {
	how.FinishedAt, how.ContainerID = s.stamp, status.ContainerID
	if how.FinishedAt.Sub(how.StartedAt.Time) > forgiveAfter && how.StartedAt.Unix() > 0 {
		s.Forgiven[c.Name] = status.RestartCount
	}
	status.State = corev1.ContainerState{Terminated: &how}
	status.Ready, status.Started = false, new(bool)
	s.soon(time.Second)
}

// restart: the container has ended; does it run again, and when?
func (s *step) restart(c *corev1.Container, status *corev1.ContainerStatus, p plan) {
	end := status.State.Terminated
	if p.startsAgain(end.ExitCode) && p.mayStart {
		s.again(c, status, end, p)
	}
}

// startsAgain: a container that ended with this code is to run again.
func (p plan) startsAgain(code int32) bool {
	return p.policy == corev1.RestartPolicyAlways || p.policy == corev1.RestartPolicyOnFailure && code != 0
}

// again starts a container again that has ended so, or backs off from it.
func (s *step) again(c *corev1.Container, status *corev1.ContainerStatus, end *corev1.ContainerStateTerminated, p plan) {
	pause := s.backOff(c.Name, status.RestartCount)
	if pause == 0 {
		if left := time.Second - s.Now.Sub(end.FinishedAt.Time); left > 0 {
			s.soon(left)
			return
		}
		s.runAgain(c, status, p)
		return
	}
	if s.Now.Sub(end.FinishedAt.Time) < time.Second {
		s.soon(time.Second)
		return
	}
	status.LastTerminationState = corev1.ContainerState{Terminated: end}
	status.State = waiting("CrashLoopBackOff", fmt.Sprintf("back-off %s restarting failed container=%s pod=%s", shortly(pause), c.Name, s.podName()))
	s.backOffEvent(c)
	s.waitBackOff(c, status, p)
}

func (s *step) waitBackOff(c *corev1.Container, status *corev1.ContainerStatus, p plan) {
	last := status.LastTerminationState.Terminated
	if last == nil { // written by somebody else; start afresh
		status.State = waiting("ContainerCreating", "")
		s.soon(0)
		return
	}
	until := last.FinishedAt.Add(s.backOff(c.Name, status.RestartCount))
	if left := until.Sub(s.Now); left > 0 {
		s.ticks(last.FinishedAt.Add(11*time.Second), 12*time.Second, func() { s.backOffEvent(c) })
		s.soon(left)
		return
	}
	s.runAgain(c, status, p)
}

func (s *step) backOffEvent(c *corev1.Container) {
	s.warning("BackOff", fmt.Sprintf("Back-off restarting failed container %s in pod %s", c.Name, s.podName()))
}

func (s *step) runAgain(c *corev1.Container, status *corev1.ContainerStatus, p plan) {
	if status.State.Terminated != nil {
		status.LastTerminationState = status.State
	}
	status.RestartCount++
	s.alreadyPulled(c)
	b := s.Behaviours[c.Name]
	s.start(c, status, &b, p)
}

// backOff is the pause before the next start: none after the first crash, then 10 s, 20 s, ...
func (s *step) backOff(container string, restarts int32) time.Duration {
	crashes := restarts
	if forgiven, ok := s.Forgiven[container]; ok && forgiven <= restarts {
		crashes -= forgiven
	}
	if crashes == 0 {
		return 0
	}
	return doubled(crashes)
}

func doubled(times int32) time.Duration {
	return min(10*time.Second<<min(max(times-1, 0), 10), maxBackOff)
}

// waitPull shows ErrImagePull and ImagePullBackOff in turns. Where it is in the sequence follows
// from the time since the container's turn came.
func (s *step) waitPull(c *corev1.Container, status *corev1.ContainerStatus, why string, age time.Duration) {
	const shown = 2 * time.Second
	if age < pullTime {
		s.soon(pullTime - age)
		return
	}
	elapsed, attempt := age-pullTime, int32(1)
	for ; elapsed > shown+doubled(attempt); attempt++ {
		elapsed -= shown + doubled(attempt)
	}
	reason, left := "ErrImagePull", shown-elapsed
	message := why
	if elapsed >= shown {
		reason, left = "ImagePullBackOff", shown+doubled(attempt)-elapsed
		message = fmt.Sprintf("Back-off pulling image %q: ErrImagePull: %s", c.Image, why)
	}
	if status.State.Waiting.Reason != reason {
		if reason == "ErrImagePull" {
			s.normal("Pulling", fmt.Sprintf("Pulling image %q", c.Image))
			s.warning("Failed", fmt.Sprintf("Failed to pull image %q: %s", c.Image, why))
		} else {
			s.normal("BackOff", fmt.Sprintf("Back-off pulling image %q", c.Image))
		}
		s.warning("Failed", "Error: "+reason)
	}
	status.State = waiting(reason, message)
	s.soon(left)
}

// ticks calls report for every moment first + n·period since the last look, at most once, and asks
// to be called at the next one.
func (s *step) ticks(first time.Time, period time.Duration, report func()) {
	if s.Now.Before(first) {
		s.soon(first.Sub(s.Now))
		return
	}
	n := s.Now.Sub(first) / period
	if s.isNews(first.Add(n * period)) {
		report()
	}
	s.soon(first.Add((n + 1) * period).Sub(s.Now))
}

// podName is how the kubelet names a Pod in its messages.
func (s *step) podName() string {
	return fmt.Sprintf("%s_%s(%s)", s.Pod.Name, s.Pod.Namespace, s.Pod.UID)
}

// shortly prints 40s, 1m20s, 5m0s.
func shortly(d time.Duration) string { return d.String() }

func imageID(image string) string {
	return fmt.Sprintf("simulated.k8s-labs/%s@sha256:%016x%016x%016x%016x", image, checksum64(image), checksum64(image, "1"), checksum64(image, "2"), checksum64(image, "3"))
}

// checksum makes something that looks arbitrary and is always the same.
func checksum(parts ...string) uint32 { return uint32(checksum64(parts...) >> 32) }

func checksum64(parts ...string) uint64 {
	hash := fnv.New64a()
	for _, part := range parts {
		hash.Write([]byte(part))
	}
	return hash.Sum64()
}
