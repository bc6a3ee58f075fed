// k8s-labs-cluster is a practice Kubernetes cluster in one program: a real control plane, simulated
// nodes, and kubectl. See internal/cli for its verbs and README.md for how it is made.
package main

import (
	"os"

	"k8s-labs/cluster/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args)) }
