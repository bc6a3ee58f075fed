package network

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"k8s-labs/cluster/internal/datadir"
)

// listen opens a network in which only 10.244.0.5:80 answers, by echoing one line.
func listen(t *testing.T, folder string) (socket string) {
	t.Helper()
	data, err := datadir.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	config, stop, err := Listen(data, func(host string, port int) (func(net.Conn), bool) {
		return func(conn net.Conn) {
			line, _ := bufio.NewReader(conn).ReadString('\n')
			fmt.Fprintf(conn, "heard %s", line)
		}, host == "10.244.0.5" && port == 80
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), `udsName: "`)
	socket, _, _ = strings.Cut(after, `"`)
	return socket
}

// ask sends a CONNECT and, in the same packet, a line for the other end.
func ask(t *testing.T, socket, address string) (status int, rest string) {
	t.Helper()
	conn, err := net.Dial("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\nhello\n", address, address)
	reader := bufio.NewReader(conn)
	response, err := http.ReadResponse(reader, &http.Request{Method: http.MethodConnect})
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(reader)
	return response.StatusCode, string(text)
}

func TestConnectionReachesWhoListensThere(t *testing.T) {
	socket := listen(t, filepath.Join(t.TempDir(), "d"))
	if status, text := ask(t, socket, "10.244.0.5:80"); status != 200 || text != "heard hello\n" {
		t.Errorf("status %d, text %q", status, text)
	}
	if status, _ := ask(t, socket, "10.244.0.5:81"); status != 502 {
		t.Errorf("closed port: status %d", status)
	}
	if status, _ := ask(t, socket, "10.244.0.5:http"); status != 400 {
		t.Errorf("port that is no number: status %d", status)
	}
}

func TestSocketIsPrivateAlsoWhenThePathIsTooLong(t *testing.T) {
	socket := listen(t, filepath.Join(t.TempDir(), strings.Repeat("long", 30)))
	if len(socket) > maxSocketPath {
		t.Errorf("%d bytes: %s", len(socket), socket)
	}
	info, err := os.Stat(socket)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v: %v", info, err)
	}
}
