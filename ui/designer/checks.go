package designer

import (
	"context"
	"slices"

	"kontor/app/paper"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// mostTried is how many documents the checks lay out.
const mostTried = 20

// finding is something that would print badly, with how often and how to mend it.
type finding struct {
	key   string // of the warning
	args  map[string]any
	n     int    // documents
	first string // one of them
	at    ref    // the element, when it is known
}

// rehearse lays the longest documents out with the template and collects what would print
// badly.
func (p *page) rehearse() {
	if p.tree == nil || len(p.faults) > 0 {
		return
	}
	r := p.request(nil)
	r.Options.Label = nil
	samples := longest(p.samples, mostTried)
	type seen struct {
		found []finding
		n     int
	}
	kit.Load(p.try, func(ctx context.Context) (seen, error) {
		s := seen{n: len(samples)}
		for _, x := range samples {
			one := r
			one.Data = x.Data
			_, warnings, err := p.d.Press.Layout(ctx, one)
			if err != nil {
				return s, err
			}
			for _, w := range warnings {
				s.found = collect(s.found, w, x.Title)
			}
		}
		return s, nil
	}, func(s seen) { p.found, p.tried = s.found, s.n })
}

// collect counts a warning in the documents it comes up in.
func collect(list []finding, w paper.Warning, title string) []finding {
	at := nothing
	if b, ok := w.Args["band"].(int); ok {
		at = ref{b, -1, -1}
		if i, ok := w.Args["item"].(int); ok {
			at.item = i
		}
	}
	for i, f := range list {
		if f.key == w.Key && f.at == at && (at != nothing || f.args["character"] == w.Args["character"]) {
			if f.first != title {
				list[i].n++
			}
			return list
		}
	}
	return append(list, finding{w.Key, w.Args, 1, title, at})
}

// longest are the documents with the most to print.
func longest(list []Sample, n int) []Sample {
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b Sample) int { return weight(b.Data) - weight(a.Data) })
	return out[:min(n, len(out))]
}

// weight is about how much text a document has.
func weight(v any) int {
	switch v := v.(type) {
	case paper.Data:
		n := 0
		for _, x := range v {
			n += weight(x)
		}
		return n
	case []paper.Data:
		n := 0
		for _, x := range v {
			n += 10 + weight(x)
		}
		return n
	case []string:
		n := 0
		for _, s := range v {
			n += len(s)
		}
		return n
	case string:
		return len(v)
	}
	return 1
}

// faultText says what is wrong and where.
func (p *page) faultText(f paper.Fault) string {
	args := []any{"template", p.titleText(), "line", f.Line}
	for k, v := range f.Args {
		args = append(args, k, v)
	}
	return p.host.T("error.paper.template."+f.Key, args...)
}

func (p *page) findingText(f finding) string {
	var args []any
	for k, v := range f.args {
		args = append(args, k, v)
	}
	text := p.host.T("paper.warning."+f.key, args...)
	if f.at != nothing && p.at(f.at) != nil {
		text = p.called(f.at) + "：" + text
		if p.host.Lang() != "zh" {
			text = p.called(f.at) + ": " + p.host.T("paper.warning."+f.key, args...)
		}
	}
	return text
}

// repairs are what mends a finding in one step, by its key.
func (p *page) repair(f finding) (title string, run func()) {
	t := p.host.T
	switch f.key {
	case "does_not_fit":
		if it := p.at(f.at); it != nil {
			return t("designer.repair.wrap"), func() { p.edit("", func() { it.Set("grow", nil) }) }
		}
	case "small_type":
		return t("designer.repair.type"), func() { p.edit("", func() { p.each("size", func(v float64) float64 { return max(v, 10) }) }) }
	case "thin_line":
		return t("designer.repair.line"), func() {
			p.edit("", func() {
				for _, key := range []string{"width", "border", "rule"} {
					p.each(key, func(v float64) float64 { return max(v, 0.35) })
				}
				for _, b := range p.bands() {
					if tab := b.Sub("table"); tab != nil {
						tab.Set("rule", max(tab.Num("rule", 0.2), 0.35))
					}
				}
			})
		}
	case "out_of_reach", "off_page":
		return t("designer.repair.reach"), func() { p.edit("", p.bringIn) }
	}
	return "", nil
}

