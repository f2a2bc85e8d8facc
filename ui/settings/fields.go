package settings

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"kontor/app/customfield"
	"kontor/app/entity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// shaped are the kinds of records whose fields and forms a company shapes, in the order
// in which they are offered.
var shaped = []string{"customer", "contact", "lead", "opportunity", "product", "quote", "sales_order", "contract", "delivery", "money_in", "receipt", "payment", "expense", "employee", "activity", "task"}

// fieldsTab is the page “Fields and layout” (picture 23).
type fieldsTab struct {
	host   kit.Host
	d      Deps
	redraw func()
	load   *kit.Loader

	kind   string
	forms  []entity.Layout
	plan   plan
	saved  string // the form as it is stored
	list   kit.List
	form   *records.Form // the own field being edited
	editID int64
	uses   []customfield.Use
	usesOf string
	values map[string]*kit.Field // texts of terms being typed
	title  *kit.Field            // name of the form
	trial  map[string]string     // what is tried out in the preview
	role   string
}

func newFieldsTab(h kit.Host, d Deps, redraw func()) *fieldsTab {
	f := &fieldsTab{host: h, d: d, redraw: redraw, load: kit.NewLoader(h, redraw), role: "owner"}
	f.list = kit.List{
		Name: h.T("fields.title"), Height: 28, Row: f.row, OnCur: func(int) { f.look() }, OnOpen: func(int) { f.edit() }, OnKey: f.key,
		OnTap: f.tap, KeyOf: func(i int) int64 { return int64(i + 1) },
	}
	f.open("customer", "")
	return f
}

func (f *fieldsTab) typ() *entity.Type { return f.d.Registry.Type(f.kind) }

// open shows a form of a kind; "" the one that fits every record.
func (f *fieldsTab) open(kind, key string) {
	f.kind, f.form = kind, nil
	f.forms = f.d.Registry.Layouts(kind)
	at := max(0, slices.IndexFunc(f.forms, func(l entity.Layout) bool { return l.Key == key }))
	if key == "" {
		at = len(f.forms) - 1
	}
	f.shape(f.forms[at])
	f.trial = map[string]string{}
	for k, options := range f.forms[at].For {
		f.trial[k] = options[0]
	}
	f.list.Select(1)
	f.look()
}

func (f *fieldsTab) shape(l entity.Layout) {
	f.plan = planOf(f.typ(), l)
	f.saved = f.stored()
	f.title, f.values = kit.NewField(f.host.T("form_layout.name")), map[string]*kit.Field{}
	f.title.SetText(records.LayoutName(f.host, l))
	f.list.Len = len(f.plan.rows())
	f.groupRows()
}

func (f *fieldsTab) groupRows() {
	f.list.Groups = nil
	for i, r := range f.plan.rows() {
		if r.place < 0 {
			f.list.Groups = append(f.list.Groups, i)
		}
	}
}

func (f *fieldsTab) stored() string {
	b, err := json.Marshal(f.plan.layout)
	if err != nil {
		return ""
	}
	return string(b)
}

func (f *fieldsTab) dirty() bool { return f.stored() != f.saved }

// current is the row that has the bar, and its field (nil on headings).
func (f *fieldsTab) current() (row, *entity.Field) {
	rows := f.plan.rows()
	if i := f.list.Current(); i >= 0 && i < len(rows) {
		return rows[i], f.plan.field(rows[i])
	}
	return row{0, -1}, nil
}

// look loads where the current field is used.
func (f *fieldsTab) look() {
	_, x := f.current()
	f.form, f.values = nil, map[string]*kit.Field{}
	if x == nil || x.Key == f.usesOf {
		f.redraw()
		return
	}
	f.usesOf, f.uses = x.Key, nil
	kind, key := f.kind, x.Key
	kit.Load(f.load, func(ctx context.Context) ([]customfield.Use, error) { return f.d.Fields.UsedIn(ctx, kind, key) },
		func(list []customfield.Use) { f.uses = list })
	f.redraw()
}

// key moves rows and switches fields on and off. SYS-34
func (f *fieldsTab) key(k kit.Key) bool {
	i := f.list.Current()
	switch k {
	case "Alt+Up":
		f.went(f.plan.move(i, -1))
	case "Alt+Down":
		f.went(f.plan.move(i, 1))
	case "Space":
		f.went(f.plan.toggle(i))
	default:
		return false
	}
	return true
}

func (f *fieldsTab) went(i int) {
	f.list.Len = len(f.plan.rows())
	f.groupRows()
	f.list.Select(i)
	f.look()
}

// drag moves the row at i with the pointer: rows is how many rows the pointer went.
func (f *fieldsTab) drag(i, rows int) {
	for ; rows > 0; rows-- {
		i = f.plan.move(i, 1)
	}
	for ; rows < 0; rows++ {
		i = f.plan.move(i, -1)
	}
	f.went(i)
}

// edit opens the definition of an own field.
func (f *fieldsTab) edit() {
	_, x := f.current()
	if x == nil || x.Store != entity.InCustom {
		return
	}
	id, err := strconv.ParseInt(x.Key[1:], 10, 64)
	if err == nil {
		f.define(id)
	}
}

// define shows the form of a definition; 0 makes a new field in the current group.
func (f *fieldsTab) define(id int64) {
	f.editID = id
	f.form = records.NewForm(f.host, f.d.Deps, f.d.Service(customfield.Entity), f.redraw)
	r, _ := f.current()
	group := "custom"
	if r.group < len(f.plan.layout.Groups) {
		group = f.plan.layout.Groups[r.group].ID
	}
	f.form.Given = map[string]string{"entity": f.kind, "form_group": group}
	f.form.Hide = map[string]bool{"entity": true, "form_group": true, "pos": true}
	f.form.OnReady = f.form.Focus
	f.form.OnSaved = func(id int64) {
		f.form = nil
		f.host.Toast(f.host.T("records.saved"), nil)
		f.reopen("c" + strconv.FormatInt(id, 10))
	}
	f.form.Open(id)
	f.redraw()
}

