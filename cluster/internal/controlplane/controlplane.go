// Package controlplane runs Kubernetes' own components in this process: etcd, API server,
// controller manager and scheduler, on loopback only.
package controlplane

import (
	"context"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/spf13/pflag"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	cliflag "k8s.io/component-base/cli/flag"

	"k8s-labs/cluster/internal/datadir"
	"k8s-labs/cluster/internal/pki"
)

// Options say where and as what the control plane runs.
type Options struct {
	Data datadir.Dir
	Keys pki.Store
	// Listener is the API server's, on loopback: opened before, so that nobody else takes the port.
	Listener net.Listener
	// Log gets what does not go through Kubernetes' own logging.
	Log io.Writer
	// EgressConfig is the file that sends calls to nodes, Services and Pods into the simulation.
	EgressConfig string
	// OnPhase hears what is being started.
	OnPhase func(string)
}

// ControlPlane is a running one.
type ControlPlane struct {
	// Client speaks as the admin, without a narrow rate limit.
	Client kubernetes.Interface
	Config *rest.Config
	// Failed gets the error of the first component that ended although it should not.
	Failed <-chan error
	stop   func()
}

// Stop waits until the API server has ended and closes etcd. The context given to Start must have ended.
func (c *ControlPlane) Stop() { c.stop() }

// Start returns once the API server is ready and the controllers run.
func Start(ctx context.Context, o Options) (*ControlPlane, error) {
	failed := make(chan error, 4)
	run := func(name string, component func() error) <-chan struct{} {
		done := make(chan struct{})
		go func() {
			defer close(done)
			// Components return when the context ends; only an earlier end is a failure.
			if err := component(); ctx.Err() == nil {
				failed <- fmt.Errorf("the %s ended: %w", name, err)
			}
		}()
		return done
	}

	o.OnPhase("etcd")
	etcd, err := startEtcd(o)
	if err != nil {
		return nil, err
	}
	o.OnPhase("API server")
	apiServer, err := newAPIServer(ctx, o, etcd.url)
	if err != nil {
		etcd.close()
		return nil, err
	}
	ended := run("API server", apiServer)
	stop := func() {
		<-ended
		etcd.close()
	}

	config, err := clientcmd.BuildConfigFromFlags("", o.Keys.Path("admin.kubeconfig"))
	if err != nil {
		return nil, err
	}
	config.QPS, config.Burst = 300, 600
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	if err := waitReady(ctx, client, failed); err != nil {
		return nil, err
	}

	o.OnPhase("controllers")
	controllers, err := newControllerManager(ctx, o)
	if err != nil {
		return nil, err
	}
	run("controller manager", controllers)
	scheduler, err := newScheduler(ctx, o)
	if err != nil {
		return nil, err
	}
	run("scheduler", scheduler)
	return &ControlPlane{Client: client, Config: config, Failed: failed, stop: stop}, nil
}

// readyTimeout is generous: a cold disk on a busy machine needs ten times what a quiet one does.
const readyTimeout = 90 * time.Second

func waitReady(ctx context.Context, client kubernetes.Interface, failed <-chan error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, readyTimeout, fmt.Errorf("the API server was not ready after %s", readyTimeout))
	defer cancel()
	for {
		body, err := client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(ctx)
		if err == nil && string(body) == "ok" {
			return nil
		}
		select {
		case err := <-failed:
			return err
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// WaitUsable returns once Pods may be created in the default namespace.
func (c *ControlPlane) WaitUsable(ctx context.Context) error {
	for {
		if _, err := c.Client.CoreV1().ServiceAccounts("default").Get(ctx, "default", metav1.GetOptions{}); err == nil {
			return nil
		}
		select {
		case err := <-c.Failed:
			return err
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// parse feeds an argument list to a component's own flags without its command, which would
// install a signal handler of its own.
func parse(sets cliflag.NamedFlagSets, args []string) error {
	flags := pflag.NewFlagSet("component", pflag.ContinueOnError)
	for _, set := range sets.FlagSets {
		flags.AddFlagSet(set)
	}
	return flags.Parse(args)
}
