// Package network is the simulated network. Everything that the API server says to nodes, Services
// and Pods arrives at one private socket as HTTP CONNECT; here it is answered in this process. No
// TCP port is opened for it, and nodes and Pods keep plausible addresses.
package network

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"

	"k8s.io/klog/v2"

	"k8s-labs/cluster/internal/datadir"
)

// Handler answers a connection to host:port, or returns false when nobody listens there.
type Handler func(host string, port int) (serve func(net.Conn), ok bool)

// maxSocketPath is what every system accepts for a socket's path, in bytes.
const maxSocketPath = 100

// Listen opens the socket and writes the API server's egress configuration.
// It returns the configuration's path and a function that closes the socket.
func Listen(data datadir.Dir, route Handler) (config string, stop func(), err error) {
	folder := data.Path
	cleanUp := func() {}
	if len(data.Join("egress.sock")) > maxSocketPath {
		if folder, err = os.MkdirTemp("", "k8s-labs-"); err != nil {
			return "", nil, datadir.Explain(err)
		}
		cleanUp = func() { os.RemoveAll(folder) }
	}
	socket := filepath.Join(folder, "egress.sock")
	_ = os.Remove(socket)
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return "", nil, datadir.Explain(err)
	}
	if err := os.Chmod(socket, 0o600); err != nil {
		return "", nil, err
	}
	go accept(listener, route)
	text := fmt.Sprintf(`apiVersion: apiserver.k8s.io/v1beta1
kind: EgressSelectorConfiguration
egressSelections:
  - name: cluster
    connection:
      proxyProtocol: HTTPConnect
      transport:
        uds:
          udsName: %q
`, socket)
	config = data.Join("egress.yaml")
	stop = func() {
		listener.Close()
		cleanUp()
	}
	return config, stop, datadir.WriteFile(config, []byte(text))
}

func accept(listener net.Listener, route Handler) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go answer(conn, route)
	}
}

// answer reads one CONNECT and hands the connection to whoever listens at its address.
func answer(conn net.Conn, route Handler) {
	defer conn.Close()
	defer func() {
		if trouble := recover(); trouble != nil {
			klog.Errorf("simulated network: %v", trouble)
		}
	}()
	reader := bufio.NewReader(conn)
	request, err := http.ReadRequest(reader)
	if err != nil || request.Method != http.MethodConnect {
		fmt.Fprint(conn, "HTTP/1.1 400 Bad Request\r\n\r\n")
		return
	}
	host, portText, err := net.SplitHostPort(request.Host)
	port, convErr := strconv.Atoi(portText)
	if err != nil || convErr != nil {
		fmt.Fprint(conn, "HTTP/1.1 400 Bad Request\r\n\r\n")
		return
	}
	serve, ok := route(host, port)
	if !ok {
		fmt.Fprint(conn, "HTTP/1.1 502 connection refused\r\n\r\n")
		return
	}
	fmt.Fprint(conn, "HTTP/1.1 200 Connection established\r\n\r\n")
	serve(&bufferedConn{Conn: conn, reader: reader})
}

// bufferedConn gives back what the reader of the CONNECT line has read too far.
type bufferedConn struct {
	net.Conn
	reader *bufio.Reader
}

func (c *bufferedConn) Read(p []byte) (int, error) { return c.reader.Read(p) }
