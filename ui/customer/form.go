package customer

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/market"
	"kontor/app/record"
	"kontor/assets/icons"
	"kontor/ui/attach"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Form is the page on which a customer is made or changed (picture 13).
type Form struct {
	host   kit.Host
	p      *Page // for looking things up; it shows nothing
	deps   Deps
	s      *kit.Surface
	load   *kit.Loader
	id     int64
	ver    int64
	name   string // the title of the record
	given  map[string]string
	rates  customer.Rates
	lists  []module
	titles map[string]string

	layout   entity.Layout // the form that the typed record has
	groups   []*group
	inputs   map[string]*input
	order    []string // keys of the inputs as the record's form has them
	hasFirst bool     // a new customer comes with its first contact
	at       string   // the group in view
	asked    bool     // for the keyboard
	ready    bool
	saving   bool
	draftAt  time.Time
	offer    map[string]string // a draft from before
	keep     func()            // cancels the draft that waits
	tried    bool              // saving was tried: errors are counted

	doubles  []customer.Duplicate
	other    map[int64]bool // "this is another company"
	others   []string       // their names, noted on saving
	ask      func()         // cancels the question that waits
	askLoad  *kit.Loader
	quota    customer.Quota
	rules    []customer.PoolRule
	onlyGaps bool
	card     *attach.Card

	care     market.Care // who looks after the region careOf
	careOf   string
	careLoad *kit.Loader
}

// group is a part of the form.
type group struct {
	id, title, note string
	inputs          []*input
}

// NewForm makes the page; id 0 begins a new customer. given are texts it starts with.
func NewForm(h kit.Host, d Deps, id int64, given map[string]string) *Form {
	f := &Form{host: h, deps: d, id: id, given: given, titles: map[string]string{}, inputs: map[string]*input{}, other: map[int64]bool{}}
	f.p = &Page{host: h, deps: d}
	f.s = kit.NewSurface(f.draw)
	f.s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(f.Commands(), k, inField) }
	f.load, f.askLoad, f.careLoad = kit.NewLoader(h, f.s.Redraw), kit.NewLoader(h, f.s.Redraw), kit.NewLoader(h, f.s.Redraw)
	f.newCard()
	f.open()
	return f
}

// pooled tells that the new customer goes straight into the shared pool.
func (f *Form) pooled() bool { return f.id == 0 && f.given["pool"] != "" }

func (f *Form) draftKey() string { return "customer." + itoa(f.id) }

// open reads the record, or an empty one, with the names of what it points to.
func (f *Form) open() {
	type read struct {
		form    record.Form
		contact record.Form
		titles  map[string]string
		quota   customer.Quota
		rules   []customer.PoolRule
		rates   customer.Rates
		lists   []module
	}
	id := f.id
	kit.Load(f.load, func(ctx context.Context) (read, error) {
		r := read{titles: map[string]string{}}
		var err error
		if r.form, err = f.deps.Records(customer.Customers).Form(ctx, id); err != nil {
			return r, err
		}
		if id == 0 {
			if r.contact, err = f.deps.Records(customer.Contacts).Form(ctx, 0); app.KindOf(err) != app.Denied && err != nil {
				return r, err
			}
			r.quota, err = f.deps.Customers.Quota(ctx)
			if err != nil {
				return r, err
			}
		}
		if r.rules, err = f.deps.Customers.PoolRules(ctx); err != nil {
			return r, err
		}
		if r.rates, err = f.deps.Customers.Rates(ctx); err != nil {
			return r, err
		}
		if id != 0 {
			if r.lists, err = f.p.modules(ctx, id); err != nil {
				return r, err
			}
		}
		me := f.host.Actor()
		r.titles["person/"+itoa(me.ID)] = me.Name
		for _, in := range r.form.Inputs {
			text := in.Text
			if g, ok := f.given[in.Field.Key]; ok && id == 0 {
				text = g
			}
			if in.Field.Kind == entity.KindRef && text != "" {
				if r.titles[in.Field.To+"/"+text], err = f.p.titleOf(ctx, in.Field.To, atoi(text)); err != nil {
					return r, err
				}
			}
		}
		return r, nil
	}, func(r read) {
		f.titles, f.quota, f.rules, f.rates, f.lists = r.titles, r.quota, r.rules, r.rates, r.lists
		f.ver, f.name = r.form.Version, r.form.Title
		f.build(r.form, r.contact)
		f.ready = true
		f.lookForDraft()
		f.askCare()
		f.host.Refresh()
		if at := f.given["at"]; at != "" {
			f.s.Redraw()
			kit.Post(func() { f.jumpTo(at) })
		} else if f.asked { // the keyboard was given to the form before it had fields
			f.s.Redraw()
			kit.Post(f.Focus)
		}
	})
}

