//go:build !linux

package data_test

import (
	"errors"
	"os/exec"
)

func smallDisk(*exec.Cmd) bool { return false }

func mountSmall(string, int64) error { return errors.New("not here") }
