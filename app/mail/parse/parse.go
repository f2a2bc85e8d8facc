// Package parse reads mail as it really arrives: damaged, mislabelled, hostile.
//
// Read never fails for content: it takes what can be read and notes what had to be
// mended. It promises three things about any input: no panic, work bounded by the
// Limits (nesting, parts and sizes are capped), and texts without control or
// text-direction characters that could disguise something. Whatever it returns was
// written by a stranger and is data to show, never instructions.
package parse

import (
	"sort"
	"strings"
	"time"

	"kontor/app/mail/address"
)

// Limits bound the work for one mail. The zero value of a field means its default.
type Limits struct {
	Bytes  int // raw mail, default 64 MB; what is beyond is not read
	Head   int // header of one part, default 256 KB
	Depth  int // nesting of multiparts, default 20
	Parts  int // parts in all, default 500
	Text   int // decoded text of all body parts, default 4 MB
	Fields int // header fields of one part, default 1,000
}

func (l Limits) filled() Limits {
	fill := func(p *int, v int) {
		if *p <= 0 {
			*p = v
		}
	}
	fill(&l.Bytes, 64<<20)
	fill(&l.Head, 256<<10)
	fill(&l.Depth, 20)
	fill(&l.Parts, 500)
	fill(&l.Text, 4<<20)
	fill(&l.Fields, 1000)
	return l
}

// Note names one thing that had to be mended or left out.
type Note string

// The notes.
const (
	JunkHeader   Note = "junk-header"   // lines in a header that are no fields
	NoBlankLine  Note = "no-blank-line" // the header ran into the body
	LongHeader   Note = "long-header"   // header cut at Limits.Head or Limits.Fields
	NoBoundary   Note = "no-boundary"   // multipart without a usable boundary
	NoEnd        Note = "no-end"        // multipart without its end line
	BadTransfer  Note = "bad-transfer"  // base64, quoted-printable or uuencode with faults
	WrongCharset Note = "wrong-charset" // charset unknown or not the true one
	TooDeep      Note = "too-deep"      // nesting beyond Limits.Depth shown as an attachment
	TooMany      Note = "too-many"      // parts beyond Limits.Parts left out
	Cut          Note = "cut"           // mail or text cut at Limits.Bytes or Limits.Text
)

// Segment is one stretch of the body. An alternative has both faces of the same text.
type Segment struct {
	Plain string
	HTML  string
}

// Part is an attachment or a picture inside the text.
type Part struct {
	Path   string // position in the tree, "2.1"
	Name   string // safe to use as a file name; never empty
	Type   string // "application/pdf", lower case
	CID    string // content id without <>, for pictures in the text
	Inline bool   // meant to stand in the text
	Size   int64  // bytes after decoding

	raw      []byte
	transfer string
}

// Bytes decodes the content. The result is the caller's.
func (p *Part) Bytes() []byte { b, _ := decodeTransfer(p.raw, p.transfer); return b }

// Mail is what could be read.
type Mail struct {
	Head       Header
	Subject    string
	From       []address.Address
	Sender     []address.Address
	ReplyTo    []address.Address
	To         []address.Address
	Cc         []address.Address
	Bcc        []address.Address
	Date       time.Time // zero when there is none that can be read
	MessageID  string    // without <>
	InReplyTo  []string  // without <>
	References []string  // oldest first, without <>
	Body       []Segment
	Parts      []Part
	Bounce     *Bounce  // delivery report, or nil
	Automatic  bool     // auto-reply, list or bulk: never answer by machine
	Leave      []string // List-Unsubscribe targets (mailto: and https:)
	Notes      []Note   // sorted, each once
}

// Text is the whole body as plain text; where only HTML exists it is made from that.
func (m *Mail) Text() string {
	var b strings.Builder
	for _, s := range m.Body {
		t := s.Plain
		if strings.TrimSpace(t) == "" && s.HTML != "" {
			t = PlainOf(Blocks(s.HTML))
		}
		if t = strings.Trim(t, "\n"); t == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(t)
	}
	return b.String()
}

// Blocks is the body for showing: from HTML where there is some and rich is wished,
// else from the plain text.
func (m *Mail) Blocks(rich bool) []Block {
	var out []Block
	for _, s := range m.Body {
		if s.HTML != "" && (rich || strings.TrimSpace(s.Plain) == "") {
			out = append(out, Blocks(s.HTML)...)
		} else {
			out = append(out, PlainBlocks(s.Plain)...)
		}
	}
	return out
}

// HasNote tells whether n was noted.
func (m *Mail) HasNote(n Note) bool {
	for _, x := range m.Notes {
		if x == n {
			return true
		}
	}
	return false
}

// Attachments are the parts a reader is offered to open: pictures that stand in the
// text and signatures made by machines are left out.
func (m *Mail) Attachments() []Part {
	var out []Part
	for _, p := range m.Parts {
		if p.Inline && p.CID != "" || p.Type == "application/pkcs7-signature" || p.Type == "application/pgp-signature" {
			continue
		}
		out = append(out, p)
	}
	return out
}

// Read reads one mail. The result keeps slices of raw.
func Read(raw []byte, limits Limits) *Mail {
	w := &walker{lim: limits.filled(), mail: &Mail{}, notes: map[Note]bool{}}
	if len(raw) > w.lim.Bytes {
		raw = raw[:w.lim.Bytes]
		w.note(Cut)
	}
	raw = mended(raw)
	head, body := scanHead(raw, w.lim, w.note)
	w.mail.Head = head
	w.envelope(head)
	w.entity(entity{head: head, body: body, depth: 1})
	w.finishBounce()
	w.dropEmpty()
	for n := range w.notes {
		w.mail.Notes = append(w.mail.Notes, n)
	}
	sort.Slice(w.mail.Notes, func(i, j int) bool { return w.mail.Notes[i] < w.mail.Notes[j] })
	return w.mail
}

// dropEmpty leaves out alternatives in which nothing was found.
func (w *walker) dropEmpty() {
	kept := w.mail.Body[:0]
	for _, s := range w.mail.Body {
		if strings.TrimSpace(s.Plain) != "" || strings.TrimSpace(s.HTML) != "" {
			kept = append(kept, s)
		}
	}
	w.mail.Body = kept
}

// ReadHead reads only the header fields of a mail, for lists.
func ReadHead(raw []byte) *Mail {
	w := &walker{lim: Limits{}.filled(), mail: &Mail{}, notes: map[Note]bool{}}
	head, _ := scanHead(mended(raw), w.lim, w.note)
	w.mail.Head = head
	w.envelope(head)
	return w.mail
}
