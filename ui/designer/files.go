package designer

import (
	"context"
	"strings"

	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// save stores the template; what ships is copied under a name of its own. Where something is
// wrong, the first place of it is shown instead.
func (p *page) save() {
	if p.busy || p.tree == nil {
		return
	}
	if len(p.faults) > 0 {
		f := p.faults[0]
		if at := (ref{f.Band, f.Item, f.Column}); p.at(at) != nil {
			p.choose(at)
		}
		p.host.Toast(p.faultText(f), nil)
		return
	}
	d := printroom.Draft{Kind: p.kind, Format: printroom.Layout, Paper: p.tree.Str("paper")}
	tree := p.tree.Clone()
	if p.own == nil {
		d.Source = p.name
		if w := tree.Words("title"); w == p.shippedTitle() {
			tree.SetWords("title", p.d.Store.NameFor(w))
		}
	} else {
		d.ID, d.Version, d.Source = p.own.ID, p.version, p.own.Source
	}
	d.Name = tree.Words("title")
	d.Body = p.d.Press.Compose(tree)
	p.busy = true
	p.host.Go(func(ctx context.Context) {
		t, err := p.d.Store.Save(ctx, d)
		p.host.Post(func() {
			p.busy = false
			if err != nil {
				p.host.Report(err)
				return
			}
			p.own, p.version, p.name = t, t.Version, t.Key()
			p.tree.Set("title", tree.Get("title"))
			p.title = d.Name
			p.saved = string(p.d.Press.Compose(p.tree))
			p.undo, p.redo, p.last = nil, nil, ""
			p.host.Toast(p.host.T("designer.saved", "name", p.titleText(), "n", t.Revision), nil)
			p.status()
			p.host.Refresh()
			p.s.Redraw()
		})
	})
}

// shippedTitle is the name that the template ships with.
func (p *page) shippedTitle() paper.Words {
	tree, err := p.d.Press.Open([]byte(p.saved))
	if err != nil {
		return paper.Words{}
	}
	return tree.Words("title")
}

// showVersions lists the versions; one that is chosen becomes the draft and can be taken back.
func (p *page) showVersions() {
	if p.own == nil {
		p.host.Toast(p.host.T("designer.no_versions"), nil)
		return
	}
	id := p.own.ID
	type seen struct {
		made  []printroom.Made
		names map[int64]string
	}
	kit.Load(p.load, func(ctx context.Context) (seen, error) {
		s := seen{}
		var err error
		if s.made, err = p.d.Store.VersionsOf(ctx, id); err != nil || p.d.Names == nil {
			return s, err
		}
		var people []int64
		for _, m := range s.made {
			people = append(people, m.By)
		}
		s.names, err = p.d.Names(ctx, "person", people)
		return s, err
	}, func(s seen) {
		var items []kit.MenuItem
		for _, m := range s.made {
			text := p.host.T("designer.version_line", "n", m.No, "at", p.stamp(m.At), "by", s.names[m.By])
			items = append(items, kit.MenuItem{Title: text, Detail: m.Note, Checked: m.No == p.own.Revision, Icon: icons.History, Run: func() { p.takeVersion(id, m.No) }})
		}
		at, _ := p.s.HitRect("versions")
		p.host.ShowMenu(kit.Menu{From: p.s, Below: at, Items: items, Width: 300})
	})
}

func (p *page) takeVersion(id, no int64) {
	kit.Load(p.load, func(ctx context.Context) (*paper.Table, error) {
		text, err := p.d.Store.Body(ctx, id, no)
		if err != nil {
			return nil, err
		}
		return p.d.Press.Open(text)
	}, func(tree *paper.Table) {
		p.replace(tree)
		p.host.Toast(p.host.T("designer.version_taken", "n", no), p.back)
	})
}

// replace takes another template in as one step.
func (p *page) replace(tree *paper.Table) {
	p.edit("", func() {
		p.tree, p.title = tree, tree.Words("title")
		p.choose()
	})
}

// importFile takes a template file in; it is stored when it is saved.
func (p *page) importFile() {
	p.host.PickFile(kit.FileRequest{Title: p.host.T("designer.import"), Exts: []string{"toml"}, Kinds: p.host.T("designer.files")}, func(path string) {
		name, raw, err := p.d.Read(path)
		if err != nil {
			p.host.Report(err)
			return
		}
		tree, err := p.d.Press.Open(raw)
		if err != nil {
			p.host.Report(err)
			return
		}
		if kind := tree.Str("kind"); kind != string(p.kind) {
			p.host.Toast(p.host.T("designer.other_kind", "file", name, "kind", p.host.T("dict.paper."+string(p.kind))), nil)
			return
		}
		// Laying the example out may take a while: a file from outside may be anything.
		kit.Load(p.load, func(ctx context.Context) (*paper.Table, error) {
			return tree, p.d.Press.Check(ctx, p.kind, name, raw)
		}, func(tree *paper.Table) {
			p.replace(tree)
			p.host.Toast(p.host.T("designer.imported", "file", name), p.back)
		})
	})
}

// exportFile writes the template as it is now.
func (p *page) exportFile() {
	text := p.d.Press.Compose(p.tree)
	p.host.SaveFile(kit.FileRequest{Title: p.host.T("designer.export"), Name: fileName(p.titleText()) + ".toml", Exts: []string{"toml"}, Kinds: p.host.T("designer.files"), Confirm: true}, func(path string) {
		p.host.Go(func(context.Context) {
			err := p.d.Write(path, text)
			p.host.Post(func() {
				p.host.Report(err)
				if err == nil {
					p.host.Toast(p.host.T("designer.exported", "file", path), nil)
				}
			})
		})
	})
}

func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, s)
}

// testPrint prints the page as it is designed.
func (p *page) testPrint() {
	if p.doc == nil || p.busy || len(p.faults) > 0 {
		return
	}
	doc := p.doc
	p.busy = true
	p.host.Go(func(ctx context.Context) {
		done, err := p.d.Press.Print(ctx, doc, paper.Job{Copies: 1, Title: p.host.T("designer.test")})
		p.host.Post(func() {
			p.busy = false
			p.host.Report(err)
			switch {
			case err != nil:
			case done.File != "":
				p.host.Toast(p.host.T("paper.saved_instead", "file", done.File), nil)
			default:
				p.host.Toast(p.host.T("paper.printed", "printer", done.Printer), nil)
			}
		})
	})
}
