package mail

import (
	"cmp"
	"context"
	"strconv"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// find looks records up by text for a picker.
func (p *Page) find(kind, text string, keys []string, answer func(ids []int64, rows []map[string]entity.Value)) {
	p.host.Go(func(ctx context.Context) {
		plan, err := listing.Allow(ctx, p.d.Registry, identity.May(kind, identity.See), listing.Query{Entity: kind, Text: text, Columns: keys})
		var ids []int64
		var rows []listing.Row
		if err == nil {
			if ids, err = p.d.Source.First(ctx, plan, 8); err == nil {
				rows, err = p.d.Source.Block(ctx, plan, ids)
			}
		}
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			var got []int64
			var cells []map[string]entity.Value
			for _, r := range rows {
				if r.ID == 0 {
					continue
				}
				m := map[string]entity.Value{}
				for i, c := range plan.Columns() {
					m[c.Key] = r.Cells[i]
				}
				got, cells = append(got, r.ID), append(cells, m)
			}
			answer(got, cells)
		})
	})
}

// linkDialog asks whose mail it is.
func (p *Page) linkDialog() {
	m := p.message()
	if m == nil {
		return
	}
	t := p.host.T
	chosen := int64(0)
	var d *kit.Dialog
	pick := kit.NewSearch(t("customer.one"), func(q string, answer func([]kit.Option)) {
		p.find("customer", q, []string{"name", "owner_id.name"}, func(ids []int64, rows []map[string]entity.Value) {
			var out []kit.Option
			for i, r := range rows {
				name := r["name"].Text()
				marks, _ := kit.Match(q, name)
				out = append(out, kit.Option{Key: number(ids[i]), ID: ids[i], Text: name, Marks: marks, Detail: r["owner_id.name"].Text()})
			}
			answer(out)
		})
	})
	pick.Placeholder, pick.LeftIcon = t("mail.link_placeholder"), icons.Search
	pick.OnPick = func(o kit.Option) {
		chosen = o.ID
		d.Buttons[len(d.Buttons)-1].Reason = reasonFor(chosen, t("mail.link_choose"))
		d.Redraw()
	}
	pick.OnEnter = func() bool {
		if chosen == 0 {
			return false
		}
		d.Close()
		p.linkTo(chosen, 0)
		return true
	}
	suggest := p.card.suggest
	d = &kit.Dialog{
		Title: t("mail.link_title"), Text: t("mail.link_text", "mail", cmp.Or(m.From.String(), m.To)), Width: 480,
		Height: func(float32) float32 { return 36 + float32(len(suggest))*32 },
		Body: func(c *kit.Canvas, r kit.Rect) {
			c.Field("customer", r.CutTop(28), pick.Field)
			r.CutTop(6)
			for i, s := range suggest {
				row := r.CutTop(32)
				c.Scope(strconv.Itoa(i), func() {
					c.ButtonsRight(&row, kit.Button{ID: "take", Text: t("mail.link"), Kind: kit.Tinted, Small: true, Tap: func() { d.Close(); p.linkTo(s.CustomerID, 0) }})
					c.Company(row.CutLeft(22), tellingPart(s.Customer), 22)
					row.CutLeft(8)
					c.Text(row, s.Customer, kit.Body)
				})
			}
		},
		Buttons: []kit.DialogButton{
			{Text: t("mail.new_customer"), Icon: icons.UserPlus, Left: true, Run: func() bool { d.Close(); p.newCustomer(); return false }},
			{Text: t("kit.cancel"), Cancel: true},
			{Text: t("mail.link"), Kind: kit.Primary, Reason: t("mail.link_choose"), Run: func() bool { p.linkTo(chosen, 0); return false }},
		},
	}
	p.host.ShowDialog(d)
	pick.Focus()
}

func reasonFor(id int64, why string) string {
	if id == 0 {
		return why
	}
	return ""
}

// linkTo ties the mail to a customer.
func (p *Page) linkTo(customer, contact int64) {
	m := p.message()
	if m == nil || customer == 0 {
		return
	}
	id := m.ID
	p.tie(id, p.host.T("mail.linked"), func() { p.unlinkID(id, false) }, func(ctx context.Context) error { return p.d.Mail.LinkCustomer(ctx, id, customer, contact) })
}

func (p *Page) unlinkID(id int64, ignore bool) {
	p.tie(id, "", nil, func(ctx context.Context) error { return p.d.Mail.Unlink(ctx, id, ignore) })
}

func (p *Page) unlink() {
	if m := p.message(); m != nil {
		p.unlinkID(m.ID, false)
	}
}

// ignore puts a mail out of the tray of unmatched ones.
func (p *Page) ignore() {
	m := p.message()
	if m == nil {
		return
	}
	id := m.ID
	p.next([]int64{id})
	p.unlinkID(id, true)
	p.host.Toast(p.host.T("mail.ignored"), func() { p.unlinkID(id, false) })
}

// newCustomer starts a customer with what the mail tells.
func (p *Page) newCustomer() {
	m := p.message()
	if m == nil {
		return
	}
	p.host.New("customer", map[string]string{"mail": m.From.Mail, "contact": m.From.Name})
}
