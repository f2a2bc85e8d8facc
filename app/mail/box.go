// Package mail is the room of correspondence: accounts, folders, what came in and what
// goes out, who of the customers it belongs to, and the timetable of fetching and
// sending. It knows mail as a business has it; servers and wire formats are reached
// through the interfaces in this file.
package mail

import (
	"context"
	"time"

	"kontor/app/mail/compose"
	"kontor/app/mail/provider"
)

// Login is what is needed to reach one server. It is never logged.
type Login struct {
	Server provider.Server
	User   string
	Secret string
	OAuth  bool   // Secret is an access token
	Pin    string // the key of a certificate that a person accepted; see CertError
	SendID bool   // tell the server who we are before a folder is opened
}

// Mailer is the outside world of mail: IMAP, SMTP and the making of messages.
type Mailer interface {
	// Dial connects and logs in. Errors are of the kinds in problem.go.
	Dial(ctx context.Context, l Login) (Box, error)
	// Submit gives a finished message to the server. A *SendError says how it failed.
	Submit(ctx context.Context, l Login, e Envelope, raw []byte) error
	// Try logs in to the sending server and out again.
	Try(ctx context.Context, l Login) error
	// Render turns a message into the bytes that travel.
	Render(m *compose.Message) ([]byte, error)
}

// Envelope is what the server is told beside the message.
type Envelope struct {
	From string
	To   []string
}

// Box is one open IMAP connection. It is used by one goroutine at a time.
type Box interface {
	// Folders lists the folders with their roles.
	Folders(ctx context.Context) ([]Remote, error)
	// Open selects a folder; the calls below speak of it.
	Open(ctx context.Context, path string) (State, error)
	// UIDs lists the messages of the folder, in rising order.
	UIDs(ctx context.Context) ([]uint32, error)
	// Flags reads the flags of the messages from … to; to 0 means the newest.
	Flags(ctx context.Context, from, to uint32) ([]Flagged, error)
	// Changed reads the flags that changed after a modification number. Only when State
	// had one.
	Changed(ctx context.Context, since uint64) ([]Flagged, error)
	// Heads reads headers, flags and sizes. Structures are not asked for: servers write
	// them wrongly, and the body tells the same.
	Heads(ctx context.Context, uids []uint32, fn func(Head) error) error
	// Bodies reads whole messages without marking them read.
	Bodies(ctx context.Context, uids []uint32, fn func(uid uint32, raw []byte) error) error
	// Mark adds and removes flags.
	Mark(ctx context.Context, uids []uint32, add, remove Flags) error
	// Move puts messages into another folder.
	Move(ctx context.Context, uids []uint32, path string) error
	// Erase removes messages for ever.
	Erase(ctx context.Context, uids []uint32) error
	// Append stores a message in a folder.
	Append(ctx context.Context, path string, raw []byte, f Flags, at time.Time) error
	// Newest gives the message ids of the n newest messages of a folder. It opens it.
	Newest(ctx context.Context, path string, n int) ([]string, error)
	// Create makes a folder.
	Create(ctx context.Context, path string) error
	// Wait waits until something happens in the open folder, at most d. Where the server
	// cannot tell, it waits for the time to look again.
	Wait(ctx context.Context, d time.Duration) (news bool, err error)
	// Close logs out.
	Close() error
}

// Role is what a folder is for.
type Role string

// The roles.
const (
	RoleInbox   Role = "inbox"
	RoleSent    Role = "sent"
	RoleDrafts  Role = "drafts"
	RoleArchive Role = "archive"
	RoleJunk    Role = "junk"
	RoleTrash   Role = "trash"
	RoleAll     Role = "all" // every message once more (Gmail): not fetched
	RoleNone    Role = ""
)

// Remote is a folder of the server.
type Remote struct {
	Path   string // as the server names it
	Name   string // the last element, decoded
	Role   Role
	Closed bool // holds only other folders
}

// State is what the server says when a folder is opened.
type State struct {
	Validity uint32 // when it changes, all numbers have a new meaning
	Next     uint32 // the number the next message will get; 0: not told
	Exists   uint32
	ModSeq   uint64 // 0: the server does not count changes
}

// Flags of a message.
type Flags uint8

// The flags.
const (
	Seen Flags = 1 << iota
	Answered
	Starred
	Draft
	Deleted
	Forwarded
)

// Has tells whether all of g are set.
func (f Flags) Has(g Flags) bool { return f&g == g }

// Flagged is a message's number and its flags.
type Flagged struct {
	UID   uint32
	Flags Flags
}

// Head is what a list needs of a message.
type Head struct {
	UID    uint32
	Flags  Flags
	At     time.Time // when the server got it
	Size   int64
	Header []byte // the header as it stands
}
