package customer

import (
	"fmt"
	"time"
	"unicode/utf8"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

func decode(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

func dayOfMS(ms int64, zone *time.Location) calendar.Date {
	return calendar.On(time.UnixMilli(ms), zone)
}

// jump goes to the first field of a group, the first empty one when there is one, and
// shows the group from its title on.
func (f *Form) jump(g *group) {
	f.at = g.id
	if len(g.inputs) == 0 {
		return
	}
	to := g.inputs[0]
	for _, i := range g.inputs {
		if !i.filled() && !i.lock && i.box != nil {
			to = i
			break
		}
	}
	f.onlyGaps = false
	f.s.Redraw()
	f.s.ScrollToTop("group.at." + g.id)
	f.reveal(to)
}

// step goes to the next group, or the one before.
func (f *Form) step(by int) {
	for n, g := range f.groups {
		if g.id == f.at {
			f.jump(f.groups[(n+by+len(f.groups))%len(f.groups)])
			return
		}
	}
}

// nextGap goes to the next empty field behind the one that has the keyboard.
func (f *Form) nextGap() {
	var all []*input
	for _, g := range f.groups {
		all = append(all, g.inputs...)
	}
	from := 0
	for n, i := range all {
		if i.box != nil && i.box.Focused() {
			from = n + 1
		}
	}
	for n := range all {
		i := all[(from+n)%len(all)]
		if !i.filled() && !i.lock && i.box != nil {
			f.at = f.groupOf(i)
			f.reveal(i)
			return
		}
	}
}

func (f *Form) groupOf(x *input) string {
	for _, g := range f.groups {
		for _, i := range g.inputs {
			if i == x {
				return g.id
			}
		}
	}
	return f.at
}

// sideFacts is the column with completion, gaps, consequences and consent.
func (f *Form) sideFacts(c *kit.Canvas, r kit.Rect) {
	c.ScrollAuto("facts", r, func(body kit.Rect) float32 {
		top := body.Y
		in := body.Pad(16, 14, 14, 0)
		f.completion(c, &in)
		f.gaps(c, &in, body)
		if f.id == 0 {
			f.after(c, &in, body)
		}
		f.consent(c, &in, body)
		return in.Y - top + 12
	})
}

func (f *Form) rule(c *kit.Canvas, in *kit.Rect, body kit.Rect) {
	in.CutTop(10)
	c.LineH(body.X, in.Y, body.W, theme.Line)
	in.CutTop(12)
}

func (f *Form) completion(c *kit.Canvas, in *kit.Rect) {
	t := f.host.T
	list, n := parts(f.filled)
	row := in.CutTop(82)
	drawRing(c, row.CutLeft(80), n)
	row.CutLeft(16)
	row = row.Pad(0, 8, 0, 0)
	c.Text(row.CutTop(20), t("cust.form.rate"), kit.Caption)
	line := row.CutTop(26)
	line.CutLeft(c.Text(line, fmt.Sprint(n), kit.KeyFigure) + 6)
	c.Text(line, fmt.Sprintf("/ %d", customer.DossierSize), kit.Second)
	if text := f.averages(); text != "" {
		c.Text(row.CutTop(20), text, kit.Caption)
	}
	in.CutTop(8)
	for _, x := range list {
		drawPart(c, f.host, f.deps.Registry.Type(customer.Customers), in.CutTop(24), x)
	}
}

// gaps lists what is still empty, required ones first.
func (f *Form) gaps(c *kit.Canvas, in *kit.Rect, body kit.Rect) {
	t := f.host.T
	type gap struct {
		i *input
		g *group
	}
	var must, list []gap
	for _, g := range f.groups {
		for _, i := range g.inputs {
			switch {
			case i.filled() || i.lock || i.box == nil || !f.needs(i) && !customer.InDossier(i.key):
			case f.needs(i):
				must = append(must, gap{i, g})
			default:
				list = append(list, gap{i, g})
			}
		}
	}
	list = append(must, list...)
	if len(list) == 0 {
		return
	}
	f.rule(c, in, body)
	head := in.CutTop(24)
	text := t("cust.form.only_gaps")
	if f.onlyGaps {
		text = t("cust.form.all_fields")
	}
	w := kit.Measure(text, kit.Link) + 2
	c.LinkText(head.CutRight(w), "gaps.only", text, kit.Link, func() { f.onlyGaps = !f.onlyGaps })
	c.Text(head, t("cust.form.gaps", "n", len(list)), kit.Strong)
	for _, x := range list[:min(5, len(list))] {
		row := in.CutTop(27)
		st := c.Hit("gap."+x.i.key, row, kit.Hit{Name: x.i.label, Role: kit.RoleButton, Cursor: kit.Hand, Focusable: true, Tap: func() { f.at = x.g.id; f.reveal(x.i) }})
		box := row.CutLeft(20).MiddleRow(20)
		fill := theme.GraySoft
		if st.Hover {
			fill = theme.Soft
		}
		c.Round(box, 10, fill, theme.None)
		c.Icon(box, icons.Plus, 12, theme.Text2)
		row.CutLeft(6)
		c.Text(row.CutRight(kit.Measure(x.g.title, kit.Caption)+2), x.g.title, kit.Caption.RightAligned())
		label := x.i.label
		if f.needs(x.i) {
			label += " *"
		}
		c.Text(row, label, kit.Body)
		if st.Ring {
			c.FocusRing(row, theme.RadiusControl)
		}
	}
	c.Text(in.CutTop(22), t("cust.form.gaps_note"), kit.Hint)
}

// after says what saving sets off: owner and quota, the return to the pool, the history.
func (f *Form) after(c *kit.Canvas, in *kit.Rect, body kit.Rect) {
	t := f.host.T
	f.rule(c, in, body)
	c.Text(in.CutTop(24), t("cust.form.after"), kit.Strong)
	line := func(icon icons.Name, text string) {
		row := in.CutTop(25)
		c.Icon(row.CutLeft(16), icon, 13, theme.Text2)
		row.CutLeft(6)
		c.Text(row, text, kit.Second)
	}
	owner := f.host.Actor().Name
	var ownerID int64
	if i := f.inputs["owner_id"]; i != nil {
		owner, ownerID = i.box.Text(), atoi(i.text())
	}
	switch {
	case owner == "":
		line(icons.Inbox, t("cust.form.to_pool"))
	case ownerID == f.host.Actor().ID && f.quota.Limits.Owned > 0:
		line(icons.User, t("cust.form.owned_of", "name", owner, "n", f.quota.Owned+1, "max", f.quota.Limits.Owned))
	case ownerID == f.host.Actor().ID:
		line(icons.User, t("cust.form.owned", "name", owner, "n", f.quota.Owned+1))
	default:
		line(icons.User, t("cust.form.owned_by", "name", owner))
	}
	f.drawCare(c, in)
	get := func(key string) string {
		if i := f.inputs[key]; i != nil {
			return i.text()
		}
		return ""
	}
	today := f.host.Today()
	on, rule := customer.ReturnsOn(f.rules, customer.Cared{Category: get("category"), Grade: get("grade"), OwnedOn: today})
	if on != 0 && owner != "" {
		days := rule.FollowUp
		if days == 0 {
			days = int(on - today)
		}
		line(icons.Clock, t("cust.form.returns", "n", days, "date", on.String()))
		line(icons.Bell, t("cust.form.warns", "n", max(1, f.quota.Limits.Warn)))
	}
	if s := get("source"); s != "" {
		line(icons.FileText, t("cust.form.history", "what", records.OptionText(f.host, f.inputs["source"].field, s)))
	} else {
		line(icons.FileText, t("cust.form.history_plain"))
	}
}

// consent is whether the people agreed to their data being kept.
func (f *Form) consent(c *kit.Canvas, in *kit.Rect, body kit.Rect) {
	i, note := f.inputs["consent"], f.inputs["consent_note"]
	if i == nil {
		return
	}
	t := f.host.T
	f.rule(c, in, body)
	c.Text(in.CutTop(24), t("customer.group.privacy"), kit.Strong)
	c.Check("in.consent", in.CutTop(26), t("cust.form.consent"), i.flag, func(on bool) { i.flag = on; f.touched(i) })
	if i.flag && note != nil {
		row := in.CutTop(theme.Control + 4)
		row.CutLeft(22)
		note.box.Placeholder = t("cust.form.consent_hint")
		c.Field("in.consent_note", row.CutTop(theme.Control), note.box)
	}
	if h := f.inputs["hot"]; h != nil {
		c.Check("in.hot", in.CutTop(26), h.label, h.flag, func(on bool) { h.flag = on; f.touched(h) })
	}
}

// saveBar is always in view: the errors with a link to the first, the draft, the buttons.
func (f *Form) saveBar(c *kit.Canvas, r kit.Rect) {
	t := f.host.T
	r = r.Pad(16, 0, 14, 0)
	list := []kit.Button{{ID: "cancel", Text: t("kit.cancel"), Key: "Esc", Tap: f.host.Close}}
	if f.id == 0 {
		b := kit.Button{ID: "save.next", Text: t("cust.form.save_next"), Key: "Ctrl+Shift+Enter", Tap: func() { f.save(true) }}
		if r.W < 620 {
			b.Key = ""
		}
		list = append(list, b)
	}
	c.ButtonsRight(&r, append(list, kit.Button{ID: "save", Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: func() { f.save(false) }})...)
	r.CutRight(10)
	if bad := f.errorsNow(); len(bad) > 0 {
		c.Icon(r.CutLeft(16), icons.TriangleAlert, 14, theme.Bad)
		r.CutLeft(5)
		r.CutLeft(c.Text(r, t("records.errors", "n", len(bad)), kit.Body.In(theme.Bad)) + 7)
		w := c.LinkText(r, "first", bad[0].label, kit.Body.In(theme.Primary), func() { f.reveal(bad[0]) })
		r.CutLeft(w + 14)
	}
	if !f.draftAt.IsZero() {
		c.Text(r, t("cust.form.draft_at", "time", f.draftAt.In(f.host.Zone()).Format("15:04")), kit.Caption)
	}
}
