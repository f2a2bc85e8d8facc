package shell

import (
	"sort"
	"strings"

	"kontor/app/search"
	"kontor/assets/icons"
)

// Group is a part of the palette's answers.
type Group string

// The groups, in the order of equal scores.
const (
	GroupCommands  Group = "commands"
	GroupCustomers Group = "customers"
	GroupDocuments Group = "documents"
	GroupPeople    Group = "people"
)

// paletteRows is how many rows the palette shows at most.
const paletteRows = 8

// Choice is one row of the palette.
type Choice struct {
	ID     string // stable over queries: "customer/1024", "command/quote.new/1024"
	Group  Group
	Icon   icons.Name
	Title  string
	Marks  []search.Span
	Note   string // at the right: 客户, 报价单, an amount
	Kind   string // of the record, "" for plain commands
	Record int64
	Score  int
	Why    []string // keys below "palette.why."
	Run    func()
}

// Scores of how a query fits; see match.
const (
	scoreWordStarts = 300
	scorePrefix     = 200
	scoreInner      = 100
	boostOwn        = 40
	boostToday      = 30
	boostFrequent   = 20
	boostRecent     = 10
)

// match tells how well a query fits a title: all words of the query found at the start
// of a word, as a prefix, or inside; 0 = not at all.
func match(sp *search.Spelling, title, query string) (int, []search.Span) {
	q := strings.TrimSpace(query)
	if q == "" {
		return 0, nil
	}
	spans := sp.Match(title, q)
	if len(spans) == 0 {
		return 0, nil
	}
	if covered(sp, title, q) {
		if spans[0].From == 0 {
			return scorePrefix, spans
		}
		return scoreInner, spans
	}
	return 0, nil
}

// joinScore is how well a command fits that stands before its object: by its first word
// or its last (登记收款: sk) it is what was meant; characters out of the middle (新建合同:
// jh) are more often the beginning of a name.
func joinScore(title string, marks []search.Span) int {
	if marks[0].From == 0 || marks[len(marks)-1].To == len(title) {
		return scoreWordStarts
	}
	return scoreInner
}

// wholeCommand is what a command gets more when the query spells so much of its beginning
// that hardly anything else is meant: xjbj is 新建报价, not 新建联系人 for somebody in 北京.
func wholeCommand(score int, query string) int {
	if letters := len([]rune(strings.ReplaceAll(query, " ", ""))); score == scorePrefix && letters >= wholeLetters {
		return 2 * scoreWordStarts
	}
	return score
}

// wholeLetters are as many as two words of two characters have initials.
const wholeLetters = 4

// covered tells whether every word of the query is found in the title by itself.
func covered(sp *search.Spelling, title, query string) bool {
	for _, word := range strings.Fields(query) {
		if len(sp.Match(title, word)) == 0 {
			return false
		}
	}
	return true
}

// splits gives every way to read a query as a command followed by an object: at spaces,
// and inside one run of letters (skht = sk · ht). The whole query alone is not among them.
func splits(query string) [][2]string {
	q := strings.TrimSpace(query)
	if i := strings.IndexByte(q, ' '); i > 0 {
		return [][2]string{{q[:i], strings.TrimSpace(q[i+1:])}}
	}
	var out [][2]string
	runes := []rune(q)
	for i := 1; i < len(runes); i++ {
		if i >= 2 || runes[0] > 0x2E80 { // one Latin letter says too little
			out = append(out, [2]string{string(runes[:i]), string(runes[i:])})
		}
	}
	return out
}

// arrange keeps the best rows: the group with the best score first, at most eight rows,
// every group that has an answer keeps at least one.
func arrange(all []Choice) []Choice {
	groups := map[Group][]Choice{}
	for _, c := range all {
		groups[c.Group] = append(groups[c.Group], c)
	}
	order := []Group{GroupCommands, GroupCustomers, GroupDocuments, GroupPeople}
	for _, g := range order {
		sort.SliceStable(groups[g], func(i, j int) bool { return groups[g][i].Score > groups[g][j].Score })
	}
	best := func(g Group) int {
		if len(groups[g]) == 0 {
			return -1
		}
		return groups[g][0].Score
	}
	sort.SliceStable(order, func(i, j int) bool { return best(order[i]) > best(order[j]) })
	quota := quotas(order, groups)
	var out []Choice
	for _, g := range order {
		out = append(out, groups[g][:quota[g]]...)
	}
	return out
}

// quotas shares the rows: one for each group, then by score.
func quotas(order []Group, groups map[Group][]Choice) map[Group]int {
	quota, used := map[Group]int{}, 0
	for _, g := range order {
		if len(groups[g]) > 0 {
			quota[g], used = 1, used+1
		}
	}
	for used < paletteRows {
		best, score := Group(""), -1
		for _, g := range order {
			if n := quota[g]; n < len(groups[g]) && n < 5 && groups[g][n].Score > score {
				best, score = g, groups[g][n].Score
			}
		}
		if best == "" {
			break
		}
		quota[best]++
		used++
	}
	return quota
}
