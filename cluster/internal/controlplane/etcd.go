package controlplane

import (
	"fmt"
	"io"
	"net"
	"net/url"
	"time"

	"go.etcd.io/etcd/client/pkg/v3/transport"
	"go.etcd.io/etcd/server/v3/embed"
	"go.etcd.io/etcd/server/v3/storage/wal"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"k8s-labs/cluster/internal/datadir"
)

// walSegmentBytes: etcd reserves this much at once; its default of 64 MB is most of a data folder.
const walSegmentBytes = 4_000_000

// quotaBytes is far more than labs need and bounds what a runaway script can write.
const quotaBytes = 1 << 30

type etcdServer struct {
	url   string
	close func()
}

// startEtcd listens on free loopback ports and talks only to holders of its own authority's
// certificates: plain HTTP would be open to every user of the machine.
func startEtcd(o Options) (*etcdServer, error) {
	wal.SegmentSizeBytes = walSegmentBytes
	config := embed.NewConfig()
	config.Dir = o.Data.Etcd()
	config.ZapLoggerBuilder = embed.NewZapLoggerBuilder(etcdLog(o.Log))
	// A lost second of a practice cluster costs nothing; waiting for the disk on each write does.
	config.UnsafeNoFsync = true
	config.QuotaBackendBytes = quotaBytes
	config.AutoCompactionMode, config.AutoCompactionRetention = "periodic", "10m"
	tls := transport.TLSInfo{CertFile: o.Keys.Path("etcd.crt"), KeyFile: o.Keys.Path("etcd.key"), TrustedCAFile: o.Keys.Path("etcd-ca.crt"), ClientCertAuth: true}
	config.ClientTLSInfo, config.PeerTLSInfo = tls, tls
	client, err := loopbackURL()
	if err != nil {
		return nil, err
	}
	peer, err := loopbackURL()
	if err != nil {
		return nil, err
	}
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{client}, []url.URL{client}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peer}, []url.URL{peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)

	server, err := embed.StartEtcd(config)
	if err != nil {
		return nil, datadir.Explain(err)
	}
	select {
	case <-server.Server.ReadyNotify():
		return &etcdServer{url: client.String(), close: server.Close}, nil
	case err := <-server.Err():
		return nil, datadir.Explain(err)
	case <-time.After(readyTimeout):
		server.Close()
		return nil, fmt.Errorf("etcd was not ready after %s", readyTimeout)
	}
}

// etcdLog keeps etcd's warnings. What it would end the process for is an error like any other here.
func etcdLog(w io.Writer) *zap.Logger {
	core := zapcore.NewCore(zapcore.NewConsoleEncoder(zap.NewProductionEncoderConfig()), zapcore.AddSync(w), zapcore.WarnLevel)
	return zap.New(core, zap.WithFatalHook(zapcore.WriteThenPanic))
}

func loopbackURL() (url.URL, error) {
	port, err := FreePort()
	return url.URL{Scheme: "https", Host: fmt.Sprintf("127.0.0.1:%d", port)}, err
}

// FreePort returns a loopback port that was free a moment ago.
func FreePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
