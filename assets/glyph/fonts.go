// Package glyph measures and paints text, shapes and icons into pixels. It knows no
// window and no paper: lengths are pixels, type sizes are pixels per em, so that the
// window (ui/kit) and the picture of a printed page use the same drawing at any
// resolution. Outlines come from assets/fonts; a character that Noto Sans SC lacks
// is taken from the fallback face.
//
// Everything here may be called from several goroutines: measuring is free of locks,
// a Painter has a mutex of its own.
package glyph

import (
	"sync"
	"sync/atomic"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"kontor/assets/fonts"
)

// Ascent and Descent are the line metrics of the type in em; LineHeight is their sum.
const (
	Ascent     = 1.160
	Descent    = 0.288
	LineHeight = Ascent + Descent
)

// The faces, in the order in which an entry names them.
const (
	faceRegular = iota
	faceBold
	faceFallback
	faceCount
)

// fontSet is the parsed faces and the table of what each character is drawn with.
type fontSet struct {
	face [faceCount]*sfnt.Font
	upem [faceCount]float64
	// table holds, by weight and character of the basic plane, an entry; 0 = not looked up yet.
	table [2][0x10000]atomic.Uint32
	astra sync.Map // astral characters: key rune | weight<<24, value uint32
	bufs  sync.Pool
}

// An entry packs face (2 bits), advance in 1/1000 em (14 bits) and glyph index (16 bits).
type entry uint32

func makeEntry(face int, advance int, gid sfnt.GlyphIndex) entry {
	return entry(uint32(face)<<30 | uint32(advance&0x3fff)<<16 | uint32(gid))
}

func (e entry) face() int              { return int(e >> 30) }
func (e entry) advance() float64       { return float64(e>>16&0x3fff) / 1000 }
func (e entry) glyph() sfnt.GlyphIndex { return sfnt.GlyphIndex(e & 0xffff) }

// blank is the entry of characters that take no room and show nothing (joiners,
// variation selectors, control characters). Its advance of 0 and glyph 0 would look
// like "not looked up", so the face bits are all set.
const blank = entry(3 << 30)

// faces parses the typefaces once.
var faces = sync.OnceValue(func() *fontSet {
	s := &fontSet{}
	s.bufs.New = func() any { return new(sfnt.Buffer) }
	for i, data := range [][]byte{fonts.Window(), fonts.Bold(), fonts.Fallback()} {
		f, err := sfnt.Parse(data)
		if err != nil {
			panic("glyph: a built-in typeface does not parse: " + err.Error())
		}
		s.face[i], s.upem[i] = f, float64(f.UnitsPerEm())
	}
	return s
})

// lookup finds the entry of a character.
func (s *fontSet) lookup(r rune, bold bool) entry {
	w := 0
	if bold {
		w = 1
	}
	if r >= 0 && r < 0x10000 {
		if e := s.table[w][r].Load(); e != 0 {
			return entry(e)
		}
		e := s.find(r, w)
		s.table[w][r].Store(uint32(e))
		return e
	}
	key := int64(r) | int64(w)<<40
	if e, ok := s.astra.Load(key); ok {
		return e.(entry)
	}
	e := s.find(r, w)
	s.astra.Store(key, e)
	return e
}

// find looks a character up in the faces: own weight, fallback, then the box.
func (s *fontSet) find(r rune, w int) entry {
	if invisible(r) {
		return blank
	}
	if r >= latinFirst && r <= latinLast {
		e := s.lookup(latinBase(r), w == faceBold)
		return makeEntry(e.face(), int(latinPlaces()[r].advance*1000+0.5), e.glyph())
	}
	b := s.bufs.Get().(*sfnt.Buffer)
	defer s.bufs.Put(b)
	for _, f := range [2]int{w, faceFallback} {
		gid, err := s.face[f].GlyphIndex(b, r)
		if err != nil || gid == 0 {
			continue
		}
		return makeEntry(f, s.advanceOf(b, f, gid), gid)
	}
	return makeEntry(w, s.advanceOf(b, w, 0), 0)
}

func (s *fontSet) advanceOf(b *sfnt.Buffer, f int, gid sfnt.GlyphIndex) int {
	upem := fixed.Int26_6(s.upem[f])
	a, err := s.face[f].GlyphAdvance(b, gid, upem<<6, font.HintingNone)
	if err != nil {
		return 1000
	}
	return int(float64(a)/64*1000/s.upem[f] + 0.5)
}

// invisible tells whether r takes no room: control characters, joiners, selectors.
func invisible(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0, r == 0xad:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x2064:
		return true
	case r >= 0xfe00 && r <= 0xfe0f, r == 0xfeff, r >= 0xe0100 && r <= 0xe01ef:
		return true
	}
	return false
}

// HasGlyph tells whether one of the faces can draw the character, and whether only the
// fallback face can: a document that embeds Noto Sans SC draws such a one as a picture.
func HasGlyph(r rune) (ok, fallback bool) {
	s := faces()
	e := s.lookup(r, false)
	if e == blank || e.glyph() == 0 {
		return e == blank, false
	}
	b := s.bufs.Get().(*sfnt.Buffer)
	defer s.bufs.Put(b)
	gid, err := s.face[faceFallback].GlyphIndex(b, r)
	return true, err == nil && gid != 0
}
