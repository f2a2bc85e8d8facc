package listing

import (
	"context"
	"time"

	"kontor/app/entity"
)

func msTime(ms int64) time.Time { return time.UnixMilli(ms) }

// Row is one record of a list: the cells of Plan.Columns, masked already.
type Row struct {
	ID      int64
	Version int64
	Own     bool // the record belongs to the acting person
	Cells   []entity.Value
}

// Mark is a place in the order of a list: the id and the sort cells of one row, and its
// position. Windows of a list too long for a vector start at marks.
type Mark struct {
	ID   int64
	Keys []entity.Value
	At   int64
}

// Source answers plans. Ids are in the plan's order, rows in the order of the ids asked;
// a record that vanished meanwhile has a Row with ID 0.
type Source interface {
	// Count tells how many records the plan has.
	Count(ctx context.Context, p *Plan) (int64, error)
	// First gives the first n ids, quickly.
	First(ctx context.Context, p *Plan, n int) ([]int64, error)
	// IDs gives all ids: the vector. Beyond Limit it is refused (Conflict list.too_long).
	IDs(ctx context.Context, p *Plan) ([]int64, error)
	// Limit is the length up to which IDs answers; 0: any.
	Limit() int64
	// Marks gives every step-th row, from the first, for lists beyond Limit.
	Marks(ctx context.Context, p *Plan, step int64) ([]Mark, error)
	// From gives up to n ids from a mark on, the mark's row included.
	From(ctx context.Context, p *Plan, m Mark, n int) ([]int64, error)
	// Block gives the rows of up to some hundred ids.
	Block(ctx context.Context, p *Plan, ids []int64) ([]Row, error)
	// Each gives all rows in order; fn's error ends it and comes back.
	Each(ctx context.Context, p *Plan, fn func(Row) error) error
	// Sum adds up Plan.Totals over all records of the plan.
	Sum(ctx context.Context, p *Plan) ([]entity.Value, error)
}

// BlockSize is the number of rows that are fetched at once.
const BlockSize = 64
