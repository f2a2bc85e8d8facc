package settings

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Lists are the dictionaries as the window needs them.
type Lists interface {
	Lists() []string
	Options(ctx context.Context, name string) ([]company.Option, error)
	SetOptions(ctx context.Context, name string, options []company.Option) error
	Levels(ctx context.Context, name string) (int, error)
	SetLevels(ctx context.Context, name string, n int) error
	Sets(name string) [][]string
	Used(ctx context.Context, name string) (map[string]int64, error)
	Merge(ctx context.Context, name, from, to string) (int64, error)
}

// listsTab is the page of dictionaries: plain lists, and trees of categories and regions.
type listsTab struct {
	host    kit.Host
	d       Deps
	redraw  func()
	load    *kit.Loader
	name    string
	options []company.Option // in the order of the tree
	levels  int
	used    map[string]int64
	list    kit.List
}

func newListsTab(h kit.Host, d Deps, redraw func()) *listsTab {
	l := &listsTab{host: h, d: d, redraw: redraw, load: kit.NewLoader(h, redraw), name: "customer_category"}
	l.list = kit.List{Name: h.T("lists.title"), Row: l.row, OnOpen: func(int) { l.edit(false) }, OnKey: l.key, KeyOf: func(i int) int64 { return int64(i + 1) }}
	return l
}

func (l *listsTab) show() { l.read(-1) }

// read loads the dictionary and counts where its options are used.
func (l *listsTab) read(at int) {
	type read struct {
		options []company.Option
		levels  int
		used    map[string]int64
	}
	name := l.name
	kit.Load(l.load, func(ctx context.Context) (r read, err error) {
		if r.options, err = l.d.Lists.Options(ctx, name); err != nil {
			return r, err
		}
		if r.levels, err = l.d.Lists.Levels(ctx, name); err != nil {
			return r, err
		}
		r.used, err = l.d.Lists.Used(ctx, name)
		return r, err
	}, func(r read) {
		l.options, l.levels, l.used = treeOf(r.options), r.levels, r.used
		l.list.Len = len(l.options)
		if at >= 0 {
			l.list.Select(min(at, len(l.options)-1))
		}
	})
}

func (l *listsTab) level(o company.Option) int {
	n := 0
	for up := o.Under; up != "" && n < 10; n++ {
		i := l.find(up)
		if i < 0 {
			break
		}
		up = l.options[i].Under
	}
	return n
}

func (l *listsTab) find(key string) int {
	return slices.IndexFunc(l.options, func(o company.Option) bool { return o.Key == key })
}

// field is a field that uses the dictionary: its labels are those of the options.
func (l *listsTab) field(name string) *entity.Field {
	for _, t := range l.d.Registry.Types() {
		for _, f := range t.Fields() {
			if f.Dict == name {
				return f
			}
		}
	}
	return nil
}

func (l *listsTab) text(o company.Option) string {
	if name := (entity.Words{ZH: o.Label, EN: o.EN}).In(l.host.Lang()); name != "" {
		return name
	}
	if f := l.field(l.name); f != nil {
		return records.OptionText(l.host, f, o.Key)
	}
	return o.Key
}

func (l *listsTab) title(name string) string {
	f := l.field(name)
	if f == nil {
		return name
	}
	return kindName(l.host, f.Entity) + " · " + records.Label(l.host, f)
}

