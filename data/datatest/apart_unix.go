//go:build !windows

package datatest

import (
	"os/exec"
	"syscall"
)

// apart puts a process into a session of its own, so that Ctrl+C ends it in order.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
