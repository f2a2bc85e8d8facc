package calendar

import "sync"

// The statutory holidays (全国年节及纪念日放假办法). Dates that follow the lunar calendar
// come from a table, because they cannot be guessed and are announced only in November.

// statutoryRule is one state of the law.
type statutoryRule struct {
	from  int // first year
	count int // days a year
	eve   bool
	may   int // days of Labour Day
}

var statutoryRules = []statutoryRule{
	{from: 2025, count: 13, eve: true, may: 2}, // State Council order 795
	{from: 2014, count: 11, eve: false, may: 1},
	{from: 2008, count: 11, eve: true, may: 1},
}

// lunar festivals: Spring Festival (first day), Dragon Boat, Mid-Autumn, as month*100+day.
var lunar = map[int][3]int{
	2020: {125, 625, 1001}, 2021: {212, 614, 921}, 2022: {201, 603, 910}, 2023: {122, 622, 929},
	2024: {210, 610, 917}, 2025: {129, 531, 1006}, 2026: {217, 619, 925}, 2027: {206, 609, 915},
	2028: {126, 528, 1003}, 2029: {213, 616, 922}, 2030: {203, 605, 912}, 2031: {123, 624, 1001},
	2032: {211, 612, 919}, 2033: {131, 601, 908}, 2034: {219, 620, 927}, 2035: {208, 610, 916},
	2036: {128, 530, 1004}, 2037: {215, 618, 924}, 2038: {204, 607, 913}, 2039: {124, 527, 1002},
	2040: {212, 614, 920}, 2041: {201, 603, 910}, 2042: {122, 622, 928}, 2043: {210, 611, 917},
	2044: {130, 531, 1005}, 2045: {217, 619, 925}, 2046: {206, 608, 915}, 2047: {126, 529, 1004},
	2048: {214, 615, 922}, 2049: {202, 604, 911},
}

// Holiday names as the notices write them.
const (
	nameNewYear  = "元旦"
	nameSpring   = "春节"
	nameQingming = "清明节"
	nameLabour   = "劳动节"
	nameDragon   = "端午节"
	nameAutumn   = "中秋节"
	nameNational = "国庆节"
)

// StatutoryDates gives the statutory holidays of a year with their names. Years
// outside the lunar table (2020 to 2049) have only the fixed ones.
func StatutoryDates(year int) map[Date]string {
	rule, ok := ruleOf(year)
	if !ok {
		return nil
	}
	out := map[Date]string{}
	add := func(d Date, n int, name string) {
		for i := 0; i < n; i++ {
			if _, taken := out[d.AddDays(i)]; !taken {
				out[d.AddDays(i)] = name
			}
		}
	}
	add(Of(year, 1, 1), 1, nameNewYear)
	add(Of(year, 5, 1), rule.may, nameLabour)
	add(Of(year, 10, 1), 3, nameNational)
	if l, ok := lunar[year]; ok {
		spring := packedDate(year, l[0])
		first := spring
		days := rule.count - 7 - rule.may // what is left for Spring Festival
		if rule.eve {
			first--
		}
		add(first, days, nameSpring)
		add(qingming(year), 1, nameQingming)
		add(packedDate(year, l[1]), 1, nameDragon)
		add(packedDate(year, l[2]), 1, nameAutumn)
	}
	return out
}

// StatutoryName gives the name of the statutory holiday on a date, if it is one.
func StatutoryName(d Date) (string, bool) {
	y, _, _ := d.Parts()
	dates, ok := namedYears.Load(y)
	if !ok {
		dates, _ = namedYears.LoadOrStore(y, StatutoryDates(y))
	}
	name, ok := dates.(map[Date]string)[d]
	return name, ok
}

// namedYears keeps StatutoryDates by year; the maps are only read.
var namedYears sync.Map

// StatutoryCount is the number of statutory days a year by law: 13 since 2025, 11 before.
func StatutoryCount(year int) int { return statutoryCount(year) }

func statutoryCount(year int) int {
	rule, _ := ruleOf(year)
	return rule.count
}

func ruleOf(year int) (statutoryRule, bool) {
	for _, r := range statutoryRules {
		if year >= r.from {
			return r, true
		}
	}
	return statutoryRule{}, false
}

func packedDate(year, md int) Date { return Of(year, month(md/100), md%100) }

// qingming is the solar term; the formula holds for 2000 to 2099.
func qingming(year int) Date {
	y := year % 100
	return Of(year, 4, (y*2422+48100)/10000-y/4)
}
