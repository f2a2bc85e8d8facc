package attach

import (
	"context"
	"image"
	"path/filepath"
	"slices"
	"strings"

	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Cards reads pictures of business cards. Read gives the picture upright and, by the words
// of a vCard ("company", "mobile" …), what its QR code says; code is what the code says
// when that is no card. Clip keeps the picture of the clipboard in a file; "" when there
// is none.
type Cards interface {
	Read(ctx context.Context, path string) (img image.Image, card map[string]string, code string, err error)
	Clip(ctx context.Context) (path string, err error)
	Turn(img image.Image) image.Image
	Exts() []string
}

// Card is a picture to be looked at while its content is typed beside it: it takes a file
// by button, drop or paste, and is moved, turned and made larger. DAT-06
type Card struct {
	// OnCard is called with what the QR code of the picture says; it tells what to say of it.
	OnCard func(card map[string]string, code string) string
	// OnChange is called when the picture came or went.
	OnChange func()

	host  kit.Host
	cards Cards
	s     *kit.Surface
	path  string
	img   image.Image
	note  string
	zoom  float32 // 1: the whole picture is seen
	off   kit.Point
	from  kit.Point // where it was when dragging began
	busy  bool
}

// NewCard makes an empty one; it draws on the surface of its page.
func NewCard(h kit.Host, c Cards, s *kit.Surface) *Card {
	return &Card{host: h, cards: c, s: s, zoom: 1}
}

// Able tells whether pictures can be taken at all.
func (v *Card) Able() bool { return v != nil && v.cards != nil }

// Shown tells whether there is a picture.
func (v *Card) Shown() bool { return v != nil && v.img != nil }

// Path is the file of the picture, "" when there is none.
func (v *Card) Path() string {
	if !v.Shown() {
		return ""
	}
	return v.path
}

// Pick asks for a picture.
func (v *Card) Pick() {
	t := v.host.T
	v.host.PickFile(kit.FileRequest{Title: t("card.pick"), Kinds: t("card.kinds"), Exts: v.cards.Exts()}, v.Take)
}

// IsPicture tells whether a file is called like a picture that can be taken.
func (v *Card) IsPicture(path string) bool {
	return v.Able() && slices.Contains(v.cards.Exts(), strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), "."))
}

// Drop takes the first picture among dropped files; false when there is none.
func (v *Card) Drop(paths []string) bool {
	for _, p := range paths {
		if v.IsPicture(p) {
			v.Take(p)
			return true
		}
	}
	return false
}

// Paste takes a picture of the clipboard, or the file whose path is there. Without one,
// none is called.
func (v *Card) Paste(none func()) {
	if !v.Able() {
		none()
		return
	}
	if clip := v.host.Clipboard(); strings.TrimSpace(clip) != "" {
		if !v.Drop(Paths(clip)) {
			none()
		}
		return
	}
	v.host.Go(func(ctx context.Context) {
		path, err := v.cards.Clip(ctx)
		v.host.Post(func() {
			switch {
			case err != nil:
				v.host.Report(err)
			case path == "":
				none()
			default:
				v.Take(path)
			}
		})
	})
}

// Take reads a picture.
func (v *Card) Take(path string) {
	if v.busy {
		return
	}
	v.busy = true
	v.host.Go(func(ctx context.Context) {
		img, card, code, err := v.cards.Read(ctx, path)
		v.host.Post(func() {
			v.busy = false
			if err != nil {
				v.host.Report(err)
				return
			}
			v.path, v.img, v.zoom, v.off = path, img, 1, kit.Point{}
			v.note = v.host.T("card.no_code")
			if v.OnCard != nil && (len(card) > 0 || code != "") {
				v.note = v.OnCard(card, code)
			}
			v.told()
		})
	})
}

// Clear takes the picture away.
func (v *Card) Clear() {
	v.path, v.img, v.note = "", nil, ""
	v.told()
}

func (v *Card) told() {
	if v.OnChange != nil {
		v.OnChange()
	}
	v.s.Redraw()
}

// Height is what the picture wants of a column of width w.
func (v *Card) Height(w float32) float32 {
	b := v.img.Bounds()
	return theme.PanelHead + 30 + min(w*float32(b.Dy())/float32(max(1, b.Dx())), w)
}

