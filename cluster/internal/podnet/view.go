package podnet

import (
	"net/netip"
	"net/url"
	"strings"

	"k8s-labs/cluster/internal/behaviour"
)

// view is the network as scripts of a namespace see it.
type view struct {
	net       *Net
	namespace string
}

// In returns the network as scripts of a namespace see it.
func (n *Net) In(namespace string) behaviour.Network { return view{n, namespace} }

// Knows says whether a name resolves. What lies outside the cluster is taken to be there.
func (v view) Knows(name string) bool {
	if !isInside(name) {
		return true
	}
	_, ok := v.net.LookUp(v.namespace, name)
	return ok
}

// Status asks an address; 0 when nothing answers.
func (v view) Status(address string) int {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	if target, err := url.Parse(address); err == nil && !isInside(target.Hostname()) {
		return 200
	}
	status, _, err := v.net.Fetch(v.namespace, address)
	if err != nil && v.leadsElsewhere(address) {
		return 200
	}
	if err != nil {
		return 0
	}
	return status
}

// leadsElsewhere: a Service without a selector, as the API server's own, whose endpoints are no Pods.
func (v view) leadsElsewhere(address string) bool {
	target, err := url.Parse(address)
	if err != nil {
		return false
	}
	service, ok := v.net.LookUp(v.namespace, target.Hostname())
	return ok && len(service.Spec.Selector) == 0
}

// isInside tells names and addresses of the cluster from those of the world: db, db.shop,
// db.shop.svc.cluster.local, 10.96.0.1.
func isInside(host string) bool {
	if address, err := netip.ParseAddr(host); err == nil {
		return address.IsPrivate()
	}
	host = strings.TrimSuffix(host, ".")
	if strings.HasSuffix(host, ".svc") || strings.HasSuffix(host, ".svc.cluster.local") {
		return true
	}
	if host == "localhost" {
		return false
	}
	labels := strings.Split(host, ".")
	// Nobody's namespace is called like a domain of the world.
	return len(labels) == 1 || len(labels) == 2 && !world[labels[1]]
}

var world = map[string]bool{"com": true, "org": true, "net": true, "io": true, "dev": true, "de": true, "uk": true, "eu": true, "edu": true, "gov": true, "info": true, "app": true}
