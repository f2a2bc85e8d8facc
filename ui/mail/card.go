package mail

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/mail"
	"kontor/app/money"
	"kontor/ui/kit"
)

// card is the pane at the right: whose mail it is.
type card struct {
	p        *Page
	load     *kit.Loader
	customer int64
	message  int64
	writing  bool // it is about the reader of a letter that is being written
	facts
	suggest []mail.Owner // for a mail that belongs to nobody known
}

// facts are what is known of the customer.
type facts struct {
	name, short, grade, owner string
	ownerID                   int64
	receivable, overdue, deal *money.Minor
	docs                      []doc
	mails                     []mail.Message
	docNames                  map[string]string
	seen                      bool // the person may see the customer
}

// doc is an open document of the customer.
type doc struct {
	kind   string
	id     int64
	number string
	label  string // what and in which state
	amount money.Minor
	code   string
	late   bool
}

func (k *card) clear() {
	k.customer, k.message, k.facts, k.suggest = 0, 0, facts{}, nil
}

// show loads what is known of a message's customer.
func (k *card) show(o *mail.Opened) {
	same := k.customer == o.CustomerID && k.message == o.ID
	k.customer, k.message = o.CustomerID, o.ID
	if same && k.seen {
		return
	}
	k.refresh()
}

// refresh reads the pane anew.
func (k *card) refresh() {
	if k.message == 0 && (!k.writing || k.customer == 0) {
		return
	}
	customer, message, p := k.customer, k.message, k.p
	var links []mail.Link
	if p.reader.open != nil && !k.writing {
		links = p.reader.open.Links
	}
	type found struct {
		facts
		suggest []mail.Owner
	}
	kit.Load(k.load, func(ctx context.Context) (found, error) {
		var f found
		var err error
		if customer == 0 {
			f.suggest, err = p.d.Mail.Suggest(ctx, message)
		} else {
			f.facts, err = p.readFacts(ctx, customer)
		}
		if err == nil {
			f.docNames, err = p.linkNames(ctx, links)
		}
		return f, err
	}, func(f found) {
		if k.message == message && k.customer == customer {
			k.facts, k.suggest = f.facts, f.suggest
		}
	})
}

// nameOf is the number of a document that a mail is tied to.
func (k *card) nameOf(kind string, id int64) string {
	if n := k.docNames[kind+"/"+number(id)]; n != "" {
		return n
	}
	return k.p.host.T(kind + ".one")
}

// cells reads fields of the records of a filter, as the person may see them. What may not
// be read at all gives no rows.
func (p *Page) cells(ctx context.Context, kind string, filter listing.Node, keys ...string) ([]map[string]entity.Value, []int64, error) {
	if p.d.Registry.Type(kind) == nil {
		return nil, nil, nil
	}
	plan, err := listing.Allow(ctx, p.d.Registry, identity.May(kind, identity.See), listing.Query{Entity: kind, Filter: filter, Columns: keys, Sort: []listing.Sort{{Key: "id", Desc: true}}})
	if err != nil {
		return nil, nil, nil //nolint:nilerr // without the right there is nothing to show
	}
	ids, err := p.d.Source.First(ctx, plan, 30)
	if err != nil {
		return nil, nil, err
	}
	rows, err := p.d.Source.Block(ctx, plan, ids)
	if err != nil {
		return nil, nil, err
	}
	var out []map[string]entity.Value
	var kept []int64
	for _, r := range rows {
		if r.ID == 0 {
			continue
		}
		m := map[string]entity.Value{}
		for i, c := range plan.Columns() {
			m[c.Key] = r.Cells[i]
		}
		out, kept = append(out, m), append(kept, r.ID)
	}
	return out, kept, nil
}

func minor(v entity.Value) *money.Minor {
	if !v.IsNum() {
		return nil
	}
	m := money.Minor(v.Int())
	return &m
}

