package excel

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kontor/app"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/printing/layout"
)

// template makes a quote as a company writes it: head, one marked row, a sum below, a total
// that builds on it, merged title, a picture under the list.
func template(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	set := func(cell string, v any) {
		t.Helper()
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	set("A1", "报价单 {{number}}")
	do(f.MergeCell("Sheet1", "A1", "E1"))
	set("A2", "{{customer.name}}")
	set("E2", "{{date}}")
	set("A4", "品名")
	set("A5", "{{line.name}}")
	set("B5", "{{line.quantity}}")
	set("C5", "{{line.price}}")
	do(f.SetCellFormula("Sheet1", "D5", "B5*C5"))
	set("E5", "{{line.amount}}")
	set("D6", "合计")
	do(f.SetCellFormula("Sheet1", "E6", "SUM(E5:E5)"))
	do(f.SetCellFormula("Sheet1", "E7", "ROUND(E6*0.13,2)"))
	do(f.SetCellFormula("Sheet1", "E8", "SUM(E5)+LOG10(100)"))
	set("A9", "大写：{{total|words}}")
	var b bytes.Buffer
	do(png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 20))))
	do(f.AddPictureFromBytes("Sheet1", "A10", &excelize.Picture{Extension: ".png", File: b.Bytes(), Format: &excelize.GraphicOptions{}}))
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 12}, Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "000000"}}})
	do(err)
	do(f.SetCellStyle("Sheet1", "A5", "E5", bold))
	do(f.SetRowHeight("Sheet1", 5, 30))
	var out bytes.Buffer
	do(f.Write(&out))
	return out.Bytes()
}

