package money

import (
	"errors"
	"testing"

	"kontor/app"
	"kontor/app/calendar"
)

func key(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

func TestAmountsAreShown(t *testing.T) {
	for _, c := range []struct {
		m                          Minor
		code                       string
		full, plain, list, machine string
	}{
		{16_890_000, "CNY", "¥168,900.00", "168,900.00", "168,900.00", "168900.00"},
		{-433_240, "", "−¥4,332.40", "−4,332.40", "−4,332.40", "-4332.40"},
		{578_000, "EUR", "EUR 5,780.00", "5,780.00", "5,780.00", "5780.00"},
		{-12, "JPY", "JPY −12", "−12", "−12", "-12"},
		{1_234_567, "KWD", "KWD 1,234.567", "1,234.567", "1,234.567", "1234.567"},
		{0, "CNY", "¥0.00", "0.00", "—", "0.00"},
		{5, "CNY", "¥0.05", "0.05", "0.05", "0.05"},
		{-9_223_372_036_854_775_808, "CNY", "−¥92,233,720,368,547,758.08", "−92,233,720,368,547,758.08", "−92,233,720,368,547,758.08", "-92233720368547758.08"},
	} {
		a := Of(c.m, c.code)
		if a.String() != c.full || a.Plain() != c.plain || a.List() != c.list || a.Machine() != c.machine {
			t.Errorf("%d %s: %q %q %q %q", c.m, c.code, a.String(), a.Plain(), a.List(), a.Machine())
		}
	}
}

func TestScaledNumbersAreShown(t *testing.T) {
	for got, want := range map[string]string{
		Quantity(2 * Scale).String():         "2",
		Quantity(1021 * Scale).String():      "1,021",
		Quantity(-Scale / 2).String():        "−0.5",
		Quantity(-1021_500000).Machine():     "-1021.5",
		Price(38_500 * Scale).String():       "38,500.00",
		Price(12_500).String():               "0.0125",
		Price(120 * Scale).Text("JPY"):       "120",
		Percent(13).String():                 "13%",
		Rate(55_000).String():                "5.5%",
		Rate(-1).String():                    "−0.0001%",
		PriceOf(620, "CNY").String():         "6.20",
		PriceOf(7, "JPY").String():           "7.00",
		Exchange{RateE8: 712150000}.String(): "7.1215",
		Exchange{RateE8: 712151234}.String(): "7.12151234",
		Exchange{RateE8: 7e8}.String():       "7.0000",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAmountsAreRead(t *testing.T) {
	for _, c := range []struct {
		in, code string
		want     Minor
		worked   bool
	}{
		{"168,900.00", "CNY", 16_890_000, false},
		{"￥４２，０００．５", "CNY", 4_200_050, false},
		{" 42 000 ", "", 4_200_000, false},
		{"1.2w", "CNY", 1_200_000, true},
		{"1.2W", "CNY", 1_200_000, true},
		{"3*186", "CNY", 55_800, true},
		{"3×186=", "CNY", 55_800, true},
		{"(1+2)*3.335", "CNY", 1001, true},
		{"10/3", "CNY", 333, true},
		{"-20/3", "CNY", -667, true},
		{"1.5万元", "CNY", 1_500_000, true},
		{"5千", "CNY", 500_000, true},
		{"3亿", "CNY", 30_000_000_000, true},
		{"2百万", "CNY", 200_000_000, true},
		{"¥−1680.32", "CNY", -168_032, false},
		{"−¥4,332.40", "CNY", -433_240, false},
		{"人民币 100 元", "CNY", 10_000, false},
		{"EUR 5,780.00", "EUR", 578_000, false},
		{"5780€", "EUR", 578_000, false},
		{"¥120", "JPY", 120, false},
		{"1.234", "KWD", 1234, false},
		{"12.3400", "CNY", 1234, false},
		{"12。5", "CNY", 1250, false},
		{".5", "CNY", 50, false},
		{"5.", "CNY", 500, false},
		{"—", "CNY", 0, false},
		{"100*8%", "CNY", 800, true},
		{"+7", "CNY", 700, false},
	} {
		got, worked, err := Typed(c.in, c.code)
		if err != nil || got != c.want || worked != c.worked {
			t.Errorf("%q: %d %v %v, want %d %v", c.in, got, worked, err, c.want, c.worked)
		}
	}
}

func TestAmountsAreRefused(t *testing.T) {
	for _, c := range []struct{ in, code, key string }{
		{"", "CNY", "money.empty"},
		{"¥", "CNY", "money.empty"},
		{"  ", "CNY", "money.empty"},
		{"abc", "CNY", "money.text"},
		{"1..2", "CNY", "money.text"},
		{"1.2.3", "CNY", "money.text"},
		{"(1", "CNY", "money.text"},
		{"1)", "CNY", "money.text"},
		{"3*", "CNY", "money.text"},
		{".", "CNY", "money.text"},
		{"((((((((((((((((((((((((((1", "CNY", "money.text"},
		{"1 000 a", "CNY", "money.text"},
		{"1,23", "CNY", "money.grouping"},
		{",123", "CNY", "money.grouping"},
		{"1234,567", "CNY", "money.grouping"},
		{"12.345", "CNY", "money.decimals"},
		{"12.5", "JPY", "money.decimals"},
		{"$5", "CNY", "money.other_currency"},
		{"5 USD", "EUR", "money.other_currency"},
		{"USD 5", "", "money.other_currency"},
		{"1/0", "CNY", "money.divide_by_zero"},
		{"5/(2-2)", "CNY", "money.divide_by_zero"},
		{"1000000000000000", "CNY", "money.too_large"},
		{"9亿*9亿*9亿", "CNY", "money.too_large"},
		{"-99亿亿", "CNY", "money.too_large"},
		{"5", "XXQ", "money.currency"},
	} {
		if _, err := Parse(c.in, c.code); key(err) != c.key {
			t.Errorf("%q: %v, want %s", c.in, err, c.key)
		}
	}
	if m, err := ParseRounded("4332.4000000000005", "CNY"); m != 433_240 || err != nil {
		t.Error("the noise of binary fractions is rounded away:", m, err)
	}
}

func TestScaledNumbersAreRead(t *testing.T) {
	if q, err := ParseQuantity("1,021.5"); q != 1021_500000 || err != nil {
		t.Error(q, err)
	}
	if q, err := ParseQuantity("0.0000001"); key(err) != "money.decimals" {
		t.Error(q, err)
	}
	if q, err := ParseQuantity("¥3"); key(err) != "money.other_currency" {
		t.Error(q, err)
	}
	if p, err := ParsePrice("0.0125", "CNY"); p != 12_500 || err != nil {
		t.Error(p, err)
	}
	if p, err := ParsePrice("99999亿亿", "CNY"); key(err) != "money.too_large" {
		t.Error(p, err)
	}
	for in, want := range map[string]Rate{"13%": 130_000, "13": 130_000, "5.5 ％": 55_000, "0": 0} {
		if r, err := ParseRate(in); r != want || err != nil {
			t.Error(in, r, err)
		}
	}
	if r, err := ParseExchange("7.1215"); r != 712_150_000 || err != nil {
		t.Error(r, err)
	}
	for _, bad := range []string{"0", "-7", "x", "1.123456789"} {
		if r, err := ParseExchange(bad); err == nil {
			t.Error(bad, r)
		}
	}
}

func TestExchange(t *testing.T) {
	for _, c := range []struct {
		m        Minor
		from, to string
		x        Exchange
		want     Minor
	}{
		{578_000, "EUR", "CNY", Exchange{RateE8: 781_230_000}, 4_515_509}, // 45,155.094
		{10_000, "JPY", "CNY", Exchange{RateE8: 482_150_000, Unit: 100}, 48_215},
		{-1, "USD", "CNY", Exchange{RateE8: 712_150_000}, -7},
		{1_500, "KWD", "CNY", Exchange{RateE8: 2_345_000_000}, 3518}, // 35.175 rounds up
	} {
		if got, err := c.x.Convert(c.m, c.from, c.to); got != c.want || err != nil {
			t.Errorf("%d %s: %d %v, want %d", c.m, c.from, got, err, c.want)
		}
	}
	if _, err := (Exchange{}).Convert(1, "USD", "CNY"); key(err) != "money.rate" {
		t.Error(err)
	}
	if _, err := (Exchange{RateE8: 1e14}).Convert(Max, "USD", "CNY"); key(err) != "money.too_large" {
		t.Error(err)
	}
}

func TestSum(t *testing.T) {
	if s, err := Sum(1, 2, -4); s != -1 || err != nil {
		t.Error(s, err)
	}
	if _, err := Sum(Max, 1); key(err) != "money.too_large" {
		t.Error(err)
	}
}

func TestTaxCodes(t *testing.T) {
	if c := TaxCodes(calendar.Must("2026-03-18")); c[0] != "13" || c[len(c)-2] != Exempt {
		t.Error(c)
	}
	if c := TaxCodes(calendar.Must("2019-03-31")); c[0] != "16" {
		t.Error(c)
	}
	if c := TaxCodes(calendar.Must("2001-01-01")); c[0] != "17" {
		t.Error(c)
	}
	for in, want := range map[string]TaxCode{"13%": "13", "免税": Exempt, "不征税": NotTaxable, "": NotTaxable, "1.5": "1.5", "0": "0"} {
		if c, err := ParseTaxCode(in); c != want || err != nil {
			t.Error(in, c, err)
		}
	}
	for _, bad := range []string{"101", "-1", "x"} {
		if _, err := ParseTaxCode(bad); key(err) != "money.tax_code" {
			t.Error(bad, err)
		}
	}
	if _, err := TaxCode("oops").Rate(); key(err) != "money.tax_code" {
		t.Error(err)
	}
	if s, _ := TaxCode("9").Text(); s != "9%" {
		t.Error(s)
	}
	if _, k := Exempt.Text(); k != "money.tax.exempt" {
		t.Error(k)
	}
}
