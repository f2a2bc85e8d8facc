package sales

import (
	"context"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/money"
	"kontor/app/record"
)

// Rivals is the entity of the competitors of a deal.
const Rivals = "opportunity_rival"

// RivalResult is how a competitor fared in a deal.
type RivalResult string

// The results: still in it, the deal went to them, they were beaten, they left before it was
// decided.
const (
	RivalIn     RivalResult = "in"
	RivalWon    RivalResult = "won"
	RivalBeaten RivalResult = "beaten"
	RivalOut    RivalResult = "out"
)

// DealRival is a competitor in a deal: what speaks for and against them there, what they
// offer it for, and how it ended for them (SAL-46).
type DealRival struct {
	entity.Head
	OpportunityID int64
	Pos           int64
	CompetitorID  int64 // in the library; 0 while it has none of that name
	Name          string
	Price         money.Minor // their offer, 0: not known
	Strengths     string
	Weaknesses    string
	Result        RivalResult
}

func describeRival() *entity.Desc[DealRival] {
	return entity.Describe(Rivals, "name", func(r *DealRival, e *entity.Fields) {
		e.Ref("opportunity_id", Opportunities, &r.OpportunityID)
		e.Int("pos", &r.Pos)
		e.Ref("competitor_id", "competitor", &r.CompetitorID)
		e.Text("name", &r.Name).Must().Max(120)
		e.Money("price_minor", &r.Price)
		e.Text("strengths", &r.Strengths).Max(400)
		e.Text("weaknesses", &r.Weaknesses).Max(400)
		entity.Choice(e, "result", &r.Result, RivalIn, RivalWon, RivalBeaten, RivalOut).Else(entity.Str(string(RivalIn)))
	})
}

// rivalNames splits words that name several competitors.
func rivalNames(text string) []string {
	var out []string
	for _, n := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；;\n", r) }) {
		if n = strings.TrimSpace(n); n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// named is the list of competitors of names: what is known of those that stood there stays.
func named(list []DealRival, names []string) []DealRival {
	var out []DealRival
	for _, n := range names {
		r := DealRival{Name: n, Result: RivalIn}
		if i := slices.IndexFunc(list, func(r DealRival) bool { return r.Name == n }); i >= 0 {
			r = list[i]
		}
		out = append(out, r)
	}
	return out
}

// sameRivals tells whether two lists name the same competitors in the same order.
func sameRivals(a, b []DealRival) bool {
	return slices.EqualFunc(a, b, func(a, b DealRival) bool { return a.Name == b.Name && a.CompetitorID == b.CompetitorID })
}

// followRivals keeps the list of competitors, the words that name them and the first one's
// place in the library together: whichever of them was changed leads.
func (s *Service) followRivals(ctx context.Context, before, o *Opportunity) error {
	was := &Opportunity{}
	if before != nil {
		was = before
	}
	switch {
	case !sameRivals(was.Rivals, o.Rivals):
	case was.Competitor != o.Competitor:
		o.Rivals = named(o.Rivals, rivalNames(o.Competitor))
	case was.CompetitorID != o.CompetitorID && o.CompetitorID == 0:
		if len(o.Rivals) > 0 {
			o.Rivals = slices.Delete(slices.Clone(o.Rivals), 0, 1)
		}
	case was.CompetitorID != o.CompetitorID:
		if len(o.Rivals) == 0 {
			o.Rivals = []DealRival{{}}
		}
		o.Rivals = slices.Clone(o.Rivals)
		o.Rivals[0] = DealRival{Head: o.Rivals[0].Head, CompetitorID: o.CompetitorID}
	}
	return s.linkRivals(ctx, was.Rivals, o)
}

// linkRivals finds the competitors of a deal in the library, and refuses one that stands there
// twice.
func (s *Service) linkRivals(ctx context.Context, was []DealRival, o *Opportunity) error {
	old := map[int64]record.Link{}
	for _, r := range was {
		old[r.ID] = record.Link{ID: r.CompetitorID, Name: r.Name}
	}
	seen := map[string]bool{}
	var names []string
	o.CompetitorID = 0
	for i := range o.Rivals {
		r := &o.Rivals[i]
		r.Pos, r.Name = int64(i+1), strings.TrimSpace(r.Name)
		before := record.Link{}
		if r.ID != 0 {
			before = old[r.ID]
		}
		now, err := s.g.Linked(ctx, "competitor", before, record.Link{ID: r.CompetitorID, Name: r.Name})
		if err != nil {
			return err
		}
		if r.CompetitorID, r.Name = now.ID, now.Name; r.Result == "" {
			r.Result = RivalIn
		}
		switch {
		case r.Price < 0:
			return app.E(app.Invalid, "money.negative").At("price_minor")
		case r.Name != "" && seen[r.Name]:
			return app.E(app.Invalid, "opportunity.rival_twice", "name", r.Name).At("competitor")
		}
		seen[r.Name] = true
		names = append(names, r.Name)
	}
	if o.Competitor = strings.Join(names, "、"); len(o.Rivals) > 0 {
		o.CompetitorID = o.Rivals[0].CompetitorID
	}
	return nil
}

// decide writes down how a deal ended for its competitors: who won it, named by to, and that
// the others left; won by us, they were beaten. A competitor that was not known to be in it
// joins the list.
func (o *Opportunity) decide(to string) {
	o.Rivals = slices.Clone(o.Rivals)
	to = strings.TrimSpace(to)
	at := slices.IndexFunc(o.Rivals, func(r DealRival) bool { return r.Name == to })
	if o.State == Lost && to != "" && at < 0 {
		o.Rivals = append(o.Rivals, DealRival{Name: to, Result: RivalIn})
		at = len(o.Rivals) - 1
	}
	for i := range o.Rivals {
		r := &o.Rivals[i]
		switch {
		case o.State == Lost && i == at:
			r.Result = RivalWon
		case r.Result != RivalIn:
		case o.State == Won:
			r.Result = RivalBeaten
		case o.State == Lost && to != "":
			r.Result = RivalOut
		}
	}
}

// undecided takes back how it ended, when a deal is opened again.
func (o *Opportunity) undecided() {
	o.Rivals = slices.Clone(o.Rivals)
	for i := range o.Rivals {
		if r := &o.Rivals[i]; r.Result == RivalWon || r.Result == RivalBeaten {
			r.Result = RivalIn
		}
	}
}

// Against are the competitors in the library for whom a deal counts: all that are in it; one
// that was lost counts for who won it, when that is known.
func (o *Opportunity) Against() []int64 {
	known := o.State == Lost && slices.ContainsFunc(o.Rivals, func(r DealRival) bool { return r.Result == RivalWon })
	var out []int64
	for _, r := range o.Rivals {
		in := r.Result != RivalOut
		if known {
			in = r.Result == RivalWon
		}
		if in && r.CompetitorID != 0 && !slices.Contains(out, r.CompetitorID) {
			out = append(out, r.CompetitorID)
		}
	}
	return out
}
