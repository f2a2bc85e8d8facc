package printing

import (
	"context"
	"errors"
	"io/fs"

	"kontor/app"
	"kontor/app/paper"
	"kontor/assets/templates"
	"kontor/printing/layout"
)

// Source is the text of a template: the company's own first.
func (p *Press) Source(name string) (text []byte, shipped bool, err error) {
	if p.own != nil {
		if text, ok := p.own.Template(name); ok {
			return text, false, nil
		}
	}
	if loaded, _ := p.shelf.read(); loaded[name] == nil {
		return nil, false, app.E(app.NotFound, "paper.no_template", "template", name)
	}
	text, err = fs.ReadFile(templates.Files(), name+".toml")
	return text, true, err
}

// Open reads a template for changing it.
func (p *Press) Open(text []byte) (*paper.Table, error) { return layout.Open("", text) }

// Compose writes a template as a file.
func (p *Press) Compose(t *paper.Table) []byte {
	text, _ := layout.Compose(t)
	return text
}

// Faults tells what is wrong with a template that is being changed.
func (p *Press) Faults(t *paper.Table) []paper.Fault { return layout.Faults(t) }

// Check tells what is wrong with a template before it is saved: the first fault with its
// line, another kind of document than it says, or more pages and time than a document may
// take with the data of an example.
func (p *Press) Check(ctx context.Context, kind paper.Kind, name string, text []byte) error {
	t, err := layout.Load(name, text)
	if err != nil {
		return err
	}
	if t.Kind != kind {
		return app.E(app.Invalid, "paper.template.kind", "template", name, "line", 1, "text", string(t.Kind))
	}
	_, _, err = layout.Layout(ctx, t, paper.Request{Kind: kind, Data: paper.Example(kind)})
	var e *app.Error
	if errors.As(err, &e) && (e.Key == "paper.too_many_pages" || e.Key == "paper.too_slow") {
		return app.E(app.Invalid, "paper.template_runs", "template", name, "line", e.Args["line"], "pages", layout.MaxPages).Because(err)
	}
	return err
}
