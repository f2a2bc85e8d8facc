package attendance_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"kontor/app/attendance"
	"kontor/app/exporting"
	"kontor/app/jobs"
	"kontor/app/listing"
	"kontor/app/paper"
)

func plainSay(key string, pairs ...any) string { return strings.TrimPrefix(key, "attendance.") }

// The month grid, its sums, and the sheet made of it. ATT-18, ATT-19, ATT-20
func TestMonthAndSheet(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		p := o.people["陈思远"].ID
		var punches []string
		for d := 2; d <= 17; d++ {
			if wd := day(fmt.Sprintf("2026-03-%02d", d)).ISOWeekday(); wd <= 5 {
				punches = append(punches, fmt.Sprintf("12 2026-03-%02d 08:5%d", d, d%10), fmt.Sprintf("12 2026-03-%02d 18:03", d))
				punches = append(punches, fmt.Sprintf("7 2026-03-%02d 08:5%d", d, d%10))
			}
		}
		punches = append(punches, "12 2026-03-18 09:14", "7 2026-03-03 18:03", "12 2026-03-14 08:50", "12 2026-03-14 12:05")
		o.load(punches...)
		ok(t, o.s.FileOvertime(hr, &attendance.Overtime{Request: attendance.Request{EmployeeID: p}, Settle: "bank", FromAt: at("2026-03-14 09:00"), ToAt: at("2026-03-14 12:00")}))
		ok(t, o.s.FileLeave(hr, &attendance.Leave{Request: attendance.Request{EmployeeID: p}, Type: "annual", FromAt: at("2026-03-20 09:00"), ToAt: at("2026-03-20 18:00")}))
		v, err := o.s.Month(hr, day("2026-03-18"))
		ok(t, err)
		if len(v.People) != 2 || len(v.Days) != 31 || v.Lock != nil || !v.Known {
			t.Fatalf("%+v", v)
		}
		one, two := v.People[1], v.People[0]
		if one.Name != "陈思远" || one.Department != "销售一部" {
			t.Fatalf("%s %s", one.Name, one.Department)
		}
		signs := func(p attendance.PersonMonth) (s string) {
			for i := range p.Days {
				c := attendance.Sign(p.Days[i].Mark(v.Today), plainSay)
				if c == "" {
					c = "_"
				}
				s += strings.TrimPrefix(c, "sign.")[:1]
			}
			return s
		}
		if got := signs(one); got != "_nnnnn__nnnnn3_nnl_l___________" { // 14: overtime, 18: late, 20: leave to come
			t.Errorf("marks %s", got)
		}
		if got := signs(two); got != "_mnmmm__mmmmm__mmw_____________" { // 18 waits
			t.Errorf("marks %s", got)
		}
		if m := one.Sum; m.Required != 1300 || m.Attended != 1300 || m.LateTimes != 1 || m.Late != 14 || m.LieuEarned != 180 || m.Overtime[1] != 180 {
			t.Errorf("%+v", m)
		}
		if v.Exceptions() != 12 {
			t.Errorf("%d exceptions", v.Exceptions())
		}
		b, err := o.s.BalanceOf(hr, p, day("2026-03-31"))
		ok(t, err)
		if b.AnnualDays != 500 || b.AnnualUsed != 100 || b.LieuLeft() != 180 {
			t.Errorf("%+v", b)
		}

		sheet := &attendance.Sheet{View: v, WithDays: true}
		d := sheet.Paper(plainSay)
		if len(d["days"].([]paper.Data)) != 31 || len(d["lines"].([]paper.Data)) != 2 || len(d["leaves"].([]string)) != 5 {
			t.Errorf("%v", d)
		}
		for key := range paper.Example(paper.Attendance) {
			if _, there := d[key]; !there && key != "void" && key != "print" && key != "currency" && key != "options" && key != "custom" {
				t.Errorf("the paper reads %s, which the sheet does not give", key)
			}
		}
		var buf bytes.Buffer
		w, err := exporting.NewCSV(&buf, o.s.SheetHead(sheet, plainSay))
		ok(t, err)
		ok(t, o.s.WriteSheet(hr, sheet, w, plainSay))
		_, err = w.Close()
		ok(t, err)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(buf.String(), "\ufeff"))).ReadAll()
		ok(t, err)
		if len(rows) != 4 || len(rows[0]) != 35+31 || rows[2][1] != "陈思远" || rows[2][8] != "13.00" || rows[3][0] != "sheet.total" || rows[2][27] != "3.00" {
			t.Errorf("%v", rows)
		}
	})
}

// The days of a killed program are computed at the next start.
func TestMarksSurvive(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		late := 0
		slow := attendance.New(datatestGround(o), attendance.Params{Store: o.DB, Later: func() { late++ }})
		_, err := slow.ImportPunches(hr, attlog("12 2026-03-16 08:55", "12 2026-03-16 18:02", "7 2026-03-17 18:00"))
		ok(t, err)
		if d := o.result("陈思远", "2026-03-16"); d.ID != 0 || late == 0 {
			t.Fatalf("computed at once: %+v", d)
		}
		ok(t, o.s.Job(jobs.OnDemand).Do(t.Context(), jobs.Run{}))
		o.want("陈思远", "2026-03-16", 480, 0, 0, 0)
		list, err := o.DB.DirtyDays(t.Context(), 10)
		ok(t, err)
		if len(list) != 0 {
			t.Errorf("%d marks are left", len(list))
		}
	})
}

// A company day laid over the notices changes what is owed. ATT-03
func TestCompanyDays(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.load("12 2026-03-17 08:55", "7 2026-03-17 18:00")
		o.want("陈思远", "2026-03-16", 0, 0, 0, 2)
		ok(t, o.s.PutDays(hr, holiday("2026-03-16")))
		if d := o.result("陈思远", "2026-03-16"); d.Planned != 0 || d.Absent != 0 {
			t.Errorf("%+v", d)
		}
		plan, err := o.s.PlanDays(hr, holiday("2026-03-16"))
		ok(t, err)
		if plan.Same != 1 || plan.Add != 0 || len(plan.Check) != 1 || plan.Check[0].OK() { // a day too many off
			t.Errorf("%+v", plan)
		}
		n, err := o.s.Days.Count(hr, listing.Node{})
		ok(t, err)
		if n != 1 {
			t.Errorf("%d rows", n)
		}
	})
}
