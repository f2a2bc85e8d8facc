package mail

import (
	"cmp"
	"strconv"
	"strings"

	"kontor/app/mail"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// draw draws whose mail it is.
func (k *card) draw(c *kit.Canvas, r kit.Rect) {
	in := r.InsetXY(14, 0)
	if k.writing && k.customer == 0 {
		c.Para(in.Pad(0, 13, 0, 0), k.p.host.T("mail.card_of_letter"), kit.Hint, 0)
		return
	}
	if k.message == 0 && !k.writing {
		return
	}
	if k.customer == 0 {
		k.unmatched(c, in)
		return
	}
	if !k.seen {
		if k.load.Slow() {
			c.Placeholders(r.Pad(0, 12, 0, 0))
		}
		return
	}
	foot := in.CutBottom(116)
	in.CutTop(13)
	of := "mail.matched"
	if k.writing {
		of = "mail.matched_to"
	}
	c.Text(in.CutTop(20), k.p.host.T(of), kit.Caption)
	in.CutTop(6)
	k.head(c, in.CutTop(42))
	in.CutTop(8)
	k.figures(c, &in)
	k.separator(c, r, &in)
	k.documents(c, &in)
	k.separator(c, r, &in)
	k.history(c, in)
	k.actions(c, foot)
}

func (k *card) separator(c *kit.Canvas, r kit.Rect, in *kit.Rect) {
	in.CutTop(9)
	c.LineH(r.X, in.Y, r.W, theme.Line)
	in.CutTop(10)
}

// head draws avatar, name, grade and who is in charge.
func (k *card) head(c *kit.Canvas, row kit.Rect) {
	t := k.p.host.T
	st := c.Hit("customer", row.Grow(3), kit.Hit{Name: k.name, Role: kit.RoleLink, Cursor: kit.Hand, Focusable: true, Tap: k.open})
	if st.Hover {
		c.Round(row.Grow(3), theme.RadiusControl, theme.Hover, theme.None)
	}
	if st.Ring {
		c.FocusRing(row, theme.RadiusControl)
	}
	c.Company(row.CutLeft(30).Pad(0, 4, 0, 8), tellingPart(cmp.Or(k.short, k.name)), 30)
	row.CutLeft(9)
	c.Text(kit.R(row.X, row.Y, row.W, 20), cmp.Or(k.short, briefly(k.name)), kit.Strong)
	below := kit.R(row.X, row.Y+21, row.W, 20)
	if k.grade != "" {
		below.CutLeft(c.Badge(below, t("mail.grade", "grade", strings.ToUpper(k.grade)), kit.Petrol) + 7)
	}
	if k.owner != "" {
		c.Text(below, t("mail.in_charge", "name", k.owner), kit.Caption)
	}
}

// places begin the names of many companies and tell nothing.
var places = []string{
	"北京", "上海", "天津", "重庆", "苏州", "杭州", "深圳", "广州", "宁波", "南京", "无锡", "常州", "东莞", "佛山", "青岛", "济南", "武汉", "成都", "西安", "厦门", "福州", "长沙",
	"郑州", "合肥", "昆山", "温州", "嘉兴", "绍兴", "中山", "珠海", "惠州", "大连", "沈阳", "江苏", "浙江", "广东", "山东", "福建", "安徽", "湖北", "湖南", "河南", "河北", "四川", "江西", "陕西",
}

// tellingPart is the name without the place it begins with: 恒拓 of 苏州恒拓精密.
func tellingPart(name string) string {
	for _, p := range places {
		if s, ok := strings.CutPrefix(name, p); ok && s != "" {
			return s
		}
	}
	return name
}

func (k *card) open() { k.p.host.Open("customer", k.customer, nil) }

func amount(m money.Minor, code string) string {
	if code == "" {
		code = kit.Home()
	}
	if code == kit.Home() {
		return money.Of(m, code).Plain()
	}
	return money.Of(m, code).String()
}

func (k *card) figures(c *kit.Canvas, in *kit.Rect) {
	t := k.p.host.T
	for _, f := range []struct {
		key string
		m   *money.Minor
		bad bool
	}{{"mail.receivable", k.receivable, false}, {"mail.of_it_overdue", k.overdue, true}, {"mail.deals", k.deal, false}} {
		if f.m == nil {
			continue
		}
		st := kit.Body
		if f.bad && *f.m > 0 {
			st.Color = theme.Bad
		}
		c.KeyValue(in.CutTop(23), t(f.key), amount(*f.m, ""), st)
	}
}

// documents draws what is open with the customer.
func (k *card) documents(c *kit.Canvas, in *kit.Rect) {
	t := k.p.host.T
	c.Text(in.CutTop(22), t("mail.open_documents"), kit.Strong)
	if len(k.docs) == 0 {
		c.Text(in.CutTop(24), t("mail.no_documents"), kit.Hint)
		return
	}
	shown := k.docs[:min(len(k.docs), 6)]
	for i, d := range shown {
		row := in.CutTop(26)
		c.Scope("doc"+strconv.Itoa(i), func() {
			text := amount(d.amount, d.code)
			c.Text(row.CutRight(kit.Measure(text, kit.Body)+1), text, kit.Body.RightAligned())
			row.CutRight(8)
			row.CutLeft(c.LinkText(row, "open", d.number, kit.Link.Px(theme.SizeBody), func() { k.p.host.Open(d.kind, d.id, nil) }) + 7)
			st := kit.Caption
			if d.late {
				st.Color = theme.Bad
			}
			c.Text(row, d.label, st)
		})
	}
	if n := len(k.docs) - len(shown); n > 0 {
		c.LinkText(in.CutTop(24), "all.documents", t("mail.more_documents", "n", n), kit.Link, k.open)
	}
}

// history draws the mails with the customer.
func (k *card) history(c *kit.Canvas, in kit.Rect) {
	t := k.p.host.T
	head := in.CutTop(22)
	head.CutLeft(c.Text(head, t("mail.history"), kit.Strong) + 5)
	c.Text(head, strconv.Itoa(len(k.mails)), kit.Caption)
	c.Scroll("history", in.Pad(-4, 0, -8, 0), float32(len(k.mails))*26, func(body kit.Rect) {
		for i, m := range k.mails {
			row := body.CutTop(26)
			if !c.Visible(row) {
				continue
			}
			c.Scope("mail"+strconv.Itoa(i), func() { k.past(c, row, m) })
		}
	})
}

func (k *card) past(c *kit.Canvas, row kit.Rect, m mail.Message) {
	st := c.Hit("open", row, kit.Hit{Name: m.Subject, Role: kit.RoleLink, Cursor: kit.Hand, Focusable: true, Tap: func() { k.p.OpenMail(m.ID) }})
	if st.Hover || m.ID == k.message {
		c.Round(row, theme.RadiusBadge, theme.Hover, theme.None)
	}
	in := row.Pad(4, 0, 8, 0)
	when := k.p.mailDate(m.At)
	c.Text(in.CutRight(kit.Measure(when, kit.Hint)+1), when, kit.Hint.RightAligned())
	in.CutRight(8)
	icon := icons.ArrowLeft
	if m.Outgoing {
		icon = icons.ArrowRight
	}
	c.Icon(in.CutRight(13), icon, 11, theme.Muted)
	in.CutRight(4)
	text := kit.Body
	if !m.Flags.Has(mail.Seen) && !m.Outgoing {
		text = kit.Strong
	}
	c.Text(in, cmp.Or(m.Subject, k.p.host.T("mail.no_subject")), text)
	if st.Ring {
		c.FocusRing(row.Inset(4), 3)
	}
}

// actions are the buttons at the foot.
func (k *card) actions(c *kit.Canvas, r kit.Rect) {
	t, h := k.p.host.T, k.p.host
	id := number(k.customer)
	subject := ""
	if k.p.reader.open != nil && !k.writing {
		subject = k.p.reader.open.Subject
	}
	r.CutTop(8)
	for _, b := range []kit.Button{
		{ID: "task", Text: t("mail.new_task"), Icon: icons.CalendarCheck, Tap: func() { h.New("task", map[string]string{"customer_id": id, "title": subject}) }},
		{ID: "quote", Text: t("mail.new_quote"), Icon: icons.FileText, Tap: func() { h.New("quote", map[string]string{"customer_id": id}) }},
		{ID: "open.customer", Text: t("mail.open_customer"), Icon: icons.Users, Tap: k.open},
	} {
		b.Wide = true
		c.Button(r.CutTop(theme.Control), b)
		r.CutTop(6)
	}
}

// unmatched is the pane of a mail that belongs to nobody known.
func (k *card) unmatched(c *kit.Canvas, in kit.Rect) {
	p, t := k.p, k.p.host.T
	o := p.reader.open
	if o == nil || !o.Own {
		return
	}
	in.CutTop(13)
	if o.Match == mail.MatchIgnored && o.Outgoing {
		c.Para(in.CutTop(40), t("mail.nobodys"), kit.Second, 0)
	} else {
		badge := in.CutTop(22)
		c.Badge(badge, t("mail.unmatched"), kit.Amber)
		in.CutTop(6)
		text := t("mail.unmatched_text", "mail", o.From.Mail)
		in.CutTop(c.Para(kit.R(in.X, in.Y, in.W, kit.ParaHeight(text, kit.Second, in.W, 0)), text, kit.Second, 0) + 12)
	}
	if len(k.suggest) > 0 {
		c.Text(in.CutTop(22), t("mail.same_domain"), kit.Strong)
		for i, s := range k.suggest {
			row := in.CutTop(34)
			c.Scope("suggest"+strconv.Itoa(i), func() {
				b := kit.Button{ID: "link", Text: t("mail.link"), Kind: kit.Tinted, Small: true, Tap: func() { p.linkTo(s.CustomerID, 0) }}
				c.ButtonsRight(&row, b)
				c.Company(row.CutLeft(22), tellingPart(s.Customer), 22)
				row.CutLeft(7)
				c.Text(row, briefly(s.Customer), kit.Body)
			})
		}
		in.CutTop(10)
	}
	for _, b := range []kit.Button{
		{ID: "link.customer", Text: t("mail.link_customer"), Icon: icons.Link, Key: "L", Tap: p.linkDialog},
		{ID: "new.customer", Text: t("mail.new_customer"), Icon: icons.UserPlus, Tap: p.newCustomer},
		{ID: "ignore", Text: t("mail.ignore"), Icon: icons.EyeOff, Tap: p.ignore},
	} {
		b.Wide = true
		c.Button(in.CutTop(theme.Control), b)
		in.CutTop(6)
	}
}
