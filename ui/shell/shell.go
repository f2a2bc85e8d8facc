package shell

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// Params are what main gives to the shell.
type Params struct {
	App     fyne.App
	Front   Front
	Prefs   Prefs
	Log     *slog.Logger
	Version string
	Lang    string            // "" = as kept, else the system's
	Native  Native            // file dialogs, opening files; nil in tests
	Manual  func(lang string) // shows the manual
	Parts   string            // file in which the window names its parts, for tests; "" = none
}

// Native is the operating system's own dialogs and programs.
type Native interface {
	PickFile(r kit.FileRequest, then func(path string, err error))
	SaveFile(r kit.FileRequest, then func(path string, err error))
	OpenFile(path string) error
}

// Shell owns the windows. All methods are for the main goroutine.
type Shell struct {
	p       Params
	tongue  *tr.Tongue
	desk    *Desk
	main    *window
	others  []*window
	unhear  func()
	heard   sync.Mutex
	pending map[noticeKey]bool
	hosts   map[*host]bool
	counts  map[string]int
	over    bool // the program ends, and the toolkit closes its windows itself
	first   bool // the company that the program was started with is being opened
}

type noticeKey struct {
	kind string
	id   int64
}

// New makes the shell; Start shows its first window.
func New(p Params) *Shell {
	sh := &Shell{p: p, hosts: map[*host]bool{}, counts: map[string]int{}, pending: map[noticeKey]bool{}}
	sh.setLanguage(cmp.Or(p.Lang, p.Prefs.Get("lang"), systemLanguage()))
	sh.applyTheme()
	return sh
}

func systemLanguage() string {
	if l := string(lang.SystemLocale()); len(l) >= 2 && l[:2] == "zh" {
		return "zh"
	}
	return "en"
}

// setLanguage changes the language of every text, also of the toolkit's own.
func (sh *Shell) setLanguage(l string) {
	sh.tongue = tr.In(l)
	kit.SetTongue(sh.tongue)
	words := []byte(`{"Cut":"Cut","Copy":"Copy","Paste":"Paste","Select all":"Select all"}`)
	if l == "zh" {
		words = []byte(`{"Cut":"剪切","Copy":"复制","Paste":"粘贴","Select all":"全选","No":"取消","OK":"好","Yes":"是","Quit":"退出"}`)
	}
	if err := lang.AddTranslationsForLocale(words, lang.SystemLocale()); err != nil {
		sh.log().Warn("toolkit words", "err", err)
	}
}

// SetLanguage switches while the program runs: every window is built anew where it was.
func (sh *Shell) SetLanguage(l string) {
	if l == sh.tongue.Lang {
		return
	}
	sh.p.Prefs.Set("lang", l)
	sh.setLanguage(l)
	for _, w := range sh.windows() {
		w.rebuild()
	}
}

// applyTheme puts palette and zoom of the settings in force.
func (sh *Shell) applyTheme() {
	dark := false
	switch sh.p.Prefs.Get("theme") {
	case "dark":
		dark = true
	case "system":
		dark = sh.p.App != nil && sh.p.App.Settings().ThemeVariant() == fynetheme.VariantDark
	}
	zoom := float32(1)
	if z, err := strconv.ParseFloat(sh.p.Prefs.Get("zoom"), 32); err == nil {
		zoom = min(max(float32(z), theme.ZoomMin), theme.ZoomMax)
	}
	theme.Set(theme.PaletteOf(dark, sh.p.Prefs.Get("contrast") == "high"), zoom)
	if sh.p.App != nil {
		sh.p.App.Settings().SetTheme(theme.New())
	}
}

// SetTheme is "light", "dark" or "system".
func (sh *Shell) SetTheme(name string) { sh.setLook("theme", name) }

// SetZoom is a factor of 0.9 to 1.5.
func (sh *Shell) SetZoom(zoom float32) {
	sh.setLook("zoom", strconv.FormatFloat(float64(zoom), 'f', 1, 32))
}

