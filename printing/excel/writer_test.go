package excel

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/importing"
)

var testHead = exporting.Head{
	Name: "我的客户", Note: "杭州澜石\n全部客户\n2026-03-18 14:32\n林晓雯", Zone: time.FixedZone("CST", 8*3600),
	Columns: []exporting.Column{
		{Title: "客户名称"},
		{Title: "应收(元)", Form: exporting.Amount, Scale: 2},
		{Title: "日期", Form: exporting.Day},
		{Title: "更新", Form: exporting.Moment},
		{Title: "数量", Form: exporting.Decimal, Scale: 3},
	},
}

func TestWritesRealNumbersAndDates(t *testing.T) { // DAT-04
	var buf bytes.Buffer
	w, err := NewWriter(&buf, testHead)
	must(t, err)
	must(t, w.Row([]entity.Value{entity.Str("㛃䶮𠮷"), entity.Num(18650000), entity.Str("2026-03-18"), entity.Num(1773815520000), entity.Num(1500)}))
	must(t, w.Row([]entity.Value{entity.Str("=1+1"), entity.Num(99999999999999999), entity.Str("0900-01-01"), entity.Null, entity.Null}))
	must(t, w.Row([]entity.Value{entity.Str("320102199001011234"), entity.Num(-5), entity.Null, entity.Null, entity.Num(-1)}))
	must(t, w.Totals([]entity.Value{entity.Str("合计"), entity.Num(18649995)}))
	done, err := w.Close()
	must(t, err)
	if done.Rows != 3 || done.Sheets != 1 || len(done.Cut) != 0 {
		t.Errorf("%+v", done)
	}
	b, err := openBook(buf.Bytes())
	must(t, err)
	got, err := readAll(b, importing.Layout{})
	must(t, err)
	for at, want := range map[string]importing.Cell{
		"2,0": {Text: "㛃䶮𠮷"}, "2,1": {Text: "186500", Kind: importing.Number}, "2,2": {Text: "2026-03-18", Kind: importing.Date},
		"2,3": {Text: "2026-03-18 14:32:00", Kind: importing.Date}, "2,4": {Text: "1.5", Kind: importing.Number},
		"3,0": {Text: "=1+1"}, "3,1": {Text: "999999999999999.99"}, "3,2": {Text: "0900-01-01"},
		"4,0": {Text: "320102199001011234"}, "4,1": {Text: "-0.05", Kind: importing.Number}, "4,4": {Text: "-0.001", Kind: importing.Number},
		"5,0": {Text: "合计"}, "5,1": {Text: "186499.95", Kind: importing.Number}, "1,1": {Text: "应收(元)"},
	} {
		var line, col int
		_, err := fmt.Sscanf(at, "%d,%d", &line, &col)
		must(t, err)
		if len(got[line]) <= col || got[line][col] != want {
			t.Errorf("row %d column %d: %+v, want %+v", line, col, got[line], want)
		}
	}
}

func TestSheetHasFilterPanesCommentWidths(t *testing.T) { // DAT-04
	var buf bytes.Buffer
	w, err := NewWriter(&buf, testHead)
	must(t, err)
	must(t, w.Row([]entity.Value{entity.Str("苏州恒拓精密制造有限公司"), entity.Num(123456789012)}))
	must(t, w.Totals([]entity.Value{entity.Str("合计"), entity.Num(123456789012)}))
	_, err = w.Close()
	must(t, err)
	x, err := excelize.OpenReader(&buf)
	must(t, err)
	const name = "我的客户"
	if dim, err := x.GetSheetDimension(name); err != nil || dim != "A1:E3" {
		t.Errorf("size %s %v", dim, err)
	}
	if c, err := x.GetComments(name); err != nil || len(c) != 1 || c[0].Cell != "A1" || !strings.Contains(c[0].Text, "林晓雯") {
		t.Errorf("comment %+v %v", c, err)
	}
	if p, err := x.GetPanes(name); err != nil || !p.Freeze || p.YSplit != 1 {
		t.Errorf("panes %+v %v", p, err)
	}
	if wide, err := x.GetColWidth(name, "A"); err != nil || wide < 24 || wide > 30 {
		t.Errorf("width of the names %v %v", wide, err)
	}
	names := x.GetDefinedName()
	if len(names) != 1 || names[0].RefersTo != "'我的客户'!$A$1:$E$2" {
		t.Errorf("the filter covers %+v, which must leave the totals out", names)
	}
	id, err := x.GetCellStyle(name, "B2")
	must(t, err)
	if st, err := x.GetStyle(id); err != nil || st.CustomNumFmt == nil || *st.CustomNumFmt != "#,##0.00" {
		t.Errorf("format of amounts %+v %v", st, err)
	}
	id, err = x.GetCellStyle(name, "A1")
	must(t, err)
	if st, err := x.GetStyle(id); err != nil || st.Font == nil || !st.Font.Bold {
		t.Errorf("the header is not bold: %+v %v", st, err)
	}
	if shown, err := x.GetCellValue(name, "B2"); err != nil || shown != "1,234,567,890.12" {
		t.Errorf("shown %q %v", shown, err)
	}
}

