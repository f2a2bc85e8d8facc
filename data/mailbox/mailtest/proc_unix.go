//go:build unix

package mailtest

import (
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// servant is who the servers run as: this user, or nobody when this one is root.
type servant struct {
	name, group string
	cred        *syscall.Credential // nil: this user
}

func nobody() (servant, error) {
	u, err := user.Current()
	if err != nil {
		return servant{}, err
	}
	var s servant
	if os.Geteuid() == 0 {
		if u, err = user.Lookup("nobody"); err != nil {
			return servant{}, err
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		s.cred = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	g, err := user.LookupGroupId(u.Gid)
	if err != nil {
		return servant{}, err
	}
	s.name, s.group = u.Username, g.Name
	return s, nil
}

// dress makes a command run as the servant in a process group of its own.
func (s servant) dress(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Credential: s.cred, Setpgid: true}
	dieWithParent(c.SysProcAttr)
}

// own gives a file to the servant.
func (s servant) own(path string) error {
	if s.cred == nil {
		return nil
	}
	return os.Lchown(path, int(s.cred.Uid), int(s.cred.Gid))
}

func askToEnd(c *exec.Cmd)   { _ = c.Process.Signal(syscall.SIGTERM) }
func forceToEnd(c *exec.Cmd) { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
