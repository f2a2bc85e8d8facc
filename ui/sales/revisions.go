package sales

import (
	"strconv"
	"strings"

	"kontor/app/entity"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// word says one difference between two revisions.
func (p *quotePage) word(d sales.Difference) string {
	t := p.host.T
	switch d.What {
	case sales.Added:
		return t("saleswindow.diff_added", "name", d.Name)
	case sales.Removed:
		return t("saleswindow.diff_removed", "name", d.Name)
	case sales.Moved:
		return t("saleswindow.diff_moved", "name", d.Name)
	}
	f := p.fieldOf(d)
	if f == nil {
		return d.Field
	}
	name := records.Label(p.host, f)
	if d.Line > 0 {
		name = d.Name + " " + name
	}
	return t("saleswindow.diff_changed", "name", name, "from", p.shown2(f, d.From), "to", p.shown2(f, d.To))
}

func (p *quotePage) fieldOf(d sales.Difference) *entity.Field {
	if d.Line > 0 {
		return p.d.QuoteDesc.Kids[0].Field(d.Field)
	}
	return p.d.QuoteDesc.Field(d.Field)
}

// shown2 writes a value of a difference: quantities, prices and rates in their own way.
func (p *quotePage) shown2(f *entity.Field, v entity.Value) string {
	switch {
	case f.Kind == entity.KindRef:
		if name := p.h.nameOf(f.To, v.Int()); name != "" {
			return name
		}
	case f.Key == "quantity":
		return money.Quantity(v.Int()).String()
	case f.Key == "price" || f.Key == "cost":
		return money.Price(v.Int()).String()
	case f.Key == "discount_rate":
		return money.Rate(v.Int()).String()
	}
	if text := records.Text(p.host, f, v); text != "" {
		text, _, _ = strings.Cut(text, "\n")
		return text
	}
	return "—"
}

// hidden are differences that readers of a summary do not want: costs, and what follows
// from others.
func hidden(d sales.Difference) bool {
	return d.Field == "cost" || d.Field == "total_minor" || d.Field == "amount_minor" || d.Field == "product_id" || d.Field == "valid_until"
}

// summary is the most telling differences in one line.
func (p *quotePage) summary(list []sales.Difference) string {
	var parts []string
	for _, d := range list {
		if hidden(d) {
			continue
		}
		parts = append(parts, p.word(d))
	}
	if len(parts) == 0 {
		return p.host.T("saleswindow.no_difference")
	}
	text := strings.Join(parts[:min(len(parts), 3)], p.host.T("saleswindow.semicolon"))
	if len(parts) > 3 {
		text += "…"
	}
	return text
}

func (p *quotePage) revName(q *sales.Quote) string {
	return "R" + strconv.FormatInt(max(q.Revision, 1), 10)
}

// drawRevisions is the list of revisions at the foot, the newest first.
func (p *quotePage) drawRevisions(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	in := r.Pad(theme.MarginLeft, 9, 14, 6)
	head := in.CutTop(22)
	head.CutLeft(c.Text(head, t("saleswindow.revisions"), kit.Strong) + 12)
	if len(p.revs) > 1 {
		link := t("saleswindow.compare", "old", p.revName(p.revs[1]), "new", p.revName(p.revs[0]))
		c.LinkText(head, "compare", link, kit.Link, func() { p.compare = 0; p.show("revisions") })
	}
	if len(p.revs) == 0 {
		in.CutTop(8)
		c.Para(in, t("saleswindow.no_revisions"), kit.Hint, 0)
		return
	}
	for i, q := range p.revs {
		if in.H < 26 {
			break
		}
		p.drawRevision(c, in.CutTop(28), i, q)
	}
}

func (p *quotePage) drawRevision(c *kit.Canvas, row kit.Rect, i int, q *sales.Quote) {
	here := q.ID == p.e.rec.ID
	st := c.Hit("rev."+strconv.Itoa(i), row.Pad(-6, 1, -6, 1), kit.Hit{Name: p.revName(q), Role: kit.RoleItem, Cursor: kit.Hand, Focusable: true, Tap: func() { p.open(q.ID) }})
	if st.Hover {
		c.Round(row.Pad(-6, 1, -6, 1), theme.RadiusControl, theme.Hover, theme.None)
	}
	if st.Ring {
		c.FocusRing(row.Pad(-4, 4, -4, 4), 3)
	}
	name := kit.Body
	if here {
		name = kit.Strong.In(theme.Primary)
	}
	c.Text(row.CutLeft(30), p.revName(q), name)
	c.Text(row.CutLeft(86), p.touched(q), kit.Caption)
	c.Text(row.CutLeft(66), p.h.nameOf("person", q.OwnerID), kit.Caption)
	amount := money.Of(q.TotalMinor, q.Currency).String()
	c.Text(row.CutRight(max(kit.Measure(amount, kit.Body)+2, 96)), amount, kit.Body.RightAligned())
	row.CutRight(10)
	if q.State != sales.QuoteDraft && !here {
		row.CutRight(0)
	}
	if i < len(p.changes) {
		c.Text(row, p.changes[i], kit.Body)
	}
}

// touched tells when a revision was sent, or last touched.
func (p *quotePage) touched(q *sales.Quote) string {
	ms := q.SentAt
	if ms == 0 {
		ms = q.UpdatedAt
	}
	if ms == 0 {
		return ""
	}
	return tr.In(p.host.Lang()).NearInstant(instant(ms), p.host.Zone(), p.host.Today())
}

// drawCompare is the tab of revisions: the list, and what the chosen one changed.
func (p *quotePage) drawCompare(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	if len(p.revs) == 0 {
		c.Text(r.CutTop(60), t("saleswindow.no_revisions"), kit.Hint.Centered())
		return
	}
	list := r.CutTop(min(float32(len(p.revs))*theme.Row+1, r.H*0.4))
	p.revList.Name, p.revList.Len = t("saleswindow.revisions"), len(p.revs)
	p.revList.Row = func(c *kit.Canvas, row kit.Rect, i int, _ kit.RowState) { p.compareRow(c, row.Pad(16, 0, 16, 0), i) }
	p.revList.OnCur = func(i int) { p.compare = i; p.s.Redraw() }
	p.revList.OnOpen = func(i int) { p.open(p.revs[i].ID) }
	if p.revList.Current() != p.compare {
		p.revList.Select(min(p.compare, len(p.revs)-1))
	}
	p.revList.Draw(c, "revlist", list)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	p.compare = min(max(p.compare, 0), len(p.revs)-1)
	older := p.before(p.compare)
	head := r.CutTop(38).Pad(16, 8, 16, 0)
	if older == nil {
		c.Text(head, t("saleswindow.first_quote"), kit.Second)
		return
	}
	newer := p.revs[p.compare]
	c.Text(head, t("saleswindow.compare", "old", p.revName(older), "new", p.revName(newer)), kit.Section)
	p.drawDifferences(c, r, sales.Diff(p.d.QuoteDesc, older, newer))
}

func (p *quotePage) compareRow(c *kit.Canvas, row kit.Rect, i int) {
	q := p.revs[i]
	c.Text(row.CutLeft(40), p.revName(q), kit.Strong)
	c.Text(row.CutLeft(96), p.touched(q), kit.Caption)
	c.Text(row.CutLeft(70), p.h.nameOf("person", q.OwnerID), kit.Caption)
	c.Text(row.CutRight(130), money.Of(q.TotalMinor, q.Currency).String(), kit.Body.RightAligned())
	row.CutRight(10)
	badge := row.CutRight(90)
	c.Badge(badge, p.stateText(q.State), quoteTint(q.State))
	c.Text(row, p.changes[i], kit.Body)
}

func (p *quotePage) drawDifferences(c *kit.Canvas, r kit.Rect, list []sales.Difference) {
	t := p.host.T
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	cols := func(row kit.Rect) []kit.Rect { return row.Pad(16, 0, 16, 0).Columns(10, 50, -1.4, -1, -1, -1) }
	h := cols(head)
	for i, key := range []string{"saleswindow.row", "saleswindow.what", "saleswindow.field", "saleswindow.before", "saleswindow.after"} {
		c.Text(h[i], t(key), kit.Caption)
	}
	var rows []sales.Difference
	for _, d := range list {
		if d.Field != "cost" && d.Field != "product_id" {
			rows = append(rows, d)
		}
	}
	if len(rows) == 0 {
		c.Text(r.CutTop(50).Pad(16, 0, 16, 0), t("saleswindow.no_difference"), kit.Hint)
		return
	}
	c.Scroll("differences", r, float32(len(rows))*theme.Row, func(body kit.Rect) {
		for _, d := range rows {
			row := body.CutTop(theme.Row)
			if c.Visible(row) {
				p.drawDifference(c, row, cols(row), d)
			}
		}
	})
}

func (p *quotePage) drawDifference(c *kit.Canvas, row kit.Rect, cell []kit.Rect, d sales.Difference) {
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	if d.Line > 0 {
		c.Text(cell[0], strconv.FormatInt(d.Line, 10), kit.Second)
	}
	name := d.Name
	if d.Line == 0 {
		name = p.host.T("saleswindow.head")
	}
	c.Text(cell[1], name, kit.Body)
	tint := map[sales.DifferenceKind]kit.Tint{sales.Added: kit.Green, sales.Removed: kit.Red, sales.Changed: kit.Amber, sales.Moved: kit.Gray}[d.What]
	if d.What != sales.Changed {
		c.Badge(cell[2], p.host.T("diff."+string(d.What)), tint)
		amount := func(v entity.Value) string { return plain(money.Minor(v.Int()), p.currency()) }
		switch d.What {
		case sales.Added:
			c.Text(cell[4], amount(d.To), kit.Body)
		case sales.Removed:
			c.Text(cell[3], amount(d.From), kit.Body)
		case sales.Moved:
			c.Text(cell[3], strconv.FormatInt(d.From.Int(), 10), kit.Second)
			c.Text(cell[4], strconv.FormatInt(d.To.Int(), 10), kit.Body)
		}
		return
	}
	f := p.fieldOf(d)
	if f == nil {
		return
	}
	c.Text(cell[2], records.Label(p.host, f), kit.Second)
	c.Text(cell[3], p.shown2(f, d.From), kit.Second)
	c.Text(cell[4], p.shown2(f, d.To), kit.Strong)
}

// before is the revision older than the one at i, or nil.
func (p *quotePage) before(i int) *sales.Quote {
	if i+1 < len(p.revs) {
		return p.revs[i+1]
	}
	return nil
}

// changesOf says in words what each revision changed.
func (p *quotePage) changesOf(revs []*sales.Quote) []string {
	out := make([]string, len(revs))
	for i, r := range revs {
		switch {
		case r.Change != "":
			out[i] = r.Change
		case i+1 < len(revs):
			out[i] = p.summary(sales.Diff(p.d.QuoteDesc, revs[i+1], r))
		default:
			out[i] = p.host.T("saleswindow.first_quote")
		}
	}
	return out
}
