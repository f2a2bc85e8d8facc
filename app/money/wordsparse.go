package money

import (
	"strconv"
	"strings"
)

// ParseWords reads an amount in words back, Chinese or English, in either style; without the
// name of a currency it is CNY. Error: Invalid money.words.
func ParseWords(s string) (Amount, error) {
	t := strings.TrimSpace(s)
	if t == "" || len(t) > 400 {
		return Amount{}, badWords(s)
	}
	if t[0] < 0x80 {
		return parseEnglish(t)
	}
	return parseChinese(t)
}

func parseChinese(s string) (Amount, error) {
	cur, rest := Currency{}, s
	for _, c := range table { // the longest name wins
		if strings.HasPrefix(s, c.ZH) && len(c.ZH) > len(cur.ZH) {
			cur, rest = c, strings.TrimPrefix(s, c.ZH)
		}
	}
	if cur.Code == "" {
		cur = table["CNY"]
	}
	rest, neg := strings.CutPrefix(rest, "负")
	rest = strings.NewReplacer("整", "", "正", "", "圆", "元", "億", "亿", "萬", "万", "貳", "贰", "陸", "陆", "叄", "叁").Replace(rest)
	whole, part, dollar := strings.Cut(rest, "元")
	if !dollar {
		whole, part = "", rest
	}
	n, ok := wholeOf(whole)
	if !ok || dollar && whole == "" || !dollar && part == "" || n > uint64(Max)/pow10[cur.Digits] {
		return Amount{}, badWords(s)
	}
	p, ok := partOf(part, cur.Digits)
	if !ok {
		return Amount{}, badWords(s)
	}
	m, ok := signed(n*pow10[cur.Digits]+p, neg)
	if !ok {
		return Amount{}, badWords(s)
	}
	return Amount{m, cur.Code}, nil
}

// wholeOf reads the part before 元: one figure per character, units multiply.
func wholeOf(s string) (uint64, bool) {
	var total, section, digit uint64 // above 亿, below the last 万 or 亿, pending figure
	have := false
	for _, r := range s {
		if i := strings.IndexRune(numerals, r); i >= 0 {
			if have && digit > 0 {
				return 0, false
			}
			digit, have = uint64(i/3), true
			continue
		}
		switch r {
		case '拾', '佰', '仟':
			if digit == 0 {
				return 0, false
			}
			section += digit * map[rune]uint64{'拾': 10, '佰': 100, '仟': 1000}[r]
		case '万':
			section = (section + digit) * 10_000
			total, section = total+section, 0
		case '亿':
			if total+section+digit > uint64(Max)/100_000_000 {
				return 0, false
			}
			total, section = (total+section+digit)*100_000_000, 0
		default:
			return 0, false
		}
		digit, have = 0, false
		if total > uint64(Max) || section > uint64(Max) {
			return 0, false
		}
	}
	return total + section + digit, true
}

// partOf reads 角, 分 and 厘.
func partOf(s string, digits int) (uint64, bool) {
	var sum uint64
	place, digit, have := digits, uint64(0), false
	for _, r := range s {
		if i := strings.IndexRune(numerals, r); i >= 0 {
			if have && digit > 0 {
				return 0, false
			}
			digit, have = uint64(i/3), true
			continue
		}
		i := strings.IndexRune(cents, r)
		if i < 0 || !have || digits-1-i/3 < 0 || digits-1-i/3 >= place {
			return 0, false
		}
		place = digits - 1 - i/3
		sum += digit * pow10[place]
		digit, have = 0, false
	}
	return sum, !have || digit == 0
}

func parseEnglish(s string) (Amount, error) {
	low := strings.ToLower(s)
	cur := Currency{}
	for _, c := range table {
		if strings.HasPrefix(low, strings.ToLower(c.EN)+" ") && len(c.EN) > len(cur.EN) {
			cur = c
		}
	}
	low = strings.TrimPrefix(low, strings.ToLower(cur.EN))
	if cur.Code == "" {
		cur = table["CNY"]
	}
	words := strings.Fields(strings.ReplaceAll(low, "-", " "))
	var total, section, part uint64
	neg, seen := false, false
	for _, w := range words {
		if frac, _, ok := strings.Cut(w, "/"); ok {
			n, err := strconv.ParseUint(frac, 10, 32)
			if err != nil || len(frac) != cur.Digits {
				return Amount{}, badWords(s)
			}
			part = n
			continue
		}
		switch w {
		case "and", "only":
			continue
		case "minus":
			neg = true
			continue
		}
		v, power, ok := englishWord(w)
		switch {
		case !ok:
			return Amount{}, badWords(s)
		case power && v == 100:
			section *= 100
			ok = section < 1000
		case power:
			total, section = total+section*v, 0
		default:
			section += v
			ok = section < 1000
		}
		if seen = true; !ok || total > uint64(Max) {
			return Amount{}, badWords(s)
		}
	}
	if total += section; !seen || total > uint64(Max)/pow10[cur.Digits] {
		return Amount{}, badWords(s)
	}
	m, ok := signed(total*pow10[cur.Digits]+part, neg)
	if !ok {
		return Amount{}, badWords(s)
	}
	return Amount{m, cur.Code}, nil
}

// englishWord gives the value of a word and whether it multiplies.
func englishWord(w string) (v uint64, power, ok bool) {
	for i, s := range small {
		if s == w {
			return uint64(i), false, true
		}
	}
	for i, s := range tens {
		if s != "" && s == w {
			return uint64(10 * i), false, true
		}
	}
	if w == "hundred" {
		return 100, true, true
	}
	for i, s := range powers {
		if s != "" && s == w {
			return pow10[3*i], true, true
		}
	}
	return 0, false, false
}
