package mail

import (
	"context"
	"slices"
	"strings"
	"time"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/mail/address"
	"kontor/app/mail/compose"
)

// Start says how a new letter begins.
type Start struct {
	AccountID  int64 // 0: the account of the mail answered, else the person's first
	Answers    int64 // message that is answered or forwarded
	All        bool  // answer to everybody
	Forwards   bool
	To         []address.Address
	Subject    string
	Text       string
	Entity     string // the document it is about
	RecordID   int64
	CustomerID int64
	Words      compose.Words
}

// NewLetter begins a letter: recipients, subject and quotation of an answer, attachments
// of a forward, the signature. It is not saved yet.
func (s *Service) NewLetter(ctx context.Context, st Start) (*Outgoing, []OutgoingFile, error) {
	who, err := identity.Need(ctx, identity.May(Messages, identity.Add))
	if err != nil {
		return nil, nil, err
	}
	accounts, err := s.Mine(ctx)
	if err != nil {
		return nil, nil, err
	}
	if len(accounts) == 0 {
		return nil, nil, app.E(app.Invalid, "mail.no_account")
	}
	a := accounts[0]
	o := &Outgoing{PersonID: who.ID, State: Drafted, CustomerID: st.CustomerID}
	o.Draft = Letter{To: st.To, Subject: st.Subject, Text: st.Text, Entity: st.Entity, RecordID: st.RecordID, Answers: st.Answers, Forwards: st.Forwards}
	var files []OutgoingFile
	if st.Answers != 0 {
		open, err := s.Open(ctx, st.Answers)
		if err != nil {
			return nil, nil, err
		}
		if open.Mail == nil {
			return nil, nil, app.E(app.Conflict, "mail.text_missing")
		}
		if i := slices.IndexFunc(accounts, func(x *Account) bool { return x.ID == open.AccountID }); i >= 0 {
			a = accounts[i]
		}
		if o.CustomerID == 0 {
			o.CustomerID = open.CustomerID
		}
		files = s.answer(&o.Draft, open, st, accounts)
	}
	if i := slices.IndexFunc(accounts, func(x *Account) bool { return x.ID == st.AccountID }); i >= 0 {
		a = accounts[i]
	}
	o.AccountID = a.ID
	o.Draft.Text = compose.TrimJoin(o.Draft.Text, a.Signature)
	return o, files, nil
}

// answer fills a letter from the mail it answers or forwards.
func (s *Service) answer(l *Letter, open *Opened, st Start, accounts []*Account) []OutgoingFile {
	var own []string
	for _, a := range accounts {
		own = append(own, a.Mail)
	}
	original := compose.OriginalOf(open.Mail)
	var files []OutgoingFile
	var m compose.Message
	if st.Forwards {
		m = compose.Forward(original, st.Words)
		for _, f := range m.Files {
			files = append(files, OutgoingFile{Name: f.Name, Type: f.Type, Size: int64(len(f.Data)), Content: f.Data})
		}
	} else {
		m = compose.Reply(original, st.All, own, st.Words)
		l.To, l.Cc, l.InReplyTo = m.To, m.Cc, m.InReplyTo
	}
	l.Subject, l.References, l.Quoted = m.Subject, m.References, m.Text
	return files
}

// SaveDraft keeps a letter as it is now. New ones get an id.
func (s *Service) SaveDraft(ctx context.Context, o *Outgoing) error {
	who, err := identity.Need(ctx, identity.May(Messages, identity.Add))
	if err != nil {
		return err
	}
	if _, err := s.Account(ctx, o.AccountID); err != nil {
		return err
	}
	if o.ID != 0 {
		was, err := s.outgoing(ctx, o.ID)
		if err != nil {
			return err
		}
		if was.State != Drafted {
			return app.E(app.Conflict, "mail.not_a_draft")
		}
	}
	o.PersonID, o.State = who.ID, Drafted
	o.describe()
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error { s.post(ctx); return s.p.Store.SaveOutgoing(ctx, o) })
}

