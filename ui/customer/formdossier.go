package customer

import (
	"fmt"
	"slices"
	"strings"

	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// filled tells whether a field of the dossier is filled as the form stands now.
func (f *Form) filled(key string) bool {
	i := f.inputs[key]
	if i == nil || !i.filled() {
		return false
	}
	if i.field.Kind == entity.KindMoney { // 0.00 says nothing
		v, err := i.field.Parse(i.text())
		return err != nil || !v.IsEmpty()
	}
	return true
}

// part counts a group: the dossier's fields where the group is one of its modules.
func (f *Form) part(g *group) (n, all int) {
	list, _ := parts(f.filled)
	for _, x := range list {
		if x.id == g.id {
			return x.n, x.all
		}
	}
	return g.count()
}

// averages compares with the own customers and the own department.
func (f *Form) averages() string {
	t, me := f.host.T, f.host.Actor()
	var out []string
	for _, x := range f.rates.Units {
		if len(me.Units) > 0 && x.ID == me.Units[0] {
			out = append(out, t("dossier.unit_rate", "rate", percent(x.Tenths)))
		}
	}
	for _, x := range f.rates.People {
		if x.ID == me.ID {
			out = append(out, t("dossier.own_rate", "rate", percent(x.Tenths)))
		}
	}
	return strings.Join(out, t("records.comma"))
}

// jumpTo shows the group with an id.
func (f *Form) jumpTo(id string) {
	for _, g := range f.groups {
		if g.id == id {
			f.jump(g)
		}
	}
}

// sideGroups lists what the form and the dossier have: the modules of fields with how much
// of them is filled, the modules that are lists, the other groups.
func (f *Form) sideGroups(c *kit.Canvas, r kit.Rect) {
	c.Fill(r, theme.Sunken)
	c.ScrollAuto("groups", r, func(body kit.Rect) float32 {
		t, top := f.host.T, body.Y
		in := body.Pad(8, 12, 8, 0)
		list, filled := parts(f.filled)
		c.Text(in.CutTop(24).Pad(8, 0, 0, 0), t("cust.form.items", "n", filled, "all", customer.DossierSize), kit.Caption)
		var others []*group
		for _, g := range f.groups {
			i := slices.IndexFunc(list, func(x part) bool { return x.id == g.id })
			if i < 0 {
				others = append(others, g)
				continue
			}
			row := in.CutTop(38)
			style := f.sideRow(c, row, "group."+g.id, g.title, g.id == f.at, func() { f.jump(g) })
			box := row.Pad(8, 0, 8, 0)
			f.sideText(c, box.CutTop(26), fmt.Sprint(i+1), g.title, t("cust.form.part", "n", list[i].n, "all", list[i].all), style)
			c.Progress(box.CutTop(6).MiddleRow(4), float32(list[i].n)/float32(list[i].all), theme.Primary)
		}
		f.sideModules(c, &in)
		f.sideHead(c, &in, t("dossier.others"))
		for _, g := range others {
			row := in.CutTop(28)
			style := f.sideRow(c, row, "group."+g.id, g.title, g.id == f.at, func() { f.jump(g) })
			count := ""
			if n, all := g.count(); all > 0 {
				count = t("cust.form.part", "n", n, "all", all)
			}
			f.sideText(c, row.Pad(8, 0, 8, 0), "", g.title, count, style)
		}
		keys := in.CutTop(70).Pad(8, 14, 0, 0)
		line := keys.CutTop(24)
		c.KeyHints(&line, kit.Key("Ctrl+PgDn").Label(), t("cust.form.next_group"))
		line = keys.CutTop(24)
		c.KeyHints(&line, "F8", t("cust.form.next_gap"))
		return in.Y - top + 8
	})
}

func (f *Form) sideHead(c *kit.Canvas, in *kit.Rect, title string) {
	in.CutTop(8)
	c.Text(in.CutTop(26).Pad(8, 0, 0, 0), title, kit.Caption)
}

// sideRow is the ground of a row and what it does; it gives the style of its text.
func (f *Form) sideRow(c *kit.Canvas, row kit.Rect, id, name string, on bool, tap func()) kit.Style {
	st := c.Hit(id, row, kit.Hit{Name: name, Role: kit.RoleItem, Cursor: kit.Hand, Focusable: true, Tap: tap})
	style := kit.Body
	if on {
		c.Round(row, theme.RadiusControl, theme.Soft, theme.None)
		style = kit.Strong.In(theme.OnSoft)
	} else if st.Hover {
		c.Round(row, theme.RadiusControl, theme.Hover, theme.None)
	}
	if st.Ring {
		c.FocusRing(row, theme.RadiusControl)
	}
	return style
}

func (f *Form) sideText(c *kit.Canvas, box kit.Rect, number, title, count string, style kit.Style) {
	c.Text(box.CutLeft(22), number, style)
	c.Text(box.CutRight(kit.Measure(count, kit.Caption)+2), count, kit.Caption.RightAligned())
	c.Text(box, title, style)
}

// sideModules lists the modules of the dossier that are lists: they open beside the form,
// once the customer is there.
func (f *Form) sideModules(c *kit.Canvas, in *kit.Rect) {
	t := f.host.T
	f.sideHead(c, in, t("dossier.modules"))
	for i, kind := range customer.Modules {
		row := in.CutTop(28)
		number := ""
		if i < len(customer.Modules)-1 { // the services are no module of the ten
			number = fmt.Sprint(i + 4)
		}
		if f.id == 0 {
			c.Named(row, kit.RoleItem, t(kind+".many")+" "+t("dossier.after_saving"))
			f.sideText(c, row.Pad(8, 0, 8, 0), number, t(kind+".many"), "—", kit.Second)
			continue
		}
		count := "—"
		for _, m := range f.lists {
			if m.kind == kind {
				count = m.count(t)
			}
		}
		style := f.sideRow(c, row, "module."+kind, t(kind+".many"), false, func() { f.host.Open(kind, 0, map[string]string{"customer_id": itoa(f.id)}) })
		f.sideText(c, row.Pad(8, 0, 8, 0), number, t(kind+".many"), count, style)
	}
}
