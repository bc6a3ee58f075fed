package datadir

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"k8s-labs/cluster/internal/jsonline"
)

func open(t *testing.T) Dir {
	t.Helper()
	dir, err := Open(filepath.Join(t.TempDir(), "practice"))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// reason is the word by which a failure is known to programs.
func reason(err error) string {
	var failure *jsonline.Failure
	if !errors.As(err, &failure) {
		return ""
	}
	return failure.Reason
}

func TestFolderIsPrivate(t *testing.T) {
	info, err := os.Stat(open(t).Path)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("mode %v: %v", info.Mode(), err)
	}
}

func TestSymbolicLinkIsRefused(t *testing.T) {
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(t.TempDir(), link); err != nil {
		t.Skip(err)
	}
	if _, err := Open(link); reason(err) != "data-is-symlink" {
		t.Errorf("opened: %v", err)
	}
}

func TestFolderWithOtherContentKeepsItAndItsMode(t *testing.T) {
	path := t.TempDir()
	if err := os.Chmod(path, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(path, "thesis.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); reason(err) != "data-not-ours" {
		t.Errorf("opened: %v", err)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o755 {
		t.Errorf("mode is now %v", info.Mode())
	}
}

func TestOneProcessHoldsTheFolder(t *testing.T) {
	dir := open(t)
	if dir.IsHeld() {
		t.Error("held before anybody took it")
	}
	lock, err := dir.TryLock()
	if err != nil || lock == nil {
		t.Fatalf("lock %v: %v", lock, err)
	}
	if second, err := dir.TryLock(); err != nil || second != nil || !dir.IsHeld() {
		t.Errorf("second lock %v: %v", second, err)
	}
	lock.Release()
	if dir.IsHeld() {
		t.Error("held after its release")
	}
}

func TestStopIsTakenOnce(t *testing.T) {
	dir := open(t)
	if err := dir.RequestStop(); err != nil {
		t.Fatal(err)
	}
	if !dir.TakeStop() || dir.TakeStop() {
		t.Error("a request is taken once and only once")
	}
}

func TestStateThatWasCutIsNoState(t *testing.T) {
	dir := open(t)
	if err := dir.WriteState(State{PID: 7, Ready: true}); err != nil {
		t.Fatal(err)
	}
	if state := dir.ReadState(); state == nil || state.PID != 7 || !state.Ready {
		t.Errorf("state %+v", state)
	}
	if err := os.WriteFile(dir.Join(stateFile), []byte(`{"pid":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if state := dir.ReadState(); state != nil {
		t.Errorf("state %+v", state)
	}
}

func TestDataFitsItsOwnMinorVersionOnly(t *testing.T) {
	dir := open(t)
	if err := dir.WriteMarker("v1.37.2", 6443); err != nil {
		t.Fatal(err)
	}
	marker, err := dir.ReadMarker()
	if err != nil || marker.Port != 6443 {
		t.Fatalf("marker %+v: %v", marker, err)
	}
	for version, wanted := range map[string]string{"v1.37.9": "", "v1.38.0": "data-version", "v1.3.0": "data-version"} {
		if got := reason(marker.Fits(version)); got != wanted {
			t.Errorf("%s: %q", version, got)
		}
	}
}
