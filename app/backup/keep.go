package backup

import (
	"fmt"
	"slices"
	"time"
)

// File is a backup file that lies in a folder.
type File struct {
	Path string
	At   time.Time // in the zone of the company
}

// How many days, weeks and months keep a backup.
const (
	keepDays   = 7
	keepWeeks  = 5
	keepMonths = 12
)

// Drop lists the backups that the rule does not keep: of today all, then the latest of
// each of the last 7 days, 5 weeks and 12 months that have one. The latest of all stays
// in any case, and so do files from the future, which a wrong clock may have named.
func Drop(list []File, now time.Time) []File {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b File) int { return b.At.Compare(a.At) })
	keep := map[string]bool{}
	for _, rule := range []struct {
		most   int
		period func(time.Time) string
	}{
		{keepDays, func(t time.Time) string { return t.Format("2006-01-02") }},
		{keepWeeks, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, "w", w) }},
		{keepMonths, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen := map[string]bool{}
		for _, f := range list {
			p := rule.period(f.At)
			if !seen[p] && len(seen) < rule.most {
				seen[p] = true
				keep[f.Path] = true
			}
		}
	}
	today := now.Format("2006-01-02")
	var out []File
	for i, f := range list {
		if i > 0 && !keep[f.Path] && !f.At.After(now) && f.At.Format("2006-01-02") != today {
			out = append(out, f)
		}
	}
	return out
}
