package rules

import (
	"fmt"
	"math/rand"
	"reflect"
	"testing"

	"kontor/app/calendar"
)

// A random fortnight: whatever comes in, some things always hold.
func TestWhateverComesIn(t *testing.T) {
	for seed := int64(0); seed < 400; seed++ {
		in := randomInput(rand.New(rand.NewSource(seed)))
		days := Compute(in)
		if len(days) != int(in.To-in.From)+1 {
			t.Fatalf("seed %d: %d rows", seed, len(days))
		}
		used := map[int64]int{}
		for _, d := range days {
			if d.Worked+d.Leave+d.Trip > d.Planned {
				t.Errorf("seed %d %s: worked %d + leave %d + trip %d > planned %d", seed, d.Date, d.Worked, d.Leave, d.Trip, d.Planned)
			}
			if d.Late < 0 || d.Early < 0 || d.AbsentHalf < 0 || d.AbsentHalf > 2 || d.OvertimeTotal() < 0 {
				t.Errorf("seed %d: %+v", seed, d)
			}
			for _, s := range d.Slots {
				if s.Punch != 0 {
					used[s.Punch]++
				}
			}
		}
		for id, n := range used {
			if n > 1 {
				t.Errorf("seed %d: punch %d fills %d slots", seed, id, n)
			}
		}
		rand.New(rand.NewSource(seed)).Shuffle(len(in.Punches), func(i, j int) { in.Punches[i], in.Punches[j] = in.Punches[j], in.Punches[i] })
		if again := Compute(in); !reflect.DeepEqual(days, again) {
			t.Fatalf("seed %d: another order of the punches gives another result", seed)
		}
	}
}

// What lies well before a period does not change it: a day computed alone and the same
// day within its month agree, because neighbours reach one day only.
func TestADayAloneAndInItsMonthAgree(t *testing.T) {
	for seed := int64(0); seed < 1000; seed++ {
		in := randomInput(rand.New(rand.NewSource(seed)))
		whole := Compute(in)
		at := in.From + 6
		in.From, in.To = at, at
		alone := Compute(in)[0]
		if got, want := figures(alone), figures(whole[6]); got != want {
			t.Errorf("seed %d: alone %s, in the month %s", seed, got, want)
		}
	}
}

func randomInput(r *rand.Rand) Input {
	shifts := []*Shift{shiftD(), shiftN(), shiftE(), shiftS(), nil}
	in := Input{
		Person: Person{No: "1"}, Calendar: calendar.Builtin(), Policy: DefaultPolicy(),
		From: calendar.Must("2026-09-21"), To: calendar.Must("2026-10-04"),
	}
	in.Policy.Mode = []OvertimeMode{ApprovedAndPresent, Approved, Punched}[r.Intn(3)]
	for d := in.From - 1; d <= in.To+1; d++ {
		in.Duties = append(in.Duties, Duty{Date: d, Shift: shifts[r.Intn(len(shifts))]})
		for n := r.Intn(6); n > 0; n-- {
			in.Punches = append(in.Punches, Punch{At: At(d, r.Intn(1440)), Sec: r.Intn(60), Status: Status(r.Intn(3))})
		}
		if r.Intn(6) == 0 {
			from := At(d, r.Intn(1440))
			in.Leaves = append(in.Leaves, Leave{Type: "annual", Span: Span{from, from + Minute(r.Intn(3000))}, SkipsHolidays: true})
		}
		if r.Intn(8) == 0 {
			from := At(d, r.Intn(1440))
			in.Trips = append(in.Trips, Trip{Span: Span{from, from + Minute(r.Intn(900))}})
		}
		if r.Intn(5) == 0 {
			from := At(d, r.Intn(1440))
			in.Overtime = append(in.Overtime, Overtime{Span: Span{from, from + Minute(r.Intn(600))}})
		}
		if r.Intn(8) == 0 {
			in.Corrections = append(in.Corrections, Correction{Date: d, Segment: 1 + r.Intn(2), Out: r.Intn(2) == 0, At: At(d, r.Intn(2000))})
		}
	}
	for i := range in.Punches {
		in.Punches[i].ID = int64(i + 1)
	}
	return in
}

