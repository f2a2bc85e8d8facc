package files

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// networkKinds are file systems whose disk is another computer's.
var networkKinds = []string{
	"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "ceph", "glusterfs", "9p", "davfs", "lustre",
	"fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.glusterfs", "fuse.smbnetfs", "fuse.onedriver", "fuse.google-drive-ocamlfuse",
}

// Network tells whether path lies on a network share, by the kind of its mount.
func Network(path string) bool {
	return isNetworkKind(mountKind(path))
}

func isNetworkKind(kind string) bool {
	for _, n := range networkKinds {
		if kind == n {
			return true
		}
	}
	return false
}

// mountKind gives the kind of the file system that holds path.
func mountKind(path string) string {
	if real, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(real, filepath.Base(path))
	}
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return ""
	}
	defer f.Close()
	longest, kind := -1, ""
	for lines := bufio.NewScanner(f); lines.Scan(); {
		point, k, ok := mountLine(lines.Text())
		if ok && len(point) >= longest && (point == "/" || path == point || strings.HasPrefix(path, point+"/")) {
			longest, kind = len(point), k
		}
	}
	return kind
}

var mountEscapes = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)

// mountLine reads one line: "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw".
func mountLine(line string) (point, kind string, ok bool) {
	left, right, found := strings.Cut(line, " - ")
	l, r := strings.Fields(left), strings.Fields(right)
	if !found || len(l) < 5 || len(r) < 1 {
		return "", "", false
	}
	return mountEscapes.Replace(l[4]), r[0], true
}

// Free tells how many bytes may still be written to the disk of a folder; -1 unknown.
func Free(dir string) int64 {
	var s unix.Statfs_t
	if unix.Statfs(dir, &s) != nil {
		return -1
	}
	return int64(s.Bavail) * int64(s.Bsize) //nolint:unconvert // the types differ between systems
}
