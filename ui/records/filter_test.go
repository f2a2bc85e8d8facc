package records

import (
	"testing"
	"time"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/ui/kit"
)

// desk is a host that only has words and an actor.
type desk struct{ kit.Host }

func (desk) T(key string, args ...any) string { return words{"zh"}.T(key, args...) }
func (desk) Lang() string                     { return "zh" }
func (desk) Actor() *identity.Actor           { return &identity.Actor{Super: true} }

// CUS-16: groups of conditions inside groups survive the window of the filter, whatever is
// negated.
func TestFilterGroups(t *testing.T) {
	r := entity.NewRegistry(nil, time.UTC)
	r.Add(describeThing().Type)
	f := NewFilter(desk{}, Deps{Registry: r}, "thing")
	is := listing.Is
	paid, big := is("state", listing.In, "paid"), is("amount_minor", listing.Gt, "100")
	name, done := is("name", listing.Contains, "州"), is("done", listing.Eq, "1")
	for _, n := range []listing.Node{
		paid,
		listing.All(paid, big),
		listing.Any(paid, listing.All(big, done)),
		listing.All(paid, listing.Any(big, listing.All(name, done))),
		listing.All(paid, listing.Not(listing.Any(big, name))),
		listing.All(paid, listing.Not(listing.All(big, name))),
		listing.All(listing.Not(done), name),
		listing.Not(listing.Any(paid, big)),
	} {
		b := &builder{f: f}
		got, ok := b.filter(b.groupOf(n))
		if !ok || got.String() != n.String() {
			t.Errorf("%s became %s (%v)", n.String(), got.String(), ok)
		}
	}
}
