package mail_test

import (
	"context"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"kontor/app/mail"
	"kontor/app/mail/parse"
	"kontor/data/mailbox/mailtest"
)

// Refused for now: tried again after its pauses with the same Message-ID, and sent once.
func TestTriedAgain(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		o.fetch(t, o.boss, a)
		no := 2
		s := o.sink(t, a, mailtest.Faults{Rcpt: func(string) *smtp.SMTPError {
			if no--; no >= 0 {
				return &smtp.SMTPError{Code: 450, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted"}
			}
			return nil
		}})
		l := o.write(t, o.boss, mail.Start{To: to("b@x.example"), Subject: "s", Text: "t"})
		if tally := o.send(t, o.boss, l); tally.Later != 1 {
			t.Fatalf("tally %+v", tally)
		}
		x := state(t, o, l.ID)
		if x.State != mail.Queued || x.Code != 450 || x.Error != "mail.send_temporary" || x.NextAt.Sub(o.clock.Now()) != time.Minute {
			t.Errorf("after the first attempt %+v", x)
		}
		if tally, _ := o.mail.SendQueued(o.boss); tally != (mail.Tally{}) {
			t.Error("tried again before its pause")
		}
		o.clock.Move(time.Minute)
		_, err := o.mail.SendQueued(o.boss)
		ok(t, err)
		o.clock.Move(5 * time.Minute)
		if tally, _ := o.mail.SendQueued(o.boss); tally.Sent != 1 {
			t.Errorf("third attempt: %+v %+v", tally, state(t, o, l.ID))
		}
		mails := s.Mails()
		if len(mails) != 1 || parse.Read(mails[0].Raw, parse.Limits{}).MessageID != x.MessageID {
			t.Errorf("%d mails were sent", len(mails))
		}
	})
}

// Refused for ever: the person decides. An unknown outcome is never tried again by
// itself, and settled when the mail turns up in the sent folder.
func TestFailedAndUnknown(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		o.fetch(t, o.boss, a)
		refuse, hang := true, false
		s := o.sink(t, a, mailtest.Faults{
			Data: func(int) *smtp.SMTPError {
				if refuse {
					return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "looks like spam"}
				}
				return nil
			},
			Hang: func(int) bool { return hang },
		})
		l := o.write(t, o.boss, mail.Start{To: to("b@x.example"), Subject: "s", Text: "t"})
		if tally := o.send(t, o.boss, l); tally.Failed != 1 {
			t.Fatalf("tally %+v", tally)
		}
		if x := state(t, o, l.ID); x.State != mail.Failed || x.Said != "looks like spam" {
			t.Errorf("%+v", x)
		}
		refuse, hang = false, true
		ok(t, o.mail.Retry(o.boss, l.ID))
		if tally, _ := o.mail.SendQueued(o.boss); tally.Unknown != 1 {
			t.Errorf("tally %+v", tally)
		}
		hang = false
		for range 30 {
			o.clock.Move(4 * time.Hour)
			_, err := o.mail.SendQueued(o.boss)
			ok(t, err)
		}
		if x := state(t, o, l.ID); x.State != mail.Uncertain || len(s.Mails()) != 1 {
			t.Fatalf("never again by itself: %+v, %d mails", x, len(s.Mails()))
		}
		// The provider kept a copy: the round finds it.
		b, err := o.mailer.Dial(t.Context(), o.servers.In(a.Mail))
		ok(t, err)
		ok(t, b.Append(t.Context(), "Sent", s.Mails()[0].Raw, mail.Seen, time.Time{}))
		b.Close()
		o.fetch(t, o.boss, a)
		if x := state(t, o, l.ID); x.State != mail.Sent {
			t.Errorf("found in the sent folder, yet %+v", x)
		}
		if n := len(o.sentCopies(t, a.Mail)); n != 1 {
			t.Errorf("%d copies in the sent folder", n)
		}

		hang = true
		l2 := o.write(t, o.boss, mail.Start{To: to("b@x.example"), Subject: "s2", Text: "t"})
		o.send(t, o.boss, l2)
		ok(t, o.mail.Resolve(o.boss, l2.ID)) // the person knows that it arrived
		if x := state(t, o, l2.ID); x.State != mail.Sent {
			t.Errorf("%+v", x)
		}
		o.fetch(t, o.boss, a)
		if n := len(o.sentCopies(t, a.Mail)); n != 2 {
			t.Errorf("%d copies in the sent folder, want the settled one too", n)
		}
	})
}

// dying is a mailer whose program is killed at some point of a submission.
type dying struct {
	mail.Mailer
	after bool // after the server took it
}

type killed struct{}

func (d *dying) Submit(ctx context.Context, l mail.Login, e mail.Envelope, raw []byte) error {
	if d.after {
		if err := d.Mailer.Submit(ctx, l, e, raw); err != nil {
			return err
		}
	}
	panic(killed{})
}

// A program that is killed while a mail is on its way, before or after the server took
// it, never sends it twice.
func TestKilledWhileSending(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		o.fetch(t, o.boss, a)
		s := o.sink(t, a, mailtest.Faults{})
		for _, after := range []bool{false, true} {
			before := len(s.Mails())
			l := o.write(t, o.boss, mail.Start{To: to("b@x.example"), Subject: "s", Text: "t"})
			_, err := o.mail.Queue(o.boss, l.ID, time.Time{})
			ok(t, err)
			o.clock.Move(11 * time.Second)
			o.mail.Use(&dying{o.mailer, after})
			func() {
				defer func() {
					if _, was := recover().(killed); !was {
						t.Fatal("not killed")
					}
				}()
				_, _ = o.mail.SendQueued(o.boss)
			}()
			o.mail.Use(o.mailer)
			if x := state(t, o, l.ID); x.State != mail.InFlight {
				t.Fatalf("left behind as %+v", x)
			}
			_, err = o.mail.SendQueued(o.boss)
			ok(t, err)
			o.clock.Move(20 * time.Minute)
			for range 5 {
				o.clock.Move(5 * time.Hour)
				_, err = o.mail.SendQueued(o.boss)
				ok(t, err)
			}
			if x := state(t, o, l.ID); x.State != mail.Uncertain {
				t.Errorf("after=%v: %+v", after, x)
			}
			if n := len(s.Mails()) - before; n > 1 || after && n != 1 || !after && n != 0 {
				t.Errorf("after=%v: sent %d times", after, n)
			}
		}
	})
}

// Two programs on one company send each mail once.
func TestTwoProgramsSendOnce(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		o.fetch(t, o.boss, a)
		s := o.sink(t, a, mailtest.Faults{})
		for range 10 {
			l := o.write(t, o.boss, mail.Start{To: to("b@x.example"), Subject: "s", Text: "t"})
			_, err := o.mail.Queue(o.boss, l.ID, time.Time{})
			ok(t, err)
		}
		o.clock.Move(11 * time.Second)
		done := make(chan error)
		for range 3 {
			go func() { _, err := o.mail.SendQueued(o.boss); done <- err }()
		}
		for range 3 {
			ok(t, <-done)
		}
		if n := len(s.Mails()); n != 10 {
			t.Errorf("10 letters, %d mails", n)
		}
	})
}
