// Package compose makes mails: what a message consists of, answers and forwards of
// other mails, and the checks before one may go out. Turning a message into bytes and
// submitting them is the mailbox's business.
package compose

import (
	"crypto/rand"
	"encoding/hex"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"kontor/app"
	"kontor/app/mail/address"
	"kontor/app/mail/parse"
)

// Message is a mail that is to be sent.
type Message struct {
	ID         string // Message-ID without <>; set before it is queued and kept for every attempt
	Date       time.Time
	From       address.Address
	ReplyTo    []address.Address
	To         []address.Address
	Cc         []address.Address
	Bcc        []address.Address
	Subject    string
	Text       string
	HTML       string // only when pictures stand in the text; Text is always there
	Files      []File
	InReplyTo  string   // message id of the mail answered
	References []string // oldest first
	Leave      string   // mailto: address of List-Unsubscribe, for mass mail
	Bulk       bool     // asks others not to answer by machine
}

// File is an attachment; with a CID it is a picture that stands in the HTML.
type File struct {
	Name string
	Type string // empty: by the ending of the name
	CID  string
	Data []byte
}

// MaxFiles is the largest sum of attachments in bytes. 20 MB become 27 MB in base64,
// below the 30 to 50 MB that large providers take; many companies take less.
const MaxFiles = 20 << 20

// MaxName is the longest name of an attachment in characters, ending included. Longer
// names make header lines that some servers refuse.
const MaxName = 60

// NewID makes a Message-ID at the domain of the sender: <random@domain> without <>.
func NewID(from string) string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	domain := address.Domain(from)
	if domain == "" {
		domain = "localhost"
	}
	return hex.EncodeToString(b[:]) + "@" + domain
}

// Recipients gives every address the mail goes to, each once.
func (m *Message) Recipients() []string {
	var out []string
	all := append(append(append([]address.Address{}, m.To...), m.Cc...), m.Bcc...)
	for _, a := range address.Unique(all) {
		out = append(out, address.ASCII(a.Mail))
	}
	return out
}

// Check refuses a mail that cannot go out: Invalid mail.no_recipient, mail.bad_address,
// mail.no_subject_and_text, mail.files_too_large, mail.bad_sender.
func (m *Message) Check() error {
	if !address.Valid(m.From.Mail) {
		return app.E(app.Invalid, "mail.bad_sender", "mail", m.From.Mail).At("from")
	}
	for field, list := range map[string][]address.Address{"to": m.To, "cc": m.Cc, "bcc": m.Bcc, "reply_to": m.ReplyTo} {
		for _, a := range list {
			if !address.Valid(a.Mail) {
				return app.E(app.Invalid, "mail.bad_address", "mail", a.String()).At(field)
			}
		}
	}
	if len(m.Recipients()) == 0 {
		return app.E(app.Invalid, "mail.no_recipient").At("to")
	}
	if strings.TrimSpace(m.Subject) == "" && strings.TrimSpace(m.Text) == "" && len(m.Files) == 0 {
		return app.E(app.Invalid, "mail.no_subject_and_text").At("subject")
	}
	size := 0
	for _, f := range m.Files {
		size += len(f.Data)
	}
	if size > MaxFiles {
		return app.E(app.Invalid, "mail.files_too_large", "megabytes", size>>20, "limit", MaxFiles>>20).At("files")
	}
	return nil
}

// forgotten are the words by which a writer promises an attachment.
var forgotten = []string{"附件", "见附", "附上", "随附", "attached", "attachment", "enclosed", "anbei", "im anhang"}

// ForgotFile tells whether the text (without what it quotes) promises an attachment
// and there is none. quoted is where the quotation begins in Text; -1: none.
func (m *Message) ForgotFile(quoted int) bool {
	if len(m.Files) > 0 {
		return false
	}
	text := m.Text
	if quoted >= 0 && quoted < len(text) {
		text = text[:quoted]
	}
	text = strings.ToLower(m.Subject + "\n" + text)
	for _, w := range forgotten {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// FileName makes the name under which an attachment travels: safe, and short enough.
func FileName(name string) string {
	name = parse.SafeName(name, "")
	if utf8.RuneCountInString(name) <= MaxName {
		return name
	}
	ext := path.Ext(name)
	if utf8.RuneCountInString(ext) > 8 {
		ext = ""
	}
	stem := []rune(strings.TrimSuffix(name, ext))
	return strings.TrimRight(string(stem[:MaxName-utf8.RuneCountInString(ext)]), " .") + ext
}

// types of the files that business mail carries; the system's own table differs from
// machine to machine.
var types = map[string]string{
	".pdf": "application/pdf", ".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".png":  "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".bmp": "image/bmp",
	".svg": "image/svg+xml", ".tif": "image/tiff", ".tiff": "image/tiff", ".txt": "text/plain", ".csv": "text/csv", ".html": "text/html",
	".htm": "text/html", ".xml": "application/xml", ".json": "application/json", ".zip": "application/zip", ".rar": "application/vnd.rar",
	".7z": "application/x-7z-compressed", ".eml": "message/rfc822", ".ics": "text/calendar", ".vcf": "text/vcard", ".dwg": "image/vnd.dwg",
	".mp4": "video/mp4", ".mp3": "audio/mpeg", ".ofd": "application/ofd", ".wps": "application/vnd.ms-works", ".et": "application/vnd.ms-excel",
}

// TypeOf gives the media type of a file by its ending.
func TypeOf(name string) string {
	if t, ok := types[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}
