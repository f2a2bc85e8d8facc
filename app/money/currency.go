package money

import (
	"sort"
	"strings"

	"kontor/app"
)

// Currency is one row of the currency table (ISO 4217).
type Currency struct {
	Code   string // CNY
	Digits int    // digits of the minor unit: CNY 2, JPY 0, KWD 3
	ZH     string // name before an amount in Chinese words: 人民币
	EN     string // name before an amount in English words: RMB
}

var table = map[string]Currency{}

func init() {
	for _, c := range []Currency{
		{"CNY", 2, "人民币", "RMB"},
		{"USD", 2, "美元", "US dollars"},
		{"EUR", 2, "欧元", "Euros"},
		{"HKD", 2, "港币", "Hong Kong dollars"},
		{"GBP", 2, "英镑", "Pounds sterling"},
		{"JPY", 0, "日元", "Japanese yen"},
		{"KRW", 0, "韩元", "Korean won"},
		{"TWD", 2, "新台币", "New Taiwan dollars"},
		{"MOP", 2, "澳门元", "Macanese patacas"},
		{"SGD", 2, "新加坡元", "Singapore dollars"},
		{"AUD", 2, "澳大利亚元", "Australian dollars"},
		{"CAD", 2, "加拿大元", "Canadian dollars"},
		{"NZD", 2, "新西兰元", "New Zealand dollars"},
		{"CHF", 2, "瑞士法郎", "Swiss francs"},
		{"SEK", 2, "瑞典克朗", "Swedish kronor"},
		{"NOK", 2, "挪威克朗", "Norwegian kroner"},
		{"DKK", 2, "丹麦克朗", "Danish kroner"},
		{"RUB", 2, "俄罗斯卢布", "Russian roubles"},
		{"THB", 2, "泰铢", "Thai baht"},
		{"MYR", 2, "马来西亚林吉特", "Malaysian ringgit"},
		{"IDR", 2, "印尼盾", "Indonesian rupiah"},
		{"PHP", 2, "菲律宾比索", "Philippine pesos"},
		{"VND", 0, "越南盾", "Vietnamese dong"},
		{"INR", 2, "印度卢比", "Indian rupees"},
		{"PKR", 2, "巴基斯坦卢比", "Pakistani rupees"},
		{"BDT", 2, "孟加拉塔卡", "Bangladeshi taka"},
		{"AED", 2, "阿联酋迪拉姆", "UAE dirhams"},
		{"SAR", 2, "沙特里亚尔", "Saudi riyals"},
		{"KWD", 3, "科威特第纳尔", "Kuwaiti dinars"},
		{"BHD", 3, "巴林第纳尔", "Bahraini dinars"},
		{"OMR", 3, "阿曼里亚尔", "Omani rials"},
		{"JOD", 3, "约旦第纳尔", "Jordanian dinars"},
		{"TND", 3, "突尼斯第纳尔", "Tunisian dinars"},
		{"ZAR", 2, "南非兰特", "South African rand"},
		{"BRL", 2, "巴西雷亚尔", "Brazilian reais"},
		{"MXN", 2, "墨西哥比索", "Mexican pesos"},
		{"CLP", 0, "智利比索", "Chilean pesos"},
		{"TRY", 2, "土耳其里拉", "Turkish lira"},
		{"PLN", 2, "波兰兹罗提", "Polish zloty"},
		{"CZK", 2, "捷克克朗", "Czech koruna"},
		{"HUF", 2, "匈牙利福林", "Hungarian forint"},
		{"ILS", 2, "以色列新谢克尔", "Israeli shekels"},
		{"KZT", 2, "哈萨克斯坦坚戈", "Kazakh tenge"},
		{"XOF", 0, "西非法郎", "West African francs"},
	} {
		table[c.Code] = c
	}
}

// CurrencyOf finds a currency by its code; the empty code is CNY.
// Error: Invalid money.currency.
func CurrencyOf(code string) (Currency, error) {
	if code == "" {
		code = "CNY"
	}
	if c, ok := table[strings.ToUpper(code)]; ok {
		return c, nil
	}
	return Currency{}, app.E(app.Invalid, "money.currency", "code", code)
}

// Digits of the minor unit of a currency; 2 for a code that the table does not know.
func Digits(code string) int {
	c, err := CurrencyOf(code)
	if err != nil {
		return 2
	}
	return c.Digits
}

// Codes lists all currency codes: CNY first, then by alphabet.
func Codes() []string {
	list := make([]string, 0, len(table))
	for code := range table {
		if code != "CNY" {
			list = append(list, code)
		}
	}
	sort.Strings(list)
	return append([]string{"CNY"}, list...)
}
