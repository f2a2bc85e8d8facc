package excel

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"math"
	"regexp"
	"strconv"
	"strings"

	_ "image/jpeg" // pictures in workbooks
	_ "image/png"  //

	"github.com/xuri/excelize/v2"

	"kontor/app"
	"kontor/app/paper"
	"kontor/printing/layout"
)

// Pages lays the first sheet of a workbook out on paper, as its page setup says: paper,
// direction, margins, print area and rows that repeat. What is wider than the paper is made
// smaller. Formulas are worked out. Errors: Invalid paper.too_many_pages; the context's error.
func Pages(ctx context.Context, f *excelize.File, title string) (*paper.Doc, error) {
	s := &sheetPage{f: f, sheet: f.GetSheetName(f.GetActiveSheetIndex())}
	if s.sheet == "" {
		s.sheet = f.GetSheetList()[0]
	}
	if err := s.measure(); err != nil {
		return nil, err
	}
	if err := s.run(ctx); err != nil {
		return nil, err
	}
	s.doc.Title = title
	return &s.doc, nil
}

// sheetPage is a sheet on its way to paper; lengths in mm, columns and rows from 1.
type sheetPage struct {
	f              *excelize.File
	sheet          string
	doc            paper.Doc
	size           paper.Size
	left, top      float64
	right, bottom  float64 // margins
	x0, y0, x1, y1 int     // the print area
	area           bool    // it was set by hand
	rows           int     // that have cells
	titles         [2]int  // rows that repeat, 0 is none
	scale          float64
	xs             []float64 // left edges of the columns, and the right edge of the last
	spans          map[[2]int][2]int
	covered        map[[2]int]bool
	styles         map[int]*excelize.Style
	pictures       map[string]bool
}

const (
	mmPerInch = 25.4
	mmPerPt   = 25.4 / 72
	mmPerPx   = 25.4 / 96
)

var (
	areaName = regexp.MustCompile(`\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)$`)
	rowsName = regexp.MustCompile(`\$(\d+):\$(\d+)$`)
)

func (s *sheetPage) measure() error {
	bad := func(err error) error { return app.E(app.Invalid, "paper.sheet.unreadable").Because(err) }
	s.size, s.scale = paper.Sizes[0], 1
	if o, err := s.f.GetPageLayout(s.sheet); err == nil {
		s.size = sizeOf(o)
	}
	s.left, s.right, s.top, s.bottom = 18, 18, 19, 19
	if m, err := s.f.GetPageMargins(s.sheet); err == nil {
		for to, from := range map[*float64]*float64{&s.left: m.Left, &s.right: m.Right, &s.top: m.Top, &s.bottom: m.Bottom} {
			if from != nil && *from >= 0 && *from < 4 {
				*to = *from * mmPerInch
			}
		}
	}
	s.x0, s.y0, s.x1, s.y1 = 1, 1, 1, 1
	rows, err := s.f.GetRows(s.sheet)
	if err != nil {
		return bad(err)
	}
	s.y1, s.rows = max(len(rows), 1), len(rows)
	for _, r := range rows {
		s.x1 = max(s.x1, len(r))
	}
	for _, n := range s.f.GetDefinedName() {
		if n.Scope != s.sheet {
			continue
		}
		if m := areaName.FindStringSubmatch(n.RefersTo); m != nil && strings.HasSuffix(n.Name, "Print_Area") {
			s.x0, _ = excelize.ColumnNameToNumber(m[1])
			s.x1, _ = excelize.ColumnNameToNumber(m[3])
			s.y0, _ = strconv.Atoi(m[2])
			s.y1, _ = strconv.Atoi(m[4])
			s.area = true
		}
		if m := rowsName.FindStringSubmatch(n.RefersTo); m != nil && strings.HasSuffix(n.Name, "Print_Titles") {
			s.titles[0], _ = strconv.Atoi(m[1])
			s.titles[1], _ = strconv.Atoi(m[2])
		}
	}
	if s.x1-s.x0 > 200 || s.y1-s.y0 > maxTemplateRows+maxListRows {
		return app.E(app.Invalid, "paper.sheet.too_many_rows", "sheet", s.sheet, "rows", maxTemplateRows+maxListRows)
	}
	return s.columns()
}

func sizeOf(o excelize.PageLayoutOptions) paper.Size {
	key := "a4"
	if o.Size != nil {
		key = cmp.Or(map[int]string{1: "letter", 8: "a3", 9: "a4", 11: "a5"}[*o.Size], key)
	}
	if o.Orientation != nil && *o.Orientation == "landscape" || key == "a3" {
		key += "-landscape"
	}
	if size, ok := paper.SizeOf(key); ok {
		return size
	}
	return paper.Sizes[0]
}

