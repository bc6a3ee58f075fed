package pki

import (
	"bytes"
	"crypto/x509"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
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
	store := Store{Dir: filepath.Join(t.TempDir(), "pki")}
	first := ensure(t, store, node)
	for name, text := range ensure(t, store, node) {
		if !bytes.Equal(first[name], text) {
			t.Errorf("%s is another one after a restart", name)
		}
	}
}

func TestMoreNodesRenewTheKubeletsCertificateOnly(t *testing.T) {
	store := Store{Dir: filepath.Join(t.TempDir(), "pki")}
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
	store := Store{Dir: filepath.Join(t.TempDir(), "pki")}
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

// A clock that jumps, either way: what the store has is valid then, or is made anew at the next start,
// and the authority that clients have pinned stays.
func TestClockJumps(t *testing.T) {
	for name, jump := range map[string]time.Duration{
		"an hour back": -time.Hour, "a week back": -7 * 24 * time.Hour, "a year back": -365 * 24 * time.Hour,
		"a day on": 24 * time.Hour, "three years on": 3 * 365 * 24 * time.Hour,
	} {
		t.Run(name, func(t *testing.T) {
			clock := time.Now()
			store := Store{Dir: filepath.Join(t.TempDir(), "pki"), Clock: func() time.Time { return clock }}
			first := ensure(t, store, node)
			clock = clock.Add(jump)
			second := ensure(t, store, node)
			if !bytes.Equal(first["ca.crt"], second["ca.crt"]) {
				t.Error("the authority is another one")
			}
			roots := x509.NewCertPool()
			roots.AppendCertsFromPEM(second["ca.crt"])
			pair, err := store.load("apiserver")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := pair.cert.Verify(x509.VerifyOptions{Roots: roots, CurrentTime: clock}); err != nil {
				t.Errorf("the API server's certificate is not valid then: %v", err)
			}
		})
	}
}
