package cli

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// background keeps the cluster apart from the console that starts it.
func background() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: windows.CREATE_NEW_PROCESS_GROUP | windows.DETACHED_PROCESS, HideWindow: true}
}
