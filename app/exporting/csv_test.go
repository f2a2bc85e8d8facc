package exporting

import (
	"bytes"
	"encoding/csv"
	"errors"
	"math"
	"reflect"
	"testing"
	"time"

	"kontor/app/entity"
)

func TestCSVIsExactAndSafe(t *testing.T) { // DAT-04
	var b bytes.Buffer
	w, err := NewCSV(&b, Head{Zone: time.FixedZone("CST", 8*3600), Columns: []Column{
		{Title: "名称"},
		{Title: "金额(元)", Form: Amount, Scale: 2},
		{Title: "数量", Form: Decimal, Scale: 3},
		{Title: "日期", Form: Day},
		{Title: "时间", Form: Moment},
		{Title: "号", Form: Whole},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range [][]entity.Value{
		{entity.Str("㛃䶮𠮷, \"引\"\n二行"), entity.Num(-16890000), entity.Num(1500), entity.Str("2026-03-18"), entity.Num(1773815520000), entity.Num(7)},
		{entity.Str("=1+1"), entity.Num(99999999999999999), entity.Num(-5), entity.Null, entity.Null, entity.Num(math.MinInt64)},
		{entity.Str("+49 30"), entity.Num(5), entity.Num(0), entity.Str(""), entity.Null, entity.Null},
		{entity.Str("-"), entity.Null, entity.Null, entity.Null, entity.Null, entity.Null},
		{entity.Str("@SUM(A1)"), entity.Null, entity.Null, entity.Null, entity.Null, entity.Null},
		{entity.Str("\t=1"), entity.Null, entity.Null, entity.Null, entity.Null, entity.Null},
	} {
		if err := w.Row(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Totals([]entity.Value{entity.Str("合计"), entity.Num(100), entity.Null, entity.Null, entity.Null, entity.Null}); err != nil {
		t.Fatal(err)
	}
	done, err := w.Close()
	if err != nil || done.Rows != 6 {
		t.Fatalf("%+v %v", done, err)
	}
	if !bytes.HasPrefix(b.Bytes(), []byte("\xef\xbb\xbf")) {
		t.Error("no byte order mark")
	}
	got, err := csv.NewReader(bytes.NewReader(b.Bytes()[3:])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"名称", "金额(元)", "数量", "日期", "时间", "号"},
		{"㛃䶮𠮷, \"引\"\n二行", "-168900.00", "1.500", "2026-03-18", "2026-03-18 14:32:00", "7"},
		{"'=1+1", "999999999999999.99", "-0.005", "", "", "-9223372036854775808"},
		{"'+49 30", "0.05", "0.000", "", "", ""},
		{"'-", "", "", "", "", ""},
		{"'@SUM(A1)", "", "", "", "", ""},
		{"'\t=1", "", "", "", "", ""},
		{"合计", "1.00", "", "", "", ""},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

type fullDisk struct{ left int }

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.left -= len(p); d.left < 0 {
		return 0, errors.New("no space left")
	}
	return len(p), nil
}

func TestAFullDiskIsReported(t *testing.T) {
	w, err := NewCSV(&fullDisk{left: 100_000}, Head{Columns: []Column{{Title: "a"}}})
	for i := 0; err == nil && i < 100_000; i++ {
		err = w.Row([]entity.Value{entity.Str("some text")})
	}
	if err == nil {
		_, err = w.Close()
	}
	if err == nil {
		t.Error("nobody noticed")
	}
}
