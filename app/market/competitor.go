package market

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
)

// Competitors is the entity name of the library of competitors. What is known of one at a
// customer is kept there (customer.CompetitorNote) and points here.
const Competitors = "competitor"

// Threat is how much a competitor is to be feared.
type Threat string

// The threats.
const (
	ThreatHigh   Threat = "high"
	ThreatMiddle Threat = "middle"
	ThreatLow    Threat = "low"
)

// Competitor 竞争对手 is somebody who sells what the company sells.
type Competitor struct {
	entity.Head
	Name       string
	Pinyin     string
	Threat     Threat
	Region     string
	Website    string
	Goods      string
	Strengths  string
	Weaknesses string
	Prices     string
	Strategy   string // how to win against it
	Links      string
	Remark     string

	Lines []Rival
}

// Rival is a product of a competitor beside ours.
type Rival struct {
	entity.Head
	CompetitorID int64
	Pos          int64
	ProductID    int64
	Product      string // ours
	Theirs       string
	Price        money.Price // theirs, in the company's currency
	Better       string      // what ours does better
	Worse        string      // what theirs does better
	On           calendar.Date
}

func describeRival() *entity.Desc[Rival] {
	return entity.Describe("competitor_product", "theirs", func(r *Rival, e *entity.Fields) {
		e.Ref("competitor_id", Competitors, &r.CompetitorID)
		e.Int("pos", &r.Pos)
		e.Ref("product_id", sales.Products, &r.ProductID)
		e.Text("product", &r.Product).Max(400)
		e.Text("theirs", &r.Theirs).Must().Max(400)
		entity.Scaled(e, "price", 6, &r.Price)
		e.Text("better", &r.Better).Max(400)
		e.Text("worse", &r.Worse).Max(400)
		e.Date("date_on", &r.On)
	})
}

// DescribeCompetitor describes competitors.
func DescribeCompetitor() *entity.Desc[Competitor] {
	return entity.Describe(Competitors, "name", func(c *Competitor, e *entity.Fields) {
		e.Open()
		e.Text("name", &c.Name).Must().Only().SortedBy("name_pinyin").Found().Printed().Max(120).Also("竞争对手", "竞品厂家")
		e.Text("name_pinyin", &c.Pinyin).Computed().Unlisted().Silent().Max(400)
		entity.Choice(e, "threat", &c.Threat, ThreatHigh, ThreatMiddle, ThreatLow)
		e.Dict("region", "region", &c.Region)
		e.URL("website", &c.Website)
		e.Text("goods", &c.Goods).Found().Max(400).Also("主要产品")
		e.LongText("strengths", &c.Strengths).Group("judgement")
		e.LongText("weaknesses", &c.Weaknesses).Group("judgement")
		e.LongText("prices", &c.Prices).Group("judgement")
		e.LongText("strategy", &c.Strategy).Group("judgement")
		e.LongText("links", &c.Links).Group("judgement")
		e.LongText("remark", &c.Remark).Group("judgement")
		entity.Lines(e, describeRival(), "competitor_id", &c.Lines)
	})
}

func (s *Service) addCompetitors(g *record.Ground) {
	g.Registry.Contribute(Competitors, entity.Contributed("open_deals", entity.KindInt), entity.Contributed("won", entity.KindInt), entity.Contributed("lost", entity.KindInt),
		entity.Contributed("won_minor", entity.KindMoney), entity.Contributed("lost_minor", entity.KindMoney))
	s.Competitors = record.New(g, DescribeCompetitor())
	s.Competitors.Prepare, s.Competitors.Rule = s.prepareCompetitor, s.ruleCompetitor
	s.Competitors.Saved.Do(s.competitorSaved)
	one := func(key string, state sales.OpportunityState, amount bool) {
		record.SumEach(s.p.Sales.Opportunities, Competitors, key, func(o *sales.Opportunity) map[int64]int64 {
			out := map[int64]int64{}
			if o.State != state {
				return out
			}
			for _, id := range o.Against() {
				out[id] = 1
				if amount {
					out[id] = int64(o.AmountMinor)
				}
			}
			return out
		})
	}
	one("open_deals", sales.Open, false)
	one("won", sales.Won, false)
	one("lost", sales.Lost, false)
	one("won_minor", sales.Won, true)
	one("lost_minor", sales.Lost, true)
}

func (s *Service) prepareCompetitor(_ context.Context, before, c *Competitor) error {
	if s.p.Pinyin != nil && (before == nil || before.Name != c.Name) {
		c.Pinyin = s.p.Pinyin(c.Name, false)
	}
	return nil
}

