package mailtest

import (
	"errors"
	"os/exec"
)

// servant: the servers exist on Unix only.
type servant struct{ name, group string }

func nobody() (servant, error) { return servant{}, errors.New("the test servers run on Unix only") }

func (servant) dress(*exec.Cmd)  {}
func (servant) own(string) error { return nil }
func askToEnd(c *exec.Cmd)       { _ = c.Process.Kill() }
func forceToEnd(c *exec.Cmd)     { _ = c.Process.Kill() }
