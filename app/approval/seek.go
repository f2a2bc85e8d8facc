package approval

import (
	"context"
	"encoding/json"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/money"
)

// Document is a record on its way into an approval.
type Document struct {
	Entity string
	ID     int64
	Title  string // number or name, for lists
	Party  string // customer, supplier or payee, for lists
	Amount money.Minor
	Doc    any
}

// Seek submits a document of the acting person: its content now is kept as what was agreed
// to, its department is the person's first one. Errors as Submit.
func (s *Service) Seek(ctx context.Context, flow string, d Document) (*Approval, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	snapshot, err := json.Marshal(d.Doc)
	if err != nil {
		return nil, app.E(app.Internal, "internal").Because(err)
	}
	unit := int64(0)
	if len(a.Units) > 0 {
		unit = a.Units[0]
	}
	return s.Submit(ctx, flow, Subject{
		Entity: d.Entity, RecordID: d.ID, Title: d.Title, Party: d.Party, Amount: d.Amount, Unit: unit, Applicant: a.ID,
		Snapshot: string(snapshot), Type: s.g.Registry.Type(d.Entity), Doc: d.Doc,
	})
}
