package datadir

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// Lock is held by the one process that runs the cluster; Windows drops it when that process dies.
type Lock struct{ file *os.File }

// TryLock takes the lock, or returns nil when another process holds it.
func (d Dir) TryLock() (*Lock, error) {
	file, err := os.OpenFile(d.Join(lockFile), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, Explain(err)
	}
	flags := uint32(windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY)
	if err := windows.LockFileEx(windows.Handle(file.Fd()), flags, 0, 1, 0, &windows.Overlapped{}); err != nil {
		file.Close()
		if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
			return nil, nil
		}
		return nil, err
	}
	return &Lock{file}, nil
}

// IsHeld says whether a process runs on the folder.
func (d Dir) IsHeld() bool {
	if _, err := os.Stat(d.Join(lockFile)); err != nil {
		return false
	}
	lock, err := d.TryLock()
	if lock != nil {
		lock.Release()
	}
	return err == nil && lock == nil
}

// Release gives the folder free.
func (l *Lock) Release() { l.file.Close() }

// isOurs: a folder below the user's profile is protected by its access list.
func isOurs(fs.FileInfo) bool { return true }

func isDiskFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

// Free is the room on the folder's disk in bytes.
func (d Dir) Free() (free uint64, err error) {
	path, err := windows.UTF16PtrFromString(d.Path)
	if err != nil {
		return 0, err
	}
	err = windows.GetDiskFreeSpaceEx(path, &free, nil, nil)
	return free, err
}
