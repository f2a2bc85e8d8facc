package workbench

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/workbench"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

func (p *page) heading(d calendar.Date) string { return tr.In(p.host.Lang()).Heading(d) }

func yen(m money.Minor) string { return money.Of(m, kit.Home()).String() }

// whole drops the cents of a large figure.
func whole(m money.Minor) string {
	text := money.Of(m, kit.Home()).String()
	if i := strings.LastIndexByte(text, '.'); i > 0 {
		text = text[:i]
	}
	return text
}

func (p *page) draw(c *kit.Canvas) {
	r := c.Bounds()
	c.Fill(r, theme.Window)
	head := r.CutTop(theme.AreaHeader)
	c.Fill(head, theme.Content)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	p.drawHead(c, head.Pad(theme.MarginLeft, 0, theme.MarginRight, 1))
	if p.board == nil {
		if p.load.Slow() {
			c.Placeholders(r.Inset(16))
		}
		if err := p.load.Failed(); err != nil {
			c.Failure(r, p.host, err, p.read)
		}
		return
	}
	if r.W < 930 || r.H < 500 {
		p.drawTight(c, r)
		return
	}
	r = r.Pad(12, 12, 12, 12)
	if p.shows(workbench.PartWeek) {
		p.drawWeek(c, r.CutTop(102))
		r.CutTop(12)
	}
	p.drawColumns(c, r)
}

// drawColumns draws the cards in up to three columns; one without cards leaves its room to
// the others.
func (p *page) drawColumns(c *kit.Canvas, r kit.Rect) {
	var shares []float32
	var draw []func(*kit.Canvas, kit.Rect)
	add := func(share float32, fn func(*kit.Canvas, kit.Rect), list ...workbench.Part) {
		if p.any(list...) {
			shares, draw = append(shares, share), append(draw, fn)
		}
	}
	add(-1.13, p.drawTodoPanel, workbench.PartTasks)
	add(-1.15, p.drawMiddle, workbench.PartApprovals, workbench.PartDue, workbench.PartFunds)
	add(-1, p.drawRight, workbench.PartTarget, workbench.PartFunnel, workbench.PartNotices)
	if len(draw) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Columns, Title: p.host.T("workbench.no_cards"), Text: p.host.T("workbench.no_cards_text")})
		return
	}
	for i, cell := range r.Columns(12, shares...) {
		draw[i](c, cell)
	}
}

// drawTight is the window with little room: two columns that scroll, so that nothing is cut
// off.
func (p *page) drawTight(c *kit.Canvas, r kit.Rect) {
	const week, gap = 102, 12
	type card struct {
		part   workbench.Part
		height float32
		draw   func(*kit.Canvas, kit.Rect)
	}
	sides := [2][]card{
		{{workbench.PartTasks, 460, p.drawTodoPanel}, {workbench.PartFunds, 88, p.drawFunds}, {workbench.PartNotices, p.noticesHeight(), p.drawNotices}},
		{
			{workbench.PartApprovals, float32(36 + 44*min(max(len(p.board.Pending), 1), 3)), p.drawPending},
			{workbench.PartDue, 236, p.drawDue},
			{workbench.PartTarget, 212, p.drawTarget},
			{workbench.PartFunnel, float32(36 + 16 + 23*max(len(p.board.Funnel), 3)), p.drawFunnel},
		},
	}
	most := float32(0)
	var full [][]card
	for _, side := range sides {
		side = slices.DeleteFunc(side, func(k card) bool { return !p.shows(k.part) })
		h := float32(0)
		for _, k := range side {
			h += k.height + gap
		}
		if most = max(most, h); len(side) > 0 {
			full = append(full, side)
		}
	}
	top := float32(0)
	if p.shows(workbench.PartWeek) {
		top = week + gap
	}
	c.Scroll("bench", r, top+most+12, func(body kit.Rect) {
		body = body.Pad(12, 12, 12, 12)
		if top > 0 {
			p.drawWeek(c, body.CutTop(week))
			body.CutTop(gap)
		}
		for i, col := range body.Columns(gap, []float32{-1, -1}[:len(full)]...) {
			for _, k := range full[i] {
				k.draw(c, col.CutTop(k.height))
				col.CutTop(gap)
			}
		}
	})
}

