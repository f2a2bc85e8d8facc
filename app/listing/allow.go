package listing

import (
	"context"
	"errors"
	"strconv"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
)

// Allow checks a query against the rights of the acting person and resolves it. Hidden
// columns disappear; a filter or an order that uses a hidden field is refused (Denied
// list.hidden_field), as is a verb the person does not have (Denied access.denied).
// Unknown fields, operators that make no sense and values that cannot be read: Invalid.
func Allow(ctx context.Context, reg *entity.Registry, act identity.Action, q Query) (*Plan, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	t := reg.Type(q.Entity)
	if t == nil {
		return nil, app.E(app.Invalid, "list.unknown_entity", "name", q.Entity)
	}
	if act.Kind == "" {
		act.Kind = q.Entity
	}
	if act.Kind != q.Entity {
		return nil, app.E(app.Internal, "list.other_entity", "name", q.Entity)
	}
	r := resolver{reg: reg, actor: a}
	p := &Plan{typ: t, text: q.Text, query: q, reach: ReachOf(reg, a, act, t)}
	if p.reach.None {
		_, err := identity.Need(ctx, root(t, act))
		if err == nil {
			err = app.E(app.Denied, "access.denied", "verb", entity.Label("verb."+string(act.Verb)), "kind", entity.Label(t.Name+".many"))
		}
		return nil, err
	}
	if q.Bin {
		p.shelf = entity.Binned
	}
	if p.cond, err = r.cond(q.Entity, q.Filter, 0); err != nil {
		return nil, err
	}
	if err := r.order(p, q); err != nil {
		return nil, err
	}
	if err := r.columns(p, q); err != nil {
		return nil, err
	}
	for _, f := range t.Fields() {
		switch access := a.Access(f); {
		case f.Searchable && access >= entity.Read:
			p.found = append(p.found, f)
		case f.Searchable && access == entity.MaskedOut:
			p.own = append(p.own, f)
		}
	}
	return p, nil
}

// root turns an action on lines into the action on their document.
func root(t *entity.Type, act identity.Action) identity.Action {
	if t.Parent != "" {
		act.Kind = t.Parent
		if act.Verb == identity.Add || act.Verb == identity.Remove {
			act.Verb = identity.Change
		}
	}
	return act
}

// ReachOf says whose records of t the actor may do act with. What one may not see one
// may not export or change either. Reports written by hand narrow themselves with it.
func ReachOf(reg *entity.Registry, a *identity.Actor, act identity.Action, t *entity.Type) Reach {
	act = root(t, act)
	scope := min(a.Scope(act), a.Scope(identity.May(act.Kind, identity.See)))
	r := base(reg, a, t, scope)
	r.Change = act.Verb != identity.See
	r.Unowned = t.Commons && !r.None && (!r.Change || a.Can(identity.May(act.Kind, identity.Assign)))
	if r.None || t.Follows == "" || a.Super {
		return r
	}
	via := t.Field(t.Follows)
	to := reg.Type(via.To)
	if to == nil {
		return r
	}
	up := identity.May(via.To, identity.See)
	if t.Parent != "" {
		up.Verb = act.Verb
	}
	parent := ReachOf(reg, a, up, to)
	if t.Belongs {
		// The scope of the verb counts for the owner of the record it belongs to.
		narrow := base(reg, a, to, scope)
		narrow.Change = r.Change
		if narrow.Via, narrow.Parent = parent.Via, parent.Parent; scopeOf(parent) < scopeOf(narrow) {
			narrow = parent
		}
		parent = narrow
	}
	if t.Belongs || t.Parent != "" || act.Verb == identity.See {
		r.All, r.Owners, r.Units = true, nil, nil
	}
	r.None = parent.None
	if !parent.Everything() {
		r.Via, r.Parent = via, &parent
	}
	return r
}

// base is the reach of a scope on the records' own owners.
func base(reg *entity.Registry, a *identity.Actor, t *entity.Type, scope identity.Scope) Reach {
	r := Reach{Type: t, Person: a.ID, Now: reg.Now().UnixMilli(), Own: a.Owners()}
	switch {
	case scope == identity.ScopeNone:
		r.None = true
	case scope == identity.ScopeAll || t.Open:
		r.All = true
	case scope == identity.ScopeTree:
		r.Owners, r.Units = a.Owners(), a.Tree
	case scope == identity.ScopeDepartment:
		r.Owners, r.Units = a.Owners(), a.Units
	default:
		r.Owners = a.Owners()
	}
	return r
}

