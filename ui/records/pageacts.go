package records

import (
	"context"

	"kontor/app/record"
	"kontor/ui/kit"
)

// archive puts the chosen records into the recycle bin and offers to take them back.
func (p *Page) archive() {
	t, l := p.tabs[p.tab], p.list()
	ids, all := l.Picked()
	if all || len(ids) == 0 {
		ids = []int64{l.Current()}
	}
	svc := p.deps.Service(t.Kind)
	p.host.Go(func(ctx context.Context) {
		var done []int64
		var err error
		for _, id := range ids {
			if id == 0 {
				continue
			}
			if err = svc.Archive(ctx, id, 0); err != nil {
				break
			}
			done = append(done, id)
		}
		p.host.Post(func() {
			p.host.Report(err)
			if len(done) > 0 {
				p.host.Toast(p.host.T("records.binned", "n", len(done)), func() { p.restore(svc, done) })
			}
		})
	})
}

func (p *Page) restore(svc record.Any, ids []int64) {
	p.host.Go(func(ctx context.Context) {
		for _, id := range ids {
			if err := svc.Restore(ctx, id); err != nil {
				p.host.Post(func() { p.host.Report(err) })
				return
			}
		}
	})
}

// print shows the list as it will be printed.
func (p *Page) print() {
	title := p.tabTitle(p.tab)
	if w := &p.wishes[p.tab]; w.kept.ID != 0 || w.ready > 0 {
		title += " · " + p.viewTitle()
	}
	p.deps.Print(p.host, p.list().Paper(title, p.conds().Told(p.list().Query().Text)))
}

// export asks for a file and writes the list as it is shown.
func (p *Page) export() {
	l := p.list()
	p.host.SaveFile(kit.FileRequest{Title: p.host.T("records.export"), Name: p.tabTitle(p.tab) + ".xlsx", Exts: []string{"xlsx", "csv"}, Kinds: "Excel, CSV", Confirm: true},
		func(path string) {
			q, view := l.Query(), p.tabTitle(p.tab)
			p.host.Go(func(ctx context.Context) {
				err := p.deps.Export(ctx, q, view, path)
				p.host.Post(func() {
					p.host.Report(err)
					if err == nil {
						p.host.Toast(p.host.T("records.exported", "file", path), nil)
					}
				})
			})
		})
}
