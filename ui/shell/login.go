package shell

import (
	"path/filepath"

	"kontor/ui/kit"
	"kontor/ui/theme"
)

// login asks who one is.
type login struct {
	w              *window
	need           *NeedLogin
	user, password *kit.Field
}

func (w *window) showLogin(need *NeedLogin) {
	t := w.sh.tongue
	l := &login{w: w, need: need, user: kit.NewField(t.T("login.user")), password: kit.NewPassword(t.T("login.password"))}
	if len(need.People) == 1 {
		l.user.SetText(need.People[0])
	}
	if need.Wrong != nil {
		l.password.Err = t.Error(need.Wrong)
	}
	l.password.OnEnter = func() bool { l.enter(); return true }
	w.login = need
	w.showBlank(l.draw, func(k kit.Key, _ bool) bool {
		switch k {
		case "Ctrl+Enter", "Enter":
			l.enter()
		case "Esc":
			w.showFirst(nil)
		default:
			return false
		}
		return true
	})
	if l.user.Text() == "" {
		l.user.Focus()
	} else {
		l.password.Focus()
	}
}

func (l *login) enter() {
	l.w.sh.OpenCompany(OpenRequest{Company: l.need.Company, User: l.user.Text(), Password: l.password.Text()})
}

func (l *login) draw(c *kit.Canvas) {
	t := l.w.sh.tongue
	box := c.Bounds().Center(420, 300)
	c.Round(box, theme.RadiusDialog, theme.Content, theme.Line)
	r := box.Inset(28)
	head := r.CutTop(40)
	c.Logo(head.CutLeft(32).Center(32, 32))
	head.CutLeft(12)
	c.Text(head, l.need.Name, kit.Title)
	c.Text(r.CutTop(30), filepath.Base(l.need.Company), kit.Hint)
	for _, f := range []struct {
		key   string
		field *kit.Field
	}{{"login.user", l.user}, {"login.password", l.password}} {
		line := r.CutTop(theme.Control)
		c.Text(line.CutLeft(92).Pad(0, 0, 12, 0), t.T(f.key), kit.Second.RightAligned())
		c.Field(f.key, line, f.field)
		if f.field.Err != "" {
			c.Para(kit.R(line.X, line.Bottom()+2, line.W, 36), f.field.Err, kit.Caption.In(theme.Bad), 2)
			r.CutTop(26)
		}
		r.CutTop(10)
	}
	foot := r.CutBottom(theme.Control)
	c.ButtonsRight(&foot, kit.Button{Text: t.T("login.back"), Key: "Esc", Tap: func() { l.w.showFirst(nil) }},
		kit.Button{ID: "enter", Text: t.T("login.enter"), Kind: kit.Primary, Key: "Enter", Tap: l.enter})
}

// showOpening says that a company is being opened; it is seen only when that takes long.
func (w *window) showOpening(company string) {
	t := w.sh.tongue
	w.showBlank(func(c *kit.Canvas) {
		box := c.Bounds().Center(420, 120)
		c.Logo(kit.R(box.X+box.W/2-18, box.Y, 36, 36))
		c.Text(kit.R(box.X, box.Y+52, box.W, 24), t.T("shell.opening", "name", filepath.Base(company)), kit.Second.Centered())
	}, nil)
}

// openManual shows the manual in the reader's language.
func (w *window) openManual() {
	if w.sh.p.Manual != nil {
		w.sh.p.Manual(w.sh.tongue.Lang)
	}
}
