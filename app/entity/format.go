package entity

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Format writes a value as text that Parse reads back: the content of an edit field, a
// CSV cell, a filter. Windows show amounts and labels their own way.
func (f *Field) Format(v Value) string {
	if v.IsNull() {
		return ""
	}
	switch f.Kind {
	case KindMoney, KindNumber:
		if f.Unit != Plain && v.k == isInt {
			return f.perCent(v.n)
		}
		return FormatDecimal(v.n, f.Scale)
	case KindInt:
		return strconv.FormatInt(v.n, 10)
	case KindRef:
		if v.n == 0 {
			return ""
		}
		return strconv.FormatInt(v.n, 10)
	case KindFlag:
		return strconv.FormatInt(v.n, 10)
	case KindInstant:
		zone := time.UTC
		if f.owner != nil && f.owner.registry() != nil {
			zone = f.owner.registry().Zone()
		}
		return time.UnixMilli(v.n).In(zone).Format("2006-01-02 15:04:05")
	case KindMulti:
		return strings.Join(SplitMulti(v.s), ",")
	}
	return v.s
}

// FormatDecimal writes n / 10^scale with all its decimals: 1234.50.
func FormatDecimal(n int64, scale int) string {
	if scale == 0 {
		return strconv.FormatInt(n, 10)
	}
	neg := n < 0
	u := uint64(n)
	if neg {
		u = -u
	}
	s := strconv.FormatUint(u, 10)
	if len(s) <= scale {
		s = strings.Repeat("0", scale+1-len(s)) + s
	}
	s = s[:len(s)-scale] + "." + s[len(s)-scale:]
	if neg {
		return "-" + s
	}
	return s
}

// perCent writes a number of a unit in per cent, without idle zeros: 90%, 5.5%.
func (f *Field) perCent(n int64) string {
	scale := f.Scale
	if f.Unit == Share {
		scale -= 2
	}
	s := FormatDecimal(n, scale)
	if strings.Contains(s, ".") {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	return s + "%"
}

// Typed is what somebody typed into a window as Parse reads it. Windows show shares in
// per cent, so a bare 90 is 90% there; files and commands keep the share, 0.9.
func (f *Field) Typed(s string) string {
	s = strings.TrimSpace(s)
	if f.Unit != Share || s == "" || strings.HasSuffix(s, "%") || strings.HasSuffix(s, "％") {
		return s
	}
	return s + "%"
}

// Mask shows a part of a value to those who may not see it in full: 138****5678,
// z***@example.com, 张**; numbers and dates become ***.
func (f *Field) Mask(v Value) Value {
	if v.IsNull() || v.k == isText && v.s == "" {
		return v
	}
	if v.k == isInt || !f.Kind.IsText() {
		return Str("***")
	}
	r := []rune(v.s)
	switch {
	case f.Kind == KindMail:
		name, host, ok := strings.Cut(v.s, "@")
		if !ok || name == "" {
			return Str("***")
		}
		_, size := utf8.DecodeRuneInString(name)
		return Str(name[:size] + "***@" + host)
	case f.Kind == KindPhone && len(r) >= 7:
		return Str(string(r[:3]) + strings.Repeat("*", len(r)-7) + string(r[len(r)-4:]))
	case f.Kind == KindPhone || len(r) == 1:
		return Str("***")
	case len(r) >= 8:
		return Str(string(r[:2]) + strings.Repeat("*", len(r)-4) + string(r[len(r)-2:]))
	}
	return Str(string(r[:1]) + strings.Repeat("*", len(r)-1))
}
