package mail

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"kontor/app/mail"
	"kontor/app/mail/address"
	"kontor/app/mail/parse"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

const readerHead = 75

// draw draws head, text, attachments and links of the mail.
func (r *reader) draw(c *kit.Canvas, area kit.Rect) {
	t := r.p.host.T
	if r.open == nil {
		switch {
		case r.load.Slow():
			c.Placeholders(area.Inset(12))
		case r.id == 0 && !r.load.Waiting() && !r.p.listLoad.Waiting():
			c.Empty(area, kit.Empty{Icon: icons.MailOpen, Title: t("mail.nothing_chosen"), Text: t("mail.nothing_chosen_text")})
		}
		return
	}
	head := area.CutTop(readerHead)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	r.head(c, head.Pad(16, 0, 16, 1))
	for _, b := range r.banners() {
		h := kit.BannerHeight(b, area.W-32)
		c.Banner(area.CutTop(h+10).Pad(16, 10, 16, 0), b)
	}
	body := area.Pad(16, 0, 10, 0)
	c.Hit("reader", area, kit.Hit{Name: r.open.Subject, Role: kit.RoleHeading, Focusable: true, ClickFocus: true, Menu: r.menu, Key: func(k kit.Key) bool { return r.keys(k) }})
	c.ScrollAuto("body", body, func(in kit.Rect) float32 { return r.body(c, in.Pad(0, 0, 8, 0)) })
}

func (r *reader) keys(k kit.Key) bool {
	step := map[kit.Key]float64{"Down": 60, "Up": -60, "PageDown": 400, "PageUp": -400, "Space": 400}[k]
	if step == 0 {
		return false
	}
	s := r.p.surface
	s.SetScrollOffset("body", s.ScrollOffset("body")+step)
	s.Redraw()
	return true
}

// head draws subject, actions, sender and recipients.
func (r *reader) head(c *kit.Canvas, in kit.Rect) {
	t, o := r.p.host.T, r.open
	top := kit.R(in.X, in.Y+10, in.W, 30)
	plain := func(id string, icon icons.Name, tip string, key kit.Key, tap func()) kit.Button {
		return kit.Button{ID: id, Icon: icon, Kind: kit.Plain, Tip: tip, Key: key, Tap: tap}
	}
	if o.Own {
		flag := plain("star", icons.Flag, t("mail.star"), "S", r.p.star)
		if o.Flags.Has(mail.Starred) {
			flag.Kind = kit.Tinted
		}
		buttons := []kit.Button{plain("reply", icons.Reply, t("mail.reply"), "R", func() { r.p.reply(false) }), plain("archive", icons.Archive, t("mail.archive"), "E", r.p.archive), flag}
		c.ButtonsRight(&top, append(buttons, plain("more", icons.Ellipsis, t("mail.more"), "", func() { r.more(c) }))...)
	} else {
		c.Text(top.CutRight(kit.Measure(t("mail.not_own"), kit.Hint)+1), t("mail.not_own"), kit.Hint)
		top.CutRight(10)
	}
	c.Text(top, cmp.Or(o.Subject, t("mail.no_subject")), kit.Section)
	row := kit.R(in.X, in.Y+43, in.W, 22)
	from := r.sender()
	when := r.p.when(o.At, true)
	c.Text(row.CutRight(kit.Measure(when, kit.Hint)+1), when, kit.Hint.RightAligned())
	row.CutRight(12)
	c.Person(row.CutLeft(22), cmp.Or(from.Name, from.Mail, "?"), 22)
	row.CutLeft(8)
	row.CutLeft(c.Text(row.Pad(0, 0, 120, 0), cmp.Or(from.Name, from.Mail), kit.Body) + 10)
	if from.Name != "" {
		st := kit.Hint
		if from.Pretends() {
			st = kit.Caption.In(theme.Bad)
		}
		row.CutLeft(c.Text(row.Pad(0, 0, 60, 0), from.Mail, st) + 12)
	}
	to := t("mail.sent_to", "who", r.recipients())
	c.Hit("recipients", kit.R(row.X, row.Y, min(row.W, kit.Measure(to, kit.Hint)), row.H), kit.Hit{Name: to, Tip: r.allRecipients(), Role: kit.RoleNone})
	c.Text(row, to, kit.Hint)
}

