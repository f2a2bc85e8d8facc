package importing_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"kontor/app/apptest"
	"kontor/app/customer"
	"kontor/app/importing"
	"kontor/app/record"
	"kontor/data/datatest"
	"kontor/printing/excel"
)

func TestUniqueFieldsOfProducts(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		file := "产品编号,品名,单价,税率\nFX-01,封箱机,12800,13\nFX-02,缠绕机,\"9,600.50\",13\nFX-01,另一台,1,13\n"
		r, err := d.imports.Run(d.ctx, d.job("products", file, nil))
		d.check(err)
		if got := counts(r); got != "3 = 2 new 0 changed 0 same 1 skipped 0 failed" {
			t.Fatalf("%s %+v", got, r.Faults)
		}
		r, err = d.imports.Run(d.ctx, d.job("products", file, func(m *importing.Mapping) { m.Mode, m.Keys = importing.Upsert, []string{"code"} }))
		d.check(err)
		if got := counts(r); got != "3 = 0 new 1 changed 2 same 0 skipped 0 failed" {
			t.Errorf("again: %s %+v", got, r.Updates)
		}
	})
}

func TestCancelTakesEverythingBack(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		_, err := d.imports.Run(d.ctx, d.job("customers", first, nil))
		d.check(err)
		var b bytes.Buffer
		b.WriteString("客户名称,等级\n苏州恒拓精密制造有限公司,C\n")
		for i := range 3000 {
			fmt.Fprintf(&b, "批量客户 %d 有限公司,A\n", i)
		}
		for _, stage := range []importing.Stage{importing.Staging, importing.Publishing} {
			job := d.job("customers", b.String(), func(m *importing.Mapping) { m.Mode, m.Keys = importing.Upsert, []string{"name"} })
			ctx, cancel := context.WithCancel(d.ctx)
			job.Progress = func(p importing.Progress) {
				if p.Stage == stage && p.Rows >= 800 {
					cancel()
				}
			}
			r, err := d.imports.Run(ctx, job)
			cancel()
			if err == nil || !r.Cancelled {
				t.Fatalf("%s: %+v %v", stage, r, err)
			}
			got := d.customers()
			if len(got) != 2 || got["苏州恒拓精密制造有限公司"].Grade != "a" {
				t.Errorf("%s: %d customers left, grade %s", stage, len(got), got["苏州恒拓精密制造有限公司"].Grade)
			}
		}
		k, _ := importing.KindNamed("customers")
		runs, err := d.imports.Recent(d.ctx, k, 10)
		d.check(err)
		if len(runs) != 3 || runs[0].State != importing.Cancelled || runs[2].State != importing.Finished || runs[2].Person != "王总" {
			t.Errorf("%+v", runs)
		}
	})
}

func TestADeadImportIsTakenBackLater(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		run := &importing.Run{Kind: "customers", File: "x.csv", State: importing.Running, BeatAt: c.Clock.Now().UnixMilli()}
		d.check(d.Ground.Service(importing.Runs).Create(apptest.Program(), run))
		b, err := d.Ground.Service("customer").OpenBulk(d.ctx, record.BulkParams{ImportID: run.ID, Columns: []string{"name"}})
		d.check(err)
		rec := &customer.Customer{Name: "半途有限公司", Kind: customer.Company}
		d.check(b.Ready(d.ctx, rec))
		d.check(b.Add(d.ctx, rec))
		_, err = b.Publish(d.ctx, nil)
		d.check(err)
		d.check(d.imports.Recover(apptest.Program()))
		if len(d.customers()) != 1 {
			t.Error("an import that is alive was taken back")
		}
		c.Clock.Move(2 * 60e9)
		d.check(d.imports.Recover(apptest.Program()))
		if len(d.customers()) != 0 {
			t.Error("the remains of a dead import are still there")
		}
	})
}

func TestFailedRowsComeAsAFile(t *testing.T) { // DAT-01
	d := newDesk(t, datatest.Open(t, "sqlite"))
	job := d.job("customers", first, nil)
	r, err := d.imports.DryRun(d.ctx, job)
	d.check(err)
	var buf bytes.Buffer
	d.check(d.imports.Errors(d.ctx, job, r, importing.ErrorFile{
		To: &buf, Sheet: "错误行", Reason: "原因",
		Say: func(err error) string { return err.Error() },
	}))
	book, err := excel.Open("e.xlsx", bytes.NewReader(buf.Bytes()), int64(buf.Len()), nil)
	d.check(err)
	rows, err := book.Open(importing.Layout{})
	d.check(err)
	var lines [][]string
	var row importing.Row
	for rows.Next(&row) == nil {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		lines = append(lines, cells)
	}
	if len(lines) != 4 || lines[0][8] != "原因" || lines[1][0] != "上海舜泽食品有限公司" || !strings.Contains(lines[1][8], "phone.prefix") || !strings.Contains(lines[1][8], "; ") {
		t.Errorf("%q", lines)
	}
}

