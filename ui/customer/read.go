package customer

import (
	"context"
	"slices"
	"strconv"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// rec is one record as a list reads it.
type rec struct {
	id   int64
	own  bool
	vals map[string]entity.Value
}

func (r rec) text(key string) string { return r.vals[key].Text() }
func (r rec) num(key string) int64   { return r.vals[key].Int() }

// read gives the first records of a query, masked as a list is. Who may not see the kind
// at all gets none.
func (p *Page) read(ctx context.Context, q listing.Query, limit int) ([]rec, error) {
	if p.deps.Registry.Type(q.Entity) == nil {
		return nil, nil
	}
	plan, err := listing.Allow(ctx, p.deps.Registry, identity.May(q.Entity, identity.See), q)
	if app.KindOf(err) == app.Denied && err != nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	ids, err := p.deps.Source.First(ctx, plan, limit)
	if err != nil {
		return nil, err
	}
	var out []rec
	for len(ids) > 0 {
		n := min(listing.BlockSize, len(ids))
		rows, err := p.deps.Source.Block(ctx, plan, ids[:n])
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if row.ID == 0 {
				continue
			}
			r := rec{id: row.ID, own: row.Own, vals: map[string]entity.Value{}}
			for i, c := range plan.Columns() {
				r.vals[c.Key] = row.Cells[i]
			}
			out = append(out, r)
		}
		ids = ids[n:]
	}
	return out, nil
}

// facts is all that the pane shows of a customer.
type facts struct {
	id       int64
	gone     bool // not there any more, for this person
	head     rec
	overdue  int64 // minor units; -1: not to be seen
	acts     []rec
	pinned   []rec
	moreActs bool
	tasks    []rec
	contacts []rec
	deals    []rec
	done     []rec // tasks that are closed
	docs     []docSection
	trade    []trade
	dossier  dossier
	worth    worth
	form     record.Form
	titles   map[string]string // "person/2" → name
	changes  []audit.Set
}

// doc is a document of any kind.
type doc struct {
	rec
	kind   string
	number string
	state  string
	date   string
	amount int64
	has    bool // an amount

	currency string
}

const (
	keepActs   = 80
	keepPinned = 20
	keepDocs   = 40
	keepDeals  = 40
)

var headKeys = []string{
	"name", "short_name", "grade", "industry", "tags", "owner_id", "owner_id.name", "hot", "in_pool", "life", "review", "pool", "protected_until", "pooled_on", "pool_reason", "stage",
	"deal_minor", "receivable_minor", "open_deals", "oldest_due_on", "status", "mail", "kind",
}

// known leaves out columns of areas that are not there.
func (p *Page) known(kind string, keys []string) []string {
	var out []string
	for _, k := range keys {
		if _, err := p.deps.Registry.Path(kind, k); err == nil {
			out = append(out, k)
		}
	}
	return out
}

