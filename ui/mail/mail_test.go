package mail_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"kontor/app/apptest"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/mail"
	"kontor/app/mail/compose"
	"kontor/app/member"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/search"
	"kontor/app/suite"
	"kontor/assets/pinyin"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/data/mailbox"
	uimail "kontor/ui/mail"
	"kontor/ui/tr"
	"kontor/ui/uitest"
)

type vault map[string]string

func (v vault) Get(_ context.Context, name string) (string, error) { return v[name], nil }
func (v vault) Set(_ context.Context, name, s string) error        { v[name] = s; return nil }
func (v vault) Delete(_ context.Context, name string) error        { delete(v, name); return nil }

type press struct{}

func (press) PDF(context.Context, string, int64) (string, []byte, error) {
	return "BJ-202603-018_R3.pdf", []byte("%PDF-1.4"), nil
}

// desk is a company with the mails of picture 09.
type desk struct {
	*suite.Suite
	t       testing.TB
	host    *uitest.Host
	mail    *mail.Service
	store   *data.Mail
	index   *data.Search
	clock   *apptest.Clock
	server  *server
	deps    uimail.Deps
	acct    *mail.Account
	boss    context.Context
	sys     context.Context
	folder  map[mail.Role]mail.Folder
	uid     uint32
	clients map[string]*customer.Customer
	kept    map[string]string
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	t.Cleanup(test.NewTempApp(t).Quit)
	c := datatest.Open(t, data.SQLite)
	g := datatest.Ground(c)
	spell := search.NewSpelling(pinyin.Table{})
	d := &desk{t: t, server: &server{Mailer: mailbox.New(mailbox.Params{})}, folder: map[mail.Role]mail.Folder{}, clients: map[string]*customer.Customer{}, kept: map[string]string{}}
	d.Suite = suite.New(suite.Params{Ground: g, Store: c.DB, Numbers: data.NewNumbers(c.DB), Spelling: spell, Cost: identity.Cost{MemoryKiB: 64, Passes: 1, Threads: 1}})
	d.store = data.NewMail(c.DB, spell)
	index, err := data.NewSearch(c.DB, g.Registry, spell)
	d.check(err)
	c.DB.UseSearch(index)
	d.index, d.clock = index, c.Clock
	d.mail = mail.New(g, mail.Params{
		Store: d.store, Mailer: d.server, Secrets: vault{}, Net: noNet{}, Customers: d.Customers, Papers: press{},
		Label: func(lang, key string) string { return tr.In(lang).T(key) },
		Sender: func(context.Context) mail.Signatory {
			return mail.Signatory{Name: "林晓雯", Phone: "139 0000 7716", Company: "杭州澜石包装设备有限公司"}
		},
	})
	d.sys = identity.System(context.Background(), "test")
	firm := d.Company.Companies.Desc.New()
	firm.Name = "杭州澜石包装设备有限公司"
	d.check(d.Company.Companies.Create(d.sys, firm))
	d.check(d.Load(d.sys))
	p, _, err := d.Members.Found(d.sys, member.Founder{Login: "lin", Name: "林晓雯", Password: "lan-shi-7716", Company: firm.Name})
	d.check(err)
	actor, err := d.Members.Actor(context.Background(), p.ID)
	d.check(err)
	d.boss = identity.With(context.Background(), actor)
	d.host = uitest.New(t, d.boss, c.Clock, g.Notices)
	d.deps = uimail.Deps{
		Mail: d.mail, Registry: g.Registry, Source: g.Source, Account: d.mail.Accounts.Desc.New, Template: d.mail.Templates.Desc.New,
		ReadFile: func(path string) (string, []byte, error) { return "图纸.pdf", []byte("drawing"), nil },
		Keep:     func(path string, b []byte) error { d.kept[path] = string(b); return nil },
		Temp:     func(name string, b []byte) (string, error) { d.kept[name] = string(b); return "/tmp/" + name, nil },
	}
	return d
}

