// Package simulation puts the simulated half of the cluster together: nodes, their kubelets and
// network, metrics, volumes. The control plane knows nothing of it but addresses.
package simulation

import (
	"context"
	"net"
	"os"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2"

	"k8s-labs/cluster/internal/kubelet"
	"k8s-labs/cluster/internal/kubeletapi"
	"k8s-labs/cluster/internal/metrics"
	"k8s-labs/cluster/internal/network"
	"k8s-labs/cluster/internal/node"
	"k8s-labs/cluster/internal/pki"
	"k8s-labs/cluster/internal/podnet"
	"k8s-labs/cluster/internal/provision"
)

// Options say what is simulated.
type Options struct {
	Keys    pki.Store
	Nodes   int
	Version string
}

// Simulation is the simulated half. Its network can be asked before Start; nobody listens then.
type Simulation struct {
	options Options
	nodes   *node.Set
	mutex   sync.RWMutex
	route   network.Handler
}

// New names the nodes; Start brings them up.
func New(o Options) *Simulation {
	return &Simulation{options: o, nodes: node.New(o.Nodes)}
}

// Route answers a connection that the API server opens.
func (s *Simulation) Route(host string, port int) (func(net.Conn), bool) {
	s.mutex.RLock()
	route := s.route
	s.mutex.RUnlock()
	if route == nil {
		return nil, false
	}
	return route(host, port)
}

// Start registers everything and works until the context ends.
func (s *Simulation) Start(ctx context.Context, client kubernetes.Interface, config *rest.Config) error {
	factory := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithTransform(slim))
	driver, err := kubelet.New(client, factory, s.nodes)
	if err != nil {
		return err
	}
	pods, err := podnet.New(factory, driver.Settled)
	if err != nil {
		return err
	}
	driver.Ask(pods.In)
	volumes, err := provision.New(client, factory)
	if err != nil {
		return err
	}
	lister := factory.Core().V1().Pods().Lister()
	route, err := routes(s.options.Keys, s.nodes, pods,
		&kubeletapi.Server{Pods: lister, Driver: driver, Net: pods},
		&metrics.Server{Pods: lister, Nodes: s.nodes, Behaviour: driver.Settled})
	if err != nil {
		return err
	}
	s.mutex.Lock()
	s.route = route
	s.mutex.Unlock()

	authority, err := os.ReadFile(s.options.Keys.Path("ca.crt"))
	if err != nil {
		return err
	}
	if err := s.nodes.Register(ctx, client, s.options.Version); err != nil {
		return err
	}
	if err := provision.Objects(ctx, client, config, authority); err != nil {
		return err
	}
	factory.Start(ctx.Done())
	s.nodes.OnBack(driver.WakeNode)
	go forever(ctx, "kubelet", driver.Run)
	go forever(ctx, "volumes", volumes.Run)
	go forever(ctx, "nodes", func(ctx context.Context) { s.nodes.Keep(ctx, client, s.options.Version) })
	return nil
}

// slim drops what nobody here reads and what fills most of the memory.
func slim(object any) (any, error) {
	if accessor, err := meta.Accessor(object); err == nil {
		accessor.SetManagedFields(nil)
	}
	return object, nil
}

// forever starts a part again that fell over: a fault in the simulation is logged, and never takes
// the control plane with it.
func forever(ctx context.Context, name string, part func(context.Context)) {
	for ctx.Err() == nil {
		func() {
			defer func() {
				if trouble := recover(); trouble != nil {
					klog.Errorf("simulated %s: %v", name, trouble)
				}
			}()
			part(ctx)
		}()
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}
