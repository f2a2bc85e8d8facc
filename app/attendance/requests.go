package attendance

import (
	"context"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/attendance/rules"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// FlowKey is the flow that requests go through.
const FlowKey = "attendance"

// Flow is the flow of requests that a new company has: the direct manager, then HR.
func Flow() approval.Flow {
	return approval.Flow{Key: FlowKey, SelfPass: true, Steps: []approval.Step{
		{Name: "approval.step.manager", Who: approval.Manager, Levels: 1},
		{Name: "approval.step.hr", Who: approval.Role, Role: identity.RoleHR},
	}}
}

// prepareLeave notes how much work the leave takes, by the roster of today.
func (s *Service) prepareLeave(ctx context.Context, before, l *Leave) error {
	if before != nil && before.FromAt == l.FromAt && before.ToAt == l.ToAt && before.EmployeeID == l.EmployeeID && before.Type == l.Type {
		return nil
	}
	if l.FromAt == 0 || l.ToAt <= l.FromAt || l.EmployeeID == 0 || l.ToAt-l.FromAt > 367*86400_000 {
		return nil // the rule says what is wrong
	}
	n, err := s.LeaveMinutes(ctx, *l)
	l.Minutes = int64(n)
	return err
}

// LeaveMinutes is the working time that a leave takes from the roster; statutory days
// are not consumed by annual leave.
func (s *Service) LeaveMinutes(ctx context.Context, l Leave) (int, error) {
	from, to := s.dateOf(l.FromAt), s.dateOf(l.ToAt)
	in, _, err := s.inputs(ctx, work{employees: []int64{l.EmployeeID}, from: from - 1, to: to})
	if err != nil || len(in) == 0 {
		return 0, err
	}
	in[0].Leaves = []rules.Leave{{Type: l.Type, Span: s.wallSpan(l.FromAt, l.ToAt), SkipsHolidays: rules.LeaveTypeOf(l.Type).SkipsHolidays}}
	in[0].Trips, in[0].Punches = nil, nil
	n := 0
	for _, d := range rules.Compute(in[0]) {
		n += d.Leave
	}
	return n, nil
}

// ruleRequest is what all requests have in common.
func (s *Service) ruleRequest(ctx context.Context, before, r *Request, from, to int64) error {
	p, err := s.Employees.Get(identity.System(ctx, "requests"), r.EmployeeID)
	if err != nil {
		return err
	}
	if !commanded(ctx) && !undoing(ctx) && before != nil && before.State != Draft && before.State != Refused {
		return app.E(app.Conflict, "attendance.request.state", "state", entity.Label("leave.state."+string(before.State)))
	}
	if to <= from {
		return app.E(app.Invalid, "attendance.request.order").At("to_at")
	}
	if to-from > 367*86400_000 {
		return app.E(app.Invalid, "attendance.request.long").At("to_at")
	}
	if d := s.dateOf(from); d < p.HiredOn {
		return app.E(app.Invalid, "attendance.request.hired", "name", p.Name, "date", p.HiredOn.String()).At("from_at")
	}
	if !p.LeftOn.IsZero() && from >= s.startOf(p.LeftOn+1) { // ATT-14
		return app.E(app.Invalid, "attendance.request.left", "name", p.Name, "date", p.LeftOn.String()).At("from_at")
	}
	return nil
}

// undoing tells whether a change takes an earlier one back.
func undoing(ctx context.Context) bool {
	set := audit.Current(ctx)
	return set != nil && set.Undoes != 0
}

func requestOf[T any](rec *T, get func(*T) *Request) *Request {
	if rec == nil {
		return nil
	}
	return get(rec)
}

func (s *Service) ruleLeave(ctx context.Context, before, l *Leave) error {
	was := requestOf(before, func(x *Leave) *Request { return &x.Request })
	if err := s.ruleRequest(ctx, was, &l.Request, l.FromAt, l.ToAt); err != nil {
		return err
	}
	if l.State == Withdrawn || l.State == Refused || l.Archived != entity.Live {
		return nil
	}
	same, err := s.Leaves.Find(identity.System(ctx, "requests"), listing.All(listing.Is("employee_id", listing.Eq, idText(l.EmployeeID)),
		listing.Is("state", listing.In, string(Draft), string(Submitted), string(Approved)),
		listing.Is("from_at", listing.Le, s.dateOf(l.ToAt).String()), listing.Is("to_at", listing.Ge, s.dateOf(l.FromAt).String())))
	if err != nil {
		return err
	}
	for _, o := range same {
		if o.ID != l.ID && o.FromAt < l.ToAt && l.FromAt < o.ToAt {
			return app.E(app.Conflict, "attendance.request.overlap", "from", clockOf(o.FromAt, s), "to", clockOf(o.ToAt, s)).At("from_at")
		}
	}
	return nil
}

func clockOf(ms int64, s *Service) string {
	m, _ := wall(ms, s.zone())
	return m.String()
}

func (s *Service) ruleTrip(ctx context.Context, before, t *Trip) error {
	return s.ruleRequest(ctx, requestOf(before, func(x *Trip) *Request { return &x.Request }), &t.Request, t.FromAt, t.ToAt)
}

func (s *Service) ruleOvertime(ctx context.Context, before, o *Overtime) error {
	if o.ToAt-o.FromAt > 24*3600_000 {
		return app.E(app.Invalid, "attendance.request.day").At("to_at")
	}
	return s.ruleRequest(ctx, requestOf(before, func(x *Overtime) *Request { return &x.Request }), &o.Request, o.FromAt, o.ToAt)
}

func prepareCorrection(_ context.Context, _, c *Correction) error {
	if c.Kind == "" {
		c.Kind = CorrectPunch
	}
	if c.Kind == CorrectWaive {
		c.Slot, c.At, c.Segment = "", 0, 0
	} else if c.Segment == 0 {
		c.Segment = 1
	}
	return nil
}

func (s *Service) ruleCorrection(ctx context.Context, before, c *Correction) error {
	if c.Reason == "" {
		return app.E(app.Invalid, "attendance.reason").At("reason")
	}
	from := s.startOf(c.On)
	if c.Kind == CorrectPunch {
		if c.Slot == "" {
			return app.E(app.Invalid, "attendance.correction.slot").At("slot")
		}
		if c.At < s.startOf(c.On-1) || c.At >= s.startOf(c.On+3) {
			return app.E(app.Invalid, "attendance.correction.far", "date", c.On.String()).At("at")
		}
		if c.At > s.now() {
			return app.E(app.Invalid, "attendance.correction.future").At("at")
		}
	}
	return s.ruleRequest(ctx, requestOf(before, func(x *Correction) *Request { return &x.Request }), &c.Request, from, from+1)
}

// filed is a request of any kind, for what they have in common.
type filed struct {
	kind   string
	rec    any
	req    *Request
	from   int64
	create func(ctx context.Context) error
	state  func(ctx context.Context, id int64, st State, approval int64) error
}

// FileLeave, FileTrip, FileCorrection and FileOvertime enter a request. Whoever may
// approve such requests has it approved at once; everybody else's goes its way through
// the approval. Errors: those of the rules.
func (s *Service) FileLeave(ctx context.Context, l *Leave) error {
	return s.file(ctx, filed{Leaves, l, &l.Request, l.FromAt, func(ctx context.Context) error { return s.Leaves.Create(ctx, l) }, s.setLeave})
}

// FileTrip enters a trip, see FileLeave.
func (s *Service) FileTrip(ctx context.Context, t *Trip) error {
	return s.file(ctx, filed{Trips, t, &t.Request, t.FromAt, func(ctx context.Context) error { return s.Trips.Create(ctx, t) }, s.setTrip})
}

// FileCorrection enters a correction or a waiver, see FileLeave.
func (s *Service) FileCorrection(ctx context.Context, c *Correction) error {
	return s.file(ctx, filed{Corrections, c, &c.Request, s.startOf(c.On), func(ctx context.Context) error { return s.Corrections.Create(ctx, c) }, s.setCorrection})
}

// FileOvertime enters overtime, see FileLeave.
func (s *Service) FileOvertime(ctx context.Context, o *Overtime) error {
	return s.file(ctx, filed{Overtimes, o, &o.Request, o.FromAt, func(ctx context.Context) error { return s.Overtimes.Create(ctx, o) }, s.setOvertime})
}

func (s *Service) setLeave(ctx context.Context, id int64, st State, a int64) error {
	_, err := s.Leaves.Update(command(ctx), id, 0, func(x *Leave) error { return x.set(st, a) })
	return err
}

func (s *Service) setTrip(ctx context.Context, id int64, st State, a int64) error {
	_, err := s.Trips.Update(command(ctx), id, 0, func(x *Trip) error { return x.set(st, a) })
	return err
}

func (s *Service) setCorrection(ctx context.Context, id int64, st State, a int64) error {
	_, err := s.Corrections.Update(command(ctx), id, 0, func(x *Correction) error { return x.set(st, a) })
	return err
}

func (s *Service) setOvertime(ctx context.Context, id int64, st State, a int64) error {
	_, err := s.Overtimes.Update(command(ctx), id, 0, func(x *Overtime) error { return x.set(st, a) })
	return err
}

func (r *Request) set(st State, approval int64) error {
	r.State = st
	if approval != 0 {
		r.ApprovalID = approval
	}
	return nil
}

func (s *Service) setter(kind string) func(ctx context.Context, id int64, st State, a int64) error {
	return map[string]func(ctx context.Context, id int64, st State, a int64) error{
		Leaves: s.setLeave, Trips: s.setTrip, Corrections: s.setCorrection, Overtimes: s.setOvertime,
	}[kind]
}

func (s *Service) file(ctx context.Context, f filed) error {
	who, err := identity.From(ctx)
	if err != nil {
		return err
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: f.kind, Text: f.req.Reason}), func(ctx context.Context) error {
		f.req.State = Draft
		if err := f.create(ctx); err != nil {
			return err
		}
		id := entity.HeadOf(f.rec).ID
		if who.Can(identity.May(f.kind, identity.Approve)) || who.Super {
			f.req.State = Approved
			return f.state(ctx, id, Approved, 0)
		}
		f.req.State = Submitted
		return s.submit(ctx, f, id, who.ID)
	})
}

