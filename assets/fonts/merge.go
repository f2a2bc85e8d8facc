package fonts

import (
	"encoding/binary"
	"errors"
	"sort"
	"sync"
)

// Window is the TTF of the regular weight for the toolkit's entries, which take glyphs
// from one file only: Noto Sans SC Regular with the glyphs of Kontor Fallback behind its
// own. Should the two not go together, it is Noto alone.
var Window = sync.OnceValue(func() []byte {
	base := inflate("regular", regularZ)
	merged, err := merge(base, inflate("fallback", fallbackZ))
	if err != nil {
		return base
	}
	return merged
})

var errFont = errors.New("fonts: a table is missing or not of the expected form")

// sfntFile is the tables of a TrueType file.
type sfntFile map[string][]byte

func readTables(data []byte) (sfntFile, error) {
	if len(data) < 12 {
		return nil, errFont
	}
	t := sfntFile{}
	n := int(binary.BigEndian.Uint16(data[4:]))
	for i := range n {
		rec := 12 + 16*i
		if rec+16 > len(data) {
			return nil, errFont
		}
		off, size := int(binary.BigEndian.Uint32(data[rec+8:])), int(binary.BigEndian.Uint32(data[rec+12:]))
		if off < 0 || size < 0 || off+size > len(data) {
			return nil, errFont
		}
		t[string(data[rec:rec+4])] = data[off : off+size]
	}
	for _, name := range []string{"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
		if len(t[name]) == 0 {
			return nil, errFont
		}
	}
	return t, nil
}

func (t sfntFile) glyphs() int { return int(binary.BigEndian.Uint16(t["maxp"][4:])) }

// offsets reads where the glyphs lie, one more than there are glyphs.
func (t sfntFile) offsets() ([]uint32, error) {
	n := t.glyphs() + 1
	loca := t["loca"]
	out := make([]uint32, n)
	if binary.BigEndian.Uint16(t["head"][50:]) == 0 {
		if len(loca) < 2*n {
			return nil, errFont
		}
		for i := range out {
			out[i] = 2 * uint32(binary.BigEndian.Uint16(loca[2*i:]))
		}
	} else {
		if len(loca) < 4*n {
			return nil, errFont
		}
		for i := range out {
			out[i] = binary.BigEndian.Uint32(loca[4*i:])
		}
	}
	if int(out[n-1]) > len(t["glyf"]) {
		return nil, errFont
	}
	return out, nil
}

// metrics writes advance and bearing of every glyph in full.
func (t sfntFile) metrics(out []byte) ([]byte, error) {
	long := int(binary.BigEndian.Uint16(t["hhea"][34:]))
	hmtx, n := t["hmtx"], t.glyphs()
	if long == 0 || len(hmtx) < 4*long+2*(n-long) {
		return nil, errFont
	}
	out = append(out, hmtx[:4*long]...)
	last := hmtx[4*long-4 : 4*long-2]
	for i := long; i < n; i++ {
		at := 4*long + 2*(i-long)
		out = append(out, last[0], last[1], hmtx[at], hmtx[at+1])
	}
	return out, nil
}

// group maps a run of characters to a run of glyphs.
type group struct{ from, to, glyph uint32 }

// groups reads the mapping of format 12, which covers all planes.
func (t sfntFile) groups() ([]group, error) {
	cmap := t["cmap"]
	n := int(binary.BigEndian.Uint16(cmap[2:]))
	for i := range n {
		if 12+8*i > len(cmap) {
			return nil, errFont
		}
		off := int(binary.BigEndian.Uint32(cmap[8+8*i:]))
		if off+16 > len(cmap) || binary.BigEndian.Uint16(cmap[off:]) != 12 {
			continue
		}
		count := int(binary.BigEndian.Uint32(cmap[off+12:]))
		if off+16+12*count > len(cmap) {
			return nil, errFont
		}
		out := make([]group, count)
		for k := range out {
			g := cmap[off+16+12*k:]
			out[k] = group{binary.BigEndian.Uint32(g), binary.BigEndian.Uint32(g[4:]), binary.BigEndian.Uint32(g[8:])}
		}
		return out, nil
	}
	return nil, errFont
}

// merge appends the glyphs of extra to base. Layout tables of base stay as they are:
// the numbers of its glyphs do not change.
func merge(baseData, extraData []byte) ([]byte, error) {
	base, err := readTables(baseData)
	if err != nil {
		return nil, err
	}
	extra, err := readTables(extraData)
	if err != nil {
		return nil, err
	}
	first := base.glyphs()
	total := first + extra.glyphs()
	if total > 0xffff || binary.BigEndian.Uint16(base["head"][18:]) != binary.BigEndian.Uint16(extra["head"][18:]) {
		return nil, errFont // too many glyphs, or other units
	}
	out := sfntFile{}
	for name, data := range base {
		out[name] = data
	}
	for _, name := range []string{"vhea", "vmtx", "VORG", "STAT", "DSIG"} {
		delete(out, name)
	}
	if err := mergeOutlines(out, base, extra); err != nil {
		return nil, err
	}
	if out["cmap"], err = mergeMaps(base, extra, uint32(first)); err != nil {
		return nil, err
	}
	hmtx, err := base.metrics(make([]byte, 0, 4*total))
	if err == nil {
		hmtx, err = extra.metrics(hmtx)
	}
	if err != nil {
		return nil, err
	}
	out["hmtx"] = hmtx
	out["hhea"] = patched(base["hhea"], 34, uint16(total))
	out["maxp"] = patched(base["maxp"], 4, uint16(total))
	for at := 6; at+2 <= len(out["maxp"]) && at+2 <= len(extra["maxp"]); at += 2 {
		if v := binary.BigEndian.Uint16(extra["maxp"][at:]); v > binary.BigEndian.Uint16(out["maxp"][at:]) {
			binary.BigEndian.PutUint16(out["maxp"][at:], v)
		}
	}
	out["head"] = patched(base["head"], 50, 1)
	if post := base["post"]; len(post) >= 32 {
		out["post"] = patched(post[:32], 0, 3) // no glyph names
		binary.BigEndian.PutUint16(out["post"][2:], 0)
	}
	return out.bytes(), nil
}

