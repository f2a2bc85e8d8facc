package printing

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontor/app/paper"
)

var update = flag.Bool("update", false, "write the masters anew")

// write1 describes one item of a page to a hundredth of a millimetre.
func write1(b *strings.Builder, it paper.Item) {
	switch v := it.(type) {
	case paper.Text:
		fmt.Fprintf(b, "text %.2f %.2f %gpt", v.X, v.Y, v.Size)
		if v.Bold {
			b.WriteString(" bold")
		}
		if v.Angle != 0 {
			fmt.Fprintf(b, " angle %g", v.Angle)
		}
		if v.Color != (paper.Color{}) {
			fmt.Fprintf(b, " #%02x%02x%02x", v.Color.R, v.Color.G, v.Color.B)
		}
		fmt.Fprintf(b, " %q\n", v.Text)
	case paper.Line:
		fmt.Fprintf(b, "line %.2f %.2f – %.2f %.2f width %g dash %g\n", v.X1, v.Y1, v.X2, v.Y2, v.Width, v.Dash)
	case paper.Rect:
		fmt.Fprintf(b, "rect %.2f %.2f %.2f × %.2f width %g fill %v\n", v.X, v.Y, v.W, v.H, v.Width, v.Fill != nil)
	case paper.Picture:
		fmt.Fprintf(b, "picture %.2f %.2f %.2f × %.2f\n", v.X, v.Y, v.W, v.H)
	case paper.Bars:
		fmt.Fprintf(b, "bars %.2f %.2f %.2f × %.2f of %d × %d %q\n", v.X, v.Y, v.W, v.H, v.Cols, v.Rows, v.Text)
	}
}

// Each shipped template lays its example out as its master says. After a change that is
// meant: go test ./printing -run Masters -update, and look at the difference.
func TestMasters(t *testing.T) {
	documents(t, New(Params{}), func(name string, doc *paper.Doc) {
		var b strings.Builder
		fmt.Fprintf(&b, "%s\n", doc.Title)
		for i, p := range doc.Pages {
			fmt.Fprintf(&b, "page %d %s %s\n", i+1, p.Size.Name(), p.Part)
			for _, it := range p.Items {
				write1(&b, it)
			}
		}
		file := filepath.Join("testdata", "masters", name+".txt")
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, old := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
		for i := range max(len(got), len(old)) {
			switch {
			case i >= len(got):
				t.Fatalf("%s: line %d is gone: %s", name, i+1, old[i])
			case i >= len(old):
				t.Fatalf("%s: line %d is new: %s", name, i+1, got[i])
			case got[i] != old[i]:
				t.Fatalf("%s line %d:\n got %s\nwant %s", name, i+1, got[i], old[i])
			}
		}
	})
}
