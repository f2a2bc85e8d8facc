package pdf

import (
	"encoding/binary"
	"errors"
	"slices"
	"sync"

	"kontor/assets/fonts"
)

// face is one of the built-in typefaces, opened once: the places of its tables and the glyph
// of every character of the basic plane. Cutting out the glyphs of one document then touches
// only those glyphs, where the PDF library would parse the ten megabytes again.
type face struct {
	data   []byte
	tables map[string][]byte
	glyph  [0x10000]uint16
	loca   []uint32
	hmtx   int // number of full metrics
}

var (
	regular = sync.OnceValues(func() (*face, error) { return openFace(fonts.Regular()) })
	bold    = sync.OnceValues(func() (*face, error) { return openFace(fonts.Bold()) })
)

var errFont = errors.New("pdf: a built-in typeface is damaged")

func openFace(data []byte) (f *face, err error) {
	defer func() {
		if recover() != nil { // an index beyond the file
			f, err = nil, errFont
		}
	}()
	f = &face{data: data, tables: map[string][]byte{}}
	be := binary.BigEndian
	for i := range int(be.Uint16(data[4:])) {
		e := data[12+16*i:]
		from, n := be.Uint32(e[8:]), be.Uint32(e[12:])
		f.tables[string(e[:4])] = data[from : from+n]
	}
	glyphs := int(be.Uint16(f.tables["maxp"][4:]))
	f.hmtx = int(be.Uint16(f.tables["hhea"][34:]))
	f.loca = make([]uint32, glyphs+1)
	for i := range f.loca {
		if be.Uint16(f.tables["head"][50:]) == 0 {
			f.loca[i] = 2 * uint32(be.Uint16(f.tables["loca"][2*i:]))
		} else {
			f.loca[i] = be.Uint32(f.tables["loca"][4*i:])
		}
	}
	f.readCmap()
	return f, nil
}

// readCmap fills the glyph table from the format 4 subtable.
func (f *face) readCmap() {
	be := binary.BigEndian
	cmap := f.tables["cmap"]
	for i := range int(be.Uint16(cmap[2:])) {
		e := cmap[4+8*i:]
		sub := cmap[be.Uint32(e[4:]):]
		if be.Uint16(sub) != 4 {
			continue
		}
		n := int(be.Uint16(sub[6:])) / 2
		ends, starts := sub[14:], sub[16+2*n:]
		deltas, offsets := sub[16+4*n:], sub[16+6*n:]
		for s := range n {
			from, to := int(be.Uint16(starts[2*s:])), int(be.Uint16(ends[2*s:]))
			delta, offset := be.Uint16(deltas[2*s:]), int(be.Uint16(offsets[2*s:]))
			for c := from; c <= to && c < 0xffff; c++ {
				g := uint16(c)
				if offset != 0 {
					if g = be.Uint16(offsets[2*s+offset+2*(c-from):]); g == 0 {
						continue
					}
				}
				f.glyph[c] = g + delta
			}
		}
		return
	}
}

// cutter builds a face with some glyphs only.
type cutter struct {
	*face
	order []uint16          // old glyph of each new one
	index map[uint16]uint16 // new glyph of an old one, for parts of composed glyphs
	glyf  []byte
	loca  []byte
	hmtx  []byte
}

// cut makes a TrueType face of the given characters, sorted and without doubles. The same
// characters give the same bytes.
func (f *face) cut(chars []rune) (out []byte, err error) {
	defer func() {
		if recover() != nil {
			out, err = nil, errFont
		}
	}()
	c := &cutter{face: f, order: []uint16{0}, index: map[uint16]uint16{0: 0}}
	have := chars[:0:0]
	for _, r := range chars {
		if r < 0x10000 && f.glyph[r] != 0 {
			have = append(have, r)
			c.order = append(c.order, f.glyph[r])
			if _, ok := c.index[f.glyph[r]]; !ok {
				c.index[f.glyph[r]] = uint16(len(c.order) - 1)
			}
		}
	}
	for i := 0; i < len(c.order); i++ { // grows while composed glyphs name their parts
		c.add(c.order[i])
	}
	c.loca = binary.BigEndian.AppendUint32(c.loca, uint32(len(c.glyf)))
	return c.assemble(have), nil
}

