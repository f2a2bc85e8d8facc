package layout

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"kontor/app/calendar"
	"kontor/app/money"
)

// formatter writes a value in one format; ok is false when the value is not of its sort, and
// then the value is shown as it is.
type formatter func(s *scope, v any, arg string) (out string, ok bool)

// formats are the names that may stand behind the bar of a field.
var formats map[string]formatter

func init() {
	formats = map[string]formatter{
		"":         nil,
		"date":     showDate,     // date, date:long, date:month
		"time":     showTime,     // 2026-03-18 14:32
		"money":    showMoney,    // 168,900.00; money:dash and money:blank for zero
		"amount":   showAmount,   // ¥168,900.00
		"words":    showWords,    // 人民币…整; words:bare without the currency
		"blank":    showBlank,    // nothing for zero
		"pad":      showPad,      // pad:7 is 0000341
		"numbered": showNumbered, // 1. … 2. …
		"lines":    showList,     // one below the other
		"join":     showList,     // join:， on one line
		"upper":    func(s *scope, v any, _ string) (string, bool) { return strings.ToUpper(s.show(v, "", "")), true },
		"first":    showFirst, // first:4 is the first 4 characters
	}
}

func showDate(s *scope, v any, arg string) (string, bool) {
	switch v := v.(type) {
	case calendar.Date:
		return s.date(v, arg), true
	case time.Time:
		if v.IsZero() {
			return "", true
		}
		return s.date(calendar.On(v, v.Location()), arg), true
	}
	return "", false
}

func showTime(_ *scope, v any, _ string) (string, bool) {
	t, ok := v.(time.Time)
	if ok && t.IsZero() {
		return "", true
	}
	return t.Format("2006-01-02 15:04"), ok
}

// amountOf is a value as an amount, without its sign when the argument says abs.
func amountOf(v any, arg string) (money.Amount, bool) {
	a, ok := v.(money.Amount)
	if arg == "abs" {
		a.Minor = a.Minor.Abs()
	}
	return a, ok
}

func showMoney(_ *scope, v any, arg string) (string, bool) {
	a, ok := amountOf(v, arg)
	switch {
	case ok && a.Minor == 0 && arg == "dash":
		return money.Dash, true
	case ok && a.Minor == 0 && arg == "blank":
		return "", true
	}
	return a.Plain(), ok
}

func showAmount(_ *scope, v any, arg string) (string, bool) {
	a, ok := amountOf(v, arg)
	return a.String(), ok
}

func showWords(s *scope, v any, arg string) (string, bool) {
	a, ok := amountOf(v, arg)
	if !ok {
		return "", false
	}
	lang := "zh"
	if s.lang == "en" {
		lang = "en"
	}
	w, err := money.Words(a, lang, s.words)
	if err != nil {
		return a.String(), true
	}
	if arg == "bare" {
		if c, err := money.CurrencyOf(a.Currency); err == nil {
			w = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(w, c.ZH), c.EN))
		}
	}
	return w, true
}

func showBlank(_ *scope, v any, _ string) (string, bool) { return "", empty(v) }

func showPad(s *scope, v any, arg string) (string, bool) {
	n, err := strconv.Atoi(arg)
	if err != nil || n > 20 {
		return "", false
	}
	switch v.(type) {
	case int, int64:
		return fmt.Sprintf("%0*s", n, s.show(v, "", "")), true
	}
	return "", false
}

func showFirst(s *scope, v any, arg string) (string, bool) {
	n, err := strconv.Atoi(arg)
	r := []rune(s.show(v, "", ""))
	if err != nil || n < 0 || n >= len(r) {
		return string(r), err == nil
	}
	return string(r[:n]), true
}

func showList(s *scope, v any, arg string) (string, bool) {
	all := list(v)
	if all == nil {
		return "", false
	}
	texts := make([]string, 0, len(all))
	for _, x := range all {
		texts = append(texts, s.show(x, "", ""))
	}
	if arg != "" {
		return strings.Join(texts, arg), true
	}
	return strings.Join(texts, "\n"), true
}

func showNumbered(s *scope, v any, _ string) (string, bool) {
	all := list(v)
	texts := make([]string, 0, len(all))
	for i, x := range all {
		texts = append(texts, strconv.Itoa(i+1)+". "+s.show(x, "", ""))
	}
	return strings.Join(texts, "\n"), all != nil
}
