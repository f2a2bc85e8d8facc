package mail

import (
	"cmp"
	"context"
	"strings"
	"time"

	"kontor/app/mail"
	"kontor/app/mail/compose"
	"kontor/app/mail/parse"
	"kontor/app/mail/template"
	"kontor/ui/kit"
)

// composer writes a letter: below the mail it answers, or in its place.
type composer struct {
	p         *Page
	out       *mail.Outgoing
	files     []mail.OutgoingFile
	kind      string // reply, reply_all, forward, new
	full      bool   // in place of the reader
	showCc    bool
	to, cc    *recipients
	subject   *kit.Field
	text      *kit.Field
	template  string
	filled    string // the text of the template as it was put in
	marks     []template.Filling
	templates []*mail.Template
	dirty     bool
	saving    bool
	sending   bool
	saved     bool
	err       string
	at        time.Time // send later
	customer  int64
	card      card     // of a new letter: whom it goes to
	queue     []func() // what waits for the draft to have an id
}

func plain(text string) []parse.Block { return parse.PlainBlocks(text) }

// words are the words of an answer in the language of the window.
func (p *Page) words() compose.Words {
	t := p.host.T
	return compose.Words{
		Reply: t("mail.prefix_reply"), Forward: t("mail.prefix_forward"), Header: t("mail.forwarded_header"), From: t("mail.label_from"), To: t("mail.label_to"),
		Date: t("mail.label_date"), Subject: t("mail.label_subject"), Zone: p.host.Zone(), Wrote: func(who, at string) string { return t("mail.wrote", "who", who, "at", at) },
	}
}

func (p *Page) reply(all bool) {
	m := p.message()
	if m == nil {
		return
	}
	kind := "reply"
	if all {
		kind = "reply_all"
	}
	p.begin(mail.Start{Answers: m.ID, All: all, CustomerID: m.CustomerID}, kind)
}

func (p *Page) forward() {
	if m := p.message(); m != nil {
		p.begin(mail.Start{Answers: m.ID, Forwards: true}, "forward")
	}
}

// begin starts a letter; one that is being written is kept as a draft.
func (p *Page) begin(st mail.Start, kind string) {
	st.Words = p.words()
	if st.AccountID == 0 {
		st.AccountID = p.account
	}
	p.host.Go(func(ctx context.Context) {
		o, files, err := p.d.Mail.NewLetter(ctx, st)
		p.host.Post(func() {
			if err != nil {
				if keyOf(err) == "mail.no_account" {
					p.editAccount(nil)
					return
				}
				p.host.Report(err)
				return
			}
			p.compose(o, files, kind)
		})
	})
}

// compose opens the composer for a letter.
func (p *Page) compose(o *mail.Outgoing, files []mail.OutgoingFile, kind string) {
	if p.write != nil {
		p.write.keep()
	}
	t := p.host.T
	w := &composer{p: p, out: o, files: files, kind: kind, full: kind == "new", customer: o.CustomerID, saved: o.ID != 0}
	w.to, w.cc = newRecipients(w, t("mail.to"), o.Draft.To), newRecipients(w, t("mail.cc"), o.Draft.Cc)
	w.showCc = len(o.Draft.Cc) > 0
	w.card = card{p: p, load: kit.NewLoader(p.host, func() { p.surface.Redraw() }), writing: true}
	w.whose()
	w.subject = kit.NewField(t("mail.subject")).With(o.Draft.Subject)
	w.subject.Plain = true
	w.subject.OnChange = func(string) { w.changed() }
	w.text = kit.NewArea(t("mail.text")).With(o.Draft.Text)
	w.text.Plain = true
	w.text.OnChange = func(string) { w.changed() }
	w.text.OnKey = func(k kit.Key) bool {
		if k == "Ctrl+Enter" {
			w.send()
			return true
		}
		return false
	}
	p.write = w
	p.host.Refresh()
	w.loadTemplates()
	if kind == "forward" {
		w.upload(files)
	}
	if w.full || kind == "forward" {
		w.to.pick.Focus()
	} else {
		w.text.Focus()
	}
	p.surface.Redraw()
}

