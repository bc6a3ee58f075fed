// Package logfile is a log that never grows beyond a bound: at the bound the file becomes the old
// one, and the old one before it goes.
package logfile

import (
	"os"
	"sync"
)

// Bound is the size at which a new file begins; with the old one, twice as much is kept.
const Bound = 8 << 20

// File is an open log.
type File struct {
	mutex sync.Mutex
	path  string
	bound int64
	file  *os.File
	size  int64
}

// Open continues the log at path.
func Open(path string, bound int64) (*File, error) {
	l := &File{path: path, bound: bound}
	return l, l.open()
}

func (l *File) open() error {
	file, err := os.OpenFile(l.path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	l.file, l.size = file, 0
	if info, err := file.Stat(); err == nil {
		l.size = info.Size()
	}
	return nil
}

// Write appends. A log that cannot be written is no reason for the cluster to end.
func (l *File) Write(p []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.size > 0 && l.size+int64(len(p)) > l.bound {
		l.rotate()
	}
	if l.file != nil {
		n, _ := l.file.Write(p)
		l.size += int64(n)
	}
	return len(p), nil
}

func (l *File) rotate() {
	_ = l.file.Close()
	_ = os.Rename(l.path, l.path+".1")
	if l.open() != nil {
		l.file = nil
	}
}

// Sync is for loggers that ask for it.
func (l *File) Sync() error { return nil }
