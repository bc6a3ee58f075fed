package network

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"k8s-labs/cluster/internal/pki"
)

// ServeHTTP answers one connection with plain HTTP and returns when it is over.
func ServeHTTP(conn net.Conn, handler http.Handler) {
	listener := newSingle(conn)
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	_ = server.Serve(listener)
}

// TLS makes a server's side of mutual TLS: this certificate, and only callers whose certificate
// comes from this authority and carries this name.
func TLS(keys pki.Store, certificate, clientAuthority, clientName string) (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(keys.Path(certificate+".crt"), keys.Path(certificate+".key"))
	if err != nil {
		return nil, err
	}
	authority, err := os.ReadFile(keys.Path(clientAuthority + ".crt"))
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority)
	return &tls.Config{
		Certificates: []tls.Certificate{pair}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: pool,
		MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"},
		VerifyConnection: func(state tls.ConnectionState) error {
			if name := state.PeerCertificates[0].Subject.CommonName; name != clientName {
				return fmt.Errorf("%q may not call this server", name)
			}
			return nil
		},
	}, nil
}

// ServeTLS answers one connection with HTTPS.
func ServeTLS(conn net.Conn, config *tls.Config, handler http.Handler) {
	ServeHTTP(tls.Server(conn, config), handler)
}

// single is a listener that has exactly one connection and ends with it.
type single struct {
	conn chan net.Conn
	done chan struct{}
	once sync.Once
	addr net.Addr
}

func newSingle(conn net.Conn) *single {
	s := &single{conn: make(chan net.Conn, 1), done: make(chan struct{}), addr: conn.LocalAddr()}
	s.conn <- &watched{Conn: conn, listener: s}
	return s
}

func (s *single) Accept() (net.Conn, error) {
	select {
	case conn := <-s.conn:
		return conn, nil
	case <-s.done:
		return nil, io.EOF
	}
}

func (s *single) Close() error   { s.finish(); return nil }
func (s *single) Addr() net.Addr { return s.addr }
func (s *single) finish()        { s.once.Do(func() { close(s.done) }) }

// watched ends the listener when its connection is closed, also after a hijack (exec, port-forward).
type watched struct {
	net.Conn
	listener *single
}

func (w *watched) Close() error {
	defer w.listener.finish()
	return w.Conn.Close()
}