// columns reads the widths and what is merged.
func (s *sheetPage) columns() error {
	x := 0.0
	for c := s.x0; c <= s.x1; c++ {
		s.xs = append(s.xs, x)
		name, _ := excelize.ColumnNumberToName(c)
		if seen, err := s.f.GetColVisible(s.sheet, name); err == nil && !seen {
			continue
		}
		w, err := s.f.GetColWidth(s.sheet, name)
		if err != nil {
			return err
		}
		x += math.Floor(w*7+5) * mmPerPx
	}
	s.xs = append(s.xs, x)
	if room := s.size.W - s.left - s.right; x > room && room > 10 {
		s.scale = room / x
	}
	for i := range s.xs {
		s.xs[i] *= s.scale
	}
	s.spans, s.covered, s.styles, s.pictures = map[[2]int][2]int{}, map[[2]int]bool{}, map[int]*excelize.Style{}, map[string]bool{}
	merged, err := s.f.GetMergeCells(s.sheet)
	if err != nil {
		return err
	}
	for _, m := range merged {
		ax, ay, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		bx, by, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 != nil || err2 != nil || (bx-ax)*(by-ay) > 1_000_000 {
			continue
		}
		s.spans[[2]int{ax, ay}] = [2]int{bx, by}
		for y := ay; y <= by; y++ {
			for x := ax; x <= bx; x++ {
				s.covered[[2]int{x, y}] = x != ax || y != ay
			}
		}
	}
	cells, err := s.f.GetPictureCells(s.sheet)
	for _, c := range cells {
		s.pictures[c] = true
		if _, y, bad := excelize.CellNameToCoordinates(c); bad == nil && !s.area {
			s.y1 = max(s.y1, y)
		}
	}
	return err
}

// sheetCell is one cell ready to be drawn.
type sheetCell struct {
	x, w  float64
	to    int // last row of a merged cell
	lines []string
	pt    float64
	style *excelize.Style
	right bool // a number
	img   image.Image
	imgW  float64 // of the picture
	imgH  float64
}

// row reads one row and the height it needs.
func (s *sheetPage) row(y int) (cells []sheetCell, h float64, err error) {
	if seen, err := s.f.GetRowVisible(s.sheet, y); err == nil && !seen && y <= s.rows { // rows without cells count as hidden there
		return nil, 0, nil
	}
	pts, err := s.f.GetRowHeight(s.sheet, y)
	if err != nil {
		return nil, 0, err
	}
	h = pts * mmPerPt * s.scale
	for x := s.x0; x <= s.x1; x++ {
		if s.covered[[2]int{x, y}] {
			continue
		}
		c, err := s.cell(x, y)
		if err != nil {
			return nil, 0, err
		}
		cells = append(cells, c)
	}
	for i := range cells {
		c := &cells[i]
		c.fit(roomFor(cells, i))
		if c.to == y {
			h = max(h, float64(len(c.lines))*c.pt*layout.PtMM*1.3)
		}
	}
	return cells, h, nil
}

// roomFor is the width that a text of a cell may take: its own, and that of empty cells at its
// right, as on the screen.
func roomFor(cells []sheetCell, i int) float64 {
	room := cells[i].w
	if a := cells[i].style.Alignment; a != nil && a.Horizontal != "" && a.Horizontal != "left" || cells[i].right {
		return room
	}
	for _, next := range cells[i+1:] {
		if len(next.lines) > 0 || next.img != nil {
			break
		}
		room += next.w
	}
	return room
}

// fit breaks a text that would run into the next cell; a number becomes smaller instead.
// Paper never cuts a text off.
func (c *sheetCell) fit(room float64) {
	if len(c.lines) != 1 || layout.Width(c.lines[0], c.pt, c.bold()) <= room-0.5 {
		return
	}
	if c.right {
		for c.pt > 5 && layout.Width(c.lines[0], c.pt, c.bold()) > room-0.8 {
			c.pt -= 0.25
		}
		return
	}
	c.lines = layout.Wrap(c.lines[0], c.pt, c.bold(), max(room-1, 2))
}