// most is how many times larger than fitting a picture is shown.
const mostZoom = 8

// Draw shows the picture with what can be done with it.
func (v *Card) Draw(c *kit.Canvas, r kit.Rect) {
	t := v.host.T
	body := c.Panel(r, kit.Panel{Bare: true, Title: t("card.title"), Right: func(c *kit.Canvas, row *kit.Rect) {
		c.ButtonsRight(row,
			kit.Button{ID: "card.out", Icon: icons.ZoomOut, Kind: kit.Plain, Small: true, Tip: t("card.smaller"), Tap: func() { v.scale(v.zoom / 1.5) }},
			kit.Button{ID: "card.in", Icon: icons.ZoomIn, Kind: kit.Plain, Small: true, Tip: t("card.larger"), Tap: func() { v.scale(v.zoom * 1.5) }},
			kit.Button{ID: "card.turn", Icon: icons.Repeat, Kind: kit.Plain, Small: true, Tip: t("card.turn"), Tap: v.turn},
			kit.Button{ID: "card.clear", Icon: icons.X, Kind: kit.Plain, Small: true, Tip: t("card.clear"), Tap: v.Clear})
	}})
	foot := body.CutBottom(30).Pad(12, 0, 12, 0)
	c.Text(foot, v.note, kit.Caption)
	c.Fill(body, theme.Sunken)
	at := v.place(body)
	st := c.Hit("card.picture", body, kit.Hit{
		Name: t("card.title"), Cursor: kit.Hand, Focusable: true, KeepFocus: true,
		Double: func() { v.scale(1) },
		Wheel: func(p kit.Pointer) bool {
			if p.DY > 0 {
				v.scale(v.zoom * 1.2)
			} else if p.DY < 0 {
				v.scale(v.zoom / 1.2)
			}
			return true
		},
		Drag: func(d kit.Drag) {
			if d.Phase == kit.DragStart {
				v.from = v.off
			}
			v.off = kit.Point{X: v.from.X + d.At.X - d.Start.X, Y: v.from.Y + d.At.Y - d.Start.Y}
		},
		Key: v.key,
	})
	c.Clip(body, func() { c.Image(at, v.img) })
	if st.Ring {
		c.FocusRing(body.Inset(2), theme.RadiusControl)
	}
}

// place is where the picture lies: fitted into the room, made larger and moved, but never
// out of sight.
func (v *Card) place(room kit.Rect) kit.Rect {
	b := v.img.Bounds()
	w, h := float32(b.Dx()), float32(b.Dy())
	scale := min(room.W/w, room.H/h) * v.zoom
	at := room.Center(w*scale, h*scale)
	slack := func(size, room float32) float32 { return max(0, (size-room)/2) }
	v.off.X = min(max(v.off.X, -slack(at.W, room.W)), slack(at.W, room.W))
	v.off.Y = min(max(v.off.Y, -slack(at.H, room.H)), slack(at.H, room.H))
	at.X, at.Y = at.X+v.off.X, at.Y+v.off.Y
	return at
}

func (v *Card) scale(to float32) {
	to = min(max(to, 1), mostZoom)
	v.off = kit.Point{X: v.off.X * to / v.zoom, Y: v.off.Y * to / v.zoom}
	v.zoom = to
}

func (v *Card) turn() {
	v.img, v.off = v.cards.Turn(v.img), kit.Point{}
}

// key moves and scales the picture while it has the keyboard.
func (v *Card) key(k kit.Key) bool {
	const step = 40
	switch k {
	case "+", "=":
		v.scale(v.zoom * 1.5)
	case "-":
		v.scale(v.zoom / 1.5)
	case "Left":
		v.off.X += step
	case "Right":
		v.off.X -= step
	case "Up":
		v.off.Y += step
	case "Down":
		v.off.Y -= step
	case "R":
		v.turn()
	case "Del":
		v.Clear()
	default:
		return false
	}
	return true
}

// Keep stores the picture as a file of what it belongs to.
func Keep(ctx context.Context, files Files, path string, do func(ref string, size int64) error) error {
	if path == "" || files == nil {
		return nil
	}
	ref, size, err := files.Put(ctx, path)
	if err != nil {
		return err
	}
	return do(ref, size)
}
