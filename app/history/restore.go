package history

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
)

// Restore gives fields of a record the values they had at an instant (Unix ms), all that
// people may write when no key is named. It is a new change with its own entry: what came
// since stays in the history. Rights and rules hold as for any save.
func (s *Service) Restore(ctx context.Context, kind string, id, at int64, keys ...string) error {
	m, err := s.AsOf(ctx, kind, id, at)
	if err != nil {
		return err
	}
	if !m.Existed || !m.Certain {
		return app.E(app.Conflict, "history.not_known")
	}
	svc := s.g.Service(kind)
	ctx = audit.Why(ctx, audit.Reason{Kind: "restore"})
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		_, err := svc.Update(ctx, id, 0, func(rec any) error {
			for _, f := range svc.Type().Fields() {
				wanted := len(keys) == 0 && !f.IsComputed && !f.IsHead || slices.Contains(keys, f.Key)
				if wanted && f.Store != entity.InSummary {
					f.Set(rec, f.Get(m.Rec))
				}
			}
			return nil
		})
		return err
	})
}
