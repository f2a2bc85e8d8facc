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
	if w.full || w.kind == "forward" || w.showCc {
		w.people(c, &r, w.p.host.T("mail.to"), "to", w.to)
	}
	if w.showCc {
		w.people(c, &r, w.p.host.T("mail.cc"), "cc", w.cc)
	}
	if w.full || w.kind == "forward" {
		w.subjectRow(c, &r)
	}
	w.foot(c, r.CutBottom(replyFoot))
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
	if w.full || w.kind == "forward" || w.showCc {
		return
	}
	for i, a := range w.to.list {
		if row.W < 140 && i > 0 {
			row.CutLeft(c.Text(row, "+"+strconv.Itoa(len(w.to.list)-i), kit.Caption) + 8)
			break
		}
		w.token(c, &row, "to"+strconv.Itoa(i), a.Label(), a.Mail, func() { w.to.remove(i) })
	}
	c.LinkText(row, "show.cc", t("mail.cc"), kit.Caption, func() { w.showCc = true; w.cc.pick.Focus() })
}

// token draws a recipient.
func (w *composer) token(c *kit.Canvas, row *kit.Rect, id, text, tip string, remove func()) {
	width := min(kit.Measure(text, kit.Caption)+32, 220, row.W)
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
		if row.W < 200 && i < len(list.list) {
			c.LineH(line.X+80, line.Bottom()-1, line.W-80, theme.None)
			line = r.CutTop(30)
			row = line.Pad(80, 0, 12, 1)
		}
		w.token(c, &row, id+strconv.Itoa(i), a.Label(), a.Mail, func() { list.remove(i) })
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
	t := w.p.host.T
	c.Fill(r, theme.Content)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	row := r.Pad(16, 1, 16, 0)
	send := kit.Button{ID: "send", Text: t("mail.send"), Icon: icons.Send, Kind: kit.Primary, Key: "Ctrl+Enter", Tap: w.send}
	if w.sending {
		send.Disabled = t("mail.state.sending")
	}
	c.ButtonsRight(&row, kit.Button{ID: "later", Icon: icons.Clock, Kind: kit.Plain, Tip: t("mail.send_later"), Active: !w.at.IsZero(), Tap: w.laterMenu}, send)
	note := ""
	switch {
	case !w.at.IsZero():
		note = w.p.when(w.at, true)
	case w.saving:
		note = t("mail.draft_saving")
	case w.saved:
		note = t("mail.draft_saved")
	}
	if note != "" && row.W > 200 {
		c.Text(row.CutRight(kit.Measure(note, kit.Hint)+1), note, kit.Hint)
		row.CutRight(8)
	}
	c.ButtonsLeft(&row, kit.Button{ID: "attach", Text: t("mail.attachment"), Icon: icons.Paperclip, Tap: w.pickFile})
	if len(w.p.card.papers()) > 0 || w.out.Draft.Entity != "" {
		c.ButtonsLeft(&row, kit.Button{ID: "paper", Text: t("mail.insert_paper"), Icon: icons.FileText, Tap: w.paperMenu})
	}
	w.attached(c, row)
}

// attached draws the files; those that do not fit are counted.
func (w *composer) attached(c *kit.Canvas, row kit.Rect) {
	for i, f := range w.files {
		ch := kit.Chip{ID: "file" + strconv.Itoa(i), Text: f.Name, Remove: func() { w.detach(f) }}
		left := len(w.files) - i
		if row.W < kit.ChipWidth(ch) {
			if row.W < 60 {
				return
			}
			ch.Text, ch.Remove = w.p.host.T("mail.n_files", "n", left), nil
			ch.Tap = w.fileList
			c.Chip(&row, ch)
			return
		}
		c.Chip(&row, ch)
	}
}

// fileList shows all files where they do not fit into the foot.
func (w *composer) fileList() {
	var items []kit.MenuItem
	for _, f := range w.files {
		items = append(items, kit.MenuItem{Title: f.Name, Detail: fileSize(f.Size), Icon: icons.X, Run: func() { w.detach(f) }})
	}
	w.p.show(w.p.below("attach"), items)
}
