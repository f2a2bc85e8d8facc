package designer

import (
	"context"
	"errors"
	"testing"

	"kontor/app/apptest"
	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/printing"
	"kontor/ui/kit"
	"kontor/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// shelf keeps templates in memory.
type shelf struct {
	drafts []printroom.Draft
	err    error
}

func (s *shelf) Owned(name string) (printroom.Template, bool) {
	if n := len(s.drafts); n > 0 && name == "own-1" {
		d := s.drafts[n-1]
		t := printroom.Template{Name: d.Name.ZH, NameEN: d.Name.EN, Kind: string(d.Kind), Revision: int64(n)}
		t.ID, t.Version = 1, int64(n)
		return t, true
	}
	return printroom.Template{}, false
}

func (s *shelf) Names() []string {
	if len(s.drafts) == 0 {
		return nil
	}
	return []string{"own-1"}
}

func (s *shelf) Template(name string) ([]byte, bool) {
	if n := len(s.drafts); n > 0 && name == "own-1" {
		return s.drafts[n-1].Body, true
	}
	return nil, false
}

func (s *shelf) Sheets(paper.Kind) []paper.Template { return nil }
func (s *shelf) Sheet(string) ([]byte, bool)        { return nil, false }

func (s *shelf) Save(_ context.Context, d printroom.Draft) (*printroom.Template, error) {
	if s.err != nil {
		return nil, s.err
	}
	s.drafts = append(s.drafts, d)
	t, _ := s.Owned("own-1")
	return &t, nil
}

func (s *shelf) VersionsOf(context.Context, int64) ([]printroom.Made, error) {
	var out []printroom.Made
	for i := len(s.drafts); i > 0; i-- {
		out = append(out, printroom.Made{No: int64(i), By: 7})
	}
	return out, nil
}

func (s *shelf) Body(_ context.Context, _, no int64) ([]byte, error) { return s.drafts[no-1].Body, nil }

func (s *shelf) NameFor(w paper.Words) paper.Words {
	return paper.Words{ZH: w.ZH + " 2", EN: w.EN + " 2"}
}

// noPrinter stands in for the printers of the computer.
type noPrinter struct{ titles []string }

func (n *noPrinter) List(context.Context) ([]paper.Printer, error) { return nil, nil }
func (n *noPrinter) Print(_ context.Context, _ []byte, _ paper.Size, j paper.Job) (paper.Printed, error) {
	n.titles = append(n.titles, j.Title)
	return paper.Printed{Printer: "forms"}, nil
}

func (n *noPrinter) Follow(context.Context, paper.Printed) (paper.Progress, error) {
	return paper.Progress{State: paper.Out}, nil
}
func (n *noPrinter) Withdraw(context.Context, paper.Printed) error { return nil }

type bench struct {
	*page
	h     *uitest.Host
	shelf *shelf
	out   *noPrinter
	files map[string][]byte
}

// desk opens a template in a window of the smallest size.
func desk(t *testing.T, name string, samples ...Sample) *bench {
	t.Helper()
	h := uitest.New(t, apptest.Owner(), apptest.NewClock(), nil)
	b := &bench{h: h, shelf: &shelf{}, out: &noPrinter{}, files: map[string][]byte{}}
	press := printing.New(printing.Params{Own: b.shelf, Printer: b.out})
	b.page = New(h, Deps{
		Press: press, Store: b.shelf,
		Samples: func(context.Context, paper.Kind) ([]Sample, error) { return samples, nil },
		Names: func(context.Context, string, []int64) (map[int64]string, error) {
			return map[int64]string{7: "林晓雯"}, nil
		},
		Read: func(path string) (string, []byte, error) {
			raw, ok := b.files[path]
			if !ok {
				return "", nil, errors.New("no file")
			}
			return path, raw, nil
		},
		Write: func(path string, raw []byte) error { b.files[path] = raw; return nil },
	}, name).(*page)
	h.Layer = kit.NewLayer(b.s)
	h.Layer.SetBounds(1100, 680)
	b.settle()
	b.Focus()
	return b
}

func (b *bench) settle() {
	for range 4 {
		b.h.Settle()
		b.s.Flush()
	}
}

func (b *bench) press(keys ...kit.Key) {
	for _, k := range keys {
		b.s.Press(k)
		b.settle()
	}
}

// toCustomer chooses the name of the customer in the delivery note.
func (b *bench) toCustomer(t *testing.T) *paper.Table {
	t.Helper()
	for range 60 {
		if it := b.at(b.primary()); it != nil && b.primary().isItem() && it.Words("text").ZH == "{{customer.name}}" {
			return it
		}
		b.press("PgDn")
	}
	t.Fatal("the name of the customer cannot be reached by keyboard")
	return nil
}