func (s *sheetPage) cell(x, y int) (sheetCell, error) {
	name, _ := excelize.CoordinatesToCellName(x, y)
	last, to := x, y
	if span, ok := s.spans[[2]int{x, y}]; ok {
		last, to = min(span[0], s.x1), span[1]
	}
	c := sheetCell{x: s.xs[x-s.x0], w: s.xs[last-s.x0+1] - s.xs[x-s.x0], to: to}
	id, err := s.f.GetCellStyle(s.sheet, name)
	if err != nil {
		return c, err
	}
	if c.style = s.styles[id]; c.style == nil {
		if c.style, err = s.f.GetStyle(id); err != nil {
			return c, err
		}
		s.styles[id] = c.style
	}
	c.pt = 11
	if c.style.Font != nil && c.style.Font.Size > 0 {
		c.pt = c.style.Font.Size
	}
	c.pt *= s.scale
	text, err := s.text(name)
	if err != nil {
		return c, err
	}
	kind, err := s.f.GetCellType(s.sheet, name)
	c.right = err == nil && text != "" && (kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber || kind == excelize.CellTypeFormula) && looksLikeNumber(text)
	c.lines = []string{text}
	if text == "" {
		c.lines = nil
	} else if a := c.style.Alignment; a != nil && a.WrapText || strings.Contains(text, "\n") {
		c.lines = layout.Wrap(text, c.pt, c.bold(), max(c.w-1, 2))
	}
	if s.pictures[name] {
		s.picture(name, &c)
	}
	return c, nil
}

func (c *sheetCell) bold() bool { return c.style.Font != nil && c.style.Font.Bold }

func looksLikeNumber(s string) bool {
	return strings.Trim(s, "0123456789.,-−+%¥$€ ") == ""
}

// text is what a cell shows; formulas are worked out anew, since their values changed.
func (s *sheetPage) text(name string) (string, error) {
	formula, err := s.f.GetCellFormula(s.sheet, name)
	if err != nil {
		return "", err
	}
	if formula == "" {
		return s.f.GetCellValue(s.sheet, name)
	}
	text, err := s.f.CalcCellValue(s.sheet, name)
	if err != nil && text == "" {
		return "#?", nil // the workbook itself shows it; paper marks what cannot be worked out
	}
	return text, nil
}

// picture reads the picture that hangs at a cell, in the size it has on the screen.
func (s *sheetPage) picture(name string, c *sheetCell) {
	list, err := s.f.GetPictures(s.sheet, name)
	if err != nil || len(list) == 0 {
		return
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(list[0].File))
	if err != nil || size.Width > 50_000_000/max(size.Height, 1) {
		return
	}
	kx, ky := 1.0, 1.0
	if o := list[0].Format; o != nil && o.ScaleX > 0 && o.ScaleY > 0 {
		kx, ky = o.ScaleX, o.ScaleY
	}
	c.img, _, _ = image.Decode(bytes.NewReader(list[0].File))
	c.imgW, c.imgH = float64(size.Width)*kx*mmPerPx*s.scale, float64(size.Height)*ky*mmPerPx*s.scale
}

// run puts the rows on pages.
func (s *sheetPage) run(ctx context.Context) error {
	y := math.Inf(1)
	for r := s.y0; r <= s.y1; r++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		cells, h, err := s.row(r)
		if err != nil {
			return err
		}
		if y+h > s.size.H-s.bottom+0.01 {
			if len(s.doc.Pages) >= layout.MaxPages {
				return app.E(app.Invalid, "paper.too_many_pages", "pages", layout.MaxPages)
			}
			s.doc.Pages = append(s.doc.Pages, paper.Page{Size: s.size})
			if y, err = s.heads(r); err != nil {
				return err
			}
		}
		if err := s.put(cells, y, h, r); err != nil {
			return err
		}
		y += h
	}
	return nil
}

// heads repeats the title rows above row r on a further page.
func (s *sheetPage) heads(r int) (y float64, err error) {
	y = s.top
	if s.titles[0] == 0 || len(s.doc.Pages) < 2 {
		return y, nil
	}
	for t := s.titles[0]; t <= s.titles[1] && t < r; t++ {
		cells, h, err := s.row(t)
		if err != nil {
			return y, err
		}
		if err := s.put(cells, y, h, t); err != nil {
			return y, err
		}
		y += h
	}
	return y, nil
}

func (s *sheetPage) put(cells []sheetCell, y, h float64, r int) error {
	page := &s.doc.Pages[len(s.doc.Pages)-1]
	for _, c := range cells {
		high := h
		for more := r + 1; more <= min(c.to, s.y1); more++ {
			_, next, err := s.row(more)
			if err != nil {
				return err
			}
			high += next
		}
		page.Items = append(page.Items, c.draw(s.left, y, high)...)
	}
	return nil
}
