package datadir

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"k8s-labs/cluster/internal/jsonline"
)

// format is raised when a program of before can no longer use the folder.
const format = 1

// Marker is what must stay the same over restarts, and what the data was written by.
type Marker struct {
	Format  int    `json:"format"`
	Version string `json:"version"`
	Port    int    `json:"port"`
}

// ReadMarker returns the folder's marker; a new folder has an empty one.
func (d Dir) ReadMarker() (Marker, error) {
	text, err := os.ReadFile(d.Join(markerFile))
	if errors.Is(err, fs.ErrNotExist) {
		return Marker{}, nil
	}
	var marker Marker
	if err == nil {
		err = json.Unmarshal(text, &marker)
	}
	if err != nil {
		return Marker{}, &jsonline.Failure{Reason: "data-damaged", Message: "The record of the practice cluster in " + d.Path + " cannot be read: " + err.Error() + ".", Next: "Delete the folder, or name another one with --data."}
	}
	return marker, nil
}

// WriteMarker replaces the marker whole.
func (d Dir) WriteMarker(version string, port int) error {
	text, err := json.Marshal(Marker{Format: format, Version: version, Port: port})
	if err != nil {
		return err
	}
	return WriteFile(d.Join(markerFile), text)
}

// Fits says whether data of this marker can be used by this version. Kubernetes reads data of its
// own minor version; anything else is refused, and nothing is deleted without being asked for.
func (m Marker) Fits(version string) error {
	if m.Version == "" || m.Format == format && minor(m.Version) == minor(version) {
		return nil
	}
	return &jsonline.Failure{
		Reason:  "data-version",
		Message: fmt.Sprintf("The practice cluster's data is of Kubernetes %s, this program is %s.", m.Version, version),
		Next:    "Run `k8s-labs-cluster reset` to start with an empty cluster; keys, port and context stay.",
	}
}

// minor is "v1.37" of "v1.37.2".
func minor(version string) string {
	parts := strings.SplitN(version, ".", 3)
	return strings.Join(parts[:min(2, len(parts))], ".")
}
