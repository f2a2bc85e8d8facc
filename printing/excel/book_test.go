package excel

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"kontor/app"
	"kontor/app/importing"
)

func openBook(data []byte) (*Book, error) {
	return Open("t.xlsx", bytes.NewReader(data), int64(len(data)), nil)
}

func readAll(b *Book, l importing.Layout) (map[int][]importing.Cell, error) {
	rows, err := b.Open(l)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int][]importing.Cell{}
	var row importing.Row
	for {
		err := rows.Next(&row)
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out[row.Line] = append([]importing.Cell(nil), row.Cells...)
	}
}

// hand makes a workbook out of one sheet's XML and, if given, styles and shared texts.
func hand(t testing.TB, sheet string, more map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	}
	for k, v := range more {
		parts[k] = v
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadsWhatExcelizeWrites(t *testing.T) { // DAT-01
	x := excelize.NewFile()
	date, _ := x.NewStyle(&excelize.Style{CustomNumFmt: ptr(`yyyy"年"m"月"d"日"`)})
	percent, _ := x.NewStyle(&excelize.Style{NumFmt: 9})
	day := time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)
	for cell, v := range map[string]any{
		"A1": "客户名称 & <㛃䶮𠮷>", "B1": 13800138000, "C1": 28.6, "D1": 44265, "E1": true,
		"F1": "320102199001011234", "G1": 0.1 + 0.2, "A3": "第三行\n两行", "J3": day, "K3": day.Add(9*time.Hour + 30*time.Minute),
	} {
		if err := x.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	must(t, x.SetCellStyle("Sheet1", "D1", "D1", date))
	must(t, x.SetCellValue("Sheet1", "H1", 0.13))
	must(t, x.SetCellStyle("Sheet1", "H1", "H1", percent))
	must(t, x.SetCellRichText("Sheet1", "I1", []excelize.RichTextRun{{Text: "富"}, {Text: "文本", Font: &excelize.Font{Bold: true}}}))
	_, err := x.NewSheet("第二页")
	must(t, err)
	must(t, x.SetCellValue("第二页", "B2", "x"))
	var buf bytes.Buffer
	must(t, x.Write(&buf))

	b, err := openBook(buf.Bytes())
	must(t, err)
	got, err := readAll(b, importing.Layout{})
	must(t, err)
	want := map[int][]importing.Cell{
		1: {
			{Text: "客户名称 & <㛃䶮𠮷>"},
			{Text: "13800138000", Kind: importing.Number},
			{Text: "28.6", Kind: importing.Number},
			{Text: "2021-03-10", Kind: importing.Date},
			{Text: "1", Kind: importing.Flag},
			{Text: "320102199001011234"},
			{Text: "0.3", Kind: importing.Number},
			{Text: "13%"},
			{Text: "富文本"},
		},
		3: {
			{Text: "第三行\n两行"},
			{},
			{},
			{},
			{},
			{},
			{},
			{},
			{},
			{Text: "2026-03-12", Kind: importing.Date},
			{Text: "2026-03-12 09:30:00", Kind: importing.Date},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if i := b.Info(); !reflect.DeepEqual(i.Sheets, []string{"Sheet1", "第二页"}) {
		t.Errorf("sheets %q", i.Sheets)
	}
	second, err := readAll(b, importing.Layout{Sheet: "第二页"})
	if err != nil || len(second[2]) != 2 || second[2][1].Text != "x" {
		t.Errorf("second sheet %+v %v", second, err)
	}
	if _, err := b.Open(importing.Layout{Sheet: "第三页"}); key(err) != "import.xlsx_sheet" {
		t.Errorf("a sheet that is not there: %v", err)
	}
}

func ptr[T any](v T) *T { return &v }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func key(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

func TestNumbersKeepWhatTheSheetKnows(t *testing.T) {
	for _, c := range []struct {
		raw  string
		l    look
		text string
		kind importing.CellKind
	}{
		{"13800138000", asNumber, "13800138000", importing.Number},
		{"1.3800138E10", asNumber, "13800138000", importing.Number},
		{"0.10000000000000001", asNumber, "0.1", importing.Number},
		{"-0", asNumber, "0", importing.Number},
		{"3.2010219900101101E17", asNumber, "320102199001011000", importing.Lost},
		{"320102199001011000", asNumber, "320102199001011000", importing.Lost},
		{"999999999999999", asNumber, "999999999999999", importing.Number},
		{"1E-7", asNumber, "0.0000001", importing.Number},
		{"44265", asDate, "2021-03-10", importing.Date},
		{"1", asDate, "1900-01-01", importing.Date},
		{"59", asDate, "1900-02-28", importing.Date},
		{"60", asDate, "60", importing.Number}, // the day that never was
		{"61", asDate, "1900-03-01", importing.Date},
		{"2958465", asDate, "9999-12-31", importing.Date},
		{"2958466", asDate, "2958466", importing.Number},
		{"-1", asDate, "-1", importing.Number},
		{"44265.999999", asDate, "2021-03-11", importing.Date},
		{"0.375", asTime, "09:00:00", importing.Date},
		{"0.07", asPercent, "7%", importing.Text},
		{"NaN", asNumber, "NaN", importing.Text},
		{"1e999", asNumber, "1e999", importing.Text},
	} {
		if got := numberCell(c.raw, c.l, false); got.Text != c.text || got.Kind != c.kind {
			t.Errorf("%s as %d: %+v", c.raw, c.l, got)
		}
	}
	if got := numberCell("0", asDate, true); got.Text != "1904-01-01" {
		t.Errorf("the 1904 system begins on %s", got.Text)
	}
}

func TestNumberFormats(t *testing.T) {
	for code, want := range map[string]look{
		"General": asNumber, "0.00": asNumber, "#,##0.00;[Red]-#,##0.00": asNumber, `"d"0`: asNumber, "0.00E+00": asNumber,
		`¥#,##0`: asNumber, "0%": asPercent, "0.0%": asPercent, "yyyy-mm-dd": asDate, `m"月"d"日"`: asDate, "mmm-yy": asDate,
		"[$-804]yyyy\\-mm\\-dd h:mm;@": asDate, "h:mm": asTime, "[h]:mm:ss": asTime, "mm:ss.0": asTime, "AM/PM h:mm": asTime, "@": asNumber,
		"[$-F800]dddd, mmmm dd, yyyy": asDate,
	} {
		if got := lookOf(164, code); got != want {
			t.Errorf("%q is %d, want %d", code, got, want)
		}
	}
	for id, want := range map[int]look{0: asNumber, 2: asNumber, 9: asPercent, 14: asDate, 20: asTime, 22: asDate, 31: asDate, 49: asNumber} {
		if got := lookOf(id, ""); got != want {
			t.Errorf("format %d is %d, want %d", id, got, want)
		}
	}
}

func TestHandMadeSheets(t *testing.T) {
	for name, c := range map[string]struct {
		xml  string
		want string
	}{
		"prefixes and quotes": {`<x:worksheet><x:sheetData><x:row r='2'><x:c r='B2' t='inlineStr'><x:is><x:t>a&gt;b &#20013;</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`, "2[ a>b 中]"},
		"no references":       {`<sheetData><row><c><v>1</v></c><c t="str"><f>A1</f><v>x</v></c></row><row><c><v>2</v></c></row></sheetData>`, "1[1 x] 2[2]"},
		"comment and CDATA":   {`<sheetData><!-- > <row> --><row r="1"><c t="str"><v><![CDATA[a<b>]]></v></c></row></sheetData>`, "1[a<b>]"},
		"reading aid":         {`<row r="1"><c t="inlineStr"><is><r><t>東</t></r><rPh sb="0"><t>ひがし</t></rPh><r><t>京</t></r></is></c></row>`, "1[東京]"},
		"escaped characters":  {`<row r="1"><c t="str"><v>a_x000D_b_x00</v></c></row>`, "1[a\rb_x00]"},
		"error and flag":      {`<row r="1"><c t="e"><v>#N/A</v></c><c t="b"><v>0</v></c><c t="d"><v>2026-03-12T08:00:00.000Z</v></c></row>`, "1[#N/A 0 2026-03-12 08:00:00]"},
		"empty cells":         {`<row r="1"><c r="A1" s="1"/><c r="B1"><v></v></c><c r="C1"><v>3</v></c><c r="D1"/></row><row r="5"/>`, "1[  3]"},
		"shared index beyond": {`<row r="1"><c t="s"><v>7</v></c><c t="s"><v>-1</v></c><c><v>1</v></c></row>`, "1[  1]"},
	} {
		b, err := openBook(hand(t, c.xml, nil))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := readAll(b, importing.Layout{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var parts []string
		for line := 1; line <= 5; line++ {
			if cells, ok := got[line]; ok {
				var texts []string
				for _, cell := range cells {
					texts = append(texts, cell.Text)
				}
				parts = append(parts, fmt.Sprintf("%d[%s]", line, strings.Join(texts, " ")))
			}
		}
		if s := strings.Join(parts, " "); s != c.want {
			t.Errorf("%s: %q, want %q", name, s, c.want)
		}
	}
}

func TestRefusesWhatIsNoWorkbook(t *testing.T) {
	many := strings.Repeat("<row><c><v>1</v></c>", 10)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"an old workbook":    {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), "import.xls_old"},
		"nothing":            {nil, "import.xlsx_bad"},
		"a text":             {[]byte("a,b\n1,2\n"), "import.xlsx_bad"},
		"another zip":        {hand(t, "", map[string]string{"_rels/.rels": "", "xl/workbook.xml": "", "xl/_rels/workbook.xml.rels": ""}), "import.xlsx_bad"},
		"cut off":            {hand(t, many, nil)[:200], "import.xlsx_bad"},
		"rows never closed":  {hand(t, many, nil), "import.xlsx_bad"},
		"a tag never closed": {hand(t, `<row r="1"><c r="A1`, nil), "import.xlsx_bad"},
		"column beyond XFD":  {hand(t, `<row r="1"><c r="ZZZZ1"><v>1</v></c></row>`, nil), "import.xlsx_bad"},
		"row beyond the end": {hand(t, `<row r="1048577"><c><v>1</v></c></row>`, nil), "import.xlsx_bad"},
		"a text of 2 MB":     {hand(t, `<row r="1"><c t="str"><v>`+strings.Repeat("x", 2<<20)+`</v></c></row>`, nil), "import.xlsx_bad"},
	} {
		b, err := openBook(c.data)
		if err == nil {
			_, err = readAll(b, importing.Layout{})
		}
		if key(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestZipBombIsRefusedUnread(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 3 {
		// an honest zip would need gigabytes here: the declared size alone must refuse it
		h := &zip.FileHeader{Name: fmt.Sprint("xl/", i), Method: zip.Store, UncompressedSize64: 1 << 30, CompressedSize64: 4}
		w, err := z.CreateRaw(h)
		must(t, err)
		_, err = w.Write([]byte("bomb"))
		must(t, err)
	}
	must(t, z.Close())
	if _, err := openBook(b.Bytes()); key(err) != "import.xlsx_size" {
		t.Errorf("taken: %v", err)
	}
}

func FuzzBook(f *testing.F) {
	f.Add([]byte(`<row r="1"><c r="A1" t="s"><v>0</v></c><c><v>44265</v></c></row>`), []byte(`<sst><si><t>x</t></si></sst>`))
	f.Add([]byte(`<!-- --><row><c t="inlineStr"><is><t><![CDATA[]]></t></is></c></row>`), []byte("\xff\xfe<\x00s\x00"))
	f.Fuzz(func(t *testing.T, sheet, shared []byte) {
		b, err := openBook(hand(t, string(sheet), map[string]string{"xl/sharedStrings.xml": string(shared), "xl/styles.xml": string(shared)}))
		if err != nil {
			if key(err) == "" {
				t.Fatalf("not an error for people: %v", err)
			}
			return
		}
		if _, err := readAll(b, importing.Layout{}); err != nil && key(err) == "" {
			t.Fatalf("not an error for people: %v", err)
		}
	})
}

func FuzzBytes(f *testing.F) {
	f.Add(hand(f, `<row r="1"><c><v>1</v></c></row>`, nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		if b, err := openBook(data); err == nil {
			_, _ = readAll(b, importing.Layout{})
		}
	})
}
