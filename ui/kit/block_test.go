package kit

import (
	"strings"
	"sync"
	"testing"
)

func TestSplitBlock(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a", "a"},
		{"a\tb\r\nc\td\r\n", "a|b/c|d"},
		{"\"two\nlines\"\tb", "two lines|b"},
		{"\"say \"\"hi\"\"\"", "say \"hi\""},
		{"a\t", "a|"},
		{"a\n\nb", "a//b"},
		{"5\" pipe\tx", "5\" pipe|x"},
		{"\"open", "\"open"},
	} {
		var lines []string
		for _, l := range splitBlock(c.in) {
			lines = append(lines, strings.Join(l, "|"))
		}
		if got := strings.Join(lines, "/"); got != c.want {
			t.Errorf("%q gives %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzSplitBlock(f *testing.F) {
	for _, s := range []string{"a\tb\nc", "\"x\ny\"\t", "\"", "\t\t\n\n", "\"a\"b\t\"c\"\"\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" {
			t.Skip()
		}
		rows := splitBlock(s)
		if len(rows) == 0 || len(rows) > strings.Count(s, "\n")+1 {
			t.Errorf("%q gives %d rows", s, len(rows))
		}
	})
}

func TestPostsRunInOrderWithOneWakeUp(t *testing.T) {
	d := &dispatcher{}
	wakes := 0
	var drain func()
	d.wake = func(f func()) { wakes++; drain = f }
	var got []int
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for range 100 {
				d.post(func() { got = append(got, len(got)) })
			}
		})
	}
	wg.Wait()
	if wakes != 1 {
		t.Errorf("%d wake-ups for 300 posts", wakes)
	}
	drain()
	if len(got) != 300 {
		t.Errorf("%d of 300 ran", len(got))
	}
	d.post(func() { got = nil })
	if wakes != 2 {
		t.Error("no wake-up after draining")
	}
}

func TestChangedFindsTheSmallestArea(t *testing.T) {
	clip := Rect{0, 0, 100, 100}
	row := func(i int, n uint32) op {
		return op{kind: opFill, r: Rect{0, float32(i * 10), 100, 10}, clip: clip, a: float32(n)}
	}
	old := []op{row(0, 0), row(1, 0), row(2, 0), row(3, 0)}
	if _, ok := changed(old, append([]op(nil), old...)); ok {
		t.Error("equal lists differ")
	}
	hover := append([]op(nil), old...)
	hover[2] = row(2, 1)
	area, ok := changed(old, hover)
	if !ok || area.Y < 15 || area.Bottom() > 35 {
		t.Errorf("one row: %v %v", area, ok)
	}
	more := append(append([]op(nil), old[:1]...), append([]op{row(1, 7)}, old[1:]...)...)
	if area, ok = changed(old, more); !ok || area.Y > 15 {
		t.Errorf("a row put in: %v %v", area, ok)
	}
}

func TestKeysAreSpeltOneWay(t *testing.T) {
	for _, k := range []Key{"Ctrl+Enter", "Alt+Shift+1", "F2", "Shift+F10", "Up", "PgDn", "Del", "Ins", "W", "/"} {
		name, mod := k.split()
		if got := KeyOf(name, mod); got != k {
			t.Errorf("%s comes back as %s", k, got)
		}
	}
	if l := Key("Ctrl+Shift+Enter").Label(); !macOS && l != "Ctrl Shift Enter" {
		t.Error(l)
	}
	if !Key("W").Letter() || Key("F2").Letter() || Key("Ctrl+W").Letter() || !Key("单").Letter() {
		t.Error("which keys are letters")
	}
}

func TestInitialsAndTints(t *testing.T) {
	for name, want := range map[string]string{"林晓雯": "林", "Hanse Lebensmittel": "HL", "anna": "A", "": "", "𠮷野": "𠮷"} {
		if got := Initials(name); got != want {
			t.Errorf("%q gives %q, want %q", name, got, want)
		}
	}
	for i, n := range []string{"林晓雯", "周启航", "陈思远", "王雨桐", "赵明轩", "孙嘉怡"} {
		if TintOf(n) != avatarTints[i] {
			t.Errorf("%s has another tint than on the design board", n)
		}
	}
}
