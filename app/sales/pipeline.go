package sales

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
)

// StagesOf gives the stages of the company.
func (s *Service) StagesOf(ctx context.Context) ([]Stage, error) {
	return company.Read(ctx, s.p.Company, SettingStages, Stages)
}

func stageOf(stages []Stage, key string) (Stage, bool) {
	for _, st := range stages {
		if st.Key == key {
			return st, true
		}
	}
	return Stage{}, false
}

// prepareOpportunity lets the probability follow the stage until it is typed, dates the
// stage, and counts how often the expected close was moved to a later month.
func (s *Service) prepareOpportunity(ctx context.Context, before, o *Opportunity) error {
	stages, err := s.StagesOf(ctx)
	if err != nil {
		return err
	}
	if before == nil && o.ChannelID == 0 {
		if err := s.takeChannel(ctx, o.CustomerID, &o.ChannelID); err != nil {
			return err
		}
	}
	if err := s.followRivals(ctx, before, o); err != nil {
		return err
	}
	st, known := stageOf(stages, o.Stage)
	if !known && (before == nil || before.Stage != o.Stage) {
		return app.E(app.Invalid, "opportunity.stage", "stage", o.Stage).At("stage")
	}
	if !st.For(o.Category) {
		// A deal that comes into another category begins its stages; within one it stays there.
		fit := StagesFor(stages, o.Category)
		if before != nil && before.Category == o.Category || len(fit) == 0 {
			return app.E(app.Invalid, "opportunity.stage_category", "stage", st).At("stage")
		}
		st = fit[0]
		o.Stage = st.Key
	}
	moved := before == nil || before.Stage != o.Stage
	switch {
	case before == nil && o.Probability != 0 && o.Probability != st.Probability, before != nil && !moved && before.Probability != o.Probability && before.State == o.State && (o.Typed || !before.Typed):
		o.Typed = true
	case moved && !o.Typed && o.State == Open:
		o.Probability = st.Probability
	}
	if moved && o.StageSince == 0 || before != nil && moved {
		o.StageSince = s.today()
	}
	if before != nil && before.CloseOn != 0 && o.CloseOn != 0 && o.CloseOn.MonthStart() > before.CloseOn.MonthStart() && o.State == Open {
		o.Pushed++
	}
	return nil
}

func (s *Service) ruleOpportunity(ctx context.Context, before, after *Opportunity) error {
	if before != nil && before.State != Open && after.State != Open && before.Stage != after.Stage {
		return app.E(app.Conflict, "opportunity.closed", "name", after.Name)
	}
	if after.AmountMinor < 0 {
		return app.E(app.Invalid, "money.negative").At("amount_minor")
	}
	if err := after.checkTeam(); err != nil {
		return err
	}
	return s.actionsDone(ctx, before, after)
}

// opportunitySaved writes the stage log and the customer's stage.
func (s *Service) opportunitySaved(ctx context.Context, e record.Saved[Opportunity]) error {
	from, to := "", place(e.After)
	if e.Before != nil {
		from = place(e.Before)
	}
	if from != to {
		m := StageMove{OpportunityID: e.After.ID, From: from, To: to, At: s.g.Clock.Now().UnixMilli(), On: s.today()}
		if a, err := identity.From(ctx); err == nil {
			m.By = a.ID
		}
		if e.Before == nil && e.After.StageSince != 0 {
			m.On = e.After.StageSince
		}
		if err := s.p.Store.LogStage(ctx, m); err != nil {
			return err
		}
	}
	if err := s.shareWithTeam(ctx, e); err != nil {
		return err
	}
	if e.Before == nil {
		return s.restage(ctx, e.After.CustomerID)
	}
	return s.restage(ctx, e.Before.CustomerID, e.After.CustomerID)
}

// place is the stage of an open deal, else how it ended.
func place(o *Opportunity) string {
	if o.State == Won || o.State == Lost {
		return string(o.State)
	}
	return o.Stage
}

// Move puts an open deal into another stage.
func (s *Service) Move(ctx context.Context, id, version int64, stage string) (*Opportunity, error) {
	return s.Opportunities.Update(ctx, id, version, func(o *Opportunity) error {
		if o.State != Open {
			return app.E(app.Conflict, "opportunity.closed", "name", o.Name)
		}
		o.Stage = stage
		return nil
	})
}

