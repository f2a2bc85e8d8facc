package parse

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontor/app/mail/address"
)

var update = flag.Bool("update", false, "write the .want files anew")

// TestHostileMail reads every damaged mail of the corpus and compares what was
// understood with the .want file beside it. COM-02
func TestHostileMail(t *testing.T) {
	files, err := filepath.Glob("testdata/hostile/*.eml")
	if err != nil || len(files) < 60 {
		t.Fatalf("the corpus has %d mails, want at least 60 (%v)", len(files), err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".eml"), func(t *testing.T) {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			got := describe(Read(raw, Limits{}))
			want := strings.TrimSuffix(f, ".eml") + ".want"
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			b, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(b) {
				t.Errorf("read\n%s\nwant\n%s", got, b)
			}
		})
	}
}

// describe writes down what was understood of a mail.
func describe(m *Mail) string {
	var b strings.Builder
	list := func(name string, l []address.Address) {
		for _, a := range l {
			fmt.Fprintf(&b, "%s: %q <%s>\n", name, a.Name, a.Mail)
		}
	}
	fmt.Fprintf(&b, "subject: %q\n", m.Subject)
	list("from", m.From)
	list("reply-to", m.ReplyTo)
	list("to", m.To)
	list("cc", m.Cc)
	if !m.Date.IsZero() {
		fmt.Fprintf(&b, "date: %s\n", m.Date.Format("2006-01-02 15:04 MST"))
	}
	fmt.Fprintf(&b, "id: %q reply-to: %q refs: %q\n", m.MessageID, m.InReplyTo, m.References)
	for _, p := range m.Parts {
		fmt.Fprintf(&b, "part %s: %q %s cid=%q inline=%v size=%d danger=%d %.20q\n", p.Path, p.Name, p.Type, p.CID, p.Inline, p.Size, DangerOf(p.Name), p.Bytes())
	}
	if m.Bounce != nil {
		fmt.Fprintf(&b, "bounce of %q\n", m.Bounce.OriginalID)
		for _, f := range m.Bounce.Recipients {
			fmt.Fprintf(&b, "  %s %s %s %q permanent=%v\n", f.Mail, f.Action, f.Status, f.Text, f.Permanent())
		}
	}
	if m.Automatic || len(m.Leave) > 0 {
		fmt.Fprintf(&b, "automatic=%v leave=%q\n", m.Automatic, m.Leave)
	}
	fmt.Fprintf(&b, "notes: %v\nsnippet: %q\ntext:\n%s\n", m.Notes, Snippet(m, 60), m.Text())
	for i, bl := range m.Blocks(true) {
		fmt.Fprintf(&b, "block %d: kind=%d level=%d mark=%q quote=%d gap=%v", i, bl.Kind, bl.Level, bl.Mark, bl.Quote, bl.Gap)
		spans := bl.Spans
		for _, c := range bl.Cells {
			spans = append(spans, c...)
			spans = append(spans, Span{Text: "|"})
		}
		for _, s := range spans {
			fmt.Fprintf(&b, " [%q", s.Text)
			if s.Bold {
				b.WriteString(" bold")
			}
			if s.Link != "" {
				fmt.Fprintf(&b, " link=%s", s.Link)
			}
			if h, ok := TrueHost(s); ok {
				fmt.Fprintf(&b, " leads-to=%s", h)
			}
			if s.Image != "" || s.Blocked {
				fmt.Fprintf(&b, " image=%q blocked=%v", s.Image, s.Blocked)
			}
			b.WriteString("]")
		}
		b.WriteString("\n")
	}
	return b.String()
}