func patched(table []byte, at int, v uint16) []byte {
	t := append([]byte(nil), table...)
	binary.BigEndian.PutUint16(t[at:], v)
	return t
}

// mergeOutlines joins glyf and loca; the parts of composite glyphs are renumbered.
func mergeOutlines(out, base, extra sfntFile) error {
	bo, err := base.offsets()
	if err != nil {
		return err
	}
	eo, err := extra.offsets()
	if err != nil {
		return err
	}
	first := base.glyphs()
	end := bo[len(bo)-1]
	start := (end + 3) &^ 3
	glyf := make([]byte, start, int(start)+len(extra["glyf"]))
	copy(glyf, base["glyf"][:end])
	glyf = append(glyf, extra["glyf"][:eo[len(eo)-1]]...)
	for i := range len(eo) - 1 {
		if eo[i+1] > eo[i]+10 {
			renumber(glyf[start+eo[i]:start+eo[i+1]], first)
		}
	}
	loca := make([]byte, 0, 4*(len(bo)+len(eo)))
	for _, o := range bo[:len(bo)-1] {
		loca = binary.BigEndian.AppendUint32(loca, o)
	}
	for _, o := range eo {
		loca = binary.BigEndian.AppendUint32(loca, start+o)
	}
	out["glyf"], out["loca"] = glyf, loca
	return nil
}

// renumber adds first to the glyph numbers of a composite glyph's parts.
func renumber(g []byte, first int) {
	if int16(binary.BigEndian.Uint16(g)) >= 0 {
		return
	}
	const words, scale, more, xy, two = 1, 8, 0x20, 0x40, 0x80
	for at := 10; at+4 <= len(g); {
		flags := binary.BigEndian.Uint16(g[at:])
		binary.BigEndian.PutUint16(g[at+2:], binary.BigEndian.Uint16(g[at+2:])+uint16(first))
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&xy != 0:
			at += 4
		case flags&two != 0:
			at += 8
		}
		if flags&more == 0 {
			return
		}
	}
}

// mergeMaps writes one mapping of format 12; what base has stays with base.
func mergeMaps(base, extra sfntFile, first uint32) ([]byte, error) {
	bg, err := base.groups()
	if err != nil {
		return nil, err
	}
	eg, err := extra.groups()
	if err != nil {
		return nil, err
	}
	covered := func(r uint32) bool {
		i := sort.Search(len(bg), func(i int) bool { return bg[i].to >= r })
		return i < len(bg) && bg[i].from <= r
	}
	all := append([]group(nil), bg...)
	for _, g := range eg {
		for r := g.from; r <= g.to; r++ {
			if !covered(r) {
				all = append(all, group{r, r, first + g.glyph + r - g.from})
			}
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].from < all[j].from })
	t := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}
	t = binary.BigEndian.AppendUint32(t, uint32(16+12*len(all)))
	t = binary.BigEndian.AppendUint32(t, 0)
	t = binary.BigEndian.AppendUint32(t, uint32(len(all)))
	for _, g := range all {
		t = binary.BigEndian.AppendUint32(t, g.from)
		t = binary.BigEndian.AppendUint32(t, g.to)
		t = binary.BigEndian.AppendUint32(t, g.glyph)
	}
	return t, nil
}

// bytes writes the file.
func (t sfntFile) bytes() []byte {
	names := make([]string, 0, len(t))
	size := 12
	for name, data := range t {
		names = append(names, name)
		size += 16 + (len(data)+3)&^3
	}
	sort.Strings(names)
	power, log := 1, 0
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	out := make([]byte, 0, size)
	out = binary.BigEndian.AppendUint32(out, 0x00010000)
	for _, v := range []int{len(names), 16 * power, log, 16*len(names) - 16*power} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	off := 12 + 16*len(names)
	for _, name := range names {
		data := t[name]
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, checksum(data))
		out = binary.BigEndian.AppendUint32(out, uint32(off))
		out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
		off += (len(data) + 3) &^ 3
	}
	for _, name := range names {
		out = append(out, t[name]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

func checksum(data []byte) (sum uint32) {
	for ; len(data) >= 4; data = data[4:] {
		sum += binary.BigEndian.Uint32(data)
	}
	if len(data) > 0 {
		var rest [4]byte
		copy(rest[:], data)
		sum += binary.BigEndian.Uint32(rest[:])
	}
	return sum
}
