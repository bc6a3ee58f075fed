package logfile

import (
	"os"
	"path/filepath"
	"testing"
)

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestNewFileBeginsAtTheBound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	log, err := Open(path, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"first 1\n", "second 2\n", "third 3\n"} {
		if n, err := log.Write([]byte(line)); n != len(line) || err != nil {
			t.Fatalf("wrote %d: %v", n, err)
		}
	}
	if now, old := read(t, path), read(t, path+".1"); now != "third 3\n" || old != "second 2\n" {
		t.Errorf("log %q, old log %q", now, old)
	}
}

func TestReopenedLogGoesOnAndCountsWhatIsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	for _, line := range []string{"12345\n", "6789\n"} {
		log, err := Open(path, 8)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = log.Write([]byte(line))
	}
	if now, old := read(t, path), read(t, path+".1"); now != "6789\n" || old != "12345\n" {
		t.Errorf("log %q, old log %q", now, old)
	}
}
