package sales

import (
	"strings"

	"kontor/app/lead"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

func leadTint(x *lead.Lead) kit.Tint {
	switch {
	case x.Asked:
		return kit.Amber
	case x.State == lead.Converted:
		return kit.Green
	case x.State == lead.Discarded:
		return kit.Gray
	case x.State == lead.Working:
		return kit.Blue
	}
	return kit.Petrol
}

func (l *leads) stateText(x *lead.Lead) string {
	switch {
	case x.Asked:
		return l.host.T("lead.asked")
	case x.InPool && x.Live():
		return l.host.T("leadpage.view.pool")
	}
	return l.host.T("lead.state." + string(x.State))
}

// pane draws what is known of a lead above its fields: state, quality, what it may be a
// double of, and whom its conversion waits for.
func (l *leads) pane(c *kit.Canvas, r *kit.Rect, id int64) {
	if l.now == nil || l.id != id {
		return
	}
	t, x := l.host.T, l.now
	row := r.CutTop(26)
	row.CutLeft(c.Badge(row, l.stateText(x), leadTint(x)) + 8)
	switch x.Quality {
	case lead.Real:
		row.CutLeft(c.Badge(row, t("lead.quality.real"), kit.Green) + 8)
	case lead.Fake:
		row.CutLeft(c.Badge(row, t("lead.quality.fake"), kit.Red) + 8)
	}
	if x.QualityReason != "" {
		text := "“" + x.QualityReason + "”"
		if who := l.names[x.JudgedBy]; who != "" {
			text = who + " " + text
		}
		c.Text(row, text, kit.Caption)
	}
	r.CutTop(4)
	if x.State == lead.Discarded {
		text := t("lead.discard_reason." + x.DiscardReason)
		if x.DiscardNote != "" {
			text += " · " + x.DiscardNote
		}
		c.Text(r.CutTop(22), text, kit.Second)
	}
	l.drawNotes(c, r)
	if x.Live() && len(l.doubts) > 0 {
		l.drawDoubles(c, r)
	}
	if len(l.steps) > 0 && (x.Asked || x.State != lead.Converted) {
		r.CutTop(4)
		r.CutTop(drawApprovals(c, *r, l.host, l.steps, func(p int64) string { return l.names[p] }))
	}
	r.CutTop(6)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}

// drawDoubles lists what looks like the same, with a way there.
func (l *leads) drawDoubles(c *kit.Canvas, r *kit.Rect) {
	t := l.host.T
	n := len(l.doubts)
	box := r.CutTop(30 + float32(n)*22)
	c.Round(box, theme.RadiusControl, theme.WarnSoft, theme.None)
	in := box.Pad(11, 5, 11, 0)
	head := in.CutTop(22)
	c.Icon(head.CutLeft(14), icons.TriangleAlert, 14, theme.Warn)
	head.CutLeft(8)
	c.Text(head, t("leadpage.doubles", "n", n), kit.Strong.In(theme.Warn))
	for i, d := range l.doubts {
		row := in.CutTop(22)
		kind, id := "customer", d.Customer
		if d.Customer == 0 && (d.Lead != 0 || !l.isCustomer(i)) {
			kind, id = lead.Leads, d.Lead
		}
		why := t("leadpage.same_company")
		if d.Mobile {
			why = t("leadpage.same_number")
		}
		tail := strings.TrimSpace(why + "  " + d.Owner)
		c.Text(row.CutRight(kit.Measure(tail, kit.Caption)+2), tail, kit.Caption)
		row.CutRight(8)
		name := t(kind+".one") + " " + d.Name
		if id == 0 {
			c.Text(row, name, kit.Body)
			continue
		}
		c.LinkText(row, "double."+tr.Group(int64(i)), name, kit.Body.In(theme.Primary), func() { l.host.Open(kind, id, nil) })
	}
	r.CutTop(8)
}

// isCustomer tells whether a double that may not be opened is a customer: those stand
// behind the leads.
func (l *leads) isCustomer(i int) bool {
	for _, d := range l.doubts[:i+1] {
		if d.Customer != 0 {
			return true
		}
	}
	return false
}

// drawNotes are the last things that were done, the newest first.
func (l *leads) drawNotes(c *kit.Canvas, r *kit.Rect) {
	notes := l.notes
	for i := len(notes) - 1; i >= 0 && i >= len(notes)-4; i-- {
		n := notes[i]
		row := r.CutTop(22)
		at := tr.In(l.host.Lang()).NearInstant(instant(n.At), l.host.Zone(), l.host.Today())
		if who := l.names[n.PersonID]; who != "" {
			at = who + "  " + at
		}
		c.Text(row.CutRight(kit.Measure(at, kit.Caption)+2), at, kit.Caption)
		row.CutRight(8)
		row.CutLeft(c.Text(row, l.host.T("activity.kind."+string(n.Kind)), kit.Caption) + 8)
		c.Text(row, n.Text, kit.Body)
	}
}