func (p *page) drawHead(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	c.ButtonsRight(&r, kit.Button{ID: "detach", Icon: icons.External, Kind: kit.Plain, Tip: t("shell.detach"), Tap: p.host.Detach})
	cards := t("workbench.cards_word")
	w := kit.Measure(cards, kit.Body) + 62
	c.Drop("cards", r.CutRight(w).MiddleRow(theme.Control), cards, icons.Columns, p.cardItems)
	r.CutRight(10)
	scopes := []kit.Tab{{ID: string(sales.Mine), Text: t("workbench.mine")}, {ID: string(sales.Team), Text: t("workbench.team")}, {ID: string(sales.Everyone), Text: t("workbench.all")}}
	w = kit.SegmentWidth(scopes)
	c.Segment("whose", r.CutRight(w).MiddleRow(theme.Control), scopes, string(p.whose), p.choose)
	r.CutRight(10)
	label := t("workbench.scope")
	c.Text(r.CutRight(kit.Measure(label, kit.Caption)+2), label, kit.Caption)
	r.CutLeft(c.Text(r, t("area.workbench"), kit.Title) + 14)
	today := p.host.Today()
	_, week := today.Time().ISOWeek()
	c.Text(r, p.heading(today)+"    "+t("workbench.week", "n", week), kit.Second)
}

// drawWeek is the strip of seven days.
func (p *page) drawWeek(c *kit.Canvas, r kit.Rect) {
	c.Round(r, theme.RadiusPanel, theme.Content, theme.Line)
	in := r.Inset(1)
	for i, cell := range in.Columns(0, -1, -1, -1, -1, -1, -1, -1) {
		if i >= len(p.board.Week) {
			return
		}
		day := p.board.Week[i]
		today := day.On == p.board.Today
		switch {
		case today:
			c.Fill(cell, theme.Soft)
		case day.Off:
			c.Fill(cell, theme.Sunken)
		}
		if i > 0 {
			c.LineV(cell.X, cell.Y, cell.H, theme.Line)
		}
		b := cell.Pad(9, 8, 6, 4)
		_, _, n := day.On.Parts()
		head := b.CutTop(20)
		st := kit.Section
		word := tr.In(p.host.Lang()).Weekday(day.On)
		ws := kit.Caption
		if today {
			st, ws = st.In(theme.OnSoft), ws.B().In(theme.OnSoft)
			word += " " + p.host.T("date.today")
		}
		head.CutLeft(c.Text(head, strconv.Itoa(n), st) + 6)
		c.Text(head, word, ws)
		b.CutTop(2)
		if len(day.Tasks) == 0 {
			c.Text(b.CutTop(19), p.host.T("workbench.free"), kit.Caption)
			continue
		}
		for k, t := range day.Tasks {
			if k == 2 && len(day.Tasks) > 3 {
				c.Text(b.CutTop(19).Pad(7, 0, 0, 0), p.host.T("workbench.more", "n", len(day.Tasks)-2), kit.Hint)
				break
			}
			line := b.CutTop(19)
			c.Round(kit.R(line.X, line.Y+4, 3, 12), 1, taskColor(t.Kind), theme.None)
			c.Text(line.Pad(7, 0, 0, 0), minuteText(t)+t.Title, kit.Caption.In(theme.Text))
		}
	}
}

func taskColor(k customer.TaskKind) theme.Token {
	switch k {
	case customer.TaskVisit, customer.TaskMeeting:
		return theme.OK
	case customer.TaskQuote, customer.TaskCollect:
		return theme.Warn
	case customer.TaskDeliver:
		return theme.Violet
	}
	return theme.Primary
}

