package sales

import (
	"strings"

	"kontor/app/approval"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// reasonWish says what a reason is asked for.
type reasonWish struct {
	title, text string
	danger      bool
	optional    bool
}

// askReason shows a dialog with one field and calls then with what was typed.
func askReason(h kit.Host, w reasonWish, then func(reason string)) {
	field := kit.NewField(h.T("saleswindow.reason"))
	field.Placeholder = h.T("saleswindow.reason")
	d := &kit.Dialog{Title: w.title, Text: w.text}
	kind := kit.Primary
	if w.danger {
		kind = kit.Danger
	}
	d.Height = func(float32) float32 {
		if field.Err != "" {
			return 50
		}
		return 30
	}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.Field("reason", r.CutTop(theme.Control), field)
		if field.Err != "" {
			c.Text(r.CutTop(20), field.Err, kit.Caption.In(theme.Bad))
		}
	}
	d.Buttons = []kit.DialogButton{
		{Text: h.T("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: w.title, Kind: kind, Key: "Ctrl+Enter", Run: func() bool {
			reason := strings.TrimSpace(field.Text())
			if reason == "" && !w.optional {
				field.Err = h.T("saleswindow.reason_missing")
				return true
			}
			then(reason)
			return false
		}},
	}
	h.ShowDialog(d)
	kit.Post(field.Focus)
}

// drawApprovals shows who has agreed and whom the document waits for, and returns the
// height it took.
func drawApprovals(c *kit.Canvas, r kit.Rect, h kit.Host, list []*approval.Approval, name func(person int64) string) float32 {
	if len(list) == 0 {
		return 0
	}
	top := r.Y
	a := list[0]
	for i := range a.Seats {
		s := &a.Seats[i]
		row := r.CutTop(44)
		if i < len(a.Seats)-1 {
			c.LineV(row.X+12, row.Y+28, 18, theme.Line2)
		}
		drawSeat(c, row, h, s, name)
	}
	return r.Y - top
}

func drawSeat(c *kit.Canvas, row kit.Rect, h kit.Host, s *approval.Seat, name func(int64) string) {
	icon, tint := icons.Clock, kit.Gray
	state := h.T("saleswindow.seat." + string(s.State))
	switch s.State {
	case approval.Agreed, approval.Passed:
		icon, tint = icons.Check, kit.Green
	case approval.Against:
		icon, tint = icons.X, kit.Red
	case approval.Open:
		tint = kit.Amber
	}
	mark := kit.R(row.X, row.Y+2, 25, 25)
	c.Round(mark, 12.5, tint.Bg, theme.None)
	c.Icon(mark, icon, 13, tint.Fg)
	in := row.Pad(36, 0, 0, 0)
	first := in.CutTop(21)
	tongue := tr.In(h.Lang())
	if s.At != 0 {
		at := tongue.NearInstant(instant(s.At), h.Zone(), h.Today())
		c.Text(first.CutRight(kit.Measure(at, kit.Caption)+2), at, kit.Caption)
		first.CutRight(8)
	}
	st := kit.Body
	if s.State == approval.Open {
		st = kit.Strong
	}
	first.CutLeft(c.Text(first, tongue.Or(s.Name, s.Name), st) + 10)
	c.Text(first, state, st)
	second := in.CutTop(20)
	who := ""
	if s.PersonID != 0 {
		who = name(s.PersonID)
	}
	if s.State == approval.Open {
		c.Text(second, h.T("saleswindow.blocked", "who", who, "time", waited(h, s.Since)), kit.Body.In(theme.Warn))
		return
	}
	if strings.HasPrefix(s.Comment, "approval.") { // said by the program, not by a person
		who += "  " + h.T(s.Comment)
	} else if s.Comment != "" {
		who += "  “" + s.Comment + "”"
	}
	c.Text(second, who, kit.Caption)
}

// waited is how long somebody has been asked for.
func waited(h kit.Host, since int64) string {
	if since == 0 {
		return ""
	}
	minutes := int(h.Now().Sub(instant(since)).Minutes())
	if minutes < 60 {
		return h.T("saleswindow.minutes", "n", max(minutes, 1))
	}
	if minutes < 48*60 {
		return h.T("saleswindow.hours", "n", minutes/60)
	}
	return h.T("saleswindow.days", "n", minutes/60/24)
}
