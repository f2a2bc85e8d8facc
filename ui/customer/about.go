package customer

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// poolMenu is the context menu of a customer in the pool.
func (p *Page) poolMenu(id int64) []kit.MenuItem {
	var items []kit.MenuItem
	for _, b := range []struct {
		key  string
		icon icons.Name
		kind customer.MoveKind
		verb identity.Verb
	}{
		{"cust.claim", icons.UserPlus, customer.MoveClaim, identity.Claim},
		{"cust.assign", icons.UserCheck, customer.MoveAssign, identity.Assign},
		{"cust.pool.back", icons.Undo, customer.MoveBack, identity.Assign},
		{"cust.pool.discard", icons.Archive, customer.MoveDiscard, identity.Assign},
		{"cust.pool.restore", icons.Undo, customer.MoveRestore, identity.Assign},
	} {
		if (b.kind == customer.MoveRestore) != (p.poolAt == "trash") {
			continue
		}
		item := kit.MenuItem{Title: p.host.T(b.key), Icon: b.icon, Run: func() { p.startMove(b.kind, []int64{id}) }}
		if !p.may(b.verb) {
			item.Disabled, item.Why = true, p.host.T("cust.denied")
		}
		items = append(items, item)
	}
	return append(items, kit.MenuItem{}, p.reportItem(id), p.logItem(id))
}

func (p *Page) reportItem(id int64) kit.MenuItem {
	return kit.MenuItem{Title: p.host.T("cust.report"), Icon: icons.Flag, Run: func() { p.report(id) }}
}

func (p *Page) logItem(id int64) kit.MenuItem {
	return kit.MenuItem{Title: p.host.T("cust.handover_log"), Icon: icons.History, Run: func() { p.host.Open(customer.Handovers, 0, map[string]string{"customer_id": itoa(id)}) }}
}

// aboutItems are the steps around the ownership and the life of a customer.
func (p *Page) aboutItems(id int64) []kit.MenuItem {
	t := p.host.T
	item := func(key string, icon icons.Name, verb identity.Verb, run func()) kit.MenuItem {
		m := kit.MenuItem{Title: t(key), Icon: icon, Run: run}
		if !p.may(verb) {
			m.Disabled, m.Why = true, t("cust.denied")
		}
		return m
	}
	life := item("cust.deregister", icons.Archive, identity.Change, func() { p.deregister([]int64{id}) })
	if d := p.pane.data; d != nil && d.id == id {
		switch customer.Life(d.head.text("life")) {
		case customer.Potential:
			life = item("cust.convert", icons.CircleCheck, identity.Change, func() { p.convert([]int64{id}) })
		case customer.Deregistered:
			life = item("cust.reinstate", icons.Undo, identity.Change, func() { p.reinstate([]int64{id}) })
		}
	}
	return []kit.MenuItem{
		{Head: true, Title: t("cust.more_about")},
		life,
		item("cust.units", icons.Building, identity.Assign, func() { p.departments(id) }),
		item("cust.extend", icons.Hourglass, identity.Change, func() { p.request(id, customer.AskExtension) }),
		item("cust.account.ask", icons.Key, identity.Change, func() { p.request(id, customer.AskAccount) }),
		p.reportItem(id), p.logItem(id),
	}
}

// act calls a service and tells the result, with undo.
func (p *Page) act(done string, fn func(ctx context.Context) error) {
	p.host.Go(func(ctx context.Context) {
		err := fn(ctx)
		p.host.Post(func() { p.batchDone(err, done) })
	})
}

// convert makes potential customers formal.
func (p *Page) convert(ids []int64) {
	if len(ids) > 0 && ids[0] != 0 {
		p.act(p.host.T("cust.converted", "n", len(ids)), func(ctx context.Context) error { return p.deps.Customers.Convert(ctx, ids) })
	}
}

func (p *Page) reinstate(ids []int64) {
	p.act(p.host.T("cust.reinstated"), func(ctx context.Context) error { return p.deps.Customers.Reinstate(ctx, ids) })
}