// upload keeps the files of a forwarded mail with the draft.
func (w *composer) upload(files []mail.OutgoingFile) {
	if len(files) == 0 {
		return
	}
	w.files = nil
	for _, f := range files {
		w.attach(f.Name, f.Content)
	}
}

// changed keeps the letter after a pause in writing.
func (w *composer) changed() {
	w.dirty, w.saved, w.err = true, false, ""
	w.p.later("draft", 1500*time.Millisecond, w.keep)
	w.p.surface.Redraw()
}

// collect puts what is on the screen into the letter.
func (w *composer) collect() {
	d := &w.out.Draft
	w.to.settle()
	w.cc.settle()
	d.To, d.Cc = w.to.list, w.cc.list
	d.Subject, d.Text = w.subject.Text(), w.text.Text()
}

// keep saves the draft when it was changed.
func (w *composer) keep() {
	if !w.dirty && len(w.queue) == 0 || w.saving || w.sending {
		return
	}
	w.save(nil)
}

// save stores the draft and then calls fn, on the main goroutine.
func (w *composer) save(fn func()) {
	if fn != nil {
		w.queue = append(w.queue, fn)
	}
	if w.saving {
		return
	}
	w.collect()
	w.saving, w.dirty = true, false
	copied := *w.out
	p := w.p
	p.host.Go(func(ctx context.Context) {
		err := p.d.Mail.SaveDraft(context.WithoutCancel(ctx), &copied)
		p.host.Post(func() {
			w.saving = false
			if err != nil {
				w.dirty, w.queue, w.sending = true, nil, false
				p.host.Report(err)
				p.surface.Redraw()
				return
			}
			w.out.ID, w.out.Version = copied.ID, copied.Version
			w.saved = !w.dirty
			if w.dirty && len(w.queue) > 0 {
				w.save(nil) // what waits is for the letter as it stands now
				return
			}
			next := w.queue
			w.queue = nil
			for _, fn := range next {
				fn()
			}
			if w.dirty {
				w.changed()
			}
			p.surface.Redraw()
		})
	})
}

// attach adds a file.
func (w *composer) attach(name string, content []byte) {
	w.withID(func(ctx context.Context, id int64) error {
		return w.p.d.Mail.Attach(ctx, &mail.OutgoingFile{OutgoingID: id, Name: name, Content: content})
	})
}

// withID runs a step on the saved draft and reads its files anew.
func (w *composer) withID(do func(ctx context.Context, id int64) error) {
	p := w.p
	step := func() {
		id := w.out.ID
		p.host.Go(func(ctx context.Context) {
			err := do(ctx, id)
			var files []mail.OutgoingFile
			if err == nil {
				_, files, err = p.d.Mail.Outgoing(ctx, id)
			}
			p.host.Post(func() {
				if err != nil {
					p.host.Report(err)
					return
				}
				w.files = files
				p.surface.Redraw()
			})
		})
	}
	if w.out.ID != 0 {
		step()
		return
	}
	w.save(step)
}

func (w *composer) pickFile() {
	w.p.host.PickFile(kit.FileRequest{Title: w.p.host.T("mail.attach")}, func(path string) { w.attachPath(path) })
}

func (w *composer) attachPath(path string) {
	p := w.p
	p.host.Go(func(context.Context) {
		name, content, err := p.d.ReadFile(path)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			w.attach(name, content)
		})
	})
}

// DropFiles attaches files that were dropped on the window.
func (p *Page) DropFiles(paths []string) {
	if p.write == nil {
		return
	}
	for _, path := range paths {
		p.write.attachPath(path)
	}
}

