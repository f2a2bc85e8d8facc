package entity

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kontor/app"
	"kontor/app/calendar"
)

// Clean brings typed or imported text into the form that is stored: no control
// characters but line breaks (in one-line texts none at all), no outer blanks.
func Clean(s string, lines bool) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = s[i] >= 0x20 && s[i] < 0x7f
	}
	if !clean {
		s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
				if lines {
					return '\n'
				}
				return ' '
			case r == '\t':
				if lines {
					return r
				}
				return ' '
			case r == '\u200b' || r == '\ufeff' || unicode.IsControl(r):
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(s)
}

// Parse reads the text of a form, a file or a filter. The empty text is Empty. Errors:
// Invalid field.* with Field set.
func (f *Field) Parse(s string) (Value, error) {
	s = Clean(s, f.Kind == KindLongText)
	if s == "" {
		return f.Empty(), nil
	}
	v, err := f.parse(s)
	if err != nil {
		return Null, err.At(f.Key)
	}
	return v, nil
}

func (f *Field) parse(s string) (Value, *app.Error) {
	switch f.Kind {
	case KindInt, KindMoney, KindNumber:
		scale := f.Scale
		if f.Kind == KindInt {
			scale = 0
		}
		number := s
		if f.Unit != Plain {
			var percent bool
			if number, percent = cutPercent(s); percent && f.Unit == Share {
				scale -= 2
			}
		}
		n, ok := Decimal(number, scale)
		if !ok {
			return Null, f.fault("field.not_a_number", s)
		}
		return Num(n), nil
	case KindRef:
		n, err := strconv.ParseInt(strings.TrimPrefix(s, "#"), 10, 64)
		if err != nil || n < 0 {
			return Null, f.fault("field.not_a_record", s)
		}
		if n == 0 {
			return f.Empty(), nil
		}
		return Num(n), nil
	case KindDate:
		d, err := calendar.Parse(dashes(s))
		if err != nil {
			return Null, f.fault("field.not_a_date", s)
		}
		return Str(d.String()), nil
	case KindInstant:
		return f.parseInstant(s)
	case KindFlag:
		switch strings.ToLower(s) {
		case "1", "true", "yes", "y", "是", "有", "✓", "√", "对":
			return Num(1), nil
		case "0", "false", "no", "n", "否", "无", "×", "x", "错":
			return Num(0), nil
		}
		return Null, f.fault("field.not_a_flag", s)
	case KindChoice:
		return f.parseChoice(s)
	case KindMulti:
		return f.parseMulti(s)
	}
	if f.normal != nil {
		s = f.normal(s)
	}
	return Str(s), nil
}

// cutPercent takes the sign of per cent away.
func cutPercent(s string) (number string, was bool) {
	for _, sign := range []string{"%", "％"} {
		if rest, ok := strings.CutSuffix(s, sign); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}

func (f *Field) fault(key, typed string) *app.Error {
	return app.E(app.Invalid, key, "field", f.Label(), "value", shorten(typed))
}

func shorten(s string) string {
	if utf8.RuneCountInString(s) > 40 {
		return string([]rune(s)[:39]) + "…"
	}
	return s
}

// dashes makes 2026-03-18 of 2026/3/18, 2026.3.18 and 2026年3月18日.
func dashes(s string) string {
	s = strings.TrimSuffix(strings.NewReplacer("/", "-", ".", "-", "年", "-", "月", "-", "－", "-").Replace(s), "日")
	parts := strings.Split(s, "-")
	if len(parts) != 3 {
		return s
	}
	for i := 1; i < 3; i++ {
		if len(parts[i]) == 1 {
			parts[i] = "0" + parts[i]
		}
	}
	return strings.Join(parts, "-")
}

var instantForms = []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02"}

func (f *Field) parseInstant(s string) (Value, *app.Error) {
	zone := time.UTC
	if f.owner != nil && f.owner.registry() != nil {
		zone = f.owner.registry().Zone()
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return Num(t.UnixMilli()), nil
	}
	day, clock, _ := strings.Cut(s, " ")
	s = strings.TrimSpace(dashes(day) + " " + strings.TrimSpace(clock))
	for _, form := range instantForms {
		if t, err := time.ParseInLocation(form, s, zone); err == nil {
			return Num(t.UnixMilli()), nil
		}
	}
	return Null, f.fault("field.not_an_instant", s)
}

func (f *Field) parseChoice(s string) (Value, *app.Error) {
	options := f.Options()
	for _, o := range options {
		if o.Key == s || (o.Label == s || o.EN == s) && s != "" {
			return Str(o.Key), nil
		}
	}
	var names func(string) []string
	if f.owner != nil && f.owner.registry() != nil {
		names = f.owner.registry().Names
	}
	for _, o := range options {
		if strings.EqualFold(o.Key, s) || strings.EqualFold(o.Label, s) || o.EN != "" && strings.EqualFold(o.EN, s) {
			return Str(o.Key), nil
		}
		if names == nil || o.Label != "" {
			continue
		}
		for _, n := range names(f.OptionKey(o.Key)) {
			if strings.EqualFold(n, s) {
				return Str(o.Key), nil
			}
		}
	}
	return Null, f.fault("field.not_a_choice", s)
}

func (f *Field) parseMulti(s string) (Value, *app.Error) {
	var keys []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;，；、|\n", r) }) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		v, err := f.parseChoice(part)
		if err != nil {
			return Null, err
		}
		keys = append(keys, v.s)
	}
	return JoinMulti(keys), nil
}

// Decimal reads a plain decimal number as an integer of 10^-scale: digits, one sign,
// thousands separators, a decimal point, full-width forms, and 万 or w and 亿 behind it.
// More decimals than scale are refused unless they are zeros.
func Decimal(s string, scale int) (int64, bool) {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '．':
			return '.'
		case r == '－' || r == '−':
			return '-'
		case r == ',' || r == '，' || r == ' ' || r == '¥' || r == '￥' || r == '\u00a0':
			return -1
		}
		return r
	}, s)
	neg := false
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		neg, s = s[0] == '-', s[1:]
	}
	for unit, zeros := range map[string]int{"万": 4, "w": 4, "W": 4, "亿": 8} {
		if rest, ok := strings.CutSuffix(s, unit); ok {
			s, scale = rest, scale+zeros
			break
		}
	}
	whole, part, _ := strings.Cut(s, ".")
	if whole == "" && part == "" {
		return 0, false
	}
	var n int64
	for i, r := range whole + part {
		if r < '0' || r > '9' {
			return 0, false
		}
		if i >= len(whole)+scale {
			if r != '0' {
				return 0, false
			}
			continue
		}
		if n > (math.MaxInt64-9)/10 {
			return 0, false
		}
		n = n*10 + int64(r-'0')
	}
	for i := len(part); i < scale; i++ {
		if n > math.MaxInt64/10 {
			return 0, false
		}
		n *= 10
	}
	if neg {
		n = -n
	}
	return n, true
}
