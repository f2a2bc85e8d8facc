package parse

import (
	"strings"

	"kontor/app/mail/address"
)

// Bounce is a delivery report (RFC 3464).
type Bounce struct {
	Recipients []Failed
	OriginalID string // message id of the mail that is reported on, when it is enclosed
}

// Failed is what became of one recipient.
type Failed struct {
	Mail   string
	Action string // failed, delayed, delivered, relayed, expanded
	Status string // "5.1.1"
	Text   string // the other server's sentence
}

// Permanent tells whether the recipient will not be reached by trying again.
func (f Failed) Permanent() bool { return f.Action == "failed" && !strings.HasPrefix(f.Status, "4") }

// readBounce reads a delivery-status part: groups of fields, the first about the mail,
// each further one about a recipient.
func (w *walker) readBounce(body []byte) {
	if w.mail.Bounce == nil {
		w.mail.Bounce = &Bounce{}
	}
	rest := mended(body)
	for n := 0; len(rest) > 0 && n < 200; n++ {
		h, after := scanHead(rest, w.lim, func(Note) {})
		if len(after) == len(rest) {
			return
		}
		rest = after
		f := Failed{
			Mail:   recipient(h.Get("final-recipient")),
			Action: strings.ToLower(strings.TrimSpace(string(h.Raw("action")))),
			Status: cutRunes(Tame(firstWord(string(h.Raw("status")))), 20),
			Text:   cutRunes(afterType(h.Get("diagnostic-code")), 500),
		}
		if f.Mail == "" {
			f.Mail = recipient(h.Get("original-recipient"))
		}
		if f.Mail != "" {
			w.mail.Bounce.Recipients = append(w.mail.Bounce.Recipients, f)
		}
	}
}

func firstWord(s string) string {
	if f := strings.Fields(s); len(f) > 0 {
		return f[0]
	}
	return ""
}

// recipient reads "rfc822; a@b".
func recipient(s string) string {
	list := address.Parse(afterType(s), nil)
	if len(list) == 0 {
		return ""
	}
	return list[0].Mail
}

func afterType(s string) string {
	if kind, text, ok := strings.Cut(s, ";"); ok && len(kind) < 20 {
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(s)
}

// finishBounce looks for the reported mail among the parts, and for the header that
// some servers write instead of a report.
func (w *walker) finishBounce() {
	m := w.mail
	if m.Bounce == nil {
		to := m.Head.Get("x-failed-recipients")
		if to == "" {
			return
		}
		m.Bounce = &Bounce{}
		for _, a := range address.Parse(to, nil) {
			if a.Mail != "" {
				m.Bounce.Recipients = append(m.Bounce.Recipients, Failed{Mail: a.Mail, Action: "failed"})
			}
		}
	}
	m.Automatic = true
	for i := range m.Parts {
		p := &m.Parts[i]
		if p.Type == "message/rfc822" || p.Type == "text/rfc822-headers" || p.Type == "message/global" {
			if id := ReadHead(p.Bytes()).MessageID; id != "" {
				m.Bounce.OriginalID = id
				return
			}
		}
	}
	if len(m.InReplyTo) > 0 {
		m.Bounce.OriginalID = m.InReplyTo[0]
	}
}
