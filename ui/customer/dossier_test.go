package customer_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/ui/records"
	"kontor/ui/uitest"

	window "kontor/ui/customer"
)

func (o *office) save(t *testing.T, name string, texts map[string]string) *customer.Customer {
	t.Helper()
	texts["name"] = name
	c, err := o.Customers.Customers.Save(o.Boss, 0, 0, texts)
	ok(t, err)
	return c
}

func (o *office) clicks(t *testing.T, p *window.Page, ids ...string) {
	t.Helper()
	for _, id := range ids {
		if !surface(p).Click(id) {
			t.Fatalf("nothing to click: %s", id)
		}
		o.Host.Settle()
	}
}

// CUS-05, CUS-44, CUS-46: the pane begins with what the customer likes; its dossier has
// the rate, the group and the lists, each leading on.
func TestDossierInThePane(t *testing.T) {
	o := smallOffice(t)
	top := o.save(t, "恒拓集团有限公司", map[string]string{})
	c := o.save(t, "苏州恒拓精密制造有限公司", map[string]string{"parent_id": num(top.ID), "prefers": "国产主机", "buy_decider": "单国平", "latitude": "31.3", "longitude": "120.6"})
	_, err := o.Ground.Service(customer.Competitors).Save(o.Boss, 0, 0, map[string]string{"customer_id": num(c.ID), "name": "广东某封箱机厂"})
	ok(t, err)
	d := o.deps()
	link := ""
	d.OpenLink = func(url string) error { link = url; return nil }
	p := window.New(o.Host, d)
	surface(p).SetSize(1372, 803)
	o.Host.Settle()
	p.Show(customer.Customers, c.ID, nil)
	o.Host.Settle()
	o.clicks(t, p, "pane.tab.dossier")
	text := strings.Join(surface(p).Texts(), "|")
	for _, want := range []string{"国产主机", "恒拓集团有限公司", "广东某封箱机厂", "1/45"} {
		if !strings.Contains(text, want) {
			t.Errorf("the pane does not say %q: %s", want, text)
		}
	}
	o.clicks(t, p, "map.open", "open.competitor_note")
	if !strings.Contains(link, "120.6%2C31.3") {
		t.Errorf("the map is asked for %s", link)
	}
	if got := o.Host.Opened[len(o.Host.Opened)-1]; got.Kind != customer.Competitors || got.Args["customer_id"] != num(c.ID) {
		t.Errorf("the list opens as %+v", got)
	}
	o.clicks(t, p, "unit."+num(top.ID))
	if text := strings.Join(surface(p).Texts(), "|"); !strings.Contains(text, "unit") && !strings.Contains(text, "苏州恒拓精密制造有限公司") {
		t.Errorf("the parent does not show its subsidiary: %s", text)
	}
	o.clean(t)
}

// CUS-54: files come by drop and paste, are opened, saved, binned and taken back.
func TestFilesOfACustomer(t *testing.T) {
	o := smallOffice(t)
	c := o.save(t, "苏州恒拓精密制造有限公司", map[string]string{})
	keep := &uitest.Shelf{Blobs: o.DB.Blobs()}
	d := o.deps()
	d.Files = keep
	p := window.New(o.Host, d)
	surface(p).SetSize(1372, 803)
	p.Show(customer.Customers, c.ID, nil)
	o.Host.Settle()
	paths := []string{filepath.Join(t.TempDir(), "合同.pdf"), filepath.Join(t.TempDir(), "图纸.dwg")}
	for i, path := range paths {
		ok(t, os.WriteFile(path, []byte{byte(i)}, 0o600))
	}
	files := func() int64 {
		n, err := o.Customers.Attachments.Count(o.Boss, listing.Is("customer_id", listing.Eq, num(c.ID)))
		ok(t, err)
		return n
	}
	p.DropFiles(paths[:1])
	o.Host.Settle()
	o.Host.Clip = "file://" + paths[1]
	surface(p).Press("Ctrl+V")
	o.Host.Settle()
	if files() != 2 {
		t.Fatalf("%d files", files())
	}
	all, err := o.Customers.Attachments.Find(o.Boss, listing.Node{}, listing.Sort{Key: "id"})
	ok(t, err)
	first := num(all[0].ID)
	o.Host.Pick = "/tmp/copy.pdf"
	o.clicks(t, p, "file."+first, "file.save."+first, "file.bin."+first)
	if len(keep.Opened) != 2 || keep.Opened[0] != all[0].File || keep.Opened[1] != "/tmp/copy.pdf" || files() != 1 {
		t.Errorf("opened %v, %d files", keep.Opened, files())
	}
	o.Host.Undo()
	o.Host.Settle()
	if files() != 2 {
		t.Error("the binned file did not come back")
	}
	o.clean(t)
	o.Host.Clip = "今天下午三点开会"
	surface(p).Press("Ctrl+V")
	o.Host.Settle()
	if len(o.Host.Errors) != 1 || files() != 2 {
		t.Errorf("text was pasted as a file: %v", o.Host.Errors)
	}
}

