package provider

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// world is an internet of a test; asked notes in which order it was asked.
type world struct {
	mx    map[string][]string
	srv   map[string]string
	pages map[string]string
	asked []string
}

func (w *world) MX(_ context.Context, d string) ([]string, error) {
	w.asked = append(w.asked, "mx")
	if h, ok := w.mx[d]; ok {
		return h, nil
	}
	return nil, errors.New("no such host")
}

func (w *world) SRV(_ context.Context, service, d string) (string, int, error) {
	w.asked = append(w.asked, "srv "+service)
	if h, ok := w.srv[service+"."+d]; ok {
		return h, 993, nil
	}
	return "", 0, errors.New("no record")
}

func (w *world) Get(_ context.Context, url string) ([]byte, error) {
	w.asked = append(w.asked, url)
	if p, ok := w.pages[url]; ok {
		return []byte(p), nil
	}
	return nil, errors.New("404")
}

const page = `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="x"><domain>x</domain>
<incomingServer type="pop3"><hostname>pop.x.example</hostname><port>995</port><socketType>SSL</socketType></incomingServer>
<incomingServer type="imap"><hostname>plain.x.example</hostname><port>143</port><socketType>plain</socketType><username>%EMAILADDRESS%</username></incomingServer>
<incomingServer type="imap"><hostname>mail.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username></incomingServer>
<outgoingServer type="smtp"><hostname>out.x.example</hostname><port>587</port><socketType>STARTTLS</socketType><username>%EMAILADDRESS%</username></outgoingServer>
</emailProvider></clientConfig>`

// COM-01
func TestDiscover(t *testing.T) {
	ctx := context.Background()
	find := func(w *world, mail string) Found {
		t.Helper()
		f, err := Discover(ctx, w, mail)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	w := &world{}
	if f := find(w, "123@QQ.com"); f.Preset.Key != "qq" || f.Secret != AuthCode || f.IMAP.String() != "imap.qq.com:993 (tls)" || f.Source != FromPreset || len(w.asked) != 0 {
		t.Errorf("a known domain needs no question: %+v, asked %v", f, w.asked)
	}
	w = &world{mx: map[string][]string{"lanshi.example": {"mxbiz2.qq.com."}}}
	if f := find(w, "sales@lanshi.example"); f.Preset == nil || f.Preset.Key != "exmail" || f.Source != FromMX || len(w.asked) != 1 {
		t.Errorf("the exchanger says who hosts the domain: %+v", f)
	}
	w = &world{pages: map[string]string{"https://autoconfig.x.example/mail/config-v1.1.xml?emailaddress=li%40x.example": page}}
	f := find(w, "li@x.example")
	if f.Source != FromOwner || f.IMAP.String() != "mail.x.example:993 (tls)" || f.SMTP.String() != "out.x.example:587 (starttls)" || f.IMAP.Login("li@x.example") != "li" || f.SMTP.Login("li@x.example") != "li@x.example" {
		t.Errorf("the domain's own file: %+v", f)
	}
	w = &world{pages: map[string]string{ispdb + "x.example": page}}
	if f := find(w, "li@x.example"); f.Source != FromISPDB {
		t.Errorf("the public list: %+v", f)
	}
	w = &world{srv: map[string]string{"imaps.x.example": "imap.gmail.com", "submission.x.example": "smtp.gmail.com"}}
	if f := find(w, "li@x.example"); f.Source != FromSRV || f.Preset == nil || f.Preset.Key != "gmail" || f.SMTP.Security != StartTLS {
		t.Errorf("service records: %+v", f)
	}
	w = &world{}
	if f := find(w, "li@x.example"); f.Source != FromGuess || f.IMAP.Host != "imap.x.example" {
		t.Errorf("the guess: %+v", f)
	}
	for _, a := range w.asked {
		if strings.HasPrefix(a, "http:") {
			t.Errorf("asked without protection: %s", a)
		}
	}
	if want := "mx https://autoconfig.x.example/mail/config-v1.1.xml?emailaddress=li%40x.example https://x.example/.well-known/autoconfig/mail/config-v1.1.xml " + ispdb + "x.example srv imaps"; strings.Join(w.asked, " ") != want {
		t.Errorf("asked in the order %v", w.asked)
	}
	if _, err := Discover(ctx, w, "li@"); err == nil {
		t.Error("no address, no search")
	}
}

// A file that was tampered with cannot lead to a server without protection or to nonsense.
func TestConfigIsNotTrusted(t *testing.T) {
	for _, bad := range []string{
		"", "<html>", `<clientConfig><emailProvider/></clientConfig>`,
		strings.ReplaceAll(page, "SSL", "plain"), strings.ReplaceAll(page, "mail.%EMAILDOMAIN%", "a b"), strings.ReplaceAll(page, "993", "99999"),
		strings.ReplaceAll(page, "out.x.example", "localhost"), strings.ReplaceAll(page, "587", "-1"),
	} {
		if f, ok := readConfig([]byte(bad), "li@x.example"); ok {
			t.Errorf("%.60q gives %+v", bad, f)
		}
	}
}

func TestPresetsAreSound(t *testing.T) {
	keys, domains := map[string]bool{}, map[string]bool{}
	for _, p := range Presets {
		if keys[p.Key] || p.Name == "" || p.DayLimit <= 0 || p.Secret == "" || len(p.Domains)+len(p.MX) == 0 {
			t.Errorf("preset %+v", p)
		}
		keys[p.Key] = true
		for _, s := range []Server{p.IMAP, p.SMTP} {
			if !plausible(s.Host, s.Port) || s.Security != TLS && s.Security != StartTLS {
				t.Errorf("%s: server %v", p.Key, s)
			}
		}
		for _, d := range p.Domains {
			if domains[d] {
				t.Errorf("%s stands in two presets", d)
			}
			domains[d] = true
		}
	}
	for _, must := range []string{"qq", "163", "126", "yeah", "exmail", "aliyun_qiye", "gmail", "outlook", "icloud", "sina"} {
		if ByKey(must) == nil {
			t.Errorf("no preset %s", must)
		}
	}
	for _, key := range []string{"163", "126", "yeah"} {
		if !ByKey(key).SendID {
			t.Errorf("%s opens no folder without ID", key)
		}
	}
	if p := ByMX([]string{"notgoogle.com", "alt1.aspmx.l.google.com."}); p == nil || p.Key != "gmail" {
		t.Errorf("MX of Google: %v", p)
	}
	if p := ByMX([]string{"mail.notgoogle.com"}); p != nil {
		t.Errorf("only whole labels count: %v", p.Key)
	}
	if p := ByKey("icloud"); p.IMAP.Login("li@icloud.com") != "li" || p.SMTP.Login("li@icloud.com") != "li@icloud.com" {
		t.Error("iCloud wants the local part for IMAP, the whole address for SMTP")
	}
}
