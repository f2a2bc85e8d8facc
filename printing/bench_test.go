package printing

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"testing"

	"kontor/app/paper"
)

// alone is set where a test runs in a process of its own, to measure its memory.
const alone = "KONTOR_TEST_ALONE"

// quote is a quote of n lines; the number makes each one different.
func quote(n, number int) paper.Request {
	d := paper.Example(paper.Quote)
	lines := d["lines"].([]paper.Data)
	var all []paper.Data
	for i := range n {
		l := paper.Data{}
		for k, v := range lines[i%len(lines)] {
			l[k] = v
		}
		l["no"] = i + 1
		all = append(all, l)
	}
	d["lines"] = all
	d["number"] = fmt.Sprintf("BJ-202603-%04d", number)
	return paper.Request{Kind: paper.Quote, Data: d, Now: day}
}

// BenchmarkQuotePDF is one quote of 20 lines from values to file, in a batch.
func BenchmarkQuotePDF(b *testing.B) {
	p := New(Params{})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		doc, _, err := p.Layout(context.Background(), quote(20, i))
		if err != nil {
			b.Fatal(err)
		}
		data, err := p.PDF(doc)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(data)), "bytes/file")
	}
}

// BenchmarkQuoteLayout is the layout alone, as the preview does after each key.
func BenchmarkQuoteLayout(b *testing.B) {
	p := New(Params{})
	r := quote(20, 1)
	for b.Loop() {
		if _, _, err := p.Layout(context.Background(), r); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQuotePicture paints the first page at 150 dpi.
func BenchmarkQuotePicture(b *testing.B) {
	p := New(Params{})
	doc, _, err := p.Layout(context.Background(), quote(20, 1))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := p.Picture(doc, 1, 150); err != nil {
			b.Fatal(err)
		}
	}
}

// A thousand quotes in one go stay below 120 MB of memory.
func TestAThousandQuotes(t *testing.T) {
	if os.Getenv(alone) == "" { // what other tests hold does not count: a process of its own
		cmd := exec.Command(os.Args[0], "-test.run=^TestAThousandQuotes$", "-test.v", "-test.short="+strconv.FormatBool(testing.Short()))
		cmd.Env = append(os.Environ(), alone+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	n := 1000
	if testing.Short() {
		n = 50
	}
	defer Spare()() // as the print queue does
	p := New(Params{})
	var top uint64
	var m runtime.MemStats
	for i := range n {
		doc, _, err := p.Layout(context.Background(), quote(20, i))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.PDF(doc); err != nil {
			t.Fatal(err)
		}
		if i%20 == 0 {
			runtime.ReadMemStats(&m)
			top = max(top, m.Sys-m.HeapReleased)
		}
	}
	if top > 120<<20 {
		t.Errorf("%d MB", top>>20)
	}
	t.Logf("%d MB for %d quotes", top>>20, n)
}

// BenchmarkQuotePDFWithPictures has a logo and a stamp as well.
func BenchmarkQuotePDFWithPictures(b *testing.B) {
	p := New(Params{})
	r := quote(20, 1)
	full := filled(paper.Quote)
	r.Data["company"], r.Data["options"] = full["company"], full["options"]
	for b.Loop() {
		doc, _, err := p.Layout(context.Background(), r)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := p.PDF(doc); err != nil {
			b.Fatal(err)
		}
	}
}
