package data

import (
	"context"
	"fmt"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Through has lists of an entity find its records by those of another kind that follow
// them, too: customers by the name or the number of a contact. The other kind is searched
// with the rights of the acting person.
func (s *Search) Through(entity, follower string) {
	if s.through == nil {
		s.through = map[string][]string{}
	}
	s.through[entity] = append(s.through[entity], follower)
}

// about finds the records of a plan by whom they are about: the text of the plan in the
// record that ref points to, with the rights of the acting person. It begins with OR, and
// is empty when it adds nothing.
func (s *Search) about(ctx context.Context, p *listing.Plan, ref *entity.Field) (expr, error) {
	t := s.reg.Type(ref.To)
	if t == nil || !searchable(t) {
		return expr{}, nil
	}
	plan, err := listing.Allow(ctx, s.reg, identity.May(ref.To, identity.See), listing.Query{Entity: ref.To, Text: p.Text()})
	if app.KindOf(err) == app.Denied {
		return expr{}, nil
	}
	if err != nil {
		return expr{}, err
	}
	ids, many, err := s.own(ctx, plan, s.mostParties)
	if err != nil {
		return expr{}, err
	}
	var out expr
	switch {
	case many:
		out.add(" OR EXISTS (SELECT 1 FROM " + ref.To + " p WHERE p.id = t." + ref.Key)
		for _, word := range strings.Fields(p.Text()) {
			out.add(" AND "+s.db.Like("p."+t.Title), LikePattern(word))
		}
		out.add(")")
	case len(ids) > 0:
		in, arg := s.db.InIDs("t."+ref.Key, ids)
		out.add(" OR "+in, arg)
	}
	return out, nil
}

// byFollowers gives the records that the text of a plan finds through what follows them.
func (s *Search) byFollowers(ctx context.Context, p *listing.Plan) ([]int64, error) {
	var out []int64
	for _, kind := range s.through[p.Type().Name] {
		t := s.reg.Type(kind)
		if t == nil || t.Follows == "" || t.Field(t.Follows).To != p.Type().Name {
			return nil, app.E(app.Internal, "list.unknown_entity", "name", kind)
		}
		q := listing.Query{Entity: kind, Text: p.Text()}
		plan, err := listing.Allow(ctx, s.reg, identity.May(kind, identity.See), q)
		if app.KindOf(err) == app.Denied {
			continue
		}
		if err != nil {
			return nil, err
		}
		ids, _, err := s.own(ctx, plan, -1)
		if err != nil {
			return nil, err
		}
		if len(ids) == 0 {
			continue
		}
		in, arg := s.db.InIDs("id", ids)
		via := t.Field(t.Follows).Key
		up, err := int64s(s.db.read.QueryContext(ctx, s.db.SQL(fmt.Sprintf("SELECT DISTINCT %s FROM %s WHERE archived = 0 AND %s IS NOT NULL AND %s", via, kind, via, in)), arg))
		if err != nil {
			return nil, s.db.Problem(err)
		}
		out = append(out, up...)
	}
	return out, nil
}
