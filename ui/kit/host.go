package kit

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"kontor/app/calendar"
	"kontor/app/identity"
)

// Host is all that a page knows of the window around it. Each page gets its own Host:
// what it starts through Go and subscribes to through Changed ends when it is closed.
// All methods but Go's function, Post and Context are for the main goroutine.
type Host interface {
	// Open shows a record beside or instead of the page (kind "customer", "quote" …);
	// New starts a new one. Args carry what the page needs to know, by name.
	Open(kind string, id int64, args map[string]string)
	New(kind string, args map[string]string)
	// Close leaves the page, as Esc and the back arrow do.
	Close()
	// Detach moves the page into a window of its own.
	Detach()

	// Report tells the user about an error in the language's own sentence and logs it.
	// Nil and cancelled contexts are ignored.
	Report(err error)
	// Note logs an error that the page itself shows.
	Note(err error)
	// Toast shows a short success; undo, when not nil, is offered for 10 s.
	Toast(text string, undo func())
	ShowDialog(d *Dialog)
	ShowMenu(m Menu)
	// Ask shows a question with its answers; see Question.
	Ask(q Question)

	// T is the text of a key with named arguments: T("list.selected", "n", 3).
	T(key string, args ...any) string
	// Lang is "zh" or "en".
	Lang() string
	// ErrorText is the sentence for an error without showing it.
	ErrorText(err error) string

	Now() time.Time
	Today() calendar.Date
	Zone() *time.Location
	Actor() *identity.Actor

	// Changed calls fn on the main goroutine after a record of one of the kinds was
	// written by anybody; id 0 means many. It returns the unsubscriber, which Close calls too.
	Changed(fn func(kind string, id int64), kinds ...string) (unsubscribe func())
	// Status replaces the page's text in the status bar ("全部客户 · 筛选结果 21 / 286").
	Status(text string)
	// SetCount sets the red number beside an area of the rail; 0 hides it.
	SetCount(area string, n int)
	// Refresh tells the shell that title, commands or counts of the page changed.
	Refresh()

	// PickFile and SaveFile show the system's own dialogs; then is called on the main
	// goroutine with the path, and not at all when the user cancels.
	PickFile(r FileRequest, then func(path string))
	SaveFile(r FileRequest, then func(path string))
	// OpenFile shows a file with the system's program for it.
	OpenFile(path string)
	Clipboard() string
	SetClipboard(text string)

	// Context carries the acting person and ends when the page is closed.
	Context() context.Context
	// Go runs fn in a goroutine of the page with its Context.
	Go(fn func(ctx context.Context))
	// Post runs fn on the main goroutine soon, unless the page was closed meanwhile.
	Post(fn func())

	// Setting and SetSetting keep small things per person and machine (widths, columns).
	Setting(key string) string
	SetSetting(key, value string)
}

// FileRequest describes a native file dialog.
type FileRequest struct {
	Title   string
	Name    string   // proposed file name when saving
	Kinds   string   // what the extensions are called: "Excel 与 CSV"
	Exts    []string // without dot: "xlsx", "csv"
	Folder  bool     // pick a folder instead
	Confirm bool     // ask before overwriting
}

// State is what a page keeps for back, forward and the next start: plain text values
// only, no records.
type State map[string]string

// Page is one screen of an area. New pages are made by the area's constructor with
// their Host and a small interface of what they need.
type Page interface {
	// Title is shown in the window title and in back lists.
	Title() string
	// Content is the object to show; it stays the same over the page's life.
	Content() fyne.CanvasObject
	// Commands are the page's actions at this moment.
	Commands() []Command
	// Save and Restore keep filter, selection and scroll position.
	Save() State
	Restore(s State)
	// Focus puts the keyboard where work starts (the list, the first field).
	Focus()
	// Close ends the page; a page with unsaved work has kept a draft by now.
	Close()
}

// Recorder is implemented by pages that show records: what is chosen there now can be
// worked on from elsewhere (a mark is put on it). No ids: nothing is chosen.
type Recorder interface {
	Chosen() (kind string, ids []int64)
}

// Guard is implemented by pages that may refuse to be left: Leave calls proceed at
// once, or after the user has decided, or never.
type Guard interface {
	Leave(proceed func())
}

// Dropper is implemented by pages that take files dropped on the window.
type Dropper interface {
	DropFiles(paths []string)
}
