package behaviour

import (
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"

	"k8s-labs/cluster/internal/shell"
)

// decideProcess works out which program runs in the container and how it ends.
func decideProcess(b *Behaviour, image Image, pod *corev1.Pod, container *corev1.Container, setting Setting) {
	env := setting.Env
	words := expand(container.Command, env)
	args := expand(container.Args, env)
	b.around = surroundings(pod, container, image, setting, before(pod, container, setting))
	isImagesOwn := len(words) == 0 && (len(args) == 0 || image.ArgsAreFlags || strings.HasPrefix(args[0], "-"))
	if !isImagesOwn {
		words = append(words, args...)
		runCommand(b, image, container, words, setting)
		return
	}
	switch {
	case image.Shell && (container.Stdin || container.TTY):
		b.Shell = true
	case image.Shell:
		b.end(0, 0)
	case image.Once:
		b.end(0, 0)
	case len(image.NeedsEnv) > 0 && !slices.ContainsFunc(image.NeedsEnv, func(name string) bool { _, ok := env[name]; return ok }):
		b.Log = []string{image.NeedsEnvLog}
		b.end(time.Second, 1)
	}
	if port := portFlag.FindStringSubmatch(strings.Join(args, " ")); port != nil {
		number, _ := strconv.Atoi(port[1])
		b.Ports = []int32{int32(number)}
	}
}

// portFlag: --http-port=9000, -listen=:5678, --port 8080.
var portFlag = regexp.MustCompile(`--?(?:http-port|listen|port)[= ]:?(\d+)`)

func (b *Behaviour) end(after time.Duration, code int32) {
	runFor := Duration(after)
	b.RunFor, b.Exit = &runFor, code
}

// runCommand understands the container's command.
func runCommand(b *Behaviour, image Image, container *corev1.Container, words []string, setting Setting) {
	program := path.Base(words[0])
	if need := memoryWanted(strings.Join(words, " ")); need > 0 {
		b.MemoryMiB = need
	}
	b.MilliCPU = max(b.MilliCPU, cpuWanted(words))
	if shell.IsShell(words) {
		script, given := shell.ScriptOf(words)
		if !given {
			b.Shell = true
			if !container.Stdin && !container.TTY {
				b.end(0, 0)
			}
			return
		}
		b.run(Script(script, b.around, setting.Network))
		b.StopExit = 137 // a shell as first process ignores the request to stop
		return
	}
	if shell.Knows(program) {
		b.run(Script(shell.Quote(words), b.around, setting.Network))
		b.StopExit = 137
		return
	}
	if b.around.OnlyUsual && !interpreters[program] {
		b.StartError = fmt.Sprintf("failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: %q: %s", words[0], notThere(words[0]))
	}
	// Any other program of any other image: it runs for ever.
}

func notThere(program string) string {
	if strings.HasPrefix(program, "/") {
		return "stat " + program + ": no such file or directory"
	}
	return "executable file not found in $PATH"
}

// run takes over what a command was understood to do.
func (b *Behaviour) run(program *Program) {
	b.Program, b.Log = program, nil
	if program.Ends {
		b.end(program.RunFor, program.Exit)
	}
}

// interpreters run programs of the image that nobody here can read: they run for ever.
var interpreters = words(`python python3 node perl ruby php java go npm yarn pip uvicorn gunicorn flask nginx dockerd stress stress-ng`)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}

// expand replaces $(NAME), as the kubelet does in command and args.
func expand(words []string, env map[string]string) []string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = kubeletVariable.ReplaceAllStringFunc(word, func(match string) string {
			if value, ok := env[match[2:len(match)-1]]; ok {
				return value
			}
			return match
		})
	}
	return out
}

var kubeletVariable = regexp.MustCompile(`\$\([A-Za-z_][A-Za-z0-9_.-]*\)`)

var (
	stressMemory = regexp.MustCompile(`--vm-bytes[= ](\d+)([MmGg])`)
	zeroMemory   = regexp.MustCompile(`head -c ?(\d+)([MmGg])i?[Bb]? (?:< ?)?/dev/zero *\| *tail`)
	allMemory    = regexp.MustCompile(`\btail\b[^|;&]*/dev/zero`)
	stressCPU    = regexp.MustCompile(`(?:--cpu|-c)[= ](\d+)`)
)

// everything is more than any node has, in MiB.
const everything = 1 << 30

// memoryWanted is what the usual ways to fill memory ask for, in MiB.
func memoryWanted(command string) int64 {
	if allMemory.MatchString(command) {
		return everything
	}
	for _, pattern := range []*regexp.Regexp{stressMemory, zeroMemory} {
		if match := pattern.FindStringSubmatch(command); match != nil {
			amount, _ := strconv.ParseInt(match[1], 10, 32)
			if strings.EqualFold(match[2], "g") {
				amount *= 1024
			}
			return amount
		}
	}
	return 0
}

func cpuWanted(words []string) int64 {
	if !strings.HasPrefix(words[0], "stress") {
		return 0
	}
	if match := stressCPU.FindStringSubmatch(strings.Join(words, " ")); match != nil {
		cores, _ := strconv.ParseInt(match[1], 10, 32)
		return cores * 1000
	}
	return 100
}

// decideSecurity: settings under which the image's program cannot work.
func decideSecurity(b *Behaviour, image Image, pod *corev1.Pod, container *corev1.Container) {
	user, nonRoot, readOnly := security(pod, container)
	isRoot := user == 0 || user < 0 && !image.NonRoot
	if nonRoot && isRoot {
		why := "image will run as root"
		if user == 0 {
			why = "runAsUser breaks non-root policy"
		}
		where := fmt.Sprintf("(pod: %q, container: %s)", pod.Name+"_"+pod.Namespace+"("+string(pod.UID)+")", container.Name)
		b.ConfigError = "container has runAsNonRoot and " + why + " " + where
		if user == 0 {
			b.ConfigError = "container's " + why + " " + where
		}
		return
	}
	if b.Program != nil || b.RunFor != nil {
		return
	}
	for _, folder := range image.WritesTo {
		isMounted := slices.ContainsFunc(container.VolumeMounts, func(m corev1.VolumeMount) bool {
			return strings.HasPrefix(folder, m.MountPath) && !m.ReadOnly
		})
		if isMounted || !readOnly && isRoot {
			continue
		}
		why := "30: Read-only file system"
		if !readOnly {
			why = "13: Permission denied"
		}
		b.Log = []string{fmt.Sprintf("[emerg] 1#1: cannot write in %q (%s)", folder, why)}
		b.end(time.Second, 1)
		return
	}
}

func value[T any](pointer *T, otherwise T) T {
	if pointer == nil {
		return otherwise
	}
	return *pointer
}

// Exec is the answer to a probe or a hook that runs a command so long after the container's start: what
// it says when it fails, or nothing.
func (b *Behaviour) Exec(command []string, elapsed time.Duration) string {
	files := b.around.files()
	if b.Program != nil {
		files = b.Program.FilesAt(elapsed)
	}
	container := &shell.Container{
		Pod: b.around.Env["HOSTNAME"], Env: b.around.Env, Files: files, Date: func() string { return "" },
		Sleep: func(context.Context, time.Duration) {},
	}
	if !b.around.OnlyUsual {
		container.Unknown = func([]string) (int, string) { return 0, "" }
	}
	var said strings.Builder
	code := container.Exec(context.Background(), command, nil, &said, &said, false)
	switch text := strings.TrimSpace(said.String()); {
	case code == 0:
		return ""
	case text != "":
		return text
	default:
		return fmt.Sprintf("command %q exited with code %d", strings.Join(command, " "), code)
	}
}
