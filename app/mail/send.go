package mail

import (
	"context"
	"errors"
	"slices"
	"time"

	"kontor/app"
	"kontor/app/mail/address"
	"kontor/app/mail/compose"
)

// stuckAfter is when a mail that was being handed over counts as left behind by a program
// that ended: longer than any submission may take.
const stuckAfter = 15 * time.Minute

// sentWait is how long the provider has to put a mail into the sent folder by itself,
// before it is put there from here.
var sentWait = []time.Duration{2 * time.Second, 3 * time.Second, 5 * time.Second}

// Tally says what SendQueued did.
type Tally struct {
	Sent, Later, Failed, Unknown int
}

// SendQueued sends what is due: the job, the window after the ten seconds, and "kontor
// mail send-queued". A mail is never sent twice: what was left in flight by a program
// that ended, or was handed over without an answer, is looked for in the sent folder by the
// next round of fetching, and otherwise left to the person.
func (s *Service) SendQueued(ctx context.Context) (Tally, error) {
	var t Tally
	if err := s.unstick(ctx); err != nil {
		return t, err
	}
	ids, err := s.p.Store.Due(ctx, s.now())
	if err != nil {
		return t, err
	}
	for _, id := range ids {
		if ctx.Err() != nil {
			return t, ctx.Err()
		}
		state, err := s.send(ctx, id)
		if err != nil {
			return t, err
		}
		t.count(state)
	}
	return t, nil
}

func (t *Tally) count(s Sending) {
	switch s {
	case Sent:
		t.Sent++
	case Queued:
		t.Later++
	case Failed:
		t.Failed++
	case Uncertain:
		t.Unknown++
	}
}

// unstick turns what was left in flight into Uncertain.
func (s *Service) unstick(ctx context.Context) error {
	ids, err := s.p.Store.Stuck(ctx, s.now().Add(-stuckAfter))
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := s.write(ctx, func(ctx context.Context) error {
			o, err := s.p.Store.Outgoing(ctx, id)
			if err != nil || o.State != InFlight {
				return err
			}
			s.post(ctx)
			o.After(&SendError{Outcome: Unknown}, s.now())
			return s.p.Store.SaveOutgoing(ctx, o)
		})
		if err != nil && app.KindOf(err) != app.Stale {
			return err
		}
	}
	return nil
}

// send tries one entry. It is claimed first, in a transaction of its own: whoever gets it
// sends it, and a program that ends in between leaves it in flight.
func (s *Service) send(ctx context.Context, id int64) (Sending, error) {
	mine := false
	err := s.write(ctx, func(ctx context.Context) (err error) { mine, err = s.p.Store.Claim(ctx, id, s.now()); return err })
	if err != nil || !mine {
		return "", err
	}
	sys := system(ctx)
	o, err := s.p.Store.Outgoing(sys, id)
	if err != nil {
		return "", err
	}
	failure := s.submit(ctx, o)
	if failure == nil {
		return Sent, s.finish(context.WithoutCancel(sys), o, true)
	}
	// What became of it must be kept even when the program is being closed.
	o.After(failure, s.now())
	err = s.write(context.WithoutCancel(ctx), func(ctx context.Context) error { s.post(ctx); return s.p.Store.SaveOutgoing(ctx, o) })
	return o.State, err
}

// submit hands the mail over.
func (s *Service) submit(ctx context.Context, o *Outgoing) error {
	a, err := s.Accounts.Get(system(ctx), o.AccountID)
	if err != nil {
		return app.E(app.Invalid, "mail.no_account").Because(err)
	}
	raw, err := s.p.Store.OutgoingRaw(ctx, o.ID)
	if err != nil {
		return err
	}
	login := a.Out()
	if login.Secret, err = s.secret(ctx, a); err != nil {
		return err
	}
	if s.loopback(ctx) && !onThisMachine(a.SMTPHost) {
		return app.E(app.Conflict, "mail.sample_only_here")
	}
	to := (&compose.Message{To: o.Draft.To, Cc: o.Draft.Cc, Bcc: o.Draft.Bcc}).Recipients()
	err = s.p.Mailer.Submit(ctx, login, Envelope{From: address.ASCII(a.Mail), To: to}, raw)
	if err != nil && ctx.Err() != nil {
		var f *SendError
		if !errors.As(err, &f) { // closed while connecting: nothing was handed over
			return &SendError{Outcome: Temporary, Err: ctx.Err()}
		}
	}
	return err
}

// finish notes a mail as sent: the copy in the sent folder, the links and timelines, the
// flag of the mail it answers, all in one transaction. The server's own folder comes
// after that, with a step that is repeated until it is done.
func (s *Service) finish(ctx context.Context, o *Outgoing, now bool) error {
	a, err := s.Accounts.Get(ctx, o.AccountID)
	if err != nil {
		return err
	}
	raw, err := s.p.Store.OutgoingRaw(ctx, o.ID)
	if err != nil {
		return err
	}
	o.After(nil, s.now())
	err = s.write(ctx, func(ctx context.Context) error {
		s.post(ctx)
		if err := s.keepSent(ctx, a, o, raw); err != nil {
			return err
		}
		return s.p.Store.SaveOutgoing(ctx, o)
	})
	if err != nil || !now {
		return err
	}
	_ = s.placeSent(ctx, a) // when that fails the step waits for the next round
	return nil
}

