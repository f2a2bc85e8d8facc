package mailbox

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	stdmail "net/mail"
	"net/textproto"
	"regexp"
	"strings"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

	"kontor/app/mail/address"
	"kontor/app/mail/compose"
	"kontor/app/mail/parse"
)

// Render turns a message into the bytes that travel. They are made once, when the
// message is queued, so that every attempt sends the same. Bcc is in none of them.
func (m *Mailer) Render(c *compose.Message) ([]byte, error) {
	msg := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingB64), gomail.WithNoDefaultUserAgent())
	msg.SetAddrHeaderFromMailAddress(gomail.HeaderFrom, one(c.From))
	for h, list := range map[gomail.AddrHeader][]address.Address{gomail.HeaderTo: c.To, gomail.HeaderCc: c.Cc, gomail.HeaderReplyTo: c.ReplyTo} {
		if len(list) > 0 {
			msg.SetAddrHeaderFromMailAddress(h, all(list)...)
		}
	}
	if len(c.To)+len(c.Cc) == 0 {
		msg.SetGenHeader("To", "undisclosed-recipients:;")
	}
	msg.SetGenHeaderPreformatted(gomail.HeaderSubject, encodedText(parse.Tame(c.Subject), len("Subject: ")))
	msg.SetMessageIDWithValue(c.ID)
	msg.SetDateWithValue(c.Date)
	if c.InReplyTo != "" {
		msg.SetGenHeader(gomail.HeaderInReplyTo, "<"+c.InReplyTo+">")
	}
	if len(c.References) > 0 {
		msg.SetGenHeader(gomail.HeaderReferences, "<"+strings.Join(c.References, "> <")+">")
	}
	if c.Bulk {
		msg.SetBulk()
	}
	if c.Leave != "" {
		msg.SetListUnsubscribe(c.Leave)
	}
	text := strings.ReplaceAll(strings.ReplaceAll(c.Text, "\r\n", "\n"), "\n", "\r\n")
	msg.SetBodyString(gomail.TypeTextPlain, text, gomail.WithPartEncoding(encodingFor(text)))
	if c.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, c.HTML, gomail.WithPartEncoding(gomail.EncodingB64))
	}
	for _, f := range c.Files {
		if err := attach(msg, f); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if _, err := msg.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("mailbox: render: %w", err)
	}
	return out.Bytes(), nil
}

func one(a address.Address) *stdmail.Address {
	return &stdmail.Address{Name: parse.Tame(a.Name), Address: address.ASCII(a.Mail)}
}

func all(list []address.Address) []*stdmail.Address {
	out := make([]*stdmail.Address, len(list))
	for i, a := range list {
		out[i] = one(a)
	}
	return out
}

// encodingFor keeps text that is mostly ASCII readable on the way.
func encodingFor(s string) gomail.Encoding {
	high := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			high++
		}
	}
	if high*6 > len(s) {
		return gomail.EncodingB64
	}
	return gomail.EncodingQP
}

var mediaType = regexp.MustCompile(`^[a-z0-9][a-z0-9.+_-]*/[a-z0-9][a-z0-9.+_-]*$`)

// attach adds a file. Its name is written in three ways, because each of the common
// readers knows another one: as name= and filename= in encoded words (QQ, Outlook and
// older ones) and as filename*= (RFC 2231).
func attach(msg *gomail.Msg, f compose.File) error {
	name := compose.FileName(f.Name)
	kind := f.Type
	if !mediaType.MatchString(kind) {
		kind = compose.TypeOf(name)
	}
	if strings.HasPrefix(kind, "message/") || strings.HasPrefix(kind, "multipart/") {
		kind = "application/octet-stream" // those may not be written in base64
	}
	open := func(w io.Writer) (int64, error) { n, err := w.Write(f.Data); return int64(n), err }
	file := &gomail.File{Name: name, Writer: open, Header: textproto.MIMEHeader{}}
	place := "attachment"
	if f.CID != "" {
		place = "inline"
		file.Header.Set("Content-ID", "<"+f.CID+">")
	}
	file.Header.Set("Content-Type", kind+";\r\n name="+nameParam(name))
	disposition := place + ";\r\n filename=" + nameParam(name)
	if !plainText(name) {
		disposition += ";\r\n " + longParam(name)
	}
	file.Header.Set("Content-Disposition", disposition)
	if f.CID != "" {
		msg.SetEmbeds(append(msg.GetEmbeds(), file))
		return nil
	}
	msg.SetAttachments(append(msg.GetAttachments(), file))
	return nil
}

// nameParam writes a name in quotes, in folded encoded words when it is not ASCII.
func nameParam(name string) string {
	if plainText(name) {
		return `"` + strings.NewReplacer(`\`, "_", `"`, "_").Replace(name) + `"`
	}
	return `"` + encodedText(name, 12) + `"`
}

// encodedText writes text as encoded words of whole characters, one on each line. used
// is what stands on the first line already. ASCII comes back as it is.
func encodedText(s string, used int) string {
	if plainText(s) && len(s) < 60 && !strings.Contains(s, "=?") {
		return s
	}
	var words []string
	room := max((74-used-len("=?UTF-8?B??="))/4*3, 12)
	for len(s) > 0 {
		n := 0
		for n < len(s) {
			_, size := utf8.DecodeRuneInString(s[n:])
			if n+size > room {
				break
			}
			n += size
		}
		words = append(words, "=?UTF-8?B?"+base64.StdEncoding.EncodeToString([]byte(s[:n]))+"?=")
		s = s[n:]
		room = 45
	}
	return strings.Join(words, "\r\n ")
}

// longParam writes a name after RFC 2231, in pieces that fit on a line.
func longParam(name string) string {
	var codes []string // one for each byte
	for i := 0; i < len(name); i++ {
		c := name[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_' {
			codes = append(codes, string(c))
		} else {
			codes = append(codes, fmt.Sprintf("%%%02X", c))
		}
	}
	whole := strings.Join(codes, "")
	if len(whole) <= 55 {
		return "filename*=UTF-8''" + whole
	}
	var parts []string
	line := "UTF-8''"
	for _, c := range codes {
		if len(line)+len(c) > 55 {
			parts = append(parts, line)
			line = ""
		}
		line += c
	}
	parts = append(parts, line)
	for i, p := range parts {
		parts[i] = fmt.Sprintf("filename*%d*=%s", i, p)
	}
	return strings.Join(parts, ";\r\n ")
}
