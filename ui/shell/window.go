package shell

import (
	"runtime"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kontor/ui/kit"
	"kontor/ui/theme"
)

// window is one window of the system: the main one with rail and top bar, or a detached
// one with a page alone.
type window struct {
	sh       *Shell
	win      fyne.Window
	layer    *kit.Layer
	frame    *fyne.Container
	rail     *kit.Surface
	top      *kit.Surface
	status   *kit.Surface
	detached bool

	areas  map[string]*slot // the home page of each area, kept alive
	cur    *slot
	back   []*slot
	ahead  []*slot
	blank  *kit.Surface // first start, login, opening
	login  *NeedLogin
	palOpn bool

	failing bool      // a failure is being told
	noted   time.Time // when a page showed that it cannot load

	palette *palette
}

// slot is one page in a window.
type slot struct {
	area   Area
	target Target
	page   kit.Page
	host   *host
	home   bool
}

func (sh *Shell) newWindow(detached bool) *window {
	w := &window{sh: sh, win: sh.p.App.NewWindow(sh.tongue.T("app.name")), detached: detached, areas: map[string]*slot{}}
	w.rail = kit.NewSurface(w.drawRail)
	w.rail.Ground = theme.Window
	w.top = kit.NewSurface(w.drawTop)
	w.top.Ground = theme.Window
	w.status = kit.NewSurface(w.drawStatus)
	w.status.Ground = theme.Window
	w.frame = &fyne.Container{}
	w.frame.Layout = frameLayout{w}
	w.layer = kit.NewLayer(w.frame)
	w.layer.Keys = w.key
	w.win.SetPadded(false)
	w.win.SetContent(w.layer.Object())
	w.win.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { w.dropped(uris) })
	w.win.SetCloseIntercept(w.askClose)
	w.size()
	return w
}

// size gives the window its remembered size.
func (w *window) size() {
	width, height := float32(1440), float32(900)
	if a, b, ok := strings.Cut(w.sh.p.Prefs.Get(w.prefKey()), "x"); ok {
		x, err1 := strconv.ParseFloat(a, 32)
		y, err2 := strconv.ParseFloat(b, 32)
		if err1 == nil && err2 == nil && x >= 400 && y >= 300 {
			width, height = float32(x), float32(y)
		}
	}
	w.win.Resize(fyne.NewSize(width, height))
}

// titleBar is about what the system's bar above a window takes.
const titleBar = 36

// Fit makes the windows no larger than the screen, of which width and height are the room
// without the system's bars; 0 is not known.
func (sh *Shell) Fit(width, height int) {
	for _, w := range sh.windows() {
		if size, smaller := fitted(w.win.Canvas().Size(), float32(width), float32(height), w.win.Canvas().Scale()); smaller {
			w.win.Resize(size)
		}
	}
}

// fitted is the size that a window of a size gets on a screen; smaller tells whether it has to
// be another one.
func fitted(size fyne.Size, width, height, scale float32) (fit fyne.Size, smaller bool) {
	if width <= 0 || height <= 0 || scale <= 0 {
		return size, false
	}
	if runtime.GOOS != "darwin" { // there the screen counts in the window's units
		width, height = width/scale, height/scale
	}
	fit = fyne.NewSize(min(size.Width, width), min(size.Height, height-titleBar))
	return fit, fit != size
}

func (w *window) prefKey() string {
	if w.detached && w.cur != nil {
		return "window." + w.cur.area.ID
	}
	return "window.main"
}

func (w *window) show() {
	w.win.Show()
	w.focus()
}

// frameLayout places rail, top bar, page and status bar.
type frameLayout struct{ w *window }

func (l frameLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	if l.w.detached {
		return fyne.NewSize(720, 480)
	}
	z := min(theme.Zoom(), 1)
	return fyne.NewSize(theme.MinWidth*z, theme.MinHeight*z)
}

func (l frameLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	w, z := l.w, theme.Zoom()
	put := func(o fyne.CanvasObject, x, y, width, height float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(width, height))
	}
	body := w.body()
	if body == nil {
		return
	}
	if w.blank != nil {
		put(body, 0, 0, size.Width, size.Height)
		return
	}
	bottom := theme.StatusBar * z
	left, head := w.railWidth()*z, float32(theme.TopBar)*z
	if w.detached {
		left, head = 0, 0
	} else {
		put(w.rail, 0, 0, left, size.Height-bottom)
		put(w.top, left, 0, size.Width-left, head)
	}
	put(body, left, head, size.Width-left, size.Height-head-bottom)
	put(w.status, 0, size.Height-bottom, size.Width, bottom)
}

func (w *window) railWidth() float32 {
	if w.sh.tongue.Lang == "zh" {
		return theme.Rail
	}
	return theme.RailEnglish
}

func (w *window) body() fyne.CanvasObject {
	if w.blank != nil {
		return w.blank
	}
	if w.cur != nil {
		return w.cur.page.Content()
	}
	return nil
}