// keepSent stores the copy here and ties it to the customers.
func (s *Service) keepSent(ctx context.Context, a *Account, o *Outgoing, raw []byte) error {
	c, _ := contentOf(raw)
	in := incoming(Head{Header: raw, Size: int64(len(raw)), Flags: Seen, At: o.SentAt}, map[string]bool{a.From().Key(): true})
	in.Outgoing = true
	in.Snippet = c.Snippet
	f, err := s.folderOf(ctx, a.ID, RoleSent)
	if err != nil { // never fetched yet: the copy comes with the first round
		f = Folder{}
	}
	msg := in.Message
	if f.ID != 0 {
		if msg.ID, err = s.p.Store.PutSent(ctx, f, in, c); err != nil {
			return err
		}
		msg.AccountID, msg.FolderID = a.ID, f.ID
		if err := s.p.Store.AddOp(ctx, Op{MessageID: msg.ID, Kind: OpAppend}); err != nil {
			return err
		}
	}
	owners, err := s.customersOf(ctx, o)
	if err != nil {
		return err
	}
	v := Verdict{Match: MatchIgnored, Owners: owners}
	if len(owners) > 0 {
		v.Match = MatchFound
	}
	if err := s.tie(ctx, a, msg, v, "sent"); err != nil {
		return err
	}
	if o.Draft.Entity != "" {
		if _, err := s.p.Store.Link(ctx, Link{Key: msg.Key, Entity: o.Draft.Entity, RecordID: o.Draft.RecordID, How: "sent", PersonID: o.PersonID, At: o.SentAt}); err != nil {
			return err
		}
	}
	return s.answered(ctx, o)
}

// answered flags the mail that was answered or forwarded.
func (s *Service) answered(ctx context.Context, o *Outgoing) error {
	if o.Draft.Answers == 0 {
		return nil
	}
	list, err := s.p.Store.Messages(ctx, []int64{o.Draft.Answers})
	if err != nil || len(list) == 0 {
		return err
	}
	f := Answered
	if o.Draft.Forwards {
		f = Forwarded
	}
	if list[0].Flags.Has(f) {
		return nil
	}
	return s.p.Store.AddOp(ctx, Op{MessageID: list[0].ID, Kind: OpMark, Flags: f})
}

// placeSent puts the copies of sent mails into the server's sent folder at once.
func (s *Service) placeSent(ctx context.Context, a *Account) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	login := a.In()
	var err error
	if login.Secret, err = s.secret(ctx, a); err != nil {
		return err
	}
	lock := s.alone(a.ID)
	lock.Lock()
	defer lock.Unlock()
	r := &round{s: s, a: a, ctx: system(ctx)}
	if r.box, err = s.p.Mailer.Dial(ctx, login); err != nil {
		return err
	}
	defer r.box.Close()
	ops, err := s.p.Store.Ops(r.ctx, a.ID)
	if err != nil {
		return err
	}
	f, err := s.folderOf(r.ctx, a.ID, RoleSent)
	if err != nil {
		return err
	}
	for _, o := range ops {
		if o.Kind == OpAppend {
			if err := r.append(o, f, a.SavesSent); err != nil {
				return err
			}
		}
	}
	return nil
}

// append does the step of putting a sent mail into the sent folder. Most providers put
// it there by themselves, so it is looked for first, among the newest and by its
// Message-ID; wait gives them some seconds for it.
func (r *round) append(o Op, f Folder, wait bool) error {
	list, err := r.store().Messages(r.ctx, []int64{o.MessageID})
	if err != nil {
		return err
	}
	if len(list) == 0 || list[0].UID != 0 || f.ID == 0 {
		return r.end([]Op{o}, true)
	}
	m := list[0]
	waits := []time.Duration{0}
	if wait {
		waits = append(waits, sentWait...)
	}
	for _, w := range waits {
		if w > 0 {
			if _, err := r.box.Wait(r.ctx, w); err != nil {
				return err
			}
		}
		ids, err := r.box.Newest(r.ctx, f.Path, 20)
		if err != nil {
			return err
		}
		if slices.Contains(ids, m.MessageID) {
			return r.end([]Op{o}, true)
		}
	}
	raw, err := r.store().Raw(r.ctx, m.ID)
	if err != nil {
		return err
	}
	if raw == nil {
		return r.end([]Op{o}, true)
	}
	err = r.box.Append(r.ctx, f.Path, raw, Seen, m.At)
	if err != nil && keyOf(err) != NotAllowed {
		return err
	}
	return r.end([]Op{o}, err == nil || o.Attempts >= tries)
}

// settle looks among the mails fetched from the sent folder for those of which nobody
// knows whether they were sent. One that is there was sent.
func (s *Service) settle(ctx context.Context, account int64) (int, error) {
	list, err := s.p.Store.Outgoings(ctx, []int64{account}, Uncertain)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	f, err := s.folderOf(ctx, account, RoleSent)
	if err != nil {
		return 0, nil //nolint:nilerr // never fetched: nothing to compare with
	}
	found := 0
	for _, o := range list {
		copies, err := s.p.Store.ByKey(ctx, o.MessageID)
		if err != nil {
			return found, err
		}
		if !slices.ContainsFunc(copies, func(m Message) bool { return m.FolderID == f.ID && m.UID != 0 }) {
			continue
		}
		full, err := s.p.Store.Outgoing(ctx, o.ID)
		if err != nil {
			return found, err
		}
		if err := s.finish(ctx, full, false); err != nil {
			return found, err
		}
		found++
	}
	return found, nil
}