func (sh *Shell) setLook(key, value string) {
	sh.p.Prefs.Set(key, value)
	sh.applyTheme()
	for _, w := range sh.windows() {
		w.redraw()
	}
}

func (sh *Shell) windows() []*window {
	list := append([]*window{}, sh.others...)
	if sh.main != nil {
		list = append([]*window{sh.main}, list...)
	}
	return list
}

func (sh *Shell) log() *slog.Logger {
	if sh.p.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return sh.p.Log
}

// Start opens the main window: on a company when one is named or was open last, else on
// the first-start page.
func (sh *Shell) Start(o OpenRequest) {
	sh.main = sh.newWindow(false)
	sh.main.win.SetMaster()
	if o.Company == "" {
		if list := sh.p.Front.Recent(); len(list) > 0 && !list[0].Missing {
			o.Company = list[0].Company
		}
	}
	if o.Company == "" {
		sh.main.showFirst(nil)
	} else {
		sh.first = true
		sh.OpenCompany(o)
	}
	sh.main.show()
	if sh.p.Parts != "" {
		go sh.tellParts(sh.p.Parts)
	}
}

// OpenCompany opens a company in the main window, after closing the one before.
func (sh *Shell) OpenCompany(o OpenRequest) {
	sh.main.showOpening(o.Company)
	go func() {
		d, err := sh.p.Front.Open(context.Background(), o)
		kit.Post(func() {
			if err != nil {
				sh.openFailed(o, err)
				return
			}
			sh.setDesk(d)
			if o.Then.Kind != "" {
				sh.main.open(o.Then)
			}
		})
	}()
}

func (sh *Shell) openFailed(o OpenRequest, err error) {
	if need, ok := err.(*NeedLogin); ok {
		sh.main.showLogin(need)
		return
	}
	sh.log().Warn("company not opened", "err", err)
	var refused *app.Error
	if sh.first && errors.As(err, &refused) && refused.Key == "company.brought_to_front" {
		sh.p.App.Quit() // the window that has it open came to the front and says so
		return
	}
	sh.first = false
	sh.main.showFirst(err)
}

// setDesk makes a company the one the windows work at.
func (sh *Shell) setDesk(d *Desk) {
	sh.closeDesk()
	sh.desk, sh.first = d, false
	sh.unhear = d.Bus.Listen(sh.hear)
	sh.main.showDesk()
	for _, w := range d.Warnings {
		sh.main.layer.Toast(kit.ToastSpec{Text: sh.tongue.Error(w), Icon: "triangle-alert"})
	}
	sh.refreshCounts()
}

func (sh *Shell) closeDesk() {
	for _, w := range sh.windows() {
		w.keepPlaces()
	}
	for _, w := range append([]*window{}, sh.others...) {
		w.close()
	}
	if sh.main != nil {
		sh.main.drop()
	}
	if sh.unhear != nil {
		sh.unhear()
		sh.unhear = nil
	}
	if sh.desk != nil && sh.desk.Close != nil {
		sh.desk.Close()
	}
	sh.desk = nil
}

// Close ends everything in order; unsaved work has been kept as drafts by the pages.
func (sh *Shell) Close() {
	sh.over = true
	sh.closeDesk()
}

// Raise brings the main window to the front: a second start does that. The window of the
// second start may come up above it for a moment; when it has gone the keyboard is taken again.
func (sh *Shell) Raise() {
	if sh.main == nil {
		return
	}
	sh.main.win.RequestFocus()
	sh.main.layer.Toast(kit.ToastSpec{Text: sh.tongue.T("shell.already_open")})
	kit.After(raiseAgain, sh.main.win.RequestFocus)
}

const raiseAgain = 1500 * time.Millisecond

func (sh *Shell) today() calendar.Date {
	if sh.desk == nil {
		return 0
	}
	return calendar.On(sh.desk.Clock.Now(), sh.desk.Zone)
}