func (r *reader) sender() address.Address {
	if r.open.Mail != nil && len(r.open.Mail.From) > 0 {
		return r.open.Mail.From[0]
	}
	return r.open.From
}

// recipients names up to three of those the mail went to; own accounts are 我.
func (r *reader) recipients() string {
	if r.open.Mail == nil {
		return r.open.To
	}
	own := map[string]bool{}
	for _, a := range r.p.side.Accounts {
		own[address.Key(a.Mail)] = true
	}
	var names []string
	all := append(append([]address.Address{}, r.open.Mail.To...), r.open.Mail.Cc...)
	for _, a := range all {
		if own[a.Key()] {
			names = append([]string{r.p.host.T("mail.me")}, names...)
		} else {
			names = append(names, a.Label())
		}
	}
	if len(names) > 3 {
		return r.p.host.T("mail.and_others", "who", strings.Join(names[:2], "、"), "n", len(names))
	}
	sep := "、"
	if r.p.host.Lang() != "zh" {
		sep = ", "
	}
	return cmp.Or(strings.Join(names, sep), r.open.To, r.p.host.T("mail.nobody"))
}

func (r *reader) allRecipients() string {
	if r.open.Mail == nil {
		return r.open.To
	}
	var out []string
	for _, a := range append(append([]address.Address{}, r.open.Mail.To...), r.open.Mail.Cc...) {
		out = append(out, a.String())
	}
	return strings.Join(out, "\n")
}

// banners are lasting conditions of this mail.
func (r *reader) banners() []kit.Banner {
	t := r.p.host.T
	var out []kit.Banner
	switch {
	case r.getting:
		out = append(out, kit.Banner{Tint: kit.Gray, Icon: icons.Download, Text: t("mail.getting_text")})
	case r.missing != nil:
		out = append(out, kit.Banner{Tint: kit.Amber, Icon: icons.WifiOff, Text: r.p.host.ErrorText(r.missing), Action: t("mail.try_again"), Run: r.fetch})
	}
	if r.sender().Pretends() {
		out = append(out, kit.Banner{Tint: kit.Red, Text: t("mail.pretends", "mail", r.sender().Mail)})
	}
	return out
}

// body draws text, fold, attachments and links and returns the height.
func (r *reader) body(c *kit.Canvas, in kit.Rect) float32 {
	from := in.Y
	in.CutTop(14)
	blocks := r.blocks
	if !r.unfolded {
		blocks = blocks[:r.fold]
	}
	if r.flow == nil || r.flow.width != in.W {
		r.flow = flowOf(blocks, in.W, r.pictures, r.p.host.T("mail.blocked_picture"))
	}
	r.flow.draw(c, in, r.openLink)
	y := in.Y + r.flow.height + 4
	if !r.unfolded && r.fold < len(r.blocks) {
		box := kit.R(in.X, y+4, 34, 18)
		st := c.Hit("unfold", box, kit.Hit{Name: r.p.host.T("mail.show_quoted"), Tip: r.p.host.T("mail.show_quoted"), Role: kit.RoleButton, Cursor: kit.Hand, Focusable: true, Tap: func() { r.unfolded, r.flow = true, nil }})
		fill := theme.GraySoft
		if st.Hover {
			fill = theme.Soft
		}
		c.Round(box, 9, fill, theme.None)
		c.Icon(box, icons.Ellipsis, 14, theme.Text2)
		y += 30
	}
	y = r.files(c, kit.R(in.X, y+8, in.W, 0))
	y = r.links(c, kit.R(in.X, y, in.W, 0))
	return y - from + 16
}

