package records

import (
	"context"
	"slices"
	"strconv"
	"unicode"

	"kontor/app/effort"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// facts is what the pane shows of a record.
type facts struct {
	p      *Page
	id     int64
	form   record.Form
	titles map[string]string
	said   []effort.Said
	load   *kit.Loader
}

func newFacts(p *Page, id int64) *facts {
	return &facts{p: p, id: id, load: kit.NewLoader(p.host, p.s.Redraw)}
}

type seenFacts struct {
	form   record.Form
	titles map[string]string
	said   []effort.Said
}

func (f *facts) read() {
	kind, talk := f.p.tabs[f.p.tab].Kind, f.p.commented()
	svc := f.p.deps.Service(kind)
	kit.Load(f.load, func(ctx context.Context) (seenFacts, error) {
		form, err := svc.Form(ctx, f.id)
		if err != nil {
			return seenFacts{}, err
		}
		s := seenFacts{form: form}
		if s.titles, err = f.p.titles(ctx, form.Inputs); err == nil && talk {
			s.said, err = f.p.deps.Comments.CommentsOn(ctx, kind, f.id)
		}
		return s, err
	}, func(s seenFacts) { f.form, f.titles, f.said = s.form, s.titles, s.said })
}

// titles reads the names of the records that references point to.
func (p *Page) titles(ctx context.Context, inputs []entity.Input) (map[string]string, error) {
	byKind := map[string][]int64{}
	for _, in := range inputs {
		if id := refID(in.Text); in.Field.Kind == entity.KindRef && id != 0 {
			byKind[in.Field.To] = append(byKind[in.Field.To], id)
		}
	}
	return titlesOf(ctx, p.deps.Deps, byKind)
}

// titlesOf reads the titles of records by "kind/id"; those that the reader may not see
// are left out.
func titlesOf(ctx context.Context, d Deps, byKind map[string][]int64) (map[string]string, error) {
	out := map[string]string{}
	for kind, ids := range byKind {
		t := d.Registry.Type(kind)
		if t == nil {
			continue
		}
		plan, err := listing.Allow(ctx, d.Registry, identity.May(kind, identity.See), listing.Query{Entity: kind, Columns: []string{t.Title}})
		if err != nil {
			continue
		}
		rows, err := d.Source.Block(ctx, plan, ids)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if r.ID != 0 && len(r.Cells) > 0 {
				out[kind+"/"+strconv.FormatInt(r.ID, 10)] = r.Cells[0].Text()
			}
		}
	}
	return out, nil
}

func (p *Page) draw(c *kit.Canvas) {
	r := c.Bounds()
	head := r.CutTop(theme.AreaHeader)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	p.drawHead(c, head.Pad(theme.MarginLeft, 0, theme.MarginRight, 1))
	if len(p.tabs) == 0 {
		return
	}
	if p.Aside {
		width := float32(theme.ViewList)
		if p.host.Lang() != "zh" {
			width += 28 // English names are longer
		}
		p.drawAside(c, r.CutLeft(width))
		c.LineV(r.X, r.Y, r.H, theme.Line)
		r.CutLeft(1)
	}
	p.drawPart(c, &r)
	if own := p.tabs[p.tab].Draw; own != nil {
		own(c, r)
		return
	}
	if p.covered() || p.tabs[p.tab].Single {
		l := p.list() // of a single record the first row is the one
		if p.facts == nil && l.Failed() != nil {
			c.Failure(r, p.host, l.Failed(), l.Reload)
			return
		}
		if p.tabs[p.tab].Single {
			r.W = min(r.W, 760)
		}
		p.drawPane(c, r)
		return
	}
	if !p.narrow() && (p.edit || p.facts != nil) {
		defer p.drawPane(c, p.split.CutRight(c, "split", &r)) // Tab comes to it behind the list
	}
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
	l := p.list()
	c.ButtonsRight(&in, l.Table.ColumnsButton(p.s))
	p.coverButton(c, &in)
	n, known := l.Count()
	if known {
		text := p.host.T("records.count", "n", n)
		c.Text(in.CutRight(kit.Measure(text, kit.Caption)+8), text, kit.Caption)
	}
	p.drawViews(c, &in)
	width := min(in.W, 260)
	if in.W < 520 {
		width = min(in.W, max(in.W*0.4, 130))
	}
	c.Field("filter", in.CutLeft(width).MiddleRow(theme.Control), p.filter)
	if in.CutLeft(9); in.W > 90 {
		p.conds().Chips(c, &in)
	}
	if err := l.Failed(); err != nil {
		c.Failure(r, p.host, err, l.Reload)
		return
	}
	l.Draw(c, "list", r)
}

