package phone

import (
	"strings"
	"unicode"
)

type cleaned struct {
	digits string
	ext    string
	plus   bool // a leading + or 00: the digits begin with a country code
}

// extMarks divide number and extension; the longest come first.
var extMarks = []string{"分机号", "分机", "extension", "extn.", "extn", "ext.", "ext", "转", "轉", "#", "x", "*"}

// clean folds full-width characters, drops what people write between digits and
// cuts off the extension.
func clean(typed string) (cleaned, error) {
	if allDigits(typed) && !strings.HasPrefix(typed, "00") {
		return cleaned{digits: typed}, nil // most numbers: nothing to clean
	}
	s := strings.ToLower(strings.Map(fold, typed))
	s = strings.TrimSpace(strings.TrimPrefix(s, "tel:"))
	var c cleaned
	s, ext, marked := cutExt(s)
	if marked {
		ext = strings.Trim(ext, " .:-")
		if !allDigits(ext) || len(ext) > 6 {
			return c, invalid("extension")
		}
		c.ext = ext
	}
	if s == "" {
		return c, invalid("letters")
	}
	if strings.HasPrefix(s, "+") || strings.HasPrefix(s, "(+") {
		c.plus = true
		s = strings.Replace(s, "+", "", 1)
	}
	parts, err := groups(s)
	if err != nil {
		return c, err
	}
	c.digits = strings.Join(parts, "")
	if !c.plus && strings.HasPrefix(c.digits, "00") {
		c.plus, c.digits = true, c.digits[2:]
	}
	if !marked && !c.plus && tailIsExt(s, parts, c.digits) {
		last := parts[len(parts)-1]
		c.ext, c.digits = last, strings.TrimSuffix(c.digits, last)
	}
	if c.digits == "" || (c.plus && len(c.digits) < 3) {
		return c, invalid("letters")
	}
	return c, nil
}

func cutExt(s string) (head, ext string, marked bool) {
	for _, m := range extMarks {
		if head, ext, ok := strings.Cut(s, m); ok {
			return strings.TrimRight(head, " ,;-"), strings.TrimSpace(ext), true
		}
	}
	return s, "", false
}

// groups gives the runs of digits of s. Anything but digits and the usual separators
// is refused; a slash, semicolon or enumeration comma means several numbers.
func groups(s string) ([]string, error) {
	var parts []string
	open := false
	for _, r := range s {
		switch {
		case isDigit(r):
			if !open {
				parts = append(parts, "")
				open = true
			}
			parts[len(parts)-1] += string(r)
		case r == ' ' || r == '-' || r == '.' || r == '(' || r == ')' || r == '_':
			open = false
		case r == '/' || r == ';' || r == ',' || r == '、' || r == '\n' || r == '\\' || r == '|':
			return nil, invalid("several")
		default:
			return nil, invalid("letters")
		}
	}
	return parts, nil
}

// tailIsExt recognises 0512-66882010-808: a complete landline and 1 to 6 more digits
// behind a hyphen.
func tailIsExt(s string, parts []string, digits string) bool {
	if len(parts) < 2 {
		return false
	}
	last := parts[len(parts)-1]
	if len(last) > 6 || !strings.HasSuffix(strings.TrimRight(s, " )"), "-"+last) {
		return false
	}
	head := strings.TrimSuffix(digits, last)
	_, rest := splitArea(head)
	if len(rest) < 7 || len(rest) > 8 || rest[0] < '2' {
		return false
	}
	toll := len(digits) == 10 && len(parts) > 2 && (strings.HasPrefix(digits, "400") || strings.HasPrefix(digits, "800"))
	return !toll
}

// fold makes a full-width character half-width and every dash and space a plain one;
// invisible characters that come with copies from web pages and chats disappear.
func fold(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - 0xFEE0
	case r == '　' || unicode.IsSpace(r) && r != '\n':
		return ' '
	case r == '‐' || r == '‑' || r == '–' || r == '—' || r == '―' || r == '−' || r == '─':
		return '-'
	case unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func allDigits(s string) bool {
	if s == "" {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
