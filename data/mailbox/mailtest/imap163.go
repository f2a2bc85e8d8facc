package mailtest

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"

	"kontor/app/mail"
	"kontor/app/mail/provider"
)

// Fake163 is a scripted IMAP server that behaves as those of 163 and QQ do: no folder is
// opened before the ID command, no IDLE, no CONDSTORE, no SPECIAL-USE, names of folders
// in Chinese, and SEARCH in its newer form is answered with BAD. It has two messages.
type Fake163 struct {
	Port     int
	Password string       // what a login needs: the authorisation code
	IDs      atomic.Int64 // how often a client said who it is
}

var messages163 = []string{
	"From: =?GBK?B?zfW+rcDt?= <wang@newco.example>\r\nTo: me@163.com\r\nSubject: =?GBK?B?0a+82w==?=\r\nMessage-ID: <n1@newco.example>\r\nDate: Tue, 17 Mar 2026 10:00:00 +0800\r\n\r\nPlease quote.\r\n",
	"From: a@hengtuo.example\r\nTo: me@163.com\r\nSubject: second\r\nMessage-ID: <n2@hengtuo.example>\r\nDate: Wed, 18 Mar 2026 10:00:00 +0800\r\n\r\nHello.\r\n",
}

// NewFake163 starts the server.
func NewFake163(t testing.TB, cert tls.Certificate) *Fake163 {
	t.Helper()
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}})
	if err != nil {
		t.Fatal(err)
	}
	f := &Fake163{Port: l.Addr().(*net.TCPAddr).Port, Password: "ABCDEFGHIJKLMNOP"}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go f.serve(c)
		}
	}()
	return f
}

// Login gives a login at the server.
func (f *Fake163) Login(sendID bool) mail.Login {
	return mail.Login{Server: provider.Server{Host: "localhost", Port: f.Port, Security: provider.TLS}, User: "me@163.com", Secret: f.Password, SendID: sendID}
}

func (f *Fake163) serve(c net.Conn) {
	defer c.Close()
	r := bufio.NewReader(c)
	say := func(format string, args ...any) { fmt.Fprintf(c, format+"\r\n", args...) }
	say("* OK Coremail System IMap Server Ready(163com[test])")
	told := false
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		tag, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		cmd, args, _ := strings.Cut(rest, " ")
		cmd = strings.ToUpper(cmd)
		if cmd == "UID" {
			sub, more, _ := strings.Cut(args, " ")
			cmd, args = "UID "+strings.ToUpper(sub), more
		}
		switch cmd {
		case "CAPABILITY":
			say("* CAPABILITY IMAP4rev1 XLIST SPECIAL-USED LITERAL+ STARTTLS APPENDLIMIT=71680000 XAPPLEPUSHSERVICE UIDPLUS X-CM-EXT-1 ID")
			say("%s OK CAPABILITY completed", tag)
		case "LOGIN":
			if !strings.Contains(args, `"`+f.Password+`"`) {
				say("%s NO LOGIN Login error or password error", tag)
				continue
			}
			say("%s OK LOGIN completed", tag)
		case "ID":
			told = true
			f.IDs.Add(1)
			say(`* ID ("name" "Coremail Imap" "vendor" "Mailtech")`)
			say("%s OK ID completed", tag)
		case "LIST":
			say(`* LIST () "/" "INBOX"`)
			say(`* LIST (\Drafts) "/" "&g0l6P3ux-"`)
			say(`* LIST () "/" "&XfJT0ZAB-"`)
			say(`* LIST () "/" "&XfJSIJZk-"`)
			say("%s OK LIST completed", tag)
		case "SELECT", "EXAMINE":
			if !told {
				say("%s NO SELECT Unsafe Login. Please contact kefu@188.com for help", tag)
				continue
			}
			n := 0
			if strings.Contains(args, "INBOX") {
				n = len(messages163)
			}
			say("* %d EXISTS", n)
			say("* 0 RECENT")
			say("* OK [UIDVALIDITY 1] UIDs valid")
			say(`* FLAGS (\Answered \Seen \Deleted \Draft \Flagged)`)
			say(`* OK [PERMANENTFLAGS (\Answered \Seen \Deleted \Draft \Flagged)] Limited`)
			say("%s OK [READ-WRITE] SELECT completed", tag)
		case "UID SEARCH":
			if strings.Contains(strings.ToUpper(args), "RETURN") {
				say("%s BAD Parse command error", tag)
				continue
			}
			say("* SEARCH 1320000001 1320000002")
			say("%s OK SEARCH completed", tag)
		case "UID FETCH":
			f.fetch(say, c, args)
			say("%s OK FETCH completed", tag)
		case "LOGOUT":
			say("* BYE IMAP4rev1 Server logging out")
			say("%s OK LOGOUT completed", tag)
			return
		case "NOOP":
			say("%s OK NOOP completed", tag)
		default:
			say("%s BAD command not support", tag)
		}
	}
}

// fetch answers for those of the two messages that are asked for.
func (f *Fake163) fetch(say func(string, ...any), c net.Conn, args string) {
	set, what, _ := strings.Cut(args, " ")
	what = strings.ToUpper(what)
	for i, m := range messages163 {
		uid := 1320000001 + i
		if !covers(set, uid) {
			continue
		}
		items := fmt.Sprintf("UID %d FLAGS ()", uid)
		if strings.Contains(what, "INTERNALDATE") {
			items += ` INTERNALDATE "18-Mar-2026 10:00:00 +0800"`
		}
		if strings.Contains(what, "RFC822.SIZE") {
			items += fmt.Sprintf(" RFC822.SIZE %d", len(m))
		}
		switch {
		case strings.Contains(what, "HEADER"):
			head, _, _ := strings.Cut(m, "\r\n\r\n")
			head += "\r\n\r\n"
			fmt.Fprintf(c, "* %d FETCH (%s BODY[HEADER] {%d}\r\n%s)\r\n", i+1, items, len(head), head)
		case strings.Contains(what, "BODY.PEEK[]"):
			fmt.Fprintf(c, "* %d FETCH (%s BODY[] {%d}\r\n%s)\r\n", i+1, items, len(m), m)
		default:
			say("* %d FETCH (%s)", i+1, items)
		}
	}
}

func covers(set string, uid int) bool {
	for _, part := range strings.Split(set, ",") {
		lo, hi, ranged := strings.Cut(part, ":")
		var a, b int
		_, _ = fmt.Sscan(lo, &a) // what is no number is 0
		b = a
		if ranged {
			if _, _ = fmt.Sscan(hi, &b); hi == "*" {
				b = 1 << 62
			}
		}
		if uid >= a && uid <= b {
			return true
		}
	}
	return false
}
