package mail

import (
	"context"
	"time"

	"kontor/app"
	"kontor/app/jobs"
)

// Jobs are the pieces of work in the background: fetching, for companies whose window is
// closed or watches nothing, and the outbox.
func (s *Service) Jobs() []jobs.Job {
	return []jobs.Job{
		{Name: "mail.fetch", When: jobs.Every(5 * time.Minute), Do: func(ctx context.Context, _ jobs.Run) error {
			return first(s.FetchAll(ctx))
		}},
		{Name: "mail.send", When: jobs.Every(30 * time.Second), Do: func(ctx context.Context, _ jobs.Run) error {
			_, err := s.SendQueued(system(ctx))
			return err
		}},
	}
}

func first(list []Report, err error) error {
	for _, r := range list {
		if err == nil {
			err = r.Err
		}
	}
	return err
}

// watchTime is how long one wait for news lasts; servers drop quiet connections after
// half an hour.
const watchTime = 20 * time.Minute

// Watch keeps the accounts of the acting person up to date while a window is open: a
// round at once and whenever the server tells of news, with growing pauses after
// failures. It returns when ctx ends.
func (s *Service) Watch(ctx context.Context) error {
	list, err := s.Mine(ctx)
	if err != nil {
		return err
	}
	done := make(chan struct{})
	n := 0
	for _, a := range list {
		if !a.Active {
			continue
		}
		n++
		go func() {
			defer func() { done <- struct{}{} }()
			s.watch(ctx, a.ID)
		}()
	}
	for range n {
		<-done
	}
	return ctx.Err()
}

// watch follows one account.
func (s *Service) watch(ctx context.Context, account int64) {
	pause := 30 * time.Second
	for ctx.Err() == nil {
		a, err := s.Accounts.Get(system(ctx), account)
		if err != nil || !a.Active || a.Archived != 0 {
			return
		}
		r := s.round(ctx, a)
		if r.Err == nil {
			r.Err = s.waitForNews(ctx, a)
		}
		if r.Err == nil {
			pause = 30 * time.Second
			continue
		}
		if key := keyOf(r.Err); key == LoginRefused || key == Untrusted || key == "mail.no_secret" || key == OAuthRequired {
			return // only a person can put that right; saving the account starts it again
		}
		t := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			t.Stop()
		case <-t.C:
		}
		pause = min(2*pause, 10*time.Minute)
	}
}

// waitForNews waits on a connection of its own until the inbox changes.
func (s *Service) waitForNews(ctx context.Context, a *Account) error {
	login := a.In()
	var err error
	if login.Secret, err = s.secret(ctx, a); err != nil {
		return err
	}
	box, err := s.p.Mailer.Dial(ctx, login)
	if err != nil {
		return err
	}
	defer box.Close()
	if _, err := box.Open(ctx, "INBOX"); err != nil {
		return err
	}
	_, err = box.Wait(ctx, watchTime)
	return err
}

// Status is what a command prints about a round: "kontor mail sync".
type Status struct {
	Mail    string `json:"mail"`
	New     int    `json:"new"`
	Changed int    `json:"changed"`
	Removed int    `json:"removed"`
	Matched int    `json:"matched"`
	Error   error  `json:"-"`
}

// Sync does one round for every account of the acting person and tells about each, for
// the command line.
func (s *Service) Sync(ctx context.Context) ([]Status, error) {
	list, err := s.Mine(ctx)
	if err != nil {
		return nil, err
	}
	out := []Status{}
	for _, a := range list {
		if !a.Active {
			continue
		}
		r := s.round(ctx, a)
		out = append(out, Status{Mail: a.Mail, New: r.New, Changed: r.Changed, Removed: r.Removed, Matched: r.Matched, Error: r.Err})
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
	}
	return out, nil
}

// ErrorOf gives the error by which a look failed, for showing; nil when it went well.
func (l Look) ErrorOf(a *Account) error {
	if l.Error == "" {
		return nil
	}
	e := app.E(app.Invalid, l.Error, "host", a.IMAPHost, "mail", a.Mail, "said", l.Said)
	return e
}
