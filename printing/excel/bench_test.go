//go:build unix

package excel

import (
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"syscall"
	"testing"

	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/importing"
)

// wideHead and wideRow are the table of the comparison: 100,000 rows of 20 columns.
func wideHead(rows int) exporting.Head {
	h := exporting.Head{Name: "全部客户", Note: "x", Rows: rows}
	for i := range 20 {
		c := exporting.Column{Title: fmt.Sprint("列", i)}
		switch i % 5 {
		case 1:
			c.Form, c.Scale = exporting.Amount, 2
		case 2:
			c.Form = exporting.Day
		}
		h.Columns = append(h.Columns, c)
	}
	return h
}

func wideRow(row []entity.Value, r int) {
	for i := range row {
		switch i % 5 {
		case 1:
			row[i] = entity.Num(int64(r*1000 + i))
		case 2:
			row[i] = entity.Str("2026-03-18")
		default:
			row[i] = entity.Str(fmt.Sprintf("苏州恒拓精密制造 %d-%d", r, i))
		}
	}
}

func export(tb testing.TB, to io.Writer, rows int) {
	w, err := NewWriter(to, wideHead(rows))
	must(tb, err)
	row := make([]entity.Value, 20)
	for r := range rows {
		wideRow(row, r)
		must(tb, w.Row(row))
	}
	_, err = w.Close()
	must(tb, err)
}

// BenchmarkWrite100kx20 reports CPU seconds, and how many times as many xlsxwriter takes
// for the same table where it is installed.
func BenchmarkWrite100kx20(b *testing.B) {
	for b.Loop() {
		before := cpu(syscall.RUSAGE_SELF)
		export(b, io.Discard, 100_000)
		own := cpu(syscall.RUSAGE_SELF) - before
		b.ReportMetric(own, "cpu-s")
		if their, ok := xlsxwriter(); ok {
			b.ReportMetric(their, "xlsxwriter-cpu-s")
			b.ReportMetric(their/own, "times-faster")
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapSys)/1e6, "heap-MB")
	}
}

func cpu(who int) float64 {
	var u syscall.Rusage
	if syscall.Getrusage(who, &u) != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

const peer = `
import xlsxwriter
wb = xlsxwriter.Workbook('/dev/null', {'constant_memory': True, 'in_memory': False})
ws = wb.add_worksheet('s'); money = wb.add_format({'num_format': '#,##0.00'}); day = wb.add_format({'num_format': 'yyyy-mm-dd'})
for r in range(100000):
    for i in range(20):
        if i % 5 == 1: ws.write_number(r, i, (r*1000+i)/100, money)
        elif i % 5 == 2: ws.write_number(r, i, 46099, day)
        else: ws.write_string(r, i, '苏州恒拓精密制造 %d-%d' % (r, i))
wb.close()
`

func xlsxwriter() (float64, bool) {
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import xlsxwriter").Run() != nil {
			continue
		}
		before := cpu(syscall.RUSAGE_CHILDREN)
		if exec.Command(python, "-c", peer).Run() == nil {
			return cpu(syscall.RUSAGE_CHILDREN) - before, true
		}
	}
	return 0, false
}

// BenchmarkRead100kx20 reads what BenchmarkWrite100kx20 writes.
func BenchmarkRead100kx20(b *testing.B) {
	var buf bytes.Buffer
	export(b, &buf, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		book, err := openBook(buf.Bytes())
		must(b, err)
		rows, err := book.Open(importing.Layout{})
		must(b, err)
		var row importing.Row
		n := 0
		for rows.Next(&row) == nil {
			n++
		}
		if n != 100_001 {
			b.Fatal(n)
		}
		must(b, rows.Close())
	}
}
