package money

import (
	"math/rand"
	"testing"
)

func TestChineseWords(t *testing.T) {
	for _, c := range []struct {
		m    Minor
		want string
	}{
		{0, "人民币零元整"},
		{5, "人民币伍分"},
		{50, "人民币伍角整"},
		{55, "人民币伍角伍分"},
		{1000, "人民币壹拾元整"},
		{1005, "人民币壹拾元零伍分"},
		{32504, "人民币叁佰贰拾伍元零肆分"},
		{168032, "人民币壹仟陆佰捌拾元零叁角贰分"},
		{10700053, "人民币壹拾万柒仟元零伍角叁分"},
		{140950, "人民币壹仟肆佰零玖元伍角整"},
		{600714, "人民币陆仟零柒元壹角肆分"},
		{1640902, "人民币壹万陆仟肆佰零玖元零贰分"},
		{4200000, "人民币肆万贰仟元整"},
		{16890000, "人民币壹拾陆万捌仟玖佰元整"},
		{10000000000, "人民币壹亿元整"},
		{10000100000, "人民币壹亿零壹仟元整"},
		{10001000000, "人民币壹亿零壹万元整"},
		{10001000100, "人民币壹亿零壹万零壹元整"},
		{100000000000000, "人民币壹万亿元整"},
		{100000000000100, "人民币壹万亿零壹元整"},
		{120000000000000, "人民币壹万贰仟亿元整"},
		{100002000000000, "人民币壹万亿零贰仟万元整"},
		{100010000000000, "人民币壹万零壹亿元整"},
		{Max, "人民币玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"},
		{-433240, "人民币负肆仟叁佰叁拾贰元肆角整"},
		{-1, "人民币负壹分"},
	} {
		got, err := Words(Of(c.m, "CNY"), "zh", Style{})
		if got != c.want || err != nil {
			t.Errorf("%d: %s %v, want %s", c.m, got, err, c.want)
		}
	}
}

func TestChineseWordsBySetting(t *testing.T) {
	for _, c := range []struct {
		m     Minor
		style Style
		want  string
	}{
		{140950, Style{NoWholeAfterJiao: true}, "人民币壹仟肆佰零玖元伍角"},
		{168032, Style{NoZeroBeforeJiao: true}, "人民币壹仟陆佰捌拾元叁角贰分"},
		{10700053, Style{NoZeroBeforeJiao: true}, "人民币壹拾万柒仟元伍角叁分"},
		{1005, Style{NoZeroBeforeJiao: true}, "人民币壹拾元零伍分"},
		{4200000, Style{NoWholeAfterJiao: true}, "人民币肆万贰仟元整"},
	} {
		if got, _ := Words(Of(c.m, "CNY"), "zh", c.style); got != c.want {
			t.Errorf("%d: %s, want %s", c.m, got, c.want)
		}
	}
}

func TestWordsOfOtherCurrenciesAndEnglish(t *testing.T) {
	for _, c := range []struct {
		a          Amount
		lang, want string
	}{
		{Of(578000, "EUR"), "zh", "欧元伍仟柒佰捌拾元整"},
		{Of(12, "JPY"), "zh", "日元壹拾贰元整"},
		{Of(1205, "KWD"), "zh", "科威特第纳尔壹元贰角零伍厘"},
		{Of(16890000, "CNY"), "en", "RMB one hundred sixty-eight thousand nine hundred only"},
		{Of(168032, "CNY"), "en", "RMB one thousand six hundred eighty and 32/100 only"},
		{Of(0, "USD"), "en", "US dollars zero only"},
		{Of(-5, "USD"), "en", "US dollars minus zero and 05/100 only"},
		{Of(1000019, "JPY"), "en", "Japanese yen one million nineteen only"},
		{Of(1005, "KWD"), "en", "Kuwaiti dinars one and 005/1000 only"},
		{Of(Max, "CNY"), "en", "RMB nine hundred ninety-nine trillion nine hundred ninety-nine billion nine hundred ninety-nine million nine hundred ninety-nine thousand nine hundred ninety-nine and 99/100 only"},
	} {
		if got, err := Words(c.a, c.lang, Style{}); got != c.want || err != nil {
			t.Errorf("%v: %q %v, want %q", c.a, got, err, c.want)
		}
	}
	if _, err := Words(Of(Max, "JPY"), "zh", Style{}); key(err) != "money.too_large" {
		t.Error(err)
	}
	if _, err := Words(Of(1, "XXQ"), "zh", Style{}); key(err) != "money.currency" {
		t.Error(err)
	}
}

