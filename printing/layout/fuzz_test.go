package layout

import (
	"context"
	"math"
	"math/rand"
	"regexp"
	"strings"
	"testing"
	"time"

	"kontor/app/paper"
)

// layExample lays the example of the template's kind out and checks what must always hold.
func layExample(t *testing.T, tpl *Template) {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	for _, lang := range []string{"zh", "both"} {
		doc, _, err := Layout(ctx, tpl, paper.Request{Kind: tpl.Kind, Language: lang, Data: paper.Example(tpl.Kind), Options: paper.Options{Parts: 2}})
		if err != nil {
			continue // too many pages, too slow
		}
		if len(doc.Pages) == 0 {
			t.Fatal("no page and no error")
		}
		for _, p := range doc.Pages {
			for _, it := range p.Items {
				x0, y0, x1, y1 := extent(it)
				if s := x0 + y0 + x1 + y1; math.IsNaN(s) || math.IsInf(s, 0) {
					t.Fatalf("%+v lies nowhere", it)
				}
			}
		}
	}
}

// Templates that people have bent: other numbers, lines left out or doubled, roles changed.
func TestBentTemplates(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	numbers := regexp.MustCompile(`= (-?[0-9.]+)`)
	roles := regexp.MustCompile(`role = "[a-z]+"`)
	n := 60
	if testing.Short() {
		n = 8
	}
	laid := 0
	for name, data := range shipped(t) {
		for range n {
			lines := strings.Split(string(data), "\n")
			for range 1 + r.Intn(4) {
				k := r.Intn(len(lines))
				switch r.Intn(4) {
				case 0:
					lines[k] = numbers.ReplaceAllStringFunc(lines[k], func(s string) string {
						if r.Intn(3) > 0 {
							return s
						}
						return "= " + []string{"0", "0.1", "3", "80", "500", "2000", "-5"}[r.Intn(7)]
					})
				case 1:
					lines = append(lines[:k], lines[k+1:]...)
				case 2:
					lines = append(lines[:k], append([]string{lines[k]}, lines[k:]...)...)
				case 3:
					lines[k] = roles.ReplaceAllString(lines[k], `role = "`+[]string{"page", "head", "body", "totals", "end", "foot"}[r.Intn(6)]+`"`)
				}
			}
			tpl := Read(name, []byte(strings.Join(lines, "\n")))
			if len(tpl.Problems()) == 0 {
				laid++
				layExample(t, tpl)
			}
		}
	}
	if laid < n {
		t.Errorf("only %d bent templates were laid out", laid)
	}
}
