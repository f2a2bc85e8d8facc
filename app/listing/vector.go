package listing

import (
	"context"
	"runtime/debug"
	"slices"
	"sort"
	"sync"

	"kontor/app"
)

// Vector is the list by position: which record stands at row n. It knows the first page
// at once, then, loaded in the background, all ids; of a list that is too long for the
// engine it knows marks and fetches windows of ids around the rows asked.
//
// A vector is a snapshot: own saves patch it (Drop, Insert), changes by others do not
// move it. It is safe for several goroutines.
type Vector struct {
	src  Source
	plan *Plan

	mu    sync.Mutex
	ids   []int64 // all of them, or the first page
	whole bool
	total int64 // -1: not known yet
	marks []Mark
	pages map[int64][]int64 // by the position of the first id
	order []int64           // pages by age, for dropping
}

const (
	firstPage = 200
	markStep  = 20000
	keepPages = 8
)

// NewVector makes the vector of a plan. Nothing is read yet.
func NewVector(src Source, p *Plan) *Vector {
	return &Vector{src: src, plan: p, total: -1, pages: map[int64][]int64{}}
}

// Start reads the first page; after it the first rows can be shown. Load follows.
func (v *Vector) Start(ctx context.Context) error {
	ids, err := v.src.First(ctx, v.plan, firstPage)
	if err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.whole {
		return nil
	}
	v.ids = ids
	if len(ids) < firstPage {
		v.whole, v.total = true, int64(len(ids))
	}
	return nil
}

// Load reads the length, then the whole vector or its marks. It may take a second for a
// million records; run it in the background.
func (v *Vector) Load(ctx context.Context) error {
	v.mu.Lock()
	done := v.whole
	v.mu.Unlock()
	if done {
		return nil
	}
	if v.src.Limit() > 0 {
		n, err := v.src.Count(ctx, v.plan)
		if err != nil {
			return err
		}
		v.mu.Lock()
		v.total = n
		v.mu.Unlock()
		if n > v.src.Limit() {
			marks, err := v.src.Marks(ctx, v.plan, markStep)
			if err != nil {
				return err
			}
			v.mu.Lock()
			v.marks = marks
			v.mu.Unlock()
			return nil
		}
	}
	ids, err := v.src.IDs(ctx, v.plan)
	if err != nil {
		return err
	}
	v.mu.Lock()
	v.ids, v.whole, v.total = ids, true, int64(len(ids))
	v.mu.Unlock()
	if len(ids) >= tidyFrom {
		debug.FreeOSMemory()
	}
	return nil
}

// tidyFrom is the length from which reading a vector leaves so much behind that it is
// given back at once, in the background: else the program would keep three times the
// memory of its longest list.
const tidyFrom = 200_000

// Len tells how many rows there are, and whether that is known; before it is, the rows
// of the first page count.
func (v *Vector) Len() (n int64, known bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.total >= 0 {
		return v.total, true
	}
	return int64(len(v.ids)), false
}

// At gives the id at a row when it is in memory; ok is false when Fetch has to be called.
func (v *Vector) At(row int64) (id int64, ok bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.at(row)
}

func (v *Vector) at(row int64) (int64, bool) {
	if row < 0 {
		return 0, false
	}
	if row < int64(len(v.ids)) {
		return v.ids[row], true
	}
	for from, page := range v.pages {
		if row >= from && row < from+int64(len(page)) {
			return page[row-from], true
		}
	}
	return 0, false
}

// Fetch gives the ids of the rows from … to-1, reading what is missing. The slice is
// shorter at the end of the list, and empty where the list is not known yet.
func (v *Vector) Fetch(ctx context.Context, from, to int64) ([]int64, error) {
	var out []int64
	for row := max(from, 0); row < to; {
		v.mu.Lock()
		id, ok := v.at(row)
		mark, at, found := v.mark(row)
		v.mu.Unlock()
		if ok {
			out = append(out, id)
			row++
			continue
		}
		if !found {
			return out, nil
		}
		ids, err := v.src.From(ctx, v.plan, mark, markStep)
		if err != nil {
			return nil, err
		}
		if at+int64(len(ids)) <= row {
			return out, nil
		}
		v.remember(at, ids)
	}
	return out, nil
}

func (v *Vector) mark(row int64) (Mark, int64, bool) {
	i := sort.Search(len(v.marks), func(i int) bool { return v.marks[i].At > row }) - 1
	if v.whole || i < 0 {
		return Mark{}, 0, false
	}
	return v.marks[i], v.marks[i].At, true
}

func (v *Vector) remember(at int64, ids []int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.pages[at] == nil {
		v.order = append(v.order, at)
	}
	v.pages[at] = ids
	for len(v.order) > keepPages {
		delete(v.pages, v.order[0])
		v.order = v.order[1:]
	}
}

// Row finds the position of a record that is in memory, or -1.
func (v *Vector) Row(id int64) int64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	if i := slices.Index(v.ids, id); i >= 0 {
		return int64(i)
	}
	for from, page := range v.pages {
		if i := slices.Index(page, id); i >= 0 {
			return from + int64(i)
		}
	}
	return -1
}

// Drop takes a record out after an own save. It does nothing to a list of windows.
func (v *Vector) Drop(id int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if i := slices.Index(v.ids, id); i >= 0 && len(v.marks) == 0 {
		v.ids = slices.Delete(slices.Clone(v.ids), i, i+1)
		if v.total > 0 {
			v.total--
		}
	}
}

// Insert puts an own new record at a row. It does nothing to a list of windows.
func (v *Vector) Insert(row, id int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.marks) > 0 {
		return
	}
	row = min(max(row, 0), int64(len(v.ids)))
	v.ids = slices.Insert(slices.Clone(v.ids), int(row), id)
	if v.total >= 0 {
		v.total++
	}
}

// All gives every id, for a selection of the whole list: Conflict list.too_long when the
// list has only windows; then work with the plan instead.
func (v *Vector) All() ([]int64, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.whole {
		return nil, app.E(app.Conflict, "list.too_long", "max", v.src.Limit())
	}
	return v.ids, nil
}
