// Package snippet is the room of texts that people write again and again, with the
// pictures that go with them: kept once for the whole company, put into an entry with one
// choice. SYS-36
package snippet

import (
	"context"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/blob"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// Snippets is the entity name.
const Snippets = "snippet"

// Use says where a text is offered.
type Use string

// The uses.
const (
	Anywhere Use = "any"
	FollowUp Use = "follow_up" // what was said and done with a customer
	Remark   Use = "remark"    // remarks and other long texts of records
)

// Snippet is a text with a name, or a picture of the company's collection, or both.
type Snippet struct {
	entity.Head
	Name    string
	Use     Use
	Text    string
	Picture string // blob.Ref
	Pos     int64
}

// Describe describes snippets; everybody sees them.
func Describe() *entity.Desc[Snippet] {
	return entity.Describe(Snippets, "name", func(x *Snippet, e *entity.Fields) {
		e.Open()
		e.Text("name", &x.Name).Must().Only().Max(60)
		entity.Choice(e, "use", &x.Use, Anywhere, FollowUp, Remark).Else(entity.Str(string(Anywhere)))
		e.LongText("text", &x.Text).Max(4000)
		e.File("picture", &x.Picture).IsPicture = true
		e.Int("pos", &x.Pos)
	})
}

// Service is the use cases of snippets.
type Service struct {
	Snippets *record.Service[Snippet]
}

// New makes the service.
func New(g *record.Ground) *Service {
	s := &Service{record.New(g, Describe())}
	s.Snippets.Rule = func(_ context.Context, _, after *Snippet) error {
		if strings.TrimSpace(after.Text) == "" && after.Picture == "" {
			return app.E(app.Invalid, "snippet.empty").At("text")
		}
		if _, ok := blob.ParseRef(after.Picture); after.Picture != "" && !ok {
			return app.E(app.Invalid, "attachment.file").At("picture")
		}
		return nil
	}
	return s
}

// Offered lists the texts for a use, in their order; who may see none is offered none.
func (s *Service) Offered(ctx context.Context, use Use) ([]*Snippet, error) {
	list, err := s.Snippets.Find(ctx, listing.All(listing.Is("use", listing.In, string(use), string(Anywhere)), listing.Is("text", listing.Filled)),
		listing.Sort{Key: "pos"}, listing.Sort{Key: "name"})
	if app.KindOf(err) == app.Denied && err != nil {
		return nil, nil
	}
	return list, err
}

// Fill puts what is known into a text: {{today}}, {{me}}, {{customer}}, {{contact}}. What is
// not known stays as it stands, so that it is seen and typed.
func Fill(ctx context.Context, text string, known map[string]string) string {
	var pairs []string
	for key, value := range known {
		if value != "" {
			pairs = append(pairs, "{{"+key+"}}", value)
		}
	}
	if a, err := identity.From(ctx); err == nil {
		pairs = append(pairs, "{{me}}", a.Name)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// Key names a snippet in a list of choices.
func (x *Snippet) Key() string { return strconv.FormatInt(x.ID, 10) }
