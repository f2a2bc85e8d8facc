package customer_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
	"kontor/ui/uitest"

	window "kontor/ui/customer"
)

func (o *office) form(id int64, given map[string]string) *window.Form {
	f := window.NewForm(o.Host, o.deps(), id, given)
	o.lay(f)
	return f
}

// lay shows a page in a window of the toolkit that is not on a screen.
func (o *office) lay(p kit.Page) {
	o.win = uitest.Window(o.tb, o.Host, p, 1372, 803)
}

func (o *office) size(w, h float32) {
	o.win.Resize(fyne.NewSize(w, h))
	o.Host.Settle()
}

func formSurface(f *window.Form) *kit.Surface { return f.Content().(*kit.Surface) }

// fill types into a field of the form.
func (o *office) fill(f *window.Form, id, text string) {
	s := formSurface(f)
	s.FocusID("in."+id, true)
	s.Press("Ctrl+A")
	s.TypeText(text)
	o.Host.Settle()
}

func TestFormPictures(t *testing.T) {
	o := sampleOffice(t)
	f := o.form(0, nil)
	shot := func(name string, w, h float32) { uitest.Picture(t, o.Host, f, name, w, h) }
	shot("form-1-empty", 1372, 803)
	known := o.customers(t, 1)[0]
	o.fill(f, "name", known.Name)
	o.fill(f, "short_name", "舜泽食品")
	o.fill(f, "phone", "021-5500 3126 转 808")
	o.fill(f, "address", "川沙路 1108 号 3 幢 2 层")
	o.fill(f, "contact.name", "单国平")
	o.fill(f, "contact.mobile", "123 4567 8901")
	o.fill(f, "contact.mail", "shan@shunze.example")
	formSurface(f).Press("Ctrl+Enter")
	o.Host.Settle()
	shot("form-2-filled", 1372, 803)
	o.fill(f, "name", "上海舜泽食品")
	shot("form-3-double", 1372, 803)
	theme.Set(theme.Dark, 1)
	shot("form-4-dark", 1372, 803)
	theme.Set(theme.Light, 1)
	shot("form-5-narrow", 1032, 583)
	for _, e := range o.Host.Errors {
		t.Error(o.Host.ErrorText(e), e)
	}
	o.Host.Tongue = tr.In("en")
	kit.SetTongue(tr.In("en"))
	f = o.form(known.ID, nil)
	shot("form-6-english", 1372, 803)
	kit.SetTongue(tr.In("zh"))
}
