package importing_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kontor/app/apptest"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/importing"
	"kontor/app/importing/csvfile"
	"kontor/data/datatest"
	"kontor/printing/excel"
)

var benchHeaders = []string{"客户名称", "等级", "负责人", "手机", "联系人", "所属行业", "来源", "城市", "详细地址", "信用额度(元)", "邮箱", "备注"}

// benchRow is one of a hundred thousand different customers.
func benchRow(i int) []string {
	return []string{
		fmt.Sprintf("苏州%c%c精密制造%d有限公司", rune(0x4e00+i%3000), rune(0x5e00+i%1700), i), string("ABC"[i%3]),
		[]string{"林晓雯", "周启航", "陈思远"}[i%3], fmt.Sprintf("199%08d", i), fmt.Sprintf("陈%c", rune(0x5b00+i%2000)),
		[]string{"机械制造", "食品饮料", "电子光电"}[i%3], "展会", "苏州", fmt.Sprintf("工业园区星湖街 %d 号", i), fmt.Sprint(i % 900000),
		fmt.Sprintf("u%d@example.example", i), "老客户，要发票",
	}
}

func benchCSV(rows int) importing.Source {
	var b bytes.Buffer
	b.WriteString(strings.Join(benchHeaders, ",") + "\n")
	for i := range rows {
		b.WriteString(strings.Join(benchRow(i), ",") + "\n")
	}
	f, err := csvfile.New("b.csv", bytes.NewReader(b.Bytes()), int64(b.Len()), nil)
	if err != nil {
		panic(err)
	}
	return f
}

func benchXLSX(tb testing.TB, rows int) importing.Source {
	h := exporting.Head{Name: "客户", Rows: rows}
	for _, t := range benchHeaders {
		h.Columns = append(h.Columns, exporting.Column{Title: t})
	}
	var buf bytes.Buffer
	w, err := excel.NewWriter(&buf, h)
	if err != nil {
		tb.Fatal(err)
	}
	cells := make([]entity.Value, len(benchHeaders))
	for i := range rows {
		for j, s := range benchRow(i) {
			cells[j] = entity.Str(s)
		}
		if err := w.Row(cells); err != nil {
			tb.Fatal(err)
		}
	}
	if _, err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	b, err := excel.Open("b.xlsx", bytes.NewReader(buf.Bytes()), int64(buf.Len()), nil)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// BenchmarkImport imports 100,000 customers of 12 columns with a contact each, while
// somebody else goes on saving; it reports the seconds and the slowest of those saves.
func BenchmarkImport(b *testing.B) {
	for name, make := range map[string]func() importing.Source{
		"csv": func() importing.Source { return benchCSV(100_000) }, "xlsx": func() importing.Source { return benchXLSX(b, 100_000) },
	} {
		b.Run(name, func(b *testing.B) {
			datatest.EachBench(b, func(b *testing.B, c *datatest.Company) {
				src := make()
				b.ResetTimer()
				for b.Loop() {
					d := newDesk(b, c)
					benchImport(b, d, src)
				}
			})
		})
	}
}

func benchImport(b *testing.B, d *desk, src importing.Source) {
	k, err := importing.KindNamed("customers")
	d.check(err)
	other := &customer.Customer{Name: "旁人有限公司", Kind: customer.Company}
	d.check(d.Customers.Customers.Create(d.ctx, other))
	stop, saved := make(chan struct{}), make(chan []time.Duration)
	go func() {
		var took []time.Duration
		for n := 0; ; n++ {
			select {
			case <-stop:
				saved <- took
				return
			case <-time.After(20 * time.Millisecond):
			}
			at := time.Now()
			_, err := d.Customers.Customers.Update(apptest.Owner(), other.ID, 0, func(x *customer.Customer) error {
				x.Remark = fmt.Sprint("第 ", n, " 次")
				return nil
			})
			if err != nil {
				b.Error(err)
			}
			took = append(took, time.Since(at))
		}
	}()
	began := time.Now()
	p, err := d.imports.Inspect(d.ctx, k, src, importing.Layout{}, -1)
	d.check(err)
	inspected := time.Since(began)
	m, _, err := d.imports.Guess(d.ctx, k, p, false)
	d.check(err)
	dryAt := time.Now()
	if _, err := d.imports.DryRun(d.ctx, importing.Job{Kind: k, Source: src, Mapping: m, Orders: p.Orders}); err != nil {
		b.Fatal(err)
	}
	dry := time.Since(dryAt)
	began = time.Now()
	r, err := d.imports.Run(d.ctx, importing.Job{Kind: k, Source: src, Mapping: m, Orders: p.Orders})
	d.check(err)
	run := time.Since(began)
	close(stop)
	took := <-saved
	slices.Sort(took)
	if r.Created != 100_000 {
		b.Fatalf("%s %+v", counts(r), r.Faults[:min(3, len(r.Faults))])
	}
	b.ReportMetric(inspected.Seconds(), "inspect-s")
	b.ReportMetric(dry.Seconds(), "dry-s")
	b.ReportMetric(run.Seconds(), "import-s")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "other-save-p99-ms")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "other-save-max-ms")
}
