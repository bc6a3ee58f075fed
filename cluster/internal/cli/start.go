package cli

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"

	"k8s-labs/cluster/internal/datadir"
	"k8s-labs/cluster/internal/jsonline"
	"k8s-labs/cluster/internal/lease"
	"k8s-labs/cluster/internal/node"
	"k8s-labs/cluster/internal/pki"
)

// startOptions are the flags of start.
type startOptions struct {
	nodes, port int
	linger      time.Duration
	// isBackground: this is the process that --detach has started.
	isBackground bool
}

// joinTimeout is how long a second start waits for the first one's cluster.
const joinTimeout = 2 * time.Minute

func start(args []string) error {
	set, path := flags("start", startHelp)
	var o startOptions
	set.IntVar(&o.nodes, "nodes", 3, "")
	set.IntVar(&o.port, "port", 0, "")
	set.DurationVar(&o.linger, "linger", 10*time.Minute, "")
	set.BoolVar(&o.isBackground, "in-background", false, "")
	isDetached := set.Bool("detach", false, "")
	if err := parse(set, args); err != nil {
		return err
	}
	if o.nodes < 1 || o.nodes > node.Most || o.port < 0 || o.port > 65535 || o.linger < 0 {
		return &jsonline.Failure{Reason: "bad-usage", Message: fmt.Sprintf("--nodes is 1 to %d, --port 1 to 65535, --linger not negative.", node.Most), Next: "Run `k8s-labs-cluster start --help`."}
	}
	dir, err := datadir.Open(*path)
	if err != nil {
		return err
	}
	if *isDetached {
		return startDetached(dir, o)
	}
	ctx, stop := untilTold(!o.isBackground)
	defer stop()
	lock, running, err := acquire(ctx, dir)
	switch {
	case err != nil:
		return err
	case lock != nil:
		defer lock.Release()
		return runCluster(ctx, dir, o)
	case running == nil: // told to leave while waiting
		return nil
	}
	jsonline.Write(os.Stdout, ready(dir, *running, true))
	if o.isBackground {
		return nil
	}
	return stayJoined(ctx, dir)
}

// startDetached joins at once where it can, else starts the background process.
func startDetached(dir datadir.Dir, o startOptions) error {
	if dir.IsHeld() {
		ctx, stop := untilTold(false)
		defer stop()
		lock, running, err := acquire(ctx, dir)
		if err != nil {
			return err
		}
		if running != nil {
			jsonline.Write(os.Stdout, ready(dir, *running, true))
			return nil
		}
		if lock == nil {
			return nil
		}
		lock.Release() // the one that we waited for has ended
	}
	return spawn(dir, o)
}

// acquire returns the data folder's lock, or the cluster that another process runs on it. Of two
// starts at the same instant one gets the lock, and the other waits for it to be ready.
func acquire(ctx context.Context, dir datadir.Dir) (*datadir.Lock, *datadir.State, error) {
	deadline := time.Now().Add(joinTimeout)
	phase := ""
	for {
		lock, err := dir.TryLock()
		if err != nil || lock != nil {
			return lock, nil, err
		}
		state := dir.ReadState()
		switch {
		case state == nil:
		case state.Ready && answers(ctx, dir, state.Port):
			return nil, state, nil
		case !state.Ready && state.Phase != phase:
			phase = state.Phase
			jsonline.Phase(phase)
		}
		if time.Now().After(deadline) {
			return nil, nil, &jsonline.Failure{Reason: "timeout", Message: "Another process holds the data folder " + dir.Path + " and its cluster does not get ready.", Next: "Run `k8s-labs-cluster stop`, then start again."}
		}
		select {
		case <-ctx.Done():
			return nil, nil, nil
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// stayJoined holds a lease until told to leave, or until the cluster ends.
func stayJoined(ctx context.Context, dir datadir.Dir) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	held := make(chan error, 1)
	go func() { held <- lease.Hold(ctx, dir.Leases()) }()
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case err := <-held:
			return err
		case <-ticker.C:
		}
		if !dir.IsHeld() {
			cancel()
			<-held
			return &jsonline.Failure{Reason: "cluster-ended", Message: "The practice cluster that this process had joined was stopped.", Next: "Start it again."}
		}
	}
}

// ready describes a running cluster.
func ready(dir datadir.Dir, state datadir.State, isJoined bool) jsonline.Ready {
	keys := keysOf(dir)
	return jsonline.Ready{
		Ready: true, Joined: isJoined, Kubeconfig: keys.Path("admin.kubeconfig"), LearnerKubeconfig: keys.Path("learner.kubeconfig"),
		Context: pki.Context, Server: serverURL(state.Port), Version: state.Version, PID: state.PID, Data: dir.Path, Nodes: state.Nodes,
	}
}

func keysOf(dir datadir.Dir) pki.Store { return pki.Store{Dir: dir.Join("pki")} }

func serverURL(port int) string { return "https://127.0.0.1:" + strconv.Itoa(port) }

// answers says whether our API server is ready at the port: it must have our certificate.
func answers(ctx context.Context, dir datadir.Dir, port int) bool {
	keys := keysOf(dir)
	authority, err := os.ReadFile(keys.Path("ca.crt"))
	if err != nil {
		return false
	}
	pair, err := tls.LoadX509KeyPair(keys.Path("admin.crt"), keys.Path("admin.key"))
	if err != nil {
		return false
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}}
	defer transport.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, serverURL(port)+"/readyz", nil)
	if err != nil {
		return false
	}
	response, err := (&http.Client{Transport: transport}).Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}
