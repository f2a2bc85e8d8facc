package mail

import (
	"bytes"
	"context"
	"slices"

	"kontor/app"
	"kontor/app/mail/compose"
)

// Kept is a mail that was kept elsewhere, with the place it had there.
type Kept struct {
	Role  Role // of the folder
	Flags Flags
	Mail  compose.Message
}

// usual are the folders of a mailbox that nobody has arranged yet.
var usual = []Remote{
	{Path: "INBOX", Name: "INBOX", Role: RoleInbox},
	{Path: "Sent", Name: "Sent", Role: RoleSent},
	{Path: "Drafts", Name: "Drafts", Role: RoleDrafts},
	{Path: "Archive", Name: "Archive", Role: RoleArchive},
	{Path: "Junk", Name: "Junk", Role: RoleJunk},
	{Path: "Trash", Name: "Trash", Role: RoleTrash},
}

// Adopt puts mails into an account of the acting person without asking its server, as the
// sample company needs it. They are stored, read and matched the way fetched ones are. It
// gives their ids in the order of the list.
func (s *Service) Adopt(ctx context.Context, account int64, list []Kept) ([]int64, error) {
	a, err := s.Account(ctx, account)
	if err != nil {
		return nil, err
	}
	var ids []int64
	err = s.write(ctx, func(ctx context.Context) error {
		s.post(ctx)
		if err := s.p.Store.SaveFolders(ctx, a.ID, usual); err != nil {
			return err
		}
		folders, err := s.p.Store.Folders(ctx, []int64{a.ID})
		if err != nil {
			return err
		}
		own, err := s.p.Store.Own(ctx)
		if err != nil {
			return err
		}
		next := map[Role]uint32{}
		for _, k := range list {
			i := slices.IndexFunc(folders, func(f Folder) bool { return f.Role == k.Role })
			if i < 0 {
				return app.E(app.Invalid, "mail.no_folder", "role", string(k.Role))
			}
			next[k.Role]++
			id, err := s.adopt(ctx, folders[i], k, next[k.Role], own)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		if err := s.MatchAll(ctx, a.ID); err != nil {
			return err
		}
		return s.p.Store.Looked(ctx, Look{AccountID: a.ID, Tried: s.now(), Synced: s.now()})
	})
	return ids, err
}

// adopt stores one mail with its text.
func (s *Service) adopt(ctx context.Context, f Folder, k Kept, uid uint32, own map[string]bool) (int64, error) {
	raw, err := s.p.Mailer.Render(&k.Mail)
	if err != nil {
		return 0, err
	}
	head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	in := []Incoming{incoming(Head{UID: uid, Flags: k.Flags, At: k.Mail.Date, Size: int64(len(raw)), Header: head}, own)}
	if _, err := s.p.Store.Insert(ctx, f, in); err != nil {
		return 0, err
	}
	return in[0].ID, s.p.Store.SaveBody(ctx, in[0].ID, ContentOf(raw))
}
