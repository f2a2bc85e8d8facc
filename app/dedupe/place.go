package dedupe

import "strings"

// regions are the names of province rank whose second half is left out in daily use.
var regions = []struct{ long, short string }{
	{"内蒙古自治区", "内蒙古"},
	{"广西壮族自治区", "广西"},
	{"宁夏回族自治区", "宁夏"},
	{"新疆维吾尔自治区", "新疆"},
	{"西藏自治区", "西藏"},
	{"香港特别行政区", "香港"},
	{"澳门特别行政区", "澳门"},
}

// notCity are words in which 市 is no suffix of a place.
var notCity = []string{
	"超市", "城市", "都市", "夜市", "集市", "门市", "菜市", "花市", "股市", "楼市", "车市", "早市", "闹市", "上市", "入市", "开市", "应市",
	"市场", "市政", "市民", "市郊", "市井", "市容", "市集", "市值", "市价", "市话", "市区",
}

// notProvince are words in which 省 is no suffix of a place.
var notProvince = []string{"节省", "省力", "省心", "省钱", "省电", "省油", "省会", "省级", "省委", "省时", "省事"}

// cutPlaces drops 省 and 市 from the places at the front of a name, and the province
// when a city follows it: 江苏省苏州市恒拓 → 苏州恒拓, 江苏省恒拓 → 江苏恒拓,
// 深圳市格瑞特 → 深圳格瑞特. 城市之光 and 北京市政 stay.
func cutPlaces(s string) string {
	for _, r := range regions {
		if rest, ok := strings.CutPrefix(s, r.long); ok {
			return withoutCity(r.short, []rune(rest))
		}
	}
	runes := []rune(s)
	if i := suffixAt(runes, '省', notProvince); i > 0 {
		return withoutCity(string(runes[:i]), runes[i+1:])
	}
	return withoutCity("", runes)
}

func withoutCity(province string, rest []rune) string {
	if i := suffixAt(rest, '市', notCity); i > 0 {
		return string(rest[:i]) + string(rest[i+1:])
	}
	return province + string(rest)
}

// suffixAt finds mark as the third to sixth character, followed by at least one more,
// and not inside one of the words of not. Places have two to five characters before it.
func suffixAt(runes []rune, mark rune, not []string) int {
	for i := 2; i <= 5 && i+1 < len(runes); i++ {
		if runes[i] != mark {
			continue
		}
		before, after := string(runes[i-1:i+1]), string(runes[i:i+2])
		for _, w := range not {
			if w == before || w == after {
				return -1
			}
		}
		return i
	}
	return -1
}
