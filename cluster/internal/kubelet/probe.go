package kubelet

import (
	"fmt"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"k8s-labs/cluster/internal/behaviour"
)

// probe asks a running container's probes. Whether a probe succeeds is a function of the time since
// the start; so "three failures in a row" needs no counter.
func (s *step) probe(c *corev1.Container, status *corev1.ContainerStatus, b *behaviour.Behaviour) {
	if !isTrue(status.Started) {
		startup := s.prober(c, status, b, c.StartupProbe, "Startup")
		if c.StartupProbe == nil || startup.succeeded() {
			status.Started = new(true)
		} else {
			if startup.report(s); startup.failed() {
				s.kill(c, status, b, "startup")
			}
			return
		}
	}
	if c.LivenessProbe != nil {
		liveness := s.prober(c, status, b, c.LivenessProbe, "Liveness")
		if liveness.report(s); liveness.failed() {
			s.kill(c, status, b, "liveness")
			return
		}
	}
	if c.ReadinessProbe == nil {
		status.Ready = b.Ready == nil || *b.Ready
		return
	}
	readiness := s.prober(c, status, b, c.ReadinessProbe, "Readiness")
	switch readiness.report(s); {
	case readiness.succeeded():
		status.Ready = true
	case readiness.failed():
		status.Ready = false
	}
}

// kill stops a container whose liveness or startup probe has failed; it is then started again.
func (s *step) kill(c *corev1.Container, status *corev1.ContainerStatus, b *behaviour.Behaviour, kind string) {
	s.normal("Killing", fmt.Sprintf("Container %s failed %s probe, will be restarted", c.Name, kind))
	s.ended(c, status, b.StopExit, false)
}

// prober is one probe of one running container at one moment.
type prober struct {
	kind    string
	probe   *corev1.Probe
	ask     func(elapsed time.Duration) (failure string)
	elapsed time.Duration
	began   time.Time
	// changes: the answer may differ at another time.
	changes bool
	isReady bool
}

func (s *step) prober(c *corev1.Container, status *corev1.ContainerStatus, b *behaviour.Behaviour, probe *corev1.Probe, kind string) *prober {
	began := status.State.Running.StartedAt.Time
	p := &prober{kind: kind, probe: probe, began: began, elapsed: s.Now.Sub(began), isReady: status.Ready}
	p.ask = func(elapsed time.Duration) string { return s.ask(c, b, probe, kind, elapsed) }
	p.changes = b.ReadyAfter > 0 || b.LiveFor != nil || b.Program != nil && len(b.Program.Files) > 0
	return p
}

func (p *prober) period() time.Duration {
	return time.Duration(max(p.probe.PeriodSeconds, 1)) * time.Second
}

// tick is the number of the last time that the probe was asked; -1: not yet.
func (p *prober) tick() int64 {
	since := p.elapsed - p.first()
	if since < 0 {
		return -1
	}
	return int64(since / p.period())
}

// first: the kubelet needs about a second before its first probe.
func (p *prober) first() time.Duration {
	return time.Duration(p.probe.InitialDelaySeconds)*time.Second + time.Second
}

// inARow says whether the last n answers were all good, or all bad.
func (p *prober) inARow(n int32, good bool) bool {
	last := p.tick()
	n = max(n, 1)
	if last < int64(n)-1 {
		return false
	}
	for i := last; i > last-int64(n); i-- {
		if (p.ask(p.first()+time.Duration(i)*p.period()) == "") != good {
			return false
		}
	}
	return true
}

func (p *prober) succeeded() bool { return p.inARow(p.probe.SuccessThreshold, true) }
func (p *prober) failed() bool    { return p.inARow(p.probe.FailureThreshold, false) }

// report makes an event of a failure since the last look and says when to look again.
func (p *prober) report(s *step) {
	tick := p.tick()
	next := p.first() + time.Duration(tick+1)*p.period() - p.elapsed
	if tick < 0 {
		s.soon(p.first() - p.elapsed)
		return
	}
	at := p.first() + time.Duration(tick)*p.period()
	failure := p.ask(at)
	if failure != "" && s.isNews(p.began.Add(at)) {
		s.warning("Unhealthy", fmt.Sprintf("%s probe failed: %s", p.kind, failure))
	}
	if failure != "" || p.changes || p.kind == "Readiness" && !p.isReady && !p.succeeded() || p.kind == "Startup" {
		s.soon(next)
	}
}

// ask is the answer to one probe so long after the container's start: what failed, or nothing.
func (s *step) ask(c *corev1.Container, b *behaviour.Behaviour, probe *corev1.Probe, kind string, elapsed time.Duration) string {
	switch {
	case kind == "Readiness" && b.Ready != nil && !*b.Ready, kind != "Readiness" && b.Live != nil && !*b.Live:
		return "HTTP probe failed with statuscode: 503"
	case kind == "Readiness" && b.Ready != nil, kind == "Liveness" && b.Live != nil:
		return ""
	case kind == "Liveness" && b.LiveFor != nil && elapsed >= time.Duration(*b.LiveFor):
		return "HTTP probe failed with statuscode: 500"
	}
	isUp := elapsed >= time.Duration(b.ReadyAfter)
	switch {
	case probe.HTTPGet != nil:
		return s.askHTTP(c, b, probe.HTTPGet, isUp)
	case probe.TCPSocket != nil:
		port := portNumber(c, probe.TCPSocket.Port)
		if !isUp || !b.Listens(port) {
			return fmt.Sprintf("dial tcp %s:%d: connect: connection refused", s.Status.PodIP, port)
		}
	case probe.GRPC != nil:
		if !isUp || !b.Listens(probe.GRPC.Port) {
			return fmt.Sprintf("timeout: failed to connect service \"%s:%d\" within %ds: context deadline exceeded", s.Status.PodIP, probe.GRPC.Port, max(probe.TimeoutSeconds, 1))
		}
	case probe.Exec != nil:
		if !isUp {
			return "not ready yet"
		}
		return b.Exec(probe.Exec.Command, elapsed)
	}
	return ""
}

func (s *step) askHTTP(c *corev1.Container, b *behaviour.Behaviour, get *corev1.HTTPGetAction, isUp bool) string {
	port := portNumber(c, get.Port)
	scheme := strings.ToLower(string(get.Scheme))
	if scheme == "" {
		scheme = "http"
	}
	url := fmt.Sprintf("%s://%s:%d/%s", scheme, s.Status.PodIP, port, strings.TrimPrefix(get.Path, "/"))
	if !isUp || !b.Listens(port) {
		return fmt.Sprintf("Get %q: dial tcp %s:%d: connect: connection refused", url, s.Status.PodIP, port)
	}
	if scheme == "https" && port != 443 && port != 8443 {
		return fmt.Sprintf("Get %q: http: server gave HTTP response to HTTPS client", url)
	}
	if code := b.Status(get.Path); code < 200 || code >= 400 {
		return fmt.Sprintf("HTTP probe failed with statuscode: %d", code)
	}
	return ""
}

// portNumber looks a named port up; 0 when the container declares none of that name.
func portNumber(c *corev1.Container, port intstr.IntOrString) int32 {
	if port.Type == intstr.Int {
		return port.IntVal
	}
	for _, declared := range c.Ports {
		if declared.Name == port.StrVal {
			return declared.ContainerPort
		}
	}
	return 0
}
