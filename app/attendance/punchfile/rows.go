package punchfile

import (
	"io"
	"strings"

	"golang.org/x/net/html"
)

// table is a sheet held in memory: row numbers and their cells.
type table struct {
	rows  [][]string
	lines []int
	at    int
}

// Next gives the next row.
func (t *table) Next() ([]string, error) {
	if t.at >= len(t.rows) {
		return nil, io.EOF
	}
	t.at++
	return t.rows[t.at-1], nil
}

// Line is the number of the row read last.
func (t *table) Line() int {
	if t.at == 0 {
		return 0
	}
	return t.lines[t.at-1]
}

// textRows splits the lines of a CSV file, whatever its delimiter.
func textRows(lines []line) *table {
	sep := delimiter(lines)
	t := &table{}
	for _, l := range lines {
		t.rows = append(t.rows, splitCSV(l.text, sep))
		t.lines = append(t.lines, l.n)
	}
	return t
}

// delimiter is the sign that stands most often in the first lines.
func delimiter(lines []line) byte {
	best, most := byte(','), 0
	for _, sep := range []byte{',', '\t', ';', '|'} {
		n := 0
		for i := 0; i < len(lines) && i < 20; i++ {
			n += strings.Count(lines[i].text, string(sep))
		}
		if n > most {
			best, most = sep, n
		}
	}
	return best
}

// splitCSV splits one line; quoted fields may hold the delimiter and doubled quotes.
func splitCSV(s string, sep byte) []string {
	var out []string
	var b strings.Builder
	quoted := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quoted && c == '"' && i+1 < len(s) && s[i+1] == '"':
			b.WriteByte('"')
			i++
		case c == '"' && (quoted || b.Len() == 0):
			quoted = !quoted
		case c == sep && !quoted:
			out = append(out, strings.TrimSpace(b.String()))
			b.Reset()
			if len(out) == maxCells {
				return out
			}
		default:
			b.WriteByte(c)
		}
	}
	return append(out, strings.TrimSpace(b.String()))
}

// isHTML tells whether a text is a web page, as many clocks' programs write under the name .xls.
func isHTML(text string) bool {
	s := strings.ToLower(strings.TrimSpace(text[:min(len(text), 4096)]))
	return strings.Contains(s, "<table") || strings.HasPrefix(s, "<html") || strings.HasPrefix(s, "<!doctype html")
}

// htmlRows takes the rows of all tables of a page; a cell over several columns fills them.
func htmlRows(text string) *table {
	t := &table{}
	z := html.NewTokenizer(strings.NewReader(text))
	var row []string
	var cell strings.Builder
	inCell, span := false, 1
	endCell := func() {
		if !inCell {
			return
		}
		row = append(row, strings.Join(strings.Fields(cell.String()), " "))
		for ; span > 1 && len(row) < maxCells; span-- {
			row = append(row, "")
		}
		inCell, span = false, 1
		cell.Reset()
	}
	endRow := func() {
		endCell()
		if len(row) > 0 && len(t.rows) < maxLines {
			t.rows = append(t.rows, row)
			t.lines = append(t.lines, len(t.rows))
		}
		row = nil
	}
	for {
		switch z.Next() {
		case html.ErrorToken:
			endRow()
			return t
		case html.TextToken:
			if inCell && cell.Len() < maxLine {
				cell.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, attrs := z.TagName()
			switch string(name) {
			case "tr":
				endRow()
			case "td", "th":
				endCell()
				inCell, span = len(row) < maxCells, columnSpan(z, attrs)
			case "br":
				cell.WriteByte(' ')
			}
		case html.EndTagToken:
			switch name, _ := z.TagName(); string(name) {
			case "tr", "table":
				endRow()
			case "td", "th":
				endCell()
			}
		}
	}
}

func columnSpan(z *html.Tokenizer, more bool) int {
	for more {
		var key, val []byte
		key, val, more = z.TagAttr()
		if string(key) == "colspan" {
			if n := number(string(val)); n > 1 {
				return min(n, maxCells)
			}
		}
	}
	return 1
}

// TextTable gives the rows of a CSV file in any encoding and with any delimiter.
func TextTable(data []byte) RowReader {
	text, _ := decode(data)
	return textRows(splitLines(text))
}
