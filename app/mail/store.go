package mail

import (
	"context"
	"time"
)

// Store remembers folders, messages and what waits to be sent. Everything but the
// accounts, which are records. Writes join the transaction of the context and need one.
type Store interface {
	Folders
	Fetching
	Reading
	Linking
	Outbox
}

// Folders keeps the folders of accounts and how the last look at them went.
type Folders interface {
	// Folders lists the folders of accounts with their counts, those that are gone left out.
	Folders(ctx context.Context, accounts []int64) ([]Folder, error)
	// SaveFolders brings the list up to date with the server's; the messages of folders
	// that are gone are marked gone.
	SaveFolders(ctx context.Context, account int64, remote []Remote) error
	// SaveState keeps the numbers of a folder.
	SaveState(ctx context.Context, folder int64, s State) error
	// Looked notes the end of a look at an account; key is "" when it went well.
	Looked(ctx context.Context, l Look) error
	// Looks gives the last looks by account.
	Looks(ctx context.Context, accounts []int64) (map[int64]Look, error)
	// Forget removes everything that was fetched for an account.
	Forget(ctx context.Context, account int64) error
}

// Look is how the last look at an account went.
type Look struct {
	AccountID int64
	Tried     time.Time
	Synced    time.Time // the last one that went well
	Error     string    // key
	Said      string    // what the server said
}

// Fetching is what a round of fetching needs.
type Fetching interface {
	// UIDs lists the numbers of the messages known in a folder, in rising order.
	UIDs(ctx context.Context, folder int64) ([]uint32, error)
	// Insert stores new messages of a folder. A message that was put there from here and
	// has no number yet gets it; one whose number is known already is left alone. It gives
	// the ids of those that are new to the company and fills in their threads.
	Insert(ctx context.Context, folder Folder, list []Incoming) ([]int64, error)
	// The number a message gets in a folder is its place there; without one it was put
	// there from here and the server has not told it yet.

	// Unnumber takes the numbers from all messages of a folder: they have a new meaning.
	Unnumber(ctx context.Context, folder int64) error
	// Unplaced marks messages gone that have no number, wait for no step of ours and were
	// put there before an instant.
	Unplaced(ctx context.Context, folder int64, before time.Time) error
	// Gone marks messages that are no longer in a folder.
	Gone(ctx context.Context, folder int64, uids []uint32) error
	// Sweep removes what is marked gone in the folders of an account.
	Sweep(ctx context.Context, account int64) error
	// SetFlags takes over the server's flags, but not where a change of ours still waits.
	// It gives the number of messages that changed.
	SetFlags(ctx context.Context, folder int64, flags []Flagged) (int, error)
	// Wanted lists messages without their text, the newest first.
	Wanted(ctx context.Context, account int64, n int) ([]Message, error)
	// CopyBody takes the text of another copy of the same mail, when there is one.
	CopyBody(ctx context.Context, message Message) (bool, error)
	// SaveBody stores the text.
	SaveBody(ctx context.Context, message int64, c Content) error
	// SetBody notes why there is no text.
	SetBody(ctx context.Context, message int64, b BodyState) error
	// AddOp notes what has to be done on the server and does it here.
	AddOp(ctx context.Context, op Op) error
	// Ops lists what has to be done on the server, the oldest first.
	Ops(ctx context.Context, account int64) ([]Op, error)
	// EndOp removes a step that was done or can never be done; or counts an attempt.
	EndOp(ctx context.Context, id int64, done bool) error
}

// OpKind is a kind of change on the server.
type OpKind string

// The kinds.
const (
	OpMark  OpKind = "mark"  // add Flags
	OpClear OpKind = "clear" // take Flags away
	OpMove  OpKind = "move"  // to ToFolder
	OpErase OpKind = "erase"

	OpAppend OpKind = "append" // put a sent mail into the server's sent folder, unless it is there
)

// Op is a change that has to be made on the server.
type Op struct {
	ID        int64
	AccountID int64
	MessageID int64
	FolderID  int64
	UID       uint32
	Kind      OpKind
	Flags     Flags
	ToFolder  int64
	Attempts  int
}

// Reading is what lists and the reader need.
type Reading interface {
	// IDs lists the messages of a view, the newest first.
	IDs(ctx context.Context, q Query) ([]int64, error)
	// Messages reads messages in the order of ids; missing ones are left out.
	Messages(ctx context.Context, ids []int64) ([]Message, error)
	// Raw gives the whole text; nil when it is not here.
	Raw(ctx context.Context, message int64) ([]byte, error)
	// Attachments lists the files of a message.
	Attachments(ctx context.Context, message int64) ([]Attachment, error)
	// Counts counts messages and unread ones of views; the text of a query is not used.
	Counts(ctx context.Context, q []Query) ([]Count, error)
	// ByKey finds the copies of a mail.
	ByKey(ctx context.Context, key string) ([]Message, error)
	// Thread lists the messages of a conversation, each mail once, the oldest first.
	Thread(ctx context.Context, thread int64, accounts []int64) ([]int64, error)
	// Parties lists the addresses of a message.
	Parties(ctx context.Context, message int64) ([]Party, error)
	// Seen notes that a person read a mail of somebody else's account.
	Viewed(ctx context.Context, key string, person int64, at time.Time) error
	// Views tells who read a mail of somebody else's account.
	Views(ctx context.Context, key string) ([]View, error)
}

