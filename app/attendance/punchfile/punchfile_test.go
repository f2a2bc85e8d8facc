package punchfile

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"kontor/app"
)

func parse(t *testing.T, name, text string) *Result {
	t.Helper()
	r, err := Parse(name, []byte(text), Hints{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return r
}

func lists(r *Result) string {
	var out []string
	for _, x := range r.Readings {
		out = append(out, x.String())
	}
	return strings.Join(out, "\n")
}

func same(t *testing.T, r *Result, want ...string) {
	t.Helper()
	if got := lists(r); got != strings.Join(want, "\n") {
		t.Errorf("%s:\n%s\nwant\n%s\nfaults %v", r.Format, got, strings.Join(want, "\n"), r.Faults)
	}
}

// ATT-07: ZKTeco's attlog.dat in its variants.
func TestAttlog(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{
			"1_attlog.dat", "       12\t2026-03-02 08:55:01\t1\t0\t1\t0\r\n       12\t2026-03-02 18:03:59\t1\t1\t1\t0\r\n",
			"12 2026-03-02 08:55:01 dev=1 st=0 v=1\n12 2026-03-02 18:03:59 dev=1 st=1 v=1",
		},
		{
			"3_attlog.dat", "00012 2026-03-02 08:55:01 3 0 15 0 0\n12 2026-03-02 18:03:59 3 255 15 0 0\n",
			"12 2026-03-02 08:55:01 dev=3 st=0 v=15\n12 2026-03-02 18:03:59 dev=3 st=-1 v=15",
		},
		{"1_attlog.dat", "12|2026-03-02 08:55:01|1|0|1|0\n12|2026-03-02 18:03:59|1|1|1|0", "12 2026-03-02 08:55:01 dev=1 st=0 v=1\n12 2026-03-02 18:03:59 dev=1 st=1 v=1"},
		{"1_attlog.dat", "12\t2026-03-02 08:55:01\t1\t4\n", "12 2026-03-02 08:55:01 dev=1 st=4 v=-1"},
		// older: verify, status, work code
		{"attlog.dat", "12\t2026-03-02 08:55:01\t15\t0\t0\n12\t2026-03-02 18:03:59\t15\t1\t0\n", "12 2026-03-02 08:55:01 dev= st=0 v=15\n12 2026-03-02 18:03:59 dev= st=1 v=15"},
		// the push protocol: status, verify, work code
		{"attlog.dat", "11\t2025-08-27 10:57:49\t0\t25\t0\t0\t0\n11\t2025-08-27 10:58:58\t1\t1\t0\t0\t0\n", "11 2025-08-27 10:57:49 dev= st=0 v=25\n11 2025-08-27 10:58:58 dev= st=1 v=1"},
		{"attlog.dat", "A07\t2026-3-2 8:55\n", "A07 2026-03-02 08:55:00 dev= st=-1 v=-1"},
	} {
		r := parse(t, c.name, c.text)
		if got := lists(r); got != c.want || r.Format != Attlog || len(r.Faults) > 0 {
			t.Errorf("%s %q:\n%s\nwant\n%s %v", c.name, c.text, got, c.want, r.Faults)
		}
	}
}

func TestAttlogFaults(t *testing.T) {
	r := parse(t, "1_attlog.dat", "12\t2026-03-02 08:55:01\t1\t0\t1\t0\nrubbish\n12\t2026-02-30 08:55:01\t1\t0\t1\t0\n# made by a clock\n12\t2026-03-02 25:00:00\t1\t0\t1\t0\n12\t2026-03-02 18:00:00\t1\t1\t1\t0\n")
	if r.Lines != 5 || len(r.Readings) != 2 || len(r.Faults) != 3 {
		t.Fatalf("%d lines, %d readings, faults %v", r.Lines, len(r.Readings), r.Faults)
	}
	if r.Faults[0] != (Fault{2, "line", "rubbish"}) || r.Faults[1].Line != 3 || r.Faults[1].Key != "moment" || r.Faults[2].Line != 5 {
		t.Errorf("%v", r.Faults)
	}
}

func TestGlog(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{
			"GLG_001.TXT", "No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime\n1\t1\t00000012\t陈思远\t0\t1\t2026/03/01 08:05:23\n2\t1\t00000012\t陈思远\t1\t1\t2026/03/01 18:05:23\n",
			"12 2026-03-01 08:05:23 dev=1 st=0 v=1\n12 2026-03-01 18:05:23 dev=1 st=1 v=1",
		},
		{"AGL_001.TXT", "# device 2\nNo\tMchn\tEnNo\t\tName\t\tMode\tIOMd\tDateTime\t\n000001\t2\t000000003\t          \t1\t0\t2026-02-14  16:40:09\n", "3 2026-02-14 16:40:09 dev=2 st=0 v=1"},
		{"GLG_002.TXT", "No\tMchn\tEnNo\tName\tMode\tIOMd\tDateTime\n1\t2\t3\tA\t1\t0\t01/19/2026 14:53:50\n2\t2\t3\tA\t1\t1\t02/03/2026 14:53:50\n", "3 2026-01-19 14:53:50 dev=2 st=0 v=1\n3 2026-02-03 14:53:50 dev=2 st=1 v=1"},
		{"GLG_002.TXT", "No\tMchn\tEnNo\tName\tMode\tIOMd\tDateTime\n1\t2\t3\tA\t1\t0\t19/01/2026 14:53:50\n2\t2\t3\tA\t1\t1\t02/03/2026 14:53:50\n", "3 2026-01-19 14:53:50 dev=2 st=0 v=1\n3 2026-03-02 14:53:50 dev=2 st=1 v=1"},
	} {
		r := parse(t, c.name, c.text)
		if got := lists(r); got != c.want || r.Format != Glog || len(r.Faults) > 0 {
			t.Errorf("%s:\n%s\nwant\n%s %v", c.name, got, c.want, r.Faults)
		}
	}
}

