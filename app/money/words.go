package money

import (
	"strings"

	"kontor/app"
)

// Style holds the two settings of Chinese words that companies differ in.
type Style struct {
	NoWholeAfterJiao bool // 伍角 instead of 伍角整
	NoZeroBeforeJiao bool // 捌拾元叁角贰分 instead of 捌拾元零叁角贰分
}

// Words writes an amount in words with the name of its currency in front: lang "zh" gives
// 人民币壹拾陆万捌仟玖佰元整, "en" gives RMB one hundred sixty-eight thousand nine hundred only.
// Errors (Invalid): money.currency, money.too_large beyond ±999,999,999,999,999 and its cents.
func Words(a Amount, lang string, style Style) (string, error) {
	cur, err := CurrencyOf(a.Currency)
	if err != nil {
		return "", err
	}
	u, neg := mag(int64(a.Minor))
	if u/pow10[cur.Digits] > 999_999_999_999_999 {
		return "", tooLarge()
	}
	if lang == "en" {
		return english(u, neg, cur), nil
	}
	return chinese(u, neg, cur, style), nil
}

const (
	numerals = "零壹贰叁肆伍陆柒捌玖"
	cents    = "角分厘"
)

// chinese follows 支付结算办法, annex 1.
func chinese(u uint64, neg bool, cur Currency, style Style) string {
	var b strings.Builder
	b.WriteString(cur.ZH)
	if neg {
		b.WriteString("负")
	}
	digit := []rune(numerals)
	whole, part := u/pow10[cur.Digits], u%pow10[cur.Digits]
	if whole > 0 || part == 0 {
		b.WriteString(chineseWhole(whole))
		b.WriteString("元")
	}
	if part == 0 {
		b.WriteString("整")
		return b.String()
	}
	zero := false
	last := ""
	for i := cur.Digits - 1; i >= 0; i-- {
		d := part / pow10[i] % 10
		first := i == cur.Digits-1
		switch {
		case d == 0 && first:
			zero = whole > 0
			continue
		case d == 0:
			zero = last != ""
			continue
		case first && whole > 0 && whole%10 == 0 && !style.NoZeroBeforeJiao:
			zero = true
		}
		if zero {
			b.WriteRune('零')
			zero = false
		}
		last = string([]rune(cents)[cur.Digits-1-i])
		b.WriteRune(digit[d])
		b.WriteString(last)
	}
	if last == "角" && !style.NoWholeAfterJiao {
		b.WriteString("整")
	}
	return b.String()
}

// chineseWhole reads a whole number in groups of four: 万亿, 亿, 万 and the rest; the part
// above 亿 is read by the same rule and takes one 亿.
func chineseWhole(n uint64) string {
	if n == 0 {
		return "零"
	}
	var groups []uint64
	for m := n; m > 0; m /= 10_000 {
		groups = append(groups, m%10_000)
	}
	var b strings.Builder
	before := len(groups) // index of the last group written
	for i := len(groups) - 1; i >= 0; i-- {
		g := groups[i]
		if g > 0 {
			if before < len(groups) && (g < 1000 || before-i > 1) {
				b.WriteRune('零')
			}
			b.WriteString(chineseGroup(g))
			if i%2 == 1 {
				b.WriteRune('万')
			}
			before = i
		}
		if i == 2 {
			b.WriteRune('亿')
		}
	}
	return b.String()
}

// chineseGroup reads 1 … 9999 with one 零 for a run of zeros between digits.
func chineseGroup(g uint64) string {
	digit, unit := []rune(numerals), []string{"", "拾", "佰", "仟"}
	var b strings.Builder
	started, gap := false, false
	for i := 3; i >= 0; i-- {
		d := g / pow10[i] % 10
		if d == 0 {
			gap = started
			continue
		}
		if gap {
			b.WriteRune('零')
		}
		started, gap = true, false
		b.WriteRune(digit[d])
		b.WriteString(unit[i])
	}
	return b.String()
}

var (
	small = []string{
		"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
		"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
	}
	tens   = []string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
	powers = []string{"", "thousand", "million", "billion", "trillion", "quadrillion"}
)

// english writes RMB one thousand six hundred eighty and 32/100 only.
func english(u uint64, neg bool, cur Currency) string {
	words := []string{cur.EN}
	if neg {
		words = append(words, "minus")
	}
	words = append(words, englishWhole(u/pow10[cur.Digits])...)
	if part := u % pow10[cur.Digits]; part > 0 {
		words = append(words, "and", fraction(part, cur.Digits)[1:]+"/"+group(pow10[cur.Digits], ""))
	}
	return strings.Join(append(words, "only"), " ")
}

func englishWhole(n uint64) []string {
	if n == 0 {
		return []string{"zero"}
	}
	var words []string
	for i := 5; i >= 0; i-- {
		g := n / pow10[3*i] % 1000
		if g == 0 {
			continue
		}
		if h := g / 100; h > 0 {
			words = append(words, small[h], "hundred")
		}
		switch r := g % 100; {
		case r >= 20 && r%10 > 0:
			words = append(words, tens[r/10]+"-"+small[r%10])
		case r >= 20:
			words = append(words, tens[r/10])
		case r > 0:
			words = append(words, small[r])
		}
		if i > 0 {
			words = append(words, powers[i])
		}
	}
	return words
}

func badWords(s string) error { return app.E(app.Invalid, "money.words", "text", s) }
