package money

import (
	"strconv"
	"strings"
)

// Minus is the sign of negative amounts on screen and paper (U+2212).
const Minus = "−"

// Dash stands for zero in lists.
const Dash = "—"

// Amount is an amount with its currency; the empty code is CNY.
type Amount struct {
	Minor    Minor
	Currency string
}

// Of makes an Amount.
func Of(m Minor, code string) Amount { return Amount{m, code} }

// String is the amount with its currency: ¥168,900.00, −¥4,332.40, EUR 5,780.00, JPY −12.
func (a Amount) String() string {
	if a.Currency == "" || a.Currency == "CNY" {
		s := digits(a.Minor, 2, ",")
		if a.Minor < 0 {
			return Minus + "¥" + s
		}
		return "¥" + s
	}
	return a.Currency + " " + a.Plain()
}

// Plain is the amount without its currency: 168,900.00, −4,332.40, 0.00.
func (a Amount) Plain() string {
	s := digits(a.Minor, Digits(a.Currency), ",")
	if a.Minor < 0 {
		return Minus + s
	}
	return s
}

// List is Plain with zero as "—", for the cells of lists (totals show 0.00).
func (a Amount) List() string {
	if a.Minor == 0 {
		return Dash
	}
	return a.Plain()
}

// Machine is the amount for files and programs: -4332.40, no separators.
func (a Amount) Machine() string {
	s := digits(a.Minor, Digits(a.Currency), "")
	if a.Minor < 0 {
		return "-" + s
	}
	return s
}

// digits writes the magnitude of m with a decimal point before the last n digits.
func digits(m Minor, n int, sep string) string {
	u, _ := mag(int64(m))
	return group(u/pow10[n], sep) + fraction(u%pow10[n], n)
}

func group(u uint64, sep string) string {
	s := strconv.FormatUint(u, 10)
	if sep == "" || len(s) <= 3 {
		return s
	}
	var b strings.Builder
	for i, c := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(c)
	}
	return b.String()
}

func fraction(u uint64, n int) string {
	if n == 0 {
		return ""
	}
	s := strconv.FormatUint(u, 10)
	return "." + strings.Repeat("0", n-len(s)) + s
}
