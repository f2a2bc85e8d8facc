package market

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/calendar"
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
		record.Sum(s.p.Sales.Opportunities, Competitors, key, func(o *sales.Opportunity) (int64, int64) {
			switch {
			case o.State != state:
				return 0, 0
			case amount:
				return o.CompetitorID, int64(o.AmountMinor)
			}
			return o.CompetitorID, 1
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
	for kind, field := range map[string]string{sales.Opportunities: "competitor", "competitor_note": "name"} {
		plan, err := listing.Allow(identity.System(ctx, "competitors"), s.g.Registry, identity.May(kind, identity.See),
			listing.Query{Entity: kind, Filter: listing.All(listing.Is(field, listing.Eq, e.After.Name), listing.Is("competitor_id", listing.Empty))})
		if err != nil {
			return err
		}
		var ids []int64
		if err := s.g.Source.Each(ctx, plan, func(r listing.Row) error { ids = append(ids, r.ID); return nil }); err != nil {
			return err
		}
		to := s.g.Registry.Type(kind).Field("competitor_id")
		for _, id := range ids {
			_, err := s.g.Service(kind).Update(identity.Elevated(ctx), id, 0, func(rec any) error { to.Set(rec, entity.Num(e.After.ID)); return nil })
			if err != nil {
				return err
			}
		}
	}
	return nil
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
	kind, err := s.usedBy(ctx, "competitor_id", after.ID, sales.Opportunities, "competitor_note")
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
