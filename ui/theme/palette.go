package theme

import "image/color"

// Palette is the colours of one appearance.
type Palette struct {
	Name   string
	Dark   bool
	colors [tokenCount]color.NRGBA
}

// The palettes.
var (
	Light             = makePalette("light", false, lightColors, nil)
	Dark              = makePalette("dark", true, darkColors, nil)
	LightHighContrast = makePalette("light, high contrast", false, lightColors, map[Token]uint32{Line2: 0x7A8589})
	DarkHighContrast  = makePalette("dark, high contrast", true, darkColors, map[Token]uint32{Line2: 0x7F8A8E})
)

// PaletteOf picks a palette.
func PaletteOf(dark, highContrast bool) *Palette {
	switch {
	case dark && highContrast:
		return DarkHighContrast
	case dark:
		return Dark
	case highContrast:
		return LightHighContrast
	}
	return Light
}

func makePalette(name string, dark bool, base, change map[Token]uint32) *Palette {
	p := &Palette{Name: name, Dark: dark}
	for _, m := range []map[Token]uint32{base, change} {
		for t, v := range m {
			p.colors[t] = color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
		}
	}
	// The translucent ones: percent of 255.
	if dark {
		p.colors[Scrim] = color.NRGBA{A: 140}
		p.colors[Shadow] = color.NRGBA{A: 115}
	} else {
		p.colors[Scrim] = color.NRGBA{0x16, 0x1E, 0x22, 97}
		p.colors[Shadow] = color.NRGBA{0x14, 0x1E, 0x23, 41}
	}
	return p
}

var lightColors = map[Token]uint32{
	Window: 0xF2F4F3, Content: 0xFFFFFF, Sunken: 0xF7F9F8, Raised: 0xFFFFFF, Hover: 0xEFF3F2,
	Line: 0xE1E5E3, Line2: 0xC6CDCA, Text: 0x1B2327, Text2: 0x4B565B, Muted: 0x616B70,
	Primary: 0x0B6377, PrimaryHover: 0x094F5F, OnPrimary: 0xFFFFFF, Soft: 0xE1EFF2, OnSoft: 0x084A59,
	OK: 0x1B6E3C, OKSoft: 0xE3F2E7, Warn: 0x854D00, WarnSoft: 0xFBEFD6, Bad: 0xAE2318, BadSoft: 0xFBE7E4,
	OnBad: 0xFFFFFF, Info: 0x2453A0, InfoSoft: 0xE5EDFA, Violet: 0x6138A8, VioletSoft: 0xEFE8FA,
	GraySoft: 0xECEFEE, Toast: 0x24303A, OnToast: 0xF2F6F6, ToastLink: 0x9EDBE7,
	Series1: 0x0B6377, Series2: 0x4F93A3, Series3: 0x9CC4CD,
	Age1: 0xE6C985, Age2: 0xD3A044, Age3: 0xBF6A3C, Age4: 0x93261B,
	Paper: 0xFFFFFF, Desk: 0xD8DDDB, BadHover: 0x8E1C13,
}

var darkColors = map[Token]uint32{
	Window: 0x15191B, Content: 0x1B2022, Sunken: 0x20262A, Raised: 0x252C30, Hover: 0x232A2D,
	Line: 0x2E363A, Line2: 0x475257, Text: 0xE4E8E8, Text2: 0xB3BCBF, Muted: 0x97A2A6,
	Primary: 0x5DB7C9, PrimaryHover: 0x7CC8D7, OnPrimary: 0x06242B, Soft: 0x17363E, OnSoft: 0xA5DBE6,
	OK: 0x74C892, OKSoft: 0x1A3324, Warn: 0xE2B262, WarnSoft: 0x3A2D14, Bad: 0xF2958A, BadSoft: 0x43211E,
	OnBad: 0x2A0D0A, Info: 0x93B8F2, InfoSoft: 0x1C2E49, Violet: 0xC0A9F0, VioletSoft: 0x31264A,
	GraySoft: 0x2A3235, Toast: 0x24303A, OnToast: 0xF2F6F6, ToastLink: 0x9EDBE7,
	Series1: 0x5DB7C9, Series2: 0x3F8797, Series3: 0x2C5B66,
	Age1: 0xD9BE7E, Age2: 0xC08F3C, Age3: 0xB8643A, Age4: 0xD2604F,
	Paper: 0xFFFFFF, Desk: 0x0F1213, BadHover: 0xF6B0A7,
}