func (w *composer) attachPaper(d doc) {
	w.out.Draft.Entity, w.out.Draft.RecordID = d.kind, d.id
	w.withID(func(ctx context.Context, id int64) error { return w.p.d.Mail.AttachPaper(ctx, id, d.kind, d.id) })
}

func (w *composer) detach(f mail.OutgoingFile) {
	w.withID(func(ctx context.Context, id int64) error { return w.p.d.Mail.Detach(ctx, id, f.ID) })
}

// send checks the letter and puts it into the outbox; for ten seconds it can be taken back.
func (w *composer) send() {
	if w.sending {
		return
	}
	w.collect()
	m := compose.Message{Subject: w.subject.Text(), Text: w.text.Text()}
	for range w.files {
		m.Files = append(m.Files, compose.File{})
	}
	p, t := w.p, w.p.host.T
	switch {
	case w.to.bad() != "" || w.cc.bad() != "":
		w.err = t("error.mail.bad_address", "mail", cmp.Or(w.to.bad(), w.cc.bad()))
		p.surface.Redraw()
	case len(w.to.list)+len(w.cc.list) == 0:
		w.err = t("mail.to_missing")
		w.to.pick.Focus()
		p.surface.Redraw()
	case m.ForgotFile(-1):
		p.host.Ask(kit.Question{Title: t("mail.forgot_file"), Text: t("mail.forgot_file_text"), Yes: t("mail.send_anyway"), OnYes: w.queueUp, Other: t("mail.attach"), OnElse: w.pickFile})
	case strings.TrimSpace(w.subject.Text()) == "":
		p.host.Ask(kit.Question{Title: t("mail.subject_missing"), Yes: t("mail.send_anyway"), OnYes: w.queueUp})
	case w.hasGaps():
		p.host.Ask(kit.Question{Title: t("mail.gaps_left"), Text: t("mail.gaps_left_text"), Yes: t("mail.send_anyway"), OnYes: w.queueUp})
	default:
		w.queueUp()
	}
}

// hasGaps tells whether the text still has places of a template to be filled in.
func (w *composer) hasGaps() bool {
	return strings.Contains(w.text.Text(), "____") || strings.Contains(w.text.Text(), "{{")
}

func (w *composer) queueUp() {
	w.sending = true
	w.dirty = true
	p := w.p
	w.save(func() {
		id, at := w.out.ID, w.at
		p.host.Go(func(ctx context.Context) {
			o, err := p.d.Mail.Queue(ctx, id, at)
			p.host.Post(func() {
				w.sending = false
				if err != nil {
					w.err = p.host.ErrorText(err)
					p.surface.Redraw()
					return
				}
				p.sent(w, o)
			})
		})
	})
}

// sent closes the composer, offers to undo, and sends when the ten seconds are over.
func (p *Page) sent(w *composer, o *mail.Outgoing) {
	if p.write == w {
		p.write = nil
	}
	p.host.Refresh()
	text := p.host.T("mail.sending_soon")
	if o.NextAt.Sub(p.host.Now()) > time.Minute {
		text = p.host.T("mail.scheduled_for", "time", p.when(o.NextAt, true))
	}
	p.host.Toast(text, func() { p.takeBack(o.ID) })
	if o.NextAt.Sub(p.host.Now()) <= time.Minute {
		kit.After(o.NextAt.Sub(p.host.Now())+200*time.Millisecond, func() {
			p.host.Go(func(ctx context.Context) {
				tally, err := p.d.Mail.SendQueued(ctx)
				p.host.Post(func() {
					switch {
					case err != nil:
						p.host.Report(err)
					case tally.Failed+tally.Unknown > 0:
						p.host.Toast(p.host.T("mail.not_sent"), nil)
					case tally.Sent > 0:
						p.host.Toast(p.host.T("mail.sent_n", "n", tally.Sent), nil)
					}
					p.refresh()
				})
			})
		})
	}
	p.refresh()
	p.Focus()
}
