package shell

import (
	"strings"
)

// usedKey keeps the rows that were run last, newest first, in the settings.
const usedKey = "palette.used"

const usedMost = 60

// used notes that a row of the palette was run; boost lifts it next time.
func (sh *Shell) used(id string) {
	list := []string{id}
	for _, old := range strings.Split(sh.p.Prefs.Get(usedKey), "\n") {
		if old != "" && len(list) < usedMost {
			list = append(list, old)
		}
	}
	sh.p.Prefs.Set(usedKey, strings.Join(list, "\n"))
}

// boost is what frequency and recency add to the score of a row.
func (sh *Shell) boost(id string) int {
	n, first := 0, -1
	for i, old := range strings.Split(sh.p.Prefs.Get(usedKey), "\n") {
		if old == id || strings.HasPrefix(old, id+"/") {
			if n++; first < 0 {
				first = i
			}
		}
	}
	score := min(n*4, boostFrequent)
	if first >= 0 && first < 5 {
		score += boostRecent
	}
	return score
}
