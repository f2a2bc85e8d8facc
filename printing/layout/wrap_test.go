package layout

import (
	"math/rand"
	"strings"
	"testing"

	"kontor/app/paper"
)

// Joining the lines gives the text back; only spaces at a break are gone. No line is wider
// than asked, none begins with a closing sign or ends with an opening one.
func TestWrapLosesNothing(t *testing.T) {
	pieces := []string{"苏州恒拓精密制造有限公司", "，", "。", "（", "）", "《合同》", "FKJ-450", " ", "  ", "48 mm × 100 m", "220V", "㛃䶮", "𠮷", "、", "sales@lanshi.example", "¥168,900.00", "“引号”", "…", "\n", "a", "7", "％"}
	r := rand.New(rand.NewSource(3))
	for range 4000 {
		var b strings.Builder
		for range r.Intn(30) {
			b.WriteString(pieces[r.Intn(len(pieces))])
		}
		s := b.String()
		pt, width := 7+r.Float64()*11, 12+r.Float64()*80
		bold := r.Intn(2) == 0
		lines := Wrap(s, pt, bold, width)
		squeeze := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if got := squeeze(strings.Join(lines, "")); got != squeeze(s) {
			t.Fatalf("%q became %q", s, lines)
		}
		for _, l := range lines {
			if w := Width(l, pt, bold); w > width+0.01 && len([]rune(l)) > 1 {
				t.Fatalf("line %q is %.1f mm wide in %.1f", l, w, width)
			}
		}
	}
}

func TestWrapKeepsWordsAndSigns(t *testing.T) {
	lines := Wrap("自动折盖封箱机 FKJ-450 上下驱动，带侧封", 10, false, 30)
	for i, l := range lines {
		if strings.HasPrefix(l, "，") || strings.HasSuffix(l, "FK") {
			t.Errorf("line %d: %q", i, l)
		}
	}
	long := strings.Repeat("W", 60) // a word wider than the line is cut, not lost
	if got := Wrap(long, 10, false, 30); len(got) < 4 || strings.Join(got, "") != long {
		t.Errorf("%q", got)
	}
	if got := Wrap("", 10, false, 30); got != nil {
		t.Errorf("%q", got)
	}
	for _, l := range Wrap("他说（如附件所示）“好的”，然后签了《合同》。", 10, false, 14) {
		first, last := []rune(l)[0], []rune(l)[len([]rune(l))-1]
		if strings.ContainsRune("）”》，。", first) || strings.ContainsRune("（“《", last) {
			t.Errorf("%q", l)
		}
	}
}

// Justified text reaches both edges in every line but the last of a paragraph, and no
// character is lost.
func TestJustifiedTextReachesBothEdges(t *testing.T) {
	s := style{pt: 10, leading: 1.4, align: "justify"}
	text := "违约责任：逾期付款按日万分之五计付违约金，Late payment bears interest of 0.05 per cent a day until the full amount has been received."
	const w = 61.0
	lines := Wrap(text, s.pt, false, w)
	if len(lines) < 3 {
		t.Fatal(lines)
	}
	edge, got := map[float64]float64{}, ""
	for _, it := range s.set(lines, 20, 0, w) {
		x := it.(paper.Text)
		got += x.Text
		edge[x.Y] = max(edge[x.Y], x.X+Width(x.Text, x.Size, x.Bold))
	}
	full := 0
	for _, right := range edge {
		if right > 20+w+0.01 {
			t.Errorf("a line ends at %v", right)
		}
		if right > 20+w-0.5 {
			full++
		}
	}
	if full < len(lines)-1 {
		t.Errorf("%d of %d lines are full", full, len(lines))
	}
	if squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }; squeeze(got) != squeeze(text) {
		t.Errorf("%q came out", got)
	}
}