// submit hands a request to the approval; without one it waits for HR.
func (s *Service) submit(ctx context.Context, f filed, id, person int64) error {
	if s.p.Approvals == nil {
		return f.state(ctx, id, Submitted, 0)
	}
	p, err := s.Employees.Get(identity.System(ctx, "requests"), f.req.EmployeeID)
	if err != nil {
		return err
	}
	if err := f.state(ctx, id, Submitted, 0); err != nil {
		return err
	}
	a, err := s.p.Approvals.Submit(ctx, FlowKey, approval.Subject{
		Entity: f.kind, RecordID: id, Title: p.Name + " " + s.dateOf(f.from).String(),
		Party: p.Name, Unit: p.Department, Kind: f.kind, Applicant: person,
	})
	if err != nil {
		return err
	}
	f.req.ApprovalID = a.ID
	if a.State == approval.Approved {
		f.req.State = Approved
	}
	return f.state(ctx, id, f.req.State, a.ID)
}

// decided hears the end of an approval and sets the state of the request.
func (s *Service) decided(ctx context.Context, o approval.Outcome) error {
	set := s.setter(o.Approval.Entity)
	if set == nil {
		return nil
	}
	st := map[approval.State]State{approval.Approved: Approved, approval.Refused: Refused, approval.Returned: Draft, approval.Recalled: Draft}[o.Approval.State]
	if st == "" {
		return nil
	}
	return set(ctx, o.Approval.RecordID, st, o.Approval.ID)
}