// whole are the fields that take the width of the form.
var whole = map[string]bool{"name": true, "address": true, "tags": true, "segments": true}

// apart are shown elsewhere: in the header or beside the form.
var apart = map[string]bool{"kind": true, "hot": true, "consent": true, "consent_note": true, "unit_id": true, "life": true}

// contactKeys are the fields of the first contact of a new customer.
var contactKeys = []string{"name", "title", "mobile", "mail"}

// build makes the inputs of the form; arrange puts them into groups.
func (f *Form) build(form, contact record.Form) {
	f.inputs, f.order = map[string]*input{}, nil
	put := func(key string, in entity.Input) {
		f.inputs[key] = f.newInput(key, in)
		f.order = append(f.order, key)
	}
	for _, in := range form.Inputs {
		if in.Field.IsComputed && !in.Field.IsFormula() || in.Field.Key == "locked" && in.ReadOnly {
			continue
		}
		if g, ok := f.given[in.Field.Key]; ok && f.id == 0 {
			in.Text = g
		}
		if f.pooled() && (in.Field.Key == "owner_id" || in.Field.Key == "unit_id") {
			continue // nobody's
		}
		if f.id == 0 && in.Field.Key == "owner_id" && in.Text == "" {
			in.Text = itoa(f.host.Actor().ID)
		}
		if f.id == 0 && (in.Field.Key == "mobile" || in.Field.Key == "mail") && len(contact.Inputs) > 0 {
			continue // those of the first contact
		}
		put(in.Field.Key, in)
	}
	f.hasFirst = f.id == 0 && len(contact.Inputs) > 0
	for _, key := range contactKeys {
		for _, in := range contact.Inputs {
			if in.Field.Key == key && f.hasFirst {
				put("contact."+key, in)
			}
		}
	}
	f.arrange()
	f.at = f.groups[0].id
}

// arrange puts the inputs into the groups of the form that the typed record has: its
// category chooses the form, conditions show, require and lock fields. CUS-07
func (f *Form) arrange() {
	t := f.deps.Registry.Type(customer.Customers)
	texts := map[string]string{}
	for key, i := range f.inputs {
		i.away, i.need = true, false
		if !strings.HasPrefix(key, "contact.") && !i.field.IsFormula() {
			texts[key] = i.text()
		}
	}
	shape := records.ShapeOf(t, texts)
	f.layout, f.groups = shape.Layout, nil
	for n, part := range shape.Parts {
		g := &group{id: part.ID, title: records.GroupTitle(f.host, t, part.Group)}
		for _, x := range part.Fields {
			i := f.inputs[x.Field.Key]
			if i == nil || x.Hidden {
				continue
			}
			i.away, i.need = false, x.Needed
			i.setLock(i.fixed || x.Locked)
			if x.Field.IsFormula() {
				i.box.SetText(records.Text(f.host, x.Field, x.Field.Get(shape.Record)))
			}
			if !apart[x.Field.Key] {
				g.inputs = append(g.inputs, i)
			}
		}
		if len(g.inputs) > 0 {
			f.groups = append(f.groups, g)
		}
		if n == 0 && f.hasFirst {
			f.groups = append(f.groups, f.firstContact())
		}
	}
}

// firstContact is the group of the first contact of a new customer.
func (f *Form) firstContact() *group {
	g := &group{id: "contact", title: f.host.T("cust.form.contact"), note: f.contactNote()}
	for _, key := range contactKeys {
		if i := f.inputs["contact."+key]; i != nil {
			i.away, i.need = false, i.field.Required
			g.inputs = append(g.inputs, i)
		}
	}
	return g
}

// hiddenFilled are the filled fields that the form chosen now does not show.
func (f *Form) hiddenFilled() []string {
	var out []string
	for _, key := range f.order {
		if i := f.inputs[key]; i.away && i.filled() && !apart[key] && !i.field.IsFormula() && i.field.Kind != entity.KindFlag {
			out = append(out, i.label)
		}
	}
	return out
}

// contactNote says that the mobile number is fixed after creation, to those for whom it is.
func (f *Form) contactNote() string {
	if f.host.Actor().Has(identity.RightMobile) {
		return ""
	}
	return f.host.T("cust.form.mobile_fixed")
}

