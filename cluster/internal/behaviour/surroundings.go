package behaviour

import (
	"path"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"k8s-labs/cluster/internal/shell"
)

// Setting is what the API says about a container besides its own manifest.
type Setting struct {
	// Env is what its variables resolve to.
	Env map[string]string
	// Files are the ConfigMaps and Secrets that it has mounted, by path.
	Files map[string]string
	// Network answers what scripts ask the cluster; nil: whatever they ask for is there.
	Network Network
}

// Network is what a script finds of the cluster's network at this moment.
type Network interface {
	// Knows says whether a name resolves.
	Knows(name string) bool
	// Status is the HTTP status of an address; 0 when nothing answers there.
	Status(url string) int
}

// surroundings of a container; contents are those of the volumes that its Pod's containers write to.
func surroundings(pod *corev1.Pod, container *corev1.Container, image Image, setting Setting, contents volumes) Surroundings {
	around := Surroundings{Env: setting.Env, Files: map[string]string{}, OnlyUsual: image.Shell && !image.ArgsAreFlags}
	for name, text := range setting.Files {
		around.Files[name] = text
	}
	for _, mount := range container.VolumeMounts {
		around.Mounts = append(around.Mounts, mount.MountPath)
		if mount.ReadOnly {
			around.ReadOnly = append(around.ReadOnly, mount.MountPath)
		}
		for name, text := range contents[mount.Name] {
			around.Files[path.Join(mount.MountPath, name)] = text
		}
	}
	user, _, rootReadOnly := security(pod, container)
	around.RootReadOnly = rootReadOnly
	around.Unprivileged = user > 0 || user < 0 && image.NonRoot
	return around
}

// volumes are files by volume and path in it.
type volumes map[string]map[string]string

// keep takes over what a program has left in its volumes when it ended.
func (v volumes) keep(container *corev1.Container, files *shell.Files) {
	for name, text := range files.Known() {
		for _, mount := range container.VolumeMounts {
			if rest, isIn := strings.CutPrefix(name, strings.TrimSuffix(mount.MountPath, "/")+"/"); isIn {
				if v[mount.Name] == nil {
					v[mount.Name] = map[string]string{}
				}
				v[mount.Name][rest] = text
			}
		}
	}
}

// before are the files that a container finds in its volumes: what the init containers before it
// have left, and what its own last run did.
func before(pod *corev1.Pod, container *corev1.Container, setting Setting) volumes {
	contents := volumes{}
	if len(container.VolumeMounts) == 0 {
		return contents
	}
	for i := range pod.Spec.InitContainers {
		init := &pod.Spec.InitContainers[i]
		if init.Name == container.Name {
			break
		}
		contents.run(pod, init, setting)
	}
	// What the second run leaves, the third leaves too: more need not be looked at.
	for range min(restartCount(pod, container.Name), 2) {
		contents.run(pod, container, setting)
	}
	return contents
}

// run lets one container's script leave its files.
func (v volumes) run(pod *corev1.Pod, container *corev1.Container, setting Setting) {
	words := append(expand(container.Command, setting.Env), expand(container.Args, setting.Env)...)
	if !shell.IsShell(words) {
		return
	}
	if script, given := shell.ScriptOf(words); given {
		program := Script(script, surroundings(pod, container, lookUp(container.Image), setting, v), setting.Network)
		if program.Ends {
			v.keep(container, program.FilesAt(program.RunFor))
		}
	}
}

func restartCount(pod *corev1.Pod, name string) int32 {
	for _, statuses := range [][]corev1.ContainerStatus{pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses} {
		for _, status := range statuses {
			if status.Name == name {
				return status.RestartCount
			}
		}
	}
	return 0
}

// security are the user (-1: the image's), whether it must not be root, and whether the root file
// system is read-only.
func security(pod *corev1.Pod, container *corev1.Container) (user int64, nonRoot, readOnly bool) {
	user = -1
	if all := pod.Spec.SecurityContext; all != nil {
		user, nonRoot = value(all.RunAsUser, user), value(all.RunAsNonRoot, nonRoot)
	}
	if own := container.SecurityContext; own != nil {
		user, nonRoot = value(own.RunAsUser, user), value(own.RunAsNonRoot, nonRoot)
		readOnly = value(own.ReadOnlyRootFilesystem, false)
	}
	return user, nonRoot, readOnly
}
