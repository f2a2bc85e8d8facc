// Package pinyin tells how Chinese characters are read, without tones: "chong", "zhong".
// ü is written v. The table comes from the dictionary of go-pinyin (see generate.go);
// words and surnames with readings of their own are in phrases.txt and surnames.txt.
package pinyin

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"io"
	"strings"
	"sync"
)

// readings.bin is a deflated stream: number of syllables, the syllables parted by spaces
// and closed by a newline, number of characters, then for each character its distance
// from the one before, a byte with the number of its readings, and the readings as
// syllable numbers. Numbers are unsigned varints.
//
//go:embed readings.bin
var packed []byte

//go:embed surnames.txt
var surnameText string

//go:embed phrases.txt
var phraseText string

// table finds the readings of a character by page (code / 256) and place in the page.
type table struct {
	pages     [0x330][]uint16 // index into sets; 0 is "no reading"
	sets      [][]string
	syllables []string
}

var load = sync.OnceValue(func() *table {
	t := &table{sets: make([][]string, 1, 4096)}
	raw, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		panic("pinyin: the embedded table is damaged: " + err.Error()) // a fault of the build, held by a test
	}
	next := func() uint64 {
		v, n := binary.Uvarint(raw)
		raw = raw[n:]
		return v
	}
	next()
	end := bytes.IndexByte(raw, '\n')
	t.syllables = strings.Split(string(raw[:end]), " ")
	raw = raw[end+1:]
	known := map[string]uint16{}
	char := uint64(0)
	for n := next(); n > 0; n-- {
		char += next()
		set := make([]string, raw[0])
		raw = raw[1:]
		for i := range set {
			set[i] = t.syllables[next()]
		}
		t.put(rune(char), set, known)
	}
	for char, set := range Surnames().one {
		t.put(char, union(t.of(char), set), known)
	}
	return t
})

func (t *table) put(char rune, set []string, known map[string]uint16) {
	key := strings.Join(set, " ")
	at, ok := known[key]
	if !ok {
		at = uint16(len(t.sets))
		t.sets = append(t.sets, set)
		known[key] = at
	}
	page := char >> 8
	if int(page) >= len(t.pages) {
		return
	}
	if t.pages[page] == nil {
		t.pages[page] = make([]uint16, 256)
	}
	t.pages[page][char&0xFF] = at
}

func (t *table) of(char rune) []string {
	page := char >> 8
	if page < 0 || int(page) >= len(t.pages) || t.pages[page] == nil {
		return nil
	}
	return t.sets[t.pages[page][char&0xFF]]
}

// union keeps the order of a and appends what only b has.
func union(a, b []string) []string {
	out := append([]string(nil), a...)
	for _, s := range b {
		twice := false
		for _, o := range out {
			twice = twice || o == s
		}
		if !twice {
			out = append(out, s)
		}
	}
	return out
}

// Readings gives every plausible reading of a character, the commonest first, those of
// surnames included; nil when it has none. The caller must not change the slice.
func Readings(char rune) []string {
	if char < 0x3007 { // nothing below is Chinese, and most text is
		return nil
	}
	return load().of(char)
}

// Syllables gives all syllables that any reading uses, sorted.
func Syllables() []string { return load().syllables }
