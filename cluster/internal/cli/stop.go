package cli

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"k8s-labs/cluster/internal/datadir"
	"k8s-labs/cluster/internal/jsonline"
)

const (
	// politeTime is how long the cluster has to end by itself, stopTimeout how long stop waits at all.
	politeTime  = 10 * time.Second
	stopTimeout = 15 * time.Second
)

func stop(args []string) error {
	set, path := flags("stop", stopHelp)
	if err := parse(set, args); err != nil {
		return err
	}
	dir, err := openExisting(*path)
	if err != nil || dir.Path == "" {
		return err
	}
	return stopCluster(dir)
}

// openExisting opens the data folder, or returns an empty Dir when there is none: asking about a
// cluster creates nothing.
func openExisting(path string) (datadir.Dir, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return datadir.Dir{}, nil
	}
	return datadir.Open(path)
}

// stopCluster returns when no process runs on the folder any more.
func stopCluster(dir datadir.Dir) error {
	began := time.Now()
	var isAsked, isKilled bool
	for dir.IsHeld() {
		if !isAsked {
			if err := dir.RequestStop(); err != nil {
				return err
			}
			isAsked = true
		}
		waited := time.Since(began)
		if state := dir.ReadState(); waited > politeTime && !isKilled && state != nil {
			if process, err := os.FindProcess(state.PID); err == nil {
				_ = process.Kill()
			}
			isKilled = true
		}
		if waited > stopTimeout {
			return &jsonline.Failure{Reason: "timeout", Message: "The practice cluster does not end.", Next: "End its process by hand; its number is in state.json in the data folder."}
		}
		time.Sleep(30 * time.Millisecond)
	}
	dir.TakeStop()
	return nil
}
