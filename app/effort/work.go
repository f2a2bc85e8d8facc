package effort

import (
	"context"
	"time"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/money"
)

// What was counted: a kind of follow-up, or a kind of record that was made.
type What string

// The things beside the kinds of follow-ups.
const (
	NewCustomer What = "customer"
	NewLead     What = "lead"
	NewDeal     What = "opportunity"
	Quoted      What = "quote"
	Ordered     What = "sales_order"
	Contracted  What = "contract"
)

// Contacts are the kinds of follow-ups that count as contacts.
var Contacts = []What{"call", "visit", "meeting", "wechat", "mail_out", "post", "service"}

// IsContact tells whether it is a follow-up.
func (w What) IsContact() bool {
	for _, k := range Contacts {
		if k == w {
			return true
		}
	}
	return false
}

// Work is how often one person did something on a day. Of follow-ups: for customers of a
// grade, and how many of them have a result written down.
type Work struct {
	Person  int64
	Day     calendar.Date
	What    What
	Grade   string
	N       int64
	Results int64
	Amount  money.Minor // of quotes, orders and contracts, in the company's currency
}

// Stretch is a run of days in which the clock of the company's zone does not jump: instants
// from From up to To (Unix ms) belong to the day of (instant + Offset) in UTC.
type Stretch struct {
	From, To, Offset int64
}

// WorkQuery says whose work between which days is counted.
type WorkQuery struct {
	From, To  calendar.Date
	Stretches []Stretch
	Watched   Watched
}

// Workload is the work of all people that the acting person may look at.
type Workload struct {
	Rows  []Work
	Names map[int64]string
}

// longest is the most days that are looked at in one go.
const longest = 800

// WorkBetween counts what people did between two days, both included (SAL-47).
func (s *Service) WorkBetween(ctx context.Context, from, to calendar.Date) (*Workload, error) {
	w, err := s.watched(ctx)
	if err != nil {
		return nil, err
	}
	if from > to || to-from > longest {
		return nil, app.E(app.Invalid, "effort.span", "n", longest)
	}
	out := &Workload{}
	q := WorkQuery{From: from, To: to, Stretches: stretches(from, to, s.g.Registry.Zone()), Watched: w}
	rows, err := s.p.Store.Work(ctx, q)
	if err != nil {
		return nil, err
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return nil, err
	}
	out.Names = map[int64]string{}
	for _, x := range rows {
		if x.Person == 0 || !w.Has(x.Person, people.Unit(x.Person)) {
			continue
		}
		out.Names[x.Person] = people.Name(x.Person)
		out.Rows = append(out.Rows, x)
	}
	return out, nil
}

// stretches cuts the days from and to, both included, where the zone changes its offset.
func stretches(from, to calendar.Date, zone *time.Location) []Stretch {
	var out []Stretch
	for d := from; d <= to; d++ {
		start := d.At(0, zone)
		_, off := start.Zone()
		ms, end := int64(off)*1000, (d+1).At(0, zone).UnixMilli()
		if n := len(out); n > 0 && out[n-1].Offset == ms {
			out[n-1].To = end
			continue
		}
		out = append(out, Stretch{From: start.UnixMilli(), To: end, Offset: ms})
	}
	return out
}
