package sample

import (
	"cmp"
	"fmt"
	"strings"

	"kontor/app/listing"
	"kontor/app/mail"
	"kontor/app/mail/address"
	"kontor/app/mail/compose"
	"kontor/app/mail/provider"
	"kontor/app/sales"
)

// talks is how many conversations of the weeks before the letters told by hand are made.
const talks = 14

// mails gives the sample company its mailbox: an account that reaches this computer only
// and is not fetched, with what was written lately.
func (m *maker) mails() error {
	if m.p.Mail == nil {
		return nil
	}
	a, err := m.mailbox()
	if err != nil {
		return err
	}
	list := append(m.talk(), letters...)
	kept := make([]mail.Kept, 0, len(list))
	sent := map[string]compose.Message{}
	for i, l := range list {
		msg, err := m.compose(a, i, l, sent[l.answers])
		if err != nil {
			return err
		}
		if l.key != "" {
			sent[l.key] = msg
		}
		kept = append(kept, mail.Kept{Role: l.role(), Flags: l.flags(), Mail: msg})
	}
	ids, err := m.p.Mail.Adopt(m.boss(), a.ID, kept)
	if err != nil {
		return err
	}
	for i, l := range list {
		if !l.quote {
			continue
		}
		q, err := m.newestQuote(m.named[l.party])
		if err != nil {
			return err
		}
		if err := m.p.Mail.LinkRecord(m.boss(), ids[i], sales.Quotes, q.ID); err != nil {
			return err
		}
	}
	return m.draft(a)
}

// mailbox makes the account and two templates.
func (m *maker) mailbox() (*mail.Account, error) {
	lin := m.staff[0]
	a := m.p.Mail.Accounts.Desc.New()
	a.Mail, a.Name = "sales@lanshi.example", lin.name+" · "+firmShort
	a.IMAPHost, a.IMAPPort, a.IMAPSecurity = "127.0.0.1", 143, provider.Open
	a.SMTPHost, a.SMTPPort, a.SMTPSecurity = "127.0.0.1", 25, provider.Open
	a.Share, a.Active = mail.ShareAll, false
	a.Signature = lin.name + "\n" + FirmName + "\n" + lin.phone
	a.OwnerID, a.UnitID = lin.id, lin.unitID
	if err := m.p.Mail.Accounts.Create(m.boss(), a); err != nil {
		return nil, err
	}
	for i, t := range []mail.Template{
		{Name: "交期确认", Group: "报价跟进", Entity: sales.Quotes, Text: "{{contact.name}}，您好：\n\n感谢确认。报价单 {{quote.number}} 合计 {{quote.total_minor|amount}}，账期按约定执行。\n交期以收到盖章订单为准。"},
		{Name: "付款提醒", Group: "收款", Text: "{{contact.name}}，您好：\n\n贵司有一笔货款已到期，烦请安排付款。如已付款请忽略本邮件。"},
	} {
		t.Language, t.Shared, t.Pos = "zh", true, int64(i+1)
		t.OwnerID, t.UnitID = lin.id, lin.unitID
		if err := m.p.Mail.Templates.Create(m.boss(), &t); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// talk makes the conversations of the weeks before, the oldest first.
func (m *maker) talk() []letter {
	var out []letter
	for i := range talks {
		c, t := m.customers[i*3+1], smallTalk[i%len(smallTalk)]
		ask := letter{key: fmt.Sprint("talk", i), party: c.rec.ShortName, days: 45 - i*2, minute: 9*60 + i*23%400, subject: t.subject, text: t.ask, seen: true, archive: i < 5}
		if t.file != "" {
			ask.files = []string{t.file}
		}
		answer := letter{answers: ask.key, party: ask.party, out: true, days: ask.days, minute: ask.minute + 50, subject: "Re: " + t.subject, text: "{who}，您好：\n\n" + t.answer}
		out = append(out, ask, answer)
	}
	return out
}

func (l letter) role() mail.Role {
	switch {
	case l.out:
		return mail.RoleSent
	case l.archive:
		return mail.RoleArchive
	}
	return mail.RoleInbox
}

func (l letter) flags() mail.Flags {
	f := mail.Flags(0)
	if l.seen || l.out {
		f |= mail.Seen
	}
	if l.starred {
		f |= mail.Starred
	}
	return f
}

// compose writes a letter as it travelled.
func (m *maker) compose(a *mail.Account, n int, l letter, before compose.Message) (compose.Message, error) {
	who := address.Address{Mail: l.party}
	number := ""
	if c := m.client(l.party); c != nil {
		who = address.Address{Name: c.person, Mail: "p1" + c.rec.Mail[strings.IndexByte(c.rec.Mail, '@'):]}
		if l.quote {
			q, err := m.newestQuote(c)
			if err != nil {
				return compose.Message{}, err
			}
			number = q.Number
		}
	}
	text := strings.NewReplacer("{who}", cmp.Or(who.Name, who.Mail), "{quote}", number).Replace(l.text)
	at := m.today.AddDays(-l.days).At(l.minute, m.zone)
	if at.After(m.p.Now) {
		at = at.AddDate(0, 0, -1)
	}
	msg := compose.Message{ID: fmt.Sprintf("%04d.%s@lanshi.example", n+1, m.today), Date: at, From: who, To: []address.Address{a.From()}, Subject: l.subject, Text: text}
	if l.out {
		msg.From, msg.To = msg.To[0], []address.Address{who}
		msg.Text = compose.TrimJoin(text, a.Signature)
	}
	if before.ID != "" {
		msg.InReplyTo, msg.References = before.ID, append(append([]string{}, before.References...), before.ID)
	}
	for _, name := range l.files {
		msg.Files = append(msg.Files, enclosure(name, l.subject))
	}
	return msg, nil
}

// client finds a customer by its short name; nil for strangers.
func (m *maker) client(short string) *client {
	for _, c := range m.customers {
		if c.rec.ShortName == short {
			return c
		}
	}
	return nil
}

func (m *maker) newestQuote(c *client) (*sales.Quote, error) {
	return m.s.Sales.Quotes.First(m.boss(), listing.Is("customer_id", listing.Eq, fmt.Sprint(c.id)), listing.Sort{Key: "id", Desc: true})
}

// draft is a letter that nobody has finished yet.
func (m *maker) draft(a *mail.Account) error {
	o, _, err := m.p.Mail.NewLetter(m.boss(), mail.Start{
		AccountID: a.ID, Subject: "展位用电容量确认",
		To: []address.Address{{Mail: "news@expo.example"}}, Text: "您好：\n\n展位图收到，请确认 A12 展位的用电容量。",
	})
	if err != nil {
		return err
	}
	return m.p.Mail.SaveDraft(m.boss(), o)
}

// enclosure makes the file of a letter: a page with its title, or a small table.
func enclosure(name, title string) compose.File {
	if strings.HasSuffix(name, ".csv") {
		return compose.File{Name: name, Data: []byte("\ufeff序号,名称,数量,日期\r\n1,封箱机,2,\r\n2,输送滚筒线,2,\r\n3,刀片组,20,\r\n")}
	}
	page := "BT /F1 18 Tf 60 760 Td (" + strings.Map(ascii, title) + ") Tj ET"
	parts := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(page), page), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	}
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, p := range parts {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, p)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(parts)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(parts)+1, table)
	return compose.File{Name: name, Data: []byte(b.String())}
}

// ascii keeps what the plain font of such a page can show.
func ascii(r rune) rune {
	if r < ' ' || r > '~' || strings.ContainsRune("()\\", r) {
		return -1
	}
	return r
}
