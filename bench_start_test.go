//go:build bench && linux

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kontor/data/files"
	"kontor/ui/kit"
)

// start is the time to the first usable window: the customers are listed and can be
// walked through.
func (b *bench) start() {
	for _, n := range []int{300, b.n} {
		b.within(fmt.Sprintf("start without a screen, %s customers, median of 5", thousands(n)), median(5, func() float64 { return b.startInside(n) }), 2, "s")
	}
	screen, ok := b.screen()
	if !ok {
		b.row("start of the real window", "-", "Xvfb is not installed", "")
		return
	}
	for _, n := range []int{300, b.n} {
		b.within(fmt.Sprintf("start of the real window, %s customers, median of 5", thousands(n)), median(5, func() float64 {
			w := b.window(screen, n)
			w.stop()
			return w.started.Seconds()
		}), 2, "s")
	}
}

// startInside opens the company, the desk and the list of customers and paints it.
func (b *bench) startInside(n int) float64 {
	file := b.company(n)
	at := time.Now()
	c := b.openRaw(b.house(), file)
	c.start()
	d, err := c.desk(c.ctx)
	b.check(err)
	h, l, s := b.shown(c)
	for l.Current() == 0 {
		time.Sleep(time.Millisecond)
		kit.Pump()
	}
	s.Repaint(benchWidth, benchHeight)
	took := time.Since(at).Seconds()
	h.quiet()
	d.Close()
	return took
}

// screen starts a virtual screen; it ends with the run.
func (b *bench) screen() (display string, ok bool) {
	if _, err := exec.LookPath("Xvfb"); err != nil {
		return "", false
	}
	for n := 190; n < 290; n++ {
		if _, err := os.Stat(fmt.Sprintf("/tmp/.X%d-lock", n)); err == nil {
			continue
		}
		c := exec.Command("Xvfb", fmt.Sprintf(":%d", n), "-screen", "0", "1440x900x24", "+extension", "GLX", "-nolisten", "tcp")
		b.check(c.Start())
		b.Cleanup(func() { c.Process.Kill(); c.Wait() })
		for range 100 {
			if _, err := os.Stat(fmt.Sprintf("/tmp/.X11-unix/X%d", n)); err == nil {
				return fmt.Sprintf(":%d", n), true
			}
			time.Sleep(50 * time.Millisecond)
		}
		return "", false
	}
	return "", false
}

// running is a program with its window on the screen.
type running struct {
	cmd     *exec.Cmd
	started time.Duration // until the list of customers stood in the window
}

func (r *running) stop() {
	r.cmd.Process.Signal(os.Interrupt)
	done := make(chan struct{})
	go func() { r.cmd.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		r.cmd.Process.Kill()
		<-done
	}
}

func (b *bench) env(display string) []string {
	return append(os.Environ(), "DISPLAY="+display, "WAYLAND_DISPLAY=", "LIBGL_ALWAYS_SOFTWARE=1", "LANG=C.UTF-8")
}

// window starts the built program on a company and waits until it lists customers. The
// program tells what it shows eight times a second: a figure may be 0.12 s too long.
func (b *bench) window(display string, n int) *running {
	b.Helper()
	file := b.company(n)
	program, err := filepath.Abs(filepath.Join("bin", "kontor"))
	b.check(err)
	home := filepath.Join(b.dir, "window")
	kept, err := files.LoadSettings(files.Paths{Config: filepath.Join(home, "config"), State: filepath.Join(home, "state"), Companies: filepath.Join(home, "companies")})
	b.check(err)
	b.check(kept.Set("ui.area", "customer"))
	b.check(kept.Set("ui.lang", "zh"))
	parts := filepath.Join(b.dir, "parts.json")
	os.Remove(parts)
	w := &running{cmd: exec.Command(program, "--company", file)}
	w.cmd.Env = append(b.env(display), "KONTOR_HOME="+home, "KONTOR_PARTS="+parts)
	w.cmd.Stderr = os.Stderr
	at := time.Now()
	b.check(w.cmd.Start())
	for time.Since(at) < 60*time.Second {
		if lists(parts) {
			w.started = time.Since(at)
			return w
		}
		time.Sleep(5 * time.Millisecond)
	}
	w.stop()
	shown, _ := os.ReadFile(parts)
	b.Fatalf("the window lists no customers: %.2000s", shown)
	return nil
}

// lists tells whether the window shows rows of customers.
func lists(parts string) bool {
	raw, err := os.ReadFile(parts)
	if err != nil {
		return false
	}
	var all []kit.Part
	if json.Unmarshal(raw, &all) != nil {
		return false
	}
	n := 0
	for _, p := range all {
		if strings.HasSuffix(p.Name, "公司") || strings.HasSuffix(p.Name, "集团") || strings.HasSuffix(p.Name, "商行") {
			n++
		}
	}
	return n > 5
}

func middle(all []float64) float64 {
	s := slices.Clone(all)
	slices.Sort(s)
	return s[len(s)/2]
}
