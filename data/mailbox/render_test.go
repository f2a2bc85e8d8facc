package mailbox

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	stdmail "net/mail"
	"os/exec"
	"strings"
	"testing"
	"time"

	gomail "github.com/emersion/go-message/mail"

	"kontor/app/mail/address"
	"kontor/app/mail/compose"
	"kontor/app/mail/parse"
)

func sample() *compose.Message {
	return &compose.Message{
		ID: "id1@lanshi.example", Date: time.Date(2026, 3, 18, 14, 28, 0, 0, time.FixedZone("", 8*3600)),
		From: address.Address{Name: "林晓雯", Mail: "sales@lanshi.example"}, To: []address.Address{{Name: "陈建国, 采购", Mail: "chenjg@hengtuo.example"}},
		Cc: []address.Address{{Mail: "liu@商栈.example"}}, Bcc: []address.Address{{Mail: "boss@lanshi.example"}},
		Subject: "封箱机 R3 报价与技术协议：一个很长的主题，长到一行放不下，必须分成几个编码词才行，𠮷㛃䶮",
		Text:    "陈经理，您好：\n感谢确认。报价单 BJ-202603-018 合计 ¥168,900.00。\n.\n..点\nFrom here\n" + strings.Repeat("很长的一行", 300) + "\n",
		Files: []compose.File{
			{Name: "技术协议_盖章（最终版）第三次修订.pdf", Data: bytes.Repeat([]byte{0, 255, 13, 10, 46}, 1000)},
			{Name: "plan \"A\".xlsx", Data: []byte("x")},
			{Name: strings.Repeat("很长的名字", 30) + ".docx", Data: []byte("y")},
		},
		InReplyTo: "m1@hengtuo.example", References: []string{"m0@lanshi.example", "m1@hengtuo.example"},
	}
}

