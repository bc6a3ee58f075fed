// Package jsonline writes the program's protocol: one JSON object a line.
package jsonline

import (
	"encoding/json"
	"io"
	"os"
)

// Ready says where a running cluster is. It is the last line of start and reset, and part of status.
type Ready struct {
	Ready             bool   `json:"ready"`
	Joined            bool   `json:"joined"`
	Kubeconfig        string `json:"kubeconfig"`
	LearnerKubeconfig string `json:"learnerKubeconfig"`
	Context           string `json:"context"`
	Server            string `json:"server"`
	Version           string `json:"version"`
	PID               int    `json:"pid"`
	Data              string `json:"data"`
	Nodes             int    `json:"nodes"`
}

// Failure is an expected error: a reason for programs, a sentence for people, and what to do next.
type Failure struct {
	Reason  string `json:"error"`
	Message string `json:"message"`
	Next    string `json:"next,omitempty"`
}

func (f *Failure) Error() string { return f.Message }

// Write puts one line on w; a line that cannot be written has nobody left to read it.
func Write(w io.Writer, value any) {
	line, err := json.Marshal(value)
	if err != nil {
		return
	}
	_, _ = w.Write(append(line, '\n'))
}

// Phase tells a waiting person what start is doing.
func Phase(name string) { Write(os.Stdout, map[string]string{"phase": name}) }
