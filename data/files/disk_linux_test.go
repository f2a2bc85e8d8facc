package files

import "testing"

func TestMountLine(t *testing.T) {
	for line, want := range map[string]string{
		`36 35 98:0 /mnt1 /mnt/my\040share rw,noatime master:1 - cifs //nas/x rw`: "/mnt/my share cifs",
		`36 35 98:0 / / rw - ext4 /dev/sda1 rw`:                                   "/ ext4",
		`broken`:                                                                  " ",
		`1 2 3:4 / /x - `:                                                         " ",
	} {
		point, kind, _ := mountLine(line)
		if got := point + " " + kind; got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
	for kind, want := range map[string]bool{"nfs4": true, "cifs": true, "fuse.sshfs": true, "ext4": false, "fuse.gocryptfs": false, "": false} {
		if isNetworkKind(kind) != want {
			t.Errorf("%s", kind)
		}
	}
	if Network(t.TempDir()+"/a") || mountKind("/proc/self") == "" || Free(t.TempDir()) <= 0 {
		t.Error("the folder for tests lies on a disk of this computer")
	}
}
