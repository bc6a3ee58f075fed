package controlplane

import (
	"context"
	"errors"
	"net"
	"strconv"

	"k8s.io/apiserver/pkg/util/compatibility"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	apiserveroptions "k8s.io/kubernetes/cmd/kube-apiserver/app/options"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	controlleroptions "k8s.io/kubernetes/cmd/kube-controller-manager/app/options"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	scheduleroptions "k8s.io/kubernetes/cmd/kube-scheduler/app/options"
)

func newAPIServer(ctx context.Context, o Options, etcdURL string) (func() error, error) {
	key := o.Keys.Path
	options := apiserveroptions.NewServerRunOptions()
	err := parse(options.Flags(), []string{
		"--bind-address=127.0.0.1", "--secure-port=" + strconv.Itoa(o.Listener.Addr().(*net.TCPAddr).Port),
		// Made up, so that the Service `kubernetes` has an endpoint: loopback is refused as one.
		"--advertise-address=172.30.0.10",
		"--etcd-servers=" + etcdURL, "--etcd-cafile=" + key("etcd-ca.crt"), "--etcd-certfile=" + key("etcd.crt"), "--etcd-keyfile=" + key("etcd.key"),
		"--tls-cert-file=" + key("apiserver.crt"), "--tls-private-key-file=" + key("apiserver.key"), "--client-ca-file=" + key("ca.crt"),
		"--service-account-issuer=https://kubernetes.default.svc.cluster.local",
		"--service-account-key-file=" + key("sa.pub"), "--service-account-signing-key-file=" + key("sa.key"),
		"--service-cluster-ip-range=10.96.0.0/16", "--authorization-mode=Node,RBAC", "--allow-privileged=true",
		"--kubelet-client-certificate=" + key("kubelet-client.crt"), "--kubelet-client-key=" + key("kubelet-client.key"),
		"--kubelet-certificate-authority=" + key("ca.crt"), "--kubelet-preferred-address-types=InternalIP",
		"--egress-selector-config-file=" + o.EgressConfig,
		"--proxy-client-cert-file=" + key("front-proxy-client.crt"), "--proxy-client-key-file=" + key("front-proxy-client.key"),
		"--requestheader-client-ca-file=" + key("front-proxy-ca.crt"), "--requestheader-allowed-names=front-proxy-client",
		"--requestheader-username-headers=X-Remote-User", "--requestheader-group-headers=X-Remote-Group", "--requestheader-extra-headers-prefix=X-Remote-Extra-",
	})
	if err != nil {
		return nil, err
	}
	// Feature gates of all components live in one registry, which is set once a process.
	if err := compatibility.DefaultComponentGlobalsRegistry.Set(); err != nil {
		return nil, err
	}
	options.SecureServing.Listener = o.Listener
	completed, err := options.Complete(ctx)
	if err != nil {
		return nil, err
	}
	if errs := completed.Validate(); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return func() error { return apiserver.Run(ctx, completed) }, nil
}

func newControllerManager(ctx context.Context, o Options) (func() error, error) {
	options, err := controlleroptions.NewKubeControllerManagerOptions()
	if err != nil {
		return nil, err
	}
	known, disabled, aliases := controllers.KnownControllers(), controllers.ControllersDisabledByDefault(), controllers.ControllerAliases()
	err = parse(options.Flags(known, disabled, aliases), []string{
		"--bind-address=127.0.0.1", "--secure-port=0", "--leader-elect=false",
		"--kubeconfig=" + o.Keys.Path("controller-manager.kubeconfig"),
		"--service-account-private-key-file=" + o.Keys.Path("sa.key"), "--root-ca-file=" + o.Keys.Path("ca.crt"),
		"--use-service-account-credentials=true",
		"--cluster-signing-cert-file=" + o.Keys.Path("ca.crt"), "--cluster-signing-key-file=" + o.Keys.Path("ca.key"),
		// The default limits cost four seconds of start-up.
		"--kube-api-qps=300", "--kube-api-burst=600",
	})
	if err != nil {
		return nil, err
	}
	config, err := options.Config(ctx, known, disabled, aliases)
	if err != nil {
		return nil, err
	}
	return func() error { return controllers.Run(ctx, config.Complete()) }, nil
}

// newScheduler uses Setup and Run; the command would install a second signal handler and panic.
func newScheduler(ctx context.Context, o Options) (func() error, error) {
	options := scheduleroptions.NewOptions()
	err := parse(*options.Flags, []string{
		"--bind-address=127.0.0.1", "--secure-port=0", "--leader-elect=false", "--kubeconfig=" + o.Keys.Path("scheduler.kubeconfig"),
	})
	if err != nil {
		return nil, err
	}
	config, sched, err := scheduler.Setup(ctx, options)
	if err != nil {
		return nil, err
	}
	return func() error { return scheduler.Run(ctx, config, sched) }, nil
}