// Encodings of the same file.
func TestEncodings(t *testing.T) {
	text := "No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime\r\n1\t1\t00000012\t陈思远\t0\t1\t2026/03/01 08:05:23\r\n"
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String(text)
	le, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	be, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	bare, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(text)
	for name, c := range map[string]struct{ text, encoding string }{
		"utf-8": {text, "UTF-8"}, "with mark": {"\ufeff" + text, "UTF-8"}, "gbk": {gbk, "GB18030"}, "utf-16": {le, "UTF-16LE"},
		"utf-16 be": {be, "UTF-16BE"}, "utf-16 without mark": {bare, "UTF-16LE"},
	} {
		r := parse(t, "GLG_001.TXT", c.text)
		if r.Encoding != c.encoding || len(r.Readings) != 1 || r.Readings[0].Name != "陈思远" || r.Readings[0].PIN != "12" {
			t.Errorf("%s: %s %+v", name, r.Encoding, r.Readings)
		}
	}
}

func TestTables(t *testing.T) {
	same(t, parse(t, "a.csv", "部门,姓名,考勤号码,日期时间,机器号,状态\n销售一部,陈思远,0012,2026/3/2 8:55,1,上班签到\n\"销售,一部\",陈思远,0012,2026/3/2 18:03,1,下班签退\n"),
		"12 2026-03-02 08:55:00 dev=1 st=0 v=-1", "12 2026-03-02 18:03:00 dev=1 st=1 v=-1")
	same(t, parse(t, "a.csv", "报表：打卡明细\n\n工号;姓名;日期;时间\n12;陈;2026-03-02;08:55 12:02 18:03\n12;陈;2026-03-03;\n"),
		"12 2026-03-02 08:55:00 dev= st=-1 v=-1", "12 2026-03-02 12:02:00 dev= st=-1 v=-1", "12 2026-03-02 18:03:00 dev= st=-1 v=-1")
	same(t, parse(t, "a.csv", "工号,姓名,日期,时间1,时间2,时间3\n12,陈,20260302,08:55,,18:03:07\n"),
		"12 2026-03-02 08:55:00 dev= st=-1 v=-1", "12 2026-03-02 18:03:07 dev= st=-1 v=-1")
	same(t, parse(t, "a.csv", "AC-No.,Name,Time,State\n12,Chen,3/18/2026 8:55 AM,C/In\n12,Chen,3/18/2026 6:03 PM,C/Out\n"),
		"12 2026-03-18 08:55:00 dev= st=0 v=-1", "12 2026-03-18 18:03:00 dev= st=1 v=-1")
	r := parse(t, "a.csv", "姓名,打卡时间\n陈思远,2026-03-02 08:55\n")
	if r.Readings[0].Name != "陈思远" || r.Readings[0].PIN != "" {
		t.Errorf("%+v", r.Readings)
	}
}

func TestHTMLNamedXls(t *testing.T) {
	page := `<html><head><meta charset="utf-8"></head><body><table border=1><tr><td colspan=3>打卡记录<tr><th>工号<th>姓名<th>打卡时间</tr>
	<tr><td>0012</td><td>陈&nbsp;思远</td><td>2026-03-02<br>08:55</td></tr></table></body></html>`
	same(t, parse(t, "report.xls", page), "12 2026-03-02 08:55:00 dev= st=-1 v=-1")
}

func matrixText() string {
	days := "日期"
	for d := 1; d <= 31; d++ {
		days += fmt.Sprintf(",%d", d)
	}
	times := func(cells map[int]string) string {
		s := ""
		for d := 1; d <= 31; d++ {
			s += "," + cells[d]
		}
		return s
	}
	return "考勤记录表\n考勤日期：2026-03-01～2026-03-31\n" + days + "\n工号：,0012,,姓名：,陈思远,,部门：,销售一部\n" +
		times(map[int]string{2: "08:5512:0213:0118:05", 3: "09:10"}) + "\n工号：7 姓名：周启航\n" + times(map[int]string{31: "08:50 18:00"}) + "\n"
}