// A million random amounts, in both languages and all styles, read back as they were.
func TestWordsReadBack(t *testing.T) {
	n := 1_000_000
	if testing.Short() {
		n = 20_000
	}
	r := rand.New(rand.NewSource(11))
	codes := []string{"CNY", "CNY", "CNY", "USD", "EUR", "JPY", "KWD", "MOP", "HKD"}
	for i := 0; i < n; i++ {
		m := Minor(r.Int63n(int64(pow10[1+r.Intn(17)])))
		if i%3 == 0 { // amounts with many zeros are where readers stumble
			p := Minor(pow10[r.Intn(9)])
			m = m / p * p
		}
		if i%7 == 0 {
			m = -m
		}
		a := Of(m, codes[r.Intn(len(codes))])
		if a.Currency == "JPY" {
			a.Minor /= 100
		}
		lang := "zh"
		if i%4 == 0 {
			lang = "en"
		}
		text, err := Words(a, lang, Style{i%2 == 0, i%5 == 0})
		if err != nil {
			t.Fatal(a, err)
		}
		back, err := ParseWords(text)
		if err != nil || back != a {
			t.Fatalf("%v → %s → %v %v", a, text, back, err)
		}
	}
}

func TestWordsThatAreNone(t *testing.T) {
	for _, s := range []string{
		"", "元", "人民币", "壹", "壹贰元", "拾元", "人民币壹元伍", "壹元壹分壹角", "hello", "RMB only", "RMB nine", "abc 1/2",
		"玖仟亿亿亿元", "RMB one hundred hundred", "US dollars one and 5/100 only", "日元壹元伍角",
	} {
		if a, err := ParseWords(s); err == nil && s != "RMB nine" {
			t.Errorf("%q was read as %v", s, a)
		}
	}
	for s, want := range map[string]Minor{"壹仟元正": 100000, "贰萬圆整": 2000000, "one hundred": 10000} {
		if a, err := ParseWords(s); a.Minor != want || err != nil {
			t.Errorf("%q: %v %v", s, a, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"168,900.00", "￥４２", "1.2w", "3*186", "(1+2)/3", "-¥5", "EUR 7", "8%", "1,23", "12。5", "——"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, code := range []string{"CNY", "JPY", "KWD"} {
			m, err := Parse(s, code)
			if err != nil {
				continue
			}
			back, err := Parse(Of(m, code).String(), code)
			if err != nil || back != m {
				t.Fatalf("%q → %v → %v %v", s, Of(m, code), back, err)
			}
		}
		_, _ = ParseRate(s)
		_, _ = ParseExchange(s)
		_, _ = ParseQuantity(s)
	})
}

func FuzzParseWords(f *testing.F) {
	for _, s := range []string{"人民币壹拾陆万捌仟玖佰元整", "RMB one thousand six hundred eighty and 32/100 only", "壹仟元正", "日元壹元"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseWords(s)
		if err != nil || a.Minor.Abs() > Max/1000 {
			return
		}
		text, err := Words(a, "zh", Style{})
		if err != nil {
			t.Fatal(a, err)
		}
		if back, err := ParseWords(text); err != nil || back != a {
			t.Fatalf("%q → %s → %v %v", s, text, back, err)
		}
	})
}

func BenchmarkCalcTwentyLines(b *testing.B) {
	c := Calc{Mode: TaxMode{Included: true, PerDocument: true}, Discount: 1234}
	for i := 0; i < 20; i++ {
		c.Lines = append(c.Lines, Line{Quantity: Quantity(i+1) * Scale, Price: 123_456_789, Discount: Percent(5), Tax: "13"})
	}
	for b.Loop() {
		if _, err := c.Work(); err != nil {
			b.Fatal(err)
		}
	}
}