// scopeOf orders reaches of one actor on one entity by width.
func scopeOf(r Reach) int {
	switch {
	case r.None:
		return 0
	case r.All:
		return 1 << 30
	}
	return 1 + len(r.Owners) + len(r.Units)
}

// resolver turns names into fields, with the rights of one actor.
type resolver struct {
	reg   *entity.Registry
	actor *identity.Actor
}

// column resolves a key. ok is false when the field is hidden from the actor.
func (r resolver) column(name, key string) (c Column, ok bool, err error) {
	p, err := r.reg.Path(name, key)
	if err != nil {
		return Column{}, false, err
	}
	c = Column{Path: p}
	access := r.actor.Access(p.Field)
	if p.Via != nil {
		if r.actor.Access(p.Via) < entity.Read {
			return c, false, nil
		}
		c.Reach = ReachOf(r.reg, r.actor, identity.May(p.Target.Name, identity.See), p.Target)
		if c.Reach.None {
			// The name of a record one may not open is blank, not an error: a quote
			// is readable without its customer.
			access = min(access, entity.Read)
		}
	}
	c.Masked = access == entity.MaskedOut
	c.Veiled = p.Field.IsMasked && !r.actor.Super && p.Target.VeilFlag() != nil
	return c, access != entity.Hidden, nil
}

func hidden(key string) error { return app.E(app.Denied, "list.hidden_field", "name", key).At(key) }

const deepest = 12 // levels of groups in a filter

func (r resolver) cond(name string, n Node, level int) (Cond, error) {
	if n.IsZero() {
		return Cond{}, nil
	}
	if level > deepest {
		return Cond{}, app.E(app.Invalid, "list.too_deep", "max", deepest)
	}
	if n.Field == "" {
		g := Cond{Any: n.Any, Not: n.Not}
		for _, kid := range n.Nodes {
			c, err := r.cond(name, kid, level+1)
			if err != nil {
				return Cond{}, err
			}
			if !c.IsZero() {
				g.Kids = append(g.Kids, c)
			}
		}
		if len(g.Kids) == 0 {
			return Cond{}, nil
		}
		return g, nil
	}
	c, ok, err := r.column(name, n.Field)
	if err != nil {
		return Cond{}, err
	}
	if !ok {
		return Cond{}, hidden(n.Field)
	}
	leaf, err := r.leaf(c, n)
	if err != nil {
		var e *app.Error
		if errors.As(err, &e) && e.Field == "" {
			e.Field = n.Field
		}
		return Cond{}, err
	}
	if n.Not {
		return Cond{Not: true, Kids: []Cond{leaf}}, nil
	}
	return leaf, nil
}

func (r resolver) leaf(c Column, n Node) (Cond, error) {
	known := false
	for _, op := range Ops(c.Field) {
		known = known || op == n.Op
	}
	if !known {
		return Cond{}, app.E(app.Invalid, "list.bad_operator", "op", string(n.Op), "field", c.Field.Label())
	}
	want := map[Op][2]int{Empty: {0, 0}, Filled: {0, 0}, Between: {2, 2}, In: {0, 5000}}
	limits, ok := want[n.Op]
	if !ok {
		limits = [2]int{1, 1}
	}
	if len(n.Values) < limits[0] || len(n.Values) > limits[1] {
		return Cond{}, app.E(app.Invalid, "list.bad_count", "op", string(n.Op), "field", c.Field.Label())
	}
	if (c.Field.Kind == entity.KindDate || c.Field.Kind == entity.KindInstant) && n.Op != Empty && n.Op != Filled {
		return r.days(c, n)
	}
	leaf := Cond{Column: &c, Op: n.Op}
	for _, text := range n.Values {
		vs, err := r.values(c.Field, n.Op, text)
		if err != nil {
			return Cond{}, err
		}
		leaf.Args = append(leaf.Args, vs...)
	}
	if c.Field.Kind == entity.KindChoice && c.Field.Dict != "" {
		leaf = branches(leaf)
	}
	if n.Op == Between {
		return both(c, Ge, leaf.Args[0], Le, leaf.Args[1]), nil
	}
	return leaf, nil
}

