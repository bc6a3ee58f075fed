package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"os"
	"runtime/debug"
	"strconv"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/klog/v2"

	"k8s-labs/cluster/internal/controlplane"
	"k8s-labs/cluster/internal/datadir"
	"k8s-labs/cluster/internal/jsonline"
	"k8s-labs/cluster/internal/lease"
	"k8s-labs/cluster/internal/logfile"
	"k8s-labs/cluster/internal/network"
	"k8s-labs/cluster/internal/node"
	"k8s-labs/cluster/internal/pki"
	"k8s-labs/cluster/internal/process"
	"k8s-labs/cluster/internal/simulation"
)

const (
	// enoughRoom is what a start needs on the disk at least.
	enoughRoom = 64 << 20
	// gcPercent trades a little CPU for a fifth less memory.
	gcPercent = 50
	// stopPoll is how often the cluster looks whether somebody asks it to end.
	stopPoll = 150 * time.Millisecond
	// settled is when a start is over: controllers have looked at everything once.
	settled = 8 * time.Second
)

// runCluster is the cluster's process; the data folder's lock is held.
func runCluster(ctx context.Context, dir datadir.Dir, o startOptions) (err error) {
	dir.ForgetState()
	dir.TakeStop()
	listener, keys, err := prepare(dir, o)
	if err != nil {
		return err
	}
	output, err := redirectLogs(dir)
	if err != nil {
		return datadir.Explain(err)
	}
	defer func() {
		if trouble := recover(); trouble != nil {
			klog.Errorf("start: %v\n%s", trouble, debug.Stack())
			err = fmt.Errorf("%v", trouble)
		}
	}()
	debug.SetGCPercent(gcPercent)

	state := datadir.State{
		PID: os.Getpid(), Port: listener.Addr().(*net.TCPAddr).Port, Nodes: o.nodes, Version: release(), StartedAt: time.Now().Truncate(time.Second), Linger: o.linger,
	}
	phase := func(name string) {
		state.Phase = name
		if err := dir.WriteState(state); err != nil {
			klog.Errorf("state: %v", err)
		}
		jsonline.Phase(name)
	}
	defer dir.ForgetState()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go stopOnRequest(ctx, cancel, dir)

	phase("control plane keys")
	if err := keys.Ensure(serverURL(state.Port), node.IPs()); err != nil {
		return err
	}
	simulated := simulation.New(simulation.Options{Keys: keys, Nodes: o.nodes, Version: release()})
	egress, closeNetwork, err := network.Listen(dir, simulated.Route)
	if err != nil {
		return err
	}
	defer closeNetwork()
	control, err := controlplane.Start(ctx, controlplane.Options{
		Data: dir, Keys: keys, Listener: listener, EgressConfig: egress, OnPhase: phase, Log: output,
	})
	if err != nil {
		return unlessTold(ctx, err)
	}
	phase("nodes")
	if err := simulated.Start(ctx, control.Client, control.Config); err != nil {
		return unlessTold(ctx, err)
	}
	if err := control.WaitUsable(ctx); err != nil {
		return unlessTold(ctx, err)
	}
	state.Ready, state.Phase = true, ""
	if err := dir.WriteState(state); err != nil {
		return err
	}
	jsonline.Write(os.Stdout, ready(dir, state, false))
	time.AfterFunc(settled, process.GiveBack)
	if o.isBackground {
		go func() {
			lease.Wait(ctx, dir.Leases(), o.linger)
			cancel()
		}()
	}
	select {
	case err = <-control.Failed:
		err = &jsonline.Failure{Reason: "cluster-ended", Message: sentence(err), Next: "Start the practice cluster again; its content is kept."}
	case <-ctx.Done():
	}
	cancel()
	control.Stop()
	return err
}

// prepare checks what can be checked at once and opens the port.
func prepare(dir datadir.Dir, o startOptions) (net.Listener, pki.Store, error) {
	keys := keysOf(dir)
	marker, err := dir.ReadMarker()
	if err != nil {
		return nil, keys, err
	}
	if err := marker.Fits(release()); err != nil {
		return nil, keys, err
	}
	if free, err := dir.Free(); err == nil && free < enoughRoom {
		return nil, keys, &jsonline.Failure{Reason: "disk-full", Message: fmt.Sprintf("The disk of %s has only %d MB left.", dir.Path, free>>20), Next: "Free some space (about 100 MB) and start again."}
	}
	port := marker.Port
	if o.port != 0 {
		port = o.port
	}
	listener, err := listen(port)
	if err != nil {
		return nil, keys, err
	}
	return listener, keys, dir.WriteMarker(release(), listener.Addr().(*net.TCPAddr).Port)
}

// listen opens the API server's port. The first start chooses one below the range from which
// systems take ports for outgoing connections, so that later starts find it free.
func listen(port int) (net.Listener, error) {
	if port != 0 {
		listener, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port))
		if err != nil {
			return nil, &jsonline.Failure{Reason: "port-taken", Message: fmt.Sprintf("Port %d on loopback is taken by another program.", port), Next: "End that program, or choose another port with --port."}
		}
		return listener, nil
	}
	for range 50 {
		if listener, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(20000+rand.IntN(10000))); err == nil {
			return listener, nil
		}
	}
	return net.Listen("tcp", "127.0.0.1:0")
}

// redirectLogs sends what all components log to the file, and keeps a component that ends the
// process on its own from doing so without a word.
func redirectLogs(dir datadir.Dir) (io.Writer, error) {
	output, err := logfile.Open(dir.Log(), logfile.Bound)
	if err != nil {
		return nil, err
	}
	// Errors too: of itself klog would write them to standard error as well, which is for one line.
	flags := flag.NewFlagSet("klog", flag.ContinueOnError)
	klog.InitFlags(flags)
	for name, value := range map[string]string{"logtostderr": "false", "stderrthreshold": "FATAL"} {
		if err := flags.Set(name, value); err != nil {
			return nil, err
		}
	}
	klog.SetOutput(output)
	log.SetOutput(output)
	rest.SetDefaultWarningHandler(rest.NoWarnings{})
	klog.OsExit = func(code int) {
		report(&jsonline.Failure{Reason: "cluster-ended", Message: "A component of the control plane gave up.", Next: "Start again; if it stays, look into " + dir.Log() + "."})
		os.Exit(code)
	}
	if crash, err := os.OpenFile(dir.Join("cluster.err"), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600); err == nil {
		_ = debug.SetCrashOutput(crash, debug.CrashOptions{})
		_ = crash.Close()
	}
	return output, nil
}

// stopOnRequest ends the cluster when `stop` asks for it.
func stopOnRequest(ctx context.Context, cancel func(), dir datadir.Dir) {
	ticker := time.NewTicker(stopPoll)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if dir.TakeStop() {
				cancel()
				return
			}
		}
	}
}

// unlessTold: an error after being told to end is none.
func unlessTold(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}
