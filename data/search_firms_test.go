package data

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/search"
	"kontor/assets/pinyin"
)

// A firm and its people stand for every kind of record: the one has an owner, the other
// is seen by whoever sees its firm.
type firm struct {
	entity.Head
	Name, Mobile, Note, TaxNo string
}

type clerk struct {
	entity.Head
	FirmID       int64
	Name, Mobile string
}

func firmRegistry() *entity.Registry {
	reg := entity.NewRegistry(testClock, time.UTC)
	reg.Add(entity.Describe("firm", "name", func(f *firm, e *entity.Fields) {
		e.Text("name", &f.Name).Must().Found()
		e.Phone("mobile", &f.Mobile).Found().Masked()
		e.LongText("note", &f.Note).Found()
		e.Text("tax_no", &f.TaxNo).Found()
	}).Type)
	reg.Add(entity.Describe("clerk", "name", func(c *clerk, e *entity.Fields) {
		e.Ref("firm_id", "firm", &c.FirmID).Must().Found()
		e.Text("name", &c.Name).Must().Found()
		e.Phone("mobile", &c.Mobile).Found()
		e.Follows("firm_id")
	}).Type)
	return reg
}

const firmTables = `
CREATE TABLE firm (id {{int}} PRIMARY KEY, owner_id {{int}}, unit_id {{int}}, updated_at {{int}}, archived {{int}} NOT NULL DEFAULT 0,
 uid TEXT{{c}} NOT NULL DEFAULT '', version {{int}} NOT NULL DEFAULT 1, created_at {{int}} NOT NULL DEFAULT 0, import_id {{int}} NOT NULL DEFAULT 0,
 custom {{json}}, name TEXT{{c}} NOT NULL, mobile TEXT{{c}} NOT NULL, note TEXT{{c}} NOT NULL, tax_no TEXT{{c}} NOT NULL);
CREATE TABLE clerk (id {{int}} PRIMARY KEY, firm_id {{int}}, owner_id {{int}}, unit_id {{int}}, updated_at {{int}}, archived {{int}} NOT NULL DEFAULT 0,
 uid TEXT{{c}} NOT NULL DEFAULT '', version {{int}} NOT NULL DEFAULT 1, created_at {{int}} NOT NULL DEFAULT 0, import_id {{int}} NOT NULL DEFAULT 0,
 custom {{json}}, name TEXT{{c}} NOT NULL, mobile TEXT{{c}} NOT NULL)`

// firms is a company with firms in it, and the same firms in memory.
type firms struct {
	tb   testing.TB
	db   *DB
	reg  *entity.Registry
	find *Search
	all  map[int64]*firm
}

func newFirms(tb testing.TB, db *DB) *firms {
	tb.Helper()
	ctx := context.Background()
	for _, q := range strings.Split(firmTables, ";\n") {
		text, err := db.Render(q)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := db.write.ExecContext(ctx, text); err != nil {
			tb.Fatal(err)
		}
	}
	f := &firms{tb: tb, db: db, reg: firmRegistry(), all: map[int64]*firm{}}
	var err error
	if f.find, err = NewSearch(db, f.reg, search.NewSpelling(pinyin.Table{})); err != nil {
		tb.Fatal(err)
	}
	return f
}

func sqliteCompany(tb testing.TB) *DB {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "山湖.kontor")
	db, err := Open(context.Background(), Params{Company: path, Create: true, Program: "0.1.0", Clock: testClock})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	return db
}

// otherCompany opens a company on PostgreSQL; the tests outside of the package set it.
var otherCompany func(tb testing.TB) *DB

// OpenOther sets how tests inside the package open a company on PostgreSQL.
func OpenOther(open func(tb testing.TB) *DB) { otherCompany = open }

// eachEngine runs a test on both engines.
func eachEngine(t *testing.T, fn func(t *testing.T, db *DB)) {
	t.Run("sqlite", func(t *testing.T) { fn(t, sqliteCompany(t)) })
	t.Run("postgres", func(t *testing.T) { fn(t, otherCompany(t)) })
}

// save writes firms and notes them for the index, as a service does.
func (f *firms) save(list ...*firm) {
	f.tb.Helper()
	ctx := context.Background()
	tx, err := f.db.write.BeginTx(ctx, nil)
	if err != nil {
		f.tb.Fatal(err)
	}
	defer tx.Rollback()
	stmt, err := tx.PrepareContext(ctx, f.db.SQL("INSERT INTO firm (id, owner_id, unit_id, updated_at, archived, name, mobile, note, tax_no) VALUES (?,?,?,?,?,?,?,?,?)"+
		f.db.Upsert([]string{"id"}, []string{"owner_id", "unit_id", "updated_at", "archived", "name", "mobile", "note", "tax_no"})))
	if err != nil {
		f.tb.Fatal(err)
	}
	ids := make([]int64, 0, len(list))
	for _, c := range list {
		if _, err := stmt.ExecContext(ctx, c.ID, c.OwnerID, c.UnitID, c.UpdatedAt, c.Archived, c.Name, c.Mobile, c.Note, c.TaxNo); err != nil {
			f.tb.Fatal(err)
		}
		ids = append(ids, c.ID)
		f.all[c.ID] = c
	}
	if err := f.db.MarkFound(ctx, tx, f.reg.Type("firm"), ids...); err != nil {
		f.tb.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		f.tb.Fatal(err)
	}
}

func (f *firms) drain() {
	f.tb.Helper()
	if err := f.find.Drain(context.Background()); err != nil {
		f.tb.Fatal(err)
	}
}

var boss = &identity.Actor{ID: 1, Roles: []identity.Role{{Grants: map[identity.Action]identity.Scope{{Kind: "*", Verb: "*"}: identity.ScopeAll}, Rights: []string{"*"}}}}

