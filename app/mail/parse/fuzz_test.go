package parse

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"kontor/app/mail/address"
)

// small limits keep each run of the fuzzer short.
var small = Limits{Bytes: 1 << 18, Head: 8 << 10, Depth: 8, Parts: 40, Text: 1 << 17, Fields: 100}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/hostile/*.eml")
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := Read(raw, small)
		if len(m.Parts) > small.Parts+1 {
			t.Fatalf("%d parts", len(m.Parts))
		}
		for i := range m.Parts {
			p := &m.Parts[i]
			if p.Name == "" || len(p.Name) > MaxName+1 || strings.ContainsAny(p.Name, "/\\\x00\n\r") || p.Name != SafeName(p.Name, p.Type) {
				t.Fatalf("unsafe name %q", p.Name)
			}
			if int64(len(p.Bytes())) != p.Size {
				t.Fatalf("size %d, but %d bytes", p.Size, len(p.Bytes()))
			}
		}
		texts := []string{m.Subject, m.Text(), Snippet(m, 80), PlainOf(m.Blocks(true))}
		for _, l := range [][]address.Address{m.From, m.To, m.Cc, m.ReplyTo} {
			for _, a := range l {
				texts = append(texts, a.Name, a.Mail)
			}
		}
		for _, s := range texts {
			if !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\x1b\u202e\u2066") {
				t.Fatalf("untamed text %q", s)
			}
		}
	})
}

func FuzzBlocks(f *testing.F) {
	for _, s := range []string{
		"<p>a<b>b</b>", "<table><tr><td>x<td>y</table>", "<ul><li>a<ol><li>b", "<a href=javascript:x>y</a>", "<pre>\n a\n</pre>",
		"<div style=display:none>x</div>y", "<img src=cid:a><img src=http://x/y>", "<blockquote>q<blockquote>r</div></blockquote>s", "</table></td></tr>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, page string) {
		blocks := Blocks(page)
		for _, b := range blocks {
			if b.Quote < 0 || b.Quote > 50 || b.Level < 0 {
				t.Fatalf("block %+v", b)
			}
			for _, s := range b.Spans {
				if s.Link != "" && SafeLink(s.Link) != s.Link {
					t.Fatalf("unsafe link %q", s.Link)
				}
			}
		}
		if at := FoldAt(blocks); at < 0 || at > len(blocks) {
			t.Fatalf("fold at %d of %d", at, len(blocks))
		}
		if s := PlainOf(blocks); !utf8.ValidString(s) {
			t.Fatalf("not UTF-8: %q", s)
		}
	})
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"=?utf-8?B?5Lit?= =?utf-8?B?5paH?=", "=?gbk?Q?=D6=D0?=", "\xd6\xd0\xb9\xfa", "=?x?B?====?=", "=?iso-2022-jp?B?GyRC?=", "=?utf-8?Q?", "a\x1b$B"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := Words(raw)
		if !utf8.ValidString(s) || Tame(s) != s {
			t.Fatalf("%q became %q", raw, s)
		}
		if v := parseValue(raw); v.main != strings.ToLower(v.main) {
			t.Fatalf("type %q", v.main)
		}
		Addresses(raw)
	})
}
