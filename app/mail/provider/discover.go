package provider

import (
	"context"
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"

	"kontor/app"
	"kontor/app/mail/address"
)

// Net is the outside world that Discover asks. Get must refuse anything but https, also
// on the way of redirects, and answers of more than a megabyte.
type Net interface {
	MX(ctx context.Context, domain string) ([]string, error)
	SRV(ctx context.Context, service, domain string) (host string, port int, err error)
	Get(ctx context.Context, url string) ([]byte, error)
}

// Source says where the servers were found.
type Source string

// The sources in the order in which they are asked.
const (
	FromPreset Source = "preset" // built in, by the domain of the address
	FromMX     Source = "mx"     // built in, by who receives mail for the domain
	FromOwner  Source = "owner"  // the domain's own autoconfig file
	FromISPDB  Source = "ispdb"  // the public list of Thunderbird
	FromSRV    Source = "srv"    // the domain's service records
	FromGuess  Source = "guess"  // usual names; nobody said so
)

// Found is what Discover found. It is shown to the user before a secret is sent there.
type Found struct {
	Source Source
	Preset *Preset // nil for a provider that is not known
	IMAP   Server
	SMTP   Server
	Secret Secret
}

// ispdb is the address of the public list.
const ispdb = "https://autoconfig.thunderbird.net/v1.1/"

// Discover finds the servers of an address. Only Invalid mail.bad_address is an error:
// when nothing is found the usual names are guessed.
func Discover(ctx context.Context, net Net, mail string) (Found, error) {
	domain := address.Domain(mail)
	if !address.Valid(mail) {
		return Found{}, app.E(app.Invalid, "mail.bad_address", "mail", mail).At("mail")
	}
	if p := ByDomain(mail); p != nil {
		return ofPreset(p, FromPreset), nil
	}
	if hosts, err := net.MX(ctx, domain); err == nil {
		if p := ByMX(hosts); p != nil {
			return ofPreset(p, FromMX), nil
		}
	}
	for _, try := range []struct {
		source Source
		url    string
	}{
		{FromOwner, "https://autoconfig." + domain + "/mail/config-v1.1.xml?emailaddress=" + url.QueryEscape(mail)},
		{FromOwner, "https://" + domain + "/.well-known/autoconfig/mail/config-v1.1.xml"},
		{FromISPDB, ispdb + domain},
	} {
		if ctx.Err() != nil {
			break
		}
		b, err := net.Get(ctx, try.url)
		if err != nil {
			continue
		}
		if f, ok := readConfig(b, mail); ok {
			f.Source = try.source
			return known(f), nil
		}
	}
	if f, ok := service(ctx, net, domain); ok {
		return known(f), nil
	}
	return Found{Source: FromGuess, IMAP: imaps("imap." + domain), SMTP: smtps("smtp." + domain), Secret: Password}, nil
}

func ofPreset(p *Preset, s Source) Found {
	return Found{Source: s, Preset: p, IMAP: p.IMAP, SMTP: p.SMTP, Secret: p.Secret}
}

// known adds what is known of the provider behind the servers that were found.
func known(f Found) Found {
	if p := ByHost(f.IMAP.Host); p != nil {
		f.Preset, f.Secret = p, p.Secret
	}
	return f
}

// service asks the service records (RFC 6186, RFC 8314).
func service(ctx context.Context, net Net, domain string) (Found, bool) {
	f := Found{Source: FromSRV, Secret: Password}
	host, port, err := net.SRV(ctx, "imaps", domain)
	if err != nil || !plausible(host, port) {
		return f, false
	}
	f.IMAP = Server{Host: host, Port: port, Security: TLS}
	if host, port, err := net.SRV(ctx, "submissions", domain); err == nil && plausible(host, port) {
		f.SMTP = Server{Host: host, Port: port, Security: TLS}
		return f, true
	}
	if host, port, err := net.SRV(ctx, "submission", domain); err == nil && plausible(host, port) {
		f.SMTP = Server{Host: host, Port: port, Security: StartTLS}
		return f, true
	}
	return f, false
}

// plausible refuses what can be no mail server of the internet.
func plausible(host string, port int) bool {
	return port > 0 && port < 65536 && strings.Contains(host, ".") && address.Valid("x@"+host)
}

// config is the part of Thunderbird's file that is used.
type config struct {
	XMLName  xml.Name `xml:"clientConfig"`
	Provider []struct {
		Incoming []configServer `xml:"incomingServer"`
		Outgoing []configServer `xml:"outgoingServer"`
	} `xml:"emailProvider"`
}

type configServer struct {
	Type string   `xml:"type,attr"`
	Host string   `xml:"hostname"`
	Port int      `xml:"port"`
	Sock string   `xml:"socketType"`
	User string   `xml:"username"`
	Auth []string `xml:"authentication"`
}

// readConfig takes the first IMAP and SMTP server that are protected.
func readConfig(b []byte, mail string) (Found, bool) {
	f := Found{Secret: Password}
	var c config
	d := xml.NewDecoder(strings.NewReader(string(b)))
	d.Strict = false
	if err := d.Decode(&c); err != nil {
		return f, false
	}
	for _, p := range c.Provider {
		if f.IMAP.Host == "" {
			f.IMAP = firstServer(p.Incoming, "imap", mail, &f.Secret)
		}
		if f.SMTP.Host == "" {
			f.SMTP = firstServer(p.Outgoing, "smtp", mail, &f.Secret)
		}
	}
	return f, f.IMAP.Host != "" && f.SMTP.Host != ""
}

func firstServer(list []configServer, kind, mail string, secret *Secret) Server {
	local, domain, _ := strings.Cut(mail, "@")
	fill := strings.NewReplacer("%EMAILADDRESS%", mail, "%EMAILLOCALPART%", local, "%EMAILDOMAIN%", domain)
	for _, c := range list {
		s := Server{Host: strings.ToLower(strings.TrimSpace(fill.Replace(c.Host))), Port: c.Port}
		switch {
		case c.Type != kind || !plausible(s.Host, s.Port):
			continue
		case c.Sock == "SSL":
			s.Security = TLS
		case c.Sock == "STARTTLS":
			s.Security = StartTLS
		default:
			continue // never without protection
		}
		if len(c.Auth) > 0 && c.Auth[0] == "OAuth2" && !contains(c.Auth, "password-cleartext") {
			*secret = OAuth
		}
		switch user := strings.TrimSpace(c.User); user {
		case "%EMAILADDRESS%", "":
		case "%EMAILLOCALPART%":
			s.User = UserLocal
		default:
			s.User = fill.Replace(user)
		}
		return s
	}
	return Server{}
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// String is for logs: host and port, no user.
func (s Server) String() string { return fmt.Sprintf("%s:%d (%s)", s.Host, s.Port, s.Security) }
