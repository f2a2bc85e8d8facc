package importing

import (
	"io"
	"sync"
)

// block is some hundred rows read, or why there are no more.
type block struct {
	rows  []*draft
	share float64 // read of the file, 0 … 1
	err   error
}

// reading is a file that is being read while the rows before are checked.
type reading struct {
	chunks chan block
	stop   chan struct{}
	ended  sync.WaitGroup
}

// readAhead reads the file, one block ahead. It closes the file in the end.
func (p *pass) readAhead(in Rows) *reading {
	r := &reading{chunks: make(chan block, 1), stop: make(chan struct{})}
	r.ended.Go(func() {
		defer close(r.chunks)
		defer in.Close()
		for {
			b := p.readBlock(in)
			if b.err == io.EOF {
				if len(b.rows) > 0 {
					b.err = nil
					r.give(b)
				}
				return
			}
			if !r.give(b) || b.err != nil {
				return
			}
		}
	})
	return r
}

func (r *reading) give(b block) bool {
	select {
	case r.chunks <- b:
		return true
	case <-r.stop:
		return false
	}
}

// close ends the reading, wherever it is.
func (r *reading) close() {
	close(r.stop)
	r.ended.Wait()
}

func (p *pass) readBlock(in Rows) block {
	b := block{rows: make([]*draft, 0, chunkRows)}
	var row Row
	for len(b.rows) < chunkRows {
		if b.err = in.Next(&row); b.err != nil {
			break
		}
		if row.Line > p.job.Mapping.HeaderRow && !row.Empty() {
			b.rows = append(b.rows, p.draft(&row))
		}
	}
	b.share = in.Done()
	return b
}

func (p *pass) draft(row *Row) *draft {
	d := &draft{line: row.Line, cells: make([]Cell, len(p.used))}
	for at, i := range p.used {
		if i < len(row.Cells) {
			d.cells[at] = plainCell(row.Cells[i])
		}
	}
	return d
}
