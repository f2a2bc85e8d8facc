package cleaning

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kontor/app/cleaning"
	"kontor/app/entity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// Page is the page of the rules: what each finds, what stands there now and what would
// stand there after, and one button that does it.
type Page struct {
	host kit.Host
	deps Deps
	s    *kit.Surface
	load *kit.Loader

	rules  []cleaning.Rule
	side   kit.List
	at     int
	counts map[string]int // findings of the rules that ran
	found  cleaning.Result
	read   int // records looked at so far
	ready  bool
	busy   bool
	left   []cleaning.Left
	list   kit.List
	days   *kit.Field
}

// NewPage makes the page.
func NewPage(h kit.Host, d Deps) *Page {
	p := &Page{host: h, deps: d, counts: map[string]int{}}
	p.s = kit.NewSurface(p.draw)
	p.s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(p.Commands(), k, inField) }
	p.load = kit.NewLoader(h, p.s.Redraw)
	p.side = kit.List{Height: 44, Row: p.ruleRow, OnCur: p.choose}
	p.list = kit.List{Row: p.row, Multi: true, KeyOf: func(i int) int64 { return int64(i) }, OnPick: p.s.Redraw, OnOpen: func(int) { p.openRecord() }}
	p.days = kit.NewField(h.T("cleaning.days"))
	p.days.AlignRight = true
	p.days.OnEnter = func() bool { p.find(); return true }
	p.days.OnCommit = func(string) { p.find() }
	kit.Load(p.load, d.Rules.Rules, func(list []cleaning.Rule) {
		p.rules = list
		p.side.Name, p.side.Len = h.T("cleaning.rules"), len(list)
		if len(list) > 0 {
			p.side.Select(0)
			p.choose(0)
		}
	})
	return p
}

func (p *Page) rule() *cleaning.Rule {
	if p.at < len(p.rules) {
		return &p.rules[p.at]
	}
	return nil
}

func (p *Page) choose(i int) {
	if i < 0 || i >= len(p.rules) {
		return
	}
	p.at = i
	p.days.SetText("")
	if d := p.rules[i].Days; d > 0 {
		p.days.SetText(itoa(d))
	}
	p.find()
}

// find runs the rule.
func (p *Page) find() {
	r := p.rule()
	if r == nil {
		return
	}
	days := r.Days
	if days > 0 {
		n, err := strconv.Atoi(strings.TrimSpace(p.days.Text()))
		if err != nil || n < 1 || n > 3650 {
			p.days.Err = p.host.T("cleaning.bad_days")
			p.s.Redraw()
			return
		}
		p.days.Err, days = "", n
	}
	key := r.Key
	p.ready, p.read, p.left = false, 0, nil
	kit.Load(p.load, func(ctx context.Context) (cleaning.Result, error) {
		return p.deps.Rules.Find(ctx, key, days, func(n int) {
			p.host.Post(func() { p.read = n; p.s.Redraw() })
		})
	}, func(f cleaning.Result) {
		p.found, p.ready = f, true
		p.counts[key] = f.All
		p.list.Name, p.list.Len = p.name(f.Rule), len(f.Findings)
		p.list.PickNone()
		if len(f.Findings) > 0 {
			p.list.Select(0)
		}
		p.host.Refresh()
	})
}

func (p *Page) name(r cleaning.Rule) string { return p.host.T("cleaning.rule." + r.Key) }

// chosen are the findings that the button is about: those ticked, else all.
func (p *Page) chosen() []cleaning.Finding {
	keys, all := p.list.Picked()
	if len(keys) == 0 {
		return p.found.Findings
	}
	ticked := map[int64]bool{}
	for _, k := range keys {
		ticked[k] = true
	}
	var out []cleaning.Finding
	for i, f := range p.found.Findings {
		if ticked[int64(i)] != all {
			out = append(out, f)
		}
	}
	return out
}

// apply asks, then does what the rule says.
func (p *Page) apply() {
	if !p.ready || p.busy || p.found.Rule.Sort == cleaning.Look || len(p.found.Findings) == 0 {
		return
	}
	t := p.host.T
	list := p.chosen()
	d := &kit.Dialog{Title: t("cleaning.ask."+string(p.found.Rule.Sort), "n", len(list)), Height: func(float32) float32 { return 48 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) { c.Para(r, t("cleaning.ask_note"), kit.Body, 2) }
	kind := kit.Primary
	if p.found.Rule.Sort == cleaning.Bin {
		kind = kit.Danger
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: p.verb(len(list)), Kind: kind, Key: "Ctrl+Enter", Run: func() bool { p.run(list); return false }}}
	p.host.ShowDialog(d)
}

