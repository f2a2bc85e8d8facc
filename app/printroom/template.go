// Package printroom is where documents go on paper: the company's own print templates with
// their versions, and the queue of what was and is to be printed, which is its log too.
package printroom

import (
	"cmp"
	"context"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"kontor/app"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/paper"
	"kontor/app/record"
)

// The kinds of records of this room.
const (
	Templates = "print_template"
	Versions  = "print_version"
)

// Format says how a template is written.
type Format string

// The formats.
const (
	Layout Format = "layout" // bands and elements, drawn by the designer
	Sheet  Format = "sheet"  // a workbook with {{fields}}
)

// Template is a print template of the company. What it says stands in its versions.
type Template struct {
	entity.Head
	Name     string
	NameEN   string
	Kind     string // paper.Kind
	Format   Format
	Paper    string
	Source   string // the template it was copied from
	Revision int64  // the version in force
}

// Version is a template as it was saved once; versions are never changed.
type Version struct {
	entity.Head
	TemplateID int64
	No         int64
	Body       string // the file, or a workbook in base64
	Note       string
	MadeAt     int64
	MadeBy     int64
}

// DescribeTemplate describes templates.
func DescribeTemplate() *entity.Desc[Template] {
	return entity.Describe(Templates, "name", func(x *Template, e *entity.Fields) {
		e.Open()
		e.Text("name", &x.Name).Must().Only().Max(60)
		e.Text("name_en", &x.NameEN).Max(60)
		kind := entity.Choice(e, "kind", &x.Kind, kinds()...)
		kind.Must().Computed().Dict = paperKinds
		entity.Choice(e, "format", &x.Format, Layout, Sheet).Else(entity.Str(string(Layout))).Computed()
		e.Text("paper", &x.Paper).Max(40).Computed()
		e.Text("source", &x.Source).Max(80).Computed()
		e.Int("revision", &x.Revision).Computed()
	})
}

// paperKinds names the texts of the kinds of documents: dict.paper.quote.
const paperKinds = "paper"

func kinds() []string {
	var out []string
	for _, k := range paper.Kinds {
		if k != paper.Grid {
			out = append(out, string(k))
		}
	}
	return out
}

// DescribeVersion describes the versions of templates.
func DescribeVersion() *entity.Desc[Version] {
	return entity.Describe(Versions, "note", func(x *Version, e *entity.Fields) {
		e.Belongs("template_id")
		e.Ref("template_id", Templates, &x.TemplateID).Must().Computed()
		e.Int("no", &x.No).Computed()
		e.LongText("body", &x.Body).Max(maxBody).Computed().Unlisted().Silent()
		e.Text("note", &x.Note).Max(200).Computed()
		e.Instant("made_at", &x.MadeAt).Computed()
		e.Ref("made_by", "person", &x.MadeBy).Computed()
	})
}

// maxBody bounds a version in characters: 4 MB of layout, or a workbook of 4 MB in base64.
const maxBody = 6 << 20

// Service is the print room of a company.
type Service struct {
	Templates *record.Service[Template]
	Versions  *record.Service[Version]
	Jobs      *record.Service[Job]

	// Press lays out and prints, Documents finds what prints, Sentence says an error in the
	// language of the program; the wiring gives them.
	Press     paper.Press
	Documents Documents
	Sentence  func(err error) string

	// Check tells what is wrong with a template before it is saved: unknown fields, what
	// cannot be read, more pages than allowed. The wiring gives it; nil checks nothing.
	Check func(ctx context.Context, kind paper.Kind, format Format, name string, body []byte) error

	g     *record.Ground
	mu    sync.Mutex
	fills map[int64]func(ctx context.Context, count int64, stamp bool) (paper.Data, error) // of lists, by job
	// shelf holds what is in force, by the name under which the press knows it.
	shelf map[string]shelved
	order []string
	fresh bool // shelf is what is stored
}

type shelved struct {
	t    Template
	body []byte
}

// New makes the service.
func New(g *record.Ground) *Service {
	s := &Service{g: g, Templates: record.New(g, DescribeTemplate()), Versions: record.New(g, DescribeVersion()), Jobs: record.New(g, DescribeJob()), shelf: map[string]shelved{}, fills: map[int64]func(context.Context, int64, bool) (paper.Data, error){}}
	if g.Notices != nil {
		g.Notices.Listen(func(n effect.Notice) {
			if n.Kind == Templates || n.Kind == Versions {
				s.mu.Lock()
				defer s.mu.Unlock()
				s.fresh = false
			}
		})
	}
	return s
}

