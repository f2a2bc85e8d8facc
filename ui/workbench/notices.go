package workbench

import (
	"strconv"
	"time"

	"kontor/app/calendar"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// noteLine is one line of the notices: what the program found, or a reminder.
type noteLine struct {
	id   string
	icon icons.Name
	tone theme.Token
	text string
	when string
	tap  func()
}

// backupLate is after how long a missing backup is said.
const backupLate = 50 * time.Hour

// noteLines are signals and the backup, then the reminders.
func (p *page) noteLines() []noteLine {
	t, tongue := p.host.T, tr.In(p.host.Lang())
	var out []noteLine
	for _, s := range p.board.Signs {
		out = append(out, noteLine{id: "sign." + s.Key, icon: icons.TriangleAlert, tone: theme.Warn, text: t(s.Key, "n", s.N), when: t("date.today"), tap: func() { p.host.Open(s.Open, 0, s.Args) }})
	}
	for _, n := range p.board.Notices {
		l := noteLine{id: "notice." + strconv.FormatInt(n.ID, 10), icon: icons.Bell, tone: theme.Text2, when: tongue.Near(n.On, p.board.Today)}
		l.text = tongue.Or("reminder.kind."+n.Kind, "") + " " + n.Subject
		if n.RecordID != 0 {
			l.tap = func() { p.host.Open(n.Entity, n.RecordID, nil) }
		}
		out = append(out, l)
	}
	if at := p.board.BackedUp; at != nil {
		l := noteLine{id: "backup", icon: icons.CircleCheck, tone: theme.OK, text: t("workbench.backed_up"), when: tongue.NearInstant(*at, p.host.Zone(), p.board.Today)}
		switch {
		case at.IsZero():
			l.icon, l.tone, l.text, l.when = icons.TriangleAlert, theme.Warn, t("workbench.never_backed_up"), ""
		case p.host.Now().Sub(*at) > backupLate:
			l.icon, l.tone = icons.TriangleAlert, theme.Warn
			l.text = t("workbench.backup_late", "n", int(p.board.Today-calendar.On(*at, p.host.Zone())))
		}
		out = append(out, l)
	}
	return out
}

func (p *page) noticesHeight() float32 {
	return 36 + theme.Row*float32(max(len(p.noteLines()), 1)) + 8
}

func (p *page) drawNotices(c *kit.Canvas, r kit.Rect) {
	body := c.Panel(r, kit.Panel{Title: p.host.T("workbench.notices")})
	lines := p.noteLines()
	if len(lines) == 0 {
		hint(c, body, p.host.T("workbench.no_notices"))
		return
	}
	c.ScrollAuto("notices", body, func(in kit.Rect) float32 {
		for i, l := range lines {
			row := kit.R(in.X, in.Y+float32(i)*theme.Row, in.W, theme.Row)
			if i > 0 {
				c.LineH(row.X, row.Y, row.W, theme.Line)
			}
			p.drawNote(c, row, l)
		}
		return theme.Row * float32(len(lines))
	})
}

func (p *page) drawNote(c *kit.Canvas, row kit.Rect, l noteLine) {
	if l.tap != nil {
		st := c.Hit(l.id, row, kit.Hit{Name: l.text, Role: kit.RoleItem, Cursor: kit.Hand, Focusable: true, Tap: l.tap})
		if st.Hover {
			c.Fill(row.Pad(0, 1, 0, 0), theme.Hover)
		}
		if st.Ring {
			c.FocusRing(row, theme.RadiusControl)
		}
	}
	in := row.Pad(12, 0, 12, 0)
	c.Icon(in.CutLeft(18), l.icon, 13, l.tone)
	in.CutLeft(6)
	c.Text(in.CutRight(kit.Measure(l.when, kit.Caption)+2), l.when, kit.Caption)
	in.CutRight(8)
	c.Text(in, l.text, kit.Body)
}
