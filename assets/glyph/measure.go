package glyph

import (
	"strings"
	"unicode/utf8"
)

// Ellipsis is what a text that does not fit ends with.
const Ellipsis = "…"

// Advance is the width of one character in em.
func Advance(r rune, bold bool) float64 {
	e := faces().lookup(r, bold)
	if e == blank {
		return 0
	}
	return e.advance()
}

// Width is the width of a text set on one line, in pixels at size pixels per em.
func Width(s string, size float64, bold bool) float64 {
	f := faces()
	w := 0.0
	for _, r := range s {
		if e := f.lookup(r, bold); e != blank {
			w += e.advance()
		}
	}
	return w * size
}

// Fit shortens a text to at most max pixels. When something is cut off, the result
// ends with …; when not even that fits, the result is empty.
func Fit(s string, size float64, bold bool, max float64) string {
	// A text is never wider than three em a character, mostly one: the short ones need no sum.
	if float64(utf8.RuneCountInString(s))*size*0.5 <= max && Width(s, size, bold) <= max {
		return s
	}
	if Width(s, size, bold) <= max {
		return s
	}
	f := faces()
	room := max/size - Advance('…', bold)
	if room < 0 {
		return ""
	}
	w, end := 0.0, 0
	for i, r := range s {
		if e := f.lookup(r, bold); e != blank {
			w += e.advance()
		}
		if w > room {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	return strings.TrimRight(s[:end], " 　") + Ellipsis
}

// Index gives the byte offset in s that is nearest to x pixels from its start.
func Index(s string, size float64, bold bool, x float64) int {
	f := faces()
	w := 0.0
	for i, r := range s {
		a := 0.0
		if e := f.lookup(r, bold); e != blank {
			a = e.advance() * size
		}
		if w+a/2 > x {
			return i
		}
		w += a
	}
	return len(s)
}

// Line is one line of a broken text: the bytes From … To of it, without the space or
// line end at which it was broken, and its width in pixels.
type Line struct {
	From, To int
	Width    float64
}

// Break breaks a text into lines of at most width pixels. Latin words stay whole,
// Chinese breaks between any two characters except where a line would begin with a
// closing sign or end with an opening one (kinsoku); a word wider than the line is
// cut. A line end in the text always breaks. No character is lost: the lines
// together with the dropped spaces are the text.
func Break(s string, size float64, bold bool, width float64) []Line {
	var lines []Line
	start := 0
	for start <= len(s) {
		end := strings.IndexByte(s[start:], '\n')
		if end < 0 {
			end = len(s)
		} else {
			end += start
		}
		stop := end
		if stop > start && s[stop-1] == '\r' {
			stop--
		}
		lines = breakParagraph(lines, s, start, stop, size, bold, width)
		start = end + 1
	}
	return lines
}

// breakParagraph breaks the bytes from … to of s, which hold no line end.
func breakParagraph(lines []Line, s string, from, to int, size float64, bold bool, width float64) []Line {
	f := faces()
	em := width / size
	lineStart, lastBreak := from, -1
	w, wAtBreak := 0.0, 0.0
	var prev rune
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(s[i:to])
		a := 0.0
		if e := f.lookup(r, bold); e != blank {
			a = e.advance()
		}
		if i > lineStart && canBreak(prev, r) {
			lastBreak, wAtBreak = i, w
		}
		if w+a > em+1e-6 && i > lineStart && r != ' ' {
			cut, cutW := i, w
			if lastBreak > lineStart {
				cut, cutW = lastBreak, wAtBreak
			}
			end, endW := trimEnd(s, lineStart, cut, cutW, f, bold)
			lines = append(lines, Line{lineStart, end, endW * size})
			for cut < to && s[cut] == ' ' {
				cut++
			}
			// Characters between the cut and here begin the next line.
			lineStart, lastBreak, w = cut, -1, 0
			if cut < i {
				w = Width(s[cut:i], 1, bold)
			} else {
				i, prev = cut, ' '
			}
			continue // the character at i may not fit the new line either
		}
		w += a
		prev = r
		i += n
	}
	end, endW := trimEnd(s, lineStart, to, w, f, bold)
	return append(lines, Line{lineStart, end, endW * size})
}

func trimEnd(s string, from, to int, w float64, f *fontSet, bold bool) (int, float64) {
	for to > from && s[to-1] == ' ' {
		to--
		w -= f.lookup(' ', bold).advance()
	}
	return to, w
}

// Signs that must not begin a line, and signs that must not end one.
const (
	noStart = "、。，．：；？！）］｝〕〉》」』】〗’”…‥—～·%‰℃℉°′″￠,.:;?!)]}>»›々〻ーァィゥェォッャュョヮ／/"
	noEnd   = "（［｛〔〈《「『【〖‘“([{<«‹￥¥$€£＄#＃№"
)

// canBreak tells whether a line may end after prev and the next begin with next.
func canBreak(prev, next rune) bool {
	if prev == ' ' {
		return next != ' '
	}
	if next == ' ' {
		return false
	}
	if strings.ContainsRune(noStart, next) && next != '/' || strings.ContainsRune(noEnd, prev) {
		return false
	}
	if Wide(prev) || Wide(next) {
		return true
	}
	// Within Latin text: after a hyphen or a slash between letters.
	return (prev == '-' || prev == '/') && next > ' ' && !(next >= '0' && next <= '9')
}

// Wide tells whether r is set like a Chinese character, so that a line may break beside it.
func Wide(r rune) bool {
	return r >= 0x2e80 && r <= 0xd7ff || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe4f ||
		r >= 0xff00 && r <= 0xffef || r >= 0x20000 && r <= 0x3ffff || r == '—' || r == '…' || r == '“' || r == '”'
}
