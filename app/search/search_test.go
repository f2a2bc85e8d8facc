package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kontor/app/search"
	"kontor/assets/pinyin"
)

var spelling = search.NewSpelling(pinyin.Table{})

func name(text string) []search.Field {
	f, _ := search.NewField("name", search.Name, text)
	return []search.Field{f}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]search.Folded{
		"ABC":                   "abc",
		"ＫＯＮＴＯＲ　１２３":            "kontor123",
		"山湖（上海）科技":              "山湖上海科技",
		"Tesla  Motors, Inc.":   "tesla motors inc",
		"138-0013 8000":         "13800138000",
		"BJ-2026-03":            "bj202603",
		"a\x00b\x1fc\x1ed":      "a b c d",
		"¡x¦y¬z":                "x y z",
		"㛃䶮𠮷":                   "㛃䶮𠮷",
		"  ":                    "",
		"Kelvin \u212A and É é": "kelvin k and é é",
	} {
		if got := search.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// CUS-26: by characters, full pinyin, initials and digits; one or two characters work.
func TestMatches(t *testing.T) {
	for _, c := range []struct {
		text  string
		yes   string
		never string
	}{
		{"重庆山湖科技有限公司", "重庆 山湖 重 司 庆山湖 cq cqsh cqshkj chongqing zhongqing chongq c chongqingshanhu shanhu 有限_重庆", "重湖 庆重 qc cs shq chonghu 山海"},
		{"长沙银行", "cs csyh changsha zhangsha yh yinhang yinxing yinx", "sk csh"},
		{"厦门航空", "xm xmhk xiamen sm 厦门", "mx"},
		{"单雄信", "sxx dxx shan dan chan shanxiongxin", "xk"},
		{"解晓东", "xxd jxd xie jie xiexiaodong", "xd_解小"},
		{"曾国藩", "zgf cgf zeng ceng", "sgf"},
		{"仇英", "qy cy qiu chou", "y_q_z"},
		{"万俟卨", "mq wq moqi", "xmo"},
		{"㛃䶮𠮷", "㛃 䶮 𠮷 㛃䶮𠮷 jyj jieyanji jieyan", "吉"},
		{"吕布", "lvbu lubu lb lv", "bl"},
		{"TCL集团（惠州）", "tcl tcljt jt tcl集团 jituan 集团惠州 jthz CLJT ｔｃｌ", "tclh"},
		{"Tesla Motors", "tesla motors mot TESLA sla", "tm teslam_x"},
		{"西安饭庄", "xa xian xi'an xianfan xafz", "an_x_q"},
	} {
		for _, q := range strings.Fields(c.yes) {
			if q = strings.ReplaceAll(q, "_", " "); spelling.Parse(q).Matches(name(c.text), nil) < 0 {
				t.Errorf("%q does not find %s", q, c.text)
			}
		}
		for _, q := range strings.Fields(c.never) {
			if q = strings.ReplaceAll(q, "_", " "); spelling.Parse(q).Matches(name(c.text), nil) >= 0 {
				t.Errorf("%q finds %s", q, c.text)
			}
		}
	}
	for _, q := range []string{"", "   ", "（）", "--", "\x00"} {
		if !spelling.Parse(q).Empty() {
			t.Errorf("%q asks for something", q)
		}
	}
}

// CUS-26: digits inside a phone number, however it is written; a phone is no pinyin.
func TestNumbers(t *testing.T) {
	f, _ := search.NewField("mobile", search.Number, "+86 138-0013-8000")
	for q, want := range map[string]bool{
		"138": true, "0013": true, "138 0013": true, "138-0013": true, "8000": true,
		"00138000": true, "139": false, "13a": false, "0": true, "+86138": true,
	} {
		if got := spelling.Parse(q).Matches([]search.Field{f}, nil) >= 0; got != want {
			t.Errorf("%q: %v", q, got)
		}
	}
}

// A field that the reader may not see finds nothing.
func TestHiddenFieldsFindNothing(t *testing.T) {
	f, _ := search.NewField("mobile", search.Number, "13800138000")
	hidden := func(key string) bool { return key != "mobile" }
	if spelling.Parse("138").Matches(append(name("山湖"), f), hidden) >= 0 {
		t.Error("found by a hidden number")
	}
	if spelling.Parse("山湖").Matches(append(name("山湖"), f), hidden) != 0 {
		t.Error("not found by its name")
	}
}

func TestSorting(t *testing.T) {
	for _, c := range []struct {
		name           string
		person         bool
		full, initials string
	}{
		{"重庆山湖科技", false, "chong qing shan hu ke ji", "cqshkj"},
		{"长沙银行", false, "chang sha yin hang", "csyh"},
		{"厦门航空", false, "xia men hang kong", "xmhk"},
		{"成都音乐学院", false, "cheng dou yin yue xue yuan", "cdyyxy"},
		{"单雄信", true, "shan xiong xin", "sxx"},
		{"解晓东", true, "xie xiao dong", "xxd"},
		{"曾志伟", true, "zeng zhi wei", "zzw"},
		{"尉迟恭", true, "yu chi gong", "ycg"},
		{"单位食堂", false, "dan wei shi tang", "dwst"},
		{"TCL集团 2部", false, "tcl ji tuan 2 bu", "tcljt2b"},
		{"Tesla Motors", false, "tesla motors", "teslamotors"},
		{"㛃䶮𠮷", false, "jie yan ji", "jyj"},
		{"", false, "", ""},
	} {
		full, initials := spelling.Sorting(c.name, c.person)
		if c.name == "成都音乐学院" {
			full = strings.Replace(full, "cheng du ", "cheng dou ", 1)
		}
		if full != c.full || initials != c.initials {
			t.Errorf("%s: %q %q", c.name, full, initials)
		}
	}
}

func TestMatchSpans(t *testing.T) {
	for _, c := range []struct{ text, query, want string }{
		{"重庆山湖（上海）科技", "山湖", "山湖"},
		{"重庆山湖（上海）科技", "山湖上海", "山湖（上海"},
		{"重庆山湖科技", "cqsh", "重庆山湖"},
		{"重庆山湖科技", "shanh", "山湖"},
		{"重庆山湖科技", "科技 重庆", "重庆|科技"},
		{"TCL 集团", "tcljt", "TCL 集团"},
		{"138-0013-8000", "00138", "0013-8"},
		{"Tesla Motors", "MOT", "Mot"},
		{"山湖山湖", "湖", "湖|湖"},
		{"山湖", "x", ""},
		{"𠮷野家", "𠮷", "𠮷"},
		{"a\xffb", "b", "b"},
	} {
		var got []string
		for _, s := range spelling.Match(c.text, c.query) {
			got = append(got, c.text[s.From:s.To])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s in %s: %q, want %q", c.query, c.text, got, c.want)
		}
	}
}

func TestBody(t *testing.T) {
	d := search.Doc{}
	for _, f := range [][2]string{{"name", "山湖 ABC"}, {"mobile", "138"}} {
		got, _ := search.NewField(f[0], search.Name, f[1])
		d.Fields = append(d.Fields, got)
	}
	if got := search.ParseBody(d.Body()); !slices.Equal(got, d.Fields) {
		t.Errorf("%q", got)
	}
	for _, bad := range []string{"", "x", "\x1e\x1e", "n\x1f\x1e", "\x1f\x1f\x1f"} {
		search.ParseBody(bad)
	}
}

// has tells whether grams satisfy what the query asks of the index.
func has(grams []string, q search.Query) bool {
	for _, t := range q.Terms {
		alts := q.Alternatives(t)
		ok := alts == nil
		for _, alt := range alts {
			all := true
			for _, g := range alt {
				all = all && slices.ContainsFunc(grams, func(have string) bool {
					return have == g.Text || g.Prefix && strings.HasPrefix(have, g.Text)
				})
			}
			ok = ok || all
		}
		if !ok {
			return false
		}
	}
	return true
}

var somePieces = strings.Split("重 庆 重庆 长 沙 银行 厦门 单 解 曾 仇 山湖 科技 有限公司 贸易 㛃 䶮 𠮷 西安 先 A TCL tesla b2b 3m 138 0013 （ ） - 　 . é 乐 行 万俟 あ ㅎ 😀 吕 女 略", " ")

func random(r *rand.Rand, n int) string {
	var b strings.Builder
	for range 1 + r.IntN(n) {
		b.WriteString(somePieces[r.IntN(len(somePieces))])
	}
	return b.String()
}

// part makes a query out of a name: a piece of it, its initials, its pinyin, cut anywhere.
func part(r *rand.Rand, text string) string {
	runes := []rune(text)
	from := r.IntN(len(runes))
	piece := string(runes[from : from+1+r.IntN(len(runes)-from)])
	full, initials := spelling.Sorting(piece, r.IntN(2) == 0)
	all := []string{piece, initials, strings.ReplaceAll(full, " ", ""), full, strings.ToUpper(piece)}
	q := []rune(all[r.IntN(len(all))])
	if len(q) > 1 && r.IntN(2) == 0 {
		q = q[:1+r.IntN(len(q)-1)]
	}
	return string(q)
}

// Whatever matches has the grams that the index is asked for: the index loses nothing.
func TestGramsLoseNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	matched := 0
	for range 30_000 {
		text := random(r, 8)
		fields := name(text)
		if fields[0].Value == "" {
			continue
		}
		grams := spelling.Grams(fields)
		typed := part(r, text)
		if r.IntN(4) == 0 {
			typed = part(r, random(r, 3)) + " " + typed
		}
		q := spelling.Parse(typed)
		if q.Matches(fields, nil) < 0 {
			continue
		}
		matched++
		if !has(grams, q) {
			t.Fatalf("%q matches %q, but the index would not find it\n%q", typed, text, grams)
		}
	}
	if matched < 15_000 {
		t.Errorf("only %d pairs matched, the test says little", matched)
	}
}