// Win ends a deal that was won, with the reason; it can be undone.
func (s *Service) Win(ctx context.Context, id int64, reason string) (*Opportunity, error) {
	return s.end(ctx, id, Won, reason, nil)
}

// Lose ends a deal that was lost.
func (s *Service) Lose(ctx context.Context, id int64, reason string) (*Opportunity, error) {
	return s.LoseTo(ctx, id, reason, "")
}

// LoseTo ends a deal as lost to a competitor, named as the library or the deal names it; ""
// when nobody knows to whom (SAL-46).
func (s *Service) LoseTo(ctx context.Context, id int64, reason, to string) (*Opportunity, error) {
	return s.end(ctx, id, Lost, reason, func(o *Opportunity) { o.decide(to) })
}

func (s *Service) end(ctx context.Context, id int64, to OpportunityState, reason string, more func(*Opportunity)) (*Opportunity, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, app.E(app.Invalid, "opportunity.reason").At("reason")
	}
	return s.Opportunities.Update(ctx, id, 0, func(o *Opportunity) error {
		if o.State != Open {
			return app.E(app.Conflict, "opportunity.closed", "name", o.Name)
		}
		o.State, o.Reason, o.ClosedOn = to, reason, s.today()
		o.Probability = 0
		if to == Won {
			o.Probability = money.Percent(100)
		}
		if more != nil {
			more(o)
		}
		o.decide("")
		return nil
	})
}

// Reopen opens a closed deal again, with its stage's probability; it is logged.
func (s *Service) Reopen(ctx context.Context, id int64, reason string) (*Opportunity, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, app.E(app.Invalid, "opportunity.reason").At("reason")
	}
	stages, err := s.StagesOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.Opportunities.Update(ctx, id, 0, func(o *Opportunity) error {
		if o.State == Open {
			return app.E(app.Conflict, "opportunity.open", "name", o.Name)
		}
		o.State, o.Reason, o.ClosedOn, o.Typed, o.StageSince = Open, reason, 0, false, s.today()
		o.undecided()
		if st, ok := stageOf(stages, o.Stage); ok {
			o.Probability = st.Probability
		}
		return nil
	})
}

// FunnelOf sums the open deals that a query may show: the scope of the acting person,
// narrowed to "mine", a department tree or all.
func (s *Service) FunnelOf(ctx context.Context, narrow func(listing.Reach) listing.Reach) ([]FunnelRow, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	stages, err := s.StagesOf(ctx)
	if err != nil {
		return nil, err
	}
	r := listing.ReachOf(s.g.Registry, a, identity.May(Opportunities, identity.See), s.Opportunities.Desc.Type)
	if narrow != nil {
		r = narrow(r)
	}
	rows, err := s.p.Store.Funnel(ctx, r)
	if err != nil {
		return nil, err
	}
	return Funnel(stages, rows), nil
}

// Dwelling tells how long a deal is in its stage, the limit, and the warning.
func Dwelling(o *Opportunity, st Stage, today calendar.Date) (days, limit int, warn Dwell) {
	limit = st.DwellDays
	if limit == 0 {
		limit = DefaultDwellDays
	}
	if o.State != Open || o.StageSince == 0 {
		return 0, limit, DwellFine
	}
	days = int(today - o.StageSince)
	return days, limit, DwellOf(days, limit)
}

// DwellLimits gives the limit of each stage: the company's, else the proposal from what
// won deals took.
func (s *Service) DwellLimits(ctx context.Context) (map[string]int, error) {
	stages, err := s.StagesOf(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := s.recentWon(ctx)
	if err != nil {
		return nil, err
	}
	spent := map[string][]int{}
	if len(ids) > 0 {
		log, err := s.p.Store.StageLog(ctx, ids...)
		if err != nil {
			return nil, err
		}
		for _, moves := range log {
			for stage, days := range DaysInStages(moves, s.today()) {
				spent[stage] = append(spent[stage], days)
			}
		}
	}
	out := map[string]int{}
	for _, st := range stages {
		out[st.Key] = st.DwellDays
		if st.DwellDays == 0 {
			out[st.Key] = ProposedLimit(spent[st.Key])
		}
	}
	return out, nil
}