// touched is called with every change: the draft and the duplicates follow.
func (f *Form) touched(i *input) {
	if i.box != nil && i.box.Err != "" && i.picker != nil {
		i.box.Err = ""
	}
	f.arrange()
	f.keepSoon()
	switch i.key {
	case "name", "phone", "mobile", "mail", "credit_code", "contact.name", "contact.mobile", "contact.mail":
		f.askSoon()
	case "region":
		f.askCare()
	}
}

// dirty counts the fields that were changed.
func (f *Form) dirty() int {
	n := 0
	for _, i := range f.inputs {
		if i.changed() {
			n++
		}
	}
	return n
}

// errorsNow are the fields that are marked, in the order of the form.
func (f *Form) errorsNow() []*input {
	var out []*input
	for _, g := range f.groups {
		for _, i := range g.inputs {
			if i.box != nil && i.box.Err != "" {
				out = append(out, i)
			}
		}
	}
	return out
}

// texts are the changed texts of the customer (contact false) or of its first contact.
func (f *Form) texts(contact bool) map[string]string {
	out := map[string]string{}
	for key, i := range f.inputs {
		name, is := strings.CutPrefix(key, "contact.")
		if is != contact || i.lock || i.away {
			continue
		}
		if i.changed() || f.id == 0 && i.text() != "" && i.text() != "0" {
			out[name] = i.text()
		}
	}
	return out
}

// Title and the rest make it a kit.Page.
func (f *Form) Title() string {
	switch {
	case f.pooled():
		return f.host.T("cust.pool.new")
	case f.id == 0 && f.given["life"] == string(customer.Potential):
		return f.host.T("cust.new_potential")
	case f.id == 0:
		return f.host.T("cust.new")
	}
	return f.host.T("cust.edit") + " " + f.name
}

// Content is the surface.
func (f *Form) Content() fyne.CanvasObject { return f.s }

// Focus puts the keyboard into the name.
func (f *Form) Focus() {
	f.asked = true
	if i := f.inputs["name"]; i != nil {
		i.box.Focus()
	}
}

// Save and Restore keep nothing: the draft does.
func (f *Form) Save() kit.State { return kit.State{"id": itoa(f.id)} }

// Restore has nothing to restore.
func (f *Form) Restore(kit.State) {}

// Close keeps the draft and ends the page.
func (f *Form) Close() {
	if f.ask != nil {
		f.ask()
	}
	f.keepNow()
}

// Leave keeps the draft at once: nothing typed is lost.
func (f *Form) Leave(proceed func()) {
	f.keepNow()
	proceed()
}

// Commands are the actions of the form.
func (f *Form) Commands() []kit.Command {
	t := f.host.T
	list := []kit.Command{
		{ID: "form.save", Title: t("records.save"), Keys: []kit.Key{"Ctrl+Enter"}, Icon: icons.Save, Run: func() { f.save(false) }, Status: t("records.save")},
		{ID: "form.gap", Title: t("cust.form.next_gap"), Keys: []kit.Key{"F8"}, Run: f.nextGap, Status: t("cust.form.next_gap")},
		{ID: "form.group", Title: t("cust.form.next_group"), Keys: []kit.Key{"Ctrl+PgDn"}, Run: func() { f.step(1) }, Scope: kit.ScopeHidden},
		{ID: "form.back_group", Title: t("cust.form.next_group"), Keys: []kit.Key{"Ctrl+PgUp"}, Run: func() { f.step(-1) }, Scope: kit.ScopeHidden},
		{ID: "form.cancel", Title: t("kit.cancel"), Keys: []kit.Key{"Esc"}, Run: f.host.Close, Status: t("cust.back")},
	}
	if f.id == 0 {
		list = append(list, kit.Command{ID: "form.next", Title: t("cust.form.save_next"), Keys: []kit.Key{"Ctrl+Shift+Enter"}, Run: func() { f.save(true) }})
	}
	if f.mayPropose() {
		list = append(list, f.careCommand())
	}
	if f.mayCard() {
		list = append(list, kit.Command{ID: "form.card", Title: t("card.add"), Keys: []kit.Key{"Ctrl+B"}, Icon: icons.ScanText, Run: f.card.Pick})
	}
	if len(f.openDoubles()) > 0 {
		list = append(list, kit.Command{ID: "form.other", Title: t("cust.form.another"), Keys: []kit.Key{"Alt+N"}, Run: f.dismiss, Status: t("cust.form.another_word")})
	}
	return list
}

var _ kit.Guard = (*Form)(nil)
