//go:build unix && !linux

package mailtest

import "syscall"

func dieWithParent(*syscall.SysProcAttr) {}
