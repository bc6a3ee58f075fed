package shell

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Files are those that a simulated container is known to have. Safe for use by several goroutines:
// the parts of a pipe run side by side.
type Files struct {
	// Assumed says of a path that nothing is known about whether a file is there all the same,
	// because the image brings it. nil: it is not.
	Assumed func(path string) bool
	// Refuse says why nobody may write there, or nothing. nil: writing is allowed everywhere.
	Refuse func(path string) string
	// Changed hears of every file that is made or removed.
	Changed func(path string, present bool)

	mutex   sync.Mutex
	content map[string]string
	folders map[string]bool
	removed map[string]bool
}

// NewFiles starts with files of this content, by absolute path.
func NewFiles(content map[string]string) *Files {
	f := &Files{content: map[string]string{}, folders: map[string]bool{}, removed: map[string]bool{}}
	maps.Copy(f.content, content)
	return f
}

// Read returns a file's content; isKnown is false for one that the image is assumed to bring.
func (f *Files) Read(name string) (text string, isThere, isKnown bool) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if text, isKnown := f.content[name]; isKnown {
		return text, true, true
	}
	return "", f.isAssumed(name), false
}

// isAssumed: called with the mutex held.
func (f *Files) isAssumed(name string) bool {
	return !f.removed[name] && f.Assumed != nil && f.Assumed(name)
}

// Write makes a file, or adds to one; the answer is why that is refused, or nothing.
func (f *Files) Write(name, text string, appends bool) (refusal string) {
	if f.Refuse != nil {
		if why := f.Refuse(name); why != "" {
			return why
		}
	}
	f.mutex.Lock()
	if appends {
		text = f.content[name] + text
	}
	f.content[name] = text
	delete(f.removed, name)
	f.mutex.Unlock()
	f.tell(name, true)
	return ""
}

// MakeFolder makes a folder; the answer is why that is refused, or nothing.
func (f *Files) MakeFolder(name string) (refusal string) {
	if f.Refuse != nil {
		if why := f.Refuse(name); why != "" {
			return why
		}
	}
	f.mutex.Lock()
	f.folders[name] = true
	f.mutex.Unlock()
	f.tell(name, true)
	return ""
}

// Remove removes a file or a folder with all that is in it.
func (f *Files) Remove(name string) {
	f.mutex.Lock()
	for file := range f.content {
		if isWithin(file, name) {
			delete(f.content, file)
		}
	}
	delete(f.folders, name)
	f.removed[name] = true
	f.mutex.Unlock()
	f.tell(name, false)
}

func (f *Files) tell(name string, present bool) {
	if f.Changed != nil {
		f.Changed(name, present)
	}
}

// List returns the names in a folder; isThere is false when there is no such folder.
func (f *Files) List(folder string) (names []string, isThere bool) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	found := map[string]bool{}
	for _, all := range []map[string]bool{keys(f.content), f.folders} {
		for name := range all {
			if rest, ok := strings.CutPrefix(name, strings.TrimSuffix(folder, "/")+"/"); ok {
				first, _, _ := strings.Cut(rest, "/")
				found[first] = true
			}
		}
	}
	isThere = len(found) > 0 || folder == "/" || f.folders[folder] || f.isAssumed(folder)
	return slices.Sorted(maps.Keys(found)), isThere
}

// Known returns all files whose content is known.
func (f *Files) Known() map[string]string {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return maps.Clone(f.content)
}

// stat is what `test -f` and its like ask.
func (f *Files) stat(name string) (fs.FileInfo, error) {
	if text, isThere, _ := f.Read(name); isThere {
		if _, isFolder := f.List(name); !isFolder || text != "" {
			return info{name: path.Base(name), size: int64(len(text))}, nil
		}
	}
	if _, isFolder := f.List(name); isFolder {
		return info{name: path.Base(name), isFolder: true}, nil
	}
	return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
}

// info is a file or a folder as a program sees it.
type info struct {
	name     string
	size     int64
	isFolder bool
}

func (i info) Name() string               { return i.name }
func (i info) Size() int64                { return i.size }
func (i info) ModTime() time.Time         { return time.Time{} }
func (i info) IsDir() bool                { return i.isFolder }
func (i info) Sys() any                   { return nil }
func (i info) Type() fs.FileMode          { return i.Mode().Type() }
func (i info) Info() (fs.FileInfo, error) { return i, nil }
func (i info) Mode() fs.FileMode {
	if i.isFolder {
		return fs.ModeDir | 0o755
	}
	return 0o755
}

func isWithin(name, folder string) bool {
	return name == folder || strings.HasPrefix(name, strings.TrimSuffix(folder, "/")+"/")
}

func keys[V any](m map[string]V) map[string]bool {
	set := make(map[string]bool, len(m))
	for key := range m {
		set[key] = true
	}
	return set
}
