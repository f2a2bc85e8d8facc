package paper

import (
	"context"
	"image"
	"time"

	"kontor/app/money"
)

// Data is what an area hands to a template; see the package comment.
type Data map[string]any

// Words is a text in both languages; the language of the document chooses.
type Words struct{ ZH, EN string }

// Request asks for a document.
type Request struct {
	Kind     Kind
	Template string // name of a template; "" takes the kind's default for the paper
	Paper    string // key of a Size; "" takes the template's
	Language string // zh, en or both; "" takes the template's
	Draft    []byte // the text of a template that is being written; it stands for Template
	Data     Data
	Options  Options
	Now      time.Time // goes into the file as its time of making
}

// Options of printing.
type Options struct {
	Parts      int  // 1 … 4 parts, each a page of its own with its name at the edge; 0 takes the template's
	OneStrike  bool // carbon paper: one page that names all parts
	PrePrinted bool // data only, on forms that carry the lines and labels already
	OffsetX    float64
	OffsetY    float64     // mm, right and down
	Words      money.Style // how amounts in words are written
	// Trace fills Doc.Spots: where every element of the template came to stand.
	Trace bool
	// Label, when set, prints the names of fields instead of their values; every element shows.
	Label func(field string) string
}

// Warning tells of something that the reader of a preview should know. Key names the text
// "paper.warning.<key>".
type Warning struct {
	Key  string
	Page int // 1 …, 0 for the whole document
	Args map[string]any
}

// Template tells about a template.
type Template struct {
	Name    string // quote-standard
	Kind    Kind
	Title   Words
	Paper   string
	Parts   []Words // names of the parts
	Shipped bool    // comes with the program; others belong to the company
	Sheet   bool    // a workbook: it can be saved filled, too
}

// Printer is a printer of this computer.
type Printer struct {
	Name    string // the queue
	Title   string // what people call it
	Default bool
	Ready   bool
	State   string // what the system says about it
}

// Job says where and how often to print.
type Job struct {
	Printer string // "" is the default printer; without any the PDF is saved and opened
	Copies  int
	Title   string // name in the printer's queue
}

// Printed says what became of a job.
type Printed struct {
	Printer string // the queue that took it, or ""
	ID      string // the job's name in that queue, when the system tells
	File    string // the PDF that was saved and opened because there is no printer
}

// Progress says what became of a job after the system took it.
type Progress struct {
	State  ProgressState
	Reason string // what the system says
}

// ProgressState is how far a job is.
type ProgressState string

// The states of a job in the system's own queue.
const (
	OnItsWay ProgressState = "waiting"
	Out      ProgressState = "done"
	Stopped  ProgressState = "stopped" // the printer does not take it
	Gone     ProgressState = "gone"    // the printer is no longer there
)

// Press lays out and prints. It may be used from several goroutines.
type Press interface {
	// Templates lists the templates of a kind, the default first.
	Templates(kind Kind) []Template
	// Layout makes the pages. Errors: NotFound paper.no_template; Invalid paper.template.*
	// with the line of the template; Invalid paper.too_many_pages (500), paper.too_slow (10 s);
	// the context's error when it was cancelled.
	Layout(ctx context.Context, r Request) (*Doc, []Warning, error)
	// PDF writes the document as a file; the same document gives the same bytes.
	PDF(doc *Doc) ([]byte, error)
	// Picture paints page 1 … at a resolution in dots per inch.
	Picture(doc *Doc, page int, dpi float64) (*image.RGBA, error)
	// Print sends the document to a printer. Errors: NotFound paper.no_printer,
	// Internal paper.print_failed with what the system said.
	Print(ctx context.Context, doc *Doc, job Job) (Printed, error)
	// Printers lists the printers of this computer, the default first; none is no error.
	Printers(ctx context.Context) ([]Printer, error)
	// Follow tells what became of a job that Print handed over. Where the system does not say,
	// it is Out.
	Follow(ctx context.Context, p Printed) (Progress, error)
	// Withdraw takes a job that is not out yet back out of the system's queue.
	Withdraw(ctx context.Context, p Printed) error
}
