// Package pki makes and keeps the cluster's keys and kubeconfigs. Authorities and service account
// keys are made once per data folder, so that a restart changes nothing that a client has pinned.
package pki

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"

	"k8s-labs/cluster/internal/datadir"
)

// Context is the name of the cluster, and of its context, in every kubeconfig.
const Context = "k8s-labs-practice"

const (
	authorityLife = 10 * 365 * 24 * time.Hour
	leafLife      = 365 * 24 * time.Hour
	// renewBefore: a leaf that ends sooner is made anew at the next start.
	renewBefore = 60 * 24 * time.Hour
	// backdated: a clock that is set back must not find certificates of the future. Nobody's clock is
	// set back further, and an authority cannot be made anew without every client's losing its pin.
	backdated = 2 * 365 * 24 * time.Hour
)

// Store is the folder with the keys.
type Store struct {
	Dir string
	// Clock tells the time; nil: the wall clock.
	Clock func() time.Time
}

func (s Store) now() time.Time {
	if s.Clock == nil {
		return time.Now()
	}
	return s.Clock()
}

type pair struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// Path names a file of the store: "ca.crt", "admin.kubeconfig".
func (s Store) Path(name string) string { return filepath.Join(s.Dir, name) }

// identity is one certificate's purpose.
type identity struct {
	name    string
	subject pkix.Name
	usage   []x509.ExtKeyUsage
	dns     []string
	ips     []net.IP
}

// Ensure makes what is absent or about to expire, for an API server at this address.
func (s Store) Ensure(server string, nodeIPs []net.IP) error {
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return datadir.Explain(err)
	}
	serve := []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	call := []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	loopback := []net.IP{net.IPv4(127, 0, 0, 1)}
	kubernetes := []string{"kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local", "localhost"}

	leaves := map[string][]identity{
		"ca": {
			{name: "apiserver", subject: pkix.Name{CommonName: "kube-apiserver"}, usage: serve, dns: kubernetes, ips: append(loopback, net.IPv4(10, 96, 0, 1))},
			{name: "kubelet", subject: pkix.Name{CommonName: "kubelet"}, usage: serve, dns: []string{"localhost"}, ips: nodeIPs},
			{name: "metrics", subject: pkix.Name{CommonName: "metrics"}, usage: serve, dns: []string{"metrics-server.kube-system.svc"}},
			{name: "kubelet-client", subject: pkix.Name{CommonName: KubeletClient, Organization: []string{"system:masters"}}, usage: call},
		},
		"front-proxy-ca": {{name: "front-proxy-client", subject: pkix.Name{CommonName: FrontProxyClient}, usage: call}},
		"etcd-ca":        {{name: "etcd", subject: pkix.Name{CommonName: "etcd"}, usage: append(serve, call...), dns: []string{"localhost"}, ips: loopback}},
	}
	for authority, wanted := range leaves {
		ca, err := s.authority(authority)
		if err != nil {
			return err
		}
		for _, leaf := range wanted {
			if _, err := s.leaf(leaf, ca); err != nil {
				return err
			}
		}
	}
	if err := s.serviceAccountKey(); err != nil {
		return err
	}
	return s.kubeconfigs(server)
}

// Names that the simulated kubelet and the metrics server ask of their callers.
const (
	KubeletClient    = "kube-apiserver-kubelet-client"
	FrontProxyClient = "front-proxy-client"
)

// users get a kubeconfig each. Only admin may do everything; learner is an ordinary user whose
// rights are ordinary RBAC objects.
var users = []identity{
	{name: "admin", subject: pkix.Name{CommonName: "practice-admin", Organization: []string{"system:masters"}}},
	{name: "learner", subject: pkix.Name{CommonName: "learner", Organization: []string{"learners"}}},
	{name: "controller-manager", subject: pkix.Name{CommonName: "system:kube-controller-manager"}},
	{name: "scheduler", subject: pkix.Name{CommonName: "system:kube-scheduler"}},
}

