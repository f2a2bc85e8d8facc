package casefile

import (
	"strconv"
	"strings"

	"kontor/app/attendance/rules"
	"kontor/app/calendar"
)

// Case is a case that was read and found sound.
type Case struct {
	Calendar *calendar.Table
	Policy   rules.Policy
	From, To calendar.Date
	People   []rules.Input
}

// maxRows bounds people × days of a case.
const maxRows = 2_000_000

// Read reads a case. The error names the line and the field: attendance.case.*.
func Read(data []byte) (*Case, error) {
	root, err := parse(data)
	if err != nil {
		return nil, err
	}
	r := &reader{}
	c := r.readCase(root)
	if r.err != nil {
		return nil, r.err
	}
	return c, nil
}

// reading keeps what the later parts of the file refer to.
type reading struct {
	*reader
	c      *Case
	shifts map[string]*rules.Shift
	people map[string]int
	duties map[string]bool
}

func (r *reader) readCase(root *node) *Case {
	top := r.object(root, "", "calendar", "policy", "shifts", "employees", "roster", "punches", "leaves", "trips",
		"corrections", "overtime", "waivers", "clock_offsets", "from", "to", "comment", "name")
	g := &reading{reader: r, c: &Case{}, shifts: map[string]*rules.Shift{}, people: map[string]int{}, duties: map[string]bool{}}
	g.c.From, g.c.To = top.date("from", true), top.date("to", true)
	if r.err == nil && (g.c.To < g.c.From || g.c.To-g.c.From > 3700) {
		r.fail(root.named["to"], "to", "period")
	}
	g.calendar(top)
	g.policy(top)
	top.list("shifts", g.shift)
	top.list("employees", g.employee)
	if n := len(g.c.People) * (int(g.c.To-g.c.From) + 1); r.err == nil && n > maxRows {
		r.fail(root, "employees", "rows", "most", strconv.Itoa(maxRows))
	}
	top.list("roster", g.roster)
	top.list("punches", g.punch)
	top.list("leaves", g.leave)
	top.list("trips", g.trip)
	top.list("corrections", g.correction)
	top.list("overtime", g.overtime)
	top.list("waivers", g.waiver)
	top.list("clock_offsets", g.offset)
	for i := range g.c.People {
		p := &g.c.People[i]
		p.Calendar, p.Policy, p.From, p.To = g.c.Calendar, g.c.Policy, g.c.From, g.c.To
	}
	return g.c
}

func (g *reading) calendar(top obj) {
	var days []calendar.Day
	top.list("calendar", func(n *node, path string) {
		o := g.object(n, path, "date", "kind", "name", "statutory", "source")
		d := calendar.Day{Date: o.date("date", true), Name: o.text("name", false), Source: "case"}
		if o.text("kind", true) != "" {
			d.Kind = calendar.DayKind(o.choice("kind", "", "W", "R", "H", "M"))
		}
		d.Statutory = o.flag("statutory", false)
		days = append(days, d)
	})
	g.c.Calendar = calendar.Builtin().With(days)
}

func (g *reading) policy(top obj) {
	g.c.Policy = rules.DefaultPolicy()
	n, ok := top.has("policy")
	if !ok {
		return
	}
	p := &g.c.Policy
	o := g.object(n, "policy", "dedupe_minutes", "overtime_mode", "overtime_unit_minutes", "again_minutes", "day_limit_minutes")
	p.DedupeMinutes = o.minutes("dedupe_minutes", p.DedupeMinutes, 1440)
	p.OvertimeUnit = o.minutes("overtime_unit_minutes", p.OvertimeUnit, 1440)
	p.AgainMinutes = o.minutes("again_minutes", p.AgainMinutes, 1440)
	p.DayLimit = o.minutes("day_limit_minutes", p.DayLimit, 1440)
	p.Mode = rules.OvertimeMode(o.choice("overtime_mode", string(p.Mode), "approved_and_present", "approved", "punched"))
}