// describe fills what lists show of a letter.
func (o *Outgoing) describe() {
	o.Subject = cut(o.Draft.Subject, 500)
	o.Recipients = cut(labels(append(append(append([]address.Address{}, o.Draft.To...), o.Draft.Cc...), o.Draft.Bcc...)), 300)
}

// outgoing reads an entry of an account the person works with; drafts are their writer's.
func (s *Service) outgoing(ctx context.Context, id int64) (*Outgoing, error) {
	who, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	o, err := s.p.Store.Outgoing(ctx, id)
	if err != nil {
		return nil, err
	}
	if _, err := s.Account(ctx, o.AccountID); err != nil || o.State == Drafted && !who.Owns(o.PersonID) {
		return nil, app.E(app.NotFound, "mail.no_draft")
	}
	return o, nil
}

// Outgoing reads a letter with the list of its files.
func (s *Service) Outgoing(ctx context.Context, id int64) (*Outgoing, []OutgoingFile, error) {
	o, err := s.outgoing(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	files, err := s.p.Store.Files(ctx, id, false)
	return o, files, err
}

// OutboxView lists the letters of a view of the outbox (ViewDrafts, ViewScheduled).
func (s *Service) OutboxView(ctx context.Context, v ViewKey, accounts []int64) ([]Outgoing, error) {
	who, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := s.allowed(ctx, accounts)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	list, err := s.p.Store.Outgoings(ctx, ids, outboxViews[v]...)
	return slices.DeleteFunc(list, func(o Outgoing) bool { return o.State == Drafted && !who.Owns(o.PersonID) }), err
}

// Attach adds a file to a saved draft; the sum of all stays below the limit of mails.
func (s *Service) Attach(ctx context.Context, f *OutgoingFile) error {
	o, err := s.outgoing(ctx, f.OutgoingID)
	if err != nil {
		return err
	}
	if o.State != Drafted {
		return app.E(app.Conflict, "mail.not_a_draft")
	}
	f.Name = compose.FileName(f.Name)
	if f.Type == "" {
		f.Type = compose.TypeOf(f.Name)
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		files, err := s.p.Store.Files(ctx, f.OutgoingID, false)
		if err != nil {
			return err
		}
		size := int64(len(f.Content))
		for _, x := range files {
			if f.Source == "" || x.Source != f.Source {
				size += x.Size
			}
		}
		if size > compose.MaxFiles {
			return app.E(app.Invalid, "mail.files_too_large", "megabytes", size>>20, "limit", compose.MaxFiles>>20).At("files")
		}
		return s.p.Store.AddFile(ctx, f)
	})
}

// AttachPaper adds the PDF of a document to a saved draft. When it is sent the PDF is
// made anew, so that it shows the document as it is then.
func (s *Service) AttachPaper(ctx context.Context, outgoing int64, entity string, id int64) error {
	if s.p.Papers == nil {
		return app.E(app.Invalid, "mail.no_paper")
	}
	name, pdf, err := s.p.Papers.PDF(ctx, entity, id)
	if err != nil {
		return err
	}
	return s.Attach(ctx, &OutgoingFile{OutgoingID: outgoing, Name: name, Type: "application/pdf", Source: entity + "/" + number(id), Content: pdf})
}

// Detach takes a file off a draft.
func (s *Service) Detach(ctx context.Context, outgoing, file int64) error {
	if _, err := s.outgoing(ctx, outgoing); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error { return s.p.Store.DropFile(ctx, outgoing, file) })
}

// Discard throws a draft, or a mail that was not sent, away.
func (s *Service) Discard(ctx context.Context, id int64) error {
	o, err := s.outgoing(ctx, id)
	if err != nil {
		return err
	}
	if o.State == InFlight || o.State == Sent {
		return app.E(app.Conflict, "mail.on_its_way")
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error { s.post(ctx); return s.p.Store.DropOutgoing(ctx, id) })
}

