package attendance_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"kontor/app/attendance"
	"kontor/app/record"
	"kontor/data/datatest"
)

// crowd hires n people and imports a month of punches.
func (o *office) crowd(n int) {
	o.t.Helper()
	bulk, err := o.s.Employees.OpenBulk(hr, record.BulkParams{Reason: "bench"})
	ok(o.t, err)
	for i := 0; i < n; i++ {
		p := o.s.Employees.Desc.New()
		p.Number, p.Name, p.Department, p.GroupID, p.HiredOn = fmt.Sprintf("%05d", 10000+i), fmt.Sprintf("员工%d", i), o.dept, o.group.ID, day("2020-01-01")
		ok(o.t, bulk.Ready(hr, p))
		ok(o.t, bulk.Add(hr, p))
	}
	_, err = bulk.Publish(hr, nil)
	ok(o.t, err)
	ok(o.t, bulk.Close(hr))
}

// punches is a file of February 2026 for n people.
func monthFile(n int) attendance.PunchFile {
	r := rand.New(rand.NewSource(1))
	var b strings.Builder
	for d := 1; d <= 28; d++ {
		for i := 0; i < n; i++ {
			fmt.Fprintf(&b, "%d\t2026-02-%02d 08:%02d:00\t1\t0\t1\t0\r\n", 10000+i, d, 40+r.Intn(20))
			fmt.Fprintf(&b, "%d\t2026-02-%02d 18:%02d:00\t1\t1\t1\t0\r\n", 10000+i, d, r.Intn(40))
		}
	}
	return attendance.PunchFile{Name: "1_attlog.dat", Data: []byte(b.String())}
}

// BenchmarkComputeMonth is 1,000 employees × a month on a store: read, compute, write.
func BenchmarkComputeMonth(b *testing.B) {
	datatest.EachBench(b, func(b *testing.B, c *datatest.Company) {
		o := openOffice(b, c)
		o.crowd(1000)
		_, err := o.s.ImportPunches(hr, monthFile(1000))
		ok(b, err)
		for b.Loop() {
			_, err := o.s.Compute(hr, attendance.Period{From: day("2026-02-01"), To: day("2026-02-28")})
			ok(b, err)
		}
	})
}

// BenchmarkImportMonth reads 56,000 punches, writes them and computes what they change.
func BenchmarkImportMonth(b *testing.B) {
	datatest.EachBench(b, func(b *testing.B, c *datatest.Company) {
		o := openOffice(b, c)
		o.crowd(1000)
		for b.Loop() {
			_, err := o.s.ImportPunches(hr, monthFile(1000))
			ok(b, err)
		}
	})
}
