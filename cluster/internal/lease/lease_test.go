package lease

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func write(t *testing.T, folder, name string, modified time.Time) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, modified, modified); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOnlyFreshLeasesCount(t *testing.T) {
	folder, now := t.TempDir(), time.Now()
	write(t, folder, "fresh.lease", now.Add(-10*time.Second))
	write(t, folder, "old.lease", now.Add(-2*time.Minute))
	write(t, folder, "other.txt", now)
	if count := Count(folder, now); count != 1 {
		t.Errorf("%d leases, wanted 1", count)
	}
}

func TestLeaseLivesWhileItIsTouchedWhateverTheWallClockSays(t *testing.T) {
	folder, now := t.TempDir(), time.Now()
	watch := NewWatch(folder)
	path := write(t, folder, "a.lease", now)
	if watch.Held(now, 0) != 1 {
		t.Error("a new lease is not held")
	}
	// The wall clock jumps by an hour, the steady clock by ten seconds.
	if watch.Held(now.Add(time.Hour), 10*time.Second) != 1 {
		t.Error("a jump of the wall clock ended the lease")
	}
	write(t, folder, "a.lease", now.Add(time.Second))
	if watch.Held(now, 50*time.Second) != 1 || watch.Held(now, 100*time.Second) != 1 {
		t.Error("a touched lease ended too early")
	}
	if watch.Held(now, 3*time.Minute) != 0 {
		t.Error("a lease that nobody touches is still held")
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("a lease that is over was not removed")
	}
}

func TestHoldTakesItsLeaseAway(t *testing.T) {
	folder := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- Hold(ctx, folder) }()
	for Count(folder, time.Now()) == 0 {
		time.Sleep(time.Millisecond)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if Count(folder, time.Now()) != 0 {
		t.Error("the lease was left behind")
	}
}
