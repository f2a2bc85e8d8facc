//go:build ignore

// Writes readings.bin from the dictionary of go-pinyin: run "go run generate.go" here
// after that module was updated. The format is told in pinyin.go.
package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"log"
	"os"
	"sort"
	"strings"

	dict "github.com/mozillazg/go-pinyin"
)

const most = 4 // readings kept of one character

// missing are characters of names that the dictionary lacks.
var missing = map[rune]string{0x20BB7: "jí"}

func main() {
	words := map[rune]string{}
	for c, text := range dict.PinyinDict {
		words[rune(c)] = text
	}
	for c, text := range missing {
		if words[c] == "" {
			words[c] = text
		}
	}
	runes := make([]int, 0, len(words))
	sets := map[rune][]string{}
	known := map[string]bool{}
	for c, text := range words {
		set := toneless(text)
		if len(set) == 0 {
			continue
		}
		sets[c] = set
		runes = append(runes, int(c))
		for _, s := range set {
			known[s] = true
		}
	}
	sort.Ints(runes)
	var syllables []string
	for s := range known {
		syllables = append(syllables, s)
	}
	sort.Strings(syllables)
	index := map[string]uint64{}
	for i, s := range syllables {
		index[s] = uint64(i)
	}
	var raw []byte
	raw = binary.AppendUvarint(raw, uint64(len(syllables)))
	raw = append(raw, strings.Join(syllables, " ")+"\n"...)
	raw = binary.AppendUvarint(raw, uint64(len(runes)))
	last := 0
	for _, c := range runes {
		set := sets[rune(c)]
		raw = binary.AppendUvarint(raw, uint64(c-last))
		raw = append(raw, byte(len(set)))
		for _, s := range set {
			raw = binary.AppendUvarint(raw, index[s])
		}
		last = c
	}
	var out bytes.Buffer
	w, _ := flate.NewWriter(&out, flate.BestCompression)
	if _, err := w.Write(raw); err != nil {
		log.Fatal(err)
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("readings.bin", out.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("%d characters, %d syllables, %d bytes", len(runes), len(syllables), out.Len())
}

var plain = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v", "ü", "v",
	"ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m", "m̀", "m", "ế", "e", "ề", "e", "ê", "e", "̄", "", "̌", "")

// toneless gives the distinct readings without tones, the commonest first.
func toneless(text string) []string {
	var out []string
	for _, s := range strings.Split(text, ",") {
		s = plain.Replace(strings.TrimSpace(s))
		if s == "" || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" || strings.ContainsRune("iuv", rune(s[0])) {
			continue
		}
		if s == "n" || s == "m" || s == "ng" || s == "hm" || s == "hng" { // interjections
			continue
		}
		twice := false
		for _, o := range out {
			twice = twice || o == s
		}
		if !twice && len(out) < most {
			out = append(out, s)
		}
	}
	for _, s := range out { // many type u where the reading has ü
		if u := strings.Replace(s, "v", "u", 1); u != s && !strings.Contains(strings.Join(out, " ")+" ", u+" ") {
			out = append(out, u)
		}
	}
	return out
}
