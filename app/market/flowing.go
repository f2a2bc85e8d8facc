package market

import (
	"context"
	"strings"
	"time"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/reminder"
)

// SettingFlow is the key of FlowPolicy.
const SettingFlow = "market.flow"

// FlowPolicy says when the reports of a month are due: days and minutes of the month
// behind it.
type FlowPolicy struct {
	Off          bool `json:"off,omitempty"` // no tasks are made by themselves
	DueDay       int  `json:"due_day"`
	DueMinute    int  `json:"due_minute"`
	LatestDay    int  `json:"latest_day"`
	LatestMinute int  `json:"latest_minute"`
}

// DefaultFlow is the policy of a new company: the 5th, at the latest the 8th, 18:00.
var DefaultFlow = FlowPolicy{DueDay: 5, DueMinute: 18 * 60, LatestDay: 8, LatestMinute: 18 * 60}

// day is the n-th day of a month; a shorter month ends it.
func day(month calendar.Date, n int) calendar.Date {
	return min(month.AddDays(n-1), month.MonthEnd())
}

func (s *Service) addFlows(g *record.Ground) {
	s.Flows = record.New(g, DescribeFlowTask())
	s.Flows.Prepare, s.Flows.Rule = s.prepareFlow, s.ruleFlow
	s.Flows.Saved.Do(s.flowSaved)
}

type flowKey struct{}

// flowing marks the context of a command with a task, which has checked the rights itself.
func flowing(ctx context.Context, why audit.Reason) context.Context {
	return context.WithValue(identity.Elevated(audit.Why(ctx, why)), flowKey{}, true)
}

func (s *Service) now() int64 { return s.g.Clock.Now().UnixMilli() }

// FlowPolicyOf is when reports are due.
func (s *Service) FlowPolicyOf(ctx context.Context) (FlowPolicy, error) {
	return company.Read(ctx, s.p.Company, SettingFlow, DefaultFlow)
}

// SetFlowPolicy changes when the reports of tasks that are made from now on are due.
func (s *Service) SetFlowPolicy(ctx context.Context, p FlowPolicy) error {
	if _, err := identity.NeedRight(ctx, identity.RightDeadline); err != nil {
		return err
	}
	in := func(day, minute int) bool { return day >= 1 && day <= 31 && minute >= 0 && minute < 24*60 }
	switch {
	case !in(p.DueDay, p.DueMinute):
		return app.E(app.Invalid, "flow.day").At("due_day")
	case !in(p.LatestDay, p.LatestMinute):
		return app.E(app.Invalid, "flow.day").At("latest_day")
	case p.LatestDay*24*60+p.LatestMinute < p.DueDay*24*60+p.DueMinute:
		return app.E(app.Invalid, "flow_task.latest").At("latest_day")
	}
	return company.Write(identity.Elevated(ctx), s.p.Company, SettingFlow, p)
}

func (s *Service) prepareFlow(ctx context.Context, before, f *FlowTask) error {
	f.Month = f.Month.MonthStart()
	if before == nil && f.Month != 0 {
		p, err := s.FlowPolicyOf(ctx)
		if err != nil {
			return err
		}
		next, zone := f.Month.AddMonths(1), s.g.Registry.Zone()
		if f.LatestAt == 0 {
			f.LatestAt = day(next, p.LatestDay).At(p.LatestMinute, zone).UnixMilli()
		}
		if f.DueAt == 0 {
			f.DueAt = min(day(next, p.DueDay).At(p.DueMinute, zone).UnixMilli(), f.LatestAt)
		}
	}
	if strings.TrimSpace(f.Title) == "" && f.Month != 0 {
		f.Title = f.Month.String()[:7] + " " + s.regionName(f.Region)
	}
	return nil
}

// regionName is a region in words.
func (s *Service) regionName(key string) string {
	for _, o := range s.g.Registry.Dictionary("region") {
		if o.Key == key && o.Label != "" {
			return o.Label
		}
	}
	if s.p.Words == nil || key == "" {
		return key
	}
	return s.p.Words("dict.region." + key)
}

// ruleFlow locks a task that is due or handed in, and keeps one task for each month of a
// region.
func (s *Service) ruleFlow(ctx context.Context, before, after *FlowTask) error {
	if after.DueAt > after.LatestAt {
		return app.E(app.Invalid, "flow_task.latest").At("latest_at")
	}
	for i := range after.Lines {
		if after.Lines[i].Quantity == 0 {
			return app.E(app.Invalid, "flow_task.quantity", "n", i+1, "product", after.Lines[i].Product)
		}
	}
	if before == nil || before.Month != after.Month || before.Region != after.Region || before.Archived != after.Archived && after.Archived == entity.Live {
		n, err := s.Flows.Count(identity.System(ctx, "flows"), listing.All(listing.Is("month", listing.Eq, after.Month.String()),
			listing.Is("region", listing.Eq, after.Region), listing.Not(listing.IDs([]int64{max(after.ID, 0)}))))
		if err != nil {
			return err
		}
		if n > 0 {
			return app.E(app.Conflict, "flow_task.twice", "month", after.Month.String()[:7], "region", s.regionName(after.Region)).At("region")
		}
	}
	if ctx.Value(flowKey{}) != nil || before == nil && len(after.Delays) == 0 && after.State == FlowOpen {
		return nil
	}
	lines, delays := false, false
	for _, l := range s.Flows.Desc.DiffLines(after) {
		lines, delays = lines || l.Child.Name == "flow_line", delays || l.Child.Name == "flow_delay"
	}
	switch {
	case before == nil || delays || before.State != after.State:
		return app.E(app.Conflict, "flow_task.by_hand")
	case lines && before.State == FlowDone:
		return app.E(app.Conflict, "flow_task.finished", "title", before.Title)
	case lines && s.now() > before.DueAt:
		return app.E(app.Conflict, "flow_task.locked", "title", before.Title)
	}
	return nil
}

