package cli

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"

	"k8s-labs/cluster/internal/datadir"
	"k8s-labs/cluster/internal/jsonline"
)

func reset(args []string) error {
	set, path := flags("reset", resetHelp)
	if err := parse(set, args); err != nil {
		return err
	}
	dir, err := openExisting(*path)
	if err != nil {
		return err
	}
	if dir.Path == "" {
		jsonline.Write(os.Stdout, map[string]any{"reset": true, "data": *path})
		return nil
	}
	o, isRunning := startOptions{}, dir.IsHeld()
	if state := dir.ReadState(); isRunning && state != nil {
		o = startOptions{nodes: state.Nodes, port: state.Port, linger: state.Linger}
	}
	if err := stopCluster(dir); err != nil {
		return err
	}
	if err := wipe(dir); err != nil {
		return err
	}
	if isRunning && o.nodes > 0 {
		return startDetached(dir, o)
	}
	jsonline.Write(os.Stdout, map[string]any{"reset": true, "data": dir.Path})
	return nil
}

// wipe throws the cluster's content away. It is moved aside first, so that a cut in the middle
// leaves either all of it or none.
func wipe(dir datadir.Dir) error {
	lock, _, err := acquire(context.Background(), dir)
	if err != nil {
		return err
	}
	if lock == nil {
		return &jsonline.Failure{Reason: "busy", Message: "Somebody has started the practice cluster again in the meantime.", Next: "Run reset again."}
	}
	defer lock.Release()
	const aside = "etcd.old-"
	if _, err := os.Lstat(dir.Etcd()); err == nil {
		if err := os.Rename(dir.Etcd(), dir.Join(aside+randomName())); err != nil {
			return datadir.Explain(err)
		}
	}
	marker, err := dir.ReadMarker()
	if err != nil {
		return err
	}
	if marker.Port != 0 {
		if err := dir.WriteMarker(release(), marker.Port); err != nil {
			return err
		}
	}
	old, _ := filepath.Glob(dir.Join(aside + "*"))
	for _, folder := range old {
		if err := os.RemoveAll(folder); err != nil {
			return datadir.Explain(err)
		}
	}
	return nil
}

func randomName() string { return strconv.FormatUint(rand.Uint64(), 36) }
