//go:build !linux

package process

import "runtime/debug"

// GiveBack returns memory that only the start has needed.
func GiveBack() { debug.FreeOSMemory() }
