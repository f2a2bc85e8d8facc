package sales

import (
	"sort"

	"kontor/app/calendar"
	"kontor/app/money"
)

// Dwell says how a deal stands against the time limit of its stage.
type Dwell int

// The warnings of a stage.
const (
	DwellFine Dwell = iota
	DwellLong       // over the limit: amber
	DwellVery       // over twice the limit: red
)

// DefaultDwellDays is the limit while fewer than DwellNeeds deals were won.
const (
	DefaultDwellDays = 14
	DwellNeeds       = 20
)

// DwellOf judges the days in a stage against its limit.
func DwellOf(days, limit int) Dwell {
	switch {
	case limit <= 0 || days <= limit:
		return DwellFine
	case days <= 2*limit:
		return DwellLong
	}
	return DwellVery
}

// ProposedLimit is the limit of a stage: the 80th percentile of the days that won deals
// spent in it, once there are 20 of them, else 14 days.
func ProposedLimit(days []int) int {
	if len(days) < DwellNeeds {
		return DefaultDwellDays
	}
	sorted := append([]int(nil), days...)
	sort.Ints(sorted)
	return max(1, sorted[(len(sorted)*8+9)/10-1]) // nearest rank
}

// FunnelRow sums the open deals of one stage.
type FunnelRow struct {
	Stage    Stage
	Count    int
	Amount   money.Minor
	Weighted money.Minor
	Share    money.Rate // of the amount of all stages
}

// Funnel puts counts and sums per stage into the order of the stages. Deals in a stage
// that no longer exists come last under its key, so that nothing is lost. Shares are
// spread so that they add up to 100 %.
func Funnel(stages []Stage, rows []FunnelRow) []FunnelRow {
	byKey := map[string]FunnelRow{}
	for _, r := range rows {
		byKey[r.Stage.Key] = r
	}
	var out []FunnelRow
	for _, s := range stages {
		r := byKey[s.Key]
		r.Stage = s
		out = append(out, r)
		delete(byKey, s.Key)
	}
	for _, r := range rows {
		if _, left := byKey[r.Stage.Key]; left {
			out = append(out, r)
		}
	}
	weights := make([]int64, len(out))
	var total money.Minor
	for i, r := range out {
		weights[i] = int64(r.Amount)
		total += r.Amount
	}
	if total > 0 {
		for i, share := range money.Spread(money.Scale, weights) {
			out[i].Share = money.Rate(share)
		}
	}
	return out
}

// StageMove is one entry of the stage log.
type StageMove struct {
	OpportunityID int64
	From, To      string // "" at the start, "won" and "lost" at the end
	At            int64  // ms
	On            calendar.Date
	By            int64 // person
}

// DaysInStages adds up how long one deal stayed in each stage, from its moves in order
// of time; an open stage counts until today.
func DaysInStages(moves []StageMove, today calendar.Date) map[string]int {
	out := map[string]int{}
	for i, m := range moves {
		if m.To == string(Won) || m.To == string(Lost) {
			continue
		}
		until := today
		if i+1 < len(moves) {
			until = moves[i+1].On
		}
		out[m.To] += int(until - m.On)
	}
	return out
}

// Conversion counts the deals that came into stage i and those of them that later came
// into stage j or were won.
type Conversion struct {
	From, To string
	In, On   int
}

// Rate is the share that went on.
func (c Conversion) Rate() money.Rate { return money.RateOf(money.Minor(c.On), money.Minor(c.In)) }

// Conversions gives the step from every stage to the next, and from the last to won.
func Conversions(stages []Stage, moves map[int64][]StageMove) []Conversion {
	at := map[string]int{}
	for i, s := range stages {
		at[s.Key] = i
	}
	at[string(Won)] = len(stages)
	reached := make([]int, len(stages)+1)
	for _, deal := range moves {
		far := -1
		for _, m := range deal {
			if i, ok := at[m.To]; ok {
				far = max(far, i)
			}
		}
		for i := 0; i <= far; i++ {
			reached[i]++
		}
	}
	var out []Conversion
	for i, s := range stages {
		to := string(Won)
		if i+1 < len(stages) {
			to = stages[i+1].Key
		}
		out = append(out, Conversion{From: s.Key, To: to, In: reached[i], On: reached[i+1]})
	}
	return out
}
