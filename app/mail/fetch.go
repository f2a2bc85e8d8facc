package mail

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"kontor/app"
	"kontor/app/listing"
)

// window is how many headers are fetched at once, the newest first: the list fills at
// once and a broken round loses little.
const window = 500

// Report is what a round did.
type Report struct {
	AccountID int64
	New       int // messages that are new here
	Changed   int // with other flags
	Removed   int // no longer on the server
	Texts     int // whole texts fetched
	Matched   int // found to be a customer's
	Err       error
}

// Fetch does one round for an account the acting person works with.
func (s *Service) Fetch(ctx context.Context, account int64) (Report, error) {
	a, err := s.Account(ctx, account)
	if err != nil {
		return Report{}, err
	}
	r := s.round(ctx, a)
	return r, r.Err
}

// FetchAll does one round for every active account: the job, and "kontor mail sync".
// A failing account does not keep the others from being fetched.
func (s *Service) FetchAll(ctx context.Context) ([]Report, error) {
	all, err := s.Accounts.Find(system(ctx), listing.Is("active", listing.Eq, "1"), listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	var out []Report
	for _, a := range all {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		out = append(out, s.round(ctx, a))
	}
	return out, nil
}

// alone gives the lock of an account's rounds.
func (s *Service) alone(account int64) *sync.Mutex {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy[account] == nil {
		s.busy[account] = &sync.Mutex{}
	}
	return s.busy[account]
}

// round fetches an account once and notes how it went.
func (s *Service) round(ctx context.Context, a *Account) Report {
	lock := s.alone(a.ID)
	lock.Lock()
	defer lock.Unlock()
	r := &round{s: s, a: a, ctx: system(ctx), report: Report{AccountID: a.ID}}
	err := r.run()
	if err != nil && ctx.Err() != nil {
		r.report.Err = ctx.Err()
		return r.report // broken off, not failed
	}
	l := Look{AccountID: a.ID, Tried: s.now(), Synced: s.now()}
	if err != nil {
		l.Error, l.Synced = keyOf(err), time.Time{}
		var e *app.Error
		if errors.As(err, &e) {
			l.Said, _ = e.Args["said"].(string)
		}
	}
	r.report.Err = err
	noted := s.write(ctx, func(ctx context.Context) error { s.post(ctx); return s.p.Store.Looked(ctx, l) })
	if r.report.Err == nil {
		r.report.Err = noted
	}
	return r.report
}

// round is one look at one account.
type round struct {
	s      *Service
	a      *Account
	ctx    context.Context // of the program
	box    Box
	own    map[string]bool
	report Report
}

func (r *round) store() Store { return r.s.p.Store }

func (r *round) write(fn func(ctx context.Context) error) error { return r.s.g.Tx.InTx(r.ctx, fn) }

func (r *round) run() error {
	secret, err := r.s.secret(r.ctx, r.a)
	if err != nil {
		return err
	}
	login := r.a.In()
	login.Secret = secret
	if r.box, err = r.s.p.Mailer.Dial(r.ctx, login); err != nil {
		return err
	}
	defer r.box.Close()
	return r.look()
}

// look does the steps of a round on an open connection.
func (r *round) look() error {
	var err error
	if r.own, err = r.store().Own(r.ctx); err != nil {
		return err
	}
	folders, err := r.folders()
	if err != nil {
		return err
	}
	if err := r.push(folders); err != nil {
		return err
	}
	for _, f := range folders {
		if f.Closed || f.Role == RoleAll {
			continue
		}
		if err := r.folder(f); err != nil {
			return err
		}
	}
	if err := r.texts(folders); err != nil { // before the sweep: a mail that was moved takes its text along
		return err
	}
	if err := r.write(func(ctx context.Context) error { return r.store().Sweep(ctx, r.a.ID) }); err != nil {
		return err
	}
	if err := r.match(); err != nil {
		return err
	}
	_, err = r.s.settle(r.ctx, r.a.ID)
	return err
}

// order puts the folders in which people wait for something first.
var order = []Role{RoleInbox, RoleSent, RoleArchive, RoleNone, RoleDrafts, RoleJunk, RoleTrash, RoleAll}

func (r *round) folders() ([]Folder, error) {
	remote, err := r.box.Folders(r.ctx)
	if err != nil {
		return nil, err
	}
	if len(remote) == 0 {
		return nil, Refusal(BrokenServer, r.a.IMAPHost)
	}
	if err := r.write(func(ctx context.Context) error { return r.store().SaveFolders(ctx, r.a.ID, remote) }); err != nil {
		return nil, err
	}
	list, err := r.store().Folders(r.ctx, []int64{r.a.ID})
	slices.SortStableFunc(list, func(a, b Folder) int { return slices.Index(order, a.Role) - slices.Index(order, b.Role) })
	return list, err
}

// folder brings one folder up to date.
func (r *round) folder(f Folder) error {
	st, err := r.box.Open(r.ctx, f.Path)
	if keyOf(err) == NotAllowed && f.Role != RoleInbox {
		return nil // listed, but it cannot be opened: of no use, and no harm
	}
	if err != nil {
		return err
	}
	began := r.s.now()
	renumbered := f.Validity != 0 && f.Validity != st.Validity
	if f.Validity != st.Validity {
		f.Next, f.ModSeq = 0, 0
		err := r.write(func(ctx context.Context) error {
			if renumbered {
				if err := r.store().Unnumber(ctx, f.ID); err != nil {
					return err
				}
			}
			return r.store().SaveState(ctx, f.ID, State{Validity: st.Validity})
		})
		if err != nil {
			return err
		}
	}
	known, err := r.store().UIDs(r.ctx, f.ID)
	if err != nil {
		return err
	}
	if st.Next == 0 || st.Next != f.Next || int(st.Exists) != len(known) {
		if err := r.messages(f, known); err != nil {
			return err
		}
	}
	if err := r.flags(f, st, known); err != nil {
		return err
	}
	return r.write(func(ctx context.Context) error {
		if err := r.store().Unplaced(ctx, f.ID, began.Add(-placing)); err != nil {
			return err
		}
		return r.store().SaveState(ctx, f.ID, st)
	})
}

// placing is how long a message that was put into a folder here may wait for the server
// to show it there.
const placing = 15 * time.Minute

// messages compares the numbers and fetches what is missing. A round that was broken off
// goes on where it stood: what is missing is found anew.
func (r *round) messages(f Folder, known []uint32) error {
	there, err := r.box.UIDs(r.ctx)
	if err != nil {
		return err
	}
	missing, gone := compare(there, known)
	if len(gone) > 0 {
		r.report.Removed += len(gone)
		if err := r.write(func(ctx context.Context) error { r.s.post(ctx); return r.store().Gone(ctx, f.ID, gone) }); err != nil {
			return err
		}
	}
	for len(missing) > 0 {
		n := max(0, len(missing)-window)
		if err := r.heads(f, missing[n:]); err != nil {
			return err
		}
		missing = missing[:n]
	}
	return nil
}

// compare gives what is only there and what is only known, both in rising order.
func compare(there, known []uint32) (missing, gone []uint32) {
	i, k := 0, 0
	for i < len(there) || k < len(known) {
		switch {
		case k == len(known) || i < len(there) && there[i] < known[k]:
			missing = append(missing, there[i])
			i++
		case i == len(there) || known[k] < there[i]:
			gone = append(gone, known[k])
			k++
		default:
			i, k = i+1, k+1
		}
	}
	return missing, gone
}

func (r *round) heads(f Folder, uids []uint32) error {
	var list []Incoming
	err := r.box.Heads(r.ctx, uids, func(h Head) error {
		list = append(list, incoming(h, r.own))
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b Incoming) int { return int(a.UID) - int(b.UID) })
	for part := range slices.Chunk(list, 100) { // short transactions: others want to save too
		err := r.write(func(ctx context.Context) error {
			fresh, err := r.store().Insert(ctx, f, part)
			r.report.New += len(fresh)
			r.s.post(ctx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// recent is how many of the newest messages are asked for their flags on servers that do
// not count changes.
const recent = 2000

func (r *round) flags(f Folder, st State, known []uint32) error {
	var list []Flagged
	var err error
	switch {
	case len(known) == 0:
		return nil
	case st.ModSeq != 0 && f.ModSeq != 0:
		if st.ModSeq == f.ModSeq {
			return nil
		}
		list, err = r.box.Changed(r.ctx, f.ModSeq)
	default:
		list, err = r.box.Flags(r.ctx, known[max(0, len(known)-recent)], 0)
	}
	if err != nil || len(list) == 0 {
		return err
	}
	return r.write(func(ctx context.Context) error {
		n, err := r.store().SetFlags(ctx, f.ID, list)
		if r.report.Changed += n; n > 0 {
			r.s.post(ctx)
		}
		return err
	})
}
