package printroom

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"github.com/google/uuid"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/paper"
)

// Document is what the print room needs to know of a document that prints.
type Document struct {
	Kind   paper.Kind
	Number string
	Prints int64 // how often it was printed before, as far as the document itself counts that
	// Fill gives what stands on it; count is the number of this print.
	Fill func(ctx context.Context, count int64, stamp bool) (paper.Data, error)
	// Printed counts a print.
	Printed func(ctx context.Context) error
}

// Documents finds documents by their kind of record.
type Documents func(ctx context.Context, kind string, id int64) (Document, error)

// Wish says how to print.
type Wish struct {
	Template   string  `json:"template,omitempty"` // "" is the usual one of the kind
	Language   string  `json:"language,omitempty"`
	Printer    string  `json:"printer,omitempty"`
	Copies     int     `json:"copies,omitempty"`
	Parts      int     `json:"parts,omitempty"`
	OneStrike  bool    `json:"one_strike,omitempty"`
	PrePrinted bool    `json:"preprinted,omitempty"`
	Stamp      bool    `json:"stamp,omitempty"`
	OffsetX    float64 `json:"x,omitempty"`
	OffsetY    float64 `json:"y,omitempty"`
}

// Item is one document to print. Fill stands for documents that are no record (lists): they
// can be printed again only while the program runs.
type Item struct {
	Kind     string // entity
	ID       int64
	Document paper.Kind
	Title    string // of a list
	Fill     func(ctx context.Context, count int64, stamp bool) (paper.Data, error)
}

// Ask puts documents into the queue as one batch and gives its jobs; Run prints them.
// Everybody may who may print the documents: Run checks each.
func (s *Service) Ask(ctx context.Context, items []Item, w Wish) (batch string, jobs []*Job, err error) {
	if _, err := identity.From(ctx); err != nil {
		return "", nil, err
	}
	if len(items) == 0 {
		return "", nil, app.E(app.Invalid, "print_job.none")
	}
	options, err := json.Marshal(w)
	if err != nil {
		return "", nil, err
	}
	batch = uuid.Must(uuid.NewV7()).String()
	now := s.g.Clock.Now().UnixMilli()
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		for _, it := range items {
			j := s.Jobs.Desc.New()
			j.Number, j.Kind, j.RecordID, j.Document = it.Title, it.Kind, it.ID, string(it.Document)
			j.Template, j.TitleOf, j.Printer, j.Copies, j.Parts = w.Template, s.titleOf(w.Template), w.Printer, int64(max(w.Copies, 1)), int64(w.Parts)
			j.Options, j.State, j.Stamp, j.Batch, j.AskedAt = string(options), Waiting, w.Stamp, batch, now
			if j.Number == "" {
				j.Number = it.Kind + " " + strconv.FormatInt(it.ID, 10)
			}
			if err := s.Jobs.Create(identity.Elevated(ctx), j); err != nil {
				return err
			}
			jobs = append(jobs, j)
		}
		return nil
	})
	if err != nil {
		return "", nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, it := range items {
		if it.Fill != nil {
			s.fills[jobs[i].ID] = it.Fill
		}
	}
	return batch, jobs, nil
}

func (s *Service) titleOf(template string) string {
	if s.Press == nil {
		return template
	}
	if t, ok := s.Owned(template); ok {
		return t.Name
	}
	for _, k := range paper.Kinds {
		for _, t := range s.Press.Templates(k) {
			if t.Name == template {
				return t.Title.ZH
			}
		}
	}
	return template
}

// Progress tells how far a batch is.
type Progress struct {
	Total, Done, Failed int
	Last                *Job
}

// Run prints the waiting jobs of a batch, one after the other. One that fails does not stop
// the others: it stays with its reason and can be tried again. When ctx ends, what was not
// begun is cancelled. tell is called after each job.
func (s *Service) Run(ctx context.Context, batch string, tell func(Progress)) (Progress, error) {
	jobs, err := s.Jobs.Find(identity.Elevated(ctx), listing.All(listing.Is("batch", listing.Eq, batch), listing.Is("state", listing.In, string(Waiting))), listing.Sort{Key: "id"})
	if err != nil {
		return Progress{}, err
	}
	p := Progress{Total: len(jobs)}
	if tell == nil {
		tell = func(Progress) {}
	}
	for _, j := range jobs {
		if ctx.Err() != nil {
			break
		}
		last, err := s.one(ctx, j)
		if ctx.Err() != nil && last == nil {
			break
		}
		if last == nil {
			return p, err
		}
		if p.Last = last; last.State == Failed {
			p.Failed++
		} else {
			p.Done++
		}
		tell(p)
	}
	if ctx.Err() != nil {
		return p, s.Cancel(context.WithoutCancel(ctx), batch)
	}
	return p, nil
}