// fileIcon is the icon of a file and its colour.
func fileIcon(name string) (icons.Name, theme.Token) {
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf", ".ofd":
		return icons.FileText, theme.Bad
	case ".xlsx", ".xls", ".csv", ".et":
		return icons.FileSheet, theme.OK
	case ".doc", ".docx", ".wps", ".txt":
		return icons.FileText, theme.Info
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic":
		return icons.FileImage, theme.Violet
	}
	return icons.File, theme.Text2
}

func fileSize(n int64) string {
	switch {
	case n >= 1<<20:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/(1<<20)), ".0") + " MB"
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", (n+512)>>10)
	}
	return fmt.Sprintf("%d B", n)
}

// files draws the attachments, as many in a row as fit, and returns where they end.
func (r *reader) files(c *kit.Canvas, at kit.Rect) float32 {
	y, x := at.Y, at.X
	for i, f := range r.open.Attachments {
		size := fileSize(f.Size)
		w := min(14+10+kit.Measure(f.Name, kit.Body)+8+kit.Measure(size, kit.Hint)+26, at.W)
		if x > at.X && x+w > at.Right() {
			x, y = at.X, y+40
		}
		box := kit.R(x, y, w, 32)
		c.Scope(fmt.Sprint("file", i), func() { r.file(c, box, f, size) })
		x += w + 8
	}
	if len(r.open.Attachments) > 0 {
		y += 44
	}
	return y
}

func (r *reader) file(c *kit.Canvas, box kit.Rect, f mail.Attachment, size string) {
	danger := parse.DangerOf(f.Name)
	st := c.Hit("open", box, kit.Hit{
		Name: f.Name, Tip: f.Name, Value: size, Role: kit.RoleButton, Cursor: kit.Hand, Focusable: true,
		Tap: func() { r.p.openFile(f) }, Menu: func(at kit.Point) { r.p.fileMenu(f, at) },
	})
	fill := theme.Content
	if st.Hover {
		fill = theme.Hover
	}
	c.Round(box, theme.RadiusControl, fill, theme.Line2)
	in := box.InsetXY(12, 0)
	icon, color := fileIcon(f.Name)
	if danger == parse.Blocked {
		icon, color = icons.TriangleAlert, theme.Bad
	}
	c.Icon(in.CutLeft(14), icon, 15, color)
	in.CutLeft(8)
	c.Text(in.CutRight(kit.Measure(size, kit.Hint)+1), size, kit.Hint)
	in.CutRight(7)
	c.Text(in, fitted(f.Name, in.W, kit.Body), kit.Body)
	if st.Ring {
		c.FocusRing(box, theme.RadiusControl)
	}
}

// links draws what the mail is tied to.
func (r *reader) links(c *kit.Canvas, at kit.Rect) float32 {
	t := r.p.host.T
	row := kit.R(at.X, at.Y, at.W, 26)
	any := false
	for _, l := range r.open.Links {
		if l.Entity == "customer" && l.RecordID == r.open.CustomerID {
			c.Chip(&row, kit.Chip{ID: "timeline", Text: t("mail.in_timeline"), Icon: icons.Check, On: true, Tap: func() { r.p.host.Open("customer", l.RecordID, nil) }})
			any = true
		}
	}
	for _, l := range r.open.Links {
		if l.Entity == "customer" {
			continue
		}
		ch := kit.Chip{ID: l.Entity + number(l.RecordID), Text: r.p.card.nameOf(l.Entity, l.RecordID), Icon: icons.FileText, Tap: func() { r.p.host.Open(l.Entity, l.RecordID, nil) }}
		if r.open.Own {
			ch.Remove = func() { r.p.unlinkRecord(l.Entity, l.RecordID) }
		}
		c.Chip(&row, ch)
		any = true
	}
	if r.open.Own && r.open.CustomerID != 0 && len(r.p.card.docs) > 0 {
		row.CutLeft(2)
		text := t("mail.link_document")
		box := row
		c.LinkText(row, "link.document", text, kit.Link.Px(theme.SizeBody), func() { r.p.documentMenu(box) })
		any = true
	}
	if any {
		return at.Y + 34
	}
	return at.Y
}
