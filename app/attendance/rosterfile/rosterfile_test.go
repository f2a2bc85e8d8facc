package rosterfile

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/calendar"
)

type rows struct {
	list [][]string
	at   int
}

func (r *rows) Next() ([]string, error) {
	if r.at == len(r.list) {
		return nil, io.EOF
	}
	r.at++
	return r.list[r.at-1], nil
}

func (r *rows) Line() int { return r.at }

func table(text string) *rows {
	r := &rows{}
	for _, l := range strings.Split(text, "\n") {
		r.list = append(r.list, strings.Split(l, ","))
	}
	return r
}

func entries(r *Result) string {
	var out []string
	for _, e := range r.Entries {
		code := e.Code
		if e.Rest {
			code = "休"
		}
		out = append(out, fmt.Sprintf("%s %s %s %s", e.No, e.Date, code, e.Note))
	}
	return strings.Join(out, "; ")
}

// ATT-04, ATT-10
func TestLong(t *testing.T) {
	r, err := Read(table("工号,姓名,日期,班次代码,备注\n0012,陈思远,2026-03-02,D,早到\n0012,陈思远,2026/3/3,休,\n,,,,\n0012,,2026-02-30,D,\n,,2026-03-04,D,"), 0)
	if err != nil || r.Matrix {
		t.Fatal(r, err)
	}
	if got := entries(r); got != "0012 2026-03-02 D 早到; 0012 2026-03-03 休 " {
		t.Error(got)
	}
	if len(r.Faults) != 2 || r.Faults[0] != (Fault{5, "date", "2026-02-30"}) || r.Faults[1].Key != "pin" {
		t.Errorf("%v", r.Faults)
	}
}

func TestMatrix(t *testing.T) {
	text := "2026 年 2 月排班表\n部门,工号,姓名,岗位"
	for d := 1; d <= 31; d++ {
		text += fmt.Sprintf(",%d", d)
	}
	text += "\n销售,0012,陈思远,销售,D,休,年,,N" + strings.Repeat(",", 23) + ",D,,D\n,,,"
	r, err := Read(table(text), calendar.Must("2026-05-01"))
	if err != nil || !r.Matrix {
		t.Fatal(r, err)
	}
	if got := entries(r); got != "0012 2026-02-01 D ; 0012 2026-02-02 休 ; 0012 2026-02-03 休 年; 0012 2026-02-05 N " {
		t.Error(got)
	}
	if len(r.Faults) != 2 { // the 29th and the 31st of February
		t.Errorf("%v", r.Faults)
	}
	if r, _ = Read(table(strings.SplitN(text, "\n", 2)[1]), 0); len(r.Faults) != 1 || r.Faults[0].Key != "month" {
		t.Errorf("without a month: %v", r.Faults)
	}
}

func TestNoRoster(t *testing.T) {
	_, err := Read(table("a,b\nc,d"), 0)
	if e, ok := err.(*app.Error); !ok || e.Key != "attendance.file.roster" {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("工号,姓名,日期,班次代码,备注\n0012,陈思远,2026-03-02,D,早到", 739000)
	f.Add("2026年3月\n工号,1,2,3,4,5,6,7\n12,D,休,,N,D,D,D", 0)
	f.Fuzz(func(t *testing.T, text string, month int) {
		m := calendar.Date(0)
		if month > 1000 && month < 3_000_000 {
			m = calendar.Date(month).MonthStart()
		}
		r, err := Read(table(text), m)
		if err != nil {
			return
		}
		for _, e := range r.Entries {
			if e.Date <= 0 || e.No == "" && e.Name == "" {
				t.Errorf("%+v", e)
			}
		}
	})
}
