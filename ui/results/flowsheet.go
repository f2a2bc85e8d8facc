package results

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/market"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// flowSheet is the grid in which the lines of a report are typed, or pasted from Excel:
// channels and products are found by what is written.
type flowSheet struct {
	x        *flows
	f        *market.FlowTask
	channels map[int64]string
	byName   map[string]int64 // channels by name and number
	goods    map[string]good  // products by code and name
}

// good is a product as a line takes it.
type good struct {
	id         int64
	name, unit string
}

// edit reads what the grid offers and opens it.
func (x *flows) edit(f *market.FlowTask) {
	h := x.p.host
	h.Go(func(ctx context.Context) {
		s := &flowSheet{x: x, channels: map[int64]string{}, byName: map[string]int64{}, goods: map[string]good{}}
		var err error
		if s.f, err = x.p.d.Flows.Get(ctx, f.ID); err == nil {
			err = s.read(ctx)
		}
		h.Post(func() {
			if err != nil {
				h.Report(err)
				return
			}
			s.show()
		})
	})
}

// read learns the channels and products that lines may name.
func (s *flowSheet) read(ctx context.Context) error {
	each := func(q listing.Query, fn func(r listing.Row)) error {
		plan, err := listing.Allow(ctx, s.x.p.d.Registry, identity.May(q.Entity, identity.See), q)
		if err != nil {
			return err
		}
		return s.x.p.d.Source.Each(ctx, plan, func(r listing.Row) error { fn(r); return nil })
	}
	err := each(listing.Query{Entity: market.Channels, Columns: []string{"name", "number"}, Sort: []listing.Sort{{Key: "name"}}}, func(r listing.Row) {
		s.channels[r.ID] = r.Cells[0].Text()
		for _, c := range r.Cells {
			if c.Text() != "" {
				s.byName[strings.ToLower(c.Text())] = r.ID
			}
		}
	})
	if err != nil {
		return err
	}
	return each(listing.Query{Entity: sales.Products, Columns: []string{"name", "unit", "code"}}, func(r listing.Row) {
		g := good{r.ID, r.Cells[0].Text(), r.Cells[1].Text()}
		s.goods[strings.ToLower(g.name)] = g
		s.goods[strings.ToLower(r.Cells[2].Text())] = g
	})
}

func (s *flowSheet) show() {
	h, t := s.x.p.host, s.x.p.host.T
	records.Sheet{
		Title: t("flowpage.lines") + " · " + s.f.Title, Text: t("flowpage.lines_text"), Width: 980, Grid: s.grid(),
		Foot: func() string { return t("flowpage.count", "n", len(s.f.Lines)) },
		Save: func(done func()) {
			lines := s.f.Lines
			h.Go(func(ctx context.Context) {
				_, err := s.x.p.d.Flows.Update(ctx, s.f.ID, s.f.Version, func(f *market.FlowTask) error { f.Lines = lines; return nil })
				h.Post(func() {
					h.Report(err)
					if err == nil {
						done()
						h.Toast(t("records.saved"), nil)
						s.x.look(s.f.ID)
					}
				})
			})
		},
	}.Show(h)
}

// suggest offers records of a kind while a cell is typed.
func (s *flowSheet) suggest(kind string) func(int, string, func([]kit.Option)) {
	find := records.Suggest(s.x.p.host, s.x.p.d.Deps, kind, listing.Node{})
	return func(_ int, query string, answer func([]kit.Option)) { find(query, answer) }
}

func (s *flowSheet) grid() *kit.Grid {
	h, t := s.x.p.host, s.x.p.host.T
	type line = market.FlowLine
	text := func(id string, width float32, at func(l *line) *string) records.RowColumn[line] {
		return records.RowColumn[line]{
			GridColumn: kit.GridColumn{ID: id, Title: t("flow_line." + id), Width: width},
			Get:        func(l *line) kit.GridCell { return kit.GridCell{Text: *at(l)} },
			Set:        func(l *line, text string, _ *kit.Option) error { *at(l) = text; return nil },
		}
	}
	return records.NewRows(records.Rows[line]{
		Host: h, All: func() *[]line { return &s.f.Lines }, Change: func(fn func(*[]line)) { fn(&s.f.Lines) },
		Blank: func(at int) line { // the next line is mostly of the same channel
			l := line{Quantity: money.Scale}
			if at > 0 && at <= len(s.f.Lines) {
				l.ChannelID, l.From = s.f.Lines[at-1].ChannelID, s.f.Lines[at-1].From
			}
			return l
		},
		Keep: func(into *line, from line) { from.Head = into.Head; *into = from },
		Columns: []records.RowColumn[line]{
			{
				GridColumn: kit.GridColumn{ID: "channel_id", Title: t("flow_line.channel_id"), Width: 170, Flex: true, Suggest: s.suggest(market.Channels), ListWidth: 300},
				Get:        func(l *line) kit.GridCell { return kit.GridCell{Text: s.channels[l.ChannelID]} },
				Set: func(l *line, text string, o *kit.Option) error {
					id := s.byName[strings.ToLower(text)]
					if o != nil {
						id = o.ID
					}
					if id == 0 {
						return app.E(app.Invalid, "flow_task.channel", "name", text)
					}
					l.ChannelID = id
					return nil
				},
			},
			{
				GridColumn: kit.GridColumn{ID: "product", Title: t("flow_line.product"), Width: 170, Flex: true, Suggest: s.suggest(sales.Products), Free: true, ListWidth: 320},
				Get:        func(l *line) kit.GridCell { return kit.GridCell{Text: l.Product} },
				Set: func(l *line, text string, o *kit.Option) error {
					if o != nil {
						text = o.Text
					}
					l.Product, l.ProductID = text, 0
					if g, known := s.goods[strings.ToLower(text)]; known {
						l.Product, l.ProductID, l.Unit = g.name, g.id, g.unit
					}
					return nil
				},
			},
			text("unit", 50, func(l *line) *string { return &l.Unit }),
			{
				GridColumn: kit.GridColumn{ID: "quantity", Title: t("flow_line.quantity"), Width: 80, Align: kit.Right, Read: kit.ReadQuantity},
				Get:        func(l *line) kit.GridCell { return kit.GridCell{Text: l.Quantity.String()} },
				Set: func(l *line, text string, _ *kit.Option) (err error) {
					l.Quantity, err = money.ParseQuantity(text)
					return err
				},
			},
			text("from_whom", 120, func(l *line) *string { return &l.From }), text("to_whom", 140, func(l *line) *string { return &l.To }),
			{
				GridColumn: kit.GridColumn{ID: "date_on", Title: t("flow_line.date_on"), Width: 96},
				Get: func(l *line) kit.GridCell {
					if l.On.IsZero() {
						return kit.GridCell{Text: "—", Edit: " ", Color: theme.Muted}
					}
					return kit.GridCell{Text: l.On.String()}
				},
				Set: func(l *line, text string, _ *kit.Option) (err error) {
					if l.On = 0; text != "" {
						l.On, err = calendar.ParseShort(text, h.Today(), calendar.Past)
					}
					return err
				},
			},
			text("batch", 80, func(l *line) *string { return &l.Batch }),
		},
	}, t("flowpage.lines")).Grid
}
