package vcard_test

import (
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kontor/app/importing"
	"kontor/app/importing/vcard"
)

func read(t *testing.T, text string) [][]string {
	t.Helper()
	f, err := vcard.Open("手机.vcf", strings.NewReader(text), int64(len(text)), nil)
	if err != nil {
		t.Fatal(err)
	}
	in, err := f.Open(importing.Layout{})
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	var row importing.Row
	for {
		err := in.Next(&row)
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		out = append(out, cells)
	}
}

func TestCardsOfEveryVersion(t *testing.T) { // DAT-05
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("苏州明达")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, want string }{
		{
			"2.1, quoted-printable, soft break", "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E9=99=88;=E6=80=9D=\r\n=E8=BF=9C\r\nTEL;CELL;VOICE:13912345678\r\nTEL;WORK:0512-66668888\r\nEND:VCARD\r\n",
			"陈思远|陈思远||13912345678|0512-66668888|||||",
		},
		{"2.1, GB2312", "BEGIN:VCARD\nVERSION:2.1\nFN:Chen\nORG;CHARSET=GB2312:" + gb + "\nEND:VCARD\n", "苏州明达|Chen||||||||"},
		{"no charset told", "BEGIN:VCARD\nFN:Chen\nORG:" + gb + "\nEND:VCARD\n", "苏州明达|Chen||||||||"},
		{
			"3.0, folded, escaped, grouped", "BEGIN:VCARD\nVERSION:3.0\nFN:Lin\nORG:Mingda\\, Ltd;Sales\nitem1.TEL;TYPE=CELL,VOICE:139 1234 5678\nEMAIL;TYPE=INTERNET:a@b.example\nNOTE:one\\ntwo th\n ree\nBDAY:1980-03-18\nURL:https\\://b.example\nEND:VCARD\n",
			"Mingda, Ltd|Lin||139 1234 5678||a@b.example||https://b.example|1980-03-18|one\ntwo three",
		},
		{
			"4.0, address", "BEGIN:VCARD\nVERSION:4.0\nFN:林晓雯\nTITLE:经理\nADR;TYPE=work:;;星湖街 1 号;苏州;江苏;215000;中国\nTEL;VALUE=uri;TYPE=\"voice,work\":tel:+8613912345678\nEND:VCARD\n",
			"林晓雯|林晓雯|经理|+8613912345678|||江苏苏州星湖街 1 号|||",
		},
		{
			"second number and a picture", "BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b;TYPE=JPEG:" + strings.Repeat("QUFB", 1<<19) + "\nTEL;TYPE=CELL:13912345678\nTEL;TYPE=CELL:13712345678\nEND:VCARD\n",
			"A|A||13912345678||||||13712345678",
		},
		{"cut off", "BEGIN:VCARD\nFN:A\nTEL;TYPE=CELL:139", "A|A||139||||||"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := read(t, c.text)
			if len(got) != 2 || strings.Join(got[1], "|") != c.want {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestSeveralCards(t *testing.T) { // DAT-05
	one := "BEGIN:VCARD\nFN:A\nEND:VCARD\n"
	if got := read(t, "\ufeff"+one+"\n"+one+one); len(got) != 4 {
		t.Errorf("%q", got)
	}
	if !vcard.Magic([]byte("\ufeffbegin:vcard\r\n")) || vcard.Magic([]byte("name,phone\n")) {
		t.Error("cards are not told from tables")
	}
}

func FuzzCards(f *testing.F) {
	f.Add("BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:=E9=\n=99\nEND:VCARD")
	f.Fuzz(func(t *testing.T, text string) {
		src, _ := vcard.Open("x", strings.NewReader(text), int64(len(text)), nil)
		in, _ := src.Open(importing.Layout{})
		var row importing.Row
		for range 1000 {
			if in.Next(&row) != nil {
				return
			}
		}
	})
}
