package sales

import (
	"context"
	"strings"

	"kontor/app/calendar"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// win asks for what a deal was won, and why; it can be taken back. SAL-48
func (b *board) win(id int64) {
	b.arrange()
	o := b.find(id)
	if o == nil {
		b.host.Go(func(ctx context.Context) {
			o, err := b.d.Deals.Get(ctx, id)
			b.host.Post(func() {
				if err != nil {
					b.host.Report(err)
					return
				}
				b.askWon(o)
			})
		})
		return
	}
	b.askWon(o)
}

func (b *board) askWon(o *sales.Opportunity) {
	t := b.host.T
	amount := kit.NewAmount(t("opportunity.amount_minor"), kit.Home())
	if o.AmountMinor != 0 {
		amount.SetValue(o.AmountMinor)
	}
	on := kit.NewDate(t("opportunity.closed_on"), b.host.Today, calendar.Past)
	on.SetText(b.host.Today().String())
	reason := kit.NewField(t("saleswindow.reason"))
	var won *sales.Opportunity
	a := &records.Ask{
		Title: t("saleswindow.win"), Text: o.Name,
		Rows: []records.AskRow{
			{Key: "amount_minor", Label: t("opportunity.amount_minor") + " *", Field: amount.Field},
			{Key: "closed_on", Label: t("opportunity.closed_on"), Field: on.Field},
			{Key: "reason", Label: t("saleswindow.reason") + " *", Field: reason},
		},
	}
	a.Do = func() func(ctx context.Context) error {
		c := sales.Closing{Reason: reason.Text()}
		c.Amount, _ = amount.Value()
		c.On, _ = on.Value()
		return func(ctx context.Context) (err error) {
			won, err = b.d.Sales.CloseWon(ctx, o.ID, c)
			return err
		}
	}
	a.Done = func() {
		b.replace(won)
		b.host.Toast(t("saleswindow.win_done", "name", won.Name), func() { b.takeBack(won.ID) })
	}
	a.Show(b.host)
	kit.Post(reason.Focus)
}

// drawClosing says that an open deal has an order and should be marked as won, and what is
// still missing of a won one.
func (x *deals) drawClosing(c *kit.Canvas, r *kit.Rect) {
	t := x.host.T
	switch {
	case x.now.State == sales.Open && !x.ordered.IsZero():
		b := kit.Banner{Tint: kit.Green, Text: t("dealpage.ordered", "date", x.ordered.String()), Action: t("saleswindow.win"), Run: func() { x.page.board.win(x.id) }}
		c.Banner(r.CutTop(kit.BannerHeight(b, r.W)), b)
		r.CutTop(8)
	case len(x.lacks) > 0:
		words := make([]string, len(x.lacks))
		for i, key := range x.lacks {
			words[i] = t(key)
		}
		b := kit.Banner{Tint: kit.Amber, Text: t("dealpage.lacks", "list", strings.Join(words, t("records.comma")))}
		c.Banner(r.CutTop(kit.BannerHeight(b, r.W)), b)
		r.CutTop(8)
	}
}

// drawTeam lists who works on the deal beside its owner.
func (x *deals) drawTeam(c *kit.Canvas, r *kit.Rect) {
	if len(x.now.Team) == 0 {
		return
	}
	c.Text(r.CutTop(22), x.host.T("dealpage.team"), kit.Caption)
	for _, m := range x.now.Team {
		row := r.CutTop(28)
		name := x.names[m.PersonID]
		c.Person(row.CutLeft(22).MiddleRow(22), name, 22)
		row.CutLeft(8)
		row.CutLeft(c.Text(row, name, kit.Body) + 10)
		c.Text(row, m.Part, kit.Caption)
	}
	r.CutTop(6)
}

// teamCommand opens the sheet of the team.
func (x *deals) teamCommand(id int64, why func() string) kit.Command {
	return kit.Command{ID: "deal.team", Title: x.host.T("dealpage.team"), Icon: icons.Users, Keys: []kit.Key{"E"}, Scope: kit.ScopeList, Enabled: why, Run: func() { x.editTeam(id) }}
}

func (x *deals) editTeam(id int64) {
	x.host.Go(func(ctx context.Context) {
		o, err := x.d.Deals.Get(ctx, id)
		var names map[int64]string
		if err == nil {
			ids := make([]int64, len(o.Team))
			for i, m := range o.Team {
				ids[i] = m.PersonID
			}
			names, err = x.d.Names(ctx, "person", ids)
		}
		x.host.Post(func() {
			if err != nil {
				x.host.Report(err)
				return
			}
			x.teamDialog(o, names)
		})
	})
}

func (x *deals) teamDialog(o *sales.Opportunity, names map[int64]string) {
	t := x.host.T
	records.Sheet{
		Title: t("dealpage.team") + " · " + o.Name, Text: t("dealpage.team_text"), Width: 620, Grid: x.teamRows(o, names).Grid,
		Foot: func() string { return t("dealpage.team_count", "n", len(o.Team)) },
		Save: func(done func()) {
			team := o.Team
			x.host.Go(func(ctx context.Context) {
				_, err := x.d.Deals.Update(ctx, o.ID, o.Version, func(now *sales.Opportunity) error { now.Team = team; return nil })
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

// teamRows are the lines of the sheet: a colleague, and what they do in the deal.
func (x *deals) teamRows(o *sales.Opportunity, names map[int64]string) *records.Rows[sales.Member] {
	t := x.host.T
	find := records.Suggest(x.host, x.d.Deps, "person", listing.Is("state", listing.Eq, "active"))
	return records.NewRows(records.Rows[sales.Member]{
		Host: x.host, All: func() *[]sales.Member { return &o.Team }, Change: func(fn func(*[]sales.Member)) { fn(&o.Team) },
		Blank: func(int) sales.Member { return sales.Member{} },
		Keep:  func(into *sales.Member, from sales.Member) { from.Head = into.Head; *into = from },
		Columns: []records.RowColumn[sales.Member]{
			{
				GridColumn: kit.GridColumn{ID: "person_id", Title: t("opportunity_member.person_id"), Width: 180, Suggest: func(_ int, query string, answer func([]kit.Option)) { find(query, answer) }, ListWidth: 280},
				Get:        func(m *sales.Member) kit.GridCell { return kit.GridCell{Text: names[m.PersonID]} },
				Set: func(m *sales.Member, text string, picked *kit.Option) error {
					if picked != nil {
						m.PersonID, names[picked.ID] = picked.ID, picked.Text
					} else if text == "" {
						m.PersonID = 0
					}
					return nil
				},
			},
			{
				GridColumn: kit.GridColumn{ID: "part", Title: t("opportunity_member.part"), Width: 220, Flex: true},
				Get:        func(m *sales.Member) kit.GridCell { return kit.GridCell{Text: m.Part} },
				Set:        func(m *sales.Member, text string, _ *kit.Option) error { m.Part = strings.TrimSpace(text); return nil },
			},
			{
				GridColumn: kit.GridColumn{ID: "share", Title: t("opportunity_member.share"), Width: 96, Align: kit.Right},
				Get: func(m *sales.Member) kit.GridCell {
					if m.Share == 0 {
						return kit.GridCell{}
					}
					return kit.GridCell{Text: m.Share.String()}
				},
				Set: func(m *sales.Member, text string, _ *kit.Option) (err error) {
					if m.Share = 0; strings.TrimSpace(text) != "" {
						m.Share, err = money.ParseRate(text)
					}
					return err
				},
			},
		},
	}, t("dealpage.team"))
}
