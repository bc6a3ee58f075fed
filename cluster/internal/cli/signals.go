package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// untilTold returns a context that ends on SIGINT, SIGTERM and SIGHUP and, where wanted, when
// standard input closes. A second signal ends the process at once.
func untilTold(withInput bool) (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	// A reader of our output that goes away must not end the cluster; its leases do.
	signal.Ignore(syscall.SIGPIPE)
	go func() {
		<-signals
		cancel()
		<-signals
		os.Exit(1)
	}()
	if withInput && isConversation(os.Stdin) {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			cancel()
		}()
	}
	return ctx, cancel
}

// isConversation: only a pipe or a socket has somebody at its other end whose going away means
// something. A terminal ends us by SIGHUP, and /dev/null or a file is at its end from the start.
func isConversation(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&(os.ModeNamedPipe|os.ModeSocket) != 0
}
