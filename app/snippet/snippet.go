// Package snippet is the room of texts that people write again and again, with the
// pictures that go with them: kept once for the whole company, put into an entry with one
// choice. SYS-36
package snippet

import (
	"context"
	"slices"
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
	Terms    Use = "terms"     // terms of quotes, orders, contracts, purchase orders (SAL-17)
)

// Paper is a kind of document with terms, by its entity name.
type Paper string

// The documents whose drafts may begin with terms.
const (
	Quote         Paper = "quote"
	Order         Paper = "sales_order"
	Contract      Paper = "contract"
	PurchaseOrder Paper = "purchase_order"
)

// Snippet is a text with a name, or a picture of the company's collection, or both.
type Snippet struct {
	entity.Head
	Name    string
	Use     Use
	Text    string
	English string  // instead of Text in documents in a foreign currency; "" = Text there too
	Begins  []Paper // documents that stand with it from the start
	Picture string  // blob.Ref
	Pos     int64
}

// Describe describes snippets; everybody sees them.
func Describe() *entity.Desc[Snippet] {
	return entity.Describe(Snippets, "name", func(x *Snippet, e *entity.Fields) {
		e.Open()
		e.Text("name", &x.Name).Must().Only().Max(60)
		entity.Choice(e, "use", &x.Use, Anywhere, FollowUp, Remark, Terms).Else(entity.Str(string(Anywhere)))
		e.LongText("text", &x.Text).Max(4000)
		e.LongText("text_en", &x.English).Max(4000).Group("terms")
		entity.Multi(e, "begins", &x.Begins, Quote, Order, Contract, PurchaseOrder).Group("terms")
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

// In is the text in a document in the company's language, or in a foreign one.
func (x *Snippet) In(foreign bool) string {
	if foreign && x.English != "" {
		return x.English
	}
	return x.Text
}

// Standing are the terms with which new documents of a kind begin, a line each, in their
// order; "" when the company has named none. Whoever writes a document gets them.
func (s *Service) Standing(ctx context.Context, of Paper, foreign bool) (string, error) {
	list, err := s.Snippets.Find(identity.System(ctx, "terms"), listing.Is("use", listing.Eq, string(Terms)), listing.Sort{Key: "pos"}, listing.Sort{Key: "name"})
	if err != nil {
		return "", err
	}
	text := ""
	for _, x := range list {
		if slices.Contains(x.Begins, of) {
			text = Append(text, x.In(foreign))
		}
	}
	return text, nil
}

// Append puts the lines of more behind a text, but those that stand in it already.
func Append(text, more string) string {
	out, there := strings.TrimRight(text, " \n"), map[string]bool{}
	for line := range strings.SplitSeq(out, "\n") {
		there[strings.TrimSpace(line)] = true
	}
	for line := range strings.SplitSeq(strings.TrimRight(more, " \n"), "\n") {
		if key := strings.TrimSpace(line); key != "" && there[key] {
			continue
		}
		if out != "" {
			out += "\n"
		}
		out += line
	}
	return out
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