// CUS-47: the ring of the form counts the 75 fields while one types; what is filled is
// saved, and the averages lead to the customers behind them.
func TestDossierInTheForm(t *testing.T) {
	o := smallOffice(t)
	c := o.save(t, "苏州恒拓精密制造有限公司", map[string]string{})
	f := o.form(c.ID, map[string]string{"at": "purchasing"})
	if text := o.shown(f); !strings.Contains(text, "2/15") || !strings.Contains(text, "3%") {
		t.Errorf("name and owner are 2 of 75: %s", text)
	}
	o.fill(f, "buy_decider", "单国平")
	if text := o.shown(f); !strings.Contains(text, "1/45") || !strings.Contains(text, "4%") {
		t.Errorf("the ring does not follow: %s", text)
	}
	o.press(f, "Ctrl+Enter")
	o.clean(t)
	if got := o.find(t, c.Name); got.Completion != customer.Rate(3) || got.Custom["buy_decider"].Text() != "单国平" {
		t.Errorf("saved %d %v", got.Completion, got.Custom)
	}
	p := o.dossier(0)
	s := p.Surface()
	s.SetSize(1372, 803)
	o.Host.Settle()
	if !s.Click("rate.person." + num(c.OwnerID)) {
		t.Fatalf("no average of the owner: %v", s.Texts())
	}
	if got := o.Host.Opened[len(o.Host.Opened)-1]; got.Kind != customer.Customers || got.Args["rates"] != "owner_id" || got.Args["of"] != num(c.OwnerID) {
		t.Errorf("opens %+v", got)
	}
}

func (o *office) dossier(id int64) *window.DossierPage {
	pd := records.PageDeps{Deps: o.deps().Deps, Service: func(kind string) record.Any { return o.Ground.Service(kind) }}
	p := window.NewDossier(o.Host, o.deps(), pd, id, "")
	o.Host.Settle()
	return p
}

// CUS-46, CUS-48: a new entry of a dossier is of its customer; an evaluation is adopted
// from its row.
func TestDossierListsOfACustomer(t *testing.T) {
	o := smallOffice(t)
	c := o.save(t, "苏州恒拓精密制造有限公司", map[string]string{})
	p := o.dossier(c.ID)
	s := p.Surface()
	o.lay(p)
	p.ShowWith(customer.CreditReviews, 0, true, map[string]string{"customer_id": num(c.ID)})
	o.Host.Settle()
	for key, text := range map[string]string{"title": "2026 年度评价", "limit_minor": "30w"} {
		if !s.Click("form." + key) {
			t.Fatalf("no field %s: %v", key, s.Texts())
		}
		s.Press("Ctrl+A")
		s.TypeText(text)
		o.Host.Settle()
	}
	s.Click("save")
	o.Host.Settle()
	o.clean(t)
	list, err := o.Customers.Reviews.Find(o.Boss, listing.Node{})
	ok(t, err)
	if len(list) != 1 || list[0].CustomerID != c.ID || list[0].Limit != 300_000_00 {
		t.Fatalf("saved %+v", list)
	}
	if !s.Click("credit.adopt") {
		t.Fatalf("nothing adopts: %v", s.Texts())
	}
	o.Host.Settle()
	o.clean(t)
	if got := o.find(t, c.Name); got.CreditLimit != 300_000_00 {
		t.Errorf("limit %d", got.CreditLimit)
	}
}

// CUS-55, CUS-60: the plot and the totals of documents as they are looked at.
func TestDossierPictures(t *testing.T) {
	o := sampleOffice(t)
	p := o.dossier(0)
	p.ShowTab(1)
	o.Host.Settle()
	uitest.Picture(t, o.Host, p, "dossier-map", 1372, 803)
	o.clean(t)
}

func num(n int64) string { return strconv.FormatInt(n, 10) }
