// Package tour drives the real windows without a screen and writes a picture of each, the
// papers and the exports: what a new user would see, for the manual and for looking at.
package tour

import (
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kontor/app"
	"kontor/ui/shell"
)

// Stop is one picture of the tour.
type Stop struct {
	Name string
	Show func(r *shell.Rehearse) bool // false: nothing to show for this person
}

// Params are what the tour needs.
type Params struct {
	Out    string
	Width  float32 // logical pixels
	Height float32
	Scale  float32 // pixels of a logical one
	Shell  func(a fyne.App) *shell.Shell
	Desk   func(ctx context.Context) (*shell.Desk, error)
	Stops  []Stop
	// States come after the papers: windows that are empty, forbidden, failed or in conflict.
	States []Stop
	// Only are beginnings of names; others are not shown, and no papers are written.
	Only []string
	// Papers writes documents and exports into the folder.
	Papers func(ctx context.Context, out string) error
}

// Run writes everything. Error file.unwritable names the folder.
func Run(ctx context.Context, p Params) error {
	if err := os.MkdirAll(p.Out, 0o755); err != nil {
		return app.E(app.Denied, "file.unwritable", "file", p.Out).Because(err)
	}
	a := test.NewApp()
	defer a.Quit()
	sh := p.Shell(a)
	r := shell.NewRehearse(sh, p.Width, p.Height)
	defer r.End()
	r.First()
	r.Settle()
	if p.wanted("01-first-run") {
		if err := save(p.Out, "01-first-run", r.Picture(p.Scale)); err != nil {
			return err
		}
	}
	d, err := p.Desk(ctx)
	if err != nil {
		return err
	}
	r.Desk(d)
	if err := p.show(ctx, r, p.Stops); err != nil {
		return err
	}
	if p.Papers != nil && len(p.Only) == 0 {
		if err := p.Papers(ctx, p.Out); err != nil {
			return err
		}
	}
	return p.show(ctx, r, p.States)
}

// show makes the pictures of the stops that are wanted.
func (p *Params) show(ctx context.Context, r *shell.Rehearse, stops []Stop) error {
	for _, s := range stops {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !p.wanted(s.Name) || !s.Show(r) || s.Name == "" {
			continue
		}
		if err := save(p.Out, s.Name, r.Picture(p.Scale)); err != nil {
			return err
		}
		r.Escape()
	}
	return nil
}

// wanted tells whether a picture was asked for; a stop without a name prepares others and
// always runs.
func (p *Params) wanted(name string) bool {
	if len(p.Only) == 0 || name == "" {
		return true
	}
	for _, o := range p.Only {
		if strings.HasPrefix(name, o) {
			return true
		}
	}
	return false
}

func save(out, name string, img image.Image) error {
	path := filepath.Join(out, name+".png")
	f, err := os.Create(path)
	if err != nil {
		return app.E(app.Denied, "file.unwritable", "file", path).Because(err)
	}
	if err := png.Encode(f, img); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
