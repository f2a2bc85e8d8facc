// Package numbering gives documents their numbers: text + date + counter, taken inside
// the transaction that issues the document, so that a failed issue leaves no gap.
package numbering

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/calendar"
)

// Reset says when the counter starts over at 1.
type Reset string

// The periods of a counter.
const (
	Never   Reset = "never"
	Yearly  Reset = "year"
	Monthly Reset = "month"
	Daily   Reset = "day"
)

// Series is one kind of number. Pattern is text with {yyyy} {yy} {mm} {dd} and one
// counter {n4} (at least four digits): "BJ{yyyy}{mm}{n4}" gives BJ2026030017.
type Series struct {
	Key     string
	Pattern string
	Reset   Reset
}

// Keys of the shipped series.
const (
	Quote    = "quote"
	Order    = "sales_order"
	Contract = "contract"
	Proposal = "proposal"
	Delivery = "delivery"
	Return   = "sales_return"
	Purchase = "purchase_order"
	GoodsIn  = "goods_receipt"
	MoneyIn  = "money_in"
	Receipt  = "receipt"
	Payment  = "payment"
	Payable  = "payable" // planned by hand
	Expense  = "expense"
	Advance  = "advance" // to people
	Channel  = "channel" // of distributors, which are no documents

	VoucherIn  = "voucher_in"     // money in, in the cash journal
	VoucherOut = "voucher_out"    // money out
	Serial     = "receipt_serial" // printed on receipts
)

// Shipped are the series of a new company.
func Shipped() []Series {
	out := []Series{}
	for _, s := range [][2]string{
		{Quote, "BJ"},
		{Order, "DD"},
		{Contract, "HT"},
		{Proposal, "FA"},
		{Delivery, "SH"},
		{Return, "TH"},
		{Purchase, "CG"},
		{GoodsIn, "RK"},
		{MoneyIn, "SK"},
		{Receipt, "SJ"},
		{Payment, "FK"},
		{Payable, "YF"},
		{Expense, "BX"},
		{Advance, "JK"},
	} {
		out = append(out, Series{Key: s[0], Pattern: s[1] + "{yyyy}{mm}{n4}", Reset: Monthly})
	}
	return append(out, Series{Key: VoucherIn, Pattern: "收-{n4}", Reset: Never}, Series{Key: VoucherOut, Pattern: "付-{n4}", Reset: Never},
		Series{Key: Serial, Pattern: "{n7}", Reset: Never}, Series{Key: Channel, Pattern: "QD{n4}", Reset: Never})
}

var part = regexp.MustCompile(`\{([a-z]+)(\d*)\}`)

// Check refuses a pattern without exactly one counter, and one whose numbers would
// repeat because the period of the counter cannot be read from them.
func (s Series) Check() error {
	counters, seen := 0, map[string]bool{}
	for _, m := range part.FindAllStringSubmatch(s.Pattern, -1) {
		switch {
		case m[1] == "n" && m[2] != "" && len(m[2]) == 1 && m[2] != "0":
			counters++
		case m[2] == "" && (m[1] == "yyyy" || m[1] == "yy" || m[1] == "mm" || m[1] == "dd"):
			seen[m[1]] = true
		default:
			return s.bad("numbering.unknown_part", m[0])
		}
	}
	rest := part.ReplaceAllString(s.Pattern, "")
	if strings.ContainsAny(rest, "{}\n\r\t") || len(s.Pattern) > 60 {
		return s.bad("numbering.unknown_part", rest)
	}
	if counters != 1 {
		return s.bad("numbering.one_counter", s.Pattern)
	}
	year := seen["yyyy"] || seen["yy"]
	needs := map[Reset]bool{Never: true, Yearly: year, Monthly: year && seen["mm"], Daily: year && seen["mm"] && seen["dd"]}
	if ok, known := needs[s.Reset]; !known || !ok {
		return s.bad("numbering.repeats", s.Pattern)
	}
	return nil
}

func (s Series) bad(key, text string) error {
	return app.E(app.Invalid, key, "text", text, "series", s.Key).At("pattern")
}

// Period is the period of the counter that a date falls into: "", 2026, 2026-03 or
// 2026-03-18.
func (s Series) Period(on calendar.Date) string {
	text := on.String()
	switch s.Reset {
	case Yearly:
		return text[:4]
	case Monthly:
		return text[:7]
	case Daily:
		return text
	}
	return ""
}

// Format makes the number n of a date.
func (s Series) Format(on calendar.Date, n int64) string {
	y, m, d := on.Parts()
	return part.ReplaceAllStringFunc(s.Pattern, func(p string) string {
		switch p {
		case "{yyyy}":
			return fmt.Sprintf("%04d", y)
		case "{yy}":
			return fmt.Sprintf("%02d", y%100)
		case "{mm}":
			return fmt.Sprintf("%02d", m)
		case "{dd}":
			return fmt.Sprintf("%02d", d)
		}
		digits, _ := strconv.Atoi(p[2 : len(p)-1])
		return fmt.Sprintf("%0*d", digits, n)
	})
}

// Counter reads the counter out of a number of the series made on the date; 0 when the
// number is not of this series and period. The gap report works with it.
func (s Series) Counter(on calendar.Date, number string) int64 {
	at := strings.Index(s.Pattern, "{n")
	if at < 0 {
		return 0
	}
	end := at + strings.IndexByte(s.Pattern[at:], '}') + 1
	head := Series{Pattern: s.Pattern[:at]}.Format(on, 0)
	tail := Series{Pattern: s.Pattern[end:]}.Format(on, 0)
	rest, ok := strings.CutPrefix(number, head)
	if !ok {
		return 0
	}
	if rest, ok = strings.CutSuffix(rest, tail); !ok {
		return 0
	}
	n, err := strconv.ParseInt(rest, 10, 64)
	if err != nil || n < 0 || strings.ContainsAny(rest, "+-") {
		return 0
	}
	return n
}

// Gaps lists the counters from 1 to last that are missing in have.
func Gaps(have []int64, last int64) []int64 {
	seen := make(map[int64]bool, len(have))
	for _, n := range have {
		seen[n] = true
	}
	var out []int64
	for n := int64(1); n <= last; n++ {
		if !seen[n] {
			out = append(out, n)
		}
	}
	return out
}
