package customer

import (
	"context"
	"errors"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/batch"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// How many records one action changes: a batch writes in short steps, a claim and a
// conversion are one step.
const (
	mostAtOnce = 200_000
	mostPooled = 5000
)

// batchBar is the row of actions on the ticked records.
func (p *Page) batchBar(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	var list []kit.Button
	add := func(id, key string, icon icons.Name, verb identity.Verb, most int, do func([]int64)) {
		if p.may(verb) {
			list = append(list, kit.Button{ID: "batch." + id, Text: t(key), Icon: icon, Small: true, Tap: func() { p.withPicked(most, do) }})
		}
	}
	switch p.tab {
	case tabPool:
		list = p.poolButtons()
	case tabContacts:
		list = append(list, kit.Button{ID: "batch.mail", Text: t("cust.book.mail"), Icon: icons.Mail, Small: true, Tap: func() { p.withPicked(mostPeople, p.mailPeople) }})
		if p.host.Actor().Can(identity.May(customer.Contacts, identity.Remove)) {
			list = append(list, kit.Button{ID: "batch.bin", Text: t("cust.bin"), Icon: icons.Trash, Small: true, Tap: func() { p.withPicked(mostPeople, p.binPeople) }})
		}
	default:
		if p.tab == tabLeads {
			add("convert", "cust.convert", icons.CircleCheck, identity.Change, mostPooled, p.convert)
		}
		add("assign", "cust.assign", icons.UserCheck, identity.Assign, mostAtOnce, p.assign)
		add("set", "cust.batch_set", icons.Pencil, identity.Change, mostAtOnce, p.batchSet)
		add("release", "cust.release", icons.Inbox, identity.Change, mostAtOnce, p.release)
		add("bin", "cust.bin", icons.Trash, identity.Remove, mostAtOnce, p.binMany)
	}
	if p.may(identity.Export) {
		list = append(list, kit.Button{ID: "batch.export", Text: t("cust.export_picked"), Icon: icons.FileSheet, Small: true, Tap: p.export})
	}
	for i, b := range list {
		w := kit.ButtonWidth(b)
		if w > r.W {
			if r.W >= 26 {
				rest := list[i:]
				c.Button(r.CutLeft(24).MiddleRow(24), kit.Button{ID: "batch.more", Icon: icons.Ellipsis, Kind: kit.Plain, Small: true, Tip: t("cust.more"), Tap: func() { p.batchMore(rest) }})
			}
			return
		}
		c.Button(r.CutLeft(w).MiddleRow(theme.ControlS), b)
		r.CutLeft(6)
	}
}

func (p *Page) batchMore(rest []kit.Button) {
	var items []kit.MenuItem
	for _, b := range rest {
		items = append(items, kit.MenuItem{Title: b.Text, Icon: b.Icon, Run: b.Tap})
	}
	box, _ := p.s.HitRect("batch.more")
	p.host.ShowMenu(kit.Menu{From: p.s, Below: box, Items: items})
}

// withPicked hands the ids of the ticked records on; "all" means the filtered list.
func (p *Page) withPicked(most int, do func([]int64)) {
	l := p.active()
	ids, all := l.Picked()
	if !all {
		do(ids)
		return
	}
	q, but := l.Query(), map[int64]bool{}
	for _, id := range ids {
		but[id] = true
	}
	p.host.Go(func(ctx context.Context) {
		if p.tab == tabPool {
			wide, err := p.deps.Customers.InPool(ctx)
			if err != nil {
				p.host.Post(func() { p.host.Report(err) })
				return
			}
			ctx = wide
		}
		found, err := p.allIDs(ctx, q, most)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			var out []int64
			for _, id := range found {
				if !but[id] {
					out = append(out, id)
				}
			}
			do(out)
		})
	})
}

func (p *Page) allIDs(ctx context.Context, q listing.Query, most int) ([]int64, error) {
	q.Columns, q.Totals = nil, nil
	plan, err := listing.Allow(ctx, p.deps.Registry, identity.May(q.Entity, identity.See), q)
	if err != nil {
		return nil, err
	}
	ids, err := p.deps.Source.First(ctx, plan, most+1)
	if err == nil && len(ids) > most {
		return nil, app.E(app.Invalid, "batch.too_many", "max", most)
	}
	return ids, err
}

func (p *Page) batchDone(err error, done string) {
	if err != nil {
		p.host.Report(err)
		return
	}
	p.active().Table.PickAll(false)
	p.host.Toast(done, p.undo)
	p.active().Reload()
	p.pane.reload()
	p.countSoon()
}