// PRT-02: a workbook is filled: the marked row stands once for each line with its style,
// height and formulas, sums below cover all lines, what builds on them is right, and pictures
// move down.
func TestAWorkbookIsFilled(t *testing.T) {
	d := paper.Example(paper.Quote)
	f, err := Fill(template(t), Filling{Data: d, Lang: "zh"})
	if err != nil {
		t.Fatal(err)
	}
	lines := d["lines"].([]paper.Data)
	n := len(lines)
	is := func(cell, want string) {
		t.Helper()
		if got, _ := f.GetCellValue("Sheet1", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	is("A1", "报价单 BJ-202603-018")
	is("A2", "苏州恒拓精密制造有限公司")
	is("E2", "2026-03-18")
	sum := money.Minor(0)
	for i, l := range lines {
		row := itoa(5 + i)
		is("A"+row, l["name"].(string))
		sum += l["amount"].(money.Amount).Minor
		if got, _ := f.GetCellFormula("Sheet1", "D"+row); got != "B"+row+"*C"+row {
			t.Errorf("D%s is %s", row, got)
		}
		if h, _ := f.GetRowHeight("Sheet1", 5+i); h != 30 {
			t.Errorf("row %s is %v high", row, h)
		}
		a, _ := f.GetCellStyle("Sheet1", "A5")
		if b, _ := f.GetCellStyle("Sheet1", "A"+row); a != b {
			t.Errorf("row %s lost its style", row)
		}
	}
	total := 5 + n
	if got, _ := f.GetCellFormula("Sheet1", "E"+itoa(total)); got != "SUM(E5:E"+itoa(total-1)+")" {
		t.Errorf("the sum is %s", got)
	}
	if got, _ := f.CalcCellValue("Sheet1", "E"+itoa(total)); got != decimalOf(sum) {
		t.Errorf("the sum gives %s, want %s", got, decimalOf(sum))
	}
	if got, _ := f.GetCellFormula("Sheet1", "E"+itoa(total+1)); got != "ROUND(E"+itoa(total)+"*0.13,2)" {
		t.Errorf("the tax is %s", got)
	}
	if got, _ := f.GetCellFormula("Sheet1", "E"+itoa(total+2)); got != "SUM(E5:E"+itoa(total-1)+")+LOG10(100)" {
		t.Errorf("%s", got)
	}
	is("A"+itoa(total+3), "大写：人民币壹拾陆万捌仟玖佰元整")
	cells, _ := f.GetPictureCells("Sheet1")
	if len(cells) != 1 || cells[0] != "A"+itoa(10+n-1) {
		t.Errorf("the picture stands in %v", cells)
	}
}

func itoa(n int) string { return strings.TrimPrefix(string(appendInt(nil, n)), "+") }

func appendInt(b []byte, n int) []byte {
	if n >= 10 {
		b = appendInt(b, n/10)
	}
	return append(b, byte('0'+n%10))
}

func decimalOf(m money.Minor) string {
	s := itoa(int(m))
	return strings.TrimSuffix(strings.TrimRight(s[:len(s)-2]+"."+s[len(s)-2:], "0"), ".")
}

// PRT-02: another list than lines is named in its row; a document without lines leaves one
// empty row, and sums are nought.
func TestOtherAndEmptyLists(t *testing.T) {
	f := excelize.NewFile()
	for cell, v := range map[string]string{"A1": "{{#instalments}}{{line.name}}", "B1": "{{line.amount}}", "A2": "{{line.name}}"} {
		if err := f.SetCellStr("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellFormula("Sheet1", "B3", "SUM(B1:B1)"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	d := paper.Example(paper.Order)
	d["lines"] = []paper.Data{}
	out, err := Fill(b.Bytes(), Filling{Data: d, Lang: "zh"})
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := out.GetCellValue("Sheet1", "A3"); got != "质保金 10%" {
		t.Errorf("%q", got)
	}
	if got, _ := out.GetCellValue("Sheet1", "A4"); got != "" {
		t.Errorf("%q", got)
	}
	if got, _ := out.CalcCellValue("Sheet1", "B5"); got != "168900" {
		t.Errorf("%q", got)
	}
}

// PRT-02: what is wrong in a workbook is told with its cell.
func TestFaultsOfAWorkbook(t *testing.T) {
	wrong := func(cell, text string) error {
		f := excelize.NewFile()
		_ = f.SetCellStr("Sheet1", "A1", "{{number}}")
		_ = f.SetCellStr("Sheet1", cell, text)
		var b bytes.Buffer
		_ = f.Write(&b)
		return Check(b.Bytes(), paper.Quote)
	}
	key := func(err error) (string, any) {
		var e *app.Error
		if errors.As(err, &e) {
			return e.Key, e.Args["place"]
		}
		return "", nil
	}
	for _, c := range []struct{ cell, text, key string }{
		{"B7", "{{custmer.name}}", "paper.sheet.no_field"},
		{"C3", "{{line.nmae}}", "paper.sheet.no_field"},
		{"C3", "{{number|nothing}}", "paper.sheet.format"},
		{"D4", "{{number", "paper.sheet.field"},
		{"D4", "{{#nothing}}{{line.name}}", "paper.sheet.no_field"},
	} {
		if k, place := key(wrong(c.cell, c.text)); k != c.key || place != "Sheet1!"+c.cell {
			t.Errorf("%s %s: %s at %v", c.cell, c.text, k, place)
		}
	}
	if err := wrong("B2", "{{line.name}}"); err != nil {
		t.Error(err)
	}
	if k, _ := key(Check([]byte("none"), paper.Quote)); k != "paper.sheet.unreadable" {
		t.Error(k)
	}
	var b bytes.Buffer
	_ = excelize.NewFile().Write(&b)
	if k, _ := key(Check(b.Bytes(), paper.Quote)); k != "paper.sheet.no_fields" {
		t.Error(k)
	}
}

// PRT-02: a filled workbook comes out on paper: texts, worked out sums, borders, picture.
func TestAWorkbookOnPaper(t *testing.T) {
	f, err := Fill(template(t), Filling{Data: paper.Example(paper.Quote), Lang: "zh"})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Pages(context.Background(), f, "BJ-1")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	lines, pictures := 0, 0
	for _, it := range doc.Pages[0].Items {
		switch x := it.(type) {
		case paper.Text:
			texts = append(texts, x.Text)
			if x.X < 10 || x.Y < 10 || x.Y > 280 {
				t.Errorf("%q stands at %v %v", x.Text, x.X, x.Y)
			}
		case paper.Line:
			lines++
		case paper.Picture:
			pictures++
		}
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{"报价单 BJ-202603-018", "173232.4", "22520.21", "大写：人民币壹拾陆万捌仟玖佰元整"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in\n%s", want, all)
		}
	}
	var over []paper.Text
	for _, it := range doc.Pages[0].Items {
		x, is := it.(paper.Text)
		if !is {
			continue
		}
		for _, o := range over {
			if o.Y == x.Y && x.X < o.X+layout.Width(o.Text, o.Size, o.Bold)-0.1 && o.X < x.X+layout.Width(x.Text, x.Size, x.Bold)-0.1 {
				t.Errorf("%q lies over %q", x.Text, o.Text)
			}
		}
		over = append(over, x)
	}
	if len(doc.Pages) != 1 || lines < 20 || pictures != 1 {
		t.Errorf("%d pages, %d lines, %d pictures", len(doc.Pages), lines, pictures)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Pages(ctx, f, ""); err == nil {
		t.Error("it cannot be stopped")
	}
}

// A reference grows where it ends in the repeated row, and nowhere else.
func TestFormulasGrow(t *testing.T) {
	for in, want := range map[string]string{
		"SUM(E5:E5)":            "SUM(E5:E8)",
		"SUM($E$5)":             "SUM($E$5:$E$8)",
		"SUM(E4:E5)":            "SUM(E4:E8)",
		"SUM(E1:E9)":            "SUM(E1:E9)",
		`SUM(E5)&"E5"`:          `SUM(E5:E8)&"E5"`,
		"SUM(Other!E5)+LOG5(1)": "SUM(Other!E5)+LOG5(1)",
	} {
		if got := growFormula(in, 5, 4); got != want {
			t.Errorf("%s became %s", in, got)
		}
	}
}
