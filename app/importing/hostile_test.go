package importing_test

import (
	"bytes"
	"io"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"kontor/app/importing"
	"kontor/app/importing/csvfile"
	"kontor/data/datatest"
)

// endless is a file of good rows with one line of 200 MB behind them, which nobody keeps.
type endless struct {
	head string
	size int64
}

func (e endless) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	if off < int64(len(e.head)) {
		n = copy(p, e.head[off:])
	}
	for ; n < len(p) && off+int64(n) < e.size; n++ {
		p[n] = 'x'
	}
	if off+int64(n) >= e.size {
		return n, io.EOF
	}
	return n, nil
}

// heap is what is in use after a collection, in MB.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc >> 20)
}

// DAT-01: a line of 200 MB is refused with its number, without being taken into memory, and
// the good rows before it are not left behind.
func TestALineOf200MBLeavesNothingBehind(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		var b strings.Builder
		b.WriteString("客户名称,联系人\n")
		for i := range 2000 {
			b.WriteString("好客户" + strings.Repeat("甲", i%7) + strconv.Itoa(i) + "有限公司,李四\n")
		}
		in := endless{b.String(), int64(b.Len()) + 200<<20}
		src, err := csvfile.New("大行.csv", in, in.size, nil)
		d.check(err)
		k, err := importing.KindNamed("customers")
		d.check(err)
		p, err := d.imports.Inspect(d.ctx, k, csvSource(t, b.String()), importing.Layout{}, -1)
		d.check(err)
		m, _, err := d.imports.Guess(d.ctx, k, p, false)
		d.check(err)
		before := heap()
		_, err = d.imports.Run(d.ctx, importing.Job{Kind: k, Source: src, Mapping: m, Orders: p.Orders})
		grown := heap() - before
		if err == nil || !strings.Contains(err.Error(), "import.csv_field line=2002") {
			t.Fatalf("refused with %v", err)
		}
		if grown > 64 {
			t.Errorf("%d MB for a line that is refused", grown)
		}
		if n := len(d.customers()); n != 0 {
			t.Errorf("%d customers are left of an import that failed", n)
		}
	})
}

// SYS-35: mobiles of 10 and 12 digits, 12345678901 and landlines of 6 and 9 digits are
// refused at import, each with its own reason; every one of them is in the error file.
func TestBadNumbersAreRefusedAtImportWithTheReason(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		rows := []struct{ name, mobile, phone, why string }{
			{"好号码", "19900005521", "0512-66661234", ""},
			{"前缀不对", "12345678901", "", "phone.prefix"},
			{"十位", "1990000552", "", "phone.mobile_length"},
			{"十二位", "199000055211", "", "phone.mobile_length"},
			{"座机六位", "", "0512-666612", "phone."},
			{"座机九位", "", "0512-666612345", "phone."},
		}
		text := "客户名称,手机,电话\n"
		for _, r := range rows {
			text += r.name + "," + r.mobile + "," + r.phone + "\n"
		}
		job := d.job("customers", text, nil)
		report, err := d.imports.Run(d.ctx, job)
		d.check(err)
		if report.Created != 1 || report.Failed != len(rows)-1 {
			t.Fatalf("%s", counts(report))
		}
		for i, f := range report.Faults {
			if want := rows[i+1].why; !strings.HasPrefix(f.Err.Key, want) {
				t.Errorf("%s: %s, want %s", rows[i+1].name, f.Err.Key, want)
			}
		}
		var said []string
		var file bytes.Buffer
		d.check(d.imports.Errors(d.ctx, job, report, importing.ErrorFile{To: &file, Sheet: "错误", Reason: "原因", Say: func(err error) string { said = append(said, err.Error()); return err.Error() }}))
		if len(said) != len(rows)-1 {
			t.Errorf("%d of %d refused rows are in the error file", len(said), len(rows)-1)
		}
	})
}