// drawAside lists the tabs by group.
func (p *Page) drawAside(c *kit.Canvas, r kit.Rect) {
	c.Fill(r, theme.Sunken)
	var items []kit.NavItem
	group := ""
	for i, t := range p.tabs {
		if t.Group != "" && t.Group != group {
			group = t.Group
			items = append(items, kit.NavItem{Head: true, Text: group})
		}
		items = append(items, kit.NavItem{ID: strconv.Itoa(i), Text: p.tabTitle(i), Icon: t.Icon})
	}
	c.ScrollAuto("aside", r, func(body kit.Rect) float32 {
		c.Nav("tab", body.Pad(0, 8, 0, 0), items, strconv.Itoa(p.tab), func(id string) {
			if i, err := strconv.Atoi(id); err == nil {
				p.show(i)
			}
		})
		return kit.NavHeight(items) + 16
	})
}

func (p *Page) drawPane(c *kit.Canvas, r kit.Rect) {
	if p.edit {
		foot := r.CutBottom(46)
		c.LineH(foot.X, foot.Y, foot.W, theme.Line)
		in := foot.Pad(16, 1, 16, 0)
		c.ButtonsRight(&in, kit.Button{ID: "cancel", Text: p.host.T("kit.cancel"), Key: "Esc", Tap: p.stopEdit},
			kit.Button{ID: "save", Text: p.host.T("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: p.form.Save})
		if n := p.form.Errors(); n > 0 {
			c.Text(in, p.host.T("records.errors", "n", n), kit.Caption.In(theme.Bad))
		} else if n := p.form.Dirty(); n > 0 {
			c.Text(in, p.host.T("records.dirty", "n", n), kit.Caption)
		}
		title := p.form.title
		if title == "" {
			title = p.newTitle(p.tabs[p.tab].Kind)
		}
		c.Text(r.CutTop(44).Pad(16, 6, 16, 0), title, kit.Section)
		p.form.Draw(c, "form", r)
		return
	}
	f := p.facts
	if f == nil || f.form.ID == 0 {
		if f != nil && f.load.Failed() != nil {
			c.Failure(r, p.host, f.load.Failed(), f.read)
		}
		return
	}
	in := r.Pad(16, 12, 16, 0)
	title := f.form.Title
	if title == "" { // a draft has no number yet
		title = p.host.T("records.unnumbered", "what", Upper(p.host.T(p.tabs[p.tab].Kind+".one")))
	}
	head := in.CutTop(26)
	if p.covered() {
		c.Button(head.CutLeft(theme.Control).MiddleRow(theme.Control), kit.Button{ID: "cover.back", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: p.host.T("records.back"), Key: "Esc", Tap: p.uncover})
		head.CutLeft(6)
	}
	c.Text(head, title, kit.Section)
	in.CutTop(6)
	p.drawActions(c, &in)
	if pane := p.tabs[p.tab].Pane; pane != nil {
		pane(c, &in, f.id)
	}
	c.ScrollAuto("facts", kit.R(r.X, in.Y, r.W, r.Bottom()-in.Y), func(body kit.Rect) float32 {
		top := body.Y
		b := body.Pad(16, 4, 16, 0)
		b.H = 100_000
		inputs := f.form.Inputs
		if quiet := p.tabs[p.tab].Quiet; quiet != nil {
			inputs = slices.DeleteFunc(slices.Clone(inputs), quiet)
		}
		Facts(c, p.host, &b, inputs, f.titles, p.thumbs)
		f.drawComments(c, &b)
		return b.Y - top + 16
	})
}

func (p *Page) menu(at kit.Point) {
	var items []kit.MenuItem
	for _, cmd := range append(p.actions(), p.Commands()...) {
		if cmd.Scope == kit.ScopeHidden || cmd.ID == "new" {
			continue
		}
		items = append(items, menuItem(cmd))
	}
	p.host.ShowMenu(kit.Menu{From: p.s, At: at, Items: items})
}

func (p *Page) blank(c *kit.Canvas, r kit.Rect) {
	kind, w := p.tabs[p.tab].Kind, &p.wishes[p.tab]
	if text := p.filter.Text(); text != "" || !w.own.IsZero() && w.kept.ID == 0 {
		e := kit.Empty{Icon: icons.Search, Title: p.host.T("records.nothing", "text", text), LinkOne: p.host.T("records.clear"), OnOne: p.conds().Clear}
		if text == "" {
			e.Title = p.host.T("filter.nothing")
		}
		c.Empty(r, e)
		return
	}
	if w.kept.ID != 0 || w.ready > 0 {
		c.Empty(r, kit.Empty{Icon: icons.Filter, Title: p.host.T("savedview.nothing", "name", p.viewTitle()), LinkOne: p.host.T("savedview.show_all"), OnOne: func() { p.setView(0) }})
		return
	}
	title := p.host.T("records.none", "what", inSentence(p.host.Lang(), p.host.T(kind+".many")))
	if own := p.tabs[p.tab].Title; own != "" {
		title = p.host.T("records.none_in", "what", own)
	}
	e := kit.Empty{Icon: icons.FileText, Title: title, Text: tr.In(p.host.Lang()).Or(kind+".none_text", "")}
	if !p.tabs[p.tab].Fixed && p.may(identity.Add) {
		e.First = kit.Button{Text: p.newTitle(kind), Icon: icons.Plus, Kind: kit.Primary, Key: "Ctrl+N", Tap: func() { p.startEdit(0) }}
	}
	c.Empty(r, e)
}

// Commands are the page's actions now.
func (p *Page) Commands() []kit.Command {
	t := p.host.T
	if p.edit {
		return []kit.Command{
			{ID: "save", Title: t("records.save"), Keys: []kit.Key{"Ctrl+Enter"}, Run: p.form.Save, Status: t("records.save")},
			{ID: "cancel", Title: t("kit.cancel"), Keys: []kit.Key{"Esc"}, Run: p.stopEdit, Status: t("records.back")},
		}
	}
	if len(p.tabs) == 0 {
		return nil
	}
	tab := p.tabs[p.tab]
	if tab.Draw != nil {
		if tab.Commands == nil {
			return nil
		}
		return tab.Commands()
	}
	if tab.Single {
		return []kit.Command{
			{ID: "open", Title: t("records.edit"), Keys: []kit.Key{"F2"}, Icon: icons.Pencil, Run: func() { p.open(p.list().Current()) }, Status: t("records.edit")},
			{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: func() { p.list().Reload() }},
		}
	}
	list := []kit.Command{
		{ID: "open", Title: t("records.open"), Keys: []kit.Key{"F2"}, Icon: icons.Pencil, Run: func() { p.open(p.list().Current()) }, Status: t("records.edit")},
		{ID: "filter", Title: t("records.filter"), Keys: []kit.Key{"Ctrl+F", "/"}, Icon: icons.Search, Run: p.filter.Focus, Status: t("records.filter")},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: func() { p.list().Reload() }},
		{ID: "clear", Keys: []kit.Key{"Esc"}, Scope: kit.ScopeHidden, Run: p.escape},
	}
	list = append(list, p.viewCommands()...)
	if p.narrow() {
		list = append(list, p.coverCommand())
	}
	if !tab.Fixed && !tab.Single && p.may(identity.Add) {
		list = append(list, kit.Command{ID: "new", Title: p.newTitle(tab.Kind), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus, Run: func() { p.startEdit(0) }})
	}
	if !tab.Fixed && !tab.Single && p.may(identity.Remove) {
		list = append(list, kit.Command{ID: "bin", Title: t("records.bin"), Keys: []kit.Key{"Del"}, Icon: icons.Trash, Scope: kit.ScopeList, Run: p.archive})
	}
	if tab.Import != "" && p.may(identity.Import) {
		list = append(list, kit.Command{ID: "import", Title: t("records.import"), Icon: icons.Download, Run: func() { p.host.New("import", map[string]string{"kind": tab.Import}) }})
	}
	if p.deps.Export != nil && p.may(identity.Export) {
		list = append(list, kit.Command{ID: "export", Title: t("records.export"), Keys: []kit.Key{"Ctrl+E"}, Icon: icons.FileSheet, Run: p.export, Status: t("records.export_word")})
	}
	if p.deps.Print != nil && p.may(identity.Export) {
		list = append(list, kit.Command{ID: "print.list", Title: t("records.print_list"), Keys: []kit.Key{PrintKey}, Icon: icons.Printer, Scope: kit.ScopeList, Run: p.print})
	}
	if p.deps.Prints != nil && p.deps.Prints(tab.Kind) {
		list = append(list, kit.Command{ID: "print.many", Title: t("records.print_many_docs"), Keys: []kit.Key{"Ctrl+P"}, Icon: icons.Printer, Enabled: p.somePicked, Run: p.printMany})
	}
	if p.commented() {
		list = append(list, p.commentCommand())
	}
	if p.deps.Mark != nil {
		list = append(list, kit.Command{ID: "mark", Title: t("action.mark"), Keys: []kit.Key{"Ctrl+M"}, Icon: icons.Bookmark, Scope: kit.ScopeList, Run: p.mark})
	}
	return slices.Concat(list, p.more(), p.actions())
}

// mark puts a named mark on what is chosen.
func (p *Page) mark() {
	if kind, ids := p.Chosen(); len(ids) > 0 {
		p.deps.Mark(p.host, kind, ids)
	}
}

// Chosen are the ticked records, else the current one.
func (p *Page) Chosen() (kind string, ids []int64) {
	if len(p.tabs) == 0 || p.tabs[p.tab].Draw != nil {
		return "", nil
	}
	return p.tabs[p.tab].Kind, p.list().ChosenIDs()
}

func (p *Page) newTitle(kind string) string { return NewTitle(p.host, kind) }

// NewTitle is 新建客户, New customer.
func NewTitle(h kit.Host, kind string) string {
	return h.T("records.new", "what", inSentence(h.Lang(), h.T(kind+".one")))
}

// inSentence is a name of an entity as it stands inside an English sentence.
func inSentence(lang, name string) string {
	if r := []rune(name); lang == "en" && len(r) > 1 && unicode.IsLower(r[1]) {
		return string(unicode.ToLower(r[0])) + string(r[1:])
	}
	return name
}
