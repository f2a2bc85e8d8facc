//go:build bench && linux

package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"golang.org/x/sys/unix"

	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/importing"
	"kontor/data"
	"kontor/printing/excel"
)

// importRows is how many customers are imported and exported.
const importRows = 100_000

var importHeads = []string{"客户名称", "等级", "负责人", "手机", "联系人", "所属行业", "来源", "城市", "详细地址", "信用额度(元)", "邮箱", "备注"}

// importRow is one of a hundred thousand different customers.
func importRow(i int) []string {
	return []string{
		fmt.Sprintf("苏州%c%c精密制造%d有限公司", rune(0x4e00+i%3000), rune(0x5e00+i%1700), i), string("ABC"[i%3]), "林晓雯", fmt.Sprintf("199%08d", i),
		fmt.Sprintf("陈%c", rune(0x5b00+i%2000)), []string{"机械制造", "食品饮料", "电子光电"}[i%3], "展会", "苏州", fmt.Sprintf("工业园区星湖街 %d 号", i),
		fmt.Sprint(i % 900000), fmt.Sprintf("u%d@example.example", i), "老客户，要发票",
	}
}

// imports reads 100,000 customers of 12 columns, each with a contact, from the file to
// the last published row, while another window goes on saving.
func (b *bench) imports() {
	table, book := filepath.Join(b.dir, "customers.csv"), filepath.Join(b.dir, "customers.xlsx")
	b.writeCSV(table)
	b.writeXLSX(book)
	b.importInto("a new company", table, 15)
	b.importInto("a new company", book, 30)
	if b.n >= importRows {
		b.importInto("one of "+thousands(b.n), table, 15)
	}
}

func (b *bench) importInto(where, file string, limit float64) {
	own := filepath.Join(b.dir, "import"+data.Extension)
	removeCompany(own)
	defer removeCompany(own)
	if where == "a new company" {
		_, err := b.house().found(background, founding{file: own, name: "基准", short: "基准", owner: "林晓雯"})
		b.check(err)
	} else {
		b.move(b.company(b.n), own, copyFile)
	}
	debug.FreeOSMemory()
	c := b.openRaw(b.house(), own)
	c.start()
	defer c.Close()
	src, err := openSheet(file)
	b.check(err)
	defer src.Close()
	kind := filepath.Ext(file)[1:]
	before := memoryOf(os.Getpid(), "VmRSS")
	b.check(os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)) // the peak starts anew
	stop := b.others(c)
	at, spent := time.Now(), cpuOf(unix.CLOCK_PROCESS_CPUTIME_ID)
	r, err := c.imports.Do(c.ctx, importing.Wish{Kind: "customers", Source: src})
	b.check(err)
	seconds := time.Since(at).Seconds()
	saves := stop()
	if r.Created != importRows {
		b.Fatalf("%+v", r)
	}
	name := fmt.Sprintf("import of %s × 12, %s into %s", thousands(importRows), kind, where)
	b.within(name, seconds, limit, "s")
	b.within("  CPU of the whole program meanwhile", (cpuOf(unix.CLOCK_PROCESS_CPUTIME_ID) - spent).Seconds(), 0, "s")
	b.within("  saves of others meanwhile, p99", saves.ms(0.99), 100, "ms")
	b.within("  memory above that before, at most", memoryOf(os.Getpid(), "VmHWM")-before, 0, "MB")
}

// others saves another customer again and again until it is stopped.
func (b *bench) others(c *office) (stop func() times) {
	other := c.Customers.Customers.Desc.New()
	other.Name, other.Kind = "旁人有限公司", customer.Company
	b.check(c.Customers.Customers.Create(c.ctx, other))
	end, done := make(chan struct{}), make(chan times)
	go func() {
		var all times
		for n := 0; ; n++ {
			select {
			case <-end:
				done <- all
				return
			case <-time.After(20 * time.Millisecond):
			}
			at := time.Now()
			_, err := c.Customers.Customers.Update(c.ctx, other.ID, 0, func(x *customer.Customer) error { x.Remark = fmt.Sprint("第 ", n, " 次"); return nil })
			if err != nil {
				b.Error(err)
			}
			all = append(all, time.Since(at))
		}
	}()
	return func() times { close(end); return <-done }
}

func (b *bench) writeCSV(path string) {
	f, err := os.Create(path)
	b.check(err)
	defer f.Close()
	buf := bufio.NewWriter(f)
	w := csv.NewWriter(buf)
	b.check(w.Write(importHeads))
	for i := range importRows {
		b.check(w.Write(importRow(i)))
	}
	w.Flush()
	b.check(buf.Flush())
}

func (b *bench) writeXLSX(path string) {
	f, err := os.Create(path)
	b.check(err)
	defer f.Close()
	h := exporting.Head{Name: "客户", Rows: importRows}
	for _, t := range importHeads {
		h.Columns = append(h.Columns, exporting.Column{Title: t})
	}
	w, err := excel.NewWriter(f, h)
	b.check(err)
	cells := make([]entity.Value, len(importHeads))
	for i := range importRows {
		for j, s := range importRow(i) {
			cells[j] = entity.Str(s)
		}
		b.check(w.Row(cells))
	}
	_, err = w.Close()
	b.check(err)
}
