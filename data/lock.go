package data

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kontor/app"
	"kontor/data/files"
)

// holder is what the lock file says about the window that has the company open.
type holder struct {
	Host  string `json:"host"`
	PID   int    `json:"pid"`
	Door  string `json:"door"`  // loopback address at which it can be called to the front
	Token string `json:"token"` // who knows it may read the lock file
	Alive int64  `json:"alive"` // Unix ms of the last sign of life
}

// A holder on another computer counts as alive this long after its last sign; the clocks
// of two computers may differ by a part of it.
const aliveFor = 5 * time.Minute

// hold takes the lock of a window. The system gives it back when the program ends,
// however it ends, so nothing stale stays. Conflict company.open_here when another window
// has it: Activate brings that one to the front.
func (db *DB) hold() error {
	lock, err := files.Take(db.lockPath())
	if errors.Is(err, files.ErrLocked) {
		return app.E(app.Conflict, "company.open_here", "path", db.path)
	}
	if err != nil {
		return app.E(app.Denied, "company.no_access", "path", db.lockPath()).Because(err)
	}
	token := make([]byte, 16)
	if _, err := rand.Read(token); err != nil {
		return err
	}
	me := holder{Host: hostName(), PID: os.Getpid(), Token: hex.EncodeToString(token)}
	door, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil { // without a loopback interface a second window just cannot call
		me.Door = door.Addr().String()
		go answer(door, me.Token, db.params.Raise)
	}
	sign := func() {
		me.Alive = db.params.Clock.Now().UnixMilli()
		text, _ := json.Marshal(me)
		_ = lock.Write(text) // a full disk must not end the program
	}
	sign()
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		beat := time.NewTicker(time.Minute)
		defer beat.Stop()
		for {
			select {
			case <-stop:
				return
			case <-beat.C:
				sign()
			}
		}
	}()
	db.undo = append(db.undo, func() {
		close(stop)
		<-stopped
		if door != nil {
			door.Close()
		}
		_ = lock.Release()
	})
	return nil
}

// answer raises the window whenever somebody who could read the lock file asks.
func answer(door net.Listener, token string, raise func()) {
	for {
		conn, err := door.Accept()
		if err != nil {
			return
		}
		_ = conn.SetDeadline(time.Now().Add(2 * time.Second))
		got := make([]byte, len(token))
		if _, err := io.ReadFull(conn, got); err == nil && subtle.ConstantTimeCompare(got, []byte(token)) == 1 {
			raise()
			_, _ = conn.Write([]byte("ok"))
		}
		conn.Close()
	}
}

// Activate asks the window that has a company open on this computer to come to the
// front. NotFound company.no_window when there is none that answers.
func Activate(company string) error {
	path, err := filepath.Abs(company)
	if err != nil {
		return app.E(app.Invalid, "company.bad_path", "path", company).Because(err)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	none := app.E(app.NotFound, "company.no_window", "path", path)
	h, ok := readHolder((&DB{path: path}).lockPath())
	if !ok || h.Door == "" || h.Host != hostName() || !strings.HasPrefix(h.Door, "127.0.0.1:") {
		return none
	}
	conn, err := net.DialTimeout("tcp", h.Door, 2*time.Second)
	if err != nil {
		return none.Because(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(2 * time.Second))
	reply := make([]byte, 2)
	if _, err := conn.Write([]byte(h.Token)); err != nil {
		return none.Because(err)
	}
	if _, err := io.ReadFull(conn, reply); err != nil || string(reply) != "ok" {
		return none
	}
	return nil
}

// otherHost refuses a company that a window on another computer has open: two computers
// that write into one file over a share, or into copies of it, lose data.
func (db *DB) otherHost() error {
	h, ok := readHolder(db.lockPath())
	if !ok || h.Host == "" || h.Host == hostName() {
		return nil
	}
	age := db.params.Clock.Now().Sub(time.UnixMilli(h.Alive))
	if age < aliveFor && age > -aliveFor {
		return app.E(app.Conflict, "company.open_elsewhere", "path", db.path, "host", h.Host)
	}
	return nil
}

func readHolder(path string) (holder, bool) {
	var h holder
	f, err := os.Open(path)
	if err != nil {
		return h, false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, 4096))
	return h, err == nil && json.Unmarshal(text, &h) == nil
}

func hostName() string {
	name, err := os.Hostname()
	if err != nil {
		return "localhost"
	}
	return name
}
