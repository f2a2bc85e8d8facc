package mail

import (
	"strconv"

	"kontor/app/mail/template"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// draw draws the composer: head, people, text, marks of the template, foot.
func (w *composer) draw(c *kit.Canvas, r kit.Rect) {
	w.head(c, r.CutTop(replyHead))
	if !w.inHead(r.W) {
		w.people(c, &r, w.p.host.T("mail.to"), "to", w.to)
	}
	if w.showCc {
		w.people(c, &r, w.p.host.T("mail.cc"), "cc", w.cc)
	}
	if w.full || w.kind == "forward" {
		w.subjectRow(c, &r)
	}
	w.foot(c, r.CutBottom(replyFoot))
	if starts := w.fileLines(r.W); len(starts) > 0 {
		shown := 3
		if r.H < 300 {
			shown = 1 // the text needs the room; the files roll
		}
		w.attached(c, r.CutBottom(float32(min(len(starts), shown))*fileLine+8), starts)
	}
	if w.err != "" {
		w.problem(c, r.CutBottom(marksStrip))
	} else if len(w.marks) > 0 {
		w.strip(c, r.CutBottom(marksStrip))
	}
	if w.out.Draft.Quoted != "" {
		w.quoted(c, r.CutBottom(28).Pad(16, 0, 16, 4))
	}
	c.Field("text", r.Pad(7, 8, 7, 0), w.text)
}

var kindIcons = map[string]icons.Name{"reply": icons.Reply, "reply_all": icons.ReplyAll, "forward": icons.Forward, "new": icons.Pencil}

// head draws what is being written, to whom, and the template.
func (w *composer) head(c *kit.Canvas, r kit.Rect) {
	t := w.p.host.T
	c.Fill(r, theme.Sunken)
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
	row := r.Pad(16, 0, 12, 1)
	icon, tip := icons.Maximize, t("mail.enlarge")
	if w.full {
		icon, tip = icons.Minimize, t("mail.reduce")
	}
	if w.out.Draft.Answers != 0 || !w.full {
		c.Button(row.CutRight(24).MiddleRow(24), kit.Button{ID: "enlarge", Icon: icon, Small: true, Tip: tip, Tap: func() { w.full = !w.full }})
		row.CutRight(8)
	}
	c.Button(row.CutRight(24).MiddleRow(24), kit.Button{ID: "throw", Icon: icons.Trash, Kind: kit.Plain, Small: true, Tip: t("mail.discard"), Tap: w.discard})
	row.CutRight(8)
	if len(w.templates) > 0 {
		name := w.template
		if name == "" {
			name = t("mail.choose_template")
		}
		c.Drop("template", row.CutRight(min(176, row.W*0.4)).MiddleRow(26), name, "", w.templateItems)
		row.CutRight(8)
		label := t("mail.template")
		c.Text(row.CutRight(kit.Measure(label, kit.Caption)+1), label, kit.Caption)
		row.CutRight(12)
	}
	c.Icon(row.CutLeft(14), kindIcons[w.kind], 14, theme.Text2)
	row.CutLeft(8)
	row.CutLeft(c.Text(row, t("mail.writing."+w.kind), kit.Strong) + 8)
	if !w.inHead(r.W) {
		return
	}
	for i, a := range w.to.list {
		w.token(c, &row, "to"+strconv.Itoa(i), a.Label(), a.Mail, func() { w.to.remove(i) })
	}
	c.LinkText(row, "show.cc", t("mail.cc"), kit.Caption, func() { w.showCc = true; w.cc.pick.Focus() })
}

// inHead tells whether the recipients of an answer stand in its head: when they have room
// there, and nothing else is to be filled in.
func (w *composer) inHead(width float32) bool {
	if w.full || w.kind == "forward" || w.showCc || len(w.to.list) == 0 {
		return false
	}
	t := w.p.host.T
	room := width - 28 - 64 - 22 - kit.Measure(t("mail.writing."+w.kind), kit.Strong) - 8 - kit.Measure(t("mail.cc"), kit.Caption)
	if len(w.templates) > 0 {
		room -= 176 + 20 + kit.Measure(t("mail.template"), kit.Caption)
	}
	for _, a := range w.to.list {
		room -= tokenWidth(a.Label()) + 6
	}
	return room >= 0
}

func tokenWidth(text string) float32 { return min(kit.Measure(text, kit.Caption)+32, 220) }

// token draws a recipient.
func (w *composer) token(c *kit.Canvas, row *kit.Rect, id, text, tip string, remove func()) {
	width := min(tokenWidth(text), row.W)
	box := row.CutLeft(width).MiddleRow(22)
	row.CutLeft(6)
	c.Round(box, theme.RadiusBadge, theme.GraySoft, theme.None)
	c.Hit(id, box, kit.Hit{Name: text, Tip: tip})
	x := box.Pad(box.W-20, 0, 3, 0)
	st := c.Hit(id+".x", x, kit.Hit{Name: w.p.host.T("kit.remove", "what", text), Role: kit.RoleButton, Cursor: kit.Hand, KeepFocus: true, Tap: remove})
	color := theme.Text2
	if st.Hover {
		color = theme.Bad
	}
	c.Icon(x, icons.X, 11, color)
	c.Text(box.Pad(7, 0, 21, 0), text, kit.Caption.In(theme.Text))
}

// people draws a line of recipients with the field for the next one; what does not fit
// goes on the next line.
func (w *composer) people(c *kit.Canvas, r *kit.Rect, label, id string, list *recipients) {
	line := r.CutTop(34)
	row := line.Pad(16, 0, 12, 1)
	c.Text(row.CutLeft(64), label, kit.Caption)
	for i, a := range list.list {
		if i > 0 && row.W < tokenWidth(a.Label()) {
			line = r.CutTop(30)
			row = line.Pad(80, 0, 12, 1)
		}
		w.token(c, &row, id+strconv.Itoa(i), a.Label(), a.Mail, func() { list.remove(i) })
	}
	if row.W < 140 {
		line = r.CutTop(30)
		row = line.Pad(80, 0, 12, 1)
	}
	if id == "to" && !w.showCc {
		text := w.p.host.T("mail.cc")
		c.LinkText(row.CutRight(kit.Measure(text, kit.Caption)+1), "show.cc", text, kit.Caption, func() { w.showCc = true; w.cc.pick.Focus() })
		row.CutRight(8)
	}
	c.Field(id, row.MiddleRow(28).Pad(-6, 0, 0, 0), list.pick.Field)
	c.LineH(line.X, line.Bottom()-1, line.W, theme.Line)
}

func (w *composer) subjectRow(c *kit.Canvas, r *kit.Rect) {
	line := r.CutTop(34)
	row := line.Pad(16, 0, 12, 1)
	c.Text(row.CutLeft(64), w.p.host.T("mail.subject"), kit.Caption)
	c.Field("subject", row.MiddleRow(28).Pad(-9, 0, 0, 0), w.subject)
	c.LineH(line.X, line.Bottom()-1, line.W, theme.Line)
}

// quoted says that the mail answered goes along, and lets it be left out.
func (w *composer) quoted(c *kit.Canvas, r kit.Rect) {
	t := w.p.host.T
	key := "mail.with_quote"
	if w.kind == "forward" {
		key = "mail.with_original"
	}
	row := r
	c.Chip(&row, kit.Chip{ID: "quote", Text: t(key), Icon: icons.Reply, Remove: func() { w.out.Draft.Quoted = ""; w.changed() }})
}

// problem says why the letter was not sent.
func (w *composer) problem(c *kit.Canvas, r kit.Rect) {
	c.Fill(r, theme.BadSoft)
	row := r.Pad(16, 0, 12, 0)
	c.Icon(row.CutLeft(14), icons.TriangleAlert, 14, theme.Bad)
	row.CutLeft(8)
	c.Text(row, w.err, kit.Body.In(theme.Bad))
}

// strip shows what became of the marks of the template.
func (w *composer) strip(c *kit.Canvas, r kit.Rect) {
	t := w.p.host.T
	c.Fill(r, theme.Sunken)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	row := r.Pad(16, 0, 14, 0)
	open := 0
	for _, m := range w.marks {
		if m.State != template.Filled {
			open++
		}
	}
	note, st := t("mail.all_filled"), kit.Hint
	if open > 0 {
		note, st = t("mail.some_open", "n", open), kit.Caption.In(theme.Warn)
	}
	c.Text(row.CutRight(kit.Measure(note, st)+1), note, st)
	row.CutRight(12)
	row.CutLeft(c.Text(row, t("mail.template_marks"), kit.Caption) + 14)
	for _, m := range w.marks {
		icon, color := icons.Check, theme.OK
		switch m.State {
		case template.Empty:
			icon, color = icons.Circle, theme.Warn
		case template.Unknown:
			icon, color = icons.TriangleAlert, theme.Bad
		}
		name := w.p.markName(m.Mark)
		if row.W < kit.Measure(name, kit.Caption)+34 {
			c.Text(row, "…", kit.Hint)
			break
		}
		c.Icon(row.CutLeft(12), icon, 12, color)
		row.CutLeft(5)
		row.CutLeft(c.Text(row, name, kit.Caption.In(color)) + 14)
	}
}

// foot draws attachments and sending.
func (w *composer) foot(c *kit.Canvas, r kit.Rect) {
	c.Fill(r, theme.Content)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	row := r.Pad(16, 1, 16, 0)
	left, right := w.footButtons()
	c.ButtonsRight(&row, right...)
	c.ButtonsLeft(&row, left...)
	if w.filesFit(r.W) {
		for i := range w.files {
			c.Chip(&row, w.fileChip(i))
		}
	}
	if note := w.note(); kit.Measure(note, kit.Hint) < row.W {
		c.Text(row, note, kit.Hint.RightAligned())
	}
}

// footButtons are the buttons at the left and at the right of the foot.
func (w *composer) footButtons() (left, right []kit.Button) {
	t := w.p.host.T
	send := kit.Button{ID: "send", Text: t("mail.send"), Icon: icons.Send, Kind: kit.Primary, Key: "Ctrl+Enter", Tap: w.send}
	if w.sending {
		send.Disabled = t("mail.state.sending")
	}
	left = []kit.Button{{ID: "attach", Text: t("mail.attachment"), Icon: icons.Paperclip, Tap: w.pickFile}}
	if len(w.p.shownCard().papers()) > 0 {
		left = append(left, kit.Button{ID: "paper", Text: t("mail.insert_paper"), Icon: icons.FileText, Tap: w.paperMenu})
	}
	return left, []kit.Button{{ID: "later", Icon: icons.Clock, Kind: kit.Plain, Tip: t("mail.send_later"), Active: !w.at.IsZero(), Tap: w.laterMenu}, send}
}

// note says when the letter goes out, or that it is kept.
func (w *composer) note() string {
	switch {
	case !w.at.IsZero():
		return w.p.when(w.at, true)
	case w.saving:
		return w.p.host.T("mail.draft_saving")
	case w.saved:
		return w.p.host.T("mail.draft_saved")
	}
	return ""
}

func (w *composer) fileChip(i int) kit.Chip {
	f := w.files[i]
	return kit.Chip{ID: "file" + strconv.Itoa(i), Text: f.Name, Remove: func() { w.detach(f) }}
}

// filesFit tells whether the files have room in the foot, beside the buttons.
func (w *composer) filesFit(width float32) bool {
	room := width - 32
	left, right := w.footButtons()
	for _, b := range append(left, right...) {
		room -= kit.ButtonWidth(b) + 8
	}
	if !w.at.IsZero() {
		room -= kit.Measure(w.note(), kit.Hint) // when it goes out must stay to be seen
	}
	for i := range w.files {
		room -= kit.ChipWidth(w.fileChip(i)) + 8
	}
	return room >= -8
}

const fileLine = 30

// fileLines places the files that do not fit into the foot in lines above it: the first
// file of each line.
func (w *composer) fileLines(width float32) []int {
	if len(w.files) == 0 || w.filesFit(width) {
		return nil
	}
	starts, room := []int{0}, width-32
	for i := range w.files {
		need := kit.ChipWidth(w.fileChip(i)) + 8
		if need > room+8 && i > starts[len(starts)-1] {
			starts, room = append(starts, i), width-32
		}
		room -= need
	}
	return starts
}

// attached draws the lines of files; more than three roll.
func (w *composer) attached(c *kit.Canvas, r kit.Rect, starts []int) {
	c.LineH(r.X, r.Y, r.W, theme.Line)
	c.Scroll("files", r.Pad(0, 4, 0, 0), float32(len(starts))*fileLine, func(body kit.Rect) {
		for n, from := range starts {
			row := body.CutTop(fileLine).InsetXY(16, 0)
			to := len(w.files)
			if n+1 < len(starts) {
				to = starts[n+1]
			}
			for i := from; i < to; i++ {
				ch := w.fileChip(i)
				ch.Text = fitted(ch.Text, row.W-37, kit.Caption)
				c.Chip(&row, ch)
			}
		}
	})
}

// fitted shortens a name in its middle: the ending says what kind of file it is.
func fitted(name string, width float32, st kit.Style) string {
	r := []rune(name)
	for n := len(r); n > 8 && kit.Measure(name, st) > width; n-- {
		name = string(r[:n*2/3]) + "…" + string(r[len(r)-n/3:])
	}
	return name
}
