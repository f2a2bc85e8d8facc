package csvfile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	textunicode "golang.org/x/text/encoding/unicode"

	"kontor/app"
	"kontor/app/importing"
)

func open(t testing.TB, data []byte, l importing.Layout) (*File, [][]string, error) {
	t.Helper()
	f, err := New("t.csv", bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		return nil, nil, err
	}
	rows, err := f.Open(l)
	if err != nil {
		return f, nil, err
	}
	defer rows.Close()
	var out [][]string
	var row importing.Row
	for {
		err := rows.Next(&row)
		if err == io.EOF {
			return f, out, nil
		}
		if err != nil {
			return f, out, err
		}
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		out = append(out, cells)
	}
}

const table = "客户名称,手机,备注\r\n苏州恒拓㛃䶮𠮷,19900005521,\"老客户，\"\"春茶\"\" 4 月\r\n起订\"\r\n上海舜泽,1.39E+10,\r\n"

var wantTable = [][]string{
	{"客户名称", "手机", "备注"},
	{"苏州恒拓㛃䶮𠮷", "19900005521", "老客户，\"春茶\" 4 月\n起订"},
	{"上海舜泽", "1.39E+10", ""},
}

func TestEncodingsAreFound(t *testing.T) { // DAT-01
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(table)
	if err != nil {
		t.Fatal(err)
	}
	wide := func(e textunicode.Endianness, bom textunicode.BOMPolicy) string {
		s, err := textunicode.UTF16(e, bom).NewEncoder().String(table)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	lateGBK := strings.Repeat("plain ascii,1,2\n", 20000) + gb
	for name, c := range map[string]struct{ data, encoding string }{
		"UTF-8":                    {table, UTF8},
		"UTF-8 with a mark":        {"\ufeff" + table, UTF8},
		"GB18030":                  {gb, GB18030},
		"GB18030 after long ASCII": {lateGBK, GB18030},
		"UTF-16LE with a mark":     {wide(textunicode.LittleEndian, textunicode.UseBOM), UTF16LE},
		"UTF-16BE with a mark":     {wide(textunicode.BigEndian, textunicode.UseBOM), UTF16BE},
		"UTF-16LE without":         {wide(textunicode.LittleEndian, textunicode.IgnoreBOM), UTF16LE},
		"UTF-16BE without":         {wide(textunicode.BigEndian, textunicode.IgnoreBOM), UTF16BE},
	} {
		f, rows, err := open(t, []byte(c.data), importing.Layout{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := f.Info().Detected.Encoding; got != c.encoding {
			t.Errorf("%s: taken for %s", name, got)
		}
		if tail := rows[max(0, len(rows)-3):]; !reflect.DeepEqual(tail, wantTable) {
			t.Errorf("%s: %q", name, tail)
		}
	}
}

func TestOneDamagedByteKeepsUTF8(t *testing.T) {
	data := []byte(strings.Repeat("苏州恒拓,上海舜泽\n", 100) + "坏\xff了,x\n")
	f, rows, err := open(t, data, importing.Layout{})
	if err != nil || f.Info().Detected.Encoding != UTF8 || rows[0][0] != "苏州恒拓" {
		t.Errorf("%v %v %q", err, f.Info().Detected, rows[0])
	}
}

func TestEncodingCanBeChosen(t *testing.T) {
	big5, err := traditionalchinese.Big5.NewEncoder().String("蘇州恆拓,臺北\n")
	if err != nil {
		t.Fatal(err)
	}
	_, rows, err := open(t, []byte(big5), importing.Layout{Encoding: Big5})
	if err != nil || !reflect.DeepEqual(rows, [][]string{{"蘇州恆拓", "臺北"}}) {
		t.Errorf("%q %v", rows, err)
	}
	_, _, err = open(t, []byte("a,b\n"), importing.Layout{Encoding: "EBCDIC"})
	var e *app.Error
	if !errors.As(err, &e) || e.Key != "import.csv_encoding" {
		t.Errorf("an unknown encoding: %v", err)
	}
}

func TestDelimitersAreFound(t *testing.T) { // DAT-01
	for name, c := range map[string]struct {
		data string
		want rune
	}{
		"comma":             {"a,b,c\n1;1,2,3\n4,5,6\n", ','},
		"semicolon":         {"a;b;c\n1,5;2,5;3\n4,5;5;6,7\n", ';'},
		"tab":               {"a\tb\tc\n1,2\t2;3\t3\n", '\t'},
		"bar":               {"a|b|c\n1|2|3\n", '|'},
		"one column":        {"名称\n恒拓\n舜泽\n", ','},
		"commas in quotes":  {"\"a,x,y,z\";b\n\"1,2,3,4\";2\n", ';'},
		"named by sep=":     {"sep=;\na,b;c,d\n", ';'},
		"header only":       {"a;b;c", ';'},
		"ragged with notes": {"报表;;\n;;\nx;y;z\n1;2;3\n", ';'},
	} {
		f, rows, err := open(t, []byte(c.data), importing.Layout{})
		if err != nil || f.Info().Detected.Delimiter != c.want {
			t.Errorf("%s: %v %q", name, err, f.Info().Detected.Delimiter)
		}
		if name == "named by sep=" && !reflect.DeepEqual(rows, [][]string{{"a,b", "c,d"}}) {
			t.Errorf("the sep= line is not skipped: %q", rows)
		}
	}
}

func TestOddButReadable(t *testing.T) {
	for in, want := range map[string][][]string{
		"a,b":                        {{"a", "b"}},
		"a,\n":                       {{"a", ""}},
		"\n\na\n":                    {{""}, {""}, {"a"}}, // blank lines count, as a spreadsheet counts them
		"a\rb\rc":                    {{"a"}, {"b"}, {"c"}},
		"5\" pipe,x\n":               {{"5\" pipe", "x"}},
		"\"a\"b,c\n":                 {{"ab", "c"}},
		"a,\"b\n":                    {{"a", "b\n"}},
		"a\x00b\x07,c\x1b[31m\x7f\n": {{"ab", "c[31m"}},
		" \"x, y\",z\n":              {{" x, y", "z"}},
		"\"\",\"\"\"\"\n":            {{"", "\""}},
	} {
		_, rows, err := open(t, []byte(in), importing.Layout{Delimiter: ','})
		if err != nil || !reflect.DeepEqual(rows, want) {
			t.Errorf("%q reads as %q (%v)", in, rows, err)
		}
	}
}

func TestCapsAndRefusals(t *testing.T) {
	for name, c := range map[string]struct{ data, key string }{
		"nothing in it":        {"", "import.csv_empty"},
		"a workbook":           {"PK\x03\x04....", "import.csv_binary"},
		"an old workbook":      {"\xd0\xcf\x11\xe0....", "import.csv_binary"},
		"a quote never ends":   {"a,\"b\n" + strings.Repeat("c,d\n", MaxField/4+1), "import.csv_field"},
		"a record too long":    {strings.Repeat(strings.Repeat("x", MaxField-1)+",", 9), "import.csv_record"},
		"a million separators": {strings.Repeat(",", 1<<20), "import.csv_record"},
	} {
		_, _, err := open(t, []byte(c.data), importing.Layout{})
		var e *app.Error
		if !errors.As(err, &e) || e.Key != c.key {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDoneReachesOne(t *testing.T) {
	data := []byte(strings.Repeat("苏州,上海\n", 50000))
	f, err := New("t.csv", bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.Open(importing.Layout{})
	if err != nil {
		t.Fatal(err)
	}
	var row importing.Row
	last := -1.0
	for rows.Next(&row) == nil {
		if d := rows.Done(); d < last || d > 1 {
			t.Fatalf("progress went from %v to %v", last, d)
		} else {
			last = d
		}
	}
	if rows.Done() != 1 {
		t.Errorf("at the end %v", rows.Done())
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{table, "\xff\xfea\x00,\x00", "sep=;\n1;2", "\"", "a\r\n\r\nb", "\xef\xbb\xbf", "\x81\x30\x81\x30,\xc4\xe3"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, rows, err := open(t, data, importing.Layout{})
		if err != nil {
			return
		}
		for _, row := range rows {
			for _, c := range row {
				if strings.ContainsAny(c, "\x00\r\x1b\x7f") {
					t.Fatalf("control characters survive: %q", c)
				}
			}
		}
	})
}

// FuzzRoundTrip: what a correct writer writes comes back.
func FuzzRoundTrip(f *testing.F) {
	f.Add("a", "b\nc", "d\"e", "")
	f.Add("苏州，恒拓", "1,2", " x ", "\t")
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		var want []string
		for _, s := range []string{a, b, c, d} {
			s = strings.ToValidUTF8(s, "")
			want = append(want, strings.Map(func(r rune) rune {
				if unicode.IsControl(r) && r != '\n' || r == '\ufeff' {
					return -1
				}
				return r
			}, s))
		}
		var b1 bytes.Buffer
		w := csv.NewWriter(&b1)
		if w.Write(want) != nil {
			return
		}
		w.Flush()
		_, rows, err := open(t, append([]byte("\xef\xbb\xbf"), b1.Bytes()...), importing.Layout{Delimiter: ','})
		if strings.HasPrefix(strings.ToLower(b1.String()), "sep=") {
			return
		}
		if err != nil || len(rows) != 1 || !reflect.DeepEqual(rows[0], want) {
			t.Fatalf("%q came back as %q (%v)", want, rows, err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	line := "苏州恒拓精密制造有限公司,A,林晓雯,19900005521,91320594MA1X7X2K3P,2026-03-12,286000.00,机械,苏州,工业园区,展会,\"老客户，要发票\"\n"
	data := []byte(strings.Repeat(line, 100_000))
	f, err := New("t.csv", bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		rows, err := f.Open(importing.Layout{})
		if err != nil {
			b.Fatal(err)
		}
		var row importing.Row
		n := 0
		for rows.Next(&row) == nil {
			n++
		}
		if n != 100_000 {
			b.Fatal(n)
		}
	}
}