// competitorSaved finds the deals and the notes of customers that named a new competitor
// before the library had it.
func (s *Service) competitorSaved(ctx context.Context, e record.Saved[Competitor]) error {
	if e.Before != nil {
		return nil
	}
	err := s.claim(ctx, "competitor_note", e.After, func(row listing.Row) error {
		return s.pointTo(ctx, "competitor_note", row.ID, func(rec any) { rec.(*customer.CompetitorNote).LibraryID = e.After.ID })
	})
	if err != nil {
		return err
	}
	return s.claim(ctx, sales.Rivals, e.After, func(row listing.Row) error {
		return s.pointTo(ctx, sales.Opportunities, row.Cells[0].Int(), func(rec any) {
			o := rec.(*sales.Opportunity)
			for i := range o.Rivals {
				if o.Rivals[i].Name == e.After.Name {
					o.Rivals[i].CompetitorID = e.After.ID
				}
			}
		})
	}, "opportunity_id")
}

// claim finds the records that name a competitor and point to none.
func (s *Service) claim(ctx context.Context, kind string, c *Competitor, each func(row listing.Row) error, columns ...string) error {
	plan, err := listing.Allow(identity.System(ctx, "competitors"), s.g.Registry, identity.May(kind, identity.See), listing.Query{
		Entity: kind, Columns: columns, Filter: listing.All(listing.Is("name", listing.Eq, c.Name), listing.Is("competitor_id", listing.Empty)),
	})
	if err != nil {
		return err
	}
	var rows []listing.Row
	if err := s.g.Source.Each(ctx, plan, func(r listing.Row) error { rows = append(rows, r); return nil }); err != nil {
		return err
	}
	for _, r := range rows {
		if err := each(r); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) pointTo(ctx context.Context, kind string, id int64, set func(rec any)) error {
	_, err := s.g.Service(kind).Update(identity.Elevated(ctx), id, 0, func(rec any) error { set(rec); return nil })
	return err
}

// ruleCompetitor keeps competitors that deals or customers speak of.
func (s *Service) ruleCompetitor(ctx context.Context, before, after *Competitor) error {
	for _, l := range after.Lines {
		if l.Price < 0 {
			return app.E(app.Invalid, "money.negative").At("price")
		}
	}
	if before == nil || before.Archived != entity.Live || after.Archived == entity.Live {
		return nil
	}
	kind, err := s.usedBy(ctx, "competitor_id", after.ID, sales.Rivals, "competitor_note")
	if err == nil && kind != "" {
		err = app.E(app.Conflict, "competitor.used", "name", after.Name)
	}
	return err
}

// Compared is one product of a competitor beside ours.
type Compared struct {
	CompetitorID int64
	Competitor   string
	Ours         string
	OurPrice     money.Price // 0: ours is not in the catalogue
	Theirs       string
	Price        money.Price
	Better       string
	Worse        string
	On           calendar.Date
}

// Compare sets the products of all competitors beside ours, by our product (SAL-46).
func (s *Service) Compare(ctx context.Context) ([]Compared, error) {
	list, err := s.Competitors.Find(ctx, listing.Node{}, listing.Sort{Key: "name"}, listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	ids := map[int64]bool{}
	for _, c := range list {
		for _, l := range c.Lines {
			ids[l.ProductID] = true
		}
	}
	delete(ids, 0)
	prices := map[int64]money.Price{}
	if len(ids) > 0 {
		var all []int64
		for id := range ids {
			all = append(all, id)
		}
		products, err := s.p.Sales.Products.Find(ctx, listing.IDs(all))
		if err != nil {
			return nil, err
		}
		for _, p := range products {
			prices[p.ID] = p.Price
		}
	}
	var out []Compared
	for _, c := range list {
		for _, l := range c.Lines {
			out = append(out, Compared{c.ID, c.Name, l.Product, prices[l.ProductID], l.Theirs, l.Price, l.Better, l.Worse, l.On})
		}
	}
	slices.SortStableFunc(out, func(a, b Compared) int {
		switch {
		case a.Ours < b.Ours:
			return -1
		case a.Ours > b.Ours:
			return 1
		}
		return 0
	})
	return out, nil
}

// Met is a competitor in one deal.
type Met struct {
	CompetitorID int64 // 0: not in the library
	Competitor   string
	DealID       int64
	Deal         string
	Amount       money.Minor // what the deal is worth to us
	Price        money.Minor // what they offer, 0: not known
	Strengths    string
	Weaknesses   string
	Result       sales.RivalResult
}

// InDeals lists every competitor of every deal that the acting person may see, by competitor
// (SAL-46).
func (s *Service) InDeals(ctx context.Context) ([]Met, error) {
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(sales.Rivals, identity.See), listing.Query{
		Entity: sales.Rivals, Columns: []string{"competitor_id", "name", "opportunity_id", "opportunity_id.name", "opportunity_id.amount_minor", "price_minor", "strengths", "weaknesses", "result"},
		Sort: []listing.Sort{{Key: "name"}, {Key: "id", Desc: true}},
	})
	if err != nil {
		return nil, err
	}
	var out []Met
	err = s.g.Source.Each(ctx, plan, func(r listing.Row) error {
		c := r.Cells
		out = append(out, Met{c[0].Int(), c[1].Text(), c[2].Int(), c[3].Text(), money.Minor(c[4].Int()), money.Minor(c[5].Int()), c[6].Text(), c[7].Text(), sales.RivalResult(c[8].Text())})
		return nil
	})
	return out, err
}
