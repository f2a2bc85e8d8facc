package datatest

import "os/exec"

func apart(*exec.Cmd) {}