// arrange shows the parts that belong on the screen now.
func (w *window) arrange() {
	body := w.body()
	objects := []fyne.CanvasObject{}
	switch {
	case body == nil:
	case w.blank != nil:
		objects = append(objects, body)
	case w.detached:
		objects = append(objects, body, w.status)
	default:
		objects = append(objects, w.rail, w.top, body, w.status)
	}
	w.frame.Objects = objects
	w.frame.Refresh()
	w.frame.Layout.Layout(objects, w.frame.Size())
	w.redraw()
	w.title()
}

func (w *window) title() {
	title := w.sh.tongue.T("app.name")
	if w.sh.desk != nil {
		title += " — " + w.sh.desk.Name
	}
	if w.detached && w.cur != nil {
		title = w.cur.page.Title() + " — " + title
	}
	w.win.SetTitle(title)
}

func (w *window) redraw() {
	w.frame.Layout.Layout(w.frame.Objects, w.frame.Size())
	for _, s := range []*kit.Surface{w.rail, w.top, w.status, w.blank} {
		if s != nil {
			s.Redraw()
		}
	}
	if w.cur != nil {
		w.cur.page.Content().Refresh()
	}
}

func (w *window) focus() {
	if w.blank != nil {
		w.blank.FocusFirst()
		return
	}
	if w.cur != nil {
		w.cur.page.Focus()
	}
}

// showBlank puts a full-window page (first start, login) in place of everything.
func (w *window) showBlank(draw func(c *kit.Canvas), keys func(k kit.Key, inField bool) bool) {
	w.blank = kit.NewSurface(draw)
	w.blank.Ground = theme.Window
	w.blank.Keys = keys
	w.arrange()
	w.focus()
}

// showDesk opens the person's first page after a company was opened.
func (w *window) showDesk() {
	w.blank, w.login = nil, nil
	areas := w.sh.visibleAreas()
	if len(areas) == 0 {
		return
	}
	first := areas[0]
	if kept := w.sh.p.Prefs.Get("area"); kept != "" {
		for _, a := range areas {
			if a.ID == kept {
				first = a
			}
		}
	}
	w.openArea(first, Target{})
}

func (sh *Shell) visibleAreas() []Area {
	var out []Area
	if sh.desk == nil {
		return nil
	}
	for _, a := range sh.desk.Areas {
		if a.open(sh.desk.Actor) {
			out = append(out, a)
		}
	}
	return out
}

// rebuild makes every page anew where it was (a new language).
func (w *window) rebuild() {
	if w.sh.desk == nil || w.cur == nil {
		if w.login != nil {
			w.showLogin(w.login)
		} else {
			w.showFirst(nil)
		}
		return
	}
	cur := w.cur
	state, area, target := cur.page.Save(), cur.area, cur.target
	w.keepPlaces()
	w.drop()
	w.openArea(area, target)
	if w.cur != nil && !w.cur.home {
		w.cur.page.Restore(state)
	}
	w.arrange()
}

// drop closes every page of the window.
func (w *window) drop() {
	for _, s := range w.slots() {
		s.close()
	}
	w.areas, w.back, w.ahead, w.cur = map[string]*slot{}, nil, nil, nil
}

func (w *window) slots() []*slot {
	seen, out := map[*slot]bool{}, []*slot{}
	add := func(s *slot) {
		if s != nil && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	for _, s := range w.areas {
		add(s)
	}
	for _, s := range append(append([]*slot{}, w.back...), w.ahead...) {
		add(s)
	}
	add(w.cur)
	return out
}

// askClose closes the window after its page agreed; the main window ends the program.
func (w *window) askClose() {
	w.leave(func() {
		size := w.win.Canvas().Size()
		w.sh.p.Prefs.Set(w.prefKey(), strconv.Itoa(int(size.Width))+"x"+strconv.Itoa(int(size.Height)))
		if w.detached {
			w.close()
			return
		}
		w.sh.Close()
		w.win.Close()
		w.sh.p.App.Quit()
	})
}

func (w *window) close() {
	w.keepPlaces()
	w.drop()
	w.layer.Close()
	for i, o := range w.sh.others {
		if o == w {
			w.sh.others = append(w.sh.others[:i:i], w.sh.others[i+1:]...)
		}
	}
	if !w.sh.over {
		w.win.Close()
	}
}

// leave asks the page whether it may be left.
func (w *window) leave(proceed func()) {
	if w.cur != nil {
		if g, ok := w.cur.page.(kit.Guard); ok {
			g.Leave(proceed)
			return
		}
	}
	proceed()
}

func (w *window) dropped(uris []fyne.URI) {
	var paths []string
	for _, u := range uris {
		paths = append(paths, u.Path())
	}
	if len(paths) == 0 {
		return
	}
	if w.sh.desk == nil {
		w.sh.OpenCompany(OpenRequest{Company: paths[0]})
		return
	}
	if w.cur != nil {
		if d, ok := w.cur.page.(kit.Dropper); ok {
			d.DropFiles(paths)
		}
	}
}
