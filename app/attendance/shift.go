package attendance

import (
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/entity"
)

// Shift is one edition of a shift. An edition that a day was computed or rostered with
// is never rewritten: changing it makes the next edition, valid from a date on.
type Shift struct {
	entity.Head
	Code    string
	Name    string
	Current string // the code while this is the newest edition, else empty: keeps codes unique
	Edition int64
	FromOn  calendar.Date // valid from; the first edition is valid always
	Color   int64
	Pos     int64

	LateGrace       int64
	EarlyGrace      int64
	GraceMode       string
	AbsentHalfAfter int64
	AbsentDayAfter  int64
	EarlyHalfAfter  int64
	Flex            int64
	OpenBefore      int64
	CloseAfter      int64
	LateOut         string // "120>30 240>60": who left 120 minutes late may come 30 minutes late
	NightFrom       int64
	NightTo         int64

	Segments []ShiftSegment
	Breaks   []ShiftBreak
}

// ShiftSegment is one stretch of work; minutes from 00:00 of the shift's date.
type ShiftSegment struct {
	entity.Head
	ShiftID    int64
	Pos        int64
	In, Out    int64
	InFree     bool
	OutFree    bool
	OpenBefore int64
	CloseAfter int64
}

// ShiftBreak is a stretch inside the shift that is not worked.
type ShiftBreak struct {
	entity.Head
	ShiftID  int64
	Pos      int64
	From, To int64
}

// DescribeShift gives a fresh description. ATT-01, ATT-02
func DescribeShift() *entity.Desc[Shift] {
	return entity.Describe(Shifts, "name", func(s *Shift, e *entity.Fields) {
		e.Open()
		e.Text("code", &s.Code).Must().Found().Max(20).Also("班次代码", "代码")
		e.Text("name", &s.Name).Must().Found().Max(40).Also("班次", "班次名称")
		e.Text("current", &s.Current).Computed().Only().Unlisted().Max(20)
		e.Int("edition", &s.Edition).Computed().Else(entity.Num(1))
		e.Date("from_on", &s.FromOn)
		e.Int("color", &s.Color).Unlisted()
		e.Int("pos", &s.Pos).Unlisted()
		e.Int("late_grace_minutes", &s.LateGrace).Else(entity.Num(5)).Group("late")
		e.Int("early_grace_minutes", &s.EarlyGrace).Group("late")
		entity.Choice(e, "grace_mode", &s.GraceMode, "threshold", "deduct").Else(entity.Str("threshold")).Group("late")
		e.Int("absent_half_after_minutes", &s.AbsentHalfAfter).Else(entity.Num(60)).Group("late")
		e.Int("absent_day_after_minutes", &s.AbsentDayAfter).Group("late")
		e.Int("early_half_after_minutes", &s.EarlyHalfAfter).Group("late")
		e.Int("flex_minutes", &s.Flex).Group("flex")
		e.Text("late_out_late_in", &s.LateOut).Max(200).Group("flex")
		e.Int("open_before_minutes", &s.OpenBefore).Else(entity.Num(120)).Group("window")
		e.Int("close_after_minutes", &s.CloseAfter).Else(entity.Num(600)).Group("window")
		e.Int("night_from", &s.NightFrom).Else(entity.Num(1320)).Group("window")
		e.Int("night_to", &s.NightTo).Else(entity.Num(1800)).Group("window")
		entity.Lines(e, describeSegment(), "shift_id", &s.Segments)
		entity.Lines(e, describeBreak(), "shift_id", &s.Breaks)
	})
}

func describeSegment() *entity.Desc[ShiftSegment] {
	return entity.Describe("shift_segment", "pos", func(s *ShiftSegment, e *entity.Fields) {
		e.Ref("shift_id", Shifts, &s.ShiftID)
		e.Int("pos", &s.Pos)
		e.Int("in_minute", &s.In)
		e.Int("out_minute", &s.Out)
		e.Flag("in_free", &s.InFree)
		e.Flag("out_free", &s.OutFree)
		e.Int("open_before_minutes", &s.OpenBefore)
		e.Int("close_after_minutes", &s.CloseAfter)
	})
}

func describeBreak() *entity.Desc[ShiftBreak] {
	return entity.Describe("shift_break", "pos", func(b *ShiftBreak, e *entity.Fields) {
		e.Ref("shift_id", Shifts, &b.ShiftID)
		e.Int("pos", &b.Pos)
		e.Int("from_minute", &b.From)
		e.Int("to_minute", &b.To)
	})
}

