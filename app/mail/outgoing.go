package mail

import (
	"errors"
	"time"

	"kontor/app/mail/address"
	"kontor/app/mail/compose"
)

// Sending is where a mail of our own stands.
type Sending string

// The states. A mail leaves Draft by being queued; from Unknown it leaves only by the
// hand of a person, or when it is found in the sent folder.
const (
	Drafted   Sending = "draft"
	Queued    Sending = "queued"  // to be sent at NextAt
	InFlight  Sending = "sending" // being handed over just now
	Sent      Sending = "sent"
	Failed    Sending = "failed"  // the server will not take it
	Uncertain Sending = "unknown" // handed over, but the answer was lost
)

// Outgoing is a draft or a mail on its way out.
type Outgoing struct {
	ID         int64
	AccountID  int64
	PersonID   int64
	State      Sending
	Version    int64
	MessageID  string
	Subject    string
	Recipients string // for reading
	CustomerID int64
	Draft      Letter
	Raw        []byte // only on the way into the store
	Attempts   int
	NextAt     time.Time
	CreatedAt  time.Time
	UpdatedAt  time.Time
	SentAt     time.Time
	Code       int
	Status     string
	Said       string
	Error      string // key of what went wrong
}

// Letter is what a person writes. It is kept as JSON and turned into a message when it
// is queued.
type Letter struct {
	To         []address.Address `json:"to,omitempty"`
	Cc         []address.Address `json:"cc,omitempty"`
	Bcc        []address.Address `json:"bcc,omitempty"`
	Subject    string            `json:"subject,omitempty"`
	Text       string            `json:"text,omitempty"`   // written, with the signature
	Quoted     string            `json:"quoted,omitempty"` // the mail answered
	InReplyTo  string            `json:"in_reply_to,omitempty"`
	References []string          `json:"references,omitempty"`
	Answers    int64             `json:"answers,omitempty"`  // the message answered or forwarded
	Forwards   bool              `json:"forwards,omitempty"` // it is forwarded
	Entity     string            `json:"entity,omitempty"`   // the document it is about
	RecordID   int64             `json:"record_id,omitempty"`
	Template   int64             `json:"template,omitempty"`
}

// OutgoingFile is an attachment of a draft.
type OutgoingFile struct {
	ID         int64
	OutgoingID int64
	Name       string
	Type       string
	Source     string // "quote/12": made by the program and made anew when the document changes; "": given by the person
	Size       int64
	Content    []byte
}

// message turns a letter into the message that travels.
func (o *Outgoing) message(a *Account, files []OutgoingFile, now time.Time) *compose.Message {
	l := o.Draft
	text, _ := compose.Assemble(l.Text, "", l.Quoted)
	m := &compose.Message{
		ID: o.MessageID, Date: now, From: a.From(), To: l.To, Cc: l.Cc, Bcc: l.Bcc, Subject: l.Subject, Text: text,
		InReplyTo: l.InReplyTo, References: l.References,
	}
	if m.ID == "" {
		m.ID = compose.NewID(a.Mail)
	}
	for _, f := range files {
		m.Files = append(m.Files, compose.File{Name: f.Name, Type: f.Type, Data: f.Content})
	}
	return m
}

// pauses between attempts: after the first failure one minute, and so on; the last one
// is repeated. After maxAttempts the mail has failed.
var pauses = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour}

// maxAttempts: 1 + 1m, 5m, 15m, 1h and eight times 4h.
const maxAttempts = 13

// After decides what becomes of an entry after an attempt that ended with err (nil: it
// was sent). It is the whole timetable of the outbox, free of anything that acts.
func (o *Outgoing) After(err error, now time.Time) {
	o.Attempts++
	o.Code, o.Status, o.Said, o.Error = 0, "", "", ""
	if err == nil {
		o.State, o.SentAt, o.NextAt = Sent, now, time.Time{}
		return
	}
	o.Error = keyOf(err)
	var f *SendError
	if errors.As(err, &f) {
		o.Code, o.Status, o.Said = f.Code, f.Status, cut(f.Text, 200)
		o.Error = "mail.send_" + string(f.Outcome)
		switch f.Outcome {
		case Unknown:
			o.State, o.NextAt = Uncertain, time.Time{}
			return
		case Permanent:
			o.State, o.NextAt = Failed, time.Time{}
			return
		}
	} else if !passing(o.Error) {
		o.State, o.NextAt = Failed, time.Time{}
		return
	}
	if o.Attempts >= maxAttempts {
		o.State, o.NextAt = Failed, time.Time{}
		return
	}
	o.State = Queued
	o.NextAt = now.Add(pauses[min(o.Attempts, len(pauses))-1])
}

// passing tells whether a failed connection may come good by itself. A wrong secret or an
// untrusted certificate does not, but the mail waits for the person to put it right.
func passing(key string) bool {
	switch key {
	case Unreachable, BrokenServer, LoginRefused, Untrusted, NoProtection, OAuthRequired, "mail.no_secret":
		return true
	}
	return false
}