// HandIn finishes a task; nothing says that there was no flow at all.
func (s *Service) HandIn(ctx context.Context, id int64, nothing bool) (*FlowTask, error) {
	return s.step(ctx, id, audit.Reason{Kind: "flow_hand_in"}, func(f *FlowTask) error {
		switch {
		case f.State == FlowDone:
			return app.E(app.Conflict, "flow_task.finished", "title", f.Title)
		case s.now() > f.DueAt:
			return app.E(app.Conflict, "flow_task.locked", "title", f.Title)
		case nothing != (len(f.Lines) == 0):
			return app.E(app.Conflict, "flow_task.empty", "title", f.Title)
		}
		who, err := identity.From(ctx)
		if err != nil {
			return err
		}
		f.State, f.Nothing, f.SubmittedAt, f.SubmittedBy = FlowDone, nothing, s.now(), who.ID
		return nil
	})
}

// TakeBack opens a report again that was handed in too early, as long as it is not due.
func (s *Service) TakeBack(ctx context.Context, id int64) (*FlowTask, error) {
	return s.step(ctx, id, audit.Reason{Kind: "flow_take_back"}, func(f *FlowTask) error {
		switch {
		case f.State == FlowOpen:
			return app.E(app.Conflict, "flow_task.unfinished", "title", f.Title)
		case s.now() > f.DueAt:
			return app.E(app.Conflict, "flow_task.locked", "title", f.Title)
		}
		f.State, f.Nothing, f.SubmittedAt, f.SubmittedBy = FlowOpen, false, 0, 0
		return nil
	})
}

// Extend moves the due time of an unfinished task to two hours from now, never past the
// latest deadline, and may be asked for again until then (OA-22).
func (s *Service) Extend(ctx context.Context, id int64, reason string) (*FlowTask, error) {
	reason = strings.TrimSpace(reason)
	return s.step(ctx, id, audit.Reason{Kind: "flow_extend", Text: reason}, func(f *FlowTask) error {
		now := s.now()
		until := f.extension(now)
		switch {
		case f.State == FlowDone:
			return app.E(app.Conflict, "flow_task.finished", "title", f.Title)
		case reason == "":
			return app.E(app.Invalid, "flow_task.reason").At("reason")
		case now >= f.LatestAt:
			return app.E(app.Conflict, "flow_task.too_late", "title", f.Title)
		case until <= f.DueAt:
			return app.E(app.Conflict, "flow_task.no_need", "title", f.Title)
		}
		who, err := identity.From(ctx)
		if err != nil {
			return err
		}
		f.Delays = append(f.Delays, FlowDelay{At: now, PersonID: who.ID, Reason: reason, Was: f.DueAt, Until: until})
		f.DueAt, f.Extended = until, f.Extended+1
		return nil
	})
}

// step changes a task that the acting person may change.
func (s *Service) step(ctx context.Context, id int64, why audit.Reason, fn func(f *FlowTask) error) (*FlowTask, error) {
	var out *FlowTask
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Flows.May(ctx, id, identity.Change); err != nil {
			return err
		}
		var err error
		out, err = s.Flows.Update(flowing(ctx, why), id, 0, fn)
		return err
	})
	return out, err
}

// flowSaved reminds the person in charge: of a new task at once, on the day before it is
// due, and on the day itself. What was handed in is not reminded of any more.
func (s *Service) flowSaved(ctx context.Context, e record.Saved[FlowTask]) error {
	f := e.After
	if s.p.Reminders == nil || e.Before != nil && e.Before.State == f.State && e.Before.DueAt == f.DueAt && e.Before.OwnerID == f.OwnerID && e.Before.Archived == f.Archived {
		return nil
	}
	if f.State == FlowDone || f.Archived != entity.Live || e.Before != nil && e.Before.OwnerID != f.OwnerID {
		if err := s.p.Reminders.Drop(ctx, Flows, f.ID); err != nil {
			return err
		}
	}
	if f.State == FlowDone || f.Archived != entity.Live {
		return nil
	}
	zone := s.g.Registry.Zone()
	due := calendar.On(time.UnixMilli(f.DueAt), zone)
	list := []reminder.Reminder{reminder.Notice("flow_due", Flows, f.ID, f.Title, f.OwnerID, due), reminder.Notice("flow_due", Flows, f.ID, f.Title, f.OwnerID, due.AddDays(-1))}
	for i := range list {
		list[i].DueAt = reminder.Morning.At(list[i].On, zone)
	}
	if e.Before == nil || e.Before.OwnerID != f.OwnerID {
		list = append(list, reminder.Notice("flow_new", Flows, f.ID, f.Title, f.OwnerID, s.today()))
	}
	_, err := s.p.Reminders.Put(ctx, list...)
	return err
}
