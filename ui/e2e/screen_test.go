// Package e2e drives the real program on a real (virtual) screen, as a person does:
// with keys, the mouse and the clipboard, and looks at what the window then shows.
package e2e

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// desk is a screen with one running program on it.
type desk struct {
	t       *testing.T
	display string
	home    string // the folders of the person at the desk
	program string
	parts   string // the file in which the window names its parts
	out     string // where pictures go
	shot    int
	cmd     *exec.Cmd
	ended   chan struct{}
	logs    *record
}

// patience is how long a slow machine may take for one step.
const patience = 30 * time.Second

// newDesk builds the program, starts a screen and gives it a home of its own.
func newDesk(t *testing.T) *desk {
	t.Helper()
	if testing.Short() {
		t.Skip("SKIPPED LOUDLY: the program is not driven in short runs")
	}
	for _, tool := range []string{"Xvfb", "xdotool", "xclip", "import", "pdftotext"} {
		if _, err := exec.LookPath(tool); err == nil {
			continue
		}
		if os.Getenv("KONTOR_SKIP_SERVERS") == "1" {
			t.Skipf("SKIPPED LOUDLY: %s is not installed", tool)
		}
		t.Fatalf("%s is missing: run .ci/packages.sh test", tool)
	}
	dir, err := os.MkdirTemp("", "kontor-e2e")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	d := &desk{t: t, home: dir, program: programOf(t, dir), parts: filepath.Join(dir, "parts.json"), out: artefacts(t), logs: &record{}}
	for _, folder := range []string{"bin", ".cache", ".config", "Documents"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	d.startScreen()
	return d
}

// programOf is the program under test: the one that KONTOR_PROGRAM names, else it is built.
func programOf(t *testing.T, dir string) string {
	t.Helper()
	if ready := os.Getenv("KONTOR_PROGRAM"); ready != "" {
		return ready
	}
	program := filepath.Join(dir, "kontor")
	build := exec.Command("go", "build", "-tags", "migrated_fynedo,no_animations,no_emoji", "-o", program, "kontor")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the program does not build: %v\n%s", err, out)
	}
	return program
}

