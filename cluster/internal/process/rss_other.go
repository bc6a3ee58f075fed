//go:build !linux

// Package process asks the system about a process.
package process

import (
	"os/exec"
	"runtime"
	"strconv"
	"strings"
)

// RSS is the memory of a process in bytes; 0 when it cannot be told (Windows).
func RSS(pid int) int64 {
	if runtime.GOOS == "windows" {
		return 0
	}
	text, err := exec.Command("ps", "-o", "rss=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return 0
	}
	kilobytes, _ := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	return kilobytes << 10
}