// The table walk finds the same lowest cost as trying every alignment.
func TestAlignmentIsTheCheapest(t *testing.T) {
	for seed := int64(0); seed < 300; seed++ {
		r := rand.New(rand.NewSource(seed))
		slots, marks := randomAlignment(r)
		want := cheapest(slots, marks)
		unused := align(slots, marks)
		if got := costOf(slots, marks, unused); got != want {
			t.Fatalf("seed %d: cost %d, the cheapest is %d", seed, got, want)
		}
	}
}

func randomAlignment(r *rand.Rand) ([]*slot, []mark) {
	var slots []*slot
	var marks []mark
	at := Minute(1000)
	for n := 1 + r.Intn(5); n > 0; n-- {
		at += Minute(r.Intn(300))
		slots = append(slots, &slot{
			out: n%2 == 0, due: at, lo: at - Minute(r.Intn(200)), hi: at + Minute(r.Intn(200)),
			required: r.Intn(4) > 0, inner: r.Intn(2) == 0,
		})
	}
	p := Minute(900)
	for n := r.Intn(6); n > 0; n-- {
		p += Minute(r.Intn(300))
		marks = append(marks, mark{at: p, order: int(p) * 60, punch: &Punch{ID: int64(n), At: p}})
	}
	if r.Intn(3) == 0 && len(marks) > 0 {
		m := &marks[r.Intn(len(marks))]
		m.slot, m.punch = slots[r.Intn(len(slots))], nil
		m.slot.fix = &Correction{At: m.at}
	}
	return slots, marks
}

// cheapest tries everything.
func cheapest(slots []*slot, marks []mark) int64 {
	switch {
	case len(slots) == 0 && len(marks) == 0:
		return 0
	case len(slots) == 0:
		return unusedCost(&marks[0]) + cheapest(slots, marks[1:])
	case len(marks) == 0:
		return emptyCost(slots[0]) + cheapest(slots[1:], marks)
	}
	best := min(unusedCost(&marks[0])+cheapest(slots, marks[1:]), emptyCost(slots[0])+cheapest(slots[1:], marks))
	if c := matchCost(&marks[0], slots[0]); c < costNever {
		best = min(best, c+cheapest(slots[1:], marks[1:]))
	}
	return best
}

func costOf(slots []*slot, marks []mark, unused []*Punch) int64 {
	var c int64
	for _, s := range slots {
		if !s.filled {
			c += emptyCost(s)
		}
	}
	taken := map[*Punch]*slot{}
	bound := map[*slot]bool{}
	for _, s := range slots {
		if s.filled && s.punch != nil {
			taken[s.punch] = s
		}
		bound[s] = s.filled
	}
	for i := range marks {
		m := &marks[i]
		switch {
		case m.slot != nil && bound[m.slot]:
		case m.slot != nil:
			c += costUnbound
		case taken[m.punch] != nil:
			c += matchCost(m, taken[m.punch])
		default:
			c += costUnused
		}
	}
	_ = unused
	return c
}

// A thousand people, a month each: the figure for "computed in seconds".
func BenchmarkMonthOfAThousand(b *testing.B) {
	in := monthInput()
	b.ReportAllocs()
	for b.Loop() {
		for i := 0; i < 1000; i++ {
			Compute(in)
		}
	}
}

func monthInput() Input {
	in := Input{
		Person: Person{No: "1"}, Calendar: calendar.Builtin(), Policy: DefaultPolicy(),
		From: calendar.Must("2026-03-01"), To: calendar.Must("2026-03-31"),
	}
	d := shiftD()
	for date := in.From - 1; date <= in.To+1; date++ {
		if in.Calendar.Day(date).Off() {
			continue
		}
		in.Duties = append(in.Duties, Duty{Date: date, Shift: d})
		for _, m := range []int{530, 725, 775, 1083} {
			in.Punches = append(in.Punches, Punch{ID: int64(len(in.Punches) + 1), At: At(date, m)})
		}
	}
	in.Overtime = []Overtime{{Span: Span{At(in.From+9, 1110), At(in.From+9, 1260)}}}
	return in
}

func ExampleMinute_ClockOn() {
	d := calendar.Must("2026-11-23")
	fmt.Println(At(d, 535).ClockOn(d), At(d, 1860).ClockOn(d), At(d, -10).ClockOn(d))
	// Output: 08:55 07:00+1 23:50−1
}
