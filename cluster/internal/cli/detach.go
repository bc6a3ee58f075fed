package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"

	"k8s-labs/cluster/internal/datadir"
	"k8s-labs/cluster/internal/jsonline"
)

// spawn starts the cluster as a background process in a session of its own and relays its lines
// until it is ready.
func spawn(dir datadir.Dir, o startOptions) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	child := exec.Command(self, "start", "--in-background", "--data", dir.Path,
		"--nodes", strconv.Itoa(o.nodes), "--port", strconv.Itoa(o.port), "--linger", o.linger.String())
	child.Dir = dir.Path // so that it holds no other folder
	child.SysProcAttr = background()
	out, err := child.StdoutPipe()
	if err != nil {
		return err
	}
	trouble, err := os.OpenFile(dir.Join("cluster.err"), os.O_CREATE|os.O_RDWR|os.O_TRUNC, 0o600)
	if err != nil {
		return datadir.Explain(err)
	}
	defer trouble.Close()
	child.Stderr = trouble
	if err := child.Start(); err != nil {
		return err
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fmt.Println(lines.Text())
		var line jsonline.Ready
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Ready {
			return child.Process.Release()
		}
	}
	_ = child.Wait()
	return childFailure(dir)
}

// childFailure is what the background process said before it ended.
func childFailure(dir datadir.Dir) error {
	file, err := os.Open(dir.Join("cluster.err"))
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var failure jsonline.Failure
		if json.Unmarshal(lines.Bytes(), &failure) == nil && failure.Reason != "" {
			return &failure
		}
	}
	return &jsonline.Failure{Reason: "start-failed", Message: "The practice cluster ended while it was starting.", Next: "Look into " + dir.Log() + " and cluster.err beside it, then start again."}
}
