package excel

import (
	"bytes"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"kontor/app"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/printing/layout"
)

// Limits of a workbook that serves as a template.
const (
	maxTemplateRows = 2000
	maxListRows     = 5000
)

// Filling says what a workbook is filled with.
type Filling struct {
	Data  paper.Data
	Lang  string
	Words money.Style
}

// openTemplate opens a workbook within its limits.
func openTemplate(raw []byte) (*excelize.File, error) {
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: 128 << 20, UnzipXMLSizeLimit: 16 << 20})
	if err != nil {
		return nil, app.E(app.Invalid, "paper.sheet.unreadable").Because(err)
	}
	return f, nil
}

// Fill writes the values of a document into the {{fields}} of a workbook. A row with fields of
// line is repeated for each row of its list ("lines", or the one that a cell names as
// {{#instalments}}); sums below it then cover all of its copies. Formulas, styles and pictures
// stay. PRT-02
func Fill(raw []byte, w Filling) (*excelize.File, error) {
	f, err := openTemplate(raw)
	if err != nil {
		return nil, err
	}
	v := layout.NewValues(w.Data, w.Lang, w.Words)
	for _, sheet := range f.GetSheetList() {
		if err := fillSheet(f, sheet, v); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func fillSheet(f *excelize.File, sheet string, v *layout.Values) error {
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return app.E(app.Invalid, "paper.sheet.unreadable").Because(err)
	}
	if len(rows) > maxTemplateRows {
		return app.E(app.Invalid, "paper.sheet.too_many_rows", "sheet", sheet, "rows", maxTemplateRows)
	}
	for r := len(rows); r >= 1; r-- { // from the end, so that numbers of rows above stay right
		if list := repeated(rows[r-1]); list != "" {
			err = repeat(f, sheet, r, list, v)
		} else {
			err = fillRow(f, sheet, r, rows[r-1], v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

var mark = regexp.MustCompile(`\{\{#([a-z_.]+)\}\}`)

// repeated tells which list a row is repeated for, "" when it is not.
func repeated(cells []string) string {
	line := false
	for _, c := range cells {
		if m := mark.FindStringSubmatch(c); m != nil {
			return m[1]
		}
		line = line || strings.Contains(strings.ReplaceAll(c, " ", ""), "{{line.")
	}
	if line {
		return "lines"
	}
	return ""
}

// repeat copies a row for each row of its list and fills the copies.
func repeat(f *excelize.File, sheet string, r int, list string, v *layout.Values) error {
	items := v.List(list)
	if len(items) > maxListRows {
		return app.E(app.Invalid, "paper.sheet.too_many_rows", "sheet", sheet, "rows", maxListRows)
	}
	for i := 1; i < len(items); i++ {
		if err := f.DuplicateRowTo(sheet, r, r+i); err != nil {
			return err
		}
	}
	n := max(len(items), 1)
	if err := growSums(f, sheet, r, n); err != nil {
		return err
	}
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	for i := range n {
		at := v.Of(paper.Data{})
		if i < len(items) {
			at = v.Of(items[i])
		}
		if r+i-1 < len(rows) {
			if err := fillRow(f, sheet, r+i, rows[r+i-1], at); err != nil {
				return err
			}
		}
	}
	return nil
}

// fillRow puts values into the cells of a row that hold fields.
func fillRow(f *excelize.File, sheet string, r int, cells []string, v *layout.Values) error {
	for i, text := range cells {
		if !strings.Contains(text, "{{") {
			continue
		}
		cell, err := excelize.CoordinatesToCellName(i+1, r)
		if err != nil {
			return err
		}
		text = mark.ReplaceAllString(text, "")
		if err := setCell(f, sheet, cell, text, v); err != nil {
			return err
		}
	}
	return nil
}

func setCell(f *excelize.File, sheet, cell, text string, v *layout.Values) error {
	value, alone := v.Alone(text)
	if !alone {
		return f.SetCellStr(sheet, cell, v.Text(text))
	}
	switch x := value.(type) {
	case *big.Rat:
		s := layout.Decimal(x)
		if n, err := strconv.ParseFloat(s, 64); err == nil && len(strings.TrimLeft(s, "-0.")) <= 15 { // what a workbook holds exactly
			return f.SetCellFloat(sheet, cell, n, -1, 64)
		}
		return f.SetCellStr(sheet, cell, s)
	case time.Time:
		return setDay(f, sheet, cell, x)
	case []byte:
		return setPicture(f, sheet, cell, x)
	case string:
		return f.SetCellStr(sheet, cell, x)
	}
	return nil
}

// setDay writes a day; a cell without a date format of its own gets one.
func setDay(f *excelize.File, sheet, cell string, day time.Time) error {
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		return err
	}
	st, err := f.GetStyle(id)
	if err != nil {
		return err
	}
	if err := f.SetCellValue(sheet, cell, day); err != nil {
		return err
	}
	code := ""
	if st.CustomNumFmt != nil {
		code = *st.CustomNumFmt
	}
	if lookOf(st.NumFmt, code) == asDate {
		return f.SetCellStyle(sheet, cell, cell, id)
	}
	iso := "yyyy-mm-dd"
	if st.Alignment == nil {
		st.Alignment = &excelize.Alignment{Horizontal: "left"}
	}
	st.NumFmt, st.CustomNumFmt = 0, &iso
	if id, err = f.NewStyle(st); err != nil {
		return err
	}
	return f.SetCellStyle(sheet, cell, cell, id)
}

// setPicture puts a picture into a cell as high as its row.
func setPicture(f *excelize.File, sheet, cell string, raw []byte) error {
	if err := f.SetCellStr(sheet, cell, ""); err != nil || len(raw) == 0 {
		return err
	}
	ext := ".png"
	if bytes.HasPrefix(raw, []byte{0xff, 0xd8}) {
		ext = ".jpg"
	}
	err := f.AddPictureFromBytes(sheet, cell, &excelize.Picture{Extension: ext, File: raw, Format: &excelize.GraphicOptions{AutoFit: true, LockAspectRatio: true}})
	if err != nil {
		return app.E(app.Invalid, "paper.sheet.picture", "place", sheet+"!"+cell).Because(err)
	}
	return nil
}

var reference = regexp.MustCompile(`(\$?[A-Z]{1,3})(\$?)(\d{1,7})(?::(\$?[A-Z]{1,3})(\$?)(\d{1,7}))?`)

// aggregates are the functions whose argument grows with the list.
var aggregate = regexp.MustCompile(`(?i)\b(SUM|SUBTOTAL|AVERAGE|COUNT|COUNTA|MAX|MIN|PRODUCT|SUMPRODUCT|SUMIF|COUNTIF)\(`)

// growSums has the sums that cover the repeated row alone cover its n copies.
func growSums(f *excelize.File, sheet string, r, n int) error {
	if n < 2 {
		return nil
	}
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	width := 1
	for _, row := range rows {
		width = max(width, len(row))
	}
	dim, _ := f.GetSheetDimension(sheet)
	if _, last, ok := strings.Cut(dim, ":"); ok {
		if c, _, err := excelize.CellNameToCoordinates(last); err == nil {
			width = max(width, c)
		}
	}
	for y := 1; y <= len(rows)+1; y++ {
		if y >= r && y < r+n {
			continue
		}
		for x := 1; x <= width; x++ {
			cell, _ := excelize.CoordinatesToCellName(x, y)
			formula, err := f.GetCellFormula(sheet, cell)
			if err != nil || formula == "" || !aggregate.MatchString(formula) {
				continue
			}
			if grown := growFormula(formula, r, n); grown != formula {
				if err := f.SetCellFormula(sheet, cell, grown); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// growFormula has references to row r alone, or that end in it, reach to its last copy. Texts,
// names of functions (LOG10) and other sheets are left alone.
func growFormula(formula string, r, n int) string {
	var b strings.Builder
	at := 0
	for _, m := range reference.FindAllStringSubmatchIndex(formula, -1) {
		b.WriteString(formula[at:m[0]])
		at = m[1]
		ref := formula[m[0]:m[1]]
		before, after := byte(' '), byte(' ')
		if m[0] > 0 {
			before = formula[m[0]-1]
		}
		if m[1] < len(formula) {
			after = formula[m[1]]
		}
		if after == '(' || before == '!' || isWordByte(before) || isWordByte(after) || strings.Count(formula[:m[0]], `"`)%2 == 1 {
			b.WriteString(ref)
			continue
		}
		b.WriteString(growReference(reference.FindStringSubmatch(ref), r, n))
	}
	return b.String() + formula[at:]
}

func isWordByte(c byte) bool {
	return c == '_' || c == '.' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func growReference(m []string, r, n int) string {
	from, _ := strconv.Atoi(m[3])
	last := strconv.Itoa(r + n - 1)
	if m[4] == "" {
		if from == r {
			return m[0] + ":" + m[1] + m[2] + last
		}
		return m[0]
	}
	if to, _ := strconv.Atoi(m[6]); from <= r && to == r {
		return m[1] + m[2] + m[3] + ":" + m[4] + m[5] + last
	}
	return m[0]
}

// Holds tells whether a cell of a workbook shows a field.
func Holds(raw []byte, field string) (bool, error) {
	f, err := openTemplate(raw)
	if err != nil {
		return false, err
	}
	defer func() { _ = f.Close() }()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			return false, err
		}
		for _, cells := range rows {
			if slices.ContainsFunc(cells, func(c string) bool { return strings.Contains(c, field) }) {
				return true, nil
			}
		}
	}
	return false, nil
}

// Check tells what is wrong with a workbook as a template: the cell and the field.
func Check(raw []byte, kind paper.Kind) error {
	f, err := openTemplate(raw)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	found := false
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			return app.E(app.Invalid, "paper.sheet.unreadable").Because(err)
		}
		if len(rows) > maxTemplateRows {
			return app.E(app.Invalid, "paper.sheet.too_many_rows", "sheet", sheet, "rows", maxTemplateRows)
		}
		for y, row := range rows {
			list := repeated(row)
			for x, text := range row {
				if !strings.Contains(text, "{{") {
					continue
				}
				found = true
				cell, _ := excelize.CoordinatesToCellName(x+1, y+1)
				if err := layout.CheckText(kind, mark.ReplaceAllString(text, ""), list, sheet+"!"+cell); err != nil {
					return err
				}
			}
		}
	}
	if !found {
		return app.E(app.Invalid, "paper.sheet.no_fields")
	}
	return nil
}
