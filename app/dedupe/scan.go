package dedupe

import (
	"hash/maphash"
	"sort"
)

// Pair is two records of a scan that share a key.
type Pair struct {
	A, B   int64 // ids, A < B
	Reason Reason
	Key    string
}

// Group is records that belong together, directly or through others.
type Group struct {
	IDs   []int64 // ascending
	Pairs []Pair  // why, at most one pair for each key and neighbour
}

// Scan finds doubles in a whole list. It blocks on keys: records are compared only
// with those that share one, so there is no n² comparison. Of a key that one record has
// only a print is kept, which is what lets a million records fit into memory. Add every
// record, then ask for the Groups.
type Scan struct {
	// Apart tells of two records that somebody has decided they are not the same; nil: none.
	Apart func(a, b int64) bool

	alone  map[Reason]map[print]int64 // the first record of each key
	blocks map[blockKey][]int64       // the records of keys that several have
	seeds  [2]maphash.Seed
}

// print stands for a key: 128 bits, so that no two keys of a company share one.
type print [2]uint64

type blockKey struct {
	reason Reason
	key    string
}

// NewScan starts a scan.
func NewScan() *Scan {
	return &Scan{alone: map[Reason]map[print]int64{}, blocks: map[blockKey][]int64{}, seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
}

// Add puts the keys of one record into the scan.
func (s *Scan) Add(id int64, k Keys) {
	s.put(id, SameName, k.Name)
	s.put(id, SameTax, k.Tax)
	for _, p := range k.Phones {
		s.put(id, SamePhone, p)
	}
	for _, m := range k.Mails {
		s.put(id, SameMail, m)
	}
}

func (s *Scan) put(id int64, r Reason, key string) {
	if key == "" {
		return
	}
	alone := s.alone[r]
	if alone == nil {
		alone = map[print]int64{}
		s.alone[r] = alone
	}
	p := print{maphash.String(s.seeds[0], key), maphash.String(s.seeds[1], key)}
	first, known := alone[p]
	if !known {
		alone[p] = id
		return
	}
	b := blockKey{r, key}
	ids := s.blocks[b]
	if ids == nil {
		ids = []int64{first}
	}
	if ids[len(ids)-1] == id {
		return // the same phone twice on one card
	}
	s.blocks[b] = append(ids, id)
}

// Groups gives the groups of two and more, those with the smallest id first.
func (s *Scan) Groups() []Group {
	parent := map[int64]int64{}
	var find func(int64) int64
	find = func(id int64) int64 {
		p, ok := parent[id]
		if !ok || p == id {
			return id
		}
		root := find(p)
		parent[id] = root
		return root
	}
	var all []Pair
	for b, ids := range s.blocks {
		for i := 1; i < len(ids); i++ {
			for _, j := range s.neighbours(ids, i, find) {
				x, y := min(ids[j], ids[i]), max(ids[j], ids[i])
				all = append(all, Pair{A: x, B: y, Reason: b.reason, Key: b.key})
				rx, ry := find(x), find(y)
				parent[max(rx, ry)] = min(rx, ry)
				parent[min(rx, ry)] = min(rx, ry)
			}
		}
	}
	sort.Slice(all, func(i, j int) bool { return lessPair(all[i], all[j]) })
	return gather(all, find)
}

// lookBack is how many earlier records of a block are tried when somebody has decided
// about pairs.
const lookBack = 50

// neighbours are the earlier records of a block that the i-th is tied to: the one before;
// with decisions the nearest it may be the same as, and one of every other group.
func (s *Scan) neighbours(ids []int64, i int, find func(int64) int64) []int {
	if s.Apart == nil {
		return []int{i - 1}
	}
	var out []int
	roots := map[int64]bool{}
	for j := i - 1; j >= max(0, i-lookBack); j-- {
		if root := find(ids[j]); !roots[root] && !s.Apart(ids[j], ids[i]) {
			roots[root] = true
			out = append(out, j)
		}
	}
	return out
}

func lessPair(a, b Pair) bool {
	switch {
	case a.A != b.A:
		return a.A < b.A
	case a.B != b.B:
		return a.B < b.B
	case a.Reason != b.Reason:
		return a.Reason < b.Reason
	}
	return a.Key < b.Key
}

func gather(all []Pair, find func(int64) int64) []Group {
	at := map[int64]int{}
	var groups []Group
	for _, p := range all {
		root := find(p.A)
		i, ok := at[root]
		if !ok {
			i = len(groups)
			at[root] = i
			groups = append(groups, Group{})
		}
		groups[i].Pairs = append(groups[i].Pairs, p)
		groups[i].IDs = append(groups[i].IDs, p.A, p.B)
	}
	for i := range groups {
		groups[i].IDs = sortedOnce(groups[i].IDs)
	}
	sort.Slice(groups, func(i, j int) bool { return groups[i].IDs[0] < groups[j].IDs[0] })
	return groups
}

func sortedOnce(ids []int64) []int64 {
	sort.Slice(ids, func(i, j int) bool { return ids[i] < ids[j] })
	out := ids[:1]
	for _, id := range ids[1:] {
		if id != out[len(out)-1] {
			out = append(out, id)
		}
	}
	return out
}
