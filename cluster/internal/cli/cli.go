// Package cli is the program's verbs. Standard output carries one JSON object a line (jsonline), so
// that editors and scripts can read it; what people read is in --help and in the failures' sentences.
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/component-base/version"

	"k8s-labs/cluster/internal/datadir"
	"k8s-labs/cluster/internal/jsonline"
)

// Main runs the program and returns its exit code.
func Main(args []string) int {
	if isKubectl(args[0]) {
		return kubectl(args)
	}
	if len(args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		return 2
	}
	verb, rest := args[1], args[2:]
	if verb == "kubectl" {
		return kubectl(append([]string{"kubectl"}, rest...))
	}
	run, ok := verbs[verb]
	switch {
	case verb == "help" || verb == "--help" || verb == "-h":
		fmt.Print(usage)
		return 0
	case !ok:
		return report(&jsonline.Failure{Reason: "bad-usage", Message: fmt.Sprintf("There is no verb %q.", verb), Next: "Run `k8s-labs-cluster --help`."})
	}
	return report(run(rest))
}

var verbs = map[string]func([]string) error{
	"start": start, "stop": stop, "status": status, "reset": reset, "version": showVersion,
}

// report turns an error into the one line on standard error and the exit code.
func report(err error) int {
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var failure *jsonline.Failure
	if !errors.As(err, &failure) {
		failure = &jsonline.Failure{Reason: "start-failed", Message: sentence(err), Next: "Try again; if it stays, look into cluster.log in the data folder."}
	}
	jsonline.Write(os.Stderr, failure)
	return 1
}

func sentence(err error) string {
	text := strings.TrimSuffix(strings.TrimSpace(err.Error()), ".")
	return strings.ToUpper(text[:min(1, len(text))]) + text[min(1, len(text)):] + "."
}

// flags makes a verb's flag set with its help and the flag that all verbs share.
func flags(verb, help string) (*flag.FlagSet, *string) {
	set := flag.NewFlagSet(verb, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() { fmt.Print(help) }
	return set, set.String("data", datadir.Default(), "")
}

// parse reads a verb's flags; none takes further words.
func parse(set *flag.FlagSet, args []string) error {
	if err := set.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return &jsonline.Failure{Reason: "bad-usage", Message: sentence(err), Next: "Run `k8s-labs-cluster " + set.Name() + " --help`."}
	}
	if set.NArg() > 0 {
		return &jsonline.Failure{Reason: "bad-usage", Message: fmt.Sprintf("%s takes no %q.", set.Name(), set.Arg(0)), Next: "Run `k8s-labs-cluster " + set.Name() + " --help`."}
	}
	return nil
}

// release is the Kubernetes version in this binary.
func release() string { return version.Get().GitVersion }

func isKubectl(name string) bool {
	base := strings.TrimSuffix(strings.ToLower(filepath.Base(name)), ".exe")
	return base == "kubectl"
}
