package lead

import (
	"context"
	"sort"
	"strings"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// Judge tells marketing whether a lead was real, with the reason. It begins the work on a
// new lead. Somebody who may change the lead judges it; one in the pool nobody can.
func (s *Service) Judge(ctx context.Context, id int64, q Quality, reason string) (*Lead, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	reason = strings.TrimSpace(reason)
	switch {
	case q != Real && q != Fake:
		return nil, app.E(app.Invalid, "lead.quality").At("quality")
	case reason == "":
		return nil, app.E(app.Invalid, "lead.reason").At("quality_reason")
	}
	return s.change(ctx, id, "lead_judge", func(l *Lead) error {
		if l.InPool {
			return app.E(app.Conflict, "lead.nobody", "name", l.Name)
		}
		l.Quality, l.QualityReason, l.JudgedBy, l.JudgedAt = q, reason, a.ID, s.now()
		if l.State == Fresh {
			l.State = Working
		}
		return nil
	})
}

// RateQuery says which leads are counted, and how they are grouped.
type RateQuery struct {
	From, To    calendar.Date // the days they came, both included; 0: open
	FromMs, To1 int64         // the same as instants: from, and before; 0: open
	ByCampaign  bool
}

// Rate counts the leads of one source or campaign.
type Rate struct {
	Key       string
	Total     int64
	Pool      int64
	Working   int64 // owned and live
	Converted int64
	Discarded int64
	Real      int64
	Fake      int64
	Amount    money.Minor // expected by those converted
}

// RealRate is the share of real ones among those that were judged.
func (r Rate) RealRate() money.Rate {
	return money.RateOf(money.Minor(r.Real), money.Minor(r.Real+r.Fake))
}

// ConvertRate is the share of those that became an opportunity.
func (r Rate) ConvertRate() money.Rate {
	return money.RateOf(money.Minor(r.Converted), money.Minor(r.Total))
}

// Rates counts the leads that the person may see by where they came from, the most
// numerous first, with a total over all as the last row.
func (s *Service) Rates(ctx context.Context, q RateQuery) ([]Rate, error) {
	a, err := identity.Need(ctx, identity.May(Leads, identity.See))
	if err != nil {
		return nil, err
	}
	zone := s.g.Registry.Zone()
	if q.From != 0 {
		q.FromMs = q.From.At(0, zone).UnixMilli()
	}
	if q.To != 0 {
		q.To1 = q.To.AddDays(1).At(0, zone).UnixMilli()
	}
	rows, err := s.p.Store.LeadRates(ctx, listing.ReachOf(s.g.Registry, a, identity.May(Leads, identity.See), s.Leads.Desc.Type), q)
	if err != nil || len(rows) == 0 {
		return rows, err
	}
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].Total > rows[j].Total })
	all := Rate{Key: TotalKey}
	for _, r := range rows {
		all.Total, all.Pool, all.Working, all.Converted, all.Discarded = all.Total+r.Total, all.Pool+r.Pool, all.Working+r.Working, all.Converted+r.Converted, all.Discarded+r.Discarded
		all.Real, all.Fake, all.Amount = all.Real+r.Real, all.Fake+r.Fake, all.Amount+r.Amount
	}
	return append(rows, all), nil
}

// TotalKey is the key of the row over all sources.
const TotalKey = "*"
