package importpage_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kontor/app/apptest"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/history"
	"kontor/app/importing"
	"kontor/app/importing/csvfile"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/suite"
	"kontor/assets"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/data/files"
	"kontor/printing/excel"
	"kontor/ui/importpage"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/uitest"
)

type desk struct {
	*suite.Suite
	t    testing.TB
	host *uitest.Host
	deps importpage.Deps
	dir  string
	end  context.CancelFunc
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	c := datatest.Open(t, "sqlite")
	g := datatest.Ground(c)
	d := &desk{Suite: suite.New(suite.Params{Ground: g, Store: c.DB, Numbers: data.NewNumbers(c.DB)}), t: t, dir: t.TempDir()}
	d.check(d.Load(apptest.Program()))
	words := map[string][]string{}
	for _, lang := range assets.Languages {
		all, err := assets.Words(lang)
		d.check(err)
		for k, v := range all {
			words[k] = append(words[k], v)
		}
	}
	g.Registry.Names = func(k string) []string { return words[k] }
	for i, name := range []string{"林晓雯", "周启航", "陈思远", "王雨桐"} {
		d.check(g.Service(member.Persons).Create(apptest.Program(), &member.Person{Login: fmt.Sprint("p", i), Name: name}))
	}
	svc := importing.New(g, importing.Params{History: history.New(g), Sheet: excel.NewWriter})
	ctx, end := context.WithCancel(apptest.Owner())
	d.end = end
	runner := importing.NewRunner(ctx, svc)
	t.Cleanup(func() { end(); runner.Wait() })
	d.host = uitest.New(t, apptest.Owner(), c.Clock, g.Notices)
	formats := importing.Formats{Book: excel.Read, Text: csvfile.Open}
	d.deps = importpage.Deps{
		Imports: svc, Runner: runner, Registry: g.Registry, Source: g.Source,
		Open: func(path string) (importing.Source, error) {
			f, err := files.Open(path)
			if err != nil {
				return nil, err
			}
			return formats.Open(f.Name, f.In, f.Size, f.End)
		},
		Create: func(path string) (exporting.File, error) { return files.Create(path) },
	}
	return d
}

func (d *desk) check(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) page(kind string) *importpage.Page {
	d.t.Helper()
	p, err := importpage.New(d.host, d.deps, kind)
	d.check(err)
	d.host.Settle()
	return p
}

// board fills the company with what the file of the design board updates, and makes the
// file: 3,000 rows of 12 columns in GB18030.
func (d *desk) board() string {
	d.t.Helper()
	g := d.Ground
	money, err := entity.Custom{ID: 1, Label: "年耗材额", Kind: entity.KindMoney}.Field()
	d.check(err)
	date, err := entity.Custom{ID: 2, Label: "上次联系", Kind: entity.KindDate}.Field()
	d.check(err)
	g.Registry.SetCustom("customer", []*entity.Field{money, date})
	have := []customer.Customer{
		{Name: "苏州恒拓精密制造有限公司", Grade: "b", Industry: "machinery"},
		{Name: "深圳联芯光电科技有限公司", Grade: "a"},
		{Name: "宁波三洲阀门有限公司", Grade: "b"},
		{Name: "深圳蓝湾海产品有限公司", Mobile: "19900002716"},
		{Name: "苏州吴门茶业有限公司", Remark: "老客户"},
	}
	for i := range have {
		have[i].Kind, have[i].OwnerID = customer.Company, 1
		d.check(d.Customers.Customers.Create(apptest.Owner(), &have[i]))
	}
	for i := range 43 {
		c := &customer.Customer{Name: fmt.Sprintf("已有客户%d有限公司", i), Kind: customer.Company, Mobile: fmt.Sprintf("1880000%04d", i)}
		c.OwnerID = int64(2 + 2*(i%2))
		d.check(d.Customers.Customers.Create(apptest.Owner(), c))
	}
	var b strings.Builder
	b.WriteString("公司名称,级别,业务员,手机,纳税人识别号,上次联系,年耗材额(万),QQ,地区,地址,行业,备注\n")
	row := func(cells ...string) { b.WriteString(strings.Join(cells, ",") + "\n") }
	row("苏州恒拓精密制造有限公司", "A", "林晓雯", "199 0000 5521", "91350100M000100Y43", "2026/3/12", "28.6", "", "华东", "", "机械制造", "")
	row("深圳联芯光电科技有限公司", "B", "周启航", "1.39E+10", "", "3月9日", "120", "", "华南", "南山区科苑路 18 号", "电子光电", "")
	row("宁波三洲阀门有限公司", "A", "小陈", "", "", "44265", "120", "", "华东", "", "机械制造", "")
	row("苏州吴门茶业有限公司", "", "林晓雯", "", "", "", "", "", "", "", "", "老客户；春茶 4 月起订")
	for i := range 40 {
		row(fmt.Sprintf("已有客户%d有限公司", i), "A", "", fmt.Sprintf("1880000%04d", i), "", "", "", "", "", "", "", "")
	}
	for i := len("0123"); i < 2956; i++ {
		grade, mobile, owner := "A", fmt.Sprintf("199%08d", 10000000+i), "周启航"
		switch {
		case i%150 == 7:
			mobile = "12345678901"
		case i == 381:
			grade = "特级"
		case i%330 == 9:
			owner = "小陈"
		}
		name := fmt.Sprintf("展会客户 %d 有限公司", i)
		if i == 640 {
			name = ""
		}
		row(name, grade, owner, mobile, "", "2026/3/12", "28.6", "", "华东", "园区路 "+fmt.Sprint(i), "机械制造", "展会名片")
	}
	text, err := simplifiedchinese.GB18030.NewEncoder().String(b.String())
	d.check(err)
	path := filepath.Join(d.dir, "客户名单2025.csv")
	d.check(os.WriteFile(path, []byte(text), 0o600))
	return path
}

