package customer

import (
	"strings"

	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// profileKeys are the fields of preferences and habits, in the order of the strip.
var profileKeys = []string{"needs", "prefers", "habits", "hobbies", "taboos"}

const (
	profileRow  = 20
	profileMost = 4
)

// profile are the lines at the top of the pane: what the customer needs and likes, and
// what its orders say (CUS-05).
func (a *pane) profile() (list []profileLine) {
	typ := a.p.deps.Registry.Type("customer")
	for _, key := range profileKeys {
		if text := strings.Join(strings.Fields(a.text(key)), " "); text != "" {
			list = append(list, profileLine{records.Label(a.p.host, typ.Field(key)), text})
		}
	}
	if text := a.habits(); text != "" {
		list = append(list[:min(len(list), profileMost-1)], profileLine{a.p.host.T("dossier.habits"), text})
	}
	return list[:min(len(list), profileMost)]
}

type profileLine struct{ label, text string }

// habits says in one line what the orders tell.
func (a *pane) habits() string {
	t := a.p.host.T
	h := a.data.dossier.habits
	if h.Orders == 0 {
		return ""
	}
	var goods []string
	for _, p := range h.Products {
		goods = append(goods, t("dossier.bought", "name", p.Name, "n", p.Orders))
	}
	out := strings.Join(goods, t("records.comma"))
	if h.Every > 0 {
		out += t("dossier.every", "days", h.Every, "amount", short(int64(h.Average)))
	}
	return out
}

func (a *pane) profileHeight() float32 {
	n := len(a.profile())
	if n == 0 {
		return 0
	}
	return float32(n)*profileRow + 13
}

func (a *pane) drawProfile(c *kit.Canvas, r kit.Rect) {
	list := a.profile()
	if len(list) == 0 {
		return
	}
	c.Fill(r, theme.Sunken)
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
	in := r.Pad(16, 6, 16, 0)
	label := float32(0)
	for _, x := range list {
		label = max(label, kit.Measure(x.label, kit.Caption))
	}
	for i, x := range list {
		row := in.CutTop(profileRow)
		if i == 0 && a.mayChange() {
			c.Button(row.CutRight(theme.ControlS).MiddleRow(profileRow), kit.Button{ID: "profile.edit", Icon: icons.Pencil, Kind: kit.Plain, Small: true, Tip: a.p.host.T("dossier.edit_profile"), Tap: a.editProfile})
		}
		c.Text(row.CutLeft(min(label, 120)+10), x.label, kit.Caption)
		c.Text(row, x.text, kit.Body)
	}
}

// editProfile opens the form at the preferences.
func (a *pane) editProfile() {
	a.p.host.Open("customer", a.id, map[string]string{"form": "edit", "at": "profile"})
}