// View is a look of a person at a mail of somebody else's account.
type View struct {
	PersonID int64
	At       time.Time
}

// Count is how many messages there are.
type Count struct{ Total, Unread int64 }

// Query says which messages.
type Query struct {
	Accounts   []int64 // never empty: without accounts there is nothing to see
	Roles      []Role  // folders by their role; empty: any
	FolderID   int64   // one folder; 0: any
	Match      []Match // any of them; empty: any
	CustomerID int64
	Starred    bool
	Unread     bool
	WithFiles  bool
	Incoming   bool
	Text       string
	Limit      int
}

// Linking keeps to whom mails belong.
type Linking interface {
	// Unmatched lists messages that nobody has looked at yet, with their addresses.
	Unmatched(ctx context.Context, account int64, n int) ([]Incoming, error)
	// Rematch opens again the unmatched messages whose addresses have become known, and
	// gives their number.
	Rematch(ctx context.Context, account int64) (int, error)
	// SetMatch stores whose mail it is, for every copy.
	SetMatch(ctx context.Context, key string, m Match, customer, contact int64) error
	// ByAddress finds whose addresses these are, by their keys.
	ByAddress(ctx context.Context, keys []string) (map[string][]Owner, error)
	// ByDomain finds customers that have an address at a domain.
	ByDomain(ctx context.Context, domain string) ([]Owner, error)
	// Own lists all addresses of the company: accounts and people.
	Own(ctx context.Context) (map[string]bool, error)
	// Link adds a link; false when it was there.
	Link(ctx context.Context, l Link) (bool, error)
	// Unlink takes a link away.
	Unlink(ctx context.Context, key, entity string, id int64) error
	// Links lists the links of mails.
	Links(ctx context.Context, keys []string) ([]Link, error)
	// OptOut and OptIn keep the list of those who want no mass mail; OptedOut asks it.
	OptOut(ctx context.Context, address, how string, person int64, at time.Time) error
	OptIn(ctx context.Context, address string) error
	OptedOut(ctx context.Context, addresses []string) (map[string]bool, error)
}

// Owner is somebody with an address.
type Owner struct {
	CustomerID int64
	ContactID  int64 // 0: the address is the customer's own
	Customer   string
	Contact    string
	OwnerID    int64 // the person in charge
}

// Link ties a mail to a record.
type Link struct {
	Key      string
	Entity   string
	RecordID int64
	How      string // "address", "hand", "sent", "refused" (a person took it away)
	PersonID int64
	At       time.Time
}

// Outbox keeps drafts and what is to be sent.
type Outbox interface {
	// SaveOutgoing creates (ID 0) or changes an entry. The version must be the stored one:
	// Stale mail.draft_stale.
	SaveOutgoing(ctx context.Context, o *Outgoing) error
	// Outgoing reads an entry with its draft; NotFound mail.no_draft.
	Outgoing(ctx context.Context, id int64) (*Outgoing, error)
	// OutgoingRaw reads the finished message.
	OutgoingRaw(ctx context.Context, id int64) ([]byte, error)
	// Outgoings lists entries of accounts in some states, without drafts, the newest first.
	Outgoings(ctx context.Context, accounts []int64, states ...Sending) ([]Outgoing, error)
	// Due lists entries to be tried now, the oldest first.
	Due(ctx context.Context, now time.Time) ([]int64, error)
	// Claim turns a queued entry into one being sent: only one program gets it.
	Claim(ctx context.Context, id int64, now time.Time) (bool, error)
	// Stuck lists entries that were being sent when a program ended.
	Stuck(ctx context.Context, before time.Time) ([]int64, error)
	// DropOutgoing removes an entry with its files.
	DropOutgoing(ctx context.Context, id int64) error
	// AddFile and DropFile keep the files of a draft; Files reads them, with their content.
	AddFile(ctx context.Context, f *OutgoingFile) error
	DropFile(ctx context.Context, outgoing, file int64) error
	Files(ctx context.Context, outgoing int64, content bool) ([]OutgoingFile, error)
	// SentSince counts what an account sent since.
	SentSince(ctx context.Context, account int64, since time.Time) (int64, error)
	// PutSent stores a message that was sent in the folder of sent mail.
	PutSent(ctx context.Context, folder Folder, in Incoming, c Content) (int64, error)
}
