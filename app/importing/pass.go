package importing

import (
	"context"
	"time"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/record"
)

// Job is one import, dry or real.
type Job struct {
	Kind     Kind
	Source   Source
	Mapping  Mapping
	Orders   []Order        // what Inspect saw of the order of dates, by column
	Progress func(Progress) // may be nil; called from the goroutine that works
}

// Stage says what an import is doing.
type Stage string

// The stages.
const (
	Checking   Stage = "check"   // the dry run
	Staging    Stage = "write"   // rows are checked and written where nobody sees them
	Publishing Stage = "publish" // and become visible
	Reverting  Stage = "revert"
)

// Progress is how far an import is.
type Progress struct {
	Stage  Stage
	Rows   int     // rows read, or records published
	Share  float64 // 0 … 1 of this stage
	Faults int
}

// chunkRows is how many rows are checked and written at once.
const chunkRows = 400

// pass is one way through a file.
type pass struct {
	s     *Service
	job   Job
	actor *identity.Actor

	main, side *entity.Type
	targets    []Target // by column of the file; without a field: left out
	used       []int    // the columns that fill a field
	defaults   []filled
	conv       converter
	look       *lookup

	bulk, sideBulk *record.Bulk
	write          bool
	importID       int64
	lines          []int       // the row of each staged record
	sideLines      []int       // and of each staged side
	sideOf         map[int]int // position of a record → position of its side, from 1
	inFile         map[string]int
	unique         []*entity.Field
	refNames       map[refKey]string
	formats        []map[string]bool // spellings of dates, by column
	writing        *writing          // the chunk that is being written; nil: none
	report         *Report
}

// filled is a value for a field.
type filled struct {
	target Target
	value  entity.Value
	text   string
}

// draft is one row on its way.
type draft struct {
	line   int
	cells  []Cell // by position in pass.used
	vals   []filled
	faults []Fault
	rec    any // the new record
	side   any // the new side of it
	old    any // the record found
	done   bool

	mobiles []mobileName // what the rule of duplicates compares
}

func (s *Service) newPass(ctx context.Context, job Job, write bool) (*pass, error) {
	targets, err := s.Targets(ctx, job.Kind)
	if err != nil {
		return nil, err
	}
	if err := job.Mapping.check(targets); err != nil {
		return nil, err
	}
	actor, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	p := &pass{
		s: s, job: job, actor: actor, write: write, look: newLookup(s), main: s.g.Registry.Type(job.Kind.Entity),
		inFile: map[string]int{}, sideOf: map[int]int{}, refNames: map[refKey]string{},
		report: &Report{Dry: !write, Checks: make([]Check, len(job.Mapping.Columns))},
	}
	for _, f := range p.main.Fields() {
		if f.Unique {
			p.unique = append(p.unique, f)
		}
	}
	p.conv = s.converter(job.Orders, job.Mapping.Dates)
	p.conv.find = func(kind, name string) (int64, error) { return p.look.find(kind, name, actor.ID) }
	p.targets = make([]Target, len(job.Mapping.Columns))
	p.formats = make([]map[string]bool, len(job.Mapping.Columns))
	for i, c := range job.Mapping.Columns {
		if t, ok := targetNamed(targets, c.Field); ok {
			p.targets[i] = t
			p.used = append(p.used, i)
			if t.Side {
				p.side = t.Type
			}
		}
	}
	return p, p.readDefaults(ctx, targets)
}

// readDefaults turns the texts of the defaults into values. A default that cannot be
// read refuses the import.
func (p *pass) readDefaults(ctx context.Context, targets []Target) error {
	for key, text := range p.job.Mapping.Defaults {
		t, _ := targetNamed(targets, key)
		if t.Field.Kind == entity.KindRef {
			if err := p.look.learn(ctx, t.Field.To, []string{text}); err != nil {
				return err
			}
		}
		v, ok, err := p.conv.value(-1, Column{}, t, Cell{Text: text})
		if err != nil {
			return err
		}
		if ok {
			p.defaults = append(p.defaults, filled{t, v, text})
			if t.Side {
				p.side = t.Type
			}
		}
	}
	return nil
}

// open starts the bulk runs, which check the right to import and to write each field.
func (p *pass) open(ctx context.Context) error {
	if p.job.Mapping.Mode == Update {
		return nil
	}
	var main, side []string
	add := func(t Target) {
		switch {
		case t.Field == nil:
		case t.Side:
			side = append(side, t.Field.Key)
		default:
			main = append(main, t.Field.Key)
		}
	}
	for _, t := range p.targets {
		add(t)
	}
	for _, d := range p.defaults {
		add(d.target)
	}
	var err error
	params := record.BulkParams{ImportID: p.importID, Reason: p.job.Source.Info().Name, Verb: identity.Import, Columns: main}
	if p.bulk, err = p.s.g.Service(p.main.Name).OpenBulk(ctx, params); err != nil || p.side == nil {
		return err
	}
	params.Columns, params.Verb = side, identity.Add
	p.sideBulk, err = p.s.g.Service(p.side.Name).OpenBulk(ctx, params)
	return err
}

