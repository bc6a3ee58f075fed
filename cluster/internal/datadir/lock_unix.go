//go:build unix

package datadir

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// Lock is held by the one process that runs the cluster; the kernel drops it when that process dies.
type Lock struct{ file *os.File }

// TryLock takes the lock, or returns nil when another process holds it.
func (d Dir) TryLock() (*Lock, error) {
	file, err := os.OpenFile(d.Join(lockFile), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, Explain(err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, nil
		}
		return nil, err
	}
	return &Lock{file}, nil
}

// IsHeld says whether a process runs on the folder. It takes a shared lock for a moment, which does
// not disturb others who ask; a start that meets it tries again.
func (d Dir) IsHeld() bool {
	file, err := os.Open(d.Join(lockFile))
	if err != nil {
		return false
	}
	defer file.Close()
	return errors.Is(syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB), syscall.EWOULDBLOCK)
}

// Release gives the folder free.
func (l *Lock) Release() { l.file.Close() }

func isOurs(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Getuid()
}

func isDiskFull(err error) bool { return errors.Is(err, syscall.ENOSPC) }

// Free is the room on the folder's disk in bytes.
func (d Dir) Free() (uint64, error) {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(d.Path, &stat); err != nil {
		return 0, err
	}
	return stat.Bavail * uint64(stat.Bsize), nil
}
