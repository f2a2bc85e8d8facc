// Package theme is the colours, sizes and type of the window: the tokens of the design
// board in light, dark and high contrast, and the fyne.Theme made from them.
//
// Drawing code names tokens (theme.Text2), never colours: a display list stays the
// same when the user switches to dark. The palette in force is global to the program,
// as the toolkit's theme is; it is changed on the main goroutine only.
package theme

import "image/color"

// Token names a colour by its meaning. RGB makes a Token of a fixed colour for things
// that look the same in every theme (a sheet of paper). Alpha thins any of them.
type Token uint32

// The tokens of the design board (design §2). The zero Token paints nothing.
const (
	None         Token = iota
	Window             // rail, top bar, status bar, gutters
	Content            // lists, panes, panels
	Sunken             // table header, group row, view list, read-only field
	Raised             // buttons, pop-ups
	Hover              // row and button hover
	Line               // row and pane separators
	Line2              // field and button borders
	Text               // main text
	Text2              // secondary text, table header, icons
	Muted              // hints, placeholder, times
	Primary            // primary button, links, focus ring
	PrimaryHover       // hovered primary button
	OnPrimary          // text on primary
	Soft               // selection, active rail item
	OnSoft             // text on soft
	OK                 // done, money in
	OKSoft             //
	Warn               // due today, dwell, draft
	WarnSoft           //
	Bad                // overdue, error, absent
	BadSoft            //
	OnBad              // text on bad
	Info               // negotiation, leave
	InfoSoft           //
	Violet             // missing punch, stock moves
	VioletSoft         //
	GraySoft           // neutral badge, chip, bar track
	Toast              // toast background
	OnToast            // text on a toast
	ToastLink          // link on a toast
	Scrim              // dims the window under a dialog
	Shadow             // thrown by pop-ups, dialogs, a dragged card
	Series1            // chart series, darkest first
	Series2            //
	Series3            //
	Age1               // ageing ramp: 1–30 days
	Age2               // 31–60
	Age3               // 61–90
	Age4               // over 90
	Paper              // the sheet in a preview
	Desk               // the ground behind a sheet
	BadHover           // hovered destructive button
	tokenCount         //
)

const (
	rgbBit     = 1 << 31
	alphaShift = 24 // bits 24–30: 0 = opaque, else percent
	alphaMask  = 0x7f << alphaShift
)

// RGB is a Token of the fixed colour 0xRRGGBB.
func RGB(v uint32) Token { return Token(rgbBit | v&0xffffff) }

// Alpha is the token at percent (1 … 99) of its opacity; 100 and more leave it as it is.
func (t Token) Alpha(percent int) Token {
	if percent >= 100 || t == None {
		return t &^ alphaMask
	}
	if percent <= 0 {
		return None
	}
	return t&^alphaMask | Token(percent)<<alphaShift
}

var names = [tokenCount]string{
	"none", "window", "content", "sunken", "raised", "hover", "line", "line2",
	"text", "text2", "muted", "primary", "primaryHover", "onPrimary", "soft", "onSoft", "ok", "okSoft",
	"warn", "warnSoft", "bad", "badSoft", "onBad", "info", "infoSoft", "violet", "violetSoft", "graySoft",
	"toast", "onToast", "toastLink", "scrim", "shadow", "series1", "series2", "series3", "age1", "age2",
	"age3", "age4", "paper", "desk", "badHover",
}

// String names the token for text dumps: "text2", "#1b2327", "primary@35".
func (t Token) String() string {
	s := ""
	base := t &^ alphaMask
	switch {
	case base&rgbBit != 0:
		const hex = "0123456789abcdef"
		b := []byte("#000000")
		for i := range 6 {
			b[6-i] = hex[base>>(4*i)&15]
		}
		s = string(b)
	case base < tokenCount:
		s = names[base]
	default:
		s = "?"
	}
	if a := int(t & alphaMask >> alphaShift); a > 0 {
		s += "@" + string([]byte{byte('0' + a/10), byte('0' + a%10)})
	}
	return s
}

// Color is the colour of the token in the palette, not premultiplied.
func (p *Palette) Color(t Token) color.NRGBA {
	var c color.NRGBA
	base := t &^ alphaMask
	switch {
	case base&rgbBit != 0:
		c = color.NRGBA{uint8(base >> 16), uint8(base >> 8), uint8(base), 255}
	case base < tokenCount:
		c = p.colors[base]
	}
	if a := uint32(t & alphaMask >> alphaShift); a > 0 {
		c.A = uint8(uint32(c.A) * a / 100)
	}
	return c
}

// RGBA is the colour premultiplied, ready for painting.
func (p *Palette) RGBA(t Token) color.RGBA {
	c := p.Color(t)
	if c.A == 255 {
		return color.RGBA{c.R, c.G, c.B, 255}
	}
	a := uint32(c.A)
	return color.RGBA{uint8(uint32(c.R) * a / 255), uint8(uint32(c.G) * a / 255), uint8(uint32(c.B) * a / 255), c.A}
}
