package records

import (
	"context"
	"slices"
	"strings"

	"kontor/app/identity"
	"kontor/app/snippet"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// KeptTexts lists the texts that the company keeps for a use (SYS-36).
type KeptTexts func(ctx context.Context, use snippet.Use) ([]*snippet.Snippet, error)

// KeptUse says what a long field takes.
type KeptUse struct {
	Use     snippet.Use
	Foreign func() bool              // the document is one abroad; nil: never
	Known   func() map[string]string // what {{customer}} and the like stand for; may be nil
}

// OfferTexts lets the company's kept texts be put into a long field: by its icon, or F3.
func OfferTexts(h kit.Host, from KeptTexts, f *kit.Field, u KeptUse) {
	if from == nil || f == nil {
		return
	}
	open := func() { (&textChooser{host: h, from: from, into: f, use: u}).show() }
	f.Icon, f.OnIcon = icons.BookOpen, open
	own := f.OnKey
	f.OnKey = func(k kit.Key) bool {
		if k == "F3" && !f.ReadOnly {
			open()
			return true
		}
		return own != nil && own(k)
	}
}

// textChooser is the dialog of the kept texts: several can be ticked and are put in their
// order behind what stands there.
type textChooser struct {
	host  kit.Host
	from  KeptTexts
	into  *kit.Field
	use   KeptUse
	all   []*snippet.Snippet
	shown []*snippet.Snippet

	d      *kit.Dialog
	filter *kit.Field
	table  kit.Table
}

const keptWidth, keptRows, keptPreview = 640, 9, 92

func (x *textChooser) show() {
	x.host.Go(func(ctx context.Context) {
		list, err := x.from(ctx, x.use.Use)
		x.host.Post(func() {
			if err != nil {
				x.host.Report(err)
				return
			}
			x.all, x.shown = list, list
			x.open()
		})
	})
}

func (x *textChooser) open() {
	t := x.host.T
	x.filter = kit.FilterField(t("records.kept_filter"), func(text string) { x.narrow(text) })
	x.filter.LeadsTo(func() { x.d.Surface().FocusID("texts", true) })
	x.table = kit.Table{Name: t("snippet.many"), Source: keptSource{x}, Multi: true, Narrow: true, Columns: []kit.Column{
		{ID: "name", Title: t("snippet.name"), Width: 150}, {ID: "text", Title: t("snippet.text"), Flex: true, Width: 300},
	}, OnOpen: func(int) {
		if x.insert() {
			x.d.Close()
		}
	}, OnCur: func(int) { x.d.Redraw() }, OnPick: func() { x.d.Redraw() }}
	x.d = &kit.Dialog{
		Title: t("records.kept." + string(x.use.Use)), Width: keptWidth, Body: x.draw,
		Height: func(float32) float32 {
			return theme.Control + 8 + theme.TableHead + keptRows*theme.Row + keptPreview
		},
		Buttons: []kit.DialogButton{
			{Text: t("kit.cancel"), Kind: kit.Outline, Cancel: true},
			{Text: t("records.kept_insert"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool { return !x.insert() }},
		},
	}
	if x.host.Actor().Can(identity.May(snippet.Snippets, identity.Change)) {
		x.d.Buttons = append([]kit.DialogButton{{Text: t("records.kept_edit"), Kind: kit.Plain, Icon: icons.Pencil, Left: true, Run: func() bool {
			x.host.Open(snippet.Snippets, 0, nil)
			return false
		}}}, x.d.Buttons...)
	}
	x.host.ShowDialog(x.d)
	if len(x.all) > 0 {
		x.table.Select(0)
		kit.Post(x.filter.Focus)
	}
}

func (x *textChooser) narrow(text string) {
	text = strings.ToLower(strings.TrimSpace(text))
	x.shown = slices.DeleteFunc(slices.Clone(x.all), func(s *snippet.Snippet) bool {
		return !strings.Contains(strings.ToLower(s.Name+" "+s.Text+" "+s.English), text)
	})
	x.table.SetSource(keptSource{x}, false)
	if x.table.Current() < 0 && len(x.shown) > 0 {
		x.table.Select(0)
	}
	x.d.Redraw()
}

func (x *textChooser) text(s *snippet.Snippet) string {
	known := map[string]string{}
	if x.use.Known != nil {
		known = x.use.Known()
	}
	known["today"] = x.host.Today().String()
	return snippet.Fill(x.host.Context(), s.In(x.use.Foreign != nil && x.use.Foreign()), known)
}

// standing tells whether a text stands in the field already.
func (x *textChooser) standing(s *snippet.Snippet) bool {
	now := x.into.Text()
	return now != "" && snippet.Append(now, x.text(s)) == strings.TrimRight(now, " \n")
}

func (x *textChooser) draw(c *kit.Canvas, r kit.Rect) {
	t := x.host.T
	c.Field("filter", r.CutTop(theme.Control), x.filter)
	r.CutTop(8)
	below := r.CutBottom(keptPreview)
	if len(x.shown) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.BookOpen, Title: t("records.kept_none"), Text: t("records.kept_none_text")})
		return
	}
	x.table.Draw(c, "texts", r)
	if i := x.table.Current(); i >= 0 && i < len(x.shown) {
		below.CutTop(8)
		c.Para(below, x.text(x.shown[i]), kit.Second, 4)
	}
}

// insert puts what is ticked, or the chosen one, behind what stands in the field.
func (x *textChooser) insert() bool {
	keys, all := x.table.Picked()
	if i := x.table.Current(); len(keys) == 0 && !all && i >= 0 && i < len(x.shown) {
		keys = []int64{x.shown[i].ID}
	}
	text, some := x.into.Text(), false
	for _, s := range x.all { // ticks stay while the filter hides them
		if slices.Contains(keys, s.ID) != all {
			text, some = snippet.Append(text, x.text(s)), true
		}
	}
	if some {
		x.into.Put(text)
		x.into.Err = ""
		x.into.Focus()
	}
	return some
}

type keptSource struct{ x *textChooser }

func (s keptSource) Len() int        { return len(s.x.shown) }
func (s keptSource) Want(int, int)   {}
func (s keptSource) Key(i int) int64 { return s.x.shown[i].ID }
func (s keptSource) Index(key int64) int {
	return slices.IndexFunc(s.x.shown, func(t *snippet.Snippet) bool { return t.ID == key })
}

func (s keptSource) Row(i int) ([]kit.Cell, bool) {
	text := s.x.shown[i]
	name := kit.Cell{Text: text.Name}
	if s.x.standing(text) {
		name.After = s.x.host.T("records.kept_there")
	}
	return []kit.Cell{name, {Text: strings.ReplaceAll(s.x.text(text), "\n", " "), Color: theme.Text2}}, true
}
