package mail

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/mail/address"
)

// Mark sets or takes a flag of messages, here at once and on the server with the next
// round. It gives back what undoes it.
func (s *Service) Mark(ctx context.Context, ids []int64, f Flags, on bool) (undo func(context.Context) error, err error) {
	var changed []int64
	err = s.eachMine(ctx, ids, func(ctx context.Context, m *Message, _ *Account) error {
		if m.Flags.Has(f) == on {
			return nil
		}
		changed = append(changed, m.ID)
		kind := OpMark
		if !on {
			kind = OpClear
		}
		return s.p.Store.AddOp(ctx, Op{MessageID: m.ID, Kind: kind, Flags: f})
	})
	return func(ctx context.Context) error { _, err := s.Mark(ctx, changed, f, !on); return err }, err
}

// eachMine runs fn for messages of accounts the person works with, in one transaction.
func (s *Service) eachMine(ctx context.Context, ids []int64, fn func(context.Context, *Message, *Account) error) error {
	if _, err := identity.Need(ctx, identity.May(Messages, identity.Change)); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		s.post(ctx)
		for _, id := range ids {
			m, a, err := s.mine(ctx, id)
			if err != nil {
				return err
			}
			if err := fn(ctx, m, a); err != nil {
				return err
			}
		}
		return nil
	})
}

// Move puts messages into another folder of their account. It gives back what undoes it.
func (s *Service) Move(ctx context.Context, ids []int64, folder int64) (undo func(context.Context) error, err error) {
	from := map[int64]int64{}
	err = s.eachMine(ctx, ids, func(ctx context.Context, m *Message, a *Account) error {
		folders, err := s.p.Store.Folders(ctx, []int64{a.ID})
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(folders, func(f Folder) bool { return f.ID == folder && !f.Closed }) {
			return app.E(app.Invalid, "mail.other_account")
		}
		if m.FolderID == folder {
			return nil
		}
		from[m.ID] = m.FolderID
		return s.p.Store.AddOp(ctx, Op{MessageID: m.ID, Kind: OpMove, ToFolder: folder})
	})
	undo = func(ctx context.Context) error {
		for id, back := range from {
			if _, err := s.Move(ctx, []int64{id}, back); err != nil {
				return err
			}
		}
		return nil
	}
	return undo, err
}

// MoveTo puts messages into the folder with a role (archive, trash, junk) of their own
// account: Invalid mail.no_folder when the server has none.
func (s *Service) MoveTo(ctx context.Context, ids []int64, role Role) (undo func(context.Context) error, err error) {
	var undos []func(context.Context) error
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		for _, id := range ids {
			_, a, err := s.mine(ctx, id)
			if err != nil {
				return err
			}
			f, err := s.folderOf(ctx, a.ID, role)
			if err != nil {
				return err
			}
			back, err := s.Move(ctx, []int64{id}, f.ID)
			if err != nil {
				return err
			}
			undos = append(undos, back)
		}
		return nil
	})
	return func(ctx context.Context) error {
		for _, u := range undos {
			if err := u(ctx); err != nil {
				return err
			}
		}
		return nil
	}, err
}

// folderOf finds the folder of an account with a role.
func (s *Service) folderOf(ctx context.Context, account int64, role Role) (Folder, error) {
	folders, err := s.p.Store.Folders(ctx, []int64{account})
	if err != nil {
		return Folder{}, err
	}
	for _, f := range folders {
		if f.Role == role && !f.Closed {
			return f, nil
		}
	}
	return Folder{}, app.E(app.Invalid, "mail.no_folder", "role", string(role))
}

// Erase removes messages for ever. Only what lies in the trash or junk folder can be
// erased; others go to the trash first.
func (s *Service) Erase(ctx context.Context, ids []int64) error {
	return s.eachMine(ctx, ids, func(ctx context.Context, m *Message, a *Account) error {
		folders, err := s.p.Store.Folders(ctx, []int64{a.ID})
		if err != nil {
			return err
		}
		for _, f := range folders {
			if f.ID == m.FolderID && (f.Role == RoleTrash || f.Role == RoleJunk) {
				return s.p.Store.AddOp(ctx, Op{MessageID: m.ID, Kind: OpErase})
			}
		}
		return app.E(app.Conflict, "mail.not_in_trash")
	})
}

// OptOut notes that an address wants no mass mail; OptIn takes it back.
func (s *Service) OptOut(ctx context.Context, mail, how string) error {
	who, err := identity.Need(ctx, identity.May(Messages, identity.Change))
	if err != nil {
		return err
	}
	key := address.Key(mail)
	if key == "" {
		return app.E(app.Invalid, "mail.bad_address", "mail", mail)
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error { return s.p.Store.OptOut(ctx, key, how, who.ID, s.now()) })
}

// OptIn takes an address off the list of those who want no mass mail.
func (s *Service) OptIn(ctx context.Context, mail string) error {
	if _, err := identity.Need(ctx, identity.May(Messages, identity.Change)); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error { return s.p.Store.OptIn(ctx, address.Key(mail)) })
}

// OptedOut tells which of the addresses want no mass mail: those on the list, and those
// of contacts that refuse mails (CUS-06).
func (s *Service) OptedOut(ctx context.Context, mails []string) (map[string]bool, error) {
	if _, err := identity.Need(ctx, identity.May(Messages, identity.See)); err != nil {
		return nil, err
	}
	keys := []string{}
	for _, m := range mails {
		keys = append(keys, address.Key(m))
	}
	out := map[string]bool{}
	for part := range slices.Chunk(keys, 400) {
		some, err := s.p.Store.OptedOut(ctx, part)
		if err != nil {
			return nil, err
		}
		refused := map[string]bool{}
		if s.p.Customers != nil {
			if refused, err = s.p.Customers.Refusing(ctx, customer.ByMail, part); err != nil {
				return nil, err
			}
		}
		for i, k := range part {
			if some[k] || refused[k] {
				out[mails[i]] = true
			}
		}
	}
	return out, nil
}
