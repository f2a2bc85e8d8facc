package settings

import (
	"strconv"

	"kontor/app/approval"
	"kontor/app/entity"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

func (f *flowsTab) draw(c *kit.Canvas, r kit.Rect) {
	t := f.host.T
	if f.load.Failed() != nil {
		c.Failure(r, f.host, f.load.Failed(), f.show)
		return
	}
	if len(f.flow.Steps) == 0 {
		return
	}
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(16, 0, 12, 1)
	c.ButtonsRight(&in, kit.Button{ID: "save", Text: t("flow.save"), Tap: f.save}, kit.Button{ID: "publish", Text: t("flow.publish"), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: f.publish})
	in.CutRight(8)
	badge, tint := t("flow.in_force", "n", max(f.flow.Version, 1)), kit.Green
	if f.fresh || f.touched {
		badge, tint = t("flow.draft"), kit.Amber
	}
	in.CutLeft(c.Badge(in, badge, tint) + 8)
	c.Text(in, t("flow.running", "n", f.running), kit.Caption)
	f.drawKinds(c, r.CutLeft(150))
	c.LineV(r.X, r.Y, r.H, theme.Line)
	r.CutLeft(1)
	side := r.CutRight(min(400, r.W*0.52))
	c.LineV(side.X, side.Y, side.H, theme.Line)
	c.Fill(r, theme.Window)
	f.drawSteps(c, r)
	side.CutLeft(1)
	f.drawSide(c, side)
}

func (f *flowsTab) drawKinds(c *kit.Canvas, r kit.Rect) {
	c.Fill(r, theme.Sunken)
	var items []kit.NavItem
	for i, k := range f.d.Flows.Kinds() {
		items = append(items, kit.NavItem{ID: strconv.Itoa(i), Text: f.host.T("flow.kind." + k.Key), Count: strconv.Itoa(f.counts[k.Key])})
	}
	c.Nav("kind", r.Pad(0, 8, 0, 0), items, strconv.Itoa(f.kind), func(id string) {
		if i, err := strconv.Atoi(id); err == nil {
			f.kind, f.step = i, 0
			f.show()
		}
	})
}

func (f *flowsTab) stepName(st approval.Step) string {
	return tr.In(f.host.Lang()).Or(st.Name, st.Name)
}

// who tells how the people of a step are found.
func (f *flowsTab) who(st approval.Step) string {
	t := f.host.T
	switch st.Who {
	case approval.Role:
		return t("flow.who.role_of", "role", tr.In(f.host.Lang()).Or("role."+st.Role, st.Role))
	case approval.Named:
		return t("flow.who.named_n", "n", len(st.People))
	case approval.Chain:
		return t("flow.who.chain_to", "n", st.Levels)
	}
	return t("flow.who." + string(st.Who))
}

// conditions tells when a step is needed, as a sentence; "" when always.
func (f *flowsTab) conditions(st approval.Step) string {
	t := f.host.T
	text := ""
	if st.From > 0 {
		text = t("flow.from", "amount", money.Of(st.From, kit.Home()).Plain())
	}
	if len(st.When.Terms) > 0 && f.terms.typ != nil {
		if text != "" {
			text += t("rule.and")
		}
		text += entity.Rule{Type: f.terms.typ, When: st.When}.Say(f.host.Lang(), t)
	}
	return text
}

func (f *flowsTab) drawSteps(c *kit.Canvas, r kit.Rect) {
	t := f.host.T
	c.ScrollAuto("steps", r, func(body kit.Rect) float32 {
		in := body.Pad(16, 12, 16, 0)
		in.H = 100_000
		top := in.Y
		f.end(c, &in, icons.Play, t("flow.submit"), t("flow.submit_text"))
		for i, st := range f.flow.Steps {
			f.card(c, &in, i, st)
		}
		f.end(c, &in, icons.Check, t("flow.passed"), t("flow.passed_text"))
		row := in.CutTop(36)
		c.ButtonsLeft(&row, kit.Button{ID: "add", Text: t("flow.add"), Icon: icons.Plus, Key: "Ins", Small: true, Tap: f.add})
		for _, note := range []string{"flow.note_self", "flow.note_nobody", "flow.note_change"} {
			in.CutTop(c.Para(in, t(note), kit.Hint, 0) + 3)
		}
		return in.Y - top + 20
	})
}

func (f *flowsTab) end(c *kit.Canvas, in *kit.Rect, icon icons.Name, title, text string) {
	left := 12 + 14 + 8 + kit.Measure(title, kit.Strong) + 10
	h := kit.ParaHeight(text, kit.Caption, in.W-left-12, 0)
	box := in.CutTop(max(36, h+14))
	c.Round(box, theme.RadiusPanel, theme.Sunken, theme.Line)
	row := box.Pad(12, 0, 12, 0)
	c.Icon(row.CutLeft(14), icon, 14, theme.Text2)
	row.CutLeft(8)
	row.CutLeft(c.Text(row, title, kit.Strong) + 10)
	c.Para(row.MiddleRow(h), text, kit.Caption, 0)
	in.CutTop(14)
}

func (f *flowsTab) card(c *kit.Canvas, in *kit.Rect, i int, st approval.Step) {
	t := f.host.T
	lines := []string{}
	if w := f.conditions(st); w != "" {
		lines = append(lines, t("flow.only", "when", w))
	}
	more := t("flow.one_agrees")
	if st.All {
		more = t("flow.all_agree")
	}
	if st.Remind > 0 {
		more += " · " + t("flow.reminded", "n", st.Remind)
	}
	if st.Escalate > 0 {
		more += " · " + t("flow.escalated", "n", st.Escalate)
	}
	lines = append(lines, more)
	box := in.CutTop(34 + float32(len(lines))*19)
	in.CutTop(14)
	h := c.Hit("step."+strconv.Itoa(i), box, kit.Hit{Name: strconv.Itoa(i+1) + " " + f.stepName(st), Role: kit.RoleItem, Cursor: kit.Hand, Focusable: true, Tap: func() { f.choose(i) }, Key: f.stepKey})
	edge, width := theme.Line, float32(1)
	if i == f.step {
		edge, width = theme.Primary, 2
	}
	c.Frame(box, theme.RadiusPanel, theme.Content, edge, width)
	if h.Ring {
		c.FocusRing(box, theme.RadiusPanel)
	}
	row := box.Pad(12, 6, 12, 0)
	first := row.CutTop(24)
	mark := first.CutLeft(22)
	fill, ink := theme.GraySoft, theme.Text2
	if i == f.step {
		fill, ink = theme.Primary, theme.OnPrimary
	}
	c.Round(mark.Center(20, 20), 10, fill, theme.None)
	c.Text(mark, strconv.Itoa(i+1), kit.Caption.In(ink).Centered())
	first.CutLeft(8)
	first.CutLeft(c.Text(first, f.stepName(st), kit.Strong) + 8)
	first.CutLeft(c.Badge(first, f.who(st), kit.Gray) + 6)
	if len(lines) > 1 {
		c.Badge(first, t("flow.conditional"), kit.Blue)
	}
	row.CutLeft(30)
	for _, l := range lines {
		c.Text(row.CutTop(19), l, kit.Caption)
	}
}

func (f *flowsTab) stepKey(k kit.Key) bool {
	switch k {
	case "Up":
		f.choose(max(f.step-1, 0))
	case "Down":
		f.choose(min(f.step+1, len(f.flow.Steps)-1))
	case "Delete", "Del":
		f.remove()
	default:
		return false
	}
	return true
}