// deregister ends the life of customers with a reason.
func (p *Page) deregister(ids []int64) {
	t := p.host.T
	why := kit.NewField(t("cust.reason"))
	ask(p.host, t("cust.deregister_title"), t("cust.deregister"), func() bool {
		if strings.TrimSpace(why.Text()) == "" {
			why.Err = t("cust.reason_needed")
			return true
		}
		p.act(t("cust.deregistered"), func(ctx context.Context) error { return p.deps.Customers.Deregister(ctx, ids, why.Text()) })
		return false
	}, row{t("cust.reason"), why})
}

// report tells the supervisor that a record is wrong.
func (p *Page) report(id int64) {
	t := p.host.T
	f := p.deps.Registry.Type(customer.Requests).Field("cause")
	var options []kit.Option
	for _, key := range customer.Causes {
		options = append(options, kit.Option{Key: key, Text: records.OptionText(p.host, f, key)})
	}
	cause, text := kit.NewPicker(records.Label(p.host, f), options), kit.NewArea(t("customer_request.text"))
	cause.SetKey(customer.Causes[0])
	p.put(t("cust.report_title"), t("cust.report_do"), text, func() customer.Request {
		return customer.Request{Kind: customer.AskReport, CustomerID: id, Cause: cause.Value().Key, Text: text.Text()}
	}, row{records.Label(p.host, f), cause.Field}, row{t("customer_request.text"), text})
}

// request asks for more time or for a login.
func (p *Page) request(id int64, kind customer.RequestKind) {
	t := p.host.T
	days, text := kit.NewField(t("customer_request.days")), kit.NewArea(t("customer_request.text"))
	days.SetText("30")
	p.put(t("cust.ask."+string(kind)), t("cust.ask_do"), text, func() customer.Request {
		n, err := strconv.ParseInt(strings.TrimSpace(days.Text()), 10, 64)
		if err != nil {
			n = 0
		}
		return customer.Request{Kind: kind, CustomerID: id, Days: n, Text: text.Text()}
	}, row{t("customer_request.days"), days}, row{t("customer_request.text"), text})
}

// put shows the fields of a request and puts it before the supervisor.
func (p *Page) put(title, verb string, text *kit.Field, read func() customer.Request, rows ...row) {
	t := p.host.T
	ask(p.host, title, verb, func() bool {
		if strings.TrimSpace(text.Text()) == "" {
			text.Err = t("cust.reason_needed")
			return true
		}
		r := read()
		p.host.Go(func(ctx context.Context) {
			_, err := p.deps.Customers.Ask(ctx, r)
			p.host.Post(func() {
				p.host.Report(err)
				if err == nil {
					p.host.Toast(t("cust.asked"), nil)
				}
			})
		})
		return false
	}, rows...)
}

// departments names the further departments that own a customer.
func (p *Page) departments(id int64) {
	t := p.host.T
	type read struct {
		list []option
		own  []int64
	}
	p.host.Go(func(ctx context.Context) {
		var r read
		rows, err := p.read(ctx, listing.Query{Entity: "department", Columns: []string{"name"}, Sort: []listing.Sort{{Key: "name"}}}, 500)
		if err == nil {
			for _, x := range rows {
				r.list = append(r.list, option{Key: itoa(x.id), Text: x.text("name")})
			}
			r.own, err = p.deps.Customers.UnitsOf(ctx, id)
		}
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			x := &kit.Choices{Name: t("cust.units"), Options: r.list, Empty: t("records.choose")}
			var keys []string
			for _, o := range r.own {
				keys = append(keys, itoa(o))
			}
			x.SetKeys(keys)
			d := &kit.Dialog{Title: t("cust.units_title"), Text: t("cust.units_text"), Height: func(float32) float32 { return 40 }}
			d.Body = func(c *kit.Canvas, r kit.Rect) { c.Choices("units", r.CutTop(32), x) }
			d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
				var ids []int64
				for _, k := range x.Keys() {
					ids = append(ids, atoi(k))
				}
				slices.Sort(ids)
				p.act(t("cust.units_saved"), func(ctx context.Context) error { return p.deps.Customers.SetUnits(ctx, id, ids) })
				return false
			}}}
			p.host.ShowDialog(d)
		})
	})
}