func (l *listsTab) draw(c *kit.Canvas, r kit.Rect) {
	t := l.host.T
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(12, 0, 12, 1)
	c.Drop("dict", in.CutLeft(220).MiddleRow(theme.Control), l.title(l.name), icons.List, func() []kit.MenuItem {
		names := l.d.Lists.Lists()
		slices.Sort(names)
		var items []kit.MenuItem
		for _, name := range names {
			if l.field(name) != nil {
				items = append(items, kit.MenuItem{Title: l.title(name), Checked: name == l.name, Run: func() { l.name = name; l.read(0) }})
			}
		}
		return items
	})
	in.CutLeft(10)
	if l.levels > 1 {
		c.Drop("levels", in.CutLeft(120).MiddleRow(theme.Control), t("lists.levels", "n", l.levels), "", l.levelMenu)
		in.CutLeft(10)
	}
	if len(l.d.Lists.Sets(l.name)) > 0 {
		c.Drop("sets", in.CutLeft(150).MiddleRow(theme.Control), t("lists.sets"), "", l.setMenu)
	}
	c.ButtonsRight(&in, kit.Button{ID: "option.new", Text: t("lists.add"), Icon: icons.Plus, Kind: kit.Primary, Key: "Ctrl+N", Tap: func() { l.edit(true) }})
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	hin := head.Pad(16, 0, 16, 0)
	c.Text(hin.CutRight(90), t("lists.used"), kit.Caption.RightAligned())
	c.Text(hin.CutRight(120), t("lists.state"), kit.Caption)
	c.Text(hin.CutRight(200), t("lists.english"), kit.Caption)
	c.Text(hin, t("lists.option"), kit.Caption)
	foot := r.CutBottom(42)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	f := foot.Pad(12, 1, 12, 0)
	c.ButtonsLeft(&f, kit.Button{ID: "edit", Text: t("records.edit"), Icon: icons.Pencil, Key: "F2", Tap: func() { l.edit(false) }},
		kit.Button{ID: "merge", Text: t("lists.merge"), Icon: icons.Merge, Tap: l.merge}, kit.Button{ID: "retire", Text: t("lists.retire"), Key: "Del", Tap: l.retire})
	c.Text(f, t(map[bool]string{true: "lists.tree_hint", false: "lists.hint"}[l.levels > 1]), kit.Hint)
	if err := l.load.Failed(); err != nil {
		c.Failure(r, l.host, err, nil)
		return
	}
	l.list.Draw(c, "list", r)
}

func (l *listsTab) levelMenu() []kit.MenuItem {
	var items []kit.MenuItem
	for n := 1; n <= 6; n++ {
		items = append(items, kit.MenuItem{Title: l.host.T("lists.levels", "n", n), Checked: n == l.levels, Run: func() {
			name := l.name
			l.do(func(ctx context.Context) error { return l.d.Lists.SetLevels(ctx, name, n) }, l.list.Current())
		}})
	}
	return items
}

// setMenu offers ready lists: options in use that a list lacks are retired, not lost.
func (l *listsTab) setMenu() []kit.MenuItem {
	var items []kit.MenuItem
	for _, set := range l.d.Lists.Sets(l.name) {
		var options []company.Option
		title := ""
		for i, key := range set {
			o := company.Option{Key: key}
			if at := l.find(key); at >= 0 {
				o.Label, o.EN = l.options[at].Label, l.options[at].EN
			}
			options = append(options, o)
			if i > 0 {
				title += " / "
			}
			title += l.text(o)
		}
		items = append(items, kit.MenuItem{Title: title, Run: func() { l.store(options, 0) }})
	}
	return items
}

func (l *listsTab) row(c *kit.Canvas, r kit.Rect, i int, _ kit.RowState) {
	if i >= len(l.options) {
		return
	}
	o := l.options[i]
	in := r.Pad(16+float32(l.level(o))*22, 0, 16, 0)
	style := kit.Body
	if o.Gone {
		style = style.In(theme.Muted)
	}
	n := "—"
	if l.used[o.Key] > 0 {
		n = fmt.Sprint(l.used[o.Key])
	}
	c.Text(in.CutRight(90), n, kit.Second.RightAligned())
	state := ""
	if o.Gone {
		state = l.host.T("lists.gone")
	}
	c.Text(in.CutRight(120), state, kit.Caption)
	c.Text(in.CutRight(200), o.EN, kit.Second)
	c.Text(in, l.text(o), style)
}

// key moves the current option, with all below it: up and down among its neighbours,
// right below the one above, left out of its branch. CUS-08
func (l *listsTab) key(k kit.Key) bool {
	i := l.list.Current()
	if i < 0 || i >= len(l.options) {
		return false
	}
	list, ok := slices.Clone(l.options), false
	switch k {
	case "Alt+Up":
		ok = swap(list, i, -1)
	case "Alt+Down":
		ok = swap(list, i, 1)
	case "Alt+Right":
		ok = l.levels > 1 && indent(list, i)
	case "Alt+Left":
		ok = l.levels > 1 && outdent(list, i)
	default:
		return false
	}
	if ok {
		list = treeOf(list)
		l.store(list, slices.IndexFunc(list, func(o company.Option) bool { return o.Key == l.options[i].Key }))
	}
	return true
}

func (l *listsTab) store(options []company.Option, at int) {
	name := l.name
	l.do(func(ctx context.Context) error { return l.d.Lists.SetOptions(ctx, name, options) }, at)
}

