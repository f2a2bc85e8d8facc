package finance

import (
	"maps"
	"slices"
	"sort"

	"kontor/app/calendar"
	"kontor/app/money"
)

// DefaultBounds are the last days of the ageing columns; what is older stands in one more.
var DefaultBounds = []int{30, 60, 90, 180, 365}

// Due is a receivable or a payable as it stood on the day of the ageing.
type Due struct {
	ID      int64
	PartyID int64 // customer or supplier; 0: somebody else
	DocOn   calendar.Date
	DueOn   calendar.Date
	Open    money.Minor // total − allocations up to that day
}

// AgeRow is the ageing of one customer or supplier. Bucket 0 is not due; bucket i > 0 is overdue by
// at most bounds[i-1] days; the last bucket is older than all bounds.
type AgeRow struct {
	PartyID    int64
	Buckets    []money.Minor
	Counts     []int
	Total      money.Minor
	Overdue    money.Minor
	Advance    money.Minor // money in that is not allocated; a column of its own
	OldestDays int         // the longest overdue, 0 = nothing overdue
}

// Ageing is a report as of a day.
type Ageing struct {
	AsOf   calendar.Date
	Bounds []int
	Rows   []AgeRow
	Sum    AgeRow
}

// Age sorts receivables into columns by how many days they are overdue as of a day;
// byDocument counts from the document's date instead of the due date.
func Age(asOf calendar.Date, bounds []int, dues []Due, byDocument bool) Ageing {
	if len(bounds) == 0 {
		bounds = DefaultBounds
	}
	a := Ageing{AsOf: asOf, Bounds: bounds, Sum: newAgeRow(0, bounds)}
	at := map[int64]int{}
	for _, d := range dues {
		if d.Open == 0 {
			continue
		}
		i, ok := at[d.PartyID]
		if !ok {
			i = len(a.Rows)
			at[d.PartyID] = i
			a.Rows = append(a.Rows, newAgeRow(d.PartyID, bounds))
		}
		base := d.DueOn
		if byDocument || base.IsZero() {
			base = d.DocOn
		}
		days := int(asOf - base)
		a.Rows[i].add(d.Open, days, bounds)
		a.Sum.add(d.Open, days, bounds)
	}
	sort.SliceStable(a.Rows, func(i, j int) bool { return a.Rows[i].Total > a.Rows[j].Total })
	return a
}

// advance puts what was paid and not allocated yet beside each party.
func (a *Ageing) advance(advances map[int64]money.Minor) {
	at := map[int64]int{}
	for i, r := range a.Rows {
		at[r.PartyID] = i
	}
	for _, party := range slices.Sorted(maps.Keys(advances)) {
		left := advances[party]
		if left == 0 {
			continue
		}
		i, ok := at[party]
		if !ok {
			i = len(a.Rows)
			a.Rows = append(a.Rows, newAgeRow(party, a.Bounds))
		}
		a.Rows[i].Advance = left
		a.Sum.Advance += left
	}
}

func newAgeRow(party int64, bounds []int) AgeRow {
	return AgeRow{PartyID: party, Buckets: make([]money.Minor, len(bounds)+2), Counts: make([]int, len(bounds)+2)}
}

func (r *AgeRow) add(open money.Minor, days int, bounds []int) {
	b := bucket(days, bounds)
	r.Buckets[b] += open
	r.Counts[b]++
	r.Total += open
	if days > 0 {
		r.Overdue += open
		r.OldestDays = max(r.OldestDays, days)
	}
}

// Fold gives the row with all columns beyond the first keep overdue ones added together,
// as the card shows it (not due, 1–30, 31–60, 61–90, over 90).
func (r AgeRow) Fold(keep int) (buckets []money.Minor, counts []int) {
	for i := range r.Buckets {
		if i <= keep+1 {
			buckets, counts = append(buckets, r.Buckets[i]), append(counts, r.Counts[i])
			continue
		}
		buckets[keep+1] += r.Buckets[i]
		counts[keep+1] += r.Counts[i]
	}
	return buckets, counts
}

func bucket(days int, bounds []int) int {
	if days <= 0 {
		return 0
	}
	for i, last := range bounds {
		if days <= last {
			return i + 1
		}
	}
	return len(bounds) + 1
}
