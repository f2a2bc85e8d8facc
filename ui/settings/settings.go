// Package settings is the settings window: the company, the people and their passwords,
// departments, look and language, backups.
package settings

import (
	"context"

	"kontor/app/customfield"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// People are what the window asks about people.
type People interface {
	// AddPerson makes a person with a password and the roles by key.
	AddPerson(ctx context.Context, p NewPerson) error
	// ChangePassword changes the acting person's own password and gives a new recovery code.
	ChangePassword(ctx context.Context, old, new string) (recovery string, err error)
	Disable(ctx context.Context, id int64) error
	Enable(ctx context.Context, id int64) error
	Leaving
}

// NewPerson is what the dialog asks for.
type NewPerson struct {
	Login, Name, Role, Password string
	Department                  int64
}

// Look is what the shell changes.
type Look interface {
	SetLanguage(lang string)
	SetTheme(name string)
	SetZoom(zoom float32)
	Get(key string) string
}

// Deps are what the window needs.
type Deps struct {
	records.PageDeps
	People   People
	Look     Look
	Backup   func(ctx context.Context) (file string, err error)
	Roles    []string // keys of the shipped roles
	Pictures Pictures
	Fields   *customfield.Service
	Lists    Lists
	Series   Series
	// Customers are the rules of the customer area; nil hides their tab.
	Customers Customers
	// Finance are the rules of the finance area; nil hides their tab.
	Finance Finance
	// Stages are those of the pipeline; nil hides their tab.
	Stages Stages
	// Flows are the approval flows; nil hides their tab.
	Flows Flows
	// Papers are the print templates; nil hides their tab. Queue is what can be done with jobs
	// of the print queue.
	Papers Papers
	Queue  Queue
	Names  func(ctx context.Context, kind string, ids []int64) (map[int64]string, error)
}

// people looks active people up.
func (d Deps) people(h kit.Host) func(string, func([]kit.Option)) {
	return records.Suggest(h, d.Deps, "person", listing.Is("state", listing.Eq, "active"))
}

type page struct {
	*records.Page
	host kit.Host
	d    Deps
	busy bool
}

// New makes the window.
func New(h kit.Host, d Deps) kit.Page {
	p := &page{host: h, d: d}
	t := h.T
	var tabs []records.Tab
	redraw := func() {
		if p.Page != nil {
			p.Surface().Redraw()
		}
	}
	if h.Actor().Can(identity.May("company", identity.See)) {
		tabs = append(tabs, records.Tab{Kind: "company", Single: true, Title: t("settings.company"), Group: t("settings.group.company"), Icon: icons.Building, Columns: []records.Column{{Key: "name"}, {Key: "short_name"}, {Key: "currency"}, {Key: "tax_mode"}, {Key: "phone"}}})
	}
	if h.Actor().Can(identity.May("snippet", identity.Change)) {
		tabs = append(tabs, records.Tab{
			Kind: "snippet", Title: t("settings.texts"), Group: t("settings.group.company"), Icon: icons.FileText, Query: listing.Query{Sort: []listing.Sort{{Key: "pos"}, {Key: "name"}}},
			Columns: []records.Column{{Key: "name", Width: 130}, {Key: "use", Width: 118}, {Key: "text", Width: 300, Flex: true}, {Key: "begins", Width: 140}},
		})
	}
	if h.Actor().Has(identity.RightAdmin) {
		pics := newPictures(h, d.Pictures, redraw)
		fields, lists, numbers := newFieldsTab(h, d, redraw), newListsTab(h, d, redraw), newNumbersTab(h, d, redraw)
		company, papers := t("settings.group.company"), t("settings.group.papers")
		tabs = append(tabs,
			records.Tab{Kind: "company", Title: t("settings.pictures"), Group: company, Icon: icons.Image, Draw: pics.draw, Commands: func() []kit.Command { return nil }, Shown: pics.read},
			records.Tab{
				Kind: "person", Quiet: func(in entity.Input) bool { return in.Field.IsUnlisted }, Group: company, Icon: icons.Users, Columns: []records.Column{{Key: "name"}, {Key: "login"}, {Key: "roles"}, {Key: "phone"}, {Key: "mail"}, {Key: "state"}}, New: p.addPerson, Actions: p.personActions,
				Query: listing.Query{Sort: []listing.Sort{{Key: "id"}}},
			},
			records.Tab{Kind: "department", Group: company, Icon: icons.GitBranch},
			records.Tab{Kind: "company", Title: t("fields.title"), Group: company, Icon: icons.Tag, Draw: fields.draw, Commands: fields.commands, Shown: fields.look},
			records.Tab{Kind: "company", Title: t("lists.title"), Group: company, Icon: icons.List, Draw: lists.draw, Commands: lists.commands, Shown: lists.show},
		)
		if d.Stages != nil {
			stages := newStagesTab(h, d, redraw)
			tabs = append(tabs, records.Tab{Kind: "company", Title: t("stage.title"), Group: company, Icon: icons.Kanban, Draw: stages.draw, Commands: stages.commands, Shown: stages.show})
		}
		if d.Customers != nil {
			tabs = append(tabs, newCustomerRules(p).tab())
		}
		if d.Finance != nil {
			tabs = append(tabs, newFinanceRules(p).tab())
		}
		tabs = append(tabs,
			records.Tab{Kind: "company", Title: t("numbers.title"), Group: papers, Icon: icons.Hash, Draw: numbers.draw, Commands: numbers.commands, Shown: numbers.show})
		if d.Flows != nil {
			flows := newFlowsTab(h, d, redraw)
			tabs = append(tabs, records.Tab{Kind: "company", Title: t("flow.title"), Group: papers, Icon: icons.GitBranch, Draw: flows.draw, Commands: flows.commands, Shown: flows.show})
		}
	}
	if d.Papers != nil {
		templates := newTemplatesTab(h, d, redraw)
		tabs = append(tabs, records.Tab{Kind: "company", Title: t("templates.title"), Group: t("settings.group.papers"), Icon: icons.FileText, Draw: templates.draw, Commands: templates.commands, Shown: templates.show})
	}
	if d.Queue != nil {
		tabs = append(tabs, p.queueTab())
	}
	tabs = append(tabs, records.Tab{Kind: "company", Title: t("settings.look"), Group: t("settings.group.here"), Icon: icons.Contrast, Draw: p.drawLook, Commands: p.lookCommands})
	p.Page = records.NewPage(h, d.PageDeps, t("area.settings"), tabs)
	p.Aside = true
	return p
}

// tabKeys are the titles of tabs that are opened from elsewhere.
var tabKeys = map[string]string{"fields": "fields.title", "lists": "lists.title", "numbers": "numbers.title", "customers": "settings.customers", "texts": "settings.texts", "finance": "settings.finance", "prints": "print_job.many"}

// ShowNamed brings a tab to the front: "fields", "lists", "numbers", "customers", "finance", "texts".
func (p *page) ShowNamed(tab string) bool {
	key, known := tabKeys[tab]
	if !known {
		key = tab + ".title"
	}
	return p.ShowTitled(p.host.T(key))
}

func (p *page) drawLook(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	c.Fill(r, theme.Window)
	col := r.Pad(16, 14, 16, 14)
	col.W = min(col.W, 640)
	p.card(c, &col, t("settings.language"), 74, func(in kit.Rect) {
		langs := []kit.Tab{{ID: "zh", Text: "中文"}, {ID: "en", Text: "English"}}
		in.W = kit.SegmentWidth(langs)
		c.Segment("lang", in.MiddleRow(theme.Control), langs, p.host.Lang(), p.d.Look.SetLanguage)
	})
	p.card(c, &col, t("settings.theme"), 74, func(in kit.Rect) {
		looks := []kit.Tab{{ID: "light", Text: t("shell.light")}, {ID: "dark", Text: t("shell.dark")}, {ID: "system", Text: t("shell.system_theme")}}
		now := p.d.Look.Get("theme")
		if now == "" {
			now = "light"
		}
		in.W = kit.SegmentWidth(looks)
		c.Segment("theme", in.MiddleRow(theme.Control), looks, now, p.d.Look.SetTheme)
	})
	p.card(c, &col, t("settings.zoom"), 74, func(in kit.Rect) {
		sizes := []kit.Tab{{ID: "0.9", Text: "90%"}, {ID: "1.0", Text: "100%"}, {ID: "1.1", Text: "110%"}, {ID: "1.2", Text: "120%"}, {ID: "1.3", Text: "130%"}, {ID: "1.5", Text: "150%"}}
		now := p.d.Look.Get("zoom")
		if now == "" {
			now = "1.0"
		}
		in.W = kit.SegmentWidth(sizes)
		c.Segment("zoom", in.MiddleRow(theme.Control), sizes, now, func(id string) { p.d.Look.SetZoom(zoomOf(id)) })
	})
	p.card(c, &col, t("settings.password"), 82, func(in kit.Rect) {
		c.ButtonsLeft(&in, kit.Button{ID: "password", Text: t("settings.change_password"), Icon: icons.Key, Tap: p.changePassword})
		c.Text(in, t("settings.password_text"), kit.Hint)
	})
	if p.host.Actor().Has(identity.RightAdmin) {
		p.card(c, &col, t("settings.backup"), 82, func(in kit.Rect) {
			b := kit.Button{ID: "backup", Text: t("shell.backup_now"), Icon: icons.HardDrive, Tap: p.backup}
			if p.busy {
				b.Disabled = t("settings.backup_running")
			}
			c.ButtonsLeft(&in, b)
			c.Text(in, t("settings.backup_text"), kit.Hint)
		})
	}
}

func zoomOf(id string) float32 {
	sizes := map[string]float32{"0.9": 0.9, "1.0": 1, "1.1": 1.1, "1.2": 1.2, "1.3": 1.3, "1.5": 1.5}
	return sizes[id]
}

func (p *page) card(c *kit.Canvas, r *kit.Rect, title string, h float32, draw func(in kit.Rect)) {
	in := c.Card(r.CutTop(h), title)
	r.CutTop(10)
	draw(in)
}

func (p *page) lookCommands() []kit.Command {
	return []kit.Command{{ID: "backup", Title: p.host.T("shell.backup_now"), Icon: icons.HardDrive, Run: p.backup}}
}

func (p *page) backup() {
	if p.busy {
		return
	}
	p.busy = true
	p.host.Go(func(ctx context.Context) {
		file, err := p.d.Backup(ctx)
		p.host.Post(func() {
			p.busy = false
			p.host.Report(err)
			if err == nil {
				p.host.Toast(p.host.T("settings.backed_up", "file", file), nil)
			}
			p.Surface().Redraw()
		})
	})
}

// form shows a dialog of fields; save gets their texts and may refuse.
func (p *page) form(title, text, action string, fields []*kit.Field, save func(ctx context.Context) error, done func()) {
	d := &kit.Dialog{Title: title, Text: text, Width: 480}
	d.Height = func(w float32) float32 { return float32(len(fields)) * 38 }
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		for i, f := range fields {
			c.FormRow(&r, "f"+string(rune('a'+i)), f.Name, f, kit.Form{Label: 92})
		}
	}
	d.Buttons = []kit.DialogButton{
		{Text: p.host.T("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: action, Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			p.host.Go(func(ctx context.Context) {
				err := save(ctx)
				p.host.Post(func() {
					if err != nil {
						fields[len(fields)-1].Err = p.host.ErrorText(err)
						d.Redraw()
						return
					}
					d.Close()
					if done != nil {
						done()
					}
				})
			})
			return true
		}},
	}
	p.host.ShowDialog(d)
	kit.Post(fields[0].Focus)
}