// undoTime is how long a letter waits before it is handed over, so that sending can be
// taken back.
const undoTime = 10 * time.Second

// Queue finishes a saved draft and puts it into the outbox: it is sent after ten seconds,
// or at a later time. From here its bytes and its Message-ID stay the same for every
// attempt.
func (s *Service) Queue(ctx context.Context, id int64, at time.Time) (*Outgoing, error) {
	if _, err := identity.Need(ctx, identity.May(Messages, identity.Add)); err != nil {
		return nil, err
	}
	o, err := s.outgoing(ctx, id)
	if err != nil {
		return nil, err
	}
	if o.State != Drafted {
		return nil, app.E(app.Conflict, "mail.not_a_draft")
	}
	a, err := s.Account(ctx, o.AccountID)
	if err != nil {
		return nil, err
	}
	if err := s.renewPapers(ctx, id); err != nil {
		return nil, err
	}
	files, err := s.p.Store.Files(ctx, id, true)
	if err != nil {
		return nil, err
	}
	now := s.now()
	m := o.message(a, files, now)
	if err := m.Check(); err != nil {
		return nil, err
	}
	if o.Raw, err = s.p.Mailer.Render(m); err != nil {
		return nil, app.E(app.Internal, "mail.render").Because(err)
	}
	o.MessageID, o.State, o.Attempts = m.ID, Queued, 0
	o.Error, o.Said, o.Code, o.Status = "", "", 0, ""
	if o.NextAt = now.Add(undoTime); at.After(o.NextAt) {
		o.NextAt = at
	}
	o.describe()
	return o, s.g.Tx.InTx(ctx, func(ctx context.Context) error { s.post(ctx); return s.p.Store.SaveOutgoing(ctx, o) })
}

// renewPapers makes the PDFs of documents anew.
func (s *Service) renewPapers(ctx context.Context, id int64) error {
	files, err := s.p.Store.Files(ctx, id, false)
	if err != nil {
		return err
	}
	for _, f := range files {
		entity, record, ok := strings.Cut(f.Source, "/")
		if !ok {
			continue
		}
		if err := s.AttachPaper(ctx, id, entity, parseID(record)); err != nil {
			return err
		}
	}
	return nil
}

// Recall takes a letter that is not handed over yet back into the drafts.
func (s *Service) Recall(ctx context.Context, id int64) error {
	o, err := s.outgoing(ctx, id)
	if err != nil {
		return err
	}
	if o.State != Queued && o.State != Failed && o.State != Uncertain {
		return app.E(app.Conflict, "mail.on_its_way")
	}
	if o.State == Uncertain {
		o.MessageID = "" // it may be with the reader already: what is sent next is another mail
	}
	o.State, o.NextAt, o.Attempts = Drafted, time.Time{}, 0
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error { s.post(ctx); return s.p.Store.SaveOutgoing(ctx, o) })
}

// Retry puts a mail that failed, or of which nobody knows, into the outbox again: the
// person has decided. It goes out at once with the same bytes.
func (s *Service) Retry(ctx context.Context, id int64) error {
	o, err := s.outgoing(ctx, id)
	if err != nil {
		return err
	}
	if o.State != Failed && o.State != Uncertain && o.State != Queued {
		return app.E(app.Conflict, "mail.on_its_way")
	}
	o.State, o.NextAt, o.Attempts = Queued, s.now(), 0
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error { s.post(ctx); return s.p.Store.SaveOutgoing(ctx, o) })
}

// Resolve settles a mail of which nobody knows whether it was sent: the person found that
// it was.
func (s *Service) Resolve(ctx context.Context, id int64) error {
	o, err := s.outgoing(ctx, id)
	if err != nil {
		return err
	}
	if o.State != Uncertain {
		return app.E(app.Conflict, "mail.on_its_way")
	}
	return s.finish(system(ctx), o, false)
}
