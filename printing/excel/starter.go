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
	defer func() { _ = f.Close() }()
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
	head, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 18}})
	if err != nil {
		return nil, err
	}
	left, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{Horizontal: "left"}, CustomNumFmt: &money})
	if err != nil {
		return nil, err
	}
	put(1, 1, title)
	style := func(x, y, id int) {
		if err == nil {
			err = f.SetCellStyle(sheet, cell(x, y), cell(x, y), id)
		}
	}
	style(1, 1, head)
	row := 3
	var lines []paper.FieldInfo
	for _, x := range paper.Fields(kind) {
		switch {
		case x.List == "lines" && x.Name != "kind" && x.Type != paper.ListType && x.Type != paper.PictureType:
			lines = append(lines, x)
		case x.List == "" && (x.Group == "" || x.Group == "customer" || x.Group == "supplier") && x.Type != paper.ListType && x.Type != paper.FlagType:
			put(1, row, label(x))
			put(3, row, "{{"+x.Path+"}}")
			if x.Type == paper.AmountType {
				style(3, row, left)
			}
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
	for col, w := range map[string]float64{"A": 6, "B": 12, "C": 30, "D": 20} {
		if err == nil {
			err = f.SetColWidth(sheet, col, col, w)
		}
	}
	wide := "landscape"
	if err == nil {
		err = f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &wide})
	}
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = f.Write(&b)
	return b.Bytes(), err
}
