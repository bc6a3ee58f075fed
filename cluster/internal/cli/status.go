package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"k8s-labs/cluster/internal/datadir"
	"k8s-labs/cluster/internal/jsonline"
	"k8s-labs/cluster/internal/lease"
	"k8s-labs/cluster/internal/process"
)

// report of status: the ready line's fields and what changes.
type statusLine struct {
	State string `json:"state"`
	*jsonline.Ready
	Phase     string `json:"phase,omitempty"`
	Leases    int    `json:"leases"`
	StartedAt string `json:"startedAt,omitempty"`
	RSSBytes  int64  `json:"rssBytes"`
	// Data is also there when nothing runs.
	Data string `json:"data"`
}

func status(args []string) error {
	set, path := flags("status", statusHelp)
	asJSON := set.Bool("json", false, "")
	if err := parse(set, args); err != nil {
		return err
	}
	dir, err := openExisting(*path)
	if err != nil {
		return err
	}
	line := statusLine{State: "stopped", Data: *path}
	if dir.Path != "" {
		line = statusOf(dir)
	}
	if *asJSON {
		return json.NewEncoder(os.Stdout).Encode(line)
	}
	printStatus(line)
	return nil
}

func statusOf(dir datadir.Dir) statusLine {
	line := statusLine{State: "stopped", Data: dir.Path}
	if !dir.IsHeld() {
		return line
	}
	line.State = "starting"
	state := dir.ReadState()
	if state == nil {
		return line
	}
	line.Phase, line.StartedAt = state.Phase, state.StartedAt.UTC().Format(time.RFC3339)
	line.Leases, line.RSSBytes = lease.Count(dir.Leases(), time.Now()), process.RSS(state.PID)
	described := ready(dir, *state, false)
	described.Ready = state.Ready
	line.Ready = &described
	if state.Ready {
		line.State = "running"
	}
	return line
}

func printStatus(line statusLine) {
	fmt.Printf("Practice cluster: %s\n", line.State)
	if line.Phase != "" {
		fmt.Printf("  Doing:      %s\n", line.Phase)
	}
	if line.Ready != nil {
		fmt.Printf("  Server:     %s (Kubernetes %s, %d simulated nodes)\n", line.Server, line.Version, line.Nodes)
		fmt.Printf("  Kubeconfig: %s (context %s)\n", line.Kubeconfig, line.Context)
		fmt.Printf("  Process:    %d since %s, %d MB of memory, %d leases\n", line.PID, line.StartedAt, line.RSSBytes>>20, line.Leases)
	}
	fmt.Printf("  Data:       %s\n", line.Data)
}
