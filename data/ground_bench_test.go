package data_test

import (
	"context"
	"fmt"
	"testing"

	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/data/datatest"
)

func eachShopBench(b *testing.B, fill int, fn func(b *testing.B, s *shop)) {
	b.Helper()
	datatest.EachBench(b, func(b *testing.B, c *datatest.Company) {
		s := openShop(b, c)
		fillShop(b, s, fill)
		b.ResetTimer()
		fn(b, s)
	})
}

func fillShop(b *testing.B, s *shop, n int) {
	b.Helper()
	if n == 0 {
		return
	}
	run := must(s.buyers.OpenBulk(owner, record.BulkParams{ImportID: 1}))(b)
	defer run.Close(owner)
	for from := 0; from < n; from += 500 {
		var recs []any
		for i := from; i < min(from+500, n); i++ {
			recs = append(recs, sample(s, i))
		}
		for _, r := range recs {
			ok(b, run.Ready(owner, r))
		}
		ok(b, run.Add(owner, recs...))
	}
	must(run.Publish(owner, nil))(b)
}

func sample(s *shop, i int) *buyer {
	r := s.buyers.Desc.New()
	r.Name, r.Code, r.City, r.Mobile = fmt.Sprintf("公司 %d", (i*7919)%1_000_003), fmt.Sprint("K", i), "上海", fmt.Sprint(13800000000+i)
	r.Grade, r.Tags, r.Paid, r.Remarks = "a", []string{"x"}, 12345, "remark"
	return r
}

func BenchmarkGetOne(b *testing.B) {
	eachShopBench(b, 2000, func(b *testing.B, s *shop) {
		for i := 0; b.Loop(); i++ {
			must(s.buyers.Get(owner, int64(i%2000)+1))(b)
		}
	})
}

func BenchmarkUpdateOne(b *testing.B) {
	eachShopBench(b, 2000, func(b *testing.B, s *shop) {
		for i := 0; b.Loop(); i++ {
			must(s.buyers.Update(owner, int64(i%2000)+1, 0, func(x *buyer) error { x.City = fmt.Sprint(i); return nil }))(b)
		}
	})
}

func BenchmarkCreateWithTenLines(b *testing.B) {
	eachShopBench(b, 0, func(b *testing.B, s *shop) {
		for b.Loop() {
			o := &offer{Lines: make([]offerLine, 10)}
			for i := range o.Lines {
				o.Lines[i] = offerLine{What: "pump", Total: 5}
			}
			ok(b, s.offers.Create(owner, o))
		}
	})
}

func BenchmarkBlockOf64(b *testing.B) {
	eachShopBench(b, 20_000, func(b *testing.B, s *shop) {
		p := s.plan(b, owner, listing.Query{Entity: "buyer", Columns: []string{
			"name", "code", "mobile", "city", "grade", "tags", "limit_minor",
			"paid_minor", "rate", "urgent", "next_at", "born_on", "remarks", "owner_id", "unit_id", "created_at", "updated_at", "open_minor", "stage", "owner_id",
		}})
		ids := make([]int64, 64)
		for i := 0; b.Loop(); i++ {
			for j := range ids {
				ids[j] = int64((i*64+j*31)%20_000) + 1
			}
			must(s.DB.Block(owner, p, ids))(b)
		}
	})
}

func BenchmarkVectorOf100000(b *testing.B) {
	eachShopBench(b, 100_000, func(b *testing.B, s *shop) {
		p := s.plan(b, owner, listing.Query{Entity: "buyer", Sort: []listing.Sort{{Key: "name"}}})
		for b.Loop() {
			if ids := must(s.DB.IDs(owner, p))(b); len(ids) != 100_000 {
				b.Fatal(len(ids))
			}
		}
	})
}

func BenchmarkFirstPageOf100000(b *testing.B) {
	eachShopBench(b, 100_000, func(b *testing.B, s *shop) {
		p := s.plan(b, owner, listing.Query{Entity: "buyer", Sort: []listing.Sort{{Key: "updated_at", Desc: true}}})
		for b.Loop() {
			must(s.DB.First(owner, p, 200))(b)
		}
	})
}

func BenchmarkExport100000(b *testing.B) {
	eachShopBench(b, 100_000, func(b *testing.B, s *shop) {
		p := s.plan(b, owner, listing.Query{Entity: "buyer", Sort: []listing.Sort{{Key: "name"}}, Columns: []string{
			"name", "code", "mobile", "city",
			"grade", "tags", "limit_minor", "paid_minor", "rate", "urgent", "next_at", "born_on", "remarks", "owner_id", "unit_id", "created_at", "updated_at", "open_minor",
		}})
		for b.Loop() {
			n := 0
			ok(b, s.DB.Each(owner, p, func(listing.Row) error { n++; return nil }))
			if n != 100_000 {
				b.Fatal(n)
			}
		}
	})
}

// BenchmarkBulk100000 is what an import does behind the reading of the file: check,
// stage, look for repeats, publish with one row of history each.
func BenchmarkBulk100000(b *testing.B) {
	eachShopBench(b, 0, func(b *testing.B, s *shop) {
		for i := 0; b.Loop(); i++ {
			ok(b, s.DB.Do(context.Background(), "DELETE FROM buyer"))
			run := must(s.buyers.OpenBulk(owner, record.BulkParams{ImportID: int64(i + 1)}))(b)
			for from := 0; from < 100_000; from += 500 {
				recs := make([]any, 500)
				for j := range recs {
					recs[j] = sample(s, from+j)
					ok(b, run.Ready(owner, recs[j]))
				}
				ok(b, run.Add(owner, recs...))
			}
			must(run.Repeated(owner))(b)
			must(run.Publish(owner, nil))(b)
			ok(b, run.Close(owner))
		}
	})
}

func BenchmarkSaveWhileBulkPublishes(b *testing.B) {
	eachShopBench(b, 2000, func(b *testing.B, s *shop) {
		ctx, cancel := context.WithCancel(owner)
		done := make(chan struct{})
		go func() {
			defer close(done)
			for i := 0; ctx.Err() == nil; i++ {
				run, err := s.buyers.OpenBulk(owner, record.BulkParams{ImportID: int64(i + 2)})
				if err != nil {
					return
				}
				for j := 0; j < 20 && ctx.Err() == nil; j++ {
					recs := make([]any, 500)
					for k := range recs {
						r := sample(s, k)
						r.Code, r.UID, r.CreatedAt, r.UpdatedAt = "", fmt.Sprint(i, j, k), 1, 1
						recs[k] = r
					}
					_ = run.Add(owner, recs...)
				}
				_, _ = run.Publish(ctx, nil)
				_ = run.Close(owner)
			}
		}()
		for i := 0; b.Loop(); i++ {
			must(s.buyers.Update(owner, int64(i%2000)+1, 0, func(x *buyer) error { x.City = fmt.Sprint(i); return nil }))(b)
		}
		cancel()
		<-done
	})
}

func BenchmarkSeal(b *testing.B) {
	eachShopBench(b, 0, func(b *testing.B, s *shop) {
		for b.Loop() {
			b.StopTimer()
			for i := range 200 {
				ok(b, s.buyers.Create(owner, &buyer{Head: entity.Head{}, Name: fmt.Sprint(i)}))
			}
			b.StartTimer()
			must(s.DB.Seal(context.Background()))(b)
		}
	})
}