func (p *page) addPerson() {
	t := p.host.T
	name, login, password := kit.NewField(t("person.name")), kit.NewField(t("person.login")), kit.NewPassword(t("login.password"))
	role := kit.NewPicker(t("person.roles"), nil)
	for _, key := range p.d.Roles {
		role.Options = append(role.Options, kit.Option{Key: key, Text: t("role." + key)})
	}
	role.SetKey(identity.RoleSales)
	p.form(t("settings.add_person"), t("settings.add_person_text"), t("settings.add"), []*kit.Field{name, login, role.Field, password}, func(ctx context.Context) error {
		who := login.Text()
		if who == "" {
			who = name.Text()
		}
		return p.d.People.AddPerson(ctx, NewPerson{Name: name.Text(), Login: who, Role: role.Value().Key, Password: password.Text()})
	}, func() { p.host.Toast(t("settings.added", "name", name.Text()), nil) })
}

func (p *page) changePassword() {
	t := p.host.T
	old, fresh := kit.NewPassword(t("settings.old_password")), kit.NewPassword(t("settings.new_password"))
	code := ""
	p.form(t("settings.change_password"), t("settings.password_rule"), t("records.save"), []*kit.Field{old, fresh}, func(ctx context.Context) error {
		var err error
		code, err = p.d.People.ChangePassword(ctx, old.Text(), fresh.Text())
		return err
	}, func() {
		if code == "" {
			p.host.Toast(t("settings.password_changed"), nil)
			return
		}
		p.host.Ask(kit.Question{Title: t("first.recovery"), Text: t("first.recovery_text", "code", code), Yes: t("first.recovery_done"), No: t("shell.copy"), OnNo: func() { p.host.SetClipboard(code) }})
	})
}

func (p *page) personActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	run := func(fn func(ctx context.Context, id int64) error, done string) func() {
		return func() {
			p.host.Go(func(ctx context.Context) {
				err := fn(ctx, id)
				p.host.Post(func() {
					p.host.Report(err)
					if err == nil {
						p.host.Toast(t(done), nil)
					}
				})
			})
		}
	}
	if r.Get("state").Text() == "active" {
		return p.leaveActions(id, r.Get("name").Text())
	}
	return []kit.Command{{ID: "enable", Title: t("settings.enable"), Icon: icons.UserCheck, Run: run(p.d.People.Enable, "settings.enabled")}}
}