// fetch reads all of a customer. The context decides what may be seen: for the shared
// pool it is a wider one. Of the timeline and of each kind of document
// it reads the newest, deep times as many as usual.
func (p *Page) fetch(ctx context.Context, id int64, pool bool, deep int) (*facts, error) {
	var err error
	if pool {
		if ctx, err = p.deps.Customers.InPool(ctx); err != nil {
			return nil, err
		}
	}
	f := &facts{id: id, overdue: -1, titles: map[string]string{}}
	key := itoa(id)
	heads, err := p.read(ctx, listing.Query{Entity: customer.Customers, Filter: listing.IDs([]int64{id}), Columns: p.known(customer.Customers, headKeys)}, 1)
	if err != nil {
		return nil, err
	}
	if len(heads) == 0 {
		return nil, app.E(app.NotFound, "record.not_found", "kind", entity.Label(customer.Customers+".one"))
	}
	f.head = heads[0]
	line := customer.Timeline(key)
	line.Columns = append(line.Columns, "data") // from and to of a change
	if f.acts, err = p.read(ctx, line, deep*keepActs+1); err != nil {
		return nil, err
	}
	if f.moreActs = len(f.acts) > deep*keepActs; f.moreActs {
		f.acts = f.acts[:deep*keepActs]
	}
	if f.moreActs { // some that are pinned may lie further back
		line.Filter = listing.All(line.Filter, listing.Is("pinned", listing.Eq, "1"))
		if f.pinned, err = p.read(ctx, line, keepPinned); err != nil {
			return nil, err
		}
	} else {
		for _, r := range f.acts {
			if r.num("pinned") != 0 && len(f.pinned) < keepPinned {
				f.pinned = append(f.pinned, r)
			}
		}
	}
	of := listing.Is("customer_id", listing.Eq, key)
	steps := []func() error{
		func() error { return p.fetchTasks(ctx, f, of) },
		func() error {
			f.contacts, err = p.read(ctx, listing.Query{
				Entity: customer.Contacts, Filter: of, Sort: []listing.Sort{{Key: "main", Desc: true}, {Key: "id"}},
				Columns: []string{"name", "title", "mobile", "phone", "mail", "wechat", "main", "birthday"},
			}, 60)
			return err
		},
		func() error {
			f.deals, err = p.read(ctx, listing.Query{
				Entity: "opportunity", Filter: of, Sort: []listing.Sort{{Key: "close_on", Desc: true}},
				Columns: p.known("opportunity", []string{"name", "stage", "state", "amount_minor", "probability", "close_on", "owner_id.name"}),
			}, keepDeals)
			return err
		},
		func() error { return p.fetchDocs(ctx, f, of, deep*keepDocs) },
		func() error { return p.fetchTrade(ctx, f, of) },
		func() error {
			f.dossier, err = p.fetchDossier(ctx, id)
			return err
		},
		func() error { return p.fetchOverdue(ctx, f, of) },
		func() error { return p.fetchForm(ctx, f) },
		func() error { return p.fetchValue(ctx, f, of) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (p *Page) fetchOverdue(ctx context.Context, f *facts, of listing.Node) error {
	if p.deps.Registry.Type("receivable") == nil {
		return nil
	}
	if owed, ok := f.head.vals["receivable_minor"]; ok && owed.IsNum() && owed.Int() == 0 {
		f.overdue = 0 // who owes nothing is not late
		return nil
	}
	n, err := p.sum(ctx, listing.Query{
		Entity: "receivable", Totals: []string{"open_home_minor"},
		Filter: listing.All(of, listing.Is("due_on", listing.Lt, "today"), listing.Is("open_minor", listing.Gt, "0")),
	})
	if app.KindOf(err) == app.Denied && err != nil {
		return nil
	}
	f.overdue = n
	return err
}

// fetchForm reads the record for the tab 资料, with the names of what it points to.
func (p *Page) fetchForm(ctx context.Context, f *facts) error {
	svc := p.deps.Records(customer.Customers)
	form, err := svc.Form(ctx, f.id)
	if app.KindOf(err) == app.Denied && err != nil {
		return nil
	}
	if err != nil {
		return err
	}
	form.Inputs = told(form.Inputs)
	if p.layout == customer.PaneBasic {
		form.Inputs = slices.DeleteFunc(form.Inputs, func(in entity.Input) bool { return !slices.Contains(basicGroups, in.Group) })
	}
	f.form = form
	ids := map[string][]int64{}
	for _, in := range form.Inputs {
		if id := atoi(in.Text); in.Field.Kind == entity.KindRef && id != 0 && !slices.Contains(ids[in.Field.To], id) {
			ids[in.Field.To] = append(ids[in.Field.To], id)
		}
	}
	for kind, list := range ids {
		if err := p.titlesOf(ctx, kind, list, f.titles); err != nil {
			return err
		}
	}
	return nil
}

// titlesOf reads what records of a kind are called, all at once.
func (p *Page) titlesOf(ctx context.Context, kind string, ids []int64, into map[string]string) error {
	t := p.deps.Registry.Type(kind)
	if t == nil {
		return nil
	}
	rows, err := p.read(ctx, listing.Query{Entity: kind, Filter: listing.IDs(ids), Columns: []string{t.Title}}, len(ids))
	for _, r := range rows {
		into[kind+"/"+itoa(r.id)] = r.text(t.Title)
	}
	return err
}

// told are the inputs that say something to people: not the spellings and keys that the
// program keeps for itself.
func told(list []entity.Input) []entity.Input {
	return slices.DeleteFunc(list, func(in entity.Input) bool { return in.Field.IsComputed && in.Field.IsUnlisted })
}

func (p *Page) titleOf(ctx context.Context, kind string, id int64) (string, error) {
	t := p.deps.Registry.Type(kind)
	if t == nil || id == 0 {
		return "", nil
	}
	rows, err := p.read(ctx, listing.Query{Entity: kind, Filter: listing.IDs([]int64{id}), Columns: []string{t.Title}}, 1)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].text(t.Title), nil
}

// suggest finds records of a kind by what is typed.
func (p *Page) suggest(kind string) func(string, func([]option)) {
	return func(query string, answer func([]option)) {
		p.host.Go(func(ctx context.Context) {
			list, err := p.find(ctx, kind, query)
			p.host.Post(func() {
				if err != nil {
					p.host.Report(err)
					return
				}
				answer(list)
			})
		})
	}
}

func (p *Page) find(ctx context.Context, kind, query string) ([]option, error) {
	t := p.deps.Registry.Type(kind)
	if t == nil {
		return nil, nil
	}
	q := listing.Query{Entity: kind, Text: query, Columns: []string{t.Title}}
	if kind == "person" || kind == "department" {
		// short lists, found by any part of the name
		q.Text, q.Sort = "", []listing.Sort{{Key: t.Title}}
		if query != "" {
			q.Filter = listing.Any(listing.Is(t.Title, listing.Contains, query), pinyinOf(t, query))
		}
	}
	rows, err := p.read(ctx, q, 10)
	if err != nil {
		return nil, err
	}
	var out []option
	for _, r := range rows {
		out = append(out, option{Key: strconv.FormatInt(r.id, 10), ID: r.id, Text: r.text(t.Title), Person: kind == "person"})
	}
	return out, nil
}

// pinyinOf looks at the spelled name of a person, which others than the program do not see.
func pinyinOf(t *entity.Type, query string) listing.Node {
	if t.Field("name_pinyin") == nil {
		return listing.Node{}
	}
	return listing.Is("name_pinyin", listing.Starts, query)
}