type noNet struct{}

func (noNet) MX(context.Context, string) ([]string, error) { return nil, fmt.Errorf("none") }
func (noNet) SRV(context.Context, string, string) (string, int, error) {
	return "", 0, fmt.Errorf("none")
}
func (noNet) Get(context.Context, string) ([]byte, error) { return nil, fmt.Errorf("none") }

func (d *desk) check(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// account adds the account of the picture with its folders.
func (d *desk) account() {
	d.t.Helper()
	a := d.mail.Accounts.Desc.New()
	a.Mail, a.Name, a.IMAPHost, a.SMTPHost = "sales@lanshi.example", "林晓雯", "imap.lanshi.example", "smtp.lanshi.example"
	a.Signature = "林晓雯　杭州澜石包装设备有限公司　139 0000 7716"
	d.check(d.mail.SaveAccount(d.boss, a, "secret"))
	d.acct = a
	remote := []mail.Remote{
		{Path: "INBOX", Name: "INBOX", Role: mail.RoleInbox},
		{Path: "Sent", Name: "Sent", Role: mail.RoleSent},
		{Path: "Archive", Name: "Archive", Role: mail.RoleArchive},
		{Path: "Trash", Name: "Trash", Role: mail.RoleTrash},
		{Path: "展会 2026 春", Name: "展会 2026 春"},
		{Path: "供应商", Name: "供应商"},
		{Path: "海外询盘", Name: "海外询盘"},
	}
	d.check(d.Ground.Tx.InTx(d.sys, func(ctx context.Context) error {
		if err := d.store.SaveFolders(ctx, a.ID, remote); err != nil {
			return err
		}
		at := d.Ground.Clock.Now().Add(-4 * time.Minute)
		return d.store.Looked(ctx, mail.Look{AccountID: a.ID, Tried: at, Synced: at})
	}))
	list, err := d.store.Folders(d.sys, []int64{a.ID})
	d.check(err)
	for _, f := range list {
		if f.Role == mail.RoleNone {
			d.folder[mail.Role(f.Path)] = f
			continue
		}
		d.folder[f.Role] = f
	}
}

// letter is a mail of the test.
type letter struct {
	role          mail.Role
	from, name    string
	to            string
	subject, text string
	at            string // 2026-03-18 09:15
	flags         mail.Flags
	files         []string
	outgoing      bool
}

// put stores a mail as a round of fetching would, and matches it.
func (d *desk) put(l letter) int64 {
	d.t.Helper()
	d.uid++
	if l.role == "" {
		l.role = mail.RoleInbox
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", l.at, apptest.Zone)
	d.check(err)
	raw := d.raw(l, at)
	f := d.folder[l.role]
	key := fmt.Sprintf("m%d@test.example", d.uid)
	in := mail.Incoming{Message: mail.Message{UID: d.uid, Key: key, MessageID: key, At: at, Subject: l.subject, Flags: l.flags, Size: int64(len(raw)), Outgoing: l.outgoing, Snippet: ""}}
	in.From.Name, in.From.Mail, in.To = l.name, l.from, firstOf(l.to, d.acct.Mail)
	in.Addresses = []mail.Party{{Key: strings.ToLower(l.from), Role: "from"}, {Key: strings.ToLower(firstOf(l.to, d.acct.Mail)), Role: "to"}}
	var ids []int64
	d.check(d.Ground.Tx.InTx(d.sys, func(ctx context.Context) error {
		var err error
		ids, err = d.store.Insert(ctx, f, []mail.Incoming{in})
		if err != nil {
			return err
		}
		return d.store.SaveBody(ctx, ids[0], mail.ContentOf(raw))
	}))
	return ids[0]
}

func (d *desk) raw(l letter, at time.Time) []byte {
	msg := &compose.Message{ID: fmt.Sprintf("m%d@test.example", d.uid), Date: at, Subject: l.subject, Text: l.text}
	msg.From.Name, msg.From.Mail = l.name, l.from
	msg.To = append(msg.To, msg.From)
	msg.To[0].Name, msg.To[0].Mail = "", firstOf(l.to, d.acct.Mail)
	for _, f := range l.files {
		name, size, _ := strings.Cut(f, "|")
		n := 18 << 10
		if strings.HasSuffix(size, "M") {
			n = 1258291
		}
		msg.Files = append(msg.Files, compose.File{Name: name, Data: make([]byte, n)})
	}
	raw, err := mailbox.New(mailbox.Params{}).Render(msg)
	d.check(err)
	return raw
}

// sort matches what was put.
func (d *desk) sort() {
	d.t.Helper()
	d.check(d.mail.MatchAll(d.sys, d.acct.ID))
}

// client adds a customer with a contact.
func (d *desk) client(name, short, grade, person, addr string) *customer.Customer {
	d.t.Helper()
	c := d.Customers.Customers.Desc.New()
	c.Name, c.ShortName, c.Grade = name, short, grade
	d.check(d.Customers.Create(d.boss, c, &customer.Contact{Name: person, Mail: addr}))
	d.clients[short] = c
	return c
}

// picture fills the company with what picture 09 shows.
func (d *desk) picture() {
	d.account()
	h := d.client("苏州恒拓精密制造有限公司", "苏州恒拓精密", "a", "陈建国", "chenjg@hengtuo.example")
	d.client("Hanse Lebensmittel GmbH", "Hanse Lebensmittel", "b", "Anna Petersen", "a.petersen@hanse.example")
	d.client("深圳联芯光电科技有限公司", "深圳联芯光电", "b", "李敏", "limin@lianxin.example")
	d.client("苏州禾木生物科技有限公司", "苏州禾木生物", "b", "周海", "zhouhai@hemu.example")
	d.client("宁波三洲阀门有限公司", "宁波三洲阀门", "b", "许会计", "xu@sanzhou.example")
	d.client("深圳悦品日化有限公司", "深圳悦品日化", "c", "方婷", "fangting@yuepin.example")
	d.client("山东盛泽乳业有限公司", "山东盛泽乳业", "c", "郭主任", "guo@shengze.example")
	d.documents(h.ID)
	const seen = mail.Seen
	for _, l := range []letter{
		{role: mail.RoleSent, from: d.acct.Mail, name: "林晓雯", to: "chenjg@hengtuo.example", subject: "首次报价", text: "见附件", at: "2026-03-05 10:00", flags: seen, outgoing: true},
		{from: "chenjg@hengtuo.example", name: "陈建国", subject: "技术协议草稿", text: "请看草稿。", at: "2026-03-09 16:20", flags: seen, role: mail.RoleArchive},
		{role: mail.RoleSent, from: d.acct.Mail, name: "林晓雯", to: "chenjg@hengtuo.example", subject: "R2 报价单", text: "见附件", at: "2026-03-12 09:00", flags: seen, outgoing: true},
		{from: "chenjg@hengtuo.example", name: "陈建国", subject: "收货确认", text: "已收到货物，数量无误。", at: "2026-03-12 15:00", flags: seen},
		{from: "guo@shengze.example", name: "郭主任", subject: "入厂施工须知", text: "请提前两天提交人员名单与保险单。", at: "2026-03-13 11:00", flags: seen, files: []string{"须知.pdf", "名单.xlsx"}},
		{from: "a.petersen@hanse.example", name: "Anna Petersen", subject: "Payment for INV 26031004", text: "We have arranged the transfer of EUR 5,780.00 today.", at: "2026-03-16 09:00", flags: seen},
		{from: "fangting@yuepin.example", name: "方婷", subject: "开票资料变更", text: "我司地址电话已变更，附最新开票资料，请更新。", at: "2026-03-16 14:00", flags: seen, files: []string{"开票资料.doc"}},
		{from: "xu@sanzhou.example", name: "许会计", subject: "3 月对账单", text: "请核对附件金额，盖章回传。", at: "2026-03-17 09:00", flags: seen, files: []string{"对账单.xlsx"}},
		{from: "zhouhai@hemu.example", name: "周海", subject: "回复：样机测试安排", text: "周四 9 点可以，请带 48 mm 胶带两卷，谢谢。", at: "2026-03-17 10:00"},
		{from: "wang.lei@newco.example", subject: "咨询热收缩膜包装机", text: "我们是做户外用品的，想了解一下 CMJ 系列的价格。", at: "2026-03-17 17:00"},
		{from: "limin@lianxin.example", name: "李敏", subject: "光学膜样品尺寸确认", text: "林经理您好，样品尺寸改为 420×300 mm。", at: "2026-03-18 08:05", files: []string{"图纸.pdf"}},
		{from: "a.petersen@hanse.example", name: "Anna Petersen", subject: "Inquiry: carton sealer, CE version", text: "Could you quote 2 units FKJ-5050 with CE?", at: "2026-03-18 08:42"},
		{
			from: "chenjg@hengtuo.example", name: "陈建国", subject: "Re: 封箱机 R3 报价与技术协议", at: "2026-03-18 09:15", files: []string{"技术协议_盖章.pdf|M", "到货计划.xlsx"},
			text: "林经理：\nR3 报价已收到，价格没有问题。附件为盖章版技术协议，请核对第 4 条验收标准。\n另外两点请确认：一是交期能否提前到 4 月 15 日；二是账期希望改为月结 45 天。\n确认后我们本周走合同流程。\n--\n陈建国　采购部",
		},
	} {
		d.put(l)
	}
	for role, n := range map[mail.Role]int{"展会 2026 春": 12, "供应商": 8, "海外询盘": 6} {
		for i := range n {
			d.put(letter{role: role, from: "x@fair.example", name: "x", subject: fmt.Sprint("x", i), text: "x", at: "2026-03-01 10:00", flags: seen})
		}
	}
	d.sort()
	t := d.mail.Templates.Desc.New()
	t.Name, t.Group, t.Entity, t.Language, t.Shared = "交期确认", "报价跟进", "quote", "zh", true
	t.Text = "{{contact.name}}，您好：\n感谢确认。报价单 {{quote.number}} 合计 {{quote.total_minor}}，账期按{{quote.payment_terms}}执行。\n技术协议第 4 条无异议。\n交期可提前至 {{quote.valid_until}}，前提是 3 月 24 日前收到盖章订单。"
	d.check(d.mail.SaveTemplate(d.boss, t))
}

// documents makes an open quote and an order of the customer.
func (d *desk) documents(id int64) {
	q, err := d.Sales.NewQuote(d.boss, id)
	d.check(err)
	q.Subject, q.PaymentTerms, q.ValidUntil = "封箱机", "m45", calendar.Must("2026-04-15")
	q.Lines = []sales.QuoteLine{{Item: sales.Item{Kind: sales.Goods, Name: "自动折盖封箱机", Unit: "台", Quantity: 2 * money.Scale, Price: money.Price(84_450 * money.Scale), Tax: "13"}}}
	d.check(d.Sales.Quotes.Create(d.boss, q))
	_, err = d.Sales.Send(d.boss, q.ID)
	d.check(err)
	o := d.Sales.Orders.Desc.New()
	o.CustomerID, o.On, o.Subject = id, calendar.Must("2026-03-10"), "纸箱"
	o.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "纸箱", Unit: "只", Quantity: money.Scale, Price: money.Price(102_000 * money.Scale), Tax: "13"}}}
	d.check(d.Sales.Orders.Create(d.boss, o))
	_, err = d.Sales.Submit(d.boss, o.ID)
	d.check(err)
}

func (d *desk) page() *uimail.Page {
	d.t.Helper()
	p := uimail.New(d.host, d.deps)
	d.host.Settle()
	return p
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}
