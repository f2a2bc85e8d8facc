package mail

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/mail/parse"
)

// ViewKey names a collection of mails that the window offers beside the folders.
type ViewKey string

// The views.
const (
	ViewInbox     ViewKey = "inbox"
	ViewCustomers ViewKey = "customers" // in the inbox, from customers
	ViewUnmatched ViewKey = "unmatched" // in the inbox, from nobody known
	ViewStarred   ViewKey = "starred"
	ViewDrafts    ViewKey = "drafts"
	ViewSent      ViewKey = "sent"
	ViewScheduled ViewKey = "scheduled" // waits, is being sent, or could not be sent
	ViewArchive   ViewKey = "archive"
	ViewJunk      ViewKey = "junk"
	ViewTrash     ViewKey = "trash"
)

// Views lists the views in their order.
var Views = []ViewKey{ViewInbox, ViewCustomers, ViewUnmatched, ViewStarred, ViewDrafts, ViewSent, ViewScheduled, ViewArchive}

// query gives the query of a view; ok is false for those of the outbox.
func (v ViewKey) query() (Query, bool) {
	switch v {
	case ViewInbox:
		return Query{Roles: []Role{RoleInbox}}, true
	case ViewCustomers:
		return Query{Roles: []Role{RoleInbox}, Match: []Match{MatchFound}}, true
	case ViewUnmatched:
		return Query{Roles: []Role{RoleInbox}, Match: []Match{MatchNone}, Incoming: true}, true
	case ViewStarred:
		return Query{Roles: []Role{RoleInbox, RoleSent, RoleArchive, RoleNone}, Starred: true}, true
	case ViewSent:
		return Query{Roles: []Role{RoleSent}}, true
	case ViewArchive:
		return Query{Roles: []Role{RoleArchive}}, true
	case ViewJunk:
		return Query{Roles: []Role{RoleJunk}}, true
	case ViewTrash:
		return Query{Roles: []Role{RoleTrash}}, true
	}
	return Query{}, false
}

// Filter narrows a list.
type Filter struct {
	Accounts  []int64 // none: all the person works with
	Unread    bool
	WithFiles bool
	Text      string
}

// List lists the messages of a view, the newest first.
func (s *Service) List(ctx context.Context, v ViewKey, f Filter) ([]int64, error) {
	q, ok := v.query()
	if !ok {
		return nil, app.E(app.Invalid, "mail.no_view", "view", string(v))
	}
	return s.list(ctx, q, f)
}

// InFolder lists the messages of one folder.
func (s *Service) InFolder(ctx context.Context, folder int64, f Filter) ([]int64, error) {
	return s.list(ctx, Query{FolderID: folder}, f)
}

// Everywhere searches all folders but junk and trash.
func (s *Service) Everywhere(ctx context.Context, f Filter) ([]int64, error) {
	return s.list(ctx, Query{Roles: []Role{RoleInbox, RoleSent, RoleArchive, RoleNone}}, f)
}

func (s *Service) list(ctx context.Context, q Query, f Filter) ([]int64, error) {
	var err error
	if q.Accounts, err = s.allowed(ctx, f.Accounts); err != nil || len(q.Accounts) == 0 {
		return nil, err
	}
	q.Unread, q.WithFiles, q.Text = f.Unread, f.WithFiles, f.Text
	return s.p.Store.IDs(ctx, q)
}

// OfCustomer lists the mails of a customer that the person may read, the newest first.
func (s *Service) OfCustomer(ctx context.Context, id int64, limit int) ([]Message, error) {
	if ok, err := s.mayMeet(ctx, id); err != nil || !ok {
		return nil, err
	}
	accounts, err := s.allowed(ctx, nil)
	if err != nil || len(accounts) == 0 {
		return nil, err
	}
	ids, err := s.p.Store.IDs(ctx, Query{Accounts: accounts, CustomerID: id, Limit: limit})
	if err != nil {
		return nil, err
	}
	return s.p.Store.Messages(ctx, ids)
}

// Messages reads messages for a list, in the order of ids. Those the person may not see
// are left out.
func (s *Service) Messages(ctx context.Context, ids []int64) ([]Message, error) {
	accounts, err := s.allowed(ctx, nil)
	if err != nil {
		return nil, err
	}
	list, err := s.p.Store.Messages(ctx, ids)
	return slices.DeleteFunc(list, func(m Message) bool { return !slices.Contains(accounts, m.AccountID) }), err
}

// Sidebar is what stands at the left of the window.
type Sidebar struct {
	Accounts []*Account
	Looks    map[int64]Look
	Counts   map[ViewKey]Count
	Folders  []Folder // those without a role: the person's own
}

// Sidebar reads views, folders and how fetching went.
func (s *Service) Sidebar(ctx context.Context, accounts []int64) (Sidebar, error) {
	var out Sidebar
	var err error
	if out.Accounts, err = s.Mine(ctx); err != nil {
		return out, err
	}
	ids := []int64{}
	for _, a := range out.Accounts {
		if len(accounts) == 0 || slices.Contains(accounts, a.ID) {
			ids = append(ids, a.ID)
		}
	}
	out.Counts = map[ViewKey]Count{}
	if len(ids) == 0 {
		return out, nil
	}
	if out.Looks, err = s.p.Store.Looks(ctx, ids); err != nil {
		return out, err
	}
	var queries []Query
	var keys []ViewKey
	for _, v := range Views {
		if q, ok := v.query(); ok {
			q.Accounts = ids
			queries, keys = append(queries, q), append(keys, v)
		}
	}
	counts, err := s.p.Store.Counts(ctx, queries)
	if err != nil {
		return out, err
	}
	for i, k := range keys {
		out.Counts[k] = counts[i]
	}
	for v, states := range outboxViews {
		list, err := s.p.Store.Outgoings(ctx, ids, states...)
		if err != nil {
			return out, err
		}
		out.Counts[v] = Count{Total: int64(len(list))}
	}
	folders, err := s.p.Store.Folders(ctx, ids)
	for _, f := range folders {
		if f.Role == RoleNone && !f.Closed {
			out.Folders = append(out.Folders, f)
		}
	}
	return out, err
}

