package customer

import (
	"context"
	"slices"

	"kontor/app/identity"
	"kontor/app/listing"
)

// RateRow is how far the dossiers of one person's customers in one department are filled.
type RateRow struct {
	OwnerID int64
	UnitID  int64
	Count   int64
	Sum     int64 // of Customer.Completion
}

// Rates are the completion rates of customers, added up.
type Rates struct {
	All    RateOf
	People []RateOf // the highest rate first
	Units  []RateOf
}

// RateOf is the average of one person (ID of a person) or department.
type RateOf struct {
	ID     int64
	Count  int64
	Tenths int64 // of a per cent, the average
}

// Rates averages the completion rates of the customers that the acting person sees, per
// salesperson and per department (CUS-47). The shared pool belongs to nobody and is left
// out.
func (s *Service) Rates(ctx context.Context) (Rates, error) {
	a, err := identity.Need(ctx, identity.May(Customers, identity.See))
	if err != nil {
		return Rates{}, err
	}
	reach := listing.ReachOf(s.g.Registry, a, identity.May(Customers, identity.See), s.Customers.Desc.Type)
	rows, err := s.p.Store.Completion(ctx, reach)
	if err != nil {
		return Rates{}, err
	}
	return average(rows), nil
}

// average adds rows up by person and by department.
func average(rows []RateRow) Rates {
	var all RateRow
	people, units := map[int64]RateRow{}, map[int64]RateRow{}
	for _, r := range rows {
		all = all.plus(r)
		people[r.OwnerID] = people[r.OwnerID].plus(r)
		units[r.UnitID] = units[r.UnitID].plus(r)
	}
	list := func(m map[int64]RateRow) []RateOf {
		var out []RateOf
		for id, r := range m {
			if id != 0 {
				out = append(out, RateOf{ID: id, Count: r.Count, Tenths: r.tenths()})
			}
		}
		slices.SortFunc(out, func(a, b RateOf) int {
			if a.Tenths != b.Tenths {
				return int(b.Tenths - a.Tenths)
			}
			return int(a.ID - b.ID)
		})
		return out
	}
	return Rates{All: RateOf{Count: all.Count, Tenths: all.tenths()}, People: list(people), Units: list(units)}
}

func (r RateRow) plus(x RateRow) RateRow {
	return RateRow{Count: r.Count + x.Count, Sum: r.Sum + x.Sum}
}

// tenths is the average, half up; 0 without customers.
func (r RateRow) tenths() int64 {
	if r.Count == 0 {
		return 0
	}
	return (2*r.Sum + r.Count) / (2 * r.Count)
}
