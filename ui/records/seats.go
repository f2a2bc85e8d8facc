package records

import (
	"strings"
	"time"

	"kontor/app/approval"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// DrawSeats shows who has agreed to a document and whom it waits for, and returns the
// height it took.
func DrawSeats(c *kit.Canvas, r kit.Rect, h kit.Host, seats []approval.Seat, name func(person int64) string) float32 {
	top := r.Y
	for i := range seats {
		below, st := belowSeat(h, &seats[i], name)
		row := r.CutTop(24 + max(20, kit.ParaHeight(below, st, r.W-36, 0)))
		if i < len(seats)-1 {
			c.LineV(row.X+12, row.Y+28, row.H-26, theme.Line2)
		}
		drawSeat(c, row, h, &seats[i])
		c.Para(row.Pad(36, 22, 0, 0), below, st, 0)
	}
	return r.Y - top
}

func drawSeat(c *kit.Canvas, row kit.Rect, h kit.Host, s *approval.Seat) {
	icon, tint := icons.Clock, kit.Gray
	state := h.T("saleswindow.seat." + string(s.State))
	switch s.State {
	case approval.Agreed, approval.Passed:
		icon, tint = icons.Check, kit.Green
	case approval.Against:
		icon, tint = icons.X, kit.Red
	case approval.Delegated:
		icon, tint = icons.ChevronRight, kit.Blue
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
		at := tongue.NearInstant(time.UnixMilli(s.At), h.Zone(), h.Today())
		c.Text(first.CutRight(kit.Measure(at, kit.Caption)+2), at, kit.Caption)
		first.CutRight(8)
	}
	st := kit.Body
	if s.State == approval.Open {
		st = kit.Strong
	}
	first.CutLeft(c.Text(first, tongue.Or(s.Name, s.Name), st) + 10)
	c.Text(first, state, st)
}

// belowSeat is who decided and what they wrote, or whom the document waits for. What
// somebody wrote is never cut.
func belowSeat(h kit.Host, s *approval.Seat, name func(int64) string) (string, kit.Style) {
	who := ""
	if s.PersonID != 0 {
		who = name(s.PersonID)
	}
	if s.State == approval.Open {
		return h.T("saleswindow.blocked", "who", who, "time", Waited(h, s.Since)), kit.Body.In(theme.Warn)
	}
	if strings.HasPrefix(s.Comment, "approval.") { // said by the program, not by a person
		who += "  " + h.T(s.Comment)
	} else if s.Comment != "" {
		who += "  “" + s.Comment + "”"
	}
	return strings.TrimSpace(who), kit.Caption
}

// Waited is how long somebody has been asked for.
func Waited(h kit.Host, since int64) string {
	if since == 0 {
		return ""
	}
	minutes := int(h.Now().Sub(time.UnixMilli(since)).Minutes())
	if minutes < 60 {
		return h.T("saleswindow.minutes", "n", max(minutes, 1))
	}
	if minutes < 48*60 {
		return h.T("saleswindow.hours", "n", minutes/60)
	}
	return h.T("saleswindow.days", "n", minutes/60/24)
}
