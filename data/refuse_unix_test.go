//go:build !windows

package data_test

import (
	"os"
	"os/exec"
	"syscall"
)

// unprivileged makes a process run as nobody when we are root: root may write anywhere.
func unprivileged(cmd *exec.Cmd) {
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
}