// one prints one job and stores what became of it. The error is of the storage; what the
// printing said stands in the job.
func (s *Service) one(ctx context.Context, j *Job) (*Job, error) {
	up := identity.Elevated(context.WithoutCancel(ctx))
	j, err := s.Jobs.Update(up, j.ID, 0, func(j *Job) error {
		if j.State != Waiting {
			return app.E(app.Conflict, "print_job.taken", "number", j.Number)
		}
		j.State, j.Error = Printing, ""
		j.Tries++
		return nil
	})
	if err != nil {
		return nil, err
	}
	res, err := s.send(ctx, j)
	if err != nil && ctx.Err() != nil { // stopped while it was laid out: nothing printed
		return s.Jobs.Update(up, j.ID, 0, func(j *Job) error { j.State = Cancelled; return nil })
	}
	return s.Jobs.Update(up, j.ID, 0, func(j *Job) error {
		j.Number, j.Reprint, j.Pages, j.Document = res.number, res.count, res.pages, string(res.kind)
		if err != nil {
			j.State, j.Error = Failed, s.sentence(err)
			return nil
		}
		j.State, j.Printer, j.QueueID, j.File = Done, res.out.Printer, res.out.ID, res.out.File
		if res.out.ID != "" {
			j.State = Sent
		}
		j.DoneAt = s.g.Clock.Now().UnixMilli()
		return nil
	})
}

// sent is what became of one document.
type sent struct {
	number string
	kind   paper.Kind
	count  int64
	pages  int64
	out    paper.Printed
}

// send fills, lays out and prints one document, and counts the print.
func (s *Service) send(ctx context.Context, j *Job) (sent, error) {
	res := sent{number: j.Number, kind: paper.Kind(j.Document), count: 1}
	var w Wish
	if err := json.Unmarshal([]byte(j.Options), &w); err != nil {
		return res, err
	}
	d, err := s.document(ctx, j)
	if err != nil {
		return res, err
	}
	if d.Number != "" {
		res.number = d.Number
	}
	res.kind, res.count = d.Kind, d.Prints+1
	data, err := d.Fill(ctx, res.count, w.Stamp)
	if err != nil {
		return res, err
	}
	doc, _, err := s.Press.Layout(ctx, paper.Request{
		Kind: d.Kind, Template: w.Template, Language: w.Language, Data: data, Now: s.g.Clock.Now(),
		Options: paper.Options{Parts: w.Parts, OneStrike: w.OneStrike, PrePrinted: w.PrePrinted, OffsetX: w.OffsetX, OffsetY: w.OffsetY},
	})
	if err != nil {
		return res, err
	}
	res.pages = int64(len(doc.Pages))
	if res.out, err = s.Press.Print(ctx, doc, paper.Job{Printer: w.Printer, Copies: int(j.Copies), Title: res.number}); err != nil {
		return res, err
	}
	if d.Printed == nil {
		return res, nil
	}
	return res, d.Printed(context.WithoutCancel(ctx))
}

func (s *Service) document(ctx context.Context, j *Job) (Document, error) {
	if j.RecordID != 0 {
		d, err := s.Documents(ctx, j.Kind, j.RecordID)
		if err != nil {
			return d, err
		}
		logged, err := s.Before(ctx, j.Kind, j.RecordID)
		d.Prints = max(d.Prints, logged)
		return d, err
	}
	s.mu.Lock()
	fill := s.fills[j.ID]
	s.mu.Unlock()
	if fill == nil {
		return Document{}, app.E(app.NotFound, "print_job.list_gone", "title", j.Number)
	}
	return Document{Kind: paper.Kind(j.Document), Number: j.Number, Fill: fill}, nil
}