func (g *reading) shift(n *node, path string) {
	o := g.object(n, path, "code", "name", "segments", "breaks", "late_grace_minutes", "early_grace_minutes", "grace_mode",
		"absent_half_after_minutes", "absent_day_after_minutes", "early_half_after_minutes", "flex_minutes",
		"open_before_minutes", "close_after_minutes", "late_out_late_in", "night_from", "night_to")
	s := &rules.Shift{
		Code: o.text("code", true), LateGrace: o.minutes("late_grace_minutes", 5, 1440), EarlyGrace: o.minutes("early_grace_minutes", 0, 1440),
		Deduct:          o.choice("grace_mode", "threshold", "threshold", "deduct") == "deduct",
		AbsentHalfAfter: o.minutes("absent_half_after_minutes", 60, 2880), AbsentDayAfter: o.minutes("absent_day_after_minutes", 0, 2880),
		EarlyHalfAfter: o.minutes("early_half_after_minutes", 0, 2880), Flex: o.minutes("flex_minutes", 0, 720),
		OpenBefore: o.minutes("open_before_minutes", 120, 1440), CloseAfter: o.minutes("close_after_minutes", 600, 1440),
	}
	if s.Code == "rest" || s.Code == "free" {
		g.fail(n.named["code"], path+".code", "reserved")
	}
	if _, twice := g.shifts[s.Code]; twice && g.err == nil {
		g.fail(n.named["code"], path+".code", "twice")
	}
	g.shifts[s.Code] = s
	g.segments(o, s)
	o.list("breaks", func(n *node, path string) {
		b := g.object(n, path, "from", "to")
		s.Breaks = append(s.Breaks, rules.Break{From: b.clock("from"), To: b.clock("to")})
		if last := s.Breaks[len(s.Breaks)-1]; g.err == nil && last.To <= last.From {
			g.fail(n, path+".to", "order")
		}
	})
	o.list("late_out_late_in", func(n *node, path string) {
		a := g.object(n, path, "out_after_minutes", "in_later_minutes")
		s.LateOut = append(s.LateOut, rules.Allowance{OutAfter: a.minutes("out_after_minutes", 0, 1440), InLater: a.minutes("in_later_minutes", 0, 1440)})
	})
	if _, ok := o.has("night_from"); ok {
		s.NightFrom, s.NightTo = o.clock("night_from"), o.clock("night_to")
	}
}

func (g *reading) segments(o obj, s *rules.Shift) {
	if _, ok := o.has("segments"); !ok && g.err == nil {
		o.missing("segments")
	}
	last := -1
	o.list("segments", func(n *node, path string) {
		so := g.object(n, path, "in", "out", "in_required", "out_required", "open_before_minutes", "close_after_minutes")
		seg := rules.Segment{
			In: so.clock("in"), Out: so.clock("out"), InFree: !so.flag("in_required", true), OutFree: !so.flag("out_required", true),
			OpenBefore: so.minutes("open_before_minutes", 0, 1440), CloseAfter: so.minutes("close_after_minutes", 0, 1440),
		}
		if g.err == nil && (seg.Out <= seg.In || seg.In < last) {
			g.fail(n, path+".in", "segment_order")
		}
		last = seg.Out
		s.Segments = append(s.Segments, seg)
	})
	if g.err == nil && len(s.Segments) == 0 {
		g.fail(o.n.named["segments"], below(o.path, "segments"), "empty")
	}
}

func (g *reading) employee(n *node, path string) {
	o := g.object(n, path, "no", "name", "department", "group", "hired", "left", "system")
	p := rules.Person{No: o.text("no", true), Hired: o.date("hired", false), Left: o.date("left", false)}
	p.System = rules.System(o.choice("system", "standard", "standard", "comprehensive", "flexible"))
	if g.err != nil {
		return
	}
	if _, twice := g.people[p.No]; twice {
		g.fail(n.named["no"], path+".no", "twice")
	}
	if !p.Left.IsZero() && p.Left < p.Hired {
		g.fail(n.named["left"], path+".left", "order")
	}
	p.ID = int64(len(g.c.People) + 1)
	g.people[p.No] = len(g.c.People)
	g.c.People = append(g.c.People, rules.Input{Person: p})
}

// person finds whom an entry speaks about.
func (g *reading) person(o obj) *rules.Input {
	no := o.text("employee", true)
	i, ok := g.people[no]
	if !ok {
		if g.err == nil {
			g.fail(o.n.named["employee"], below(o.path, "employee"), "no_employee")
		}
		return &rules.Input{}
	}
	return &g.c.People[i]
}