// each changes a number wherever the template says it; widths of columns are no lines.
func (p *page) each(key string, fn func(v float64) float64) {
	change := func(t *paper.Table) {
		if v, ok := t.Get(key).(float64); ok {
			t.Set(key, fn(v))
		}
	}
	change(p.tree)
	for b, band := range p.bands() {
		if tab := band.Sub("table"); tab != nil {
			change(tab)
			for _, list := range []string{"total", "lead"} {
				for _, x := range tab.Tables(list) {
					change(x)
				}
			}
		}
		for _, it := range p.items(b) {
			change(it)
		}
	}
}

// bringIn moves and narrows elements so that the printer reaches them.
func (p *page) bringIn() {
	from, to := p.sheetSize().Reach()
	m := p.margins()
	for b, band := range p.bands() {
		left := m[3]
		if roleOf(band) == "page" {
			left = 0
		}
		for i := range p.items(b) {
			r := ref{b, i, -1}
			it := p.at(r)
			x, w := it.Num("x", 0), p.widthOf(r)
			if left+x < from {
				x = from - left
			}
			if over := left + x + w - to; over > 0 {
				back := min(over, max(left+x-from, 0))
				x -= back
				w -= over - back
			}
			if x != it.Num("x", 0) {
				it.Set("x", limit(x))
			}
			if w != p.widthOf(r) {
				it.Set("w", max(limit(w), 1))
			}
		}
	}
}

func (p *page) checksHeight() float32 {
	n := min(max(len(p.faults)+len(p.found), 1), 3)
	return float32(34 + 27*n + 6)
}

// drawChecks lists what is wrong, worst first, each with the way to mend it.
func (p *page) drawChecks(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	head := r.CutTop(34).Pad(14, 0, 14, 0)
	head.CutLeft(c.Text(head, t("designer.checks"), kit.Strong) + 8)
	again := t("designer.try")
	c.LinkText(head.CutRight(kit.Measure(again, kit.Body)+2).MiddleRow(20), "try", again, kit.Body.RightAligned(), p.rehearse)
	head.CutRight(10)
	c.Text(head, t("designer.tried", "n", p.tried), kit.Hint.RightAligned())
	rows := len(p.faults) + len(p.found)
	c.Scroll("checks", r, float32(max(rows, 1)*27+4), func(body kit.Rect) {
		in := body.Pad(14, 0, 14, 0)
		for i, f := range p.faults {
			at := ref{f.Band, f.Item, f.Column}
			p.checkRow(c, in.CutTop(27), "fault."+itoa(i), icons.CircleAlert, theme.Bad, p.faultText(f), "", at, t("designer.show_it"), func() { p.choose(at) })
		}
		for i, f := range p.found {
			title, run := p.repair(f)
			p.checkRow(c, in.CutTop(27), "finding."+itoa(i), icons.TriangleAlert, theme.Warn, p.findingText(f), t("designer.in_documents", "n", f.n, "first", f.first), f.at, title, run)
		}
		switch {
		case p.broken != nil && len(p.faults) == 0:
			p.checkRow(c, in.CutTop(27), "broken", icons.CircleAlert, theme.Bad, p.host.ErrorText(p.broken), "", nothing, "", nil)
		case rows == 0:
			p.checkRow(c, in.CutTop(27), "fine", icons.Check, theme.OK, p.allRight(), "", nothing, "", nil)
		}
	})
}

// allRight says what was looked at and is right.
func (p *page) allRight() string {
	if p.sheetSize().Tractor {
		return p.host.T("designer.all_right_impact")
	}
	return p.host.T("designer.all_right")
}

func (p *page) checkRow(c *kit.Canvas, r kit.Rect, id string, icon icons.Name, tint theme.Token, text, note string, at ref, mend string, run func()) {
	c.Icon(r.CutLeft(16), icon, 14, tint)
	r.CutLeft(8)
	if run != nil {
		w := kit.Measure(mend, kit.Body) + 2
		c.LinkText(r.CutRight(w).MiddleRow(20), id+".mend", mend, kit.Body.RightAligned(), run)
		r.CutRight(12)
	}
	style := kit.Body
	if tint != theme.OK {
		style = style.In(tint)
	}
	full := r
	w := c.Text(r, text, style) + 8
	r.CutLeft(w)
	c.Text(r, note, kit.Hint)
	if at.band >= 0 {
		c.Hit(id, full, kit.Hit{Name: text, Role: kit.RoleItem, Focusable: true, Cursor: kit.Hand, Tap: func() {
			if p.at(at) != nil {
				p.choose(at)
				p.s.FocusID("sheet", false)
			}
		}})
	}
}
