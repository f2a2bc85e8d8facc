package paperdialog

import (
	"context"
	"errors"
	"image"
	"strings"
	"testing"

	"kontor/app/apptest"
	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/printing"
	"kontor/ui/kit"
	"kontor/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// two are a press with two printers.
type two struct{ *printing.Press }

func (two) Printers(context.Context) ([]paper.Printer, error) {
	return []paper.Printer{{Name: "office", Title: "office", Default: true, Ready: true}, {Name: "forms", Title: "forms", Ready: true}}, nil
}

func (two) Print(context.Context, *paper.Doc, paper.Job) (paper.Printed, error) {
	return paper.Printed{}, errors.New("the queue prints, not the dialog")
}

func (p two) Picture(doc *paper.Doc, page int, dpi float64) (*image.RGBA, error) {
	return p.Press.Picture(doc, page, dpi)
}

type stage struct {
	h      *uitest.Host
	wishes []printroom.Wish
	result printroom.Progress
	turned []int
	during func()
}

func (s *stage) show(t *testing.T, n int) *kit.Surface {
	t.Helper()
	doc := Document{
		Title: "打印收据", File: "SJ-1", Kind: paper.Receipt, Lang: "zh", N: n,
		Turn: func(i int) { s.turned = append(s.turned, i) },
		Data: func(context.Context, int64, bool) (paper.Data, error) { return paper.Example(paper.Receipt), nil },
		Queue: func(_ context.Context, w printroom.Wish, tell func(printroom.Progress)) (printroom.Progress, error) {
			s.wishes = append(s.wishes, w)
			tell(s.result)
			if s.during != nil {
				s.during()
			}
			return s.result, nil
		},
	}
	Show(s.h, Deps{Press: two{printing.New(printing.Params{})}, Write: func(string, []byte) error { return nil }}, doc)
	s.settle()
	return s.h.Dialog.Surface()
}

func (s *stage) settle() {
	for range 4 {
		s.h.Settle()
	}
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{h: uitest.New(t, apptest.Owner(), apptest.NewClock(), nil)}
	s.h.Layer = kit.NewLayer(kit.NewSurface(func(*kit.Canvas) {}))
	s.h.Layer.SetBounds(1440, 872)
	return s
}

// PRT-04: the dialog prints through the queue with what was chosen, and closes.
func TestPrintsThroughTheQueue(t *testing.T) {
	s := newStage(t)
	s.result = printroom.Progress{Total: 1, Done: 1, Last: &printroom.Job{Printer: "office"}}
	d := s.show(t, 0)
	if d == nil || !d.Shows(s.h.T("paper.edit_template")) {
		t.Fatal("the template cannot be changed from here")
	}
	d.Click("more")
	d.Press("Ctrl+Enter")
	s.settle()
	if len(s.wishes) != 1 || s.wishes[0].Copies != 2 || s.wishes[0].Template == "" || !s.wishes[0].OneStrike {
		t.Fatalf("%+v", s.wishes)
	}
	if len(s.h.Toasts) != 1 || !strings.Contains(s.h.Toasts[0], "office") {
		t.Error(s.h.Toasts)
	}
}

// PRT-06: a job that was not printed stays; the dialog says why and leads to the queue.
func TestAFailedJobIsTold(t *testing.T) {
	s := newStage(t)
	s.result = printroom.Progress{Total: 1, Failed: 1, Last: &printroom.Job{State: printroom.Failed, Error: "打印机没有接受任务：缺纸。"}}
	d := s.show(t, 0)
	d.Press("Ctrl+Enter")
	s.settle()
	d.Flush()
	if text := strings.Join(d.Texts(), ""); !strings.Contains(text, "缺纸") {
		t.Error("the reason is not told")
	}
	d.Click("queue")
	s.settle()
	if len(s.h.Opened) != 1 || s.h.Opened[0].Args["tab"] != "prints" {
		t.Errorf("%+v", s.h.Opened)
	}
}

// PRT-06: several documents are looked through, printed as one batch with its progress, and
// what failed is counted.
func TestABatchInTheDialog(t *testing.T) {
	s := newStage(t)
	s.result = printroom.Progress{Total: 200, Done: 199, Failed: 1, Last: &printroom.Job{}}
	d := s.show(t, 200)
	d.Press("Ctrl+PgDn")
	s.settle()
	d.Flush()
	if len(s.turned) != 1 || s.turned[0] != 1 || !d.Shows(s.h.T("paper.document_of", "n", 2, "all", 200)) {
		t.Errorf("%v", s.turned)
	}
	d.Click("print")
	s.settle()
	d.Flush()
	if text := strings.Join(d.Texts(), ""); !strings.Contains(text, "1 张没有打印") {
		t.Error("the failures are not counted")
	}
}

// PRT-05: the offsets belong to the printer and the template, not to the document.
func TestOffsetsByPrinterAndTemplate(t *testing.T) {
	s := newStage(t)
	s.result = printroom.Progress{Total: 1, Done: 1, Last: &printroom.Job{}}
	d := s.show(t, 0)
	d.FocusID("offx", true)
	d.TypeText("1.5")
	d.Press("Enter")
	d.Press("Ctrl+Enter")
	s.settle()
	if len(s.wishes) != 1 || s.wishes[0].OffsetX != 1.5 {
		t.Fatalf("%+v", s.wishes)
	}
	keys := 0
	for k, v := range s.h.Settings {
		if strings.HasPrefix(k, "print.offset.x.office.receipt-") && v == "1.5" {
			keys++
		}
	}
	if keys != 1 {
		t.Errorf("%+v", s.h.Settings)
	}
	d = s.show(t, 0)
	menu := func() { d.Click("printer"); s.settle() }
	menu()
	d.Press("Ctrl+Enter")
	s.settle()
	if w := s.wishes[len(s.wishes)-1]; w.OffsetX != 1.5 {
		t.Errorf("not remembered: %+v", w)
	}
}
