package kit

import (
	"strings"
)

func (g *Grid) copyOut() {
	if program() != nil {
		program().Clipboard().SetContent(g.TSV())
	}
}

func (g *Grid) clear() {
	r0, r1, c0, c1 := g.v.cur, g.v.cur, g.col, g.col
	if g.extent[0] >= 0 {
		r0, r1 = minmax(g.v.cur, g.extent[0])
		c0, c1 = minmax(g.col, g.extent[1])
	}
	any := false
	for i := r0; i <= r1 && i < g.Model.Len(); i++ {
		for k := c0; k <= c1; k++ {
			if g.editable(i, k) && g.Model.Set(i, g.Columns[k].ID, "", nil) == "" {
				any = true
			}
		}
	}
	if any {
		g.changed()
	}
}

// pasteOver takes a paste of several cells while one is edited.
func (g *Grid) pasteOver(text string) bool {
	if !strings.ContainsAny(strings.TrimRight(text, "\r\n"), "\t\n") {
		return false
	}
	g.cancel()
	g.Paste(text)
	return true
}

// Paste puts a block of tab-separated lines at the current cell; rows are appended as
// needed, cells that refuse their text keep what they had. It returns how many cells
// were set and how many were refused.
func (g *Grid) Paste(text string) (set, refused int) {
	if g.ReadOnly || text == "" {
		return 0, 0
	}
	for i, line := range splitBlock(text) {
		k := g.col
		for _, field := range line {
			for k < len(g.Columns) && g.Columns[k].ReadOnly {
				k++
			}
			if k >= len(g.Columns) {
				break
			}
			if g.pasteCell(g.v.cur+i, k, field) {
				set++
			} else {
				refused++
			}
			k++
		}
	}
	g.changed()
	return set, refused
}

func (g *Grid) pasteCell(row, k int, text string) bool {
	col := &g.Columns[k]
	if row < g.Model.Len() && !g.editable(row, k) || row > g.Model.Len() {
		return false
	}
	if text == "" && row >= g.Model.Len() {
		return true
	}
	if col.Read != nil {
		shown, _, err := col.Read(strings.TrimSpace(text))
		if err != "" {
			return false
		}
		text = shown
	}
	return g.Model.Set(row, col.ID, text, nil) == ""
}

// splitBlock reads what spreadsheets put on the clipboard: tabs between cells, lines
// between rows, cells with line ends in double quotes.
func splitBlock(text string) [][]string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.TrimSuffix(text, "\n")
	var out [][]string
	line := []string{}
	for {
		var cell string
		cell, text = cutCell(text)
		line = append(line, cell)
		if text == "" {
			return append(out, line)
		}
		sep := text[0]
		text = text[1:]
		if sep == '\n' {
			out = append(out, line)
			line = []string{}
		}
		if text == "" {
			return append(out, append(line, ""))
		}
	}
}

// cutCell takes one cell off a block; the rest begins with its separator.
func cutCell(text string) (cell, rest string) {
	if strings.HasPrefix(text, `"`) {
		var b strings.Builder
		for i := 1; i < len(text); i++ {
			if text[i] != '"' {
				b.WriteByte(text[i])
				continue
			}
			if i+1 < len(text) && text[i+1] == '"' {
				b.WriteByte('"')
				i++
				continue
			}
			if i+1 == len(text) || text[i+1] == '\t' || text[i+1] == '\n' {
				return strings.ReplaceAll(b.String(), "\n", " "), text[i+1:]
			}
			break // a quote inside: not a quoted cell after all
		}
	}
	i := strings.IndexAny(text, "\t\n")
	if i < 0 {
		return text, ""
	}
	return text[:i], text[i:]
}

// TSV is the marked block, or the current cell, as tab-separated text.
func (g *Grid) TSV() string {
	r0, r1, c0, c1 := g.v.cur, g.v.cur, g.col, g.col
	if g.extent[0] >= 0 {
		r0, r1 = minmax(g.v.cur, g.extent[0])
		c0, c1 = minmax(g.col, g.extent[1])
	}
	var b strings.Builder
	for i := r0; i <= r1 && i < g.Model.Len(); i++ {
		for k := c0; k <= c1; k++ {
			if k > c0 {
				b.WriteByte('\t')
			}
			b.WriteString(strings.NewReplacer("\t", " ", "\n", " ").Replace(g.Model.Cell(i, g.Columns[k].ID).Text))
		}
		if r1 > r0 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
