package rules

import "sort"

// repeated is a punch that was left out because it follows a kept one too closely.
type repeated struct {
	punch *Punch
	after *Punch
}

// dedupe orders the punches and leaves out those made within so many minutes after a
// kept one. The first is kept; the others stay in the log.
func dedupe(all []Punch, minutes int) (kept []*Punch, out []repeated) {
	order := make([]*Punch, len(all))
	for i := range all {
		order[i] = &all[i]
	}
	sort.SliceStable(order, func(i, j int) bool { return order[i].second() < order[j].second() })
	for _, p := range order {
		if n := len(kept); n > 0 && p.second()-kept[n-1].second() <= 60*minutes {
			out = append(out, repeated{p, kept[n-1]})
			continue
		}
		kept = append(kept, p)
	}
	return kept, out
}

func (p *Punch) second() int { return int(p.At)*60 + p.Sec }
