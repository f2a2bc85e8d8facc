//go:build bench && linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// memory is what the window takes above an empty window of the toolkit on the same
// screen, with the customers of the large company listed.
func (b *bench) memory() {
	screen, ok := b.screen()
	if !ok {
		b.row("memory of the window", "-", "Xvfb is not installed", "")
		return
	}
	empty := b.emptyWindow(screen)
	w := b.window(screen, b.n)
	time.Sleep(6 * time.Second)
	own := memoryOf(w.cmd.Process.Pid, "VmRSS")
	w.stop()
	b.within("memory of an empty window of the toolkit", empty, 0, "MB")
	b.within("memory of the window with "+thousands(b.n)+" customers", own, 0, "MB")
	b.within("memory above the empty window", own-empty, 150, "MB")
}

// emptyWindow builds and runs the smallest program of the toolkit.
func (b *bench) emptyWindow(display string) float64 {
	dir := filepath.Join(b.dir, "empty")
	b.check(os.MkdirAll(dir, 0o755))
	source, program := filepath.Join(dir, "main.go"), filepath.Join(dir, "empty")
	b.check(os.WriteFile(source, []byte(emptyProgram), 0o600))
	if out, err := exec.Command("go", "build", "-tags", "migrated_fynedo,no_animations,no_emoji", "-o", program, source).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	c := exec.Command(program)
	c.Env = b.env(display)
	b.check(c.Start())
	time.Sleep(6 * time.Second)
	mb := memoryOf(c.Process.Pid, "VmRSS")
	c.Process.Kill()
	c.Wait()
	return mb
}

const emptyProgram = `package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

func main() {
	w := app.NewWithID("example.empty").NewWindow("empty")
	w.Resize(fyne.NewSize(1440, 872))
	w.ShowAndRun()
}
`
