package parse

import (
	"bytes"
	"strings"
)

// splitParts cuts the body of a multipart at its boundary lines. ended tells whether
// the closing line was there. What stands before the first boundary is left out.
func splitParts(body []byte, boundary string, max int) (parts [][]byte, ended bool) {
	mark := []byte("--" + boundary)
	start := -1 // of the part being read
	for pos := 0; pos <= len(body); {
		i := bytes.Index(body[pos:], mark)
		if i < 0 {
			break
		}
		at := pos + i
		pos = at + len(mark)
		if at > 0 && body[at-1] != '\n' {
			continue
		}
		line, rest := cutLine(body[pos:])
		tail := bytes.TrimRight(line, " \t")
		closing := bytes.HasPrefix(tail, []byte("--"))
		if len(tail) > 0 && !closing {
			continue // a longer boundary that only begins like ours
		}
		if start >= 0 {
			parts = append(parts, dropLineEnd(body[start:at]))
			if len(parts) >= max {
				return parts, true
			}
		}
		if closing {
			return parts, true
		}
		start = len(body) - len(rest)
		pos = start
	}
	if start >= 0 && start < len(body) {
		parts = append(parts, body[start:])
	}
	return parts, false
}

// dropLineEnd takes off the line end that belongs to the boundary.
func dropLineEnd(b []byte) []byte {
	b = bytes.TrimSuffix(b, []byte{'\n'})
	return bytes.TrimSuffix(b, []byte{'\r'})
}

// findBoundary guesses the boundary when the header names none or a wrong one: the
// first line that begins with -- and is followed by a well-known part header.
func findBoundary(body []byte) string {
	rest := body
	for n := 0; n < 200 && len(rest) > 0; n++ {
		var line []byte
		line, rest = cutLine(rest)
		line = bytes.TrimRight(line, " \t")
		if len(line) < 3 || len(line) > 200 || !bytes.HasPrefix(line, []byte("--")) {
			continue
		}
		next, _ := cutLine(rest)
		if strings.HasPrefix(fieldName(next), "content-") {
			return string(line[2:])
		}
	}
	return ""
}
