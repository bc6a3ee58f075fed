// Package datadir owns the folder in which one practice cluster lives: who may use it, which
// process holds it, and what the next start must find again.
package datadir

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"k8s-labs/cluster/internal/jsonline"
)

// Names of the files that other packages do not touch.
const (
	lockFile   = "lock"
	stateFile  = "state.json"
	stopFile   = "stop"
	markerFile = "practice.json"
	temporary  = ".tmp"
)

// Dir is a data folder that was checked to be ours.
type Dir struct{ Path string }

// State is what a running cluster tells other processes about itself.
type State struct {
	PID     int    `json:"pid"`
	Port    int    `json:"port"`
	Nodes   int    `json:"nodes"`
	Version string `json:"version"`
	// Phase is what it is doing until it is Ready.
	Phase     string    `json:"phase,omitempty"`
	Ready     bool      `json:"ready"`
	StartedAt time.Time `json:"startedAt"`
	// Linger, in nanoseconds, is kept for a restart by reset.
	Linger time.Duration `json:"linger"`
}

// Default is the folder used without --data. The extension and the scripts follow the same rule.
func Default() string {
	if state := os.Getenv("K8S_LABS_STATE"); state != "" {
		return filepath.Join(state, "practice")
	}
	home, _ := os.UserHomeDir()
	switch runtime.GOOS {
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "k8s-labs", "practice")
	case "windows":
		local := os.Getenv("LOCALAPPDATA")
		if local == "" {
			local = filepath.Join(home, "AppData", "Local")
		}
		return filepath.Join(local, "k8s-labs", "practice")
	}
	state := os.Getenv("XDG_STATE_HOME")
	if state == "" {
		state = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(state, "k8s-labs", "practice")
}

// Open makes the folder if it is absent and refuses one that is a symbolic link or somebody else's.
func Open(path string) (Dir, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return Dir{}, err
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(path, 0o700); err != nil {
			return Dir{}, Explain(err)
		}
	case err != nil:
		return Dir{}, Explain(err)
	case info.Mode()&fs.ModeSymlink != 0:
		return Dir{}, &jsonline.Failure{Reason: "data-is-symlink", Message: "The data folder " + path + " is a symbolic link.", Next: "Name the real folder with --data."}
	case !info.IsDir():
		return Dir{}, &jsonline.Failure{Reason: "data-not-ours", Message: path + " is not a folder.", Next: "Name another folder with --data."}
	case !isOurs(info):
		return Dir{}, &jsonline.Failure{Reason: "data-not-ours", Message: "The data folder " + path + " belongs to another user.", Next: "Name a folder of your own with --data."}
	}
	dir := Dir{path}
	if err := dir.refuseForeign(); err != nil {
		return Dir{}, err
	}
	return dir, os.Chmod(path, 0o700)
}

// refuseForeign keeps hands off a folder with other content: a --data that was mistyped must not
// lose its permissions, nor reset delete anything in it.
func (d Dir) refuseForeign() error {
	if _, err := os.Lstat(d.Join(markerFile)); err == nil {
		return nil
	}
	entries, err := os.ReadDir(d.Path)
	if err != nil {
		return Explain(err)
	}
	for _, entry := range entries {
		switch entry.Name() {
		case lockFile, stateFile, stopFile, "leases", "cluster.log", "cluster.err", markerFile + temporary, "lost+found":
		default:
			return &jsonline.Failure{Reason: "data-not-ours", Message: "The folder " + d.Path + " holds something else (" + entry.Name() + ").", Next: "Name an empty or new folder with --data."}
		}
	}
	return nil
}

// Logs, leases and the etcd data of the cluster.
func (d Dir) Log() string    { return d.Join("cluster.log") }
func (d Dir) Leases() string { return d.Join("leases") }
func (d Dir) Etcd() string   { return d.Join("etcd") }

// ForgetState removes the record of a process that is gone.
func (d Dir) ForgetState() { _ = os.Remove(d.Join(stateFile)) }

// RequestStop asks the running cluster to end; it looks for the request several times a second. A
// file and not a signal, because a process number from a record may belong to somebody else by now.
func (d Dir) RequestStop() error { return WriteFile(d.Join(stopFile), nil) }

// TakeStop says whether somebody asks for the end, and removes the request.
func (d Dir) TakeStop() bool { return os.Remove(d.Join(stopFile)) == nil }

// Join is a path inside the folder.
func (d Dir) Join(parts ...string) string {
	return filepath.Join(append([]string{d.Path}, parts...)...)
}

// ReadState returns what the last process wrote; nil when there is nothing readable.
func (d Dir) ReadState() *State {
	text, err := os.ReadFile(d.Join(stateFile))
	if err != nil {
		return nil
	}
	var state State
	if json.Unmarshal(text, &state) != nil {
		return nil
	}
	return &state
}

// WriteState replaces the record whole.
func (d Dir) WriteState(state State) error {
	text, err := json.Marshal(state)
	if err != nil {
		return err
	}
	return WriteFile(d.Join(stateFile), text)
}

// WriteFile writes a private file so that a reader, or the next start after a kill, never sees half of it.
func WriteFile(path string, content []byte) error {
	if err := os.WriteFile(path+temporary, content, 0o600); err != nil {
		return Explain(err)
	}
	return os.Rename(path+temporary, path)
}

// Explain turns what the file system says into a sentence with a next action where it can.
func Explain(err error) error {
	if isDiskFull(err) {
		return &jsonline.Failure{Reason: "disk-full", Message: "The disk is full: " + err.Error() + ".", Next: "Free some space (about 100 MB) and start again."}
	}
	if errors.Is(err, fs.ErrPermission) {
		return &jsonline.Failure{Reason: "data-not-ours", Message: "The data folder cannot be used: " + err.Error() + ".", Next: "Name a folder of your own with --data."}
	}
	return err
}
