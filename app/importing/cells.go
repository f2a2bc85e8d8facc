package importing

import (
	"strings"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// Plain is the text of a cell without what files add to it, and a header as headers are
// compared: half-width, lower case, without blanks and punctuation.
func Plain(c Cell) (text, header string) {
	c = plainCell(c)
	return c.Text, plainHeader(c.Text)
}

// Day reads the date of a cell, and the seconds since midnight when it has a time.
func Day(c Cell, today calendar.Date) (day calendar.Date, seconds int, timed, ok bool) {
	c = plainCell(c)
	if c.Kind == Number && strings.Contains(c.Text, ".") {
		c.Text, _, _ = strings.Cut(c.Text, ".")
	}
	m, fault := readDate(c.Text, YMD, today)
	return m.day, m.seconds, m.timed, fault == dateOK
}

// Amount reads an amount of money with at most two decimals; a cell that holds nothing is
// nought.
func Amount(c Cell) (money.Minor, bool) {
	c = plainCell(c)
	if c.Text == "" || isNothing(c.Text, entity.KindMoney) {
		return 0, true
	}
	if c.Kind == Lost || c.Kind == ErrorValue || c.Kind == Date {
		return 0, false
	}
	s := strings.TrimPrefix(tidyNumber(c.Text), "+")
	n, ok := entity.Decimal(s, 2)
	if !ok && c.Kind == Number {
		n, ok = rounded(s, 2)
	}
	return money.Minor(n), ok
}
