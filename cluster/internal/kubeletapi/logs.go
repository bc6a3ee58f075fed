package kubeletapi

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"

	"k8s-labs/cluster/internal/behaviour"
)

// logLine is a line of a container's log.
type logLine struct {
	at   time.Time
	text string
}

// logs answers `kubectl logs`.
func (s *Server) logs(w http.ResponseWriter, r *http.Request) {
	pod := s.pod(w, r)
	if pod == nil {
		return
	}
	name, query := r.PathValue("container"), r.URL.Query()
	c, status := container(pod, name)
	if c == nil {
		http.Error(w, fmt.Sprintf("container %s is not valid for pod %s", name, pod.Name), http.StatusBadRequest)
		return
	}
	began, ended, problem := period(pod, status, query.Get("previous") == "true")
	if problem != "" {
		http.Error(w, problem, http.StatusBadRequest)
		return
	}
	lines := s.lines(pod, c, began, ended)
	out := &limited{w: w, left: number(query, "limitBytes", -1)}
	write(out, selectLines(lines, query), query)
	if query.Get("follow") != "true" || !ended.IsZero() {
		return
	}
	flush := func() {
		if flusher, ok := w.(http.Flusher); ok {
			flusher.Flush()
		}
	}
	flush()
	s.tail(r.Context(), pod, name, status.ContainerID, len(lines), func(more []logLine) {
		write(out, more, query)
		flush()
	})
}

// follow writes what a container prints from now on.
func (s *session) follow(ctx context.Context, out io.Writer, name string) {
	c, status := container(s.pod, name)
	if c == nil || status.State.Running == nil {
		return
	}
	have := s.lines(s.pod, c, status.State.Running.StartedAt.Time, time.Time{})
	write(out, have, nil)
	s.tail(ctx, s.pod, name, status.ContainerID, len(have), func(more []logLine) { write(out, more, nil) })
}

// tail calls more with new lines until the container ends.
func (s *Server) tail(ctx context.Context, pod *corev1.Pod, name, id string, count int, more func([]logLine)) {
	ticker := time.NewTicker(500 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now, err := s.Pods.Pods(pod.Namespace).Get(pod.Name)
		if err != nil || now.UID != pod.UID {
			return
		}
		c, status := container(now, name)
		if c == nil || status.ContainerID != id {
			return
		}
		began, ended, problem := period(now, status, false)
		if problem != "" {
			return
		}
		lines := s.lines(now, c, began, ended)
		if len(lines) > count {
			more(lines[count:])
			count = len(lines)
		}
		if !ended.IsZero() {
			return
		}
	}
}

// period is when the asked-for run of a container began and ended (zero: it still runs).
func period(pod *corev1.Pod, status *corev1.ContainerStatus, previous bool) (began, ended time.Time, problem string) {
	last := status.LastTerminationState.Terminated
	switch {
	case previous && last == nil:
		return began, ended, fmt.Sprintf("previous terminated container %q in pod %q not found", status.Name, pod.Name)
	case previous:
		return last.StartedAt.Time, last.FinishedAt.Time, ""
	case status.State.Running != nil:
		return status.State.Running.StartedAt.Time, ended, ""
	case status.State.Terminated != nil:
		return status.State.Terminated.StartedAt.Time, status.State.Terminated.FinishedAt.Time, ""
	case last != nil:
		return last.StartedAt.Time, last.FinishedAt.Time, ""
	}
	reason := status.State.Waiting.Reason
	if reason == "ImagePullBackOff" || reason == "ErrImagePull" {
		reason = "trying and failing to pull image"
		if status.State.Waiting.Reason == "ErrImagePull" {
			reason = "image can't be pulled"
		}
	}
	return began, ended, fmt.Sprintf("container %q in pod %q is waiting to start: %s", status.Name, pod.Name, reason)
}

// lines is the whole log of one run of a container; its first line says that it is simulated.
func (s *Server) lines(pod *corev1.Pod, c *corev1.Container, began, ended time.Time) []logLine {
	b := s.Driver.Behaviour(pod, c)
	elapsed := time.Since(began)
	if !ended.IsZero() {
		elapsed = ended.Sub(began)
	}
	out := []logLine{{began, fmt.Sprintf("Simulated log (practice cluster): container %s of image %s", c.Name, c.Image)}}
	for _, text := range b.Log {
		out = append(out, logLine{began, text})
	}
	if b.Program != nil {
		for _, line := range b.Program.LinesAt(elapsed) {
			at := began.Add(line.At)
			out = append(out, logLine{at, strings.ReplaceAll(line.Text, behaviour.DateMark, at.UTC().Format(time.UnixDate))})
		}
	}
	return out
}

func selectLines(lines []logLine, query url.Values) []logLine {
	var since time.Time
	if seconds := number(query, "sinceSeconds", -1); seconds >= 0 {
		since = time.Now().Add(-time.Duration(seconds) * time.Second)
	}
	if moment, err := time.Parse(time.RFC3339, query.Get("sinceTime")); err == nil {
		since = moment
	}
	for len(lines) > 0 && lines[0].at.Before(since) {
		lines = lines[1:]
	}
	if tail := number(query, "tailLines", -1); tail >= 0 && tail < len(lines) {
		lines = lines[len(lines)-tail:]
	}
	return lines
}

func write(w io.Writer, lines []logLine, query url.Values) {
	for _, line := range lines {
		text := line.text + "\n"
		if query.Get("timestamps") == "true" {
			text = line.at.UTC().Format(time.RFC3339Nano) + " " + text
		}
		if _, err := io.WriteString(w, text); err != nil {
			return
		}
	}
}

func number(query url.Values, name string, otherwise int) int {
	value, err := strconv.Atoi(query.Get(name))
	if err != nil {
		return otherwise
	}
	return value
}

// limited stops after so many bytes; a negative number is no limit.
type limited struct {
	w    io.Writer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	if l.left >= 0 {
		p = p[:min(len(p), l.left)]
		l.left -= len(p)
	}
	return l.w.Write(p)
}
