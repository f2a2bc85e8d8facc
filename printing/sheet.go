package printing

import (
	"bytes"
	"context"

	"kontor/app"
	"kontor/app/paper"
	"kontor/printing/excel"
	"kontor/printing/layout"
)

// sheet finds a workbook of the company by the name of the template.
func (p *Press) sheet(name string) ([]byte, bool) {
	if p.own == nil || name == "" {
		return nil, false
	}
	return p.own.Sheet(name)
}

func filling(r paper.Request) excel.Filling {
	lang := r.Language
	if lang == "" {
		lang = "zh"
	}
	return excel.Filling{Data: r.Data, Lang: lang, Words: r.Options.Words}
}

// laySheet fills a workbook and lays it out.
func (p *Press) laySheet(ctx context.Context, book []byte, r paper.Request) (*paper.Doc, []paper.Warning, error) {
	ctx, stop := context.WithTimeout(ctx, layout.MaxTime)
	defer stop()
	f, err := excel.Fill(book, filling(r))
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = f.Close() }()
	title := layout.NewValues(r.Data, "zh", r.Options.Words).Text("{{number}}")
	doc, err := excel.Pages(ctx, f, title)
	if err != nil {
		return nil, nil, err
	}
	doc.Created, doc.Language = r.Now, r.Language
	if placed, err := excel.Holds(book, "print.reprint"); err == nil && !placed {
		for i := range doc.Pages {
			layout.Reprint(r.Data, r.Language, &doc.Pages[i], 0, 12)
		}
	}
	layout.Shift(doc, r.Options.OffsetX, r.Options.OffsetY)
	return doc, nil, nil
}

// Workbook fills the workbook that a template is and gives the file; NotFound
// paper.no_template when the template is none. PRT-02
func (p *Press) Workbook(_ context.Context, r paper.Request) ([]byte, error) {
	book, ok := p.sheet(r.Template)
	if !ok {
		return nil, app.E(app.NotFound, "paper.no_template", "template", r.Template)
	}
	f, err := excel.Fill(book, filling(r))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, app.E(app.Internal, "paper.pdf_failed").Because(err)
	}
	return b.Bytes(), nil
}

// CheckSheet tells what is wrong with a workbook before it is saved as a template.
func (p *Press) CheckSheet(ctx context.Context, kind paper.Kind, book []byte) error {
	if err := excel.Check(book, kind); err != nil {
		return err
	}
	_, _, err := p.laySheet(ctx, book, paper.Request{Kind: kind, Data: paper.Example(kind)})
	return err
}

// Starter is a workbook with the fields of a kind, to begin a template with.
func (p *Press) Starter(kind paper.Kind, title string, label func(f paper.FieldInfo) string) ([]byte, error) {
	return excel.Starter(kind, title, label)
}
