package mail

import (
	"context"
	"slices"
	"time"

	"kontor/app"
)

// The limits of fetching whole texts.
const (
	largest   = 25 << 20 // larger ones are fetched when they are opened
	batchSize = 4 << 20  // in one command
	batchMax  = 40       // messages in one command
)

// texts fetches the whole texts that are missing, the newest first, and puts those aside
// that are old, large or lie where nobody looks.
func (r *round) texts(folders []Folder) error {
	at := map[int64]Folder{}
	for _, f := range folders {
		at[f.ID] = f
	}
	for {
		list, err := r.store().Wanted(r.ctx, r.a.ID, 200)
		if err != nil || len(list) == 0 {
			return err
		}
		byFolder := map[int64][]Message{}
		var order []int64
		for _, m := range list {
			if byFolder[m.FolderID] == nil {
				order = append(order, m.FolderID)
			}
			byFolder[m.FolderID] = append(byFolder[m.FolderID], m)
		}
		for _, id := range order {
			if err := r.textsOf(at[id], byFolder[id]); err != nil {
				return err
			}
		}
		if err := r.match(); err != nil { // timelines fill while the older ones still come
			return err
		}
	}
}

// later tells whether a text waits until somebody opens the message.
func (r *round) later(f Folder, m Message) bool {
	if f.Role == RoleJunk || f.Role == RoleTrash || f.Role == RoleDrafts || m.Size > largest {
		return true
	}
	days := r.a.KeepDays
	return days > 0 && m.At.Before(r.s.now().AddDate(0, 0, -int(days)))
}

func (r *round) textsOf(f Folder, list []Message) error {
	var fetch []Message
	err := r.write(func(ctx context.Context) error {
		for _, m := range list {
			switch {
			case f.ID == 0 || r.later(f, m):
				if err := r.store().SetBody(ctx, m.ID, BodyLater); err != nil {
					return err
				}
			default:
				copied, err := r.store().CopyBody(ctx, m)
				if err != nil {
					return err
				}
				if !copied {
					fetch = append(fetch, m)
				}
			}
		}
		return nil
	})
	if err != nil || len(fetch) == 0 {
		return err
	}
	if _, err := r.box.Open(r.ctx, f.Path); err != nil {
		return err
	}
	for len(fetch) > 0 {
		n, size := 0, int64(0)
		for n < len(fetch) && n < batchMax && (n == 0 || size+fetch[n].Size <= batchSize) {
			size += fetch[n].Size
			n++
		}
		if err := r.batch(fetch[:n]); err != nil {
			return err
		}
		fetch = fetch[n:]
	}
	return nil
}

// batch fetches the texts of some messages of the open folder. What the server does not
// give is marked, so that it is not asked for for ever.
func (r *round) batch(list []Message) error {
	ids := map[uint32]int64{}
	var uids []uint32
	for _, m := range list {
		ids[m.UID] = m.ID
		uids = append(uids, m.UID)
	}
	got := map[int64]Content{}
	err := r.box.Bodies(r.ctx, uids, func(uid uint32, raw []byte) error {
		if id, ok := ids[uid]; ok {
			c, _ := contentOf(slices.Clone(raw))
			got[id] = c
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.write(func(ctx context.Context) error {
		r.s.post(ctx)
		for _, m := range list {
			c, ok := got[m.ID]
			if !ok {
				if err := r.store().SetBody(ctx, m.ID, BodyBroken); err != nil {
					return err
				}
				continue
			}
			r.report.Texts++
			if err := r.store().SaveBody(ctx, m.ID, c); err != nil {
				return err
			}
		}
		return nil
	})
}

// FetchText fetches the text of one message that was left for later.
func (s *Service) FetchText(ctx context.Context, message int64) error {
	m, err := s.message(ctx, message)
	if err != nil {
		return err
	}
	if m.Body == BodyStored {
		return nil
	}
	a, err := s.Accounts.Get(system(ctx), m.AccountID)
	if err != nil {
		return err
	}
	folders, err := s.p.Store.Folders(ctx, []int64{a.ID})
	if err != nil {
		return err
	}
	at := slices.IndexFunc(folders, func(f Folder) bool { return f.ID == m.FolderID })
	if at < 0 || m.UID == 0 {
		return app.E(app.NotFound, "mail.not_on_server")
	}
	secret, err := s.secret(ctx, a)
	if err != nil {
		return err
	}
	login := a.In()
	login.Secret = secret
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	r := &round{s: s, a: a, ctx: system(ctx)}
	if r.box, err = s.p.Mailer.Dial(ctx, login); err != nil {
		return err
	}
	defer r.box.Close()
	if _, err := r.box.Open(r.ctx, folders[at].Path); err != nil {
		return err
	}
	if err := r.batch([]Message{*m}); err != nil {
		return err
	}
	if r.report.Texts == 0 {
		return app.E(app.NotFound, "mail.not_on_server")
	}
	return nil
}
