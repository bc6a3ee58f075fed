//go:build unix

package cli

import "syscall"

// background gives the cluster a session of its own, so that no terminal's end reaches it.
func background() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