func (l *listsTab) do(fn func(ctx context.Context) error, at int) {
	l.host.Go(func(ctx context.Context) {
		err := fn(ctx)
		l.host.Post(func() { l.host.Report(err); l.read(at) })
	})
}

// edit names an option, or adds one behind the current in the same branch.
func (l *listsTab) edit(fresh bool) {
	t, i := l.host.T, l.list.Current()
	o := company.Option{Key: "o" + strconv.FormatInt(l.host.Now().UnixMilli(), 36)}
	title := t("lists.add")
	if i >= 0 && i < len(l.options) {
		if fresh {
			o.Under = l.options[i].Under
		} else {
			o, title = l.options[i], l.text(l.options[i])
		}
	} else if !fresh {
		return
	}
	zh, en := kit.NewField(t("lists.chinese")), kit.NewField(t("lists.english"))
	zh.SetText(o.Label)
	en.SetText(o.EN)
	if !fresh && o.Label == "" && o.EN == "" {
		zh.SetText(l.text(o))
	}
	d := &kit.Dialog{Title: title, Width: 420, Height: func(float32) float32 { return 76 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "zh", zh.Name, zh, kit.Form{Label: 92})
		c.FormRow(&r, "en", en.Name, en, kit.Form{Label: 92})
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		if o.Label, o.EN = zh.Text(), en.Text(); o.Label == "" && o.EN == "" {
			zh.Err = t("lists.name_needed")
			return true
		}
		list := slices.Clone(l.options)
		at := i
		if fresh {
			at = min(i+1, len(list))
			list = slices.Insert(list, max(at, 0), o)
		} else {
			list[i] = o
		}
		l.store(list, max(at, 0))
		return false
	}}}
	l.host.ShowDialog(d)
	kit.Post(zh.Focus)
}

// retire stops offering an option, or offers it again; where it stands it stays.
func (l *listsTab) retire() {
	if i := l.list.Current(); i >= 0 && i < len(l.options) {
		list := slices.Clone(l.options)
		list[i].Gone = !list[i].Gone
		l.store(list, i)
	}
}

// merge puts another option in place of the current one in every record. SYS-37
func (l *listsTab) merge() {
	t, i := l.host.T, l.list.Current()
	if i < 0 || i >= len(l.options) {
		return
	}
	from := l.options[i]
	to := kit.NewPicker(t("lists.into"), nil)
	for _, o := range l.options {
		if o.Key != from.Key && !o.Gone {
			to.Options = append(to.Options, kit.Option{Key: o.Key, Text: l.text(o)})
		}
	}
	d := &kit.Dialog{Title: t("lists.merge_title", "name", l.text(from)), Text: t("lists.merge_text", "n", l.used[from.Key]), Width: 460, Height: func(float32) float32 { return 38 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) { c.FormRow(&r, "to", to.Name, to.Field, kit.Form{Label: 92}) }
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("lists.merge"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		key, name := to.Value().Key, l.name
		if key == "" {
			to.Err = t("lists.into_needed")
			return true
		}
		l.host.Go(func(ctx context.Context) {
			n, err := l.d.Lists.Merge(ctx, name, from.Key, key)
			l.host.Post(func() {
				l.host.Report(err)
				if err == nil {
					l.host.Toast(t("lists.merged", "n", n), nil)
				}
				l.read(i)
			})
		})
		return false
	}}}
	l.host.ShowDialog(d)
	kit.Post(to.Focus)
}

func (l *listsTab) commands() []kit.Command {
	t := l.host.T
	if !l.host.Actor().Has(identity.RightAdmin) {
		return nil
	}
	return []kit.Command{
		{ID: "option.new", Title: t("lists.add"), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus, Run: func() { l.edit(true) }, Status: t("lists.add")},
		{ID: "option.edit", Title: t("records.edit"), Keys: []kit.Key{"F2"}, Run: func() { l.edit(false) }, Status: t("records.edit")},
		{ID: "option.retire", Title: t("lists.retire"), Keys: []kit.Key{"Del"}, Scope: kit.ScopeList, Run: l.retire, Status: t("lists.retire")},
		{ID: "option.up", Title: t("fields.up"), Keys: []kit.Key{"Alt+Up"}, Run: func() { l.key("Alt+Up") }, Status: t("fields.move")},
		{ID: "option.merge", Title: t("lists.merge"), Icon: icons.Merge, Run: l.merge},
	}
}
