package cli

import (
	"fmt"
	"os"
	"runtime"

	etcdversion "go.etcd.io/etcd/api/v3/version"

	"k8s-labs/cluster/internal/jsonline"
)

func showVersion(args []string) error {
	set, _ := flags("version", versionHelp)
	asJSON := set.Bool("json", false, "")
	if err := parse(set, args); err != nil {
		return err
	}
	if *asJSON {
		jsonline.Write(os.Stdout, map[string]string{
			"kubernetes": release(), "version": release(), "etcd": etcdversion.Version, "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH,
		})
		return nil
	}
	fmt.Printf("Kubernetes %s, etcd %s (%s/%s)\n", release(), etcdversion.Version, runtime.GOOS, runtime.GOARCH)
	return nil
}
