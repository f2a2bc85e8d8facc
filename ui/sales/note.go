package sales

import (
	"context"
	"strconv"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// noteLine is what a line of goods says, whatever document it is on.
type noteLine struct {
	orderLine              int64
	code, name, spec, unit string
	quantity               *money.Quantity
	remark                 *string
}

// noteKind describes a document of goods that is pulled from an order: a goods receipt, a
// return. One page shows them all.
type noteKind[T, L any] struct {
	kind, order   string // its entity, and that of the order
	words         string // the beginning of its texts
	svc           Keeper[T]
	party         string // the field of customer or supplier
	fields        [2][]string
	lines         func(rec *T) *[]L
	line          func(l *L) noteLine
	fresh         func(ctx context.Context, args map[string]string) (*T, error)
	orderOf       func(rec *T) int64
	open          func(ctx context.Context, order int64) (number string, open map[int64]money.Quantity, err error)
	value         func(rec *T) (money.Minor, string)
	reason        func(rec *T) string
	posted        string // the state in which it counts
	post, reverse func(ctx context.Context, id int64, reason string) error
	// rest is what a posted document left to be done elsewhere; nil: nothing.
	rest func(ctx context.Context, rec *T) (*noteRest, error)
	also []string // kinds besides its own whose changes it shows
}

// noteRest is what is left to be done after a document was posted.
type noteRest struct {
	text, action string
	run          func()
}

// notePage is the page of one such document: quantities are typed while it is a draft;
// posted, it is read or reversed.
type notePage[T, L any] struct {
	document[T]
	k      noteKind[T, L]
	rows   *records.Rows[L]
	number string
	open   map[int64]money.Quantity
	rest   *noteRest
}

func newNote[T, L any](h kit.Host, d Deps, k noteKind[T, L], t noteTarget) kit.Page {
	p := &notePage[T, L]{k: k}
	p.document = opened[T](h, d, p, p.draw)
	p.id, p.args = t.id, t.args
	p.e = &editor[T]{
		host: h, typ: d.Registry.Type(k.kind), svc: k.svc, shown: p.shown,
		figure: func(*T, string) (money.Totals, error) { return money.Totals{}, nil },
	}
	p.h = newHeader(p.e, d)
	p.h.locked = func() bool { return p.e.rec == nil || !p.editable() }
	p.h.ref(k.party, func() listing.Query { return listing.Query{} })
	for _, row := range k.fields {
		for _, key := range row {
			switch f := p.e.typ.Field(key); {
			case p.h.fields[key] != nil:
			case f.Kind == entity.KindDate:
				p.h.date(key)
			case f.Kind == entity.KindFlag:
				p.h.flag(key)
			case f.Dict != "" || len(f.Options()) > 0:
				p.h.choice(key)
			default:
				p.h.text(key, false)
			}
		}
	}
	p.rows = records.NewRows(records.Rows[L]{
		Host: h, All: func() *[]L {
			if p.e.rec == nil {
				return nil
			}
			return k.lines(p.e.rec)
		},
		Change:  func(fn func(*[]L)) { p.e.edit("", func(rec *T) { fn(k.lines(rec)) }) },
		Columns: p.columns(),
	}, h.T("saleswindow.lines"))
	p.grids = []*kit.Grid{p.rows.Grid}
	h.Changed(p.heard, append([]string{k.kind, k.order}, k.also...)...)
	p.read()
	return p
}

// noteTarget says which note a page shows.
type noteTarget struct {
	id   int64
	args map[string]string
}

func (p *notePage[T, L]) columns() []records.RowColumn[L] {
	h, line := p.host, p.k.line
	text := func(id, key string, width float32, get func(l noteLine) string) records.RowColumn[L] {
		return records.RowColumn[L]{
			GridColumn: kit.GridColumn{ID: id, Title: h.T("delivery_line." + key), Width: width, Flex: id == "name"},
			Get:        func(l *L) kit.GridCell { return kit.GridCell{Text: get(line(l))} },
		}
	}
	return []records.RowColumn[L]{
		text("code", "code", 110, func(l noteLine) string { return l.code }), text("name", "name", 200, func(l noteLine) string { return l.name }),
		text("spec", "spec", 140, func(l noteLine) string { return l.spec }), text("unit", "unit", 60, func(l noteLine) string { return l.unit }),
		{
			GridColumn: kit.GridColumn{ID: "open", Title: h.T(p.k.words + ".open_col"), Width: 104, Align: kit.Right},
			Get: func(l *L) kit.GridCell {
				if open, ok := p.open[line(l).orderLine]; ok && p.draft() {
					return kit.GridCell{Text: open.String()}
				}
				return kit.GridCell{Text: "—"}
			},
		},
		{
			GridColumn: kit.GridColumn{ID: "quantity", Title: h.T(p.k.words + ".now_col"), Width: 110, Align: kit.Right, Read: kit.ReadQuantity},
			Get: func(l *L) kit.GridCell {
				x := line(l)
				open, ok := p.open[x.orderLine]
				return kit.GridCell{Text: x.quantity.String(), Bold: true, Err: ok && p.draft() && *x.quantity > open}
			},
			Set: func(l *L, text string, _ *kit.Option) error {
				x := line(l)
				q, err := money.ParseQuantity(orZero(text))
				if err != nil {
					return err
				}
				if open, ok := p.open[x.orderLine]; q < 0 || ok && q > open {
					return errTooMuch(p.k.kind, x, open)
				}
				*x.quantity = q
				return nil
			},
		},
		{
			GridColumn: kit.GridColumn{ID: "remark", Title: h.T("delivery_line.remark"), Width: 160, Flex: true},
			Get:        func(l *L) kit.GridCell { return kit.GridCell{Text: *line(l).remark} },
			Set:        func(l *L, text string, _ *kit.Option) error { *line(l).remark = text; return nil },
		},
	}
}

type seenNote[T any] struct {
	rec    *T
	number string
	open   map[int64]money.Quantity
	home   string
	rest   *noteRest
}

func (p *notePage[T, L]) read() {
	id := p.id
	kit.Load(p.load, func(ctx context.Context) (seenNote[T], error) {
		s := seenNote[T]{}
		firm, err := p.d.Firm(ctx)
		if err != nil {
			return s, err
		}
		s.home = firm.Currency
		if id == 0 {
			s.rec, err = p.k.fresh(ctx, p.args)
		} else {
			s.rec, err = p.k.svc.Get(ctx, id)
		}
		if err != nil {
			return s, err
		}
		if number, open, err := p.k.open(ctx, p.k.orderOf(s.rec)); err == nil { // one the reader may not see stays away
			s.number, s.open = number, open
		}
		if p.k.rest != nil {
			s.rest, err = p.k.rest(ctx, s.rec)
		}
		return s, err
	}, func(s seenNote[T]) {
		p.number, p.open, p.rest = s.number, s.open, s.rest
		p.take(s.rec, s.home)
	})
}

func (p *notePage[T, L]) state() string { return p.e.typ.Field("state").Get(p.e.rec).Text() }

func (p *notePage[T, L]) draft() bool { return p.state() == "draft" }

func (p *notePage[T, L]) editable() bool { return p.writable(p.draft()) }

func (p *notePage[T, L]) shown() {
	if p.e.rec == nil {
		return
	}
	p.h.fill()
	p.h.fields[p.k.party].ReadOnly = true
	p.rows.Grid.ReadOnly = !p.editable()
	p.host.Status(p.host.T(p.k.kind+".one") + " · " + p.host.T("saleswindow.line_count", "n", p.rows.Len()))
	p.host.Refresh()
	p.s.Redraw()
}

func (p *notePage[T, L]) heard(kind string, id int64) {
	if p.idle() && (kind != p.k.kind || id == 0 || id == p.e.head().ID) {
		p.read()
	}
}

// Commands are what can be done with the document now.
func (p *notePage[T, L]) Commands() []kit.Command {
	t := p.host.T
	if p.e.rec == nil {
		return []kit.Command{p.backCommand()}
	}
	list := append(p.editing("saleswindow.why_state", "Ctrl+S"), p.papering(papering{copy: p.another("order_id", p.k.orderOf(p.e.rec))})...)
	list = append(list, []kit.Command{
		{ID: "post", Title: t(p.k.words + ".post"), Icon: icons.Package, Keys: []kit.Key{"Ctrl+Enter"}, Status: t(p.k.words + ".post"), Enabled: p.may(identity.Issue, p.draft()), Run: func() {
			p.command(func(ctx context.Context, id int64) error { return p.k.post(ctx, id, "") }, p.k.words+".posted")
		}},
		{ID: "reverse", Title: t(p.k.words + ".reverse"), Icon: icons.CircleX, Enabled: p.may(identity.Issue, p.state() == p.k.posted), Run: p.reverse},
		{ID: "order", Title: t("saleswindow.open_order"), Icon: icons.ClipboardList, Run: func() { p.host.Open(p.k.order, p.k.orderOf(p.e.rec), nil) }},
	}...)
	return append(list, p.leaving()...)
}

func (p *notePage[T, L]) reverse() {
	askReason(p.host, reasonWish{title: p.host.T(p.k.words + ".reverse"), text: p.host.T(p.k.words + ".reverse_text"), danger: true}, func(reason string) {
		p.command(func(ctx context.Context, id int64) error { return p.k.reverse(ctx, id, reason) }, p.k.words+".reversed")
	})
}

func (p *notePage[T, L]) draw(c *kit.Canvas) {
	r, there := p.opens(c, p.drawHead)
	if !there {
		return
	}
	p.drawLeft(c, &r)
	if why := p.k.reason(p.e.rec); why != "" {
		putBanner(c, &r, kit.Banner{Tint: kit.Red, Text: p.host.T("saleswindow.end_reason", "reason", why)})
	}
	if p.rest != nil {
		putBanner(c, &r, kit.Banner{Tint: kit.Amber, Text: p.rest.text, Action: p.rest.action, Run: p.rest.run})
	}
	in := r.CutTop(132).Pad(theme.MarginLeft, 10, theme.MarginLeft, 8)
	for i, keys := range p.k.fields {
		if i > 0 {
			in.CutTop(6)
		}
		row := in.CutTop(52).Columns(12, -1.5, -1, -1, -1)
		for n, key := range keys {
			p.h.draw(c, row[n], key, "")
		}
	}
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(1)
	foot := r.CutBottom(36)
	p.rows.Grid.Draw(c, "lines", r)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	p.drawFoot(c, foot.Pad(theme.MarginLeft, 1, theme.MarginLeft, 0))
}

func noteTint(state string) kit.Tint {
	switch state {
	case "draft":
		return kit.Amber
	case "reversed":
		return kit.Red
	}
	return kit.Green
}

func (p *notePage[T, L]) drawHead(c *kit.Canvas, r kit.Rect) {
	backButton(c, &r, p.host, p.back)
	list := []kit.Button{p.button("order", kit.Outline), p.button("print", kit.Outline)}
	switch p.state() {
	case "draft":
		list = append(list, p.button("save", kit.Outline), p.button("post", kit.Primary))
	case p.k.posted:
		list = append(list, p.button("reverse", kit.Outline))
	}
	list = append(list, p.moreButton("mail", "pdf", "excel", "copy", "timeline", "redo"), p.detachButton())
	state := p.host.T(p.k.kind + ".state." + p.state())
	room := r.W - kit.Measure(p.Title(), kit.Title) - 28 - kit.BadgeWidth(state) - 8
	c.ButtonsRight(&r, kit.FitButtons(room, list)...)
	r.CutRight(12)
	r.CutLeft(c.Text(r, p.Title(), kit.Title.Uncut()) + 16)
	r.CutLeft(c.Badge(r, state, noteTint(p.state())) + 8)
	p.drawUnsaved(c, r)
}

func (p *notePage[T, L]) drawFoot(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	var quantity money.Quantity
	list := p.rows.List()
	for i := range list {
		quantity += *p.k.line(&list[i]).quantity
	}
	sum := t("saleswindow.note_sum", "n", len(list), "quantity", quantity.String())
	if value, currency := p.k.value(p.e.rec); value != 0 {
		sum += "    " + money.Of(value, currency).String()
	}
	c.Text(r, sum, kit.Strong.RightAligned())
	if p.number != "" {
		c.Text(r, t("saleswindow.from_order", "order", p.number), kit.Second)
	}
}

// Title makes it a kit.Page with what every document has.
func (p *notePage[T, L]) Title() string { return p.titled("") }

func idArg(id int64) string { return strconv.FormatInt(id, 10) }
