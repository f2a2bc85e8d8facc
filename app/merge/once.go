package merge

import (
	"context"

	"kontor/app/identity"
)

// onceOf is the part of a kind that is kept once.
func (s *Service) onceOf(of, kind string) Part {
	for _, p := range s.parts {
		if p.Of == of && p.Kind == kind && p.Once {
			return p
		}
	}
	return Part{}
}

// once puts what both records have into the bin where it would come twice: a file that is
// attached to either. What lies in the bin stays with the record that goes, so that undo
// finds it there.
func (s *Service) once(ctx context.Context, w Wish) (stays map[part]bool, err error) {
	stays = map[part]bool{}
	for _, p := range s.parts {
		if p.Of != w.Kind || !p.Once {
			continue
		}
		pairs, err := s.same(ctx, p, w)
		if err != nil {
			return stays, err
		}
		for _, pair := range pairs {
			if err := s.g.Service(p.Kind).Archive(identity.Elevated(ctx), pair[0], 0); err != nil {
				return stays, err
			}
			stays[part{p.Kind, pair[0]}] = true
		}
	}
	return stays, nil
}

// part names a record below the merged one.
type part struct {
	kind string
	id   int64
}