// assign gives customers to somebody else, with a preview of what happens to each.
func (p *Page) assign(ids []int64) { p.startMove(customer.MoveAssign, ids) }

// release gives customers back to the shared pool.
func (p *Page) release(ids []int64) { p.startMove(customer.MoveRelease, ids) }

// claim takes customers out of the pool.
func (p *Page) claim(ids []int64) { p.startMove(customer.MoveClaim, ids) }

// claimChosen claims what is ticked, else the current customer.
func (p *Page) claimChosen() {
	if p.pool.Table.PickedCount() > 0 {
		p.withPicked(mostPooled, p.claim)
		return
	}
	if id := p.pool.Current(); id != 0 {
		p.claim([]int64{id})
	}
}

func (p *Page) binMany(ids []int64) {
	svc := p.deps.Records(customer.Customers)
	job := batch.Edit(svc, ids, identity.Remove, func(rec any) error { entity.HeadOf(rec).Archived = entity.Binned; return nil })
	job.Why = "bin"
	p.each(job, func(n int) string { return p.host.T("records.binned", "n", n) })
}

// bin puts the current customer into the recycle bin.
func (p *Page) bin() {
	if id := p.active().Current(); id != 0 {
		p.binMany([]int64{id})
	}
}

// batchSet changes one field of many records.
func (p *Page) batchSet(ids []int64) {
	t := p.host.T
	typ := p.deps.Registry.Type(customer.Customers)
	field := kit.NewPicker(t("records.field"), p.settable(typ))
	value := kit.NewPicker(t("records.value"), nil)
	value.Free = true
	many := &kit.Choices{Name: t("records.value"), Empty: t("records.choose")}
	how := kit.NewPicker(t("cust.batch_how"), []kit.Option{{Key: tagsAdd, Text: t("cust.batch_add")}, {Key: tagsTake, Text: t("cust.batch_take")}, {Key: tagsOnly, Text: t("cust.batch_only")}})
	how.SetValue(how.Options[0])
	isMany := false
	field.OnPick = func(o kit.Option) {
		f := typ.Field(o.Key)
		if f == nil {
			return
		}
		isMany = f.Kind == entity.KindMulti
		value.SetValue(kit.Option{})
		value.Options, value.Free = nil, true
		for _, x := range f.Options() {
			if !x.Gone {
				value.Options = append(value.Options, kit.Option{Key: x.Key, Text: records.OptionText(p.host, f, x.Key)})
			}
		}
		many.Options, value.Free = value.Options, len(value.Options) == 0
		if f.Kind == entity.KindFlag {
			value.Options = []kit.Option{{Key: "1", Text: t("records.yes")}, {Key: "0", Text: t("records.no")}}
		}
	}
	d := &kit.Dialog{Title: t("cust.batch_title", "n", len(ids)), Height: func(float32) float32 { return 3 * 37 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		form := kit.Form{Label: 72}
		c.FormRow(&r, "field", t("records.field"), field.Field, form)
		if isMany {
			c.FormRow(&r, "how", t("cust.batch_how"), how.Field, form)
			c.FormPart(&r, t("records.value"), theme.Control, "", form, func(box kit.Rect) { c.Choices("many", box, many) })
			return
		}
		c.FormRow(&r, "value", t("records.value"), value.Field, form)
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("cust.batch_do", "n", len(ids)), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		f := typ.Field(field.Value().Key)
		if f == nil {
			field.Err = t("cust.choose_field")
			return true
		}
		text := value.Value().Key
		if text == "" {
			text = value.Text()
		}
		if isMany {
			text = strings.Join(many.Keys(), ",")
		}
		if err := parsed(f, text); err != nil {
			value.Err = p.host.ErrorText(err)
			return true
		}
		mode := tagsOnly
		if isMany {
			mode = how.Value().Key
		}
		label := records.Label(p.host, f)
		job := batch.Edit(p.deps.Records(customer.Customers), ids, identity.Change, setter(typ, f, text, mode))
		job.Why, job.Reason = "batch", label
		p.each(job, func(n int) string { return t("cust.batch_done", "n", n, "field", label) })
		return false
	}}}
	p.host.ShowDialog(d)
	field.Focus()
}

// What a batch does to a field of several choices.
const (
	tagsAdd  = "add"
	tagsTake = "take"
	tagsOnly = "only"
)

