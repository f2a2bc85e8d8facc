package compose

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"kontor/app/mail/address"
	"kontor/app/mail/parse"
)

// Original is the mail that is answered or forwarded.
type Original struct {
	ID         string // Message-ID without <>
	References []string
	InReplyTo  []string
	From       []address.Address
	ReplyTo    []address.Address
	To         []address.Address
	Cc         []address.Address
	Subject    string
	Date       time.Time
	Text       string
	Files      []File // for a forward
}

// OriginalOf takes what is needed of a mail that was read.
func OriginalOf(m *parse.Mail) Original {
	o := Original{
		ID: m.MessageID, References: m.References, InReplyTo: m.InReplyTo, From: m.From, ReplyTo: m.ReplyTo,
		To: m.To, Cc: m.Cc, Subject: m.Subject, Date: m.Date, Text: m.Text(),
	}
	for _, p := range m.Attachments() {
		o.Files = append(o.Files, File{Name: p.Name, Type: p.Type, Data: p.Bytes()})
	}
	return o
}

// Words are the words of the writer's language that an answer needs.
type Words struct {
	Reply    string                      // "Re: " or "回复："
	Forward  string                      // "Fwd: " or "转发："
	Wrote    func(who, at string) string // "2026-03-18 09:15, X wrote:"
	Header   string                      // "Forwarded message" line
	From, To string                      // labels of the forwarded header
	Date     string
	Subject  string
	Zone     *time.Location
}

// prefixes are what programs put before the subject of an answer or a forward.
var prefixes = regexp.MustCompile(`(?i)^\s*((re|aw|sv|vs|antw|antwort|odp|r|rif|ref|fw|fwd|wg|tr|rv|enc|i|回复|回覆|答复|答覆|转发|轉寄|轉發|转寄)\s*(\[\d+\]|\(\d+\))?\s*[:：]\s*)+`)

// BaseSubject is the subject without the prefixes of answers and forwards.
func BaseSubject(s string) string {
	return strings.TrimSpace(prefixes.ReplaceAllString(s, ""))
}

// Reply answers a mail: to everybody when all is true. own are the addresses that
// belong to the writer, which never get the answer. An answer to an own mail goes to
// those whom that mail went to.
func Reply(o Original, all bool, own []string, w Words) Message {
	m := Message{Subject: w.Reply + BaseSubject(o.Subject), InReplyTo: o.ID, References: References(o)}
	to := o.ReplyTo
	if len(reachable(to)) == 0 {
		to = o.From
	}
	if len(address.Unique(to, own...)) == 0 {
		to = o.To
	}
	m.To = address.Unique(reachable(to), own...)
	if len(m.To) == 0 { // a mail to oneself
		m.To = address.Unique(reachable(o.From))
	}
	if all {
		skip := append([]string{}, own...)
		for _, a := range m.To {
			skip = append(skip, a.Mail)
		}
		m.Cc = address.Unique(reachable(append(append([]address.Address{}, o.To...), o.Cc...)), skip...)
	}
	m.Text = QuoteText(o, w)
	return m
}

func reachable(list []address.Address) []address.Address {
	var out []address.Address
	for _, a := range list {
		if address.Valid(a.Mail) {
			out = append(out, a)
		}
	}
	return out
}

// maxReferences bounds the list: the first one and the newest are kept.
const maxReferences = 20

// References gives the references of an answer: those of the mail and its own id.
func References(o Original) []string {
	refs := append([]string{}, o.References...)
	if len(refs) == 0 && len(o.InReplyTo) == 1 {
		refs = append(refs, o.InReplyTo[0])
	}
	if o.ID != "" {
		refs = append(refs, o.ID)
	}
	refs = slices.DeleteFunc(refs, func(id string) bool { return len(id) > 250 }) // header lines have an end
	if len(refs) > maxReferences {
		refs = append(refs[:1:1], refs[len(refs)-maxReferences+1:]...)
	}
	return refs
}

// QuoteText writes the mail answered, each line after >.
func QuoteText(o Original, w Words) string {
	who := ""
	if len(o.From) > 0 {
		who = o.From[0].String()
	}
	var b strings.Builder
	b.WriteString(w.Wrote(who, stamp(o.Date, w.Zone)) + "\n")
	for _, line := range strings.Split(strings.TrimRight(o.Text, "\n "), "\n") {
		switch {
		case line == "":
			b.WriteString(">\n")
		case strings.HasPrefix(line, ">"):
			b.WriteString(">" + line + "\n")
		default:
			b.WriteString("> " + line + "\n")
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// Forward passes a mail on with its attachments; the recipients are left to the writer.
func Forward(o Original, w Words) Message {
	m := Message{Subject: w.Forward + BaseSubject(o.Subject), References: References(o), Files: o.Files}
	var b strings.Builder
	b.WriteString("---------- " + w.Header + " ----------\n")
	line := func(label, value string) {
		if value != "" {
			b.WriteString(label + value + "\n")
		}
	}
	line(w.From, joined(o.From))
	line(w.Date, stamp(o.Date, w.Zone))
	line(w.To, joined(o.To))
	line(w.Subject, o.Subject)
	b.WriteString("\n" + strings.TrimRight(o.Text, "\n "))
	m.Text = b.String()
	return m
}

func joined(list []address.Address) string {
	var out []string
	for _, a := range list {
		out = append(out, a.String())
	}
	return strings.Join(out, ", ")
}

func stamp(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("2006-01-02 15:04")
}

// Assemble puts the pieces of an answer together: what is written, the signature, and
// what is quoted. It also gives where the quotation begins, -1 without one.
func Assemble(written, signature, quoted string) (text string, quoteAt int) {
	parts := []string{strings.TrimRight(written, "\n ")}
	if s := strings.Trim(signature, "\n "); s != "" {
		parts = append(parts, s)
	}
	text = strings.TrimLeft(strings.Join(parts, "\n\n"), "\n")
	if quoted = strings.Trim(quoted, "\n"); quoted == "" {
		return text + "\n", -1
	}
	text += "\n\n"
	return text + quoted + "\n", len(text)
}

// TrimJoin puts a signature below a text with a blank line between.
func TrimJoin(text, signature string) string {
	signature = strings.Trim(signature, "\n ")
	if signature == "" {
		return text
	}
	return strings.TrimRight(text, "\n ") + "\n\n" + signature
}