func (g *reading) roster(n *node, path string) {
	o := g.object(n, path, "employee", "date", "shift")
	p := g.person(o)
	d := rules.Duty{Date: o.date("date", true)}
	code := strings.TrimSpace(o.text("shift", false))
	if _, given := n.named["shift"]; !given && g.err == nil {
		o.missing("shift")
	}
	switch s := g.shifts[code]; {
	case s != nil:
		d.Shift = s
	case code == "rest":
		d.Rest = true
	case code != "free" && code != "" && g.err == nil:
		g.fail(n.named["shift"], path+".shift", "no_shift")
	}
	key := p.Person.No + "\x00" + d.Date.String() + "\x00" + code
	if g.duties[key] && g.err == nil {
		g.fail(n, path, "twice")
	}
	g.duties[key] = true
	p.Duties = append(p.Duties, d)
}

func (g *reading) punch(n *node, path string) {
	o := g.object(n, path, "employee", "at", "device", "status", "verify")
	p := g.person(o)
	at, sec := o.instant("at")
	punch := rules.Punch{ID: int64(len(p.Punches) + 1), At: at, Sec: sec, Device: o.text("device", false)}
	switch o.choice("status", "", "in", "out") {
	case "in":
		punch.Status = rules.SaidIn
	case "out":
		punch.Status = rules.SaidOut
	}
	p.Punches = append(p.Punches, punch)
}

func (g *reading) leave(n *node, path string) {
	o := g.object(n, path, "employee", "type", "from", "to", "reason")
	p := g.person(o)
	typ := o.text("type", true)
	p.Leaves = append(p.Leaves, rules.Leave{ID: int64(len(p.Leaves) + 1), Type: typ, Span: o.span(), SkipsHolidays: typ == "annual"})
}

func (g *reading) trip(n *node, path string) {
	o := g.object(n, path, "employee", "type", "from", "to", "place", "reason")
	p := g.person(o)
	p.Trips = append(p.Trips, rules.Trip{ID: int64(len(p.Trips) + 1), Type: o.text("type", false), Span: o.span()})
}

func (g *reading) correction(n *node, path string) {
	o := g.object(n, path, "employee", "date", "segment", "slot", "at", "reason")
	p := g.person(o)
	c := rules.Correction{ID: int64(len(p.Corrections) + 1), Date: o.date("date", true), Segment: o.minutes("segment", 1, 20)}
	if o.text("slot", true) != "" {
		c.Out = o.choice("slot", "", "in", "out") == "out"
	}
	c.At, _ = o.instant("at")
	if g.err == nil && (c.At < rules.At(c.Date-1, 0) || c.At >= rules.At(c.Date+3, 0)) {
		g.fail(n.named["at"], path+".at", "far", "date", c.Date.String())
	}
	if g.err == nil && c.Segment == 0 {
		g.fail(n.named["segment"], path+".segment", "number", "most", "20")
	}
	p.Corrections = append(p.Corrections, c)
}

func (g *reading) overtime(n *node, path string) {
	o := g.object(n, path, "employee", "from", "to", "settle", "reason")
	p := g.person(o)
	p.Overtime = append(p.Overtime, rules.Overtime{ID: int64(len(p.Overtime) + 1), Span: o.span(), Bank: o.choice("settle", "pay", "pay", "bank") == "bank"})
}

func (g *reading) waiver(n *node, path string) {
	o := g.object(n, path, "employee", "date", "reason")
	p := g.person(o)
	p.Waivers = append(p.Waivers, rules.Waiver{ID: int64(len(p.Waivers) + 1), Date: o.date("date", true)})
}

// offset sets the clock of a device right for an interval.
func (g *reading) offset(n *node, path string) {
	o := g.object(n, path, "device", "from", "to", "minutes")
	device, span, by := o.text("device", true), o.span(), o.signed("minutes", 1440)
	if g.err != nil {
		return
	}
	for i := range g.c.People {
		for k := range g.c.People[i].Punches {
			p := &g.c.People[i].Punches[k]
			if p.Device == device && p.At >= span.From && p.At < span.To {
				p.At += rules.Minute(by)
			}
		}
	}
}
