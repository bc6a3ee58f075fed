// Package lease decides how long a detached cluster lives: while a client holds a lease, and a
// while after. A lease is a file that its client touches; a client that dies stops touching.
package lease

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

const (
	// MaxAge is how old a lease may be before its client counts as gone. Clients renew every 20 s.
	MaxAge = 60 * time.Second
	// Every is how often a client renews and the cluster looks.
	Every = 20 * time.Second
)

// Count returns the number of fresh leases in the folder, by the wall clock.
func Count(folder string, now time.Time) (count int) {
	for _, modified := range list(folder) {
		if now.Sub(modified) <= MaxAge {
			count++
		}
	}
	return count
}

func list(folder string) map[string]time.Time {
	found := map[string]time.Time{}
	names, _ := filepath.Glob(filepath.Join(folder, "*.lease"))
	for _, name := range names {
		if info, err := os.Stat(name); err == nil {
			found[name] = info.ModTime()
		}
	}
	return found
}

// Watch decides whether anybody holds a lease. It trusts the wall clock only for a file that it sees
// for the first time; after that a lease lives as long as its time keeps changing, counted on a
// clock that neither jumps nor runs while the machine sleeps.
type Watch struct {
	folder string
	seen   map[string]sighting
}

type sighting struct {
	modified time.Time
	at       time.Duration
}

// NewWatch watches the leases of a folder.
func NewWatch(folder string) *Watch { return &Watch{folder, map[string]sighting{}} }

// Held counts the leases that are held and removes the others. elapsed is the steady clock.
func (w *Watch) Held(now time.Time, elapsed time.Duration) (count int) {
	found := list(w.folder)
	for name := range w.seen {
		if _, ok := found[name]; !ok {
			delete(w.seen, name)
		}
	}
	for name, modified := range found {
		before, isKnown := w.seen[name]
		isChanged := !isKnown || !before.modified.Equal(modified)
		if isChanged {
			w.seen[name] = sighting{modified, elapsed}
		}
		isStale := !isChanged && elapsed-before.at > MaxAge
		if isStale || !isKnown && now.Sub(modified) > MaxAge {
			_ = os.Remove(name)
			delete(w.seen, name)
			continue
		}
		count++
	}
	return count
}

// Wait returns when there was no lease for the whole of linger.
func Wait(ctx context.Context, folder string, linger time.Duration) {
	watch, start := NewWatch(folder), time.Now()
	last := time.Duration(0)
	ticker := time.NewTicker(min(Every, max(linger/4, 100*time.Millisecond)))
	defer ticker.Stop()
	for {
		// time.Since reads Go's monotonic clock.
		elapsed := time.Since(start)
		if watch.Held(time.Now(), elapsed) > 0 {
			last = elapsed
		} else if elapsed-last >= linger {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Hold takes a lease for this process and renews it until ctx ends.
func Hold(ctx context.Context, folder string) error {
	path := filepath.Join(folder, fmt.Sprintf("cli-%d.lease", os.Getpid()))
	if err := touch(path); err != nil {
		return err
	}
	defer os.Remove(path)
	ticker := time.NewTicker(Every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			if err := touch(path); err != nil {
				return err
			}
		}
	}
}

// touch makes the file, also when somebody has removed it, and gives it the present time.
func touch(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(path, []byte("lease\n"), 0o600); err != nil {
		return err
	}
	now := time.Now()
	return os.Chtimes(path, now, now)
}