// outboxViews are the views of the outbox with the states they show.
var outboxViews = map[ViewKey][]Sending{
	ViewDrafts:    {Drafted},
	ViewScheduled: {Queued, InFlight, Failed, Uncertain},
}

// Unread counts the unread mails in the inboxes: the number beside the name of the area.
func (s *Service) Unread(ctx context.Context) (int64, error) {
	accounts, err := s.allowed(ctx, nil)
	if err != nil || len(accounts) == 0 {
		return 0, err
	}
	q, _ := ViewInbox.query()
	q.Accounts = accounts
	counts, err := s.p.Store.Counts(ctx, []Query{q})
	if err != nil {
		return 0, err
	}
	return counts[0].Unread, nil
}

// message reads a message the person may read: of an account they work with, or one that
// is not private and belongs to a customer they may see.
func (s *Service) message(ctx context.Context, id int64) (*Message, error) {
	m, _, err := s.mine(ctx, id)
	if app.KindOf(err) != app.NotFound {
		return m, err
	}
	list, lerr := s.p.Store.Messages(ctx, []int64{id})
	if lerr != nil {
		return nil, lerr
	}
	if len(list) == 0 || list[0].Private {
		return nil, err
	}
	m = &list[0]
	a, aerr := s.Accounts.Get(system(ctx), m.AccountID)
	if aerr != nil || !a.Timeline {
		return nil, err
	}
	links, lerr := s.p.Store.Links(ctx, []string{m.Key})
	if lerr != nil {
		return nil, lerr
	}
	for _, l := range links {
		if l.Entity != customer.Customers {
			continue
		}
		if ok, lerr := s.mayMeet(ctx, l.RecordID); lerr != nil || ok {
			return m, lerr
		}
	}
	return nil, err
}

// mine reads a message of an account the person works with, and the account.
func (s *Service) mine(ctx context.Context, id int64) (*Message, *Account, error) {
	accounts, err := s.Mine(ctx)
	if err != nil {
		return nil, nil, err
	}
	list, err := s.p.Store.Messages(ctx, []int64{id})
	if err != nil {
		return nil, nil, err
	}
	if len(list) > 0 {
		for _, a := range accounts {
			if a.ID == list[0].AccountID {
				return &list[0], a, nil
			}
		}
	}
	return nil, nil, app.E(app.NotFound, "mail.not_found")
}

// Opened is a message with its text.
type Opened struct {
	Message
	Mail        *parse.Mail // nil while the text is not here; FetchText gets it
	Attachments []Attachment
	Links       []Link
	Own         bool // of an account the person works with: it can be marked, moved, answered
}

// Open reads a message. Reading a colleague's mail through a customer is noted.
func (s *Service) Open(ctx context.Context, id int64) (*Opened, error) {
	m, err := s.message(ctx, id)
	if err != nil {
		return nil, err
	}
	o := &Opened{Message: *m}
	accounts, err := s.allowed(ctx, []int64{m.AccountID})
	if err != nil {
		return nil, err
	}
	o.Own = len(accounts) > 0
	if !o.Own {
		who, err := identity.From(ctx)
		if err != nil {
			return nil, err
		}
		err = s.write(ctx, func(ctx context.Context) error { return s.p.Store.Viewed(ctx, m.Key, who.ID, s.now()) })
		if err != nil {
			return nil, err
		}
	}
	if o.Links, err = s.p.Store.Links(ctx, []string{m.Key}); err != nil {
		return nil, err
	}
	if o.Attachments, err = s.p.Store.Attachments(ctx, m.ID); err != nil {
		return nil, err
	}
	raw, err := s.p.Store.Raw(ctx, m.ID)
	if err != nil || raw == nil {
		return o, err
	}
	o.Mail = parse.Read(raw, parse.Limits{})
	return o, nil
}

// File is a file of a message with its content.
type File struct {
	Attachment
	Danger  parse.Danger
	Content []byte
}

// File reads one attachment: NotFound mail.no_file. The name is safe to create.
func (s *Service) File(ctx context.Context, message int64, path string) (*File, error) {
	o, err := s.Open(ctx, message)
	if err != nil {
		return nil, err
	}
	if o.Mail != nil {
		for i := range o.Mail.Parts {
			if p := &o.Mail.Parts[i]; p.Path == path {
				return &File{Attachment: Attachment{Path: p.Path, Name: p.Name, Type: p.Type, Size: p.Size}, Danger: parse.DangerOf(p.Name), Content: p.Bytes()}, nil
			}
		}
	}
	return nil, app.E(app.NotFound, "mail.no_file")
}

// Conversation lists the mails of a thread, the oldest first.
func (s *Service) Conversation(ctx context.Context, message int64) ([]Message, error) {
	m, _, err := s.mine(ctx, message)
	if err != nil {
		return nil, err
	}
	accounts, err := s.allowed(ctx, nil)
	if err != nil {
		return nil, err
	}
	ids, err := s.p.Store.Thread(ctx, m.ThreadID, accounts)
	if err != nil {
		return nil, err
	}
	return s.p.Store.Messages(ctx, ids)
}