func TestRowsBeyondASheetGoOnTheNext(t *testing.T) {
	var buf bytes.Buffer
	h := testHead
	h.Rows = 5
	w, err := newWriter(&buf, h, 2)
	must(t, err)
	for i := range 5 {
		must(t, w.Row([]entity.Value{entity.Str(fmt.Sprint("r", i))}))
	}
	must(t, w.Totals([]entity.Value{entity.Str("合计")}))
	done, err := w.Close()
	must(t, err)
	if done.Sheets != 3 || done.Rows != 5 {
		t.Errorf("%+v", done)
	}
	b, err := openBook(buf.Bytes())
	must(t, err)
	var seen []string
	for _, s := range b.Info().Sheets {
		got, err := readAll(b, importing.Layout{Sheet: s})
		must(t, err)
		for line := 2; line <= 4; line++ {
			if len(got[line]) > 0 {
				seen = append(seen, s+":"+got[line][0].Text)
			}
		}
		if got[1][0].Text != "客户名称" {
			t.Errorf("%s has no header", s)
		}
	}
	if s := strings.Join(seen, " "); s != "我的客户:r0 我的客户:r1 我的客户 (2):r2 我的客户 (2):r3 我的客户 (3):r4 我的客户 (3):合计" {
		t.Error(s)
	}
}

func TestAnEmptyListIsASheetWithAHeader(t *testing.T) {
	var buf bytes.Buffer
	w, err := NewWriter(&buf, testHead)
	must(t, err)
	_, err = w.Close()
	must(t, err)
	b, err := openBook(buf.Bytes())
	must(t, err)
	got, err := readAll(b, importing.Layout{})
	if err != nil || len(got) != 1 || len(got[1]) != 5 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestLongTextsAreCutAndReported(t *testing.T) {
	var buf bytes.Buffer
	w, err := NewWriter(&buf, testHead)
	must(t, err)
	must(t, w.Row([]entity.Value{entity.Str(strings.Repeat("中", 32767))}))
	must(t, w.Row([]entity.Value{entity.Str(strings.Repeat("𠮷", 20000))})) // two units each
	done, err := w.Close()
	must(t, err)
	if len(done.Cut) != 1 || done.Cut[0] != (exporting.Cut{Line: 3, Column: "客户名称", Length: 20000}) {
		t.Errorf("%+v", done.Cut)
	}
	b, err := openBook(buf.Bytes())
	must(t, err)
	got, err := readAll(b, importing.Layout{})
	must(t, err)
	if n := len([]rune(got[2][0].Text)); n != 32767 {
		t.Errorf("a text that fits was cut to %d", n)
	}
	if s := got[3][0].Text; s != strings.Repeat("𠮷", 16383) {
		t.Errorf("cut to %d bytes", len(s))
	}
}

func TestSheetNames(t *testing.T) {
	for in, want := range map[string]string{
		"全部客户": "全部客户", "a/b:c": "a_b_c", "": "Kontor", "'x'": "x", "History": "Kontor",
		strings.Repeat("客", 40): strings.Repeat("客", 31), strings.Repeat("𠮷", 20): strings.Repeat("𠮷", 15),
	} {
		if got := sheetName(in, 1); got != want {
			t.Errorf("%q becomes %q", in, got)
		}
	}
	if got := sheetName(strings.Repeat("客", 40), 2); got != strings.Repeat("客", 27)+" (2)" {
		t.Errorf("second sheet %q", got)
	}
}
