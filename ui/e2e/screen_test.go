// Package e2e drives the real program on a real (virtual) screen, as a person does:
// with keys, the mouse and the clipboard, and looks at what the window then shows.
package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// part is one thing that the window shows and names: a button, a row, a field, a text.
type part struct {
	Name    string  `json:"name"`
	Kind    string  `json:"kind"`
	X       float64 `json:"x"`
	Y       float64 `json:"y"`
	W       float64 `json:"w"`
	H       float64 `json:"h"`
	Focused bool    `json:"focused"`
}

// desk is a screen with one running program on it.
type desk struct {
	t       *testing.T
	display string
	home    string
	program string
	parts   string // the file in which the window names its parts
	out     string // where pictures go
	shot    int
	cmd     *exec.Cmd
	logs    *strings.Builder
}

const patience = 30 * time.Second // how long a slow machine may take for one step

// newDesk builds the program, starts a screen and gives it a home of its own.
func newDesk(t *testing.T) *desk {
	t.Helper()
	for _, tool := range []string{"Xvfb", "xdotool", "xclip", "import"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("KONTOR_SKIP_SERVERS") == "1" {
				t.Skipf("SKIPPED LOUDLY: %s is not installed", tool)
			}
			t.Fatalf("%s is missing: run .ci/packages.sh test", tool)
		}
	}
	dir, err := os.MkdirTemp("", "kontor-e2e")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	d := &desk{t: t, home: dir, program: filepath.Join(dir, "kontor"), parts: filepath.Join(dir, "parts.json"), out: artefacts(t), logs: &strings.Builder{}}
	d.must("go", "build", "-tags", "migrated_fynedo,no_animations,no_emoji", "-o", d.program, "kontor")
	d.startScreen()
	return d
}

// artefacts is the folder that keeps the pictures: out/e2e below the project.
func artefacts(t *testing.T) string {
	out, err := filepath.Abs(filepath.Join("..", "..", "out", "e2e", t.Name()))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	return out
}

func (d *desk) startScreen() {
	d.t.Helper()
	for n := 90; n < 190; n++ {
		if _, err := os.Stat(fmt.Sprintf("/tmp/.X%d-lock", n)); err == nil {
			continue
		}
		display := fmt.Sprintf(":%d", n)
		screen := exec.Command("Xvfb", display, "-screen", "0", "1440x900x24", "+extension", "GLX", "-nolisten", "tcp")
		if err := screen.Start(); err != nil {
			d.t.Fatal(err)
		}
		d.display = display
		if d.until(5*time.Second, func() bool { return d.run("xdotool", "getdisplaygeometry") == nil }) {
			d.t.Cleanup(func() { screen.Process.Kill(); screen.Wait() })
			return
		}
		screen.Process.Kill()
		screen.Wait()
	}
	d.t.Fatal("no free display for Xvfb")
}

// start opens the window; it is usable when it has named its first parts.
func (d *desk) start(args ...string) {
	d.t.Helper()
	os.Remove(d.parts)
	d.cmd = exec.Command(d.program, args...)
	d.cmd.Env = d.env()
	d.cmd.Stderr = d.logs
	d.cmd.Stdout = d.logs
	if err := d.cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(d.stop)
	if !d.until(patience, func() bool { return len(d.read()) > 0 }) {
		d.fail("the window did not open")
	}
	d.run("sh", "-c", "xdotool search --onlyvisible --name Kontor windowfocus || true")
}

// stop ends the program the way closing the session does.
func (d *desk) stop() {
	if d.cmd == nil || d.cmd.Process == nil {
		return
	}
	d.cmd.Process.Signal(os.Interrupt)
	done := make(chan struct{})
	go func() { d.cmd.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		d.cmd.Process.Kill()
		<-done
	}
	d.cmd = nil
}