func (p *Page) run(list []cleaning.Finding) {
	p.busy = true
	result := p.found
	p.host.Go(func(ctx context.Context) {
		done, err := p.deps.Rules.Apply(ctx, result, list)
		p.host.Post(func() {
			p.busy = false
			p.host.Report(err) // what was done until then stays, and can be undone
			p.find()
			p.left = done.Left
			if done.Records > 0 {
				p.host.Toast(p.host.T("cleaning.done", "n", done.Records, "left", len(done.Left)), p.deps.undo(p.host, p.find))
			}
			p.s.Redraw()
		})
	})
}

func (p *Page) verb(n int) string { return p.host.T("cleaning.do."+string(p.found.Rule.Sort), "n", n) }

func (p *Page) openRecord() {
	if i := p.list.Current(); i >= 0 && i < len(p.found.Findings) {
		p.host.Open(p.found.Rule.Kind, p.found.Findings[i].ID, nil)
	}
}

// draw shows the page.
func (p *Page) draw(c *kit.Canvas) {
	t := p.host.T
	r := c.Bounds()
	p.header(c, r.CutTop(theme.AreaHeader))
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(1)
	p.side.Draw(c, "rules", r.CutLeft(270))
	c.LineV(r.X, r.Y, r.H, theme.Line)
	r.CutLeft(1)
	if p.rule() == nil {
		return
	}
	bar := r.CutTop(theme.FilterBar)
	c.LineH(r.X, r.Y-1, r.W, theme.Line)
	in := bar.Pad(16, 0, 14, 0)
	if p.rule().Days > 0 {
		c.Text(in.CutRight(28), t("cleaning.day_word"), kit.Caption)
		in.CutRight(6)
		c.Field("days", in.CutRight(76).MiddleRow(theme.Control), p.days)
		in.CutRight(8)
		label := t("cleaning.days")
		c.Text(in.CutRight(kit.Measure(label, kit.Caption)+2), label, kit.Caption)
		in.CutRight(12)
	}
	c.Text(in, t("cleaning.text."+p.rule().Key), kit.Caption)
	switch {
	case p.load.Failed() != nil:
		c.Failure(r, p.host, p.load.Failed(), nil)
	case !p.ready:
		c.Text(r.Center(360, 40), t("cleaning.reading", "n", p.read), kit.Second.Centered())
	default:
		p.body(c, r)
	}
}

func (p *Page) header(c *kit.Canvas, r kit.Rect) {
	r = r.Pad(10, 0, theme.MarginRight, 0)
	c.Button(r.CutLeft(28).MiddleRow(28), kit.Button{ID: "back", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: p.host.T("merge.back"), Key: "Esc", Tap: p.host.Close})
	r.CutLeft(9)
	c.ButtonsRight(&r, kit.Button{ID: "detach", Icon: icons.External, Kind: kit.Plain, Tip: p.host.T("merge.detach"), Tap: p.host.Detach})
	r.CutLeft(c.Text(r, p.Title(), kit.Title) + 14)
	if p.ready {
		c.Text(r, p.host.T("cleaning.status", "n", p.found.All, "read", p.found.Read), kit.Caption)
	}
}

func (p *Page) body(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	if len(p.left) > 0 {
		first := p.left[0]
		b := kit.Banner{Tint: kit.Amber, Text: t("cleaning.left", "n", len(p.left), "title", first.Title, "why", p.host.ErrorText(first.Err)), Close: func() { p.left = nil }}
		c.Banner(r.CutTop(kit.BannerHeight(b, r.W-24)+12).Pad(12, 8, 12, 4), b)
	}
	if len(p.found.Findings) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.CircleCheck, Title: t("cleaning.none"), Text: t("cleaning.none_text", "n", p.found.Read)})
		return
	}
	foot := r.CutBottom(44)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	in := foot.Pad(16, 0, 14, 0)
	n := len(p.chosen())
	do := kit.Button{ID: "apply", Text: p.verb(n), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: p.apply}
	if p.found.Rule.Sort == cleaning.Look {
		do = kit.Button{ID: "open", Text: t("cleaning.open"), Key: "Enter", Tap: p.openRecord}
	}
	if p.busy {
		do.Disabled = t("merge.busy")
	}
	c.ButtonsRight(&in, do)
	note := t("cleaning.tick_note")
	if p.found.Rule.Sort == cleaning.Look {
		note = t("cleaning.look_note")
	}
	if p.found.All > len(p.found.Findings) {
		note = t("cleaning.first", "n", len(p.found.Findings), "all", p.found.All)
	}
	c.Text(in, note, kit.Caption)
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	for i, key := range []string{"record", "field", "now", "after", "owner", "saved"} {
		c.Text(findingCells(head)[i], t("cleaning.column."+key), kit.Caption)
	}
	p.list.Draw(c, "findings", r)
}

