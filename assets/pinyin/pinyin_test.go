package pinyin

import (
	"slices"
	"strings"
	"testing"

	dict "github.com/mozillazg/go-pinyin"
)

func TestReadings(t *testing.T) { // CUS search: every plausible reading
	for char, want := range map[rune]string{
		'重': "zhong chong", '庆': "qing", '长': "zhang chang", '厦': "sha xia", '单': "dan chan shan",
		'解': "jie xie", '行': "xing hang", '曾': "ceng zeng", '仇': "chou qiu", '查': "cha zha", '区': "qu ou",
		'朴': "pu piao", '㛃': "jie", '䶮': "yan", '𠮷': "ji", '吕': "lv", '覃': "tan qin", '繁': "fan po", '尉': "wei yu",
		'能': "neng nai", '缪': "miao",
	} {
		got := Readings(char)
		for _, w := range strings.Fields(want) {
			if !slices.Contains(got, w) {
				t.Errorf("%c: %v lacks %s", char, got, w)
			}
		}
	}
	for _, char := range "aZ9 -，。é\u200b\U0010FFFF" {
		if r := Readings(char); r != nil {
			t.Errorf("%q is read %v", char, r)
		}
	}
	if Readings(-1) != nil {
		t.Error("no reading for a wrong character")
	}
}

// The table has every character of the dictionary it was made from.
func TestTableIsWhole(t *testing.T) {
	lost := 0
	for char := range dict.PinyinDict {
		if Readings(rune(char)) == nil {
			lost++
		}
	}
	if lost > 20 { // characters with interjections only ("ng") and such
		t.Errorf("%d of %d characters have no reading", lost, len(dict.PinyinDict))
	}
}

func TestSyllables(t *testing.T) {
	for _, s := range Syllables() {
		if strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" || strings.ContainsAny(s[:1], "iuv") || len(s) > 6 {
			t.Errorf("odd syllable %q", s)
		}
	}
	if n := len(Syllables()); n < 390 || n > 460 {
		t.Errorf("%d syllables", n)
	}
}

// Every word of the tables has one known syllable per character.
func TestWordsAreWellFormed(t *testing.T) {
	known := map[string]bool{}
	for _, s := range Syllables() {
		known[s] = true
	}
	check := func(text []rune, syllables []string) {
		if len(text) != len(syllables) {
			t.Errorf("%s: %v", string(text), syllables)
			return
		}
		for i, s := range syllables {
			if !known[s] || !slices.Contains(Readings(text[i]), s) {
				t.Errorf("%s: %c is read %v, not %s", string(text), text[i], Readings(text[i]), s)
			}
		}
	}
	for _, words := range phrases() {
		for _, w := range words {
			check(w.Text, w.Syllables)
		}
	}
	for _, w := range Surnames().two {
		check(w.Text, w.Syllables)
	}
	for char, readings := range Surnames().one {
		for _, r := range readings {
			check([]rune{char}, []string{r})
		}
	}
}

func TestPhrase(t *testing.T) {
	if w, ok := Phrase([]rune("重庆山湖")); !ok || strings.Join(w.Syllables, " ") != "chong qing" {
		t.Errorf("重庆: %v", w)
	}
	if w, ok := Phrase([]rune("董事长办公室")); !ok || len(w.Text) != 3 {
		t.Errorf("董事长: %v", w)
	}
	if _, ok := Phrase([]rune("山湖")); ok {
		t.Error("山湖 is no word of the table")
	}
}

func BenchmarkReadings(b *testing.B) {
	text := []rune("重庆山湖科技有限公司")
	Readings('重')
	for b.Loop() {
		for _, c := range text {
			Readings(c)
		}
	}
}