// reopen arranges the plan anew after a field was made or changed; what was moved stays.
func (f *fieldsTab) reopen(key string) {
	was := f.dirty()
	saved := f.saved
	f.shape(f.plan.layout)
	if was {
		f.saved = saved
	}
	f.usesOf = ""
	f.list.Select(max(f.plan.find(key), 0))
	f.look()
}

// retire takes an own field out of use, after telling where it is used.
func (f *fieldsTab) retire() {
	_, x := f.current()
	if x == nil || x.Store != entity.InCustom {
		return
	}
	id, err := strconv.ParseInt(x.Key[1:], 10, 64)
	if err != nil {
		return
	}
	text := f.host.T("fields.unused")
	if len(f.uses) > 0 {
		text = f.host.T("fields.used_in", "n", len(f.uses), "where", f.usesText())
	}
	f.host.Ask(kit.Question{Title: f.host.T("fields.retire_title", "name", records.Label(f.host, x)), Text: text, Yes: f.host.T("fields.retire"), Danger: true, OnYes: func() {
		f.host.Go(func(ctx context.Context) {
			err := f.d.Fields.Archive(ctx, id, 0)
			f.host.Post(func() {
				f.host.Report(err)
				if err == nil {
					f.reopen("name")
				}
			})
		})
	}})
}

func (f *fieldsTab) usesText() string {
	text := ""
	for i, u := range f.uses {
		if i > 0 {
			text += f.host.T("records.comma")
		}
		text += f.host.T("fields.use."+u.What) + " " + f.useName(u)
	}
	return text
}

func (f *fieldsTab) useName(u customfield.Use) string {
	if len(u.Name) > 1 && u.Name[0] == '@' {
		return f.host.T(u.Name[1:])
	}
	return u.Name
}

// save stores the form and puts it into force.
func (f *fieldsTab) save() {
	l := f.plan.layout
	l.Entity = f.kind
	name := f.title.Text()
	if name != records.LayoutName(f.host, l) {
		if f.host.Lang() == "en" {
			l.Name.EN = name
		} else {
			l.Name.ZH = name
		}
	}
	if l.Name.ZH == "" && l.Name.EN == "" {
		l.Name.ZH = records.LayoutName(f.host, l)
	}
	f.host.Go(func(ctx context.Context) {
		key, err := f.d.Fields.SaveLayout(ctx, l)
		f.host.Post(func() {
			f.host.Report(err)
			if err != nil {
				return
			}
			f.host.Toast(f.host.T("records.saved"), nil)
			at := f.list.Current()
			f.open(f.kind, key)
			f.list.Select(at)
			f.look()
		})
	})
}

// addForm begins a form for some options of a field: a category with its own form.
func (f *fieldsTab) addForm(key, option string) {
	x := f.typ().Field(key)
	l := f.plan.layout
	l.Key, l.Name = "", entity.Words{}
	text := records.OptionText(f.host, x, option)
	if f.host.Lang() == "en" {
		l.Name.EN = text
	} else {
		l.Name.ZH = text
	}
	l.For = map[string][]string{key: {option}}
	f.forms = append(slices.Clone(f.forms), l)
	f.shape(l)
	f.saved = ""
	f.trial = map[string]string{key: option}
	f.list.Select(1)
	f.look()
}

// dropForm removes a form; a shipped one comes back as it was.
func (f *fieldsTab) dropForm() {
	key, kind := f.plan.layout.Key, f.kind
	f.host.Ask(kit.Question{Title: f.host.T("fields.drop_title", "name", f.title.Text()), Text: f.host.T("fields.drop_text"), Yes: f.host.T("fields.drop"), Danger: true, OnYes: func() {
		f.host.Go(func(ctx context.Context) {
			err := f.d.Fields.DropLayout(ctx, kind, key)
			f.host.Post(func() { f.host.Report(err); f.open(kind, "") })
		})
	}})
}

// commands are the keys of the page.
func (f *fieldsTab) commands() []kit.Command {
	t := f.host.T
	if f.form != nil {
		return []kit.Command{
			{ID: "save", Title: t("records.save"), Keys: []kit.Key{"Ctrl+Enter"}, Run: f.form.Save, Status: t("records.save")},
			{ID: "cancel", Title: t("kit.cancel"), Keys: []kit.Key{"Esc"}, Run: func() { f.form = nil; f.redraw() }, Status: t("records.back")},
		}
	}
	return []kit.Command{
		{ID: "field.new", Title: t("fields.new"), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus, Run: func() { f.define(0) }, Status: t("fields.new")},
		{ID: "save", Title: t("records.save"), Keys: []kit.Key{"Ctrl+Enter"}, Icon: icons.Save, Run: f.save, Status: t("records.save")},
		{ID: "field.edit", Title: t("records.edit"), Keys: []kit.Key{"F2"}, Run: f.edit, Status: t("records.edit")},
		{ID: "field.up", Title: t("fields.up"), Keys: []kit.Key{"Alt+Up"}, Run: func() { f.key("Alt+Up") }, Status: t("fields.move")},
		{ID: "field.down", Title: t("fields.down"), Keys: []kit.Key{"Alt+Down"}, Run: func() { f.key("Alt+Down") }, Scope: kit.ScopeHidden},
		{ID: "field.bin", Title: t("fields.retire"), Keys: []kit.Key{"Del"}, Icon: icons.Trash, Scope: kit.ScopeList, Run: f.retire},
	}
}
