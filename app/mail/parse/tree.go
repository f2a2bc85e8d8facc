package parse

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// walker goes down the tree of one mail and counts what it uses.
type walker struct {
	lim   Limits
	mail  *Mail
	notes map[Note]bool
	parts int
	text  int
}

func (w *walker) note(n Note) { w.notes[n] = true }

// entity is one node of the tree on its way through the walker.
type entity struct {
	head   Header
	body   []byte
	path   string
	depth  int
	inside string // subtype of the multipart around it
	alt    *Segment
}

// entity reads one node: a multipart goes on with its children, a text joins the
// body, all else becomes a part.
func (w *walker) entity(e entity) {
	ct := contentType(e.head, e.inside)
	cd := parseValue(e.head.Raw("content-disposition"))
	switch {
	case strings.HasPrefix(ct.main, "multipart/") && e.depth > w.lim.Depth:
		w.note(TooDeep)
		w.keep(e, value{main: "application/octet-stream"}, cd)
	case strings.HasPrefix(ct.main, "multipart/"):
		w.multipart(e, ct)
	case w.isBody(ct, cd):
		w.addText(e, ct)
	default:
		if ct.main == "message/delivery-status" || ct.main == "message/global-delivery-status" {
			w.readBounce(transferred(e))
		}
		w.keep(e, ct, cd)
	}
}

// contentType reads the type with the defaults of its place in the tree.
func contentType(h Header, inside string) value {
	raw := h.Raw("content-type")
	ct := parseValue(raw)
	switch {
	case raw == nil && inside == "digest":
		ct.main = "message/rfc822"
	case ct.main == "text":
		ct.main = "text/plain"
	case ct.main == "multipart":
		ct.main = "multipart/mixed"
	case raw == nil || strings.Count(ct.main, "/") != 1 || strings.HasSuffix(ct.main, "/") || strings.HasPrefix(ct.main, "/"):
		ct.main = "text/plain"
	}
	return ct
}

// isBody tells whether a text part stands in the mail or is a file attached to it.
func (w *walker) isBody(ct, cd value) bool {
	if ct.main != "text/plain" && ct.main != "text/html" {
		return false
	}
	return cd.main != "attachment" && nameOf(ct, cd) == ""
}

func nameOf(ct, cd value) string {
	if n := cd.params["filename"]; n != "" {
		return n
	}
	return ct.params["name"]
}

// multipart splits and walks the children. In an alternative the plain and the HTML
// text are two faces of one segment.
func (w *walker) multipart(e entity, ct value) {
	kind := strings.TrimPrefix(ct.main, "multipart/")
	body := e.body
	if t := transferOf(e.head); t == "base64" || t == "quoted-printable" { // forbidden, but met
		body, _ = decodeTransfer(body, t)
	}
	boundary := ct.params["boundary"]
	var parts [][]byte
	ended := false
	if boundary != "" {
		parts, ended = splitParts(body, boundary, w.lim.Parts+1)
	}
	if len(parts) == 0 {
		w.note(NoBoundary)
		if b := findBoundary(body); b != "" && b != boundary {
			parts, ended = splitParts(body, b, w.lim.Parts+1)
		}
	}
	if len(parts) == 0 { // no tree to be found: what is there is text
		w.addText(e, value{main: "text/plain", params: map[string]string{}})
		return
	}
	if !ended {
		w.note(NoEnd)
	}
	alt := e.alt
	if kind == "alternative" && alt == nil {
		w.mail.Body = append(w.mail.Body, Segment{})
		alt = &Segment{}
		at := len(w.mail.Body) - 1
		defer func() { w.mail.Body[at] = *alt }()
	}
	for i, p := range parts {
		if w.parts++; w.parts > w.lim.Parts {
			w.note(TooMany)
			return
		}
		head, rest := scanHead(p, w.lim, w.note)
		path := strconv.Itoa(i + 1)
		if e.path != "" {
			path = e.path + "." + path
		}
		w.entity(entity{head: head, body: rest, path: path, depth: e.depth + 1, inside: kind, alt: alt})
	}
}

// transferOf gives the encoding in lower case.
func transferOf(h Header) string {
	t := strings.ToLower(strings.TrimSpace(string(h.Raw("content-transfer-encoding"))))
	t, _, _ = strings.Cut(t, ";")
	return strings.Trim(strings.TrimSpace(t), `"`)
}

func transferred(e entity) []byte { b, _ := decodeTransfer(e.body, transferOf(e.head)); return b }

// addText decodes a text part and adds it to the body.
func (w *walker) addText(e entity, ct value) {
	b, ok := decodeTransfer(e.body, transferOf(e.head))
	if !ok {
		w.note(BadTransfer)
	}
	if left := w.lim.Text - w.text; len(b) > left {
		b = b[:max(left, 0)]
		for len(b) > 0 && b[len(b)-1] >= 0x80 && !utf8.Valid(b[max(0, len(b)-4):]) {
			b = b[:len(b)-1]
		}
		w.note(Cut)
	}
	w.text += len(b)
	charset := ct.params["charset"]
	if charset == "" && ct.main == "text/html" {
		charset = metaCharset(b)
	}
	s, true_ := DecodeText(b, charset)
	if !true_ {
		w.note(WrongCharset)
	}
	s = TameText(s)
	html := ct.main == "text/html"
	if !html && ct.params["format"] == "flowed" {
		s = unflow(s, strings.EqualFold(ct.params["delsp"], "yes"))
	}
	if !html {
		s = strings.TrimRight(s, "\n")
	}
	switch {
	case e.alt != nil && html && e.alt.HTML == "":
		e.alt.HTML = s
	case e.alt != nil && !html && e.alt.Plain == "":
		e.alt.Plain = s
	case html:
		w.mail.Body = append(w.mail.Body, Segment{HTML: s})
	case strings.TrimSpace(s) != "":
		w.mail.Body = append(w.mail.Body, Segment{Plain: s})
	}
}

// metaCharset looks for the charset an HTML page names itself.
func metaCharset(b []byte) string {
	b = bytes.ToLower(b[:min(len(b), 2048)])
	i := bytes.Index(b, []byte("charset="))
	if i < 0 {
		return ""
	}
	s := strings.TrimLeft(string(b[i+8:]), `"' `)
	if j := strings.IndexAny(s, "\"' />;"); j >= 0 {
		s = s[:j]
	}
	return s
}

// keep adds an attachment or a picture of the text.
func (w *walker) keep(e entity, ct, cd value) {
	transfer := transferOf(e.head)
	p := Part{
		Path: e.path, Type: ct.main, Inline: cd.main == "inline" || cd.main == "" && e.inside == "related",
		raw: e.body, transfer: transfer, Size: decodedSize(e.body, transfer),
	}
	if p.Path == "" {
		p.Path = "1"
	}
	if ids := IDs(e.head.Raw("content-id")); len(ids) > 0 {
		p.CID = ids[0]
	}
	name := nameOf(ct, cd)
	if name == "" && ct.main == "message/rfc822" {
		if s := ReadHead(e.body).Subject; s != "" {
			name = cutRunes(strings.NewReplacer("/", "_", `\`, "_").Replace(s), 60) + ".eml"
		}
	}
	p.Name = SafeName(name, ct.main)
	w.mail.Parts = append(w.mail.Parts, p)
}
