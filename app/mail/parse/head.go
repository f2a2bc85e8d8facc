package parse

import (
	"bytes"
	"strings"

	"kontor/app/mail/address"
)

// Field is one header field: the name in lower case, the value unfolded but not decoded.
type Field struct {
	Name string
	Raw  []byte
}

// Header is the fields in their order.
type Header []Field

// Raw gives the first value of name, nil when absent.
func (h Header) Raw(name string) []byte {
	for _, f := range h {
		if f.Name == name {
			return f.Raw
		}
	}
	return nil
}

// Get gives the first value of name decoded for reading.
func (h Header) Get(name string) string { return Words(h.Raw(name)) }

// mended repairs what is wrong with a mail as a whole: lines that end in a lone CR,
// blank lines before the header. All others come back as they are.
func mended(raw []byte) []byte {
	raw = bytes.TrimLeft(raw, "\r\n")
	if bytes.IndexByte(raw, '\n') >= 0 || bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	return bytes.ReplaceAll(raw, []byte{'\r'}, []byte{'\n'})
}

// cutLine gives the first line of b without its end, and the rest.
func cutLine(b []byte) (line, rest []byte) {
	i := bytes.IndexByte(b, '\n')
	if i < 0 {
		line, rest = b, nil
	} else {
		line, rest = b[:i], b[i+1:]
	}
	return bytes.TrimRight(line, "\r"), rest
}

// fieldName gives the lower-case name when line starts a header field, else "".
func fieldName(line []byte) string {
	i := bytes.IndexByte(line, ':')
	if i < 1 || i > 100 {
		return ""
	}
	name := bytes.TrimRight(line[:i], " \t")
	for _, c := range name {
		if c <= ' ' || c >= 127 {
			return ""
		}
	}
	return strings.ToLower(string(name))
}

// wellKnown tells whether a name is one that mail headers have; it decides whether
// a strange line is junk inside a header or already the body.
func wellKnown(name string) bool {
	switch name {
	case "from", "to", "cc", "bcc", "subject", "date", "sender", "reply-to", "message-id", "in-reply-to",
		"references", "received", "return-path", "mime-version", "delivered-to", "dkim-signature", "user-agent":
		return true
	}
	return strings.HasPrefix(name, "content-") || strings.HasPrefix(name, "x-") || strings.HasPrefix(name, "list-") ||
		strings.HasPrefix(name, "arc-")
}

// headerGoesOn looks at the next few lines for a well-known field.
func headerGoesOn(rest []byte) bool {
	for i := 0; i < 4 && len(rest) > 0; i++ {
		var line []byte
		line, rest = cutLine(rest)
		if len(line) == 0 {
			return false
		}
		if n := fieldName(line); n != "" && wellKnown(n) {
			return true
		}
	}
	return false
}

// scanHead splits a part into header and body. Lines that are no fields are dropped;
// a missing blank line is noticed. The values are unfolded copies.
func scanHead(raw []byte, lim Limits, note func(Note)) (Header, []byte) {
	var h Header
	used := 0
	rest := raw
	for len(rest) > 0 {
		line, next := cutLine(rest)
		if len(line) == 0 {
			return h, next
		}
		used += len(line)
		full := used > lim.Head || len(h) >= lim.Fields
		switch name := fieldName(line); {
		case line[0] == ' ' || line[0] == '\t':
			if strings.TrimSpace(string(line)) == "" && !headerGoesOn(next) && !continues(next) {
				return h, next // a line of blanks ends the header of sloppy senders
			}
			if len(h) == 0 {
				note(JunkHeader)
			} else if !full {
				h[len(h)-1].Raw = append(h[len(h)-1].Raw, line...)
			}
		case name != "":
			if !full {
				h = append(h, Field{Name: name, Raw: clean(line[bytes.IndexByte(line, ':')+1:])})
			}
		case bytes.HasPrefix(line, []byte("From ")) || bytes.HasPrefix(line, []byte(">From ")):
			// the separator line of mbox files
		case headerGoesOn(next):
			note(JunkHeader)
		default:
			note(NoBlankLine)
			return h, rest
		}
		if full {
			note(LongHeader)
		}
		rest = next
	}
	return h, nil
}

// continues tells whether the next line is a continuation with something on it.
func continues(rest []byte) bool {
	line, _ := cutLine(rest)
	return len(line) > 0 && (line[0] == ' ' || line[0] == '\t') && len(bytes.TrimSpace(line)) > 0
}

// clean copies a value without its outer blanks.
func clean(b []byte) []byte { return append([]byte(nil), bytes.TrimSpace(b)...) }

// envelope reads the fields every mail has.
func (w *walker) envelope(h Header) {
	m := w.mail
	m.Subject = cutRunes(Words(h.Raw("subject")), 1000)
	list := func(name string) []address.Address {
		var out []address.Address
		for _, f := range h {
			if f.Name == name && len(out) < 2000 {
				out = append(out, Addresses(f.Raw)...)
			}
		}
		return out
	}
	m.From, m.Sender, m.ReplyTo = list("from"), list("sender"), list("reply-to")
	m.To, m.Cc, m.Bcc = list("to"), list("cc"), list("bcc")
	m.Date = Date(string(h.Raw("date")))
	if ids := IDs(h.Raw("message-id")); len(ids) > 0 {
		m.MessageID = ids[0]
	}
	m.InReplyTo = IDs(h.Raw("in-reply-to"))
	m.References = IDs(h.Raw("references"))
	m.Automatic = automatic(h)
	m.Leave = leave(h)
}

func automatic(h Header) bool {
	auto := strings.ToLower(string(h.Raw("auto-submitted")))
	prec := strings.ToLower(string(h.Raw("precedence")))
	return auto != "" && auto != "no" || prec == "bulk" || prec == "list" || prec == "junk" || prec == "auto_reply" ||
		h.Raw("list-id") != nil || h.Raw("x-autoreply") != nil || h.Raw("x-autorespond") != nil ||
		h.Raw("list-unsubscribe") != nil || h.Raw("x-auto-response-suppress") != nil && strings.HasPrefix(auto, "auto-")
}

func leave(h Header) []string {
	var out []string
	for _, t := range strings.Split(string(h.Raw("list-unsubscribe")), ",") {
		t = strings.Trim(strings.TrimSpace(t), "<>")
		l := strings.ToLower(t)
		if len(out) < 8 && (strings.HasPrefix(l, "mailto:") || strings.HasPrefix(l, "https://")) {
			out = append(out, Tame(t))
		}
	}
	return out
}

// IDs reads message ids from a field: what stands in <>, or the bare words when
// there are no brackets. At most 100, the newest are kept.
func IDs(raw []byte) []string {
	s := Tame(string(raw))
	var out []string
	add := func(id string) {
		id = strings.Join(strings.Fields(id), "") // folded in the middle
		if id != "" && len(id) <= 990 {
			out = append(out, id)
		}
	}
	if !strings.Contains(s, "<") {
		for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' }) {
			if strings.Contains(f, "@") || len(strings.Fields(s)) == 1 {
				add(strings.Trim(f, "<>\"'"))
			}
		}
	}
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		s = s[i+1:]
		j := strings.IndexAny(s, "<>")
		if j < 0 {
			add(s)
			break
		}
		add(s[:j])
		if s[j] == '>' {
			s = s[j+1:]
		} else {
			s = s[j:]
		}
	}
	if len(out) > 100 {
		out = out[len(out)-100:]
	}
	return out
}
