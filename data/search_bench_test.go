package data

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kontor/app/listing"
	"kontor/app/search"
	"kontor/assets/pinyin"
)

// benchFirms is how many firms the benchmark searches: KONTOR_BENCH_CUSTOMERS, else
// 100,000.
func benchFirms() int64 {
	if n, err := strconv.ParseInt(os.Getenv("KONTOR_BENCH_CUSTOMERS"), 10, 64); err == nil {
		return n
	}
	return 100_000
}

// BenchmarkSearch prints for each kind of query the median and the 99th percentile in
// milliseconds, for the owner of the company and for a salesperson with 500 firms.
func BenchmarkSearch(b *testing.B) {
	n := benchFirms()
	const salesperson = 999
	f := benchCompany(b, n, salesperson)
	f.sizes(b)
	for _, kind := range []string{"two", "four", "one", "initials", "digits", "pinyin", "absent", "absent4", "twoterms"} {
		for _, who := range []int64{0, salesperson} {
			name := fmt.Sprintf("%s/owner", kind)
			if who != 0 {
				name = fmt.Sprintf("%s/salesperson", kind)
			}
			b.Run(name, func(b *testing.B) { f.measure(b, kind, who, n) })
		}
	}
}

// benchCompany fills a company, or opens the one of an earlier run in KONTOR_BENCH_DIR.
func benchCompany(b *testing.B, n, salesperson int64) *firms {
	dir := os.Getenv("KONTOR_BENCH_DIR")
	path := filepath.Join(dir, fmt.Sprintf("search-%d.kontor", n))
	if _, err := os.Stat(path); dir != "" && err == nil {
		db, err := Open(context.Background(), Params{Company: path, Clock: testClock})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { db.Close() })
		s, err := NewSearch(db, firmRegistry(), search.NewSpelling(pinyin.Table{}))
		if err != nil {
			b.Fatal(err)
		}
		return &firms{tb: b, db: db, reg: s.reg, find: s}
	}
	if dir == "" {
		path = filepath.Join(b.TempDir(), "search.kontor")
	}
	var db *DB
	if os.Getenv("KONTOR_BENCH_ENGINE") == "postgres" {
		db = otherCompany(b)
	} else {
		var err error
		if db, err = Open(context.Background(), Params{Company: path, Create: true, Clock: testClock}); err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { db.Close() })
	}
	f := newFirms(b, db)
	for id := int64(1); id <= n; id += 10_000 {
		list := makeFirms(id, min(id+10_000, n+1))
		for _, c := range list {
			if c.ID%(n/500) == 0 {
				c.OwnerID = salesperson
			}
			delete(f.all, c.ID)
		}
		f.save(list...)
		clear(f.all)
	}
	start := time.Now()
	f.drain()
	b.Logf("%d firms indexed in %.1f s", n, time.Since(start).Seconds())
	return f
}

func (f *firms) sizes(b *testing.B) {
	var pages, index int64
	if f.db.Engine == Postgres {
		return
	}
	_ = f.db.read.QueryRow("SELECT page_count * 4096 FROM pragma_page_count").Scan(&pages)
	_ = f.db.read.QueryRow("SELECT sum(length(block)) FROM search_index_segments").Scan(&index)
	b.Logf("file %d MB, grams %d MB", pages>>20, index>>20)
}

func (f *firms) measure(b *testing.B, kind string, who, n int64) {
	r := rand.New(rand.NewPCG(5, 6))
	actor := boss
	if who != 0 {
		actor = seller(who)
	}
	var times []time.Duration
	slowest, worst := "", time.Duration(0)
	for b.Loop() {
		text := f.benchText(kind, makeFirm(1+r.Int64N(n)), r)
		p := f.plan(actor, "firm", text)
		start := time.Now()
		if _, err := f.find.Find(context.Background(), []*listing.Plan{p}, 20); err != nil {
			b.Fatal(err)
		}
		took := time.Since(start)
		times = append(times, took)
		if took > worst {
			worst, slowest = took, text
		}
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
	if len(times) > 50 {
		b.Logf("slowest %q %s", slowest, worst)
	}
}

func (f *firms) benchText(kind string, c *firm, r *rand.Rand) string {
	name := []rune(c.Name)
	cut := func(n int) string { at := r.IntN(len(name) - n + 1); return string(name[at : at+n]) }
	switch kind {
	case "two":
		return cut(2)
	case "four":
		return cut(4)
	case "one":
		return cut(1)
	case "initials":
		_, initials := f.find.spell.Sorting(cut(4), false)
		return initials
	case "pinyin":
		full, _ := f.find.spell.Sorting(cut(2), false)
		return strings.ReplaceAll(full, " ", "")
	case "digits":
		at := r.IntN(4)
		return c.Mobile[at : at+4+r.IntN(4)]
	case "absent":
		return string(name[2]) + "鑫"
	case "absent4":
		return string(name[:2]) + "㐂㐂"
	}
	return cut(2) + " " + cut(2)
}
