package dedupe

import (
	"strings"
	"testing"
)

func TestNamesOfOneCompany(t *testing.T) { // CUS-14, CUS-15
	for _, same := range [][]string{
		{"苏州恒拓精密制造有限公司", "苏州市恒拓精密制造有限责任公司", "江苏省苏州市恒拓精密制造", "　苏州恒拓 精密制造（有限公司）", "蘇州恆拓精密製造有限公司"},
		{"上海舜泽食品有限公司", "上海舜泽食品", "上海市舜澤食品股份有限公司", "上海舜泽食品公司"},
		{"深圳市格瑞特包装制品有限公司", "深圳格瑞特包装制品(有限公司)", "深圳市格瑞特包裝製品"},
		{"恒拓精密（苏州）有限公司", "恒拓精密(苏州)有限公司", "恒拓精密苏州有限公司"},
		{"广西壮族自治区南宁市绿源茶业有限公司", "南宁绿源茶业"},
		{"江苏省绿源茶业有限公司", "江苏绿源茶业"},
		{"内蒙古自治区蒙牛乳业有限公司", "内蒙古蒙牛乳业"},
		{"Ｈａｒｂｏｒ Ｌｉｇｈｔ Co., Ltd.", "harbor light", "HARBOR LIGHT LIMITED", "Harbor Light Company Limited"},
		{"永辉超市股份有限公司", "永辉超市"},
	} {
		want := Name(same[0])
		for _, other := range same[1:] {
			if got := Name(other); got != want {
				t.Errorf("%q is %q, but %q is %q", same[0], want, other, got)
			}
		}
	}
	if got := Name("苏州恒拓精密制造有限公司"); got != "苏州恒拓精密制造" {
		t.Errorf("normal form %q", got)
	}
}

func TestNamesOfTwoCompanies(t *testing.T) {
	for _, pair := range [][2]string{
		{"上海舜泽食品有限公司", "北京舜泽食品有限公司"},
		{"恒拓精密有限公司", "恒拓精密有限公司苏州分公司"},
		{"恒拓集团有限公司", "恒拓有限公司"},
		{"城市之光传媒有限公司", "城之光传媒有限公司"},
		{"北京市政工程有限公司", "北京政工程有限公司"},
		{"节省能源有限公司", "节能源有限公司"},
		{"上海舜泽食品有限公司", "上海舜泽调味食品厂"},
		{"Inca Ltd", "In Ltd"},
	} {
		if a, b := Name(pair[0]), Name(pair[1]); a == b {
			t.Errorf("%q and %q are both %q", pair[0], pair[1], a)
		}
	}
}

func TestNameNeverVanishes(t *testing.T) {
	for _, s := range []string{"有限公司", "股份", "公司", "Co., Ltd.", "A", "（）", "***", "𠮷"} {
		if Name(s) == "" {
			t.Errorf("the normal form of %q is empty", s)
		}
	}
	if Name(" \u200b ") != "" {
		t.Error("blanks have a normal form")
	}
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"江苏省苏州市恒拓精密制造有限公司", "Co., Ltd.", "（有限公司）", "市市市市", "股份股份有限公司"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n := Name(s); strings.ContainsAny(n, " 　（）") && strings.ContainsFunc(n, func(r rune) bool { return r > 0x4e00 }) {
			t.Fatalf("%q keeps blanks or brackets: %q", s, n)
		}
	})
}

func BenchmarkName(b *testing.B) {
	for b.Loop() {
		Name("江苏省苏州市恒拓精密製造（集团）有限责任公司")
	}
}