func (s Store) kubeconfigs(server string) error {
	ca, err := s.authority("ca")
	if err != nil {
		return err
	}
	for _, user := range users {
		user.usage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
		leaf, err := s.leaf(user, ca)
		if err != nil {
			return err
		}
		key, err := encodeKey(leaf.key)
		if err != nil {
			return err
		}
		config := clientcmdapi.NewConfig()
		config.Clusters[Context] = &clientcmdapi.Cluster{Server: server, CertificateAuthorityData: encodeCert(ca.cert.Raw)}
		// Names of our own, so that they replace nobody's where kubeconfigs are merged.
		name := Context + "-" + user.name
		config.AuthInfos[name] = &clientcmdapi.AuthInfo{ClientCertificateData: encodeCert(leaf.cert.Raw), ClientKeyData: key}
		config.Contexts[Context] = &clientcmdapi.Context{Cluster: Context, AuthInfo: name}
		config.CurrentContext = Context
		text, err := clientcmd.Write(*config)
		if err != nil {
			return err
		}
		if err := datadir.WriteFile(s.Path(user.name+".kubeconfig"), text); err != nil {
			return err
		}
	}
	return nil
}

func (s Store) authority(name string) (*pair, error) {
	if ca, err := s.load(name); err != nil || ca != nil {
		return ca, err
	}
	template := &x509.Certificate{
		Subject: pkix.Name{CommonName: "k8s-labs-practice-" + name}, NotAfter: s.now().Add(authorityLife),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign | x509.KeyUsageDigitalSignature,
	}
	return s.issue(name, template, nil)
}

func (s Store) leaf(want identity, ca *pair) (*pair, error) {
	have, err := s.load(want.name)
	if err != nil {
		return nil, err
	}
	if have != nil && have.cert.NotAfter.Sub(s.now()) > renewBefore && s.now().After(have.cert.NotBefore) && have.cert.CheckSignatureFrom(ca.cert) == nil && len(have.cert.IPAddresses) == len(want.ips) {
		return have, nil
	}
	template := &x509.Certificate{
		Subject: want.subject, NotAfter: s.now().Add(leafLife), BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: want.usage, DNSNames: want.dns, IPAddresses: want.ips,
	}
	return s.issue(want.name, template, ca)
}

func (s Store) issue(name string, template *x509.Certificate, ca *pair) (*pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template.SerialNumber, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	template.NotBefore = s.now().Add(-backdated)
	parent, signer := template, key
	if ca != nil {
		parent, signer = ca.cert, ca.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	encoded, err := encodeKey(key)
	if err != nil {
		return nil, err
	}
	// The key comes first: a certificate without its key would be taken for whole.
	if err := datadir.WriteFile(s.Path(name+".key"), encoded); err != nil {
		return nil, err
	}
	return &pair{cert, key}, datadir.WriteFile(s.Path(name+".crt"), encodeCert(der))
}

// load returns nil when the pair is not there or its halves do not belong together.
func (s Store) load(name string) (*pair, error) {
	certText, err := os.ReadFile(s.Path(name + ".crt"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	keyText, err := os.ReadFile(s.Path(name + ".key"))
	if err != nil {
		return nil, err
	}
	certBlock, _ := pem.Decode(certText)
	keyBlock, _ := pem.Decode(keyText)
	if certBlock == nil || keyBlock == nil {
		return nil, fmt.Errorf("%s in %s is damaged", name, s.Dir)
	}
	cert, err := x509.ParseCertificate(certBlock.Bytes)
	if err != nil {
		return nil, err
	}
	key, err := x509.ParseECPrivateKey(keyBlock.Bytes)
	if err != nil {
		return nil, err
	}
	if !key.PublicKey.Equal(cert.PublicKey) {
		return nil, nil
	}
	return &pair{cert, key}, nil
}

// serviceAccountKey signs the tokens of service accounts; kept, so that tokens outlive a restart.
func (s Store) serviceAccountKey() error {
	if _, err := os.Stat(s.Path("sa.pub")); err == nil {
		return nil
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	encoded, err := encodeKey(key)
	if err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return err
	}
	if err := datadir.WriteFile(s.Path("sa.key"), encoded); err != nil {
		return err
	}
	return datadir.WriteFile(s.Path("sa.pub"), pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}))
}

func encodeCert(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func encodeKey(key *ecdsa.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der}), nil
}