func (d *desk) env() []string {
	return append(os.Environ(), "DISPLAY="+d.display, "HOME="+d.home, "XDG_CONFIG_HOME="+d.home+"/.config",
		"XDG_DOCUMENTS_DIR="+d.home+"/Documents", "WAYLAND_DISPLAY=", "KONTOR_PARTS="+d.parts, "LIBGL_ALWAYS_SOFTWARE=1", "LANG=C.UTF-8")
}

func (d *desk) run(name string, args ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c := exec.CommandContext(ctx, name, args...)
	c.Env = d.env()
	return c.Run()
}

func (d *desk) must(name string, args ...string) string {
	d.t.Helper()
	c := exec.Command(name, args...)
	c.Env = d.env()
	if name == "go" {
		c.Env = os.Environ()
	}
	out, err := c.CombinedOutput()
	if err != nil {
		d.t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// kontor runs a command of the program beside the open window.
func (d *desk) kontor(args ...string) string {
	d.t.Helper()
	return d.must(d.program, args...)
}

func (d *desk) read() []part {
	raw, err := os.ReadFile(d.parts)
	if err != nil {
		return nil
	}
	var parts []part
	if json.Unmarshal(raw, &parts) != nil {
		return nil
	}
	return parts
}

// until asks again and again, at most for long; it tells whether the answer became yes.
func (d *desk) until(long time.Duration, yes func() bool) bool {
	for end := time.Now().Add(long); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if yes() {
			return true
		}
	}
	return false
}

// find waits for a part whose name contains the text.
func (d *desk) find(text string) part {
	d.t.Helper()
	var found part
	ok := d.until(patience, func() bool {
		for _, p := range d.read() {
			if p.Name == text {
				found = p
				return true
			}
		}
		for _, p := range d.read() {
			if strings.Contains(p.Name, text) {
				found = p
				return true
			}
		}
		return false
	})
	if !ok {
		d.fail("the window does not show " + text)
	}
	return found
}

// shows waits until every text is on the screen.
func (d *desk) shows(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		d.find(text)
	}
}

// click presses the left button on the part with this name.
func (d *desk) click(text string) {
	d.t.Helper()
	p := d.find(text)
	d.must("xdotool", "mousemove", fmt.Sprint(int(p.X+p.W/2)), fmt.Sprint(int(p.Y+p.H/2)))
	time.Sleep(200 * time.Millisecond)
	d.must("xdotool", "click", "1")
	time.Sleep(150 * time.Millisecond)
}

// keys presses keys, as xdotool names them.
func (d *desk) keys(keys ...string) {
	d.t.Helper()
	for _, k := range keys {
		d.must("xdotool", "key", "--clearmodifiers", k)
		time.Sleep(80 * time.Millisecond)
	}
}

// write enters text: Latin by keys, everything else through the clipboard, since xdotool loses Chinese.
func (d *desk) write(text string) {
	d.t.Helper()
	if isLatin(text) {
		d.must("xdotool", "type", "--delay", "15", text)
		time.Sleep(100 * time.Millisecond)
		return
	}
	clip := exec.Command("xclip", "-selection", "clipboard", "-in")
	clip.Env = d.env()
	clip.Stdin = strings.NewReader(text)
	if err := clip.Run(); err != nil {
		d.t.Fatalf("xclip: %v", err)
	}
	time.Sleep(100 * time.Millisecond)
	d.keys("ctrl+v")
	time.Sleep(150 * time.Millisecond)
}

func isLatin(s string) bool {
	for _, r := range s {
		if r > 126 {
			return false
		}
	}
	return true
}

// picture keeps what the screen shows as an artefact.
func (d *desk) picture(name string) string {
	d.shot++
	path := filepath.Join(d.out, fmt.Sprintf("%02d-%s.png", d.shot, name))
	d.run("import", "-window", "root", path)
	return path
}

func (d *desk) fail(why string) {
	d.t.Helper()
	path := d.picture("failed")
	names := []string{}
	for _, p := range d.read() {
		names = append(names, p.Name)
	}
	d.t.Fatalf("%s; picture %s\nthe window shows: %s\n%s", why, path, strings.Join(names, " | "), d.logs.String())
}
