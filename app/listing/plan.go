package listing

import (
	"kontor/app/entity"
)

// Plan is a query the acting person may run, with everything resolved: fields, scope,
// masks. Only Allow makes one. Storage reads it through its methods.
type Plan struct {
	typ     *entity.Type
	reach   Reach
	cond    Cond
	text    string
	found   []*entity.Field
	own     []*entity.Field
	order   []Term
	columns []Column
	totals  []*entity.Field
	shelf   int64
	query   Query
}

// Type is the entity listed.
func (p *Plan) Type() *entity.Type { return p.typ }

// Reach says whose records the list may show.
func (p *Plan) Reach() Reach { return p.reach }

// Cond is the resolved filter.
func (p *Plan) Cond() Cond { return p.cond }

// Text is what to search in the fields Found.
func (p *Plan) Text() string { return p.text }

// Found lists the searchable fields the person sees in full.
func (p *Plan) Found() []*entity.Field { return p.found }

// FoundOwn lists the searchable fields the person sees in full on own records only
// (Reach.Own): a search for them may find no others.
func (p *Plan) FoundOwn() []*entity.Field { return p.own }

// Order is the resolved order; storage adds the id as the last term.
func (p *Plan) Order() []Term { return p.order }

// Columns lists the columns of a Row in their order. Hidden columns of the query are
// missing here.
func (p *Plan) Columns() []Column { return p.columns }

// Totals lists the fields that Sum adds up.
func (p *Plan) Totals() []*entity.Field { return p.totals }

// Shelf is entity.Live, or entity.Binned for the recycle bin.
func (p *Plan) Shelf() int64 { return p.shelf }

// Query is the wish the plan was made of.
func (p *Plan) Query() Query { return p.query }

// Column is one column of a row.
type Column struct {
	entity.Path
	Masked bool  // shown in part unless the record (of Target) is the actor's own
	Veiled bool  // shown in part, whoever asks, while the record's veil is down
	Reach  Reach // of Target, when the column goes through a reference
}

// Term is one term of the order.
type Term struct {
	Column
	Desc bool
}

// Cond is a resolved condition: a group when Column is nil. Arguments have the shape of
// the column's cells. Dates and instants come as Eq, Ne, Lt, Le, Gt, Ge only.
type Cond struct {
	Any    bool
	Not    bool
	Kids   []Cond
	Column *Column
	Op     Op
	Args   []entity.Value
}

// IsZero tells whether the condition always holds.
func (c Cond) IsZero() bool { return c.Column == nil && len(c.Kids) == 0 && !c.Not }

// Reach says whose records of one entity somebody may see or change. Either All, or the
// records of Owners, of Units, and those shared with Person; with Parent set, those
// whose record behind the reference Via is within Parent as well.
type Reach struct {
	Type   *entity.Type
	All    bool
	None   bool // nothing at all
	Owners []int64
	Units  []int64
	Person int64
	// Unowned adds the records that nobody owns, see entity.Fields.Commons.
	Unowned bool
	Change  bool  // only shares that allow changes count
	Now     int64 // Unix ms; shares end
	Via     *entity.Field
	Parent  *Reach
	Own     []int64 // persons whose records are shown without masks
}

// Everything tells whether nothing narrows the list.
func (r Reach) Everything() bool { return r.All && r.Parent == nil && !r.None }