func seller(id int64) *identity.Actor {
	return &identity.Actor{ID: id, Roles: []identity.Role{{Grants: map[identity.Action]identity.Scope{{Kind: "*", Verb: "*"}: identity.ScopeSelf}}}}
}

func (f *firms) plan(a *identity.Actor, kind, text string) *listing.Plan {
	f.tb.Helper()
	p, err := listing.Allow(identity.With(context.Background(), a), f.reg, identity.May(kind, identity.See), listing.Query{Entity: kind, Text: text})
	if err != nil {
		f.tb.Fatal(err)
	}
	return p
}

func (f *firms) finds(a *identity.Actor, kind, text string, limit int) []search.Found {
	f.tb.Helper()
	hits, err := f.find.Find(context.Background(), []*listing.Plan{f.plan(a, kind, text)}, limit)
	if err != nil {
		f.tb.Fatalf("%q: %v", text, err)
	}
	return hits[0]
}

func (f *firms) ids(a *identity.Actor, kind, text string) []int64 {
	f.tb.Helper()
	ids, err := f.find.IDs(context.Background(), f.plan(a, kind, text))
	if err != nil {
		f.tb.Fatalf("%q: %v", text, err)
	}
	slices.Sort(ids)
	return ids
}

// scan is the rule without any index.
func (f *firms) scan(a *identity.Actor, text string) []int64 {
	q := f.find.spell.Parse(text)
	p := f.plan(a, "firm", text)
	sees, owns := map[string]bool{}, map[string]bool{}
	for _, field := range p.Found() {
		sees[field.Key] = true
	}
	for _, field := range p.FoundOwn() {
		owns[field.Key] = true
	}
	typ := f.reg.Type("firm")
	var out []int64
	for id, c := range f.all {
		if c.Archived != 0 || !p.Reach().All && !slices.Contains(p.Reach().Owners, c.OwnerID) && !slices.Contains(p.Reach().Units, c.UnitID) {
			continue
		}
		var fields []search.Field
		for _, field := range searchFields(typ) {
			if s, ok := search.NewField(field.Key, classOf(typ, field), field.Get(c).Text()); ok {
				fields = append(fields, s)
			}
		}
		if q.Matches(fields, func(key string) bool { return sees[key] || owns[key] && slices.Contains(p.Reach().Own, c.OwnerID) }) >= 0 {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

var (
	places = strings.Fields("重庆 上海 长沙 厦门 北京 深圳 成都 西安 青岛 六安 东莞 乐清 杭州 苏州 无锡")
	words  = strings.Fields("山湖 远大 长城 重力 银河 朝阳 行知 解放 曾氏 单氏 龙腾 金桥 天和 华宇 中兴 大同 明德 瑞丰 恒信 嘉禾 盛世 弘毅 博雅 宏图 信达 安泰 永昌 兴隆 德力 新亚 三江 九州 万里 乐道")
	trades = strings.Fields("科技 贸易 实业 银行 机械 电子 食品 建材 物流 服饰 化工 医药 传媒 咨询 软件")
	tails  = strings.Fields("有限公司 有限公司 有限公司 股份有限公司 集团 厂 商行 中心")
	rare   = strings.Fields("㛃 䶮 𠮷 喆 堃 淼 犇 翀 旻 玥 昉 禤")
)

// makeFirm invents a firm; the same number gives the same firm.
func makeFirm(id int64) *firm {
	r := rand.New(rand.NewPCG(uint64(id), 7))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	name := pick(places) + pick(words)
	if r.IntN(3) > 0 {
		a, b := []rune(pick(words)), []rune(pick(words))
		name += string(a[r.IntN(2)]) + string(b[r.IntN(2)])
	}
	if r.IntN(200) == 0 {
		name += pick(rare)
	}
	name += pick(trades) + pick(tails)
	if r.IntN(20) == 0 {
		name = fmt.Sprintf("TCL%c%s", 'A'+rune(r.IntN(26)), name)
	}
	f := &firm{
		Name: name, Mobile: fmt.Sprintf("1%d%09d", 30+r.IntN(60), r.IntN(1_000_000_000)),
		TaxNo: fmt.Sprintf("91%d%06dMA%08X", 10+r.IntN(50), r.IntN(1_000_000), r.Uint32()),
		Note:  pick([]string{"", "", "老客户，账期30天", "展会认识", "mail: info@" + pick([]string{"shanhu", "yinhe", "huayu"}) + ".example"}),
	}
	f.ID, f.OwnerID, f.UnitID = id, 2+r.Int64N(40), 1+r.Int64N(8)
	f.UpdatedAt = 1_700_000_000_000 + r.Int64N(70_000_000_000)
	return f
}

func makeFirms(from, to int64) []*firm {
	var out []*firm
	for id := from; id < to; id++ {
		out = append(out, makeFirm(id))
	}
	return out
}

// typed invents what somebody types to find a firm, or to find nothing.
func typed(r *rand.Rand, f *firm, spell *search.Spelling) string {
	name := []rune(f.Name)
	from := r.IntN(len(name))
	piece := string(name[from : from+1+r.IntN(min(5, len(name)-from))])
	full, initials := spell.Sorting(piece, false)
	switch r.IntN(9) {
	case 0, 1, 2:
		return piece
	case 3:
		return initials
	case 4:
		return strings.ReplaceAll(full, " ", "")
	case 5:
		at := r.IntN(8)
		return f.Mobile[at : at+1+r.IntN(11-at)]
	case 6:
		return f.TaxNo[r.IntN(10):]
	case 7:
		return piece + " " + initials
	}
	return piece + "绝无"
}
