package simulation

import (
	"net"

	"k8s-labs/cluster/internal/kubeletapi"
	"k8s-labs/cluster/internal/metrics"
	"k8s-labs/cluster/internal/network"
	"k8s-labs/cluster/internal/node"
	"k8s-labs/cluster/internal/pki"
	"k8s-labs/cluster/internal/podnet"
	"k8s-labs/cluster/internal/provision"
)

// routes says who answers where: kubelets on the nodes' addresses, the metrics server on its own,
// Pods on theirs, and Services by way of a ready endpoint.
func routes(keys pki.Store, nodes *node.Set, pods *podnet.Net, kubelets *kubeletapi.Server, measures *metrics.Server) (network.Handler, error) {
	kubeletTLS, err := network.TLS(keys, "kubelet", "ca", pki.KubeletClient)
	if err != nil {
		return nil, err
	}
	metricsTLS, err := network.TLS(keys, "metrics", "front-proxy-ca", pki.FrontProxyClient)
	if err != nil {
		return nil, err
	}
	kubeletHandler, metricsHandler := kubelets.Handler(), measures.Handler()
	serveMetrics := func(conn net.Conn) { network.ServeTLS(conn, metricsTLS, metricsHandler) }
	return func(host string, port int) (func(net.Conn), bool) {
		if n, ok := nodes.ByIP(host); ok {
			if port != node.KubeletPort || nodes.IsDown(n.Name) {
				return nil, false
			}
			return func(conn net.Conn) { network.ServeTLS(conn, kubeletTLS, kubeletHandler) }, true
		}
		if host == provision.MetricsIP {
			return serveMetrics, port == 443
		}
		if service := pods.Service(host); service != nil {
			if provision.IsMetrics(service) {
				return serveMetrics, true
			}
			pod, target, ok := pods.Endpoint(service, int32(port))
			if !ok {
				return nil, false
			}
			return pods.Connect(pod, target)
		}
		if pod := pods.Pod(host); pod != nil {
			return pods.Connect(pod, port)
		}
		return nil, false
	}, nil
}