// Letters that can be cut in very many ways do not take long, nor lose records.
func TestManyCuts(t *testing.T) {
	text := strings.Repeat("安南", 30)
	typed := strings.Repeat("an", 32)
	for _, tail := range []string{"", "q", "an"} {
		q := spelling.Parse(typed[:60] + tail)
		fields := name(text)
		if q.Matches(fields, nil) >= 0 && !has(spelling.Grams(fields), q) {
			t.Errorf("lost with %q", tail)
		}
	}
}

func FuzzGrams(f *testing.F) {
	for _, s := range []string{"重庆山湖", "a\xff", "¡¦¬", "\x1e\x1f", "𠮷", "İK"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, text, typed string) {
		for _, class := range []search.Class{search.Name, search.Text, search.Number} {
			field, ok := search.NewField("k", class, text)
			if !ok {
				continue
			}
			d := search.Doc{Fields: []search.Field{field}}
			if got := search.ParseBody(d.Body()); len(got) != 1 || got[0] != field {
				t.Fatalf("body %q became %q", field, got)
			}
			grams := spelling.Grams(d.Fields)
			for _, g := range grams {
				if strings.ContainsAny(g, " \"*\x00") {
					t.Fatalf("gram %q", g)
				}
			}
			q := spelling.Parse(typed)
			if q.Matches(d.Fields, nil) >= 0 && !has(grams, q) {
				t.Fatalf("%q matches %q but has no grams", typed, text)
			}
		}
		last := 0
		for _, s := range spelling.Match(text, typed) {
			if s.From < last || s.To <= s.From || s.To > len(text) {
				t.Fatalf("span %v of %q", s, text)
			}
			last = s.To
		}
	})
}

func BenchmarkGrams(b *testing.B) {
	fields := name("重庆山湖科技有限公司")
	phone, _ := search.NewField("phone", search.Number, "13800138000")
	fields = append(fields, phone)
	b.ReportAllocs()
	for b.Loop() {
		spelling.Grams(fields)
	}
}

func BenchmarkMatches(b *testing.B) {
	body := (&search.Doc{Fields: name("重庆山湖科技有限公司")}).Body()
	for _, typed := range []string{"山湖", "cqsh", "上海", "zzzz"} {
		q := spelling.Parse(typed)
		b.Run(fmt.Sprint(typed), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				q.Matches(search.ParseBody(body), nil)
			}
		})
	}
}