// Key is the name under which the press knows a template of the company.
func (t *Template) Key() string { return "own-" + strconv.FormatInt(t.ID, 10) }

// known gives the templates in force, read anew after somebody saved one.
func (s *Service) known() (map[string]shelved, []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.fresh {
		shelf, order, err := s.read(identity.System(context.Background(), "templates"))
		if err == nil {
			s.shelf, s.order, s.fresh = shelf, order, true
		}
	}
	return s.shelf, s.order
}

func (s *Service) read(ctx context.Context) (map[string]shelved, []string, error) {
	list, err := s.Templates.Find(ctx, listing.Node{}, listing.Sort{Key: "name"})
	if err != nil {
		return nil, nil, err
	}
	shelf, order := map[string]shelved{}, []string{}
	for _, t := range list {
		v, err := s.version(ctx, t.ID, t.Revision)
		if app.KindOf(err) == app.NotFound && err != nil {
			continue // half of it was taken back
		}
		if err != nil {
			return nil, nil, err
		}
		shelf[t.Key()] = shelved{*t, []byte(v.Body)}
		order = append(order, t.Key())
	}
	return shelf, order, nil
}

// Names lists the layout templates of the company: printing reads them by name (paper.Shelf).
func (s *Service) Names() []string {
	shelf, order := s.known()
	return slices.DeleteFunc(slices.Clone(order), func(k string) bool { return shelf[k].t.Format != Layout })
}

// Template is the text of a layout template in force.
func (s *Service) Template(name string) ([]byte, bool) {
	shelf, _ := s.known()
	x, ok := shelf[name]
	if !ok || x.t.Format != Layout {
		return nil, false
	}
	return x.body, true
}

// Sheets lists the workbooks that serve as templates of a kind (paper.Shelf).
func (s *Service) Sheets(kind paper.Kind) []paper.Template {
	var out []paper.Template
	for _, t := range s.List(kind) {
		if t.Format == Sheet {
			out = append(out, paper.Template{Name: t.Key(), Kind: kind, Title: paper.Words{ZH: t.Name, EN: cmp.Or(t.NameEN, t.Name)}, Paper: t.Paper, Sheet: true})
		}
	}
	return out
}

// Sheet is a workbook in force.
func (s *Service) Sheet(name string) ([]byte, bool) {
	shelf, _ := s.known()
	x, ok := shelf[name]
	if !ok || x.t.Format != Sheet {
		return nil, false
	}
	book, err := base64.StdEncoding.DecodeString(string(x.body))
	return book, err == nil
}

// Owned finds a template of the company by the name the press knows it under.
func (s *Service) Owned(name string) (Template, bool) {
	shelf, _ := s.known()
	x, ok := shelf[name]
	return x.t, ok
}

// List gives the templates of the company for a kind of document, by name.
func (s *Service) List(kind paper.Kind) []Template {
	shelf, order := s.known()
	var out []Template
	for _, key := range order {
		if x := shelf[key]; x.t.Kind == string(kind) {
			out = append(out, x.t)
		}
	}
	return out
}

// Body is a version of a template as it was saved.
func (s *Service) Body(ctx context.Context, template, no int64) ([]byte, error) {
	if _, err := identity.Need(ctx, identity.May(Templates, identity.See)); err != nil {
		return nil, err
	}
	v, err := s.version(identity.Elevated(ctx), template, no)
	if err != nil {
		return nil, err
	}
	if t, err := s.Templates.Get(identity.Elevated(ctx), template); err == nil && t.Format == Sheet {
		return base64.StdEncoding.DecodeString(v.Body)
	}
	return []byte(v.Body), nil
}

func (s *Service) version(ctx context.Context, template, no int64) (*Version, error) {
	return s.Versions.First(ctx, listing.All(of(template), listing.Is("no", listing.Eq, strconv.FormatInt(no, 10))))
}

func of(template int64) listing.Node {
	return listing.Is("template_id", listing.Eq, strconv.FormatInt(template, 10))
}