func surface(p *importpage.Page) *kit.Surface { return p.Content().(*kit.Surface) }

func TestImportPageFromFileToRevert(t *testing.T) { // DAT-01
	d := newDesk(t)
	path := d.board()
	p := d.page("customers")
	s := surface(p)
	s.SetSize(1372, 802)
	if !s.Shows("选择要导入的文件") {
		t.Fatal("no way to begin")
	}
	d.host.Pick = path
	s.Click("pick")
	d.host.Settle()
	s.Flush()
	for _, want := range []string{"客户名单2025.csv", "GB18030，逗号分隔", "首行为标题", "公司名称", "仅新建", "另有"} {
		if !s.Shows(want) && !contains(s.Texts(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	s.Click("mode.upsert")
	d.host.Settle()
	s.Flush()
	if !contains(s.Texts(), "待确认") {
		t.Fatal("nothing to confirm")
	}
	// the primary action leads to the first open column
	s.Press("Ctrl+Enter")
	if len(d.deps.Runner.List()) != 0 || !strings.HasPrefix(s.FocusedID(), "field.") {
		t.Fatalf("an import with open columns was started; focus on %q", s.FocusedID())
	}
	for i := range 12 {
		id := fmt.Sprintf("act.field.%d", i)
		if _, ok := s.HitRect(id); ok {
			s.Click(id)
			d.host.Settle()
			s.Flush()
		}
	}
	if contains(s.Texts(), "待确认") {
		t.Fatal("still to confirm")
	}
	s.Press("Ctrl+Enter")
	list := d.deps.Runner.List()
	if len(list) != 1 {
		t.Fatal("not started")
	}
	wait(t, list[0])
	d.host.Settle()
	s.Flush()
	rep := list[0].Snap().Report
	if rep == nil || rep.Sum() != rep.Rows || rep.Updated != 43 || rep.Failed != 23 || !contains(s.Texts(), "撤销本次导入") {
		t.Fatalf("%d rows = %d, %d updated, %d failed, %v", rep.Rows, rep.Sum(), rep.Updated, rep.Failed, list[0].Snap().Err)
	}
	c, err := d.Customers.Customers.First(apptest.Owner(), listing.Is("name", listing.Eq, "宁波三洲阀门有限公司"))
	d.check(err)
	if c.OwnerID != 3 || c.Grade != "a" || c.Custom["c1"].Int() != 120_000_000 {
		t.Errorf("%+v: 小陈 means 陈思远, the amount is in 万元", c)
	}
	d.host.Pick = filepath.Join(d.dir, "错误行.xlsx")
	s.Click("errors")
	d.host.Settle()
	if raw, err := os.ReadFile(d.host.Pick); err != nil || !bytes.HasPrefix(raw, []byte("PK")) {
		t.Errorf("no file of failed rows: %v", err)
	}
	s.Click("revert")
	d.host.Settle()
	if d.host.Question == nil {
		t.Fatal("not asked")
	}
	d.host.Question.OnYes()
	d.host.Settle()
	c, err = d.Customers.Customers.First(apptest.Owner(), listing.Is("name", listing.Eq, "宁波三洲阀门有限公司"))
	d.check(err)
	if c.Grade != "b" || c.OwnerID != 1 {
		t.Errorf("after the revert %+v", c)
	}
	if len(d.host.Errors) > 0 {
		t.Error(d.host.Errors)
	}
}

func contains(texts []string, part string) bool {
	for _, s := range texts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

func wait(t *testing.T, x *importing.Task) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !x.Snap().Done; {
		if time.Now().After(deadline) {
			t.Fatal("the import does not end")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestPictures(t *testing.T) {
	d := newDesk(t)
	path := d.board()
	p := d.page("customers")
	uitest.Picture(t, d.host, p, "import-1-empty", 1372, 803)
	s := surface(p)
	d.host.Pick = path
	s.Click("pick")
	d.host.Settle()
	s.Click("mode.upsert")
	d.host.Settle()
	uitest.Picture(t, d.host, p, "import-2-dry", 1372, 803)
	uitest.Picture(t, d.host, p, "import-3-narrow", 1032, 583)
	theme.Set(theme.Dark, 1)
	uitest.Picture(t, d.host, p, "import-4-dark", 1372, 803)
	theme.Set(theme.Light, 1)
}
