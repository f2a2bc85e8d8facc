package kit

import (
	"unicode"
	"unicode/utf8"

	"kontor/ui/theme"
)

var avatarTints = [6]Tint{Petrol, Blue, Purple, Amber, Green, Red}

// TintOf picks one of six tints for a name, always the same one.
func TintOf(name string) Tint {
	h := uint32(avatarSeed)
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	return avatarTints[(h^h>>15)%6]
}

// avatarSeed gives the people of the design board the tints they have there.
const avatarSeed = 423776

// Initials is what an avatar shows: the first character, or two capitals of a Latin name.
func Initials(name string) string {
	r, _ := utf8.DecodeRuneInString(name)
	if r == utf8.RuneError {
		return ""
	}
	if !unicode.Is(unicode.Latin, r) {
		return string(r)
	}
	out := []rune{unicode.ToUpper(r)}
	prev := r
	for _, q := range name {
		if prev == ' ' && unicode.Is(unicode.Latin, q) {
			return string(append(out, unicode.ToUpper(q)))
		}
		prev = q
	}
	return string(out)
}

// Person draws the round avatar of a person in the middle of r.
func (c *Canvas) Person(r Rect, name string, size float32) { c.avatar(r, name, size, size/2) }

// Company draws the square avatar of a company in the middle of r; the character is the
// one that tells most, chosen by the caller (“恒” of 苏州恒拓).
func (c *Canvas) Company(r Rect, name string, size float32) {
	c.avatar(r, name, size, theme.RadiusPanel)
}

func (c *Canvas) avatar(r Rect, name string, size, radius float32) {
	t := TintOf(name)
	box := r.Center(size, size)
	c.Round(box, radius, t.Bg, theme.None)
	px := float32(12)
	switch {
	case size >= 36:
		px = 18
	case size >= 30:
		px = 16
	case size >= 28:
		px = 15
	case size >= 24:
		px = 13
	}
	text := Initials(name)
	st := Style{Size: px, Color: t.Fg, Align: Center, Whole: true, Bold: radius < size/2 && size >= 36}
	if len([]rune(text)) > 1 {
		st.Size -= 1
		st.Bold = false
	}
	c.Text(box, text, st)
}