func TestRememberedMapping(t *testing.T) { // DAT-14
	d := newDesk(t, datatest.Open(t, "sqlite"))
	k, _ := importing.KindNamed("customers")
	job := d.job("customers", first, func(m *importing.Mapping) {
		m.Defaults = map[string]string{"source": "展会", "owner_id": "我"}
		m.Columns[2].Unknown = importing.Leave
		m.Columns[7].Field = "needs"
	})
	d.check(d.imports.Remember(d.ctx, k, "展会名单", job.Mapping))
	src := csvSource(t, "备注,公司名称 *,级别,业务员,手机,联系人,所属行业,信用额度(万)\n")
	p, err := d.imports.Inspect(d.ctx, k, csvSource(t, first), importing.Layout{}, -1)
	d.check(err)
	m, name, err := d.imports.Guess(d.ctx, k, p, true)
	d.check(err)
	if name != "展会名单" || m.Columns[7].Field != "needs" || m.Columns[0].Sure != importing.Set || len(m.Doubtful()) != 0 {
		t.Errorf("%q %+v", name, m)
	}
	r, err := d.imports.Run(d.ctx, importing.Job{Kind: k, Source: csvSource(t, first), Mapping: m})
	d.check(err)
	got := d.customers()["苏州恒拓精密制造有限公司"]
	if got == nil || got.Source != "exhibition" || got.Needs != "老客户" || r.Created != 2 {
		t.Errorf("%+v %s", got, counts(r))
	}
	list, err := d.imports.SchemeNames(d.ctx, k)
	if err != nil || len(list) != 1 || list[0].Name != "展会名单" {
		t.Errorf("%+v %v", list, err)
	}
	_ = src
	if _, err := d.imports.UseScheme(d.ctx, k, list[0].ID, &importing.Preview{Headers: []string{"甲", "乙"}}); err == nil {
		t.Error("a scheme is put onto a file without its columns")
	}
}

func TestTheCommandInOneStep(t *testing.T) { // DAT-01
	d := newDesk(t, datatest.Open(t, "sqlite"))
	var file bytes.Buffer
	wish := importing.Wish{Kind: "customers", Source: csvSource(t, first), Failed: func(write func(importing.ErrorFile) error) (string, error) {
		return "名单.csv.errors.xlsx", write(importing.ErrorFile{To: &file, Sheet: "错误行", Reason: "原因", Say: func(err error) string { return err.Error() }})
	}}
	wish.DryRun = true
	dry, err := d.imports.Do(d.ctx, wish)
	d.check(err)
	if dry.Created != 2 || dry.Skipped != 1 || dry.Failed != 3 || dry.ImportID != "" || dry.ErrorsFile == "" || len(d.customers()) != 0 {
		t.Fatalf("dry run %+v", dry)
	}
	wish.DryRun = false
	r, err := d.imports.Do(d.ctx, wish)
	d.check(err)
	if r.Created != 2 || r.Failed != 3 || r.ImportID == "" || file.Len() == 0 {
		t.Fatalf("%+v", r)
	}
	again := importing.Wish{
		Kind: "customers", Source: csvSource(t, "公司,评级\n苏州恒拓精密制造有限公司,C\n没有这家,C\n"), Mode: importing.Update, Key: "客户名称",
		Map: []byte(`{"公司":"name","评级":"grade"}`),
	}
	u, err := d.imports.Do(d.ctx, again)
	d.check(err)
	if u.Updated != 1 || u.Skipped != 1 {
		t.Errorf("update %+v", u)
	}
	back, err := d.imports.RevertNamed(d.ctx, u.ImportID)
	d.check(err)
	if back.Updated != 1 || d.customers()["苏州恒拓精密制造有限公司"].Grade != "a" {
		t.Errorf("revert %+v", back)
	}
	for _, bad := range []importing.Wish{
		{Kind: "nonsense", Source: csvSource(t, first)},
		{Kind: "customers", Source: csvSource(t, "甲,乙\n1,2\n")},
		{Kind: "customers", Source: csvSource(t, first), Map: []byte(`{"没有的列":"name"}`)},
		{Kind: "customers", Source: csvSource(t, first), Mode: importing.Update, Key: "没有的字段"},
	} {
		if _, err := d.imports.Do(d.ctx, bad); err == nil {
			t.Errorf("taken: %+v", bad)
		}
	}
	if _, err := d.imports.RevertNamed(d.ctx, "x"); err == nil {
		t.Error("an id that is no number")
	}
}
