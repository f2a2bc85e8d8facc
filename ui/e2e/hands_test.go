package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// part is one thing that the window shows and names: a button, a row, a field, a text.
type part struct {
	Name    string  `json:"name"`
	Kind    string  `json:"kind"`
	ID      string  `json:"id"`
	Value   string  `json:"value"`
	X       float64 `json:"x"`
	Y       float64 `json:"y"`
	W       float64 `json:"w"`
	H       float64 `json:"h"`
	Focused bool    `json:"focused"`
}

func (p part) String() string {
	s := p.Name
	if p.ID != "" {
		s += " #" + p.ID
	}
	if p.Value != "" {
		s += "=" + p.Value
	}
	return s
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

// look finds a part: by its id ("#save"), by its whole name, or by a piece of its name.
// What lies on top (a dialog, a menu) comes last and wins.
func (d *desk) look(what string) (part, bool) {
	parts := d.read()
	fits := []func(p part) bool{
		func(p part) bool { return p.Name == what && p.Kind != "text" },
		func(p part) bool { return p.Name == what },
		func(p part) bool { return strings.Contains(p.Name, what) },
	}
	if id, ok := strings.CutPrefix(what, "#"); ok {
		fits = []func(p part) bool{func(p part) bool { return p.ID == id }}
	}
	for _, fit := range fits {
		for i := len(parts) - 1; i >= 0; i-- {
			if fit(parts[i]) {
				return parts[i], true
			}
		}
	}
	return part{}, false
}

// find waits for a part.
func (d *desk) find(what string) part {
	d.t.Helper()
	var found part
	if !d.until(patience, func() (ok bool) { found, ok = d.look(what); return ok }) {
		d.fail("the window does not show " + what)
	}
	return found
}

// steady waits until a part stays where it is, so that a click meets it.
func (d *desk) steady(what string) part {
	d.t.Helper()
	last := d.find(what)
	since := time.Now()
	if !d.until(patience, func() bool {
		now := d.find(what)
		if now.X != last.X || now.Y != last.Y || now.W != last.W || now.H != last.H {
			last, since = now, time.Now()
		}
		return time.Since(since) > 200*time.Millisecond
	}) {
		d.fail(what + " does not stand still")
	}
	return last
}

// shows waits until every one is on the screen.
func (d *desk) shows(list ...string) {
	d.t.Helper()
	for _, what := range list {
		d.find(what)
	}
}

// gone waits until something is no longer on the screen.
func (d *desk) gone(what string) {
	d.t.Helper()
	if !d.until(patience, func() bool { _, there := d.look(what); return !there }) {
		d.fail("the window still shows " + what)
	}
}

// value waits until a part has a value.
func (d *desk) value(what, want string) {
	d.t.Helper()
	got := ""
	if !d.until(patience, func() bool { got = d.find(what).Value; return got == want }) {
		d.fail(fmt.Sprintf("%s has %q, want %q", what, got, want))
	}
}

// click presses the left button on a part.
func (d *desk) click(what string) {
	d.t.Helper()
	p := d.steady(what)
	d.must("xdotool", "mousemove", "--sync", fmt.Sprint(int(p.X+p.W/2)), fmt.Sprint(int(p.Y+p.H/2)), "sleep", "0.08", "click", "1")
}

// keys presses keys, as xdotool names them.
func (d *desk) keys(keys ...string) {
	d.t.Helper()
	for _, k := range keys {
		d.must("xdotool", "key", "--clearmodifiers", k)
		time.Sleep(40 * time.Millisecond) // a person is no faster; the window takes keys in order
	}
}

// write enters text: Latin by keys, everything else through the clipboard, since a
// virtual keyboard has no Chinese.
func (d *desk) write(text string) {
	d.t.Helper()
	if isLatin(text) {
		d.must("xdotool", "type", "--delay", "15", text)
		return
	}
	d.copy(text)
	d.keys("ctrl+v")
}

// copy puts a text on the clipboard.
func (d *desk) copy(text string) {
	d.t.Helper()
	clip := exec.Command("xclip", "-selection", "clipboard", "-in")
	clip.Env = append(os.Environ(), "DISPLAY="+d.display)
	clip.Stdin = strings.NewReader(text)
	if err := clip.Run(); err != nil {
		d.fail("xclip: " + err.Error())
	}
}

func isLatin(s string) bool {
	for _, r := range s {
		if r > 126 {
			return false
		}
	}
	return true
}

// focused waits until a field has the keyboard.
func (d *desk) focused(what string) {
	d.t.Helper()
	if !d.until(patience, func() bool { return d.find(what).Focused }) {
		d.fail(what + " does not have the keyboard")
	}
}

// fill clicks into a field, replaces its text and sees it standing there. A person who
// sees no caret clicks again; so does this, and tells.
func (d *desk) fill(what, text string) {
	d.t.Helper()
	for range 3 {
		d.click(what)
		if !d.until(patience/6, func() bool { return d.find(what).Focused }) {
			d.t.Logf("%s did not take the keyboard at the first click", what)
			continue
		}
		d.keys("ctrl+a")
		d.write(text)
		if d.until(patience/6, func() bool { return d.find(what).Value == text }) {
			return
		}
		d.t.Logf("%s has %q after %q was typed", what, d.find(what).Value, text)
	}
	d.fail(what + " does not take " + text)
}

// frontProgram is the process whose window has the keyboard; 0 when nobody's has. While
// the keyboard is with no window at all, xdotool never answers: it is not waited for.
func (d *desk) frontProgram() int {
	ctx, cancel := context.WithTimeout(d.t.Context(), 3*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "xdotool", "getwindowfocus", "getwindowpid")
	cmd.Env = append(os.Environ(), "DISPLAY="+d.display)
	out, err := cmd.Output()
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		return 0
	}
	return pid
}
