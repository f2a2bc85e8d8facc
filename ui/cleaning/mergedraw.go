package cleaning

import (
	"fmt"
	"strings"
	"time"

	"kontor/app/calendar"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/merge"
	"kontor/app/phone"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

const (
	asideWidth = 394
	kidHeight  = 66
)

// mergeCells lays the columns field, keep, merge, result.
func mergeCells(r kit.Rect) []kit.Rect {
	in := r.Pad(16, 0, 0, 0)
	return in.Columns(0, 92, -1, -1, -1)
}

// draw shows the page.
func (p *Merge) draw(c *kit.Canvas) {
	r := c.Bounds()
	p.header(c, r.CutTop(theme.AreaHeader))
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(1)
	if !p.ready {
		if err := p.load.Failed(); err != nil {
			c.Empty(r, kit.Empty{Icon: icons.TriangleAlert, Title: p.host.T("merge.not_shown"), Text: p.host.ErrorText(err), First: kit.Button{ID: "next", Text: p.host.T("merge.skip"), Tap: p.next}})
		} else if p.load.Slow() {
			c.Placeholders(r)
		}
		return
	}
	if p.aside && r.W >= 960 {
		side := r.CutRight(asideWidth)
		c.LineV(side.X, side.Y, side.H, theme.Line)
		p.past.draw(c, side.Pad(1, 0, 0, 0))
	} else if p.aside && r.W < 960 {
		side := r.CutRight(min(asideWidth, r.W*0.42))
		c.LineV(side.X, side.Y, side.H, theme.Line)
		p.past.draw(c, side.Pad(1, 0, 0, 0))
	}
	foot := r.CutBottom(44)
	c.Fill(foot, theme.Sunken)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	in := foot.Pad(16, 0, 14, 0)
	c.Icon(in.CutLeft(24), icons.Undo, 14, theme.Primary)
	c.Text(in, p.host.T("merge.undo_note", "n", p.info.Total()), kit.Body)
	p.columns(c, r.CutTop(58))
	kids := p.kidsHeight(r)
	p.kids(c, r.CutBottom(kids))
	rows := min(r.H-34, float32(len(p.rows))*theme.Row)
	p.list.Draw(c, "rows", r.CutTop(rows))
	p.below(c, r.CutTop(34))
}

func (p *Merge) header(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	r = r.Pad(10, 0, theme.MarginRight, 0)
	c.Button(r.CutLeft(28).MiddleRow(28), kit.Button{ID: "back", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: t("merge.back"), Key: "Esc", Tap: p.host.Close})
	r.CutLeft(9)
	c.ButtonsRight(&r, kit.Button{ID: "detach", Icon: icons.External, Kind: kit.Plain, Tip: t("merge.detach"), Tap: p.host.Detach})
	r.CutRight(6)
	do := kit.Button{ID: "merge", Text: t("merge.do"), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: p.merge}
	if p.busy {
		do.Disabled = t("merge.busy")
	}
	c.ButtonsRight(&r, kit.Button{ID: "apart", Text: t("merge.apart"), Kind: kit.Plain, Key: "N", Tap: p.apart},
		kit.Button{ID: "swap", Text: t("merge.swap"), Icon: icons.ArrowLeftRight, Tap: p.swap}, kit.Button{ID: "skip", Text: t("merge.skip"), Key: "S", Tap: p.next}, do)
	r.CutLeft(c.Text(r, p.Title(), kit.Title) + 14)
	if p.groups > 0 {
		c.Text(r, t("merge.status", "n", p.now().group, "all", p.groups), kit.Caption)
	}
}

// columns is the head of the table: which is which.
func (p *Merge) columns(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	c.Fill(r, theme.Sunken)
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
	cells := mergeCells(r)
	differ := 0
	for _, row := range p.info.Rows {
		if !row.Same {
			differ++
		}
	}
	two := func(box kit.Rect, a string, ast kit.Style, b string, bst kit.Style) {
		in := box.Pad(0, 9, 8, 0)
		c.Text(in.CutTop(20), a, ast)
		c.Text(in.CutTop(18), b, bst)
	}
	two(cells[0], t("merge.field"), kit.Caption, t("merge.differ", "n", differ), kit.Caption)
	person := p.deps.Registry.Type(p.kind).Field("owner_id")
	for n, h := range []merge.Head{p.info.Keep, p.info.Gone} {
		box := cells[n+1].Pad(8, 0, 0, 0)
		c.Company(box.CutLeft(32).Center(30, 30), h.Title, 30)
		box.CutLeft(8)
		day := calendar.On(time.UnixMilli(h.CreatedAt), p.host.Zone()).String()
		owner := p.titles.text(p.host, person, entity.Num(h.Owner))
		if n == 0 {
			two(box, h.Title, kit.Strong, t("merge.stays", "day", day, "owner", owner), kit.Caption.In(theme.OK))
		} else {
			two(box, h.Title, kit.Strong, t("merge.goes", "day", day, "owner", owner), kit.Caption)
		}
	}
	c.LineV(cells[3].X-1, r.Y, r.H, theme.Line)
	two(cells[3].Pad(8, 0, 0, 0), t("merge.result"), kit.Strong, t("merge.result_note"), kit.Caption)
}

// row draws one field: both values with their marks, and the result.
func (p *Merge) row(c *kit.Canvas, r kit.Rect, i int, st kit.RowState) {
	row := p.rows[i]
	cells := mergeCells(r)
	from := p.choice[row.Field.Key].From
	c.Text(cells[0].Pad(0, 0, 6, 0), records.Label(p.host, row.Field), kit.Body.In(theme.Text2))
	for n, v := range []entity.Value{row.Keep, row.Gone} {
		on := from == merge.FromBoth || from == []merge.Side{merge.FromKeep, merge.FromGone}[n]
		box := cells[n+1]
		if on && !row.Same {
			c.Fill(box.Pad(0, 0, 0, 1), theme.Soft)
		}
		in := box.Pad(8, 0, 8, 0)
		mark := in.CutLeft(15)
		in.CutLeft(7)
		switch {
		case row.Same:
		case row.Joins:
			c.CheckBox(mark, on, false, row.Locked)
		default:
			p.radio(c, mark.Center(15, 15), on)
		}
		text := p.titles.text(p.host, row.Field, v)
		style := kit.Body
		if text == "—" || row.Same {
			style = kit.Second
		}
		c.Text(in, strings.ReplaceAll(text, "\n", p.host.T("merge.line")), style)
	}
	box := cells[3]
	c.LineV(box.X-1, r.Y, r.H, theme.Line)
	if p.edit != nil && p.editOf == row {
		c.Field("result", box.Pad(1, 1, 1, 1), p.edit)
		return
	}
	style := kit.Body
	if from == merge.Typed {
		style = kit.Strong
	}
	in := box.Pad(8, 0, 8, 0)
	if row.Locked {
		c.Icon(in.CutRight(18), icons.Lock, 12, theme.Muted)
	}
	c.Text(in, strings.ReplaceAll(p.titles.text(p.host, row.Field, p.result(row)), "\n", p.host.T("merge.line")), style)
	if st.Current && st.Focused {
		c.Frame(box.Pad(0, 0, 1, 1), 0, theme.None, theme.Primary, 2)
	}
}

func (p *Merge) radio(c *kit.Canvas, box kit.Rect, on bool) {
	if !on {
		c.Round(box, 7.5, theme.Content, theme.Line2)
		return
	}
	c.Frame(box, 7.5, theme.Content, theme.Primary, 1)
	c.Dot(box.Middle(), 8, theme.Primary)
}

// below says how many fields are equal and why the two are looked at.
func (p *Merge) below(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	in := r.Pad(16, 0, 14, 0)
	same := 0
	for _, row := range p.info.Rows {
		if row.Same && !row.Keep.IsEmpty() {
			same++
		}
	}
	if same > 0 {
		in.CutLeft(c.Text(in, t("merge.same", "n", same), kit.Caption) + 10)
		key := "merge.unfold"
		if p.all {
			key = "merge.fold"
		}
		in.CutLeft(c.LinkText(in, "fold", t(key), kit.Link, func() { p.all = !p.all; p.lay() }) + 20)
	}
	if why := p.now().why; why != "" {
		c.Text(in, t("merge.why", "why", why), kit.Caption)
	}
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
}

// kidIcons are the pictures of what moves.
var kidIcons = map[string]icons.Name{
	"contact": icons.User, "activity": icons.Clock, "opportunity": icons.Target, "quote": icons.FileText, "sales_order": icons.ClipboardList,
	"receivable": icons.Receipt, "money_in": icons.Coins, "receipt": icons.Receipt, "task": icons.Calendar, "mail": icons.Mail, "allocation": icons.Link, "journal": icons.BookOpen, "share": icons.Users,
}

// shownKids are the kinds that have records on either side, those that move first.
func (p *Merge) shownKids() []merge.Kids {
	var out, rest []merge.Kids
	for _, k := range p.info.Kids {
		switch {
		case k.Gone > 0:
			out = append(out, k)
		case k.Keep > 0:
			rest = append(rest, k)
		}
	}
	return append(out, rest...)
}

func (p *Merge) kidColumns(w float32) int { return max(2, int((w-30+8)/160)) }

// kidsHeight is the room of the cards below the table.
func (p *Merge) kidsHeight(r kit.Rect) float32 {
	n := len(p.shownKids())
	if n == 0 {
		return 36
	}
	cols := p.kidColumns(r.W)
	rows := (n + cols - 1) / cols
	room := max(1, int((r.H-34-5*theme.Row-36)/(kidHeight+8)))
	return 36 + float32(min(rows, room))*(kidHeight+8) + 4
}

// kids are the cards of what moves.
func (p *Merge) kids(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	head := r.CutTop(36).Pad(16, 0, 14, 0)
	c.Text(head, t("merge.total", "n", p.info.Total()), kit.Caption.RightAligned())
	head.CutLeft(c.Text(head, t("merge.kids"), kit.Strong) + 10)
	c.Text(head.Pad(0, 0, 90, 0), t("merge.kids_note"), kit.Caption)
	list := p.shownKids()
	if len(list) == 0 {
		return
	}
	c.ScrollAuto("kids", r, func(body kit.Rect) float32 {
		in := body.Pad(16, 0, 14, 0)
		cols := p.kidColumns(body.W)
		boxes := in.Grid(cols, kidHeight, 8, len(list))
		for i, k := range list {
			p.kid(c, boxes[i], k)
		}
		return float32((len(list)+cols-1)/cols) * (kidHeight + 8)
	})
}

func (p *Merge) kid(c *kit.Canvas, r kit.Rect, k merge.Kids) {
	t := p.host.T
	c.Round(r, theme.RadiusPanel, theme.Content, theme.Line)
	in := r.Pad(10, 6, 8, 4)
	top := in.CutTop(20)
	icon := kidIcons[k.Kind]
	if icon == "" {
		icon = icons.File
	}
	c.Icon(top.CutLeft(14), icon, 13, theme.Muted)
	top.CutLeft(6)
	c.Text(top, p.kidName(k.Kind), kit.Body)
	mid := in.CutTop(20)
	mid.CutLeft(c.Text(mid, fmt.Sprintf("%d + %d", k.Keep, k.Gone), kit.Caption) + 6)
	mid.CutLeft(c.Text(mid, "→", kit.Caption) + 6)
	c.Text(mid, fmt.Sprint(k.Keep+k.Gone-k.Joined), kit.Strong)
	if k.Joined > 0 {
		c.Text(in.CutTop(18), t("merge.joined", "n", k.Joined), kit.Caption.In(theme.Warn))
	}
}

func (p *Merge) kidName(kind string) string {
	if kind == "mail" {
		return p.host.T("merge.mail")
	}
	return records.Upper(p.host.T(kind + ".many"))
}

// reasons says what the records of a group have in common.
func reasons(h kit.Host, g dedupe.Group) string {
	seen := map[string]bool{}
	var parts []string
	for _, p := range g.Pairs {
		text := h.T("dedupe.reason."+string(p.Reason), "phone", phone.Mask(p.Key))
		if !seen[text] {
			seen[text] = true
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, h.T("records.comma"))
}
