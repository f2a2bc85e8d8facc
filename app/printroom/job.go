package printroom

import (
	"kontor/app/entity"
)

// Jobs are the kind of records of the print queue, which is the print log as well.
const Jobs = "print_job"

// State of a job.
type State string

// The states.
const (
	Waiting   State = "waiting"
	Printing  State = "printing"
	Sent      State = "sent" // taken by the printer's system, not out yet
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// Job is one document on its way to a printer, and afterwards the note that it was printed:
// who, when, what, where, how often. Its owner is who printed.
type Job struct {
	entity.Head
	Number   string // of the document
	Kind     string // entity of the document; "" is a list
	RecordID int64
	Document string // paper.Kind
	Template string // name for the press
	TitleOf  string // what the template is called
	Printer  string // queue; "" saves a PDF
	Copies   int64
	Parts    int64
	Options  string // JSON of Wish
	State    State
	Reprint  int64 // which print it was: 1 is the first
	Stamp    bool  // the picture of the stamp was on it
	Pages    int64
	Error    string // the sentence
	QueueID  string // what the printer's system calls it
	File     string // the PDF that was saved because there is no printer
	Tries    int64
	Batch    string // jobs ordered together
	AskedAt  int64
	DoneAt   int64
}

// DescribeJob describes the queue.
func DescribeJob() *entity.Desc[Job] {
	return entity.Describe(Jobs, "number", func(x *Job, e *entity.Fields) {
		e.Text("number", &x.Number).Computed().Max(200)
		entity.Choice(e, "state", &x.State, Waiting, Printing, Sent, Done, Failed, Cancelled).Computed()
		e.Text("kind", &x.Kind).Computed().Unlisted().Max(40)
		e.Int("record_id", &x.RecordID).Computed().Unlisted()
		entity.Choice(e, "document", &x.Document, kinds()...).Computed().Dict = paperKinds
		e.Text("template", &x.Template).Computed().Unlisted().Max(80)
		e.Text("template_name", &x.TitleOf).Computed().Max(120)
		e.Text("printer", &x.Printer).Computed().Max(120)
		e.Int("copies", &x.Copies).Computed()
		e.Int("parts", &x.Parts).Computed()
		e.LongText("options", &x.Options).Computed().Unlisted().Silent()
		e.Int("reprint", &x.Reprint).Computed()
		e.Flag("stamp", &x.Stamp).Computed()
		e.Int("pages", &x.Pages).Computed()
		e.Text("error", &x.Error).Computed().Max(600)
		e.Text("queue_id", &x.QueueID).Computed().Unlisted().Max(120)
		e.Text("file", &x.File).Computed().Unlisted().Max(400)
		e.Int("tries", &x.Tries).Computed()
		e.Text("batch", &x.Batch).Computed().Unlisted().Max(40)
		e.Instant("asked_at", &x.AskedAt).Computed()
		e.Instant("done_at", &x.DoneAt).Computed()
	})
}
