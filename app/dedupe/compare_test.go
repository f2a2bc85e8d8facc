package dedupe

import (
	"fmt"
	"reflect"
	"testing"

	"kontor/app/phone"
)

func num(t *testing.T, s ...string) []phone.Number {
	t.Helper()
	var out []phone.Number
	for _, x := range s {
		n, err := phone.Shipped().Parse(x)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, n)
	}
	return out
}

func TestOnlyMobileAndNameRefuse(t *testing.T) { // CUS-14
	have := Card{
		Name: "上海舜泽食品有限公司", People: []string{"单国平"}, Phones: num(t, "199 0000 5521", "021-55003126"),
		Tax: "9131 0115 MA1H 7X2K 3P", Mails: []string{"Shan@shunze.example"},
	}
	for name, c := range map[string]struct {
		card    Card
		refuse  bool
		reasons []Reason
	}{
		"same mobile, same customer":      {Card{Name: "上海舜泽食品", Phones: num(t, "+86 199-0000-5521")}, true, []Reason{MobileAndName, SameName}},
		"same mobile, same contact":       {Card{Name: "北京某某商贸", People: []string{"單國平"}, Phones: num(t, "19900005521")}, true, []Reason{MobileAndName}},
		"same mobile, other names":        {Card{Name: "北京某某商贸", People: []string{"李四"}, Phones: num(t, "19900005521")}, false, []Reason{SamePhone}},
		"same landline, same customer":    {Card{Name: "上海舜泽食品公司", Phones: num(t, "(021)55003126")}, false, []Reason{SameName, SamePhone}},
		"same tax number":                 {Card{Name: "某某", Tax: "91310115ma1h7x2k3p"}, false, []Reason{SameTax}},
		"same mail":                       {Card{Name: "某某", Mails: []string{" shan@SHUNZE.example"}}, false, []Reason{SameMail}},
		"near name":                       {Card{Name: "上海舜泽食品厂"}, false, []Reason{NearName}},
		"another company":                 {Card{Name: "宁波三洲阀门有限公司", Phones: num(t, "0574-87654321")}, false, nil},
		"no name and no mobile on either": {Card{}, false, nil},
	} {
		v := Compare(c.card, have)
		if v.Refuse != c.refuse || !reflect.DeepEqual(v.Reasons, c.reasons) {
			t.Errorf("%s: %+v", name, v)
		}
		if w := Compare(have, c.card); w.Refuse != v.Refuse || !reflect.DeepEqual(w.Reasons, v.Reasons) {
			t.Errorf("%s: the other way round it is %+v", name, w)
		}
	}
}

func TestNearIsSymmetricAndBounded(t *testing.T) {
	names := []string{"", "舜", "上海舜泽食品", "上海舜泽调味食品厂", "恒拓", "恒拓精密", "aaaa", "aaa"}
	for _, a := range names {
		for _, b := range names {
			n := Near(a, b)
			if n != Near(b, a) || n < 0 || n > 100 || (n == 100) != (a == b && a != "") {
				t.Errorf("Near(%q, %q) = %d", a, b, n)
			}
		}
	}
}

func TestScanGroupsThroughOthers(t *testing.T) {
	s := NewScan()
	s.Add(3, Keys{Name: "恒拓精密", Phones: []string{"19900005521"}})
	s.Add(1, Keys{Name: "恒拓精密"})
	s.Add(7, Keys{Name: "舜泽", Phones: []string{"19900005521", "19900005521"}})
	s.Add(8, Keys{Name: "独一"})
	s.Add(9, Keys{Tax: "9132"})
	s.Add(10, Keys{Tax: "9132"})
	got := s.Groups()
	if len(got) != 2 || fmt.Sprint(got[0].IDs) != "[1 3 7]" || fmt.Sprint(got[1].IDs) != "[9 10]" {
		t.Fatalf("%+v", got)
	}
	want := []Pair{{1, 3, SameName, "恒拓精密"}, {3, 7, SamePhone, "19900005521"}}
	if !reflect.DeepEqual(got[0].Pairs, want) {
		t.Errorf("reasons %+v", got[0].Pairs)
	}
}

func TestScanIsNotQuadratic(t *testing.T) {
	s := NewScan()
	const n = 50_000
	for i := int64(0); i < n; i++ {
		s.Add(i, Keys{Name: "同名"}) // the worst case: all in one block
	}
	g := s.Groups()
	if len(g) != 1 || len(g[0].IDs) != n || len(g[0].Pairs) != n-1 {
		t.Errorf("%d groups", len(g))
	}
}

// A million different keys take their prints, not their texts.
func TestScanKeepsNoLoneKeys(t *testing.T) {
	s := NewScan()
	for i := int64(0); i < 1000; i++ {
		s.Add(i, Keys{Name: fmt.Sprint("名", i), Phones: []string{fmt.Sprint(i), fmt.Sprint(i)}})
	}
	if len(s.blocks) != 0 || len(s.Groups()) != 0 {
		t.Errorf("%d blocks of one record", len(s.blocks))
	}
	s.Add(2000, Keys{Name: "名7"})
	if g := s.Groups(); len(g) != 1 || fmt.Sprint(g[0].IDs) != "[7 2000]" || g[0].Pairs[0].Key != "名7" {
		t.Errorf("%+v", g)
	}
}
