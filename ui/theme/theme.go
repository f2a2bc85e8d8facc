package theme

import (
	"image/color"
	"sync/atomic"

	"fyne.io/fyne/v2"
	ft "fyne.io/fyne/v2/theme"

	"kontor/assets/fonts"
)

// setting is the appearance in force.
type setting struct {
	palette *Palette
	zoom    float32
}

var current atomic.Pointer[setting]

func init() { current.Store(&setting{Light, 1}) }

// Current is the palette in force.
func Current() *Palette { return current.Load().palette }

// Zoom is the user's zoom, 0.9 … 1.5.
func Zoom() float32 { return current.Load().zoom }

// Set chooses palette and zoom (limited to 0.9 … 1.5). Afterwards the toolkit must be
// told with Settings().SetTheme(theme.New()), which redraws every window.
func Set(p *Palette, zoom float32) {
	zoom = min(max(zoom, ZoomMin), ZoomMax)
	current.Store(&setting{p, zoom})
}

// kontor is the fyne.Theme over the palette in force at the time it was made.
type kontor struct{ s *setting }

// New makes the toolkit's theme from the palette and zoom in force.
func New() fyne.Theme { return kontor{current.Load()} }

// ByName is the toolkit's name of a token, for widgets that take colour names.
func ByName(t Token) fyne.ThemeColorName { return fyne.ThemeColorName("kontor." + t.String()) }

// SizeNameTitle is the toolkit's name of the page title size.
const SizeNameTitle fyne.ThemeSizeName = "kontor.title"

var tokenOf = map[fyne.ThemeColorName]Token{
	ft.ColorNameBackground: Content, ft.ColorNameForeground: Text, ft.ColorNamePrimary: Primary,
	ft.ColorNameHyperlink: Primary, ft.ColorNameForegroundOnPrimary: OnPrimary, ft.ColorNameForegroundOnError: OnBad,
	ft.ColorNameFocus: Primary.Alpha(35), ft.ColorNameHover: Hover, ft.ColorNameSelection: Soft,
	ft.ColorNameSeparator: Line, ft.ColorNameInputBorder: Line2, ft.ColorNameHeaderBackground: Sunken,
	ft.ColorNameButton: Raised, ft.ColorNameDisabledButton: Sunken, ft.ColorNameMenuBackground: Raised,
	ft.ColorNameOverlayBackground: Raised, ft.ColorNamePlaceHolder: Muted, ft.ColorNameDisabled: Muted,
	ft.ColorNameError: Bad, ft.ColorNameSuccess: OK, ft.ColorNameWarning: Warn, ft.ColorNameShadow: Shadow,
	ft.ColorNameScrollBar: Text2.Alpha(40), ft.ColorNamePressed: Primary.Alpha(20),
}

// Color implements fyne.Theme. The variant of the system is not asked: the user's
// choice (light, dark, as the system) is settled before Set.
func (k kontor) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	p := k.s.palette
	switch name {
	case ft.ColorNameInputBackground, ft.ColorNameScrollBarBackground:
		// A Field paints its own box; the toolkit's Entry inside it is see-through.
		return color.NRGBA{}
	case ft.ColorNameForegroundOnSuccess, ft.ColorNameForegroundOnWarning:
		if p.Dark {
			return p.Color(Window)
		}
		return p.Color(Content)
	}
	if t, ok := tokenOf[name]; ok {
		return p.Color(t)
	}
	for i, n := range names {
		if name == fyne.ThemeColorName("kontor."+n) {
			return p.Color(Token(i))
		}
	}
	variant := ft.VariantLight
	if p.Dark {
		variant = ft.VariantDark
	}
	return ft.DefaultTheme().Color(name, variant)
}

var (
	regular = &font{"KontorWindow-Regular.ttf", fonts.Window} // entries show 𠮷, too
	bold    = &font{"NotoSansSC-Bold.ttf", fonts.Bold}
)

// font is a fyne.Resource that inflates the typeface when it is first asked for.
type font struct {
	name string
	data func() []byte
}

func (f *font) Name() string    { return f.name }
func (f *font) Content() []byte { return f.data() }

// Font implements fyne.Theme: one family for everything.
func (k kontor) Font(s fyne.TextStyle) fyne.Resource {
	if s.Bold {
		return bold
	}
	return regular
}

// Icon implements fyne.Theme; the window draws its own icons.
func (k kontor) Icon(n fyne.ThemeIconName) fyne.Resource { return ft.DefaultTheme().Icon(n) }

var sizeOf = map[fyne.ThemeSizeName]float32{
	ft.SizeNameText: SizeBody, ft.SizeNameCaptionText: SizeCaption, ft.SizeNameSubHeadingText: SizeSection,
	ft.SizeNameHeadingText: SizeKey, SizeNameTitle: SizeTitle, ft.SizeNameInnerPadding: 5, ft.SizeNamePadding: 4,
	ft.SizeNameLineSpacing: 2, ft.SizeNameInlineIcon: 16, ft.SizeNameInputRadius: RadiusControl,
	ft.SizeNameSelectionRadius: RadiusBadge, ft.SizeNameScrollBar: 10, ft.SizeNameScrollBarSmall: 3,
	ft.SizeNameButtonRadius: RadiusControl, ft.SizeNameCardRadius: RadiusPanel, ft.SizeNameDialogRadius: RadiusDialog,
	ft.SizeNamePopupRadius: RadiusPanel, ft.SizeNameMenuRadius: RadiusPanel,
}

// Size implements fyne.Theme; everything but hairlines follows the zoom.
func (k kontor) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case ft.SizeNameSeparatorThickness, ft.SizeNameInputBorder:
		return 1
	case ft.SizeNameModalBlurRadius:
		return 0
	}
	if v, ok := sizeOf[n]; ok {
		return v * k.s.zoom
	}
	return ft.DefaultTheme().Size(n) * k.s.zoom
}
