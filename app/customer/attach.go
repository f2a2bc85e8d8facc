package customer

import (
	"context"

	"kontor/app/identity"
)

// Attach notes an attached file in a customer's timeline: its name, and where its bytes
// are kept, as JSON. The person needs to be allowed to change the customer.
func (s *Service) Attach(ctx context.Context, id int64, name, data string) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.mayChange(ctx, id, identity.Change); err != nil {
			return err
		}
		return s.Log(ctx, Activity{CustomerID: id, Kind: NoteFile, Title: name, Data: data})
	})
}