// values reads one value of a condition; "me" stands for the actor and those covered.
func (r resolver) values(f *entity.Field, op Op, text string) ([]entity.Value, error) {
	if f.Kind == entity.KindRef && f.To == "person" && (text == "me" || text == "我") {
		return []entity.Value{entity.Num(r.actor.ID)}, nil
	}
	if f.Kind == entity.KindRef && f.To == "department" && text == "mine" && op == In {
		var out []entity.Value
		for _, u := range r.actor.Tree {
			out = append(out, entity.Num(u))
		}
		return out, nil
	}
	if op == Contains || op == Starts {
		if f.Kind != entity.KindMulti {
			return []entity.Value{entity.Str(entity.Clean(text, false))}, nil
		}
	}
	v, err := f.Parse(text)
	if err != nil {
		return nil, err
	}
	if f.Kind == entity.KindMulti {
		if keys := entity.SplitMulti(v.Text()); len(keys) == 1 {
			return []entity.Value{entity.Str(keys[0])}, nil
		}
		return nil, app.E(app.Invalid, "list.one_option", "field", f.Label())
	}
	return []entity.Value{v}, nil
}

func both(c Column, op1 Op, v1 entity.Value, op2 Op, v2 entity.Value) Cond {
	return Cond{Kids: []Cond{{Column: &c, Op: op1, Args: []entity.Value{v1}}, {Column: &c, Op: op2, Args: []entity.Value{v2}}}}
}

// days resolves a condition on dates: a relative word or a day becomes a span, and a
// span of an instant becomes two moments in the company's zone.
func (r resolver) days(c Column, n Node) (Cond, error) {
	var spans []Span
	var exact []entity.Value // moments given with a clock time
	for _, text := range n.Values {
		if s, ok := Relative(text, r.reg.Today()); ok {
			spans, exact = append(spans, s), append(exact, entity.Null)
			continue
		}
		v, err := c.Field.Parse(text)
		if err != nil {
			return Cond{}, err
		}
		if v.IsNull() {
			return Cond{}, app.E(app.Invalid, "field.not_a_date", "field", c.Field.Label(), "value", "")
		}
		s, clock := r.span(v)
		if !clock {
			v = entity.Null
		}
		spans, exact = append(spans, s), append(exact, v)
	}
	low, high := r.ends(c.Field, spans[0], exact[0])
	switch n.Op {
	case Eq:
		return both(c, Ge, low, Le, high), nil
	case Ne:
		g := both(c, Ge, low, Le, high)
		g.Not = true
		return g, nil
	case Between:
		_, high = r.ends(c.Field, spans[1], exact[1])
		return both(c, Ge, low, Le, high), nil
	case Lt, Ge:
		return Cond{Column: &c, Op: n.Op, Args: []entity.Value{low}}, nil
	}
	return Cond{Column: &c, Op: n.Op, Args: []entity.Value{high}}, nil
}

func (r resolver) span(v entity.Value) (Span, bool) {
	if v.IsText() {
		d, _ := calendar.Parse(v.Text())
		return Span{d, d}, false
	}
	t := msTime(v.Int()).In(r.reg.Zone())
	h, m, s := t.Clock()
	d := calendar.On(t, r.reg.Zone())
	return Span{d, d}, h != 0 || m != 0 || s != 0
}

func (r resolver) ends(f *entity.Field, s Span, exact entity.Value) (low, high entity.Value) {
	if f.Kind == entity.KindDate {
		return entity.Str(s.From.String()), entity.Str(s.To.String())
	}
	if !exact.IsNull() {
		return exact, exact
	}
	return entity.Num(s.From.At(0, r.reg.Zone()).UnixMilli()), entity.Num((s.To+1).At(0, r.reg.Zone()).UnixMilli() - 1)
}

// IDs makes the condition "one of these records": a selection in a list.
func IDs(ids []int64) Node {
	n := Node{Field: "id", Op: In}
	for _, id := range ids {
		n.Values = append(n.Values, strconv.FormatInt(id, 10))
	}
	return n
}