func (p *pass) close(ctx context.Context) error {
	var first error
	for _, b := range []*record.Bulk{p.sideBulk, p.bulk} {
		if b == nil {
			continue
		}
		if err := b.Close(ctx); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// rows goes through the file, chunk by chunk: while one is checked, the next is read and
// the one before is written.
func (p *pass) rows(ctx context.Context) error {
	began := p.s.g.Clock.Now()
	in, err := p.job.Source.Open(p.job.Mapping.Layout)
	if err != nil {
		return err
	}
	ahead := p.readAhead(in)
	defer ahead.close()
	err = p.chunks(ctx, ahead, began)
	if end := p.written(); err == nil {
		err = end
	}
	if err == nil {
		p.tell(1, began)
	}
	return err
}

func (p *pass) chunks(ctx context.Context, ahead *reading, began time.Time) error {
	for c := range ahead.chunks {
		if c.err != nil {
			return c.err
		}
		if err := p.chunk(ctx, c.rows); err != nil {
			return err
		}
		p.tell(c.share, began)
	}
	return nil
}

func (p *pass) tell(share float64, began time.Time) {
	p.report.Took = p.s.g.Clock.Now().Sub(began)
	stage := Checking
	if p.write {
		stage = Staging
	}
	p.progress(Progress{Stage: stage, Rows: p.report.Rows, Share: share, Faults: p.report.Failed})
}

func (p *pass) progress(x Progress) {
	if p.job.Progress != nil {
		p.job.Progress(x)
	}
}

// chunk takes some hundred rows through all steps.
func (p *pass) chunk(ctx context.Context, chunk []*draft) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p.report.Rows += len(chunk)
	steps := []func(context.Context, []*draft) error{p.convert, p.match, p.build, p.doubles, p.change, p.stage}
	for _, step := range steps {
		if err := step(ctx, chunk); err != nil {
			return err
		}
	}
	return nil
}

// convert turns cells into values, after the names in them have been looked up.
func (p *pass) convert(ctx context.Context, chunk []*draft) error {
	for at, i := range p.used {
		f := p.targets[i].Field
		if f.Kind != entity.KindRef {
			continue
		}
		var names []string
		for _, d := range chunk {
			text := d.cells[at].Text
			if with, ok := p.job.Mapping.Columns[i].Values[text]; ok {
				text = with
			}
			if text != "" {
				names = append(names, text)
			}
		}
		if err := p.look.learn(ctx, f.To, names); err != nil {
			return err
		}
	}
	for _, d := range chunk {
		if err := p.convertRow(d); err != nil {
			return err
		}
	}
	return nil
}

func (p *pass) convertRow(d *draft) error {
	for at, i := range p.used {
		t, cell := p.targets[i], d.cells[at]
		check := &p.report.Checks[i]
		v, ok, err := p.conv.value(i, p.job.Mapping.Columns[i], t, cell)
		if err == nil && ok {
			err = t.Field.CheckValue(v) // so that all that is wrong with a row is told at once
		}
		if cell.Text != "" {
			check.Filled++
		}
		if err != nil {
			e := asError(err)
			if e.Kind == app.Internal {
				return err
			}
			check.Faults++
			if e.Key == errNobody.Key {
				p.nobody(check, cell.Text)
			}
			d.faults = append(d.faults, Fault{Line: d.line, Field: t.Key, Text: cell.Text, Err: e})
			continue
		}
		if !ok {
			if t.Field.Kind == entity.KindRef && cell.Text != "" && !isNothing(cell.Text, entity.KindRef) {
				p.nobody(check, cell.Text) // left empty by Unknown == Leave
			}
			continue
		}
		p.note(i, t, cell)
		d.vals = append(d.vals, filled{t, v, cell.Text})
	}
	return nil
}

func (p *pass) nobody(check *Check, name string) {
	if check.Unknown == nil {
		check.Unknown = map[string]int{}
	}
	if _, ok := check.Unknown[name]; ok || len(check.Unknown) < keepUnknown {
		check.Unknown[name]++
	}
}

// note collects what the page says about a column: long numbers, spellings of dates.
func (p *pass) note(i int, t Target, cell Cell) {
	switch t.Field.Kind {
	case entity.KindDate, entity.KindInstant:
		if p.formats[i] == nil {
			p.formats[i] = map[string]bool{}
		}
		if s := shape(cell.Text); len(p.formats[i]) < 20 && !p.formats[i][s] {
			p.formats[i][s] = true
			p.report.Checks[i].Spellings = len(p.formats[i])
		}
	case entity.KindText:
		if len(cell.Text) == 18 && cell.Text[0] >= '0' && cell.Text[0] <= '9' {
			p.report.Checks[i].Long = true
		}
	}
}

// shape writes 9 for each run of digits: 2026/3/12 and 2026/12/1 are spelled alike.
func shape(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if r >= '0' && r <= '9' {
			r = '9'
			if len(out) > 0 && out[len(out)-1] == '9' {
				continue
			}
		}
		out = append(out, r)
	}
	return string(out)
}
