package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"kontor/app/mail/address"
	"kontor/app/mail/parse"
	"kontor/app/search"
)

// Folder is a folder of an account as it is known here.
type Folder struct {
	ID        int64
	AccountID int64
	Path      string
	Name      string
	Role      Role
	Closed    bool
	Validity  uint32
	Next      uint32
	ModSeq    uint64
	Total     int64
	Unread    int64
}

// BodyState says whether the whole text of a message is here.
type BodyState int

// The states of a body.
const (
	BodyMissing BodyState = iota // to be fetched
	BodyStored
	BodyLater  // old or large: fetched when it is opened
	BodyBroken // the server did not give it
)

// Match says whose mail it is.
type Match int

// The states of matching.
const (
	MatchOpen    Match = iota // not looked at yet
	MatchFound                // belongs to a customer
	MatchNone                 // belongs to nobody known: the unmatched tray
	MatchIgnored              // own people, newsletters, or put aside by a person
)

// Message is one mail in one folder, as lists need it.
type Message struct {
	ID         int64
	AccountID  int64
	FolderID   int64
	UID        uint32 // 0: not known yet, the message was put into the folder here
	Key        string // the same for each copy of the mail
	MessageID  string
	ThreadID   int64
	Flags      Flags
	At         time.Time
	Size       int64
	Subject    string
	From       address.Address
	To         string // recipients for reading, cut
	Snippet    string
	Files      int
	Outgoing   bool // written by ourselves
	Automatic  bool
	Bounce     bool
	Body       BodyState
	Match      Match
	CustomerID int64
	ContactID  int64
	Private    bool
}

// Attachment is a file of a message.
type Attachment struct {
	Path string
	Name string
	Type string
	Size int64
}

// Incoming is a message on its way into the store.
type Incoming struct {
	Message
	Addresses []Party // every address in it
	Refs      []string
}

// Party is an address of a message and the part it plays.
type Party struct {
	Key  string
	Role string // "from", "to", "cc", "reply"
}

// Content is what is learnt when the whole text has come.
type Content struct {
	Raw     []byte
	Snippet string
	Files   []Attachment
	Found   []search.Field // subject, people, files and the first 4 KB of the text
	Bounce  bool
	Auto    bool
}

// KeyOf names a mail whichever folder or account its copy lies in: its Message-ID, or
// where there is none a sum over what never changes on the way.
func KeyOf(m *parse.Mail, size int64) string {
	if m.MessageID != "" && len(m.MessageID) <= 250 {
		return m.MessageID
	}
	h := sha256.New()
	for _, name := range []string{"from", "to", "cc", "date", "subject", "message-id"} {
		h.Write(m.Head.Raw(name))
		h.Write([]byte{0})
	}
	return "sum:" + hex.EncodeToString(h.Sum(nil)[:16])
}

// incoming makes what is stored of a header. own are the addresses of the company.
func incoming(h Head, own map[string]bool) Incoming {
	m := parse.ReadHead(h.Header)
	in := Incoming{Message: Message{
		UID: h.UID, Flags: h.Flags, Size: h.Size, Key: KeyOf(m, h.Size), MessageID: cut(m.MessageID, 250), Subject: cut(m.Subject, 500),
		Automatic: m.Automatic, At: m.Date,
	}}
	if in.At.IsZero() || !h.At.IsZero() && in.At.After(h.At.Add(24*time.Hour)) {
		in.At = h.At // no date, or one from the future
	}
	if len(m.From) > 0 {
		in.From = m.From[0]
	}
	in.Outgoing = own[in.From.Key()]
	in.To = cut(labels(append(append([]address.Address{}, m.To...), m.Cc...)), 300)
	for _, l := range []struct {
		role string
		list []address.Address
	}{{"from", m.From}, {"to", m.To}, {"cc", m.Cc}, {"reply", m.ReplyTo}} {
		for i, a := range l.list {
			if k := a.Key(); k != "" && len(k) <= 320 && i < 200 {
				in.Addresses = append(in.Addresses, Party{k, l.role})
			}
		}
	}
	for _, r := range append(append([]string{}, m.References...), m.InReplyTo...) {
		if len(r) <= 250 {
			in.Refs = append(in.Refs, r)
		}
	}
	if strings.HasPrefix(strings.ToLower(string(m.Head.Raw("content-type"))), "multipart/mixed") {
		in.Files = 1 // a guess until the text comes
	}
	return in
}

func labels(list []address.Address) string {
	var out []string
	for i, a := range list {
		if i == 8 {
			out = append(out, "…")
			break
		}
		out = append(out, a.Label())
	}
	return strings.Join(out, ", ")
}

// contentOf reads a whole message.
func contentOf(raw []byte) (Content, *parse.Mail) {
	m := parse.Read(raw, parse.Limits{})
	c := Content{Raw: raw, Snippet: parse.Snippet(m, 120), Bounce: m.Bounce != nil, Auto: m.Automatic}
	var people, files []string
	for _, list := range [][]address.Address{m.From, m.To, m.Cc} {
		for i, a := range list {
			if i < 30 {
				people = append(people, a.Name, a.Mail)
			}
		}
	}
	for _, p := range m.Attachments() {
		c.Files = append(c.Files, Attachment{Path: p.Path, Name: p.Name, Type: cut(p.Type, 100), Size: p.Size})
		files = append(files, p.Name)
	}
	from := ""
	if len(m.From) > 0 {
		from = m.From[0].Name
	}
	for _, f := range []struct {
		key   string
		class search.Class
		value string
	}{
		{"subject", search.Text, m.Subject},
		{"from", search.Name, from},
		{"people", search.Text, strings.Join(people, " ")},
		{"files", search.Text, strings.Join(files, " ")},
		{"text", search.Text, m.Text()},
	} {
		if field, ok := search.NewField(f.key, f.class, f.value); ok {
			c.Found = append(c.Found, field)
		}
	}
	return c, m
}

// cut keeps the first n characters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// ContentOf reads a whole message as fetching does, for the sample company and tests.
func ContentOf(raw []byte) Content { c, _ := contentOf(raw); return c }