// artefacts is the folder that keeps the pictures of this run: out/e2e below the project.
func artefacts(t *testing.T) string {
	t.Helper()
	out, err := filepath.Abs(filepath.Join("..", "..", "out", "e2e", t.Name()))
	if err == nil {
		err = os.RemoveAll(out)
	}
	if err == nil {
		err = os.MkdirAll(out, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (d *desk) startScreen() {
	d.t.Helper()
	for n := 90 + os.Getpid()%40; n < 190; n++ {
		if _, err := os.Stat(fmt.Sprintf("/tmp/.X%d-lock", n)); err == nil {
			continue
		}
		// -r: no key repeats, however long a busy machine takes to let a key go
		screen := exec.Command("Xvfb", fmt.Sprintf(":%d", n), "-screen", "0", "1440x900x24", "+extension", "GLX", "-nolisten", "tcp", "-r")
		if err := screen.Start(); err != nil {
			d.t.Fatal(err)
		}
		gone := make(chan struct{})
		go func() {
			_ = screen.Wait() // it ends when it is told to, or when the number was taken
			close(gone)
		}()
		d.display = fmt.Sprintf(":%d", n)
		up := d.until(10*time.Second, func() bool {
			select {
			case <-gone:
				return true
			default:
				return d.tool("xdotool", "getdisplaygeometry") == nil
			}
		})
		select {
		case <-gone:
			continue // another test took the number
		default:
		}
		end := func() {
			_ = screen.Process.Signal(syscall.SIGTERM)
			<-gone
		}
		if up {
			d.t.Cleanup(end)
			return
		}
		end()
	}
	d.t.Fatal("no free display for Xvfb")
}

// start opens the window; it is usable when it has named its first parts.
func (d *desk) start(args ...string) {
	d.t.Helper()
	os.Remove(d.parts)
	cmd, ended := d.launch(d.parts, args...)
	d.cmd, d.ended = cmd, ended
	if !d.until(patience, func() bool { return len(d.read()) > 0 }) {
		d.fail("the window did not open")
	}
}

// launch starts the program and ends it with the test at the latest.
func (d *desk) launch(parts string, args ...string) (*exec.Cmd, chan struct{}) {
	d.t.Helper()
	cmd := exec.Command(d.program, args...)
	cmd.Env = append(d.env(), "KONTOR_PARTS="+parts)
	cmd.Stdout, cmd.Stderr = d.logs, d.logs
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // how it ended shows in what it left
		close(ended)
	}()
	d.t.Cleanup(func() { d.end(cmd, ended) })
	return cmd, ended
}

// stop ends the program the way closing the session does.
func (d *desk) stop() {
	if d.cmd != nil {
		d.end(d.cmd, d.ended)
		d.cmd = nil
	}
}

func (d *desk) end(cmd *exec.Cmd, ended chan struct{}) {
	_ = cmd.Process.Signal(os.Interrupt) // fails when it has ended already
	select {
	case <-ended:
	case <-time.After(patience):
		d.t.Errorf("the program did not end when it was asked to")
		_ = cmd.Process.Kill()
		<-ended
	}
}

// env is what the programs on the desk see: its screen, its folders, Chinese nowhere set,
// and no file dialogs of the system, so that the program's own one comes.
func (d *desk) env() []string {
	var out []string
	for _, e := range os.Environ() {
		name, _, _ := strings.Cut(e, "=")
		switch name {
		case "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "HOME", "PATH", "LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "KONTOR_HOME", "KONTOR_PARTS":
			continue
		}
		if !strings.HasPrefix(name, "XDG_") {
			out = append(out, e)
		}
	}
	return append(out, "DISPLAY="+d.display, "HOME="+d.home, "PATH="+filepath.Join(d.home, "bin"), "LANG=C.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1")
}

// tool runs a helper that works on the screen; one that hangs fails.
func (d *desk) tool(name string, args ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+d.display)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w %s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

func (d *desk) must(name string, args ...string) {
	d.t.Helper()
	if err := d.tool(name, args...); err != nil {
		d.fail(err.Error())
	}
}

// kontor runs a command of the program beside the open window.
func (d *desk) kontor(args ...string) string {
	d.t.Helper()
	cmd := exec.Command(d.program, args...)
	cmd.Env = d.env()
	out, err := cmd.CombinedOutput()
	if err != nil {
		d.fail(fmt.Sprintf("kontor %s: %v\n%s", strings.Join(args, " "), err, out))
	}
	return string(out)
}

// until asks again and again, at most for long; it tells whether the answer became yes.
func (d *desk) until(long time.Duration, yes func() bool) bool {
	for end := time.Now().Add(long); time.Now().Before(end); time.Sleep(40 * time.Millisecond) {
		if yes() {
			return true
		}
	}
	return false
}

// picture keeps what the screen shows as an artefact.
func (d *desk) picture(name string) string {
	d.shot++
	time.Sleep(300 * time.Millisecond) // what the window names is painted a moment later
	path := filepath.Join(d.out, fmt.Sprintf("%02d-%s.png", d.shot, name))
	if err := d.tool("import", "-window", "root", path); err != nil {
		d.t.Logf("no picture: %v", err)
	}
	return path
}

// fail ends the test with a picture and what the window shows.
func (d *desk) fail(why string) {
	d.t.Helper()
	path := d.picture("failed")
	var names []string
	for _, p := range d.read() {
		names = append(names, p.String())
	}
	d.t.Fatalf("%s\npicture: %s\nthe window shows: %s\nthe program said: %s", why, path, strings.Join(names, " | "), d.logs)
}

// record collects what the programs say.
type record struct {
	mu   sync.Mutex
	text strings.Builder
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(p)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}
