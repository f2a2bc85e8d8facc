package customer

import (
	"fmt"

	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

func (a *pane) drawFacts(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	row := r.CutTop(44).Pad(16, 8, 16, 0)
	if a.mayChange() {
		c.ButtonsRight(&row, kit.Button{ID: "edit", Text: t("cust.edit_word"), Icon: icons.Pencil, Small: true, Key: "F2", Tap: a.p.editCurrent})
	}
	c.Text(row, t("cust.facts_head"), kit.Strong)
	c.ScrollAuto("facts", r, func(body kit.Rect) float32 {
		top := body.Y
		in := body.Pad(16, 0, 16, 0)
		records.Facts(c, a.p.host, &in, a.data.form.Inputs, a.data.titles, a.p.thumbs)
		return in.Y - top + 16
	})
}

// card draws the row of a list in the pane and gives its inside.
func (a *pane) card(c *kit.Canvas, r kit.Rect, id, name string, tap func()) kit.Rect {
	st := c.Hit(id, r, kit.Hit{Name: name, Role: kit.RoleRow, Cursor: kit.Hand, Focusable: true, Tap: tap})
	if st.Hover {
		c.Fill(r, theme.Hover)
	}
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
	if st.Ring {
		c.FocusRing(r.Inset(2), theme.RadiusControl)
	}
	return r.Pad(16, 0, 16, 0)
}

// addRow is the line with the button that adds something.
func (a *pane) addRow(c *kit.Canvas, r *kit.Rect, list ...kit.Button) {
	row := r.CutTop(42).Pad(16, 8, 16, 4)
	for i := range list {
		if !a.mayChange() {
			list[i].Disabled = a.p.host.T("cust.read_only")
		}
		list[i].Small, list[i].Icon = true, icons.Plus
	}
	c.ButtonsLeft(&row, list...)
	c.LineH(r.X, r.Y-1, r.W, theme.Line)
}

func (a *pane) drawContacts(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	a.addRow(c, &r, kit.Button{ID: "contact.add", Text: t("cust.add_contact"), Tap: func() { a.p.editContact(0, a.id) }})
	if len(a.data.contacts) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.User, Title: t("cust.no_people"), Text: t("cust.no_people_text")})
		return
	}
	const h = 58
	c.Scroll("people", r, float32(len(a.data.contacts)*h), func(body kit.Rect) {
		for _, x := range a.data.contacts {
			in := a.card(c, body.CutTop(h), "contact."+itoa(x.id), x.text("name"), func() { a.p.editContact(x.id, a.id) })
			c.Person(in.CutLeft(32), x.text("name"), 32)
			in.CutLeft(11)
			side := in.CutRight(min(200, in.W*0.52))
			top, low := in.CutTop(h/2).Pad(0, 8, 0, 0), in.Pad(0, 0, 0, 8)
			top.CutLeft(c.Text(top, x.text("name"), kit.Strong) + 6)
			if x.num("main") != 0 {
				c.Badge(top, t("cust.main_contact"), kit.Petrol)
			}
			c.Text(low, x.text("title"), kit.Caption)
			phone := x.text("mobile")
			if phone == "" {
				phone = x.text("phone")
			}
			c.Text(side.CutTop(h/2).Pad(0, 8, 0, 0), phone, kit.Body.RightAligned())
			c.Text(side.Pad(0, 0, 0, 8), x.text("mail"), kit.Caption.RightAligned())
		}
	})
}

func (a *pane) drawDeals(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	var begin []kit.Button
	if a.p.host.Actor().Can(identity.May("opportunity", identity.Add)) {
		begin = append(begin, kit.Button{ID: "deal.add", Text: t("cust.add_deal"), Tap: func() { a.p.host.New("opportunity", map[string]string{"customer_id": itoa(a.id)}) }})
	}
	if a.p.host.Actor().Can(identity.May("sales_order", identity.Add)) {
		begin = append(begin, kit.Button{ID: "deal.offline", Text: t("cust.offline"), Tap: func() { a.p.offlineDeal(a.id) }})
	}
	if len(begin) > 0 {
		a.addRow(c, &r, begin...)
	}
	if len(a.data.deals) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Target, Title: t("cust.no_deals"), Text: t("cust.no_deals_text")})
		return
	}
	typ := a.p.deps.Registry.Type("opportunity")
	const h = 52
	c.Scroll("deals", r, float32(len(a.data.deals)*h), func(body kit.Rect) {
		for _, x := range a.data.deals {
			in := a.card(c, body.CutTop(h), "deal."+itoa(x.id), x.text("name"), func() { a.p.host.Open("opportunity", x.id, nil) })
			side := in.CutRight(130)
			c.Text(in.CutTop(h/2).Pad(0, 7, 0, 0), x.text("name"), kit.Body)
			low := in.Pad(0, 0, 0, 6)
			stage := x.text("stage")
			if f := typ.Field("stage"); f != nil && stage != "" {
				low.CutLeft(c.Badge(low, records.OptionText(a.p.host, f, stage), stageTint(stage)) + 8)
			}
			c.Text(low, t("cust.close_on", "date", a.near(x.text("close_on")), "name", x.text("owner_id.name")), kit.Caption)
			c.Text(side.CutTop(h/2).Pad(0, 7, 0, 0), amount(x.num("amount_minor")), kit.Strong.RightAligned())
			if v := x.vals["probability"]; v.IsNum() {
				c.Text(side.Pad(0, 0, 0, 6), fmt.Sprintf("%d%%", a.percent(v.Int())), kit.Caption.RightAligned())
			}
		}
	})
}

// percent writes a probability as whole per cent, whatever its scale.
func (a *pane) percent(n int64) int64 {
	f := a.p.deps.Registry.Type("opportunity").Field("probability")
	for range max(0, f.Scale-2) {
		n = (n + 5) / 10
	}
	return n
}

func (a *pane) near(date string) string {
	d, err := calendar.Parse(date)
	if err != nil {
		return date
	}
	return tr.In(a.p.host.Lang()).Near(d, a.p.host.Today())
}