// readFacts reads name, figures, open documents and mails of a customer.
func (p *Page) readFacts(ctx context.Context, id int64) (facts, error) {
	var f facts
	rows, _, err := p.cells(ctx, "customer", listing.IDs([]int64{id}), "name", "short_name", "grade", "owner_id", "owner_id.name", "receivable_minor", "deal_minor")
	if err != nil || len(rows) == 0 {
		return f, err
	}
	c := rows[0]
	f.seen = true
	f.name, f.short, f.grade, f.owner, f.ownerID = c["name"].Text(), c["short_name"].Text(), c["grade"].Text(), c["owner_id.name"].Text(), c["owner_id"].Int()
	f.receivable, f.deal = minor(c["receivable_minor"]), minor(c["deal_minor"])
	if err := p.documents(ctx, id, &f); err != nil {
		return f, err
	}
	f.mails, err = p.d.Mail.OfCustomer(ctx, id, 200)
	return f, err
}

func of(id int64) listing.Node {
	return listing.Is("customer_id", listing.Eq, strconv.FormatInt(id, 10))
}

// documents finds what is open: quotes, late receivables, orders.
func (p *Page) documents(ctx context.Context, id int64, f *facts) error {
	t := p.host.T
	quotes, ids, err := p.cells(ctx, "quote", listing.All(of(id), listing.Is("is_current", listing.Eq, "1"), listing.Is("state", listing.In, "draft", "sent")), "number", "revision", "state", "total_minor", "currency", "subject")
	if err != nil {
		return err
	}
	for i, q := range quotes {
		label := t("quote.one")
		if n := q["revision"].Int(); n > 1 {
			label += " R" + strconv.FormatInt(n, 10)
		}
		f.docs = append(f.docs, doc{kind: "quote", id: ids[i], number: cmp.Or(q["number"].Text(), q["subject"].Text(), t("quote.state.draft")), label: label, amount: money.Minor(q["total_minor"].Int()), code: q["currency"].Text()})
	}
	today := p.host.Today()
	owed, ids, err := p.cells(ctx, "receivable", of(id), "number", "due_on", "open_minor", "currency", "void_on")
	if err != nil {
		return err
	}
	late := money.Minor(0)
	for i, r := range owed {
		due, _ := calendar.Parse(r["due_on"].Text())
		open := money.Minor(r["open_minor"].Int())
		if !r["void_on"].IsNull() && r["void_on"].Text() != "" || open <= 0 || due.IsZero() || due >= today {
			continue
		}
		late += open
		f.docs = append(f.docs, doc{kind: "receivable", id: ids[i], number: r["number"].Text(), label: t("mail.overdue"), amount: open, code: r["currency"].Text(), late: true})
	}
	if f.receivable != nil {
		f.overdue = &late
	}
	orders, ids, err := p.cells(ctx, "sales_order", listing.All(of(id), listing.Is("state", listing.In, "draft", "submitted", "approved")), "number", "state", "total_minor", "currency")
	if err != nil {
		return err
	}
	for i, o := range orders {
		f.docs = append(f.docs, doc{kind: "sales_order", id: ids[i], number: cmp.Or(o["number"].Text(), t("sales_order.state.draft")), label: t("sales_order.state." + o["state"].Text()), amount: money.Minor(o["total_minor"].Int()), code: o["currency"].Text()})
	}
	return nil
}

// linkNames reads the numbers of the documents that a mail is tied to.
func (p *Page) linkNames(ctx context.Context, links []mail.Link) (map[string]string, error) {
	out := map[string]string{}
	for _, l := range links {
		typ := p.d.Registry.Type(l.Entity)
		if l.Entity == "customer" || typ == nil {
			continue
		}
		rows, _, err := p.cells(ctx, l.Entity, listing.IDs([]int64{l.RecordID}), typ.Title)
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 {
			out[l.Entity+"/"+number(l.RecordID)] = rows[0][typ.Title].Text()
		}
	}
	return out, nil
}

// papers are the open documents of which a PDF can be attached.
func (k *card) papers() []doc {
	return slices.DeleteFunc(slices.Clone(k.docs), func(d doc) bool { return d.kind != "quote" && d.kind != "sales_order" })
}

// mailDate is the short date of a mail in the pane.
func (p *Page) mailDate(at time.Time) string {
	if calendar.On(at, p.host.Zone()) == p.host.Today() {
		return p.when(at, false)
	}
	y, m, d := calendar.On(at, p.host.Zone()).Parts()
	ty, _, _ := p.host.Today().Parts()
	s := strconv.Itoa(int(m)) + "-" + two(d)
	if y != ty {
		s = strconv.Itoa(y) + "-" + two(int(m)) + "-" + two(d)
	}
	return s
}