func minuteText(t workbench.Task) string {
	if t.Minute == nil {
		return ""
	}
	return fmt.Sprintf("%02d:%02d ", *t.Minute/60, *t.Minute%60)
}

func (p *page) drawTodoPanel(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	late, today := 0, 0
	for _, k := range p.board.Todo {
		if k.Late {
			late++
		} else if k.DueOn == p.board.Today && k.State == customer.TaskOpen {
			today++
		}
	}
	body := c.Panel(r, kit.Panel{Title: t("workbench.todo"), Sub: t("workbench.todo_sub", "today", today, "late", late), Right: func(c *kit.Canvas, row *kit.Rect) {
		by := []kit.Tab{{ID: "time", Text: t("workbench.by_time")}, {ID: "name", Text: t("workbench.by_customer")}}
		cur := "time"
		if p.byName {
			cur = "name"
		}
		c.Segment("by", row.CutRight(kit.SegmentWidth(by)).MiddleRow(theme.ControlS), by, cur, func(id string) { p.byName = id == "name"; p.arrange() })
	}})
	foot := body.CutBottom(44)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	c.Field("quick", foot.InsetXY(12, 0).MiddleRow(theme.Control), p.quick)
	if len(p.rows) == 0 {
		c.Empty(body, kit.Empty{Icon: icons.CheckCheck, Title: t("workbench.nothing"), Text: t("workbench.nothing_text")})
		return
	}
	p.todo.Draw(c, "todo", body)
}

// drawTodo draws one line of the to-do list.
func (p *page) drawTodo(c *kit.Canvas, r kit.Rect, i int, _ kit.RowState) {
	if i >= len(p.rows) {
		return
	}
	row := p.rows[i]
	in := r.Pad(12, 0, 12, 0)
	if row.task == nil {
		st := kit.Caption.B()
		if row.late {
			st = st.In(theme.Bad)
		}
		in.CutLeft(c.Text(in, row.head, st) + 6)
		c.Text(in, row.note, kit.Caption)
		return
	}
	t := row.task
	done := t.State != customer.TaskOpen
	c.CheckBox(in.CutLeft(16), done, false, false)
	in.CutLeft(7)
	c.Icon(in.CutLeft(16), taskIcon(t.Kind), 13, theme.Text2)
	in.CutLeft(7)
	when, tone := minuteText(*t), theme.Text2
	if t.Late {
		when, tone = tr.In(p.host.Lang()).Near(t.DueOn, p.board.Today), theme.Bad
	}
	c.Text(in.CutRight(kit.Measure(when, kit.Caption)+2), when, kit.Caption.In(tone))
	in.CutRight(8)
	st := kit.Body
	if done {
		st = st.In(theme.Muted)
	}
	in.CutLeft(c.Text(in, t.Title, st) + 10)
	c.Text(in, t.Customer, kit.Caption)
}

func taskIcon(k customer.TaskKind) icons.Name {
	switch k {
	case customer.TaskCall:
		return icons.Phone
	case customer.TaskMail:
		return icons.Mail
	case customer.TaskVisit:
		return icons.MapPin
	case customer.TaskMeeting:
		return icons.Users
	case customer.TaskQuote:
		return icons.FileText
	case customer.TaskDeliver:
		return icons.Package
	case customer.TaskCollect:
		return icons.Receipt
	}
	return icons.Flag
}

// days tells how late or near a due date is, with its colour.
func (p *page) days(d calendar.Date) (string, theme.Token) {
	switch late := int(p.board.Today - d); {
	case late > 0:
		return p.host.T("workbench.late_days", "n", late), theme.Bad
	case late == 0:
		return p.host.T("date.today"), theme.Warn
	}
	return tr.In(p.host.Lang()).Near(d, p.board.Today) + " " + tr.In(p.host.Lang()).Weekday(d), theme.Text
}
