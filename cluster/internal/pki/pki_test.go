package pki

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"testing"
)

var node = []net.IP{net.IPv4(172, 30, 0, 11)}

func ensure(t *testing.T, store Store, nodes []net.IP) map[string][]byte {
	t.Helper()
	if err := store.Ensure("https://127.0.0.1:6443", nodes); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(store.Dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v: %v", entry.Name(), info.Mode(), err)
		}
		if files[entry.Name()], err = os.ReadFile(store.Path(entry.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func TestRestartChangesNothing(t *testing.T) {
	store := Store{filepath.Join(t.TempDir(), "pki")}
	first := ensure(t, store, node)
	for name, text := range ensure(t, store, node) {
		if !bytes.Equal(first[name], text) {
			t.Errorf("%s is another one after a restart", name)
		}
	}
}

func TestMoreNodesRenewTheKubeletsCertificateOnly(t *testing.T) {
	store := Store{filepath.Join(t.TempDir(), "pki")}
	first := ensure(t, store, node)
	for name, text := range ensure(t, store, append(node, net.IPv4(172, 30, 0, 12))) {
		isKubelet := name == "kubelet.crt" || name == "kubelet.key"
		if bytes.Equal(first[name], text) == isKubelet {
			t.Errorf("%s: renewed %v", name, !isKubelet)
		}
	}
}

// A kill between key and certificate leaves the new key beside the old certificate.
func TestHalvesThatDoNotBelongTogetherAreMadeAnew(t *testing.T) {
	store := Store{filepath.Join(t.TempDir(), "pki")}
	first := ensure(t, store, node)
	if err := os.WriteFile(store.Path("kubelet.key"), first["metrics.key"], 0o600); err != nil {
		t.Fatal(err)
	}
	second := ensure(t, store, node)
	if bytes.Equal(first["kubelet.crt"], second["kubelet.crt"]) || bytes.Equal(second["kubelet.key"], first["metrics.key"]) {
		t.Error("the broken pair is still there")
	}
	if pair, err := store.load("kubelet"); err != nil || pair == nil {
		t.Errorf("pair %v: %v", pair, err)
	}
}