// findingCells lays record, field, now, after, owner, last saved.
func findingCells(r kit.Rect) []kit.Rect {
	return r.Pad(40, 0, 14, 0).Columns(12, -3, 96, -3, -3, 72, 84)
}

func (p *Page) row(c *kit.Canvas, r kit.Rect, i int, st kit.RowState) {
	f := p.found.Findings[i]
	cells := findingCells(r)
	c.CheckBox(kit.Rect{X: r.X + 16, Y: r.Y, W: 15, H: r.H}, st.Picked, false, false)
	c.Text(cells[0], f.Title, kit.Body)
	field := p.deps.Registry.Type(p.found.Rule.Kind).Field(f.Field)
	if field != nil {
		c.Text(cells[1], records.Label(p.host, field), kit.Second)
	}
	c.Text(cells[2], p.value(field, f.Now), kit.Body)
	switch p.found.Rule.Sort {
	case cleaning.Fix:
		c.Text(cells[3], p.value(field, f.After), kit.Body.In(theme.OK))
	default:
		c.Text(cells[3], p.host.T("cleaning.why."+f.Reason), kit.Second)
	}
	c.Text(cells[4], f.Owner, kit.Second)
	if f.At > 0 {
		c.Text(cells[5], tr.In(p.host.Lang()).NearInstant(time.UnixMilli(f.At), p.host.Zone(), p.host.Today()), kit.Second)
	}
}

// value writes a value so that blanks at the ends can be seen.
func (p *Page) value(f *entity.Field, v entity.Value) string {
	if f == nil || v.IsEmpty() {
		return "—"
	}
	text := records.Text(p.host, f, v)
	if strings.TrimSpace(text) != text || strings.Contains(text, "  ") || strings.Contains(text, "　") {
		return strings.NewReplacer(" ", "·", "　", "□").Replace(text)
	}
	return text
}

func (p *Page) ruleRow(c *kit.Canvas, r kit.Rect, i int, _ kit.RowState) {
	rule := p.rules[i]
	in := r.Pad(16, 4, 12, 4)
	if n, ok := p.counts[rule.Key]; ok {
		text := tr.Group(int64(n))
		c.Text(in, text, kit.Second.RightAligned())
		in.CutRight(kit.Measure(text, kit.Second) + 8)
	}
	c.Text(in.CutTop(20), p.name(rule), kit.Body)
	c.Text(in.CutTop(16), p.host.T("cleaning.sort."+string(rule.Sort), "kind", p.host.T(rule.Kind+".many")), kit.Caption)
}

// Commands are the actions of the page.
func (p *Page) Commands() []kit.Command {
	t := p.host.T
	return []kit.Command{
		{ID: "cleaning.apply", Title: t("cleaning.apply"), Keys: []kit.Key{"Ctrl+Enter"}, Run: p.apply, Status: t("cleaning.apply")},
		{ID: "cleaning.open", Title: t("cleaning.open"), Keys: []kit.Key{"Enter"}, Run: p.openRecord, Scope: kit.ScopeList, Status: t("cleaning.open")},
		{ID: "cleaning.again", Title: t("cleaning.again"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: p.find, Status: t("cleaning.again")},
		{ID: "cleaning.back", Title: t("merge.back"), Keys: []kit.Key{"Esc"}, Run: p.host.Close, Scope: kit.ScopeHidden},
	}
}

// Title and the rest make it a kit.Page.
func (p *Page) Title() string { return p.host.T("cleaning.title") }

// Content is the surface.
func (p *Page) Content() fyne.CanvasObject { return p.s }

// Focus puts the keyboard into the rules.
func (p *Page) Focus() { p.s.FocusID("rules", false) }

// Close ends the page.
func (p *Page) Close() {}

// Save keeps the rule.
func (p *Page) Save() kit.State { return kit.State{"rule": itoa(p.at)} }

// Restore chooses the rule again.
func (p *Page) Restore(s kit.State) {
	if n, err := strconv.Atoi(s["rule"]); err == nil && n < len(p.rules) {
		p.side.Select(n)
		p.choose(n)
	}
}