// setter changes one field of a record; with tagsAdd and tagsTake the other choices stay.
func setter(typ *entity.Type, f *entity.Field, text, mode string) func(rec any) error {
	if mode == tagsOnly {
		return func(rec any) error { return typ.Fill(rec, map[string]string{f.Key: text}) }
	}
	named := strings.Split(text, ",")
	return func(rec any) error {
		keep := slices.DeleteFunc(entity.SplitMulti(f.Get(rec).Text()), func(k string) bool { return slices.Contains(named, k) })
		if mode == tagsAdd {
			keep = append(keep, named...)
		}
		f.Set(rec, entity.JoinMulti(keep))
		return nil
	}
}

func parsed(f *entity.Field, text string) error {
	v, err := f.Parse(text)
	if err == nil {
		err = f.CheckValue(v)
	}
	var e *app.Error
	if errors.As(err, &e) {
		return e
	}
	return err
}

// settable are the fields that a batch may change.
func (p *Page) settable(typ *entity.Type) []kit.Option {
	var out []kit.Option
	for _, f := range typ.Fields() {
		if f.IsComputed || f.IsHead || f.Unique || f.Kind == entity.KindFile || f.Kind == entity.KindRef || f.Store == entity.InSummary ||
			f.Key == typ.Title || f.Kind == entity.KindPhone || p.host.Actor().OwnAccess(f) < entity.Edit {
			continue
		}
		out = append(out, kit.Option{Key: f.Key, Text: records.Label(p.host, f)})
	}
	return out
}

// row is one field of a small dialog.
type row struct {
	label string
	field *kit.Field
}

// ask shows a small dialog with fields.
func ask(h kit.Host, title, verb string, do func() bool, rows ...row) {
	label := float32(72)
	for _, x := range rows {
		label = max(label, kit.Measure(x.label, kit.Body)+12)
	}
	form := kit.Form{Label: min(label, 150)}
	d := &kit.Dialog{Title: title, Height: func(w float32) float32 {
		sum := float32(0)
		for _, x := range rows {
			sum += kit.FormHeight(x.field, form, w)
		}
		return sum
	}}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		for i, x := range rows {
			c.FormRow(&r, "row."+itoa(int64(i)), x.label, x.field, form)
		}
	}
	d.Buttons = []kit.DialogButton{{Text: h.T("kit.cancel"), Cancel: true}, {Text: verb, Kind: kit.Primary, Key: "Ctrl+Enter", Run: do}}
	h.ShowDialog(d)
	rows[0].field.Focus()
}

// menu is the context menu of a customer.
func (p *Page) menu(id int64, at kit.Point) {
	p.host.ShowMenu(kit.Menu{From: p.s, At: at, Items: p.menuItems(id)})
}

func (p *Page) menuItems(id int64) []kit.MenuItem {
	t := p.host.T
	if p.tab == tabPool {
		return p.poolMenu(id)
	}
	denied := func(v identity.Verb) (bool, string) {
		if p.may(v) {
			return false, ""
		}
		return true, t("cust.denied")
	}
	item := func(key string, icon icons.Name, k kit.Key, v identity.Verb, run func()) kit.MenuItem {
		no, why := denied(v)
		return kit.MenuItem{Title: t(key), Icon: icon, Key: k, Disabled: no, Why: why, Run: run}
	}
	list := []kit.MenuItem{
		item("cust.follow", icons.Phone, "L", identity.Change, func() { p.follow(id) }),
		item("cust.edit", icons.Pencil, "F2", identity.Change, func() { p.host.Open(customer.Customers, id, map[string]string{"form": "edit"}) }),
		item("cust.offline", icons.CheckCheck, "O", identity.Change, func() { p.offlineDeal(id) }),
		{},
		item("cust.assign", icons.UserCheck, "", identity.Assign, func() { p.assign([]int64{id}) }),
		item("cust.release", icons.Inbox, "", identity.Change, func() { p.release([]int64{id}) }),
		{Title: t("action.mark"), Icon: icons.Bookmark, Key: "Ctrl+M", Disabled: p.deps.Mark == nil, Run: p.mark},
		{Title: t("cust.copy_row"), Icon: icons.Copy, Key: "Ctrl+C", Run: p.active().Table.Copy},
		{},
	}
	bin := item("cust.bin", icons.Trash, "Del", identity.Remove, func() { p.binMany([]int64{id}) })
	bin.Danger = true
	return append(append(list, p.aboutItems(id)...), kit.MenuItem{}, bin)
}