// add copies one glyph and its metrics.
func (c *cutter) add(old uint16) {
	be := binary.BigEndian
	c.loca = be.AppendUint32(c.loca, uint32(len(c.glyf)))
	m := c.tables["hmtx"]
	if int(old) < c.face.hmtx {
		c.hmtx = append(c.hmtx, m[4*int(old):4*int(old)+4]...)
	} else {
		last := 4 * (c.face.hmtx - 1)
		lsb := 4*c.face.hmtx + 2*(int(old)-c.face.hmtx)
		c.hmtx = append(append(c.hmtx, m[last:last+2]...), m[lsb:lsb+2]...)
	}
	from, to := c.face.loca[old], c.face.loca[old+1]
	if from == to {
		return
	}
	g := slices.Clone(c.tables["glyf"][from:to])
	if int16(be.Uint16(g)) < 0 {
		c.composed(g)
	}
	c.glyf = append(c.glyf, g...)
	for len(c.glyf)%4 != 0 {
		c.glyf = append(c.glyf, 0)
	}
}

// composed gives the parts of a composed glyph their new numbers.
func (c *cutter) composed(g []byte) {
	const words, scale, more, twoScales, matrix = 1, 8, 32, 64, 128
	be := binary.BigEndian
	for at, flags := 10, uint16(more); flags&more != 0; {
		flags = be.Uint16(g[at:])
		old := be.Uint16(g[at+2:])
		n, ok := c.index[old]
		if !ok {
			n = uint16(len(c.order))
			c.order = append(c.order, old)
			c.index[old] = n
		}
		be.PutUint16(g[at+2:], n)
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
	}
}

// assemble writes the file.
func (c *cutter) assemble(chars []rune) []byte {
	be := binary.BigEndian
	head, hhea, maxp := slices.Clone(c.tables["head"]), slices.Clone(c.tables["hhea"]), slices.Clone(c.tables["maxp"])
	be.PutUint32(head[8:], 0)
	be.PutUint16(head[50:], 1)
	be.PutUint16(hhea[34:], uint16(len(c.order)))
	be.PutUint16(maxp[4:], uint16(len(c.order)))
	post := append([]byte{0, 3, 0, 0}, c.tables["post"][4:32]...)
	out := map[string][]byte{
		"head": head, "hhea": hhea, "maxp": maxp, "post": post, "glyf": c.glyf, "loca": c.loca, "hmtx": c.hmtx,
		"cmap": cmapOf(chars), "name": c.tables["name"], "OS/2": c.tables["OS/2"],
	}
	for _, hints := range []string{"cvt ", "fpgm", "prep"} {
		if t := c.tables[hints]; len(t) > 0 {
			out[hints] = t
		}
	}
	names := make([]string, 0, len(out))
	for n := range out {
		names = append(names, n)
	}
	slices.Sort(names)
	file := be.AppendUint32(nil, 0x00010000)
	pow, log := 1, 0
	for pow*2 <= len(names) {
		pow, log = pow*2, log+1
	}
	for _, v := range []int{len(names), pow * 16, log, (len(names) - pow) * 16} {
		file = be.AppendUint16(file, uint16(v))
	}
	at := 12 + 16*len(names)
	for _, n := range names {
		file = append(file, n...)
		file = be.AppendUint32(file, checksum(out[n]))
		file = be.AppendUint32(be.AppendUint32(file, uint32(at)), uint32(len(out[n])))
		at += (len(out[n]) + 3) &^ 3
	}
	for _, n := range names {
		file = append(file, out[n]...)
		for len(file)%4 != 0 {
			file = append(file, 0)
		}
	}
	return file
}

func checksum(b []byte) (sum uint32) {
	for i := 0; i < len(b); i += 4 {
		var w [4]byte
		copy(w[:], b[i:])
		sum += binary.BigEndian.Uint32(w[:])
	}
	return sum
}

// cmapOf maps characters to the glyphs 1, 2, 3 … in a format 4 table.
func cmapOf(chars []rune) []byte {
	be := binary.BigEndian
	var starts, ends, deltas []uint16
	for i, r := range chars {
		if n := len(ends); n > 0 && int(ends[n-1])+1 == int(r) {
			ends[n-1] = uint16(r)
			continue
		}
		starts, ends = append(starts, uint16(r)), append(ends, uint16(r))
		deltas = append(deltas, uint16(i+1)-uint16(r))
	}
	starts, ends, deltas = append(starts, 0xffff), append(ends, 0xffff), append(deltas, 1)
	n := len(starts)
	pow, log := 1, 0
	for pow*2 <= n {
		pow, log = pow*2, log+1
	}
	out := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12}
	for _, v := range []int{4, 16 + 8*n, 0, 2 * n, 2 * pow, log, 2 * (n - pow)} {
		out = be.AppendUint16(out, uint16(v))
	}
	for _, list := range [][]uint16{ends, {0}, starts, deltas, make([]uint16, n)} {
		for _, v := range list {
			out = be.AppendUint16(out, v)
		}
	}
	return out
}
