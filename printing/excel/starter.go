package excel

import (
	"bytes"

	"github.com/xuri/excelize/v2"

	"kontor/app/paper"
)

// Starter is a workbook to begin with: the fields of a kind of document with their names, the
// row of the lines with a sum below it where there are amounts.
func Starter(kind paper.Kind, title string, label func(f paper.FieldInfo) string) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "Sheet1"
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "000000"}}})
	if err != nil {
		return nil, err
	}
	money := "#,##0.00"
	amount, err := f.NewStyle(&excelize.Style{CustomNumFmt: &money})
	if err != nil {
		return nil, err
	}
	cell := func(x, y int) string { name, _ := excelize.CoordinatesToCellName(x, y); return name }
	put := func(x, y int, text string) {
		if err == nil {
			err = f.SetCellStr(sheet, cell(x, y), text)
		}
	}
	put(1, 1, title)
	row := 3
	var lines []paper.FieldInfo
	for _, x := range paper.Fields(kind) {
		switch {
		case x.List == "lines" && x.Type != paper.ListType && x.Type != paper.PictureType:
			lines = append(lines, x)
		case x.List == "" && (x.Group == "" || x.Group == "customer" || x.Group == "supplier") && x.Type != paper.ListType && x.Type != paper.FlagType:
			put(1, row, label(x))
			put(2, row, "{{"+x.Path+"}}")
			row++
		}
	}
	row++
	for i, x := range lines {
		put(i+1, row, label(x))
		put(i+1, row+1, "{{"+x.Path+"}}")
		if x.Type == paper.AmountType && err == nil {
			err = f.SetCellStyle(sheet, cell(i+1, row+1), cell(i+1, row+2), amount)
		}
		if x.Name == "amount" && err == nil {
			err = f.SetCellFormula(sheet, cell(i+1, row+2), "SUM("+cell(i+1, row+1)+":"+cell(i+1, row+1)+")")
		}
	}
	if len(lines) > 0 && err == nil {
		err = f.SetCellStyle(sheet, cell(1, row), cell(len(lines), row), bold)
	}
	if err == nil {
		err = f.SetColWidth(sheet, "A", "A", 18)
	}
	if err == nil {
		err = f.SetColWidth(sheet, "B", "B", 26)
	}
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = f.Write(&b)
	return b.Bytes(), err
}