// Decide approves or refuses a submitted request that runs through no approval.
func (s *Service) Decide(ctx context.Context, kind string, id int64, yes bool) error {
	set := s.setter(kind)
	if set == nil {
		return app.E(app.Internal, "attendance.kind", "kind", kind)
	}
	if _, err := identity.Need(ctx, identity.May(kind, identity.Approve)); err != nil {
		return err
	}
	if err := s.reach(ctx, kind, id, Submitted); err != nil {
		return err
	}
	st := Approved
	if !yes {
		st = Refused
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "decide"}), func(ctx context.Context) error { return set(ctx, id, st, 0) })
}

// Withdraw takes an approved or submitted request back; its days are computed again, in
// a locked month by a supplement.
func (s *Service) Withdraw(ctx context.Context, kind string, id int64, reason string) error {
	set := s.setter(kind)
	if set == nil {
		return app.E(app.Internal, "attendance.kind", "kind", kind)
	}
	if _, err := identity.Need(ctx, identity.May(kind, identity.Change)); err != nil {
		return err
	}
	if err := s.reach(ctx, kind, id, Submitted, Approved); err != nil {
		return err
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "withdraw", Text: reason}), func(ctx context.Context) error { return set(ctx, id, Withdrawn, 0) })
}

// reach refuses a request that the actor does not see or that is in another state.
func (s *Service) reach(ctx context.Context, kind string, id int64, want ...State) error {
	rec, err := s.g.Service(kind).Get(ctx, id)
	if err != nil {
		return err
	}
	var r *Request
	switch x := rec.(type) {
	case *Leave:
		r = &x.Request
	case *Trip:
		r = &x.Request
	case *Correction:
		r = &x.Request
	case *Overtime:
		r = &x.Request
	}
	for _, w := range want {
		if r.State == w {
			return nil
		}
	}
	return app.E(app.Conflict, "attendance.request.state", "state", entity.Label("leave.state."+string(r.State)))
}

// Instant is the moment of a minute of a shift's date in the company's zone, for callers
// that make requests.
func (s *Service) Instant(d calendar.Date, minute int) int64 {
	return instant(rules.At(d, minute), s.zone())
}