// check refuses a shift that cannot be computed: attendance.shift.*.
func (s *Shift) check() *app.Error {
	if len(s.Segments) == 0 {
		return app.E(app.Invalid, "attendance.shift.empty")
	}
	last := int64(-1)
	for _, g := range s.Segments {
		if g.In < 0 || g.Out > 2880 || g.Out <= g.In || g.In < last {
			return app.E(app.Invalid, "attendance.shift.segment", "n", g.Pos, "from", ClockText(int(g.In)), "to", ClockText(int(g.Out)))
		}
		last = g.Out
	}
	for _, b := range s.Breaks {
		if b.From < 0 || b.To > 2880 || b.To <= b.From {
			return app.E(app.Invalid, "attendance.shift.break", "from", ClockText(int(b.From)), "to", ClockText(int(b.To)))
		}
	}
	for key, n := range map[string]int64{
		"late_grace_minutes": s.LateGrace, "early_grace_minutes": s.EarlyGrace, "absent_half_after_minutes": s.AbsentHalfAfter,
		"absent_day_after_minutes": s.AbsentDayAfter, "early_half_after_minutes": s.EarlyHalfAfter, "flex_minutes": s.Flex,
		"open_before_minutes": s.OpenBefore, "close_after_minutes": s.CloseAfter,
	} {
		if n < 0 || n > 1440 {
			return app.E(app.Invalid, "attendance.shift.minutes", "field", entity.Label(Shifts+"."+key), "n", n).At(key)
		}
	}
	if _, ok := parseAllowances(s.LateOut); !ok {
		return app.E(app.Invalid, "attendance.shift.late_out", "text", s.LateOut).At("late_out_late_in")
	}
	return nil
}

// Rules gives the shift as the rules read it.
func (s *Shift) Rules() *rules.Shift {
	r := &rules.Shift{
		Version: s.ID, Code: s.Code, LateGrace: int(s.LateGrace), EarlyGrace: int(s.EarlyGrace), Deduct: s.GraceMode == "deduct",
		AbsentHalfAfter: int(s.AbsentHalfAfter), AbsentDayAfter: int(s.AbsentDayAfter), EarlyHalfAfter: int(s.EarlyHalfAfter),
		Flex: int(s.Flex), OpenBefore: int(s.OpenBefore), CloseAfter: int(s.CloseAfter), NightFrom: int(s.NightFrom), NightTo: int(s.NightTo),
	}
	for _, g := range s.Segments {
		r.Segments = append(r.Segments, rules.Segment{
			In: int(g.In), Out: int(g.Out), InFree: g.InFree, OutFree: g.OutFree,
			OpenBefore: int(g.OpenBefore), CloseAfter: int(g.CloseAfter),
		})
	}
	for _, b := range s.Breaks {
		r.Breaks = append(r.Breaks, rules.Break{From: int(b.From), To: int(b.To)})
	}
	r.LateOut, _ = parseAllowances(s.LateOut)
	return r
}

// Hours is the shift in short: 09:00–18:00, or its segments.
func (s *Shift) Hours() string {
	var parts []string
	for _, g := range s.Segments {
		parts = append(parts, ClockText(int(g.In))+"–"+ClockText(int(g.Out)))
	}
	return strings.Join(parts, " ")
}

// ClockText is hh:mm of a minute of a shift; after midnight 次日 is a matter of the
// window, here it is 07:00+1.
func ClockText(minute int) string {
	day, m := minute/1440, minute%1440
	s := pad2(m/60) + ":" + pad2(m%60)
	if day > 0 {
		s += "+" + strconv.Itoa(day)
	}
	return s
}

func pad2(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// ParseClock reads 9, 900, 0900, 9:00, 31:00 and 07:00+1 as minutes of a shift.
func ParseClock(s string) (int, bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), "：", ":")
	plus := 0
	if i := strings.IndexByte(s, '+'); i > 0 {
		n, err := strconv.Atoi(s[i+1:])
		if err != nil || n < 0 || n > 1 {
			return 0, false
		}
		plus, s = n*1440, s[:i]
	}
	h, m, colon := strings.Cut(s, ":")
	if !colon {
		if len(s) > 2 {
			h, m = s[:len(s)-2], s[len(s)-2:]
		} else {
			h, m = s, "0"
		}
	}
	hour, err := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	if err != nil || err2 != nil || hour < 0 || hour > 47 || minute < 0 || minute > 59 || len(m) > 2 {
		return 0, false
	}
	return hour*60 + minute + plus, true
}

// parseAllowances reads "120>30 240>60".
func parseAllowances(s string) ([]rules.Allowance, bool) {
	var out []rules.Allowance
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '，' || r == ';' }) {
		a, b, ok := strings.Cut(f, ">")
		after, err := strconv.Atoi(a)
		later, err2 := strconv.Atoi(b)
		if !ok || err != nil || err2 != nil || after < 0 || later < 0 || after > 1440 || later > 1440 {
			return nil, false
		}
		out = append(out, rules.Allowance{OutAfter: after, InLater: later})
	}
	return out, true
}
