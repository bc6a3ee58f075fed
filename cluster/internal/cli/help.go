package cli

const usage = `k8s-labs-cluster: a practice Kubernetes cluster with nothing to install.

A real control plane (etcd, API server, controllers, scheduler) in one process on loopback.
Nodes, containers and their network are simulated, and say so.

  k8s-labs-cluster start    start it, or join the one that runs
  k8s-labs-cluster stop     stop it; its content stays
  k8s-labs-cluster status   say whether it runs
  k8s-labs-cluster reset    throw its content away; keys, port and context stay
  k8s-labs-cluster kubectl  kubectl (also when this program is called by that name)
  k8s-labs-cluster version  the Kubernetes version in it

Each verb has --help.
`

const dataHelp = `  --data DIR          where the cluster lives; default $K8S_LABS_STATE/practice, else
                      k8s-labs/practice in the place for application state of this system
`

const startHelp = `k8s-labs-cluster start [--data DIR] [--nodes N] [--port P] [--detach] [--linger DURATION]

Starts the practice cluster, or joins the one that runs on the data folder. Standard output gets
JSON lines: {"phase":...} while starting, then one with "ready":true, the kubeconfigs and the address.

Without --detach it stays in the foreground and ends on Ctrl-C, SIGTERM or SIGHUP, and when its
standard input closes, if that is a pipe or a socket: that is how it notices that its parent is gone.
A terminal, a file or /dev/null as standard input does not end it. When it has joined a cluster, it
holds a lease on it until it is told to leave.

With --detach it starts the cluster in the background and returns when it is ready. The cluster then
lives while a client holds a lease, and --linger after. A lease is a file DATA/leases/NAME.lease that
its client touches every 20 seconds; one that was not touched for 60 seconds is removed.

` + dataHelp + `  --nodes N           how many nodes to simulate (1 to 200; default 3)
  --port P            the API server's port on loopback; default: that of the last start
  --detach            run in the background
  --linger DURATION   how long to live without any lease (default 10m)

A failure is one JSON line on standard error: {"error":REASON,"message":...,"next":...}; exit code 1.
Reasons: port-taken, data-not-ours, data-is-symlink, data-damaged, data-version, disk-full,
bad-usage, timeout, cluster-ended, start-failed.
`

const stopHelp = `k8s-labs-cluster stop [--data DIR]

Stops the practice cluster and waits until it has ended. Nothing to stop is no error.

` + dataHelp

const statusHelp = `k8s-labs-cluster status [--data DIR] [--json]

Says whether the practice cluster runs: state is running, starting or stopped. Exit code 0 in any case.

` + dataHelp + `  --json              one JSON object instead of lines for people
`

const resetHelp = `k8s-labs-cluster reset [--data DIR]

Throws the cluster's content away: every object in it. Certificates, port and the context's name
stay, so kubeconfigs remain valid. A cluster that runs is started again in the background; the
output is that of start.

` + dataHelp

const versionHelp = `k8s-labs-cluster version [--json]

Prints the Kubernetes version that this program contains.
`
