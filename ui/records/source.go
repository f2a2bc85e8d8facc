package records

import (
	"context"

	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/ui/kit"
)

// keepBlocks is how many blocks of rows stay in memory.
const keepBlocks = 64

// Row is one record as the list read it.
type Row struct {
	ID      int64
	Version int64
	Own     bool
	cells   []entity.Value
	at      map[string]int
}

// Get is the value of a column; Null for columns the list does not have or may not show.
func (r *Row) Get(key string) entity.Value {
	if i, ok := r.at[key]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return entity.Null
}

// source answers the table from blocks in memory and fetches what is missing.
type source struct {
	l      *List
	gen    int
	plan   *listing.Plan
	vec    *listing.Vector
	at     map[string]int
	blocks map[int64][]Row
	order  []int64
	asked  map[int64]bool
}

func newSource(l *List, gen int, p *listing.Plan, vec *listing.Vector) *source {
	return &source{l: l, gen: gen, plan: p, vec: vec, at: places(p), blocks: map[int64][]Row{}, asked: map[int64]bool{}}
}

// places tells in which cell a column of a plan stands.
func places(p *listing.Plan) map[string]int {
	at := map[string]int{}
	for i, c := range p.Columns() {
		at[c.Key] = i
	}
	return at
}

// Len is the number of rows known so far.
func (s *source) Len() int { n, _ := s.vec.Len(); return int(n) }

// Row gives the cells of a row when its block is in memory.
func (s *source) Row(i int) ([]kit.Cell, bool) {
	r, ok := s.row(i)
	if !ok {
		return nil, false
	}
	return s.l.cells(r), true
}

func (s *source) row(i int) (*Row, bool) {
	b, ok := s.blocks[int64(i/listing.BlockSize)]
	if k := i % listing.BlockSize; ok && k < len(b) {
		return &b[k], true
	}
	return nil, false
}

// Key is the id at a row, 0 while it is not known.
func (s *source) Key(i int) int64 {
	id, _ := s.vec.At(int64(i))
	return id
}

// Index is the row of an id, -1 when it is not known.
func (s *source) Index(id int64) int { return int(s.vec.Row(id)) }

// Want fetches the blocks of the visible rows and their neighbours.
func (s *source) Want(from, to int) {
	first, last := int64(max(from-16, 0)/listing.BlockSize), int64(max(to+16, 0)/listing.BlockSize)
	for b := first; b <= last; b++ {
		if _, have := s.blocks[b]; have || s.asked[b] || int(b)*listing.BlockSize >= max(s.Len(), 1) {
			continue
		}
		s.asked[b] = true
		s.fetch(b)
	}
}

func (s *source) fetch(b int64) {
	s.l.host.Go(func(ctx context.Context) {
		from := b * listing.BlockSize
		ids, err := s.vec.Fetch(ctx, from, from+listing.BlockSize)
		var rows []listing.Row
		if err == nil && len(ids) > 0 {
			rows, err = s.l.deps.Source.Block(ctx, s.plan, ids)
		}
		s.l.host.Post(func() {
			delete(s.asked, b)
			if s.l.gen != s.gen {
				return
			}
			if err != nil {
				s.l.host.Report(err)
				return
			}
			s.keep(b, rows)
			s.l.redraw()
		})
	})
}

func (s *source) keep(b int64, rows []listing.Row) {
	list := make([]Row, len(rows))
	for i, r := range rows {
		list[i] = Row{ID: r.ID, Version: r.Version, Own: r.Own, cells: r.Cells, at: s.at}
	}
	s.blocks[b] = list
	s.order = append(s.order, b)
	for len(s.order) > keepBlocks {
		delete(s.blocks, s.order[0])
		s.order = s.order[1:]
	}
}

// forget drops what is in memory, so that changed rows are read again.
func (s *source) forget() {
	s.blocks, s.order, s.asked = map[int64][]Row{}, nil, map[int64]bool{}
}

// RowStyle mutes rows that vanished since the list was made.
func (s *source) RowStyle(i int) kit.RowStyle {
	if r, ok := s.row(i); ok && r.ID == 0 {
		return kit.RowStyle{Muted: true}
	}
	return kit.RowStyle{}
}
