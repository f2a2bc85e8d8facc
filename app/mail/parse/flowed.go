package parse

import "strings"

// unflow joins the soft line breaks of format=flowed (RFC 3676).
func unflow(s string, delSp bool) string {
	var out strings.Builder
	open := false // the line before ended softly
	depth := 0
	for i, line := range strings.Split(s, "\n") {
		d := len(line) - len(strings.TrimLeft(line, ">"))
		text := strings.TrimPrefix(line[d:], " ")
		if open && d != depth {
			open = false
		}
		if i > 0 && !open {
			out.WriteByte('\n')
		}
		if !open && d > 0 {
			out.WriteString(strings.Repeat(">", d) + " ")
		}
		depth = d
		open = strings.HasSuffix(text, " ") && text != "-- "
		if open && delSp {
			text = text[:len(text)-1]
		}
		out.WriteString(text)
	}
	return out.String()
}
