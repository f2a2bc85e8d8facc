package customer_test

import (
	"context"
	"image"
	"strconv"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/listing"

	window "kontor/ui/customer"
)

// deck stands in for the pictures of business cards on the disk and the clipboard.
type deck struct {
	card map[string]string
	code string
	err  error
	clip string
}

func (d *deck) Read(context.Context, string) (image.Image, map[string]string, string, error) {
	if d.err != nil {
		return nil, nil, "", d.err
	}
	return image.NewGray(image.Rect(0, 0, 900, 500)), d.card, d.code, nil
}
func (d *deck) Clip(context.Context) (string, error) { return d.clip, nil }
func (d *deck) Turn(img image.Image) image.Image     { return img }
func (d *deck) Exts() []string                       { return []string{"png", "jpg"} }

// drawer keeps the bytes of files nowhere.
type drawer struct{ put []string }

func (s *drawer) Put(_ context.Context, path string) (string, int64, error) {
	s.put = append(s.put, path)
	return strings.Repeat("ab", 32) + "/card.png", 7, nil
}
func (s *drawer) Open(context.Context, string) error           { return nil }
func (s *drawer) SaveAs(context.Context, string, string) error { return nil }

func (o *office) cardForm(id int64, d *deck, kept drafts) (*window.Form, *drawer) {
	deps, files := o.deps(), &drawer{}
	deps.Cards, deps.Files = d, files
	if kept != nil {
		deps.Drafts = kept
	}
	f := window.NewForm(o.Host, deps, id, nil)
	o.lay(f)
	return f, files
}

// attached are the files of a customer.
func (o *office) attached(t *testing.T, c *customer.Customer) []*customer.Attachment {
	t.Helper()
	list, err := o.Customers.Attachments.Find(o.Boss, listing.Is("customer_id", listing.Eq, strconv.FormatInt(c.ID, 10)))
	ok(t, err)
	return list
}

// DAT-06: the picture of a business card stands beside the form while its fields are typed,
// and is kept with the contact that was typed from it.
func TestBusinessCardBesideTheForm(t *testing.T) {
	o := smallOffice(t)
	f, files := o.cardForm(0, &deck{}, nil)
	o.Host.Pick = "/photos/单国平.jpg"
	o.press(f, "Ctrl+B")
	if _, ok := formSurface(f).HitRect("card.picture"); !ok {
		t.Fatal("the picture is not shown")
	}
	o.fill(f, "name", "上海舜泽食品有限公司")
	o.fill(f, "contact.name", "单国平")
	o.press(f, "Ctrl+Enter")
	o.clean(t)
	c := o.find(t, "上海舜泽食品有限公司")
	list := o.attached(t, c)
	if len(list) != 1 || list[0].ContactID == 0 || len(files.put) != 1 || files.put[0] != "/photos/单国平.jpg" {
		t.Fatalf("kept: %+v, stored %v", list, files.put)
	}

	f, _ = o.cardForm(c.ID, &deck{}, nil) // a customer that is there already
	f.DropFiles([]string{"/photos/terms.pdf", "/photos/back.png"})
	o.Host.Settle()
	if _, ok := formSurface(f).HitRect("card.picture"); !ok {
		t.Fatal("a dropped picture is not shown")
	}
	o.fill(f, "city", "上海")
	o.press(f, "Ctrl+Enter")
	o.clean(t)
	if list := o.attached(t, c); len(list) != 2 {
		t.Errorf("%d files", len(list))
	}
}

// DAT-06: in a narrow window the picture stands above the form; it can be taken away again,
// and then nothing is attached.
func TestBusinessCardInANarrowWindow(t *testing.T) {
	o := smallOffice(t)
	f, files := o.cardForm(0, &deck{}, nil)
	o.size(1032, 583)
	o.Host.Pick = "/photos/a.png"
	o.clickForm(t, f, "card")
	r, shown := formSurface(f).HitRect("card.picture")
	if !shown || r.H < 120 {
		t.Fatalf("shown %v at %v", shown, r)
	}
	o.clickForm(t, f, "card.clear")
	o.fill(f, "name", "苏州云汉")
	o.press(f, "Ctrl+Enter")
	o.clean(t)
	if len(files.put) != 0 {
		t.Error("a picture that was taken away was attached")
	}
}

// DAT-07: the vCard in the QR code of a picture fills the fields that are still empty.
func TestCardCodeFillsTheForm(t *testing.T) {
	o := smallOffice(t)
	f, _ := o.cardForm(0, &deck{clip: "/tmp/clip.png", card: map[string]string{
		"company": "宁波海曙机电有限公司", "contact": "陈思远", "job title": "采购", "mobile": "13800003126",
		"phone": "0574-87001234", "email": "chen@haishu.example", "address": "海曙区中山路 1 号",
	}}, nil)
	o.fill(f, "address", "总部大楼")
	o.clickForm(t, f, "paste") // nothing but a picture is on the clipboard
	if !strings.Contains(o.shown(f), "从二维码填了 6 项") {
		t.Errorf("not said how many fields were filled: %s", o.shown(f))
	}
	o.press(f, "Ctrl+Enter")
	o.clean(t)
	c := o.find(t, "宁波海曙机电有限公司")
	if c.Address != "总部大楼" || c.Phone == "" {
		t.Errorf("what was typed stays: %q, phone %q", c.Address, c.Phone)
	}
	m, err := o.Customers.MainContact(o.Boss, c.ID)
	ok(t, err)
	if m == nil || m.Name != "陈思远" || m.Title != "采购" || m.Mobile == "" || m.Mail != "chen@haishu.example" {
		t.Errorf("contact: %+v", m)
	}
}

// DAT-06: a picture that cannot be read is refused with the reason, and the form stays as it was.
func TestBadPictureIsRefusedWithTheReason(t *testing.T) {
	o := smallOffice(t)
	f, files := o.cardForm(0, &deck{err: app.E(app.Invalid, "picture.large", "file", "a.png", "w", 60000, "h", 60000, "max", 50)}, nil)
	o.fill(f, "name", "绍兴越城")
	o.Host.Pick = "/photos/a.png"
	o.press(f, "Ctrl+B")
	if len(o.Host.Errors) != 1 || !strings.Contains(o.Host.ErrorText(o.Host.Errors[0]), "60,000 × 60,000") {
		t.Errorf("told: %v", o.Host.Errors)
	}
	o.Host.Errors = nil
	o.press(f, "Ctrl+Enter")
	o.clean(t)
	if o.find(t, "绍兴越城"); len(files.put) != 0 {
		t.Error("the refused picture was attached")
	}
}

// DAT-06: the picture comes back with the draft.
func TestBusinessCardComesBackWithTheDraft(t *testing.T) {
	o := smallOffice(t)
	kept := drafts{}
	f, _ := o.cardForm(0, &deck{}, kept)
	o.Host.Pick = "/photos/a.png"
	o.press(f, "Ctrl+B")
	o.fill(f, "name", "嘉兴南湖")
	f, _ = o.cardForm(0, &deck{}, kept)
	o.clickForm(t, f, "banner.action")
	if _, ok := formSurface(f).HitRect("card.picture"); !ok || !strings.Contains(o.shown(f), "嘉兴南湖") {
		t.Error("the picture did not come back")
	}
}