// Draft is a template that is saved.
type Draft struct {
	ID      int64 // 0 makes a new one
	Version int64 // of the record as it was read; 0 takes what is stored
	Kind    paper.Kind
	Format  Format
	Name    paper.Words
	Paper   string
	Source  string
	Note    string // why, for the list of versions
	Body    []byte
}

// Save stores a template as a new version, which is in force at once. It is checked like
// those that ship. Errors: Invalid paper.template.* and paper.template_runs with the line;
// Conflict when another template has the name; Stale when somebody saved meanwhile.
func (s *Service) Save(ctx context.Context, d Draft) (*Template, error) {
	verb := identity.Change
	if d.ID == 0 {
		verb = identity.Add
	}
	actor, err := identity.Need(ctx, identity.May(Templates, verb))
	if err != nil {
		return nil, err
	}
	if len(d.Body) > maxBody {
		return nil, app.E(app.Invalid, "print_template.too_big", "mb", maxBody>>20)
	}
	if s.Check != nil {
		if err := s.Check(ctx, d.Kind, d.Format, d.Name.ZH, d.Body); err != nil {
			return nil, err
		}
	}
	if d.Format == Sheet { // texts hold no bytes
		d.Body = []byte(base64.StdEncoding.EncodeToString(d.Body))
	}
	var out *Template
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		fill := func(t *Template) error {
			t.Name, t.NameEN, t.Paper = strings.TrimSpace(d.Name.ZH), strings.TrimSpace(d.Name.EN), d.Paper
			t.Revision++
			return nil
		}
		if d.ID == 0 {
			out = s.Templates.Desc.New()
			out.Kind, out.Format, out.Source = string(d.Kind), d.Format, d.Source
			_ = fill(out)
			if err := s.Templates.Create(ctx, out); err != nil {
				return err
			}
		} else {
			var err error
			if out, err = s.Templates.Update(ctx, d.ID, 0, func(t *Template) error {
				if d.Version != 0 && d.Version != t.Version { // two designs cannot be joined
					return app.E(app.Stale, "print_template.stale", "name", t.Name)
				}
				return fill(t)
			}); err != nil {
				return err
			}
		}
		v := s.Versions.Desc.New()
		v.TemplateID, v.No, v.Body, v.Note = out.ID, out.Revision, string(d.Body), d.Note
		v.MadeAt, v.MadeBy = s.g.Clock.Now().UnixMilli(), actor.ID
		return s.Versions.Create(identity.Elevated(ctx), v)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Made is a version in the list of a template.
type Made struct {
	No   int64
	Note string
	At   time.Time
	By   int64
}

// VersionsOf lists the versions of a template, the newest first.
func (s *Service) VersionsOf(ctx context.Context, template int64) ([]Made, error) {
	if _, err := identity.Need(ctx, identity.May(Templates, identity.See)); err != nil {
		return nil, err
	}
	list, err := s.Versions.Find(identity.Elevated(ctx), of(template), listing.Sort{Key: "no", Desc: true})
	var out []Made
	for _, v := range list {
		out = append(out, Made{v.No, v.Note, time.UnixMilli(v.MadeAt).In(s.g.Registry.Zone()), v.MadeBy})
	}
	return out, err
}

// Remove puts a template into the recycle bin; documents print with another one then.
func (s *Service) Remove(ctx context.Context, id int64) error {
	return s.Templates.Archive(ctx, id, 0)
}

// NameFor is a name for a copy that no other template has: 送货单 三联 2.
func (s *Service) NameFor(w paper.Words) paper.Words {
	shelf, _ := s.known()
	taken := func(name string) bool {
		for _, x := range shelf {
			if x.t.Name == name {
				return true
			}
		}
		return false
	}
	w = paper.Words{ZH: withoutNumber(w.ZH), EN: withoutNumber(w.EN)}
	for n := 2; ; n++ {
		if name := w.ZH + " " + strconv.Itoa(n); !taken(name) {
			return paper.Words{ZH: name, EN: w.EN + " " + strconv.Itoa(n)}
		}
	}
}

// withoutNumber takes the number of a copy off a name: of 送货单 3, 送货单 4 is copied next.
func withoutNumber(name string) string {
	i := strings.LastIndexByte(name, ' ')
	if i < 0 {
		return name
	}
	if n, err := strconv.Atoi(name[i+1:]); err != nil || n < 2 || n > 99 {
		return name
	}
	return name[:i]
}
