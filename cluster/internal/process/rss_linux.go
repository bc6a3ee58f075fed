// Package process asks the system about a process.
package process

import (
	"bytes"
	"os"
	"strconv"
)

// RSS is the memory of a process in bytes; 0 when it cannot be told.
func RSS(pid int) int64 {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0
	}
	fields := bytes.Fields(text)
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(string(fields[1]), 10, 64)
	return pages * int64(os.Getpagesize())
}