func render(t *testing.T, m *compose.Message) []byte {
	t.Helper()
	raw, err := New(Params{}).Render(m)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// COM-02: what is written can be read by every kind of reader; no line is too long and
// nobody learns of blind copies.
func TestRenderIsReadBack(t *testing.T) {
	m := sample()
	raw := render(t, m)
	for _, line := range bytes.Split(raw, []byte("\r\n")) {
		if len(line) > 200 {
			t.Errorf("a line of %d bytes: %.100q", len(line), line)
		}
		if bytes.ContainsAny(line, "\r\n") {
			t.Errorf("a bare line end in %.100q", line)
		}
	}
	for _, b := range raw {
		if b >= 0x80 {
			t.Fatal("bytes beyond ASCII")
		}
	}
	if bytes.Contains(raw, []byte("boss@")) || bytes.Contains(bytes.ToLower(raw), []byte("user-agent")) || bytes.Contains(bytes.ToLower(raw), []byte("x-mailer")) {
		t.Error("the mail tells too much")
	}
	got := parse.Read(raw, parse.Limits{})
	if got.Subject != m.Subject || got.MessageID != m.ID || !got.Date.Equal(m.Date) || got.From[0] != m.From || got.To[0] != m.To[0] || got.Cc[0].Mail != "liu@xn--czr894b.example" ||
		strings.Join(got.References, " ") != "m0@lanshi.example m1@hengtuo.example" || got.InReplyTo[0] != m.InReplyTo || len(got.Notes) > 0 {
		t.Errorf("read back as %+v", got)
	}
	if got.Text() != strings.TrimRight(m.Text, "\n") {
		t.Errorf("text %q", got.Text())
	}
	for i, f := range m.Files {
		p := got.Parts[i]
		if !bytes.Equal(p.Bytes(), f.Data) || p.Inline {
			t.Errorf("file %d: %d bytes", i, p.Size)
		}
	}
	if n := got.Parts[0].Name; n != m.Files[0].Name {
		t.Errorf("name %q", n)
	}
	if n := got.Parts[2].Name; len([]rune(n)) > compose.MaxName || !strings.HasSuffix(n, ".docx") {
		t.Errorf("long name %q", n)
	}
}

// Readers of three kinds find the same name: those that decode encoded words in name=
// and in filename= (QQ, Outlook) and those that keep to RFC 2231.
func TestNamesForEveryReader(t *testing.T) {
	want := "技术协议_盖章（最终版）第三次修订.pdf"
	raw := render(t, sample())
	msg, err := stdmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	mr := multipart.NewReader(msg.Body, params["boundary"])
	_, _ = mr.NextPart() // the text
	part, err := mr.NextPart()
	if err != nil {
		t.Fatal(err)
	}
	words := new(mime.WordDecoder)
	cut := func(header, param string) string {
		h := part.Header.Get(header)
		_, after, _ := strings.Cut(h, param+`="`)
		value, _, _ := strings.Cut(after, `"`)
		s, _ := words.DecodeHeader(value)
		return s
	}
	if got := cut("Content-Type", "name"); got != want {
		t.Errorf("name= reads %q", got)
	}
	if got := cut("Content-Disposition", "filename"); got != want {
		t.Errorf("filename= reads %q", got)
	}
	star := map[string]string{}
	for _, p := range strings.Split(part.Header.Get("Content-Disposition"), ";")[2:] {
		k, v, _ := strings.Cut(strings.TrimSpace(p), "=")
		star[k] = v
	}
	line := "attachment"
	for k, v := range star {
		line += "; " + k + "=" + v
	}
	if _, p, err := mime.ParseMediaType(line); err != nil || p["filename"] != want {
		t.Errorf("filename* reads %q (%v)", p["filename"], err)
	}
	r, err := gomail.CreateReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for {
		p, err := r.NextPart()
		if err == io.EOF {
			t.Error("go-message finds no attachment")
			break
		}
		if h, ok := p.Header.(*gomail.AttachmentHeader); ok {
			if name, _ := h.Filename(); name != want {
				t.Errorf("go-message reads %q", name)
			}
			break
		}
	}
}

// Python's reader is one that nobody here wrote.
func TestPythonReadsTheSame(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	c := exec.Command(python, "-c", `import sys,email,email.policy
m=email.message_from_bytes(sys.stdin.buffer.read(),policy=email.policy.default)
print(m["subject"]);print(m["to"]);print(m.get_body().get_content().splitlines()[1])
print([a.get_filename() for a in m.iter_attachments()][:2]);print(len(m.defects))`)
	c.Env = []string{"PYTHONIOENCODING=utf-8"}
	c.Stdin = bytes.NewReader(render(t, sample()))
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := sample().Subject + "\n\"陈建国, 采购\" <chenjg@hengtuo.example>\n感谢确认。报价单 BJ-202603-018 合计 ¥168,900.00。\n['技术协议_盖章（最终版）第三次修订.pdf', 'plan _A_.xlsx']\n0\n"
	if string(out) != want {
		t.Errorf("python reads\n%s\nwant\n%s", out, want)
	}
}

func TestRenderPictureInText(t *testing.T) {
	m := sample()
	m.HTML = `<p>见图 <img src="cid:p1@kontor"></p>`
	m.Files = append(m.Files[:1], compose.File{Name: "图.png", CID: "p1@kontor", Data: []byte("PNG")})
	got := parse.Read(render(t, m), parse.Limits{})
	if len(got.Body) != 1 || got.Body[0].HTML == "" || got.Body[0].Plain == "" || len(got.Parts) != 2 || len(got.Attachments()) != 1 {
		t.Fatalf("body %+v, parts %+v", got.Body, got.Parts)
	}
	var pic *parse.Part
	for i := range got.Parts {
		if got.Parts[i].CID == "p1@kontor" {
			pic = &got.Parts[i]
		}
	}
	if pic == nil || !pic.Inline || string(pic.Bytes()) != "PNG" {
		t.Errorf("picture %+v", pic)
	}
}

// Nothing that a person typed or a stranger wrote can add a header line.
func TestNoHeaderInjection(t *testing.T) {
	evil := "x\r\nBcc: victim@x.example\r\n\r\nbody"
	m := sample()
	m.Subject, m.From.Name, m.To[0].Name = evil, evil, evil
	m.References, m.InReplyTo = []string{strings.Join(strings.Fields(evil), "")}, "a@b.example"
	m.Files = []compose.File{{Name: evil, Type: "text/plain\r\nX-Evil: 1", CID: "", Data: []byte("z")}}
	got := parse.Read(render(t, m), parse.Limits{})
	if len(got.Bcc) > 0 || got.Head.Raw("x-evil") != nil || len(got.Parts) != 1 {
		t.Errorf("read as %+v", got)
	}
	for _, f := range got.Head {
		if f.Name == "bcc" {
			t.Errorf("a header line came in: %+v", f)
		}
	}
}
