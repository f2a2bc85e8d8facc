package customer

import (
	"context"
	"errors"
	"strings"

	"kontor/app"
	"kontor/ui/kit"
)

// export writes the list, or the ticked records of it, to a file; when many people's
// contact data would leave, it asks what for.
func (p *Page) export() {
	l := p.active()
	q := l.Query()
	if l.Table.PickedCount() > 0 {
		q = l.Chosen()
	}
	q.Columns = p.shownColumns()
	title := p.tabTitle()
	p.host.SaveFile(kit.FileRequest{Title: p.host.T("cust.export"), Name: title + ".xlsx", Kinds: "Excel, CSV", Exts: []string{"xlsx", "csv"}, Confirm: true}, func(path string) {
		p.exportTo(ExportRequest{Query: q, View: title, Path: path, Lang: p.host.Lang()})
	})
}

// shownColumns are the columns in their order on the screen, without hidden ones.
func (p *Page) shownColumns() []string {
	var out []string
	for _, c := range p.active().Table.Columns {
		if !c.Hidden {
			out = append(out, c.ID)
		}
	}
	return out
}

func (p *Page) exportTo(r ExportRequest) {
	t := p.host.T
	p.host.Go(func(ctx context.Context) {
		err := p.deps.Export(ctx, r)
		p.host.Post(func() {
			var e *app.Error
			switch {
			case errors.As(err, &e) && e.Key == "export.purpose":
				p.askPurpose(r, e)
			case err != nil:
				p.host.Report(err)
			default:
				p.host.Toast(t("records.exported", "file", r.Path), nil)
			}
		})
	})
}

func (p *Page) askPurpose(r ExportRequest, e *app.Error) {
	t := p.host.T
	purpose := kit.NewField(t("cust.purpose"))
	purpose.Placeholder = t("cust.purpose_hint")
	ask(p.host, p.host.ErrorText(e), t("cust.export"), func() bool {
		if r.Purpose = strings.TrimSpace(purpose.Text()); r.Purpose == "" {
			purpose.Err = t("cust.purpose_needed")
			return true
		}
		p.exportTo(r)
		return false
	}, row{t("cust.purpose"), purpose})
}
