package sales

import (
	"context"

	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// rivalsCommand opens the sheet of the competitors of a deal. SAL-46
func (x *deals) rivalsCommand(id int64, why func() string) kit.Command {
	return kit.Command{ID: "deal.rivals", Title: x.host.T("dealpage.rivals"), Icon: icons.Flag, Keys: []kit.Key{"V"}, Scope: kit.ScopeList, Enabled: why, Run: func() {
		x.host.Go(func(ctx context.Context) {
			o, err := x.d.Deals.Get(ctx, id)
			x.host.Post(func() {
				if err != nil {
					x.host.Report(err)
					return
				}
				x.rivalsDialog(o)
			})
		})
	}}
}

func (x *deals) rivalsDialog(o *sales.Opportunity) {
	t := x.host.T
	records.Sheet{
		Title: t("dealpage.rivals") + " · " + o.Name, Text: t("dealpage.rivals_text"), Width: 920, Grid: x.rivalRows(o).Grid,
		Foot: func() string { return t("dealpage.rivals_count", "n", len(o.Rivals)) },
		Save: func(done func()) {
			list := o.Rivals
			x.host.Go(func(ctx context.Context) {
				_, err := x.d.Deals.Update(ctx, o.ID, o.Version, func(now *sales.Opportunity) error { now.Rivals = list; return nil })
				x.host.Post(func() {
					x.host.Report(err)
					if err == nil {
						done()
						x.host.Toast(t("records.saved"), x.undo())
						x.look(o.ID)
					}
				})
			})
		},
	}.Show(x.host)
}

// rivalRows are the lines of the sheet: who, what they offer it for, what speaks for and
// against them here, and how it ended for them.
func (x *deals) rivalRows(o *sales.Opportunity) *records.Rows[sales.DealRival] {
	type line = sales.DealRival
	t := x.host.T
	find := records.Suggest(x.host, x.d.Deps, "competitor", listing.Node{})
	text := func(id string, width float32, at func(l *line) *string) records.RowColumn[line] {
		return records.RowColumn[line]{
			GridColumn: kit.GridColumn{ID: id, Title: t("opportunity_rival." + id), Width: width, Flex: id != "name"},
			Get:        func(l *line) kit.GridCell { return kit.GridCell{Text: *at(l)} },
			Set:        func(l *line, text string, _ *kit.Option) error { *at(l) = text; return nil },
		}
	}
	name := text("name", 180, func(l *line) *string { return &l.Name })
	name.Suggest, name.Free, name.ListWidth = func(_ int, query string, answer func([]kit.Option)) { find(query, answer) }, true, 320
	name.Set = func(l *line, text string, o *kit.Option) error {
		if l.Name != text || o != nil {
			l.Name, l.CompetitorID = text, 0
		}
		if o != nil {
			l.Name, l.CompetitorID = o.Text, o.ID
		}
		return nil
	}
	results := x.rivalResults()
	return records.NewRows(records.Rows[line]{
		Host: x.host, All: func() *[]line { return &o.Rivals }, Change: func(fn func(*[]line)) { fn(&o.Rivals) },
		Blank: func(int) line { return line{Result: sales.RivalIn} },
		Keep:  func(into *line, from line) { from.Head = into.Head; *into = from },
		Columns: []records.RowColumn[line]{
			name,
			{
				GridColumn: kit.GridColumn{ID: "price_minor", Title: t("opportunity_rival.price_minor"), Width: 112, Align: kit.Right, Read: kit.ReadMoney(kit.Home())},
				Get: func(l *line) kit.GridCell {
					if l.Price == 0 {
						return kit.GridCell{Text: "—", Edit: "0", Color: theme.Muted}
					}
					return kit.GridCell{Text: plain(l.Price, kit.Home())}
				},
				Set: func(l *line, text string, _ *kit.Option) (err error) {
					l.Price, _, err = money.Typed(orZero(text), kit.Home())
					return err
				},
			},
			text("strengths", 170, func(l *line) *string { return &l.Strengths }), text("weaknesses", 170, func(l *line) *string { return &l.Weaknesses }),
			{
				GridColumn: kit.GridColumn{ID: "result", Title: t("opportunity_rival.result"), Width: 92, ListWidth: 140, Suggest: func(_ int, _ string, answer func([]kit.Option)) { answer(results) }},
				Get: func(l *line) kit.GridCell {
					return kit.GridCell{Text: t("opportunity_rival.result." + string(l.Result))}
				},
				Set: func(l *line, text string, o *kit.Option) error {
					for _, r := range results {
						if o != nil && r.Key == o.Key || o == nil && r.Text == text {
							l.Result = sales.RivalResult(r.Key)
						}
					}
					return nil
				},
			},
		},
	}, t("dealpage.rivals"))
}

func (x *deals) rivalResults() []kit.Option {
	var out []kit.Option
	for _, r := range []sales.RivalResult{sales.RivalIn, sales.RivalWon, sales.RivalBeaten, sales.RivalOut} {
		out = append(out, kit.Option{Key: string(r), Text: x.host.T("opportunity_rival.result." + string(r))})
	}
	return out
}

func rivalTint(r sales.RivalResult) kit.Tint {
	switch r {
	case sales.RivalWon:
		return kit.Red
	case sales.RivalBeaten:
		return kit.Green
	case sales.RivalIn:
		return kit.Amber
	}
	return kit.Gray
}

// drawRivals lists who else wants the deal: their price, what speaks for and against them, and
// how it ended for them.
func (x *deals) drawRivals(c *kit.Canvas, r *kit.Rect) {
	if len(x.now.Rivals) == 0 {
		return
	}
	t := x.host.T
	c.Text(r.CutTop(22), t("dealpage.rivals"), kit.Caption)
	for _, v := range x.now.Rivals {
		row := r.CutTop(24)
		text := t("opportunity_rival.result." + string(v.Result))
		c.Badge(row.CutRight(kit.BadgeWidth(text)), text, rivalTint(v.Result))
		row.CutRight(8)
		if v.Price != 0 {
			price := homeText(v.Price)
			c.Text(row.CutRight(kit.Measure(price, kit.Body)+2), price, kit.Body)
			row.CutRight(8)
		}
		if id := v.CompetitorID; id != 0 {
			c.LinkText(row, "rival."+idArg(id), v.Name, kit.Body.In(theme.Primary), func() { x.host.Open("competitor", id, nil) })
		} else {
			c.Text(row, v.Name, kit.Body)
		}
		for _, side := range []struct{ sign, text string }{{"+ ", v.Strengths}, {money.Minus + " ", v.Weaknesses}} {
			if side.text != "" {
				r.CutTop(c.Para(*r, side.sign+side.text, kit.Caption, 0) + 2)
			}
		}
	}
	r.CutTop(6)
}

// lose asks why a deal was lost, and to whom: to a competitor that is known to be in it, or
// another one of the library.
func (b *board) lose(id int64) {
	b.arrange()
	b.host.Go(func(ctx context.Context) {
		o, err := b.d.Deals.Get(ctx, id)
		b.host.Post(func() {
			if err != nil {
				b.host.Report(err)
				return
			}
			b.askLost(o)
		})
	})
}

func (b *board) askLost(o *sales.Opportunity) {
	t := b.host.T
	reason := kit.NewField(t("saleswindow.reason"))
	find := records.Suggest(b.host, b.d.Deps, "competitor", listing.Node{})
	to := kit.NewSearch(t("dealpage.lost_to"), func(query string, answer func([]kit.Option)) {
		var own []kit.Option
		for _, r := range o.Rivals {
			if _, ok := kit.Match(query, r.Name); (ok || query == "") && r.Result == sales.RivalIn {
				own = append(own, kit.Option{Key: r.Name, Text: r.Name, Detail: t("dealpage.in_deal")})
			}
		}
		find(query, func(list []kit.Option) {
			for _, l := range list {
				known := false
				for _, r := range own {
					known = known || r.Text == l.Text
				}
				if !known {
					own = append(own, l)
				}
			}
			answer(own)
		})
	})
	to.Free = true
	var lost *sales.Opportunity
	a := &records.Ask{
		Title: t("saleswindow.lose"), Text: o.Name,
		Rows: []records.AskRow{
			{Key: "reason", Label: t("saleswindow.reason") + " *", Field: reason},
			{Key: "competitor", Label: t("dealpage.lost_to"), Field: to.Field},
		},
	}
	a.Do = func() func(ctx context.Context) error {
		why, who := reason.Text(), to.Text()
		return func(ctx context.Context) (err error) {
			lost, err = b.d.Sales.LoseTo(ctx, o.ID, why, who)
			return err
		}
	}
	a.Done = func() {
		b.replace(lost)
		b.host.Toast(t("saleswindow.lose_done", "name", lost.Name), func() { b.takeBack(lost.ID) })
	}
	a.Show(b.host)
	kit.Post(reason.Focus)
}
