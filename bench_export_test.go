//go:build bench && linux

package main

import (
	"fmt"
	"io"
	"path/filepath"

	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/listing"
	"kontor/printing/excel"
	"kontor/ui/kit"
)

// exportColumns are the twenty of the export.
var exportColumns = []string{
	"name", "short_name", "grade", "status", "industry", "source", "city", "mobile", "mail", "address", "owner_id", "last_activity_at", "next_action_on",
	"receivable_minor", "credit_limit_minor", "credit_code", "currency", "owned_on", "created_at", "remark",
}

// export writes 100,000 customers of 20 columns as Excel, read from the company, and the
// same shape of table from memory; the peer writes its table from memory.
func (b *bench) export() {
	c := b.openRaw(b.house(), b.company(importRows))
	path := filepath.Join(b.dir, "export.xlsx")
	save := func() {
		done, err := c.exports.Save(c.ctx, exporting.Request{
			Query: listing.Query{Entity: customer.Customers, Columns: exportColumns, Sort: []listing.Sort{{Key: "name"}}},
			View:  "全部客户", Path: path, Purpose: "bench", Words: kit.Tongue(),
		})
		b.check(err)
		if done.Rows != importRows {
			b.Fatalf("%+v", done)
		}
	}
	theirs := b.peer("xlsxwriter", xlsxwriter)
	save()
	b.against("Excel export of 100,000 × 20 out of the company, CPU", median(3, func() float64 { return cpu(save) }), "s", "xlsxwriter", theirs, 4)
	b.against("Excel file of 100,000 × 20 from memory, CPU", median(3, func() float64 { return cpu(b.wideTable) }), "s", "xlsxwriter", theirs, 4)
	b.check(c.Close())
}

// wideTable writes the table that the peer writes.
func (b *bench) wideTable() {
	h := exporting.Head{Name: "全部客户", Rows: importRows}
	for i := range 20 {
		col := exporting.Column{Title: fmt.Sprint("列", i)}
		switch i % 5 {
		case 1:
			col.Form, col.Scale = exporting.Amount, 2
		case 2:
			col.Form = exporting.Day
		}
		h.Columns = append(h.Columns, col)
	}
	w, err := excel.NewWriter(io.Discard, h)
	b.check(err)
	row := make([]entity.Value, 20)
	for r := range importRows {
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
		b.check(w.Row(row))
	}
	_, err = w.Close()
	b.check(err)
}

const xlsxwriter = `
import time, xlsxwriter
at = time.process_time()
wb = xlsxwriter.Workbook('/dev/null', {'constant_memory': True})
ws = wb.add_worksheet('s'); money = wb.add_format({'num_format': '#,##0.00'}); day = wb.add_format({'num_format': 'yyyy-mm-dd'})
for r in range(100000):
    for i in range(20):
        if i % 5 == 1: ws.write_number(r, i, (r*1000+i)/100, money)
        elif i % 5 == 2: ws.write_number(r, i, 46099, day)
        else: ws.write_string(r, i, '苏州恒拓精密制造 %d-%d' % (r, i))
wb.close()
print(time.process_time() - at)
`

// median runs a measurement n times.
func median(n int, fn func() float64) float64 {
	all := make([]float64, n)
	for i := range all {
		all[i] = fn()
	}
	return middle(all)
}
