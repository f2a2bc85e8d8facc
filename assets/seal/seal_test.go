package seal

import (
	"bytes"
	"testing"
)

// The stamp of the sample company is the same in every run, red on nothing, with ring,
// star and a name that stays inside the ring.
func TestStampIsRedOnATransparentGround(t *testing.T) {
	const size = 400
	img := Stamp("杭州澜石包装设备有限公司", size)
	if !bytes.Equal(img.Pix, Stamp("杭州澜石包装设备有限公司", size).Pix) {
		t.Error("two runs draw two stamps")
	}
	for name, at := range map[string][2]int{"corner": {2, 2}, "between star and name": {size / 2, size - 90}, "outside the ring": {1, size / 2}} {
		if _, _, _, a := img.At(at[0], at[1]).RGBA(); a != 0 {
			t.Errorf("%s is not empty", name)
		}
	}
	for name, at := range map[string][2]int{"star": {size / 2, size / 2}, "ring": {size/2 + size*455/1000, size / 2}} {
		r, g, b, a := img.At(at[0], at[1]).RGBA()
		if a < 0xc000 || a > 0xf000 || r < 3*g || r < 3*b {
			t.Errorf("%s is %x %x %x %x", name, r, g, b, a)
		}
	}
	drawn := 0
	for x := range size { // the name crosses the upper part
		if _, _, _, a := img.At(x, size*15/100).RGBA(); a != 0 {
			drawn++
		}
	}
	if drawn < size/10 || drawn > size*8/10 {
		t.Errorf("%d of %d pixels of the line through the name are drawn", drawn, size)
	}
}