func TestCardMatrix(t *testing.T) {
	same(t, parse(t, "card.csv", matrixText()),
		"12 2026-03-02 08:55:00 dev= st=-1 v=-1", "12 2026-03-02 12:02:00 dev= st=-1 v=-1", "12 2026-03-02 13:01:00 dev= st=-1 v=-1", "12 2026-03-02 18:05:00 dev= st=-1 v=-1",
		"12 2026-03-03 09:10:00 dev= st=-1 v=-1", "7 2026-03-31 08:50:00 dev= st=-1 v=-1", "7 2026-03-31 18:00:00 dev= st=-1 v=-1")
	// without a month in the file, the hint gives it; without a hint the rows are faults
	text := strings.Replace(matrixText(), "考勤日期：2026-03-01～2026-03-31\n", "", 1)
	r, err := Parse("card.csv", []byte(text), Hints{Year: 2026, Month: 5})
	if err != nil || len(r.Readings) != 7 || r.Readings[0].Date.String() != "2026-05-02" {
		t.Errorf("%v %v", r, err)
	}
	if r = parse(t, "card.csv", text); len(r.Readings) != 0 || len(r.Faults) != 2 || r.Faults[0].Key != "month" {
		t.Errorf("%+v", r)
	}
}

// rows as a spreadsheet gives them: dates and times as serial numbers.
func TestSpreadsheetSerials(t *testing.T) {
	in := &table{rows: [][]string{{"工号", "姓名", "日期", "上班", "下班"}, {"12", "陈", "46083", "0.371527778", "0.752083333"}, {"12.0", "陈", "2026-03-03 00:00:00", "1899-12-31 08:55:00", ""}}, lines: []int{1, 2, 3}}
	r, err := ParseRows(in, Hints{Device: "9"})
	if err != nil {
		t.Fatal(err)
	}
	same(t, r, "12 2026-03-02 08:55:00 dev= st=-1 v=-1", "12 2026-03-02 18:03:00 dev= st=-1 v=-1", "12 2026-03-03 08:55:00 dev= st=-1 v=-1")
	in = &table{rows: [][]string{{"工号", "打卡时间"}, {"12", "46083.371527778"}}, lines: []int{1, 2}}
	r, _ = ParseRows(in, Hints{})
	same(t, r, "12 2026-03-02 08:55:00 dev= st=-1 v=-1")
}

func TestRefusedFiles(t *testing.T) {
	for text, key := range map[string]string{
		"": "attendance.file.empty", " \n\r\n": "attendance.file.empty", "PK\x03\x04rest": "attendance.file.workbook",
		"\xD0\xCF\x11\xE0rest": "attendance.file.old_workbook", "Dear sir,\nplease find attached": "attendance.file.unknown",
	} {
		_, err := Parse("x", []byte(text), Hints{})
		if e, ok := err.(*app.Error); !ok || e.Key != key {
			t.Errorf("%q: %v, want %s", text, err, key)
		}
	}
}

func TestPIN(t *testing.T) {
	for in, want := range map[string]string{"0012": "12", " 12": "12", "000000000": "0", "A07": "A07", "12.0": "12", "'0012": "12", "": ""} {
		if got := PIN(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestManyLines(t *testing.T) {
	var b strings.Builder
	for i := 0; i < 100_000; i++ {
		fmt.Fprintf(&b, "%9d\t2026-03-%02d %02d:%02d:00\t1\t%d\t1\t0\r\n", i%1000+1, i/4000+1, 8+i%10, i%60, i%2)
	}
	if r := parse(t, "1_attlog.dat", b.String()); len(r.Readings) != 100_000 || len(r.Faults) != 0 {
		t.Errorf("%d readings, %d faults", len(r.Readings), len(r.Faults))
	}
}

func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*")
	for _, p := range files {
		if b, err := os.ReadFile(p); err == nil {
			f.Add(filepath.Base(p), b)
		}
	}
	f.Add("1_attlog.dat", []byte("12\t2026-03-02 08:55:01\t1\t0\t1\t0\r\n"))
	f.Add("card.csv", []byte(matrixText()))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		r, err := Parse(name, b, Hints{Year: 2026, Month: 3})
		if err != nil {
			if _, ok := err.(*app.Error); !ok {
				t.Errorf("%T: %v", err, err)
			}
			return
		}
		for _, x := range r.Readings {
			if x.Date <= 0 || x.Second < 0 || x.Second >= 86400 || x.PIN == "" && x.Name == "" {
				t.Errorf("%+v", x)
			}
		}
	})
}

func BenchmarkAttlog(b *testing.B) {
	line := "       12\t2026-03-02 08:55:01\t1\t0\t1\t0\r\n"
	text := []byte(strings.Repeat(line, 100_000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Parse("1_attlog.dat", text, Hints{}); err != nil {
			b.Fatal(err)
		}
	}
}
