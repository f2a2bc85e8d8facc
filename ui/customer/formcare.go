package customer

import (
	"context"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/market"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// The owner of the territory that a new customer falls into is proposed beside the form
// (SAL-43).

// askCare asks who looks after the region that was chosen.
func (f *Form) askCare() {
	i := f.inputs["region"]
	if f.deps.Care == nil || f.id != 0 || f.pooled() || i == nil || i.text() == f.careOf {
		return
	}
	region := i.text()
	f.careOf = region
	kit.Load(f.careLoad, func(ctx context.Context) (market.Care, error) { return f.deps.Care(ctx, region) }, func(c market.Care) {
		f.care = c
		f.host.Refresh()
		f.s.Redraw()
	})
}

// proposed tells whether the owner of the territory is somebody else than the form says.
func (f *Form) proposed() bool {
	i := f.inputs["owner_id"]
	return f.care.Person != 0 && i != nil && atoi(i.text()) != f.care.Person
}

// mayPropose tells whether the acting person may make a customer for somebody else.
func (f *Form) mayPropose() bool {
	return f.proposed() && (f.care.Person == f.host.Actor().ID || f.host.Actor().Can(identity.May(customer.Customers, identity.Assign)))
}

// takeCare makes the owner of the territory the owner of the customer.
func (f *Form) takeCare() {
	i := f.inputs["owner_id"]
	f.titles["person/"+itoa(f.care.Person)] = f.care.Name
	i.set(f, itoa(f.care.Person))
	f.touched(i)
	f.host.Refresh()
	f.s.Redraw()
}

func (f *Form) careCommand() kit.Command {
	return kit.Command{ID: "form.care", Title: f.host.T("cust.form.take_care", "name", f.care.Name), Keys: []kit.Key{"Alt+O"}, Icon: icons.UserCheck, Run: f.takeCare}
}

// drawCare says whose territory the customer falls into, with a link that takes the person.
func (f *Form) drawCare(c *kit.Canvas, in *kit.Rect) {
	if !f.proposed() {
		return
	}
	t := f.host.T
	row := in.CutTop(25)
	c.Icon(row.CutLeft(16), icons.Network, 13, theme.Text2)
	row.CutLeft(6)
	c.Text(row, t("cust.form.care", "territory", f.care.Territory, "name", f.care.Name), kit.Second)
	if f.mayPropose() {
		row = in.CutTop(24)
		row.CutLeft(22)
		c.LinkText(row, "care", t("cust.form.take_care", "name", f.care.Name), kit.Link, f.takeCare)
	}
}