// Before tells how often the log says that a document was printed: from the second print on
// every paper carries 补打 and its number.
func (s *Service) Before(ctx context.Context, kind string, id int64) (int64, error) {
	return s.Jobs.Count(identity.Elevated(ctx), listing.All(
		listing.Is("kind", listing.Eq, kind), listing.Is("record_id", listing.Eq, strconv.FormatInt(id, 10)), listing.Is("state", listing.In, string(Sent), string(Done)),
	))
}

func (s *Service) sentence(err error) string {
	if s.Sentence != nil {
		return s.Sentence(err)
	}
	return err.Error()
}

// Retry puts jobs that failed or were cancelled back into the queue as a batch; Run prints
// it. Only who printed them may, or who may change the whole queue.
func (s *Service) Retry(ctx context.Context, ids []int64) (batch string, err error) {
	batch = uuid.Must(uuid.NewV7()).String()
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		for _, id := range ids {
			_, err := s.Jobs.Update(ctx, id, 0, func(j *Job) error {
				if j.State != Failed && j.State != Cancelled && j.State != Waiting && !s.stale(j) {
					return app.E(app.Conflict, "print_job.not_failed", "number", j.Number)
				}
				j.State, j.Batch, j.Error, j.QueueID = Waiting, batch, "", ""
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return batch, err
}

// stale tells whether a job was left in the middle: the program ended while it printed.
func (s *Service) stale(j *Job) bool {
	return j.State == Printing && s.g.Clock.Now().Sub(time.UnixMilli(j.UpdatedAt)) > 5*time.Minute
}

// Cancel takes what still waits of a batch out of the queue.
func (s *Service) Cancel(ctx context.Context, batch string) error {
	return s.end(ctx, listing.All(listing.Is("batch", listing.Eq, batch), listing.Is("state", listing.In, string(Waiting))))
}

func (s *Service) end(ctx context.Context, which listing.Node) error {
	jobs, err := s.Jobs.Find(identity.Elevated(ctx), which)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if _, err := s.Jobs.Update(identity.Elevated(ctx), j.ID, 0, func(j *Job) error { j.State = Cancelled; return nil }); err != nil {
			return err
		}
	}
	return nil
}

// CancelJob takes one job back: out of the queue, or out of the printer's own when it is
// there already.
func (s *Service) CancelJob(ctx context.Context, id int64) error {
	j, err := s.Jobs.Get(ctx, id)
	if err != nil {
		return err
	}
	switch j.State {
	case Sent:
		if err := s.Press.Withdraw(ctx, paper.Printed{Printer: j.Printer, ID: j.QueueID}); err != nil {
			return err
		}
	case Waiting, Failed:
	default:
		return app.E(app.Conflict, "print_job.not_waiting", "number", j.Number)
	}
	_, err = s.Jobs.Update(ctx, id, 0, func(j *Job) error { j.State = Cancelled; return nil })
	return err
}

// Follow asks the printers what became of the jobs they took. One that stands still or whose
// printer vanished is taken back and fails with the reason, so that it can be tried again
// without printing twice. It tells how many are still on their way.
func (s *Service) Follow(ctx context.Context) (open int, err error) {
	up := identity.Elevated(ctx)
	jobs, err := s.Jobs.Find(up, listing.Is("state", listing.In, string(Sent)))
	if err != nil {
		return 0, err
	}
	for _, j := range jobs {
		at := paper.Printed{Printer: j.Printer, ID: j.QueueID}
		p, err := s.Press.Follow(ctx, at)
		if err != nil {
			return open, err
		}
		state, why := Done, ""
		switch p.State {
		case paper.OnItsWay:
			open++
			continue
		case paper.Stopped:
			state, why = Failed, s.sentence(app.E(app.Internal, "paper.printer_stopped", "printer", j.Printer, "reason", p.Reason))
		case paper.Gone:
			state, why = Failed, s.sentence(app.E(app.NotFound, "paper.printer_gone", "printer", j.Printer))
		}
		if state == Failed {
			if err := s.Press.Withdraw(ctx, at); err != nil && !errors.Is(err, context.Canceled) {
				why += " " + s.sentence(err)
			}
		}
		if _, err := s.Jobs.Update(up, j.ID, 0, func(j *Job) error { j.State, j.Error = state, why; return nil }); err != nil {
			return open, err
		}
	}
	return open, nil
}
