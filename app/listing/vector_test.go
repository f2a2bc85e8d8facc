package listing_test

import (
	"context"
	"testing"

	"kontor/app/entity"
	"kontor/app/listing"
)

// rows is a list of n records with the ids 1 … n, answered like an engine whose vectors
// end at limit.
type rows struct {
	listing.Source
	n, limit int64
	reads    int
}

func seq(from, to int64) (out []int64) {
	for i := from; i <= to; i++ {
		out = append(out, i)
	}
	return out
}

func (r *rows) Count(context.Context, *listing.Plan) (int64, error) { return r.n, nil }
func (r *rows) Limit() int64                                        { return r.limit }
func (r *rows) First(_ context.Context, _ *listing.Plan, n int) ([]int64, error) {
	return seq(1, min(int64(n), r.n)), nil
}
func (r *rows) IDs(context.Context, *listing.Plan) ([]int64, error) { return seq(1, r.n), nil }
func (r *rows) Marks(_ context.Context, _ *listing.Plan, step int64) (out []listing.Mark, _ error) {
	for i := int64(0); i < r.n; i += step {
		out = append(out, listing.Mark{ID: i + 1, At: i, Keys: []entity.Value{entity.Num(i + 1)}})
	}
	return out, nil
}

func (r *rows) From(_ context.Context, _ *listing.Plan, m listing.Mark, n int) ([]int64, error) {
	r.reads++
	return seq(m.ID, min(m.ID+int64(n)-1, r.n)), nil
}

func TestListByPosition(t *testing.T) { // SYS-49
	ctx := context.Background()
	for _, c := range []struct {
		name     string
		n, limit int64
	}{{"short", 50, 0}, {"vector", 500_000, 0}, {"windows", 500_000, 200_000}, {"empty", 0, 200_000}} {
		t.Run(c.name, func(t *testing.T) {
			src := &rows{n: c.n, limit: c.limit}
			v := listing.NewVector(src, nil)
			if err := v.Start(ctx); err != nil {
				t.Fatal(err)
			}
			if c.n > 0 {
				if id, ok := v.At(0); !ok || id != 1 {
					t.Fatal("the first row is not there at once")
				}
			}
			if err := v.Load(ctx); err != nil {
				t.Fatal(err)
			}
			if n, known := v.Len(); n != c.n || !known {
				t.Fatalf("length %d %v", n, known)
			}
			for _, row := range []int64{0, 19_999, 20_000, 333_333, c.n - 1} {
				if row < 0 || row >= c.n {
					continue
				}
				ids, err := v.Fetch(ctx, row, row+3)
				if err != nil || len(ids) == 0 || ids[0] != row+1 {
					t.Fatalf("row %d: %v %v", row, ids, err)
				}
				if v.Row(row+1) != row {
					t.Errorf("record %d is not at row %d", row+1, row)
				}
			}
			if ids, err := v.Fetch(ctx, c.n, c.n+10); err != nil || len(ids) != 0 {
				t.Errorf("behind the end: %v %v", ids, err)
			}
		})
	}
}

func TestWindowsAreKeptAndDropped(t *testing.T) {
	ctx := context.Background()
	src := &rows{n: 1_000_000, limit: 200_000}
	v := listing.NewVector(src, nil)
	_ = v.Start(ctx)
	_ = v.Load(ctx)
	for range 5 {
		_, _ = v.Fetch(ctx, 500_000, 500_064)
	}
	if src.reads != 1 {
		t.Errorf("%d reads for the same window", src.reads)
	}
	if _, err := v.All(); err == nil {
		t.Error("a million ids as a selection on an engine that cannot")
	}
}

func TestOwnSavesPatchTheVector(t *testing.T) {
	ctx := context.Background()
	v := listing.NewVector(&rows{n: 10}, nil)
	_ = v.Start(ctx)
	v.Drop(3)
	v.Insert(0, 99)
	if id, _ := v.At(0); id != 99 {
		t.Error("the new record is not first")
	}
	if n, _ := v.Len(); n != 10 || v.Row(3) != -1 || v.Row(4) != 3 {
		t.Errorf("length %d, record 4 at %d", n, v.Row(4))
	}
}
