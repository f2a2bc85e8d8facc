package layout

import (
	"fmt"
	"math"
	"strings"

	"kontor/app/paper"
)

// TestGrid is a page to see where a printer prints: lines every 10 mm from the corner of the
// paper, the frame a printer can reach, the holes' centres, and the offsets in force.
func TestGrid(r paper.Request) *paper.Doc {
	size, ok := paper.SizeOf(r.Paper)
	if !ok {
		size, _ = paper.SizeOf("a4")
	}
	words := func(zh, en string) string {
		return (&scope{lang: r.Language}).choose(paper.Words{ZH: zh, EN: en})
	}
	doc := &paper.Doc{Title: words("打印测试格", "Test grid") + " " + size.Name(), Language: r.Language, Created: r.Now}
	black := paper.Color{}
	var items []paper.Item
	label := func(x, y float64, txt string) {
		items = append(items, style{10, 1.2, false, black, "left"}.set([]string{txt}, x, y, 60)...)
	}
	from, to := size.Reach()
	for x := 10.0; x < size.W; x += 10 {
		width := 0.35
		if int(x)%50 == 0 {
			width = 0.7
		}
		if x >= from && x <= to {
			items = append(items, paper.Line{X1: x, Y1: 6, X2: x, Y2: size.H - 6, Width: width})
			if int(x)%50 == 0 {
				label(x+0.8, 10.4, fmt.Sprintf("%g", x))
			}
		}
	}
	for y := 10.0; y < size.H-5; y += 10 {
		width := 0.35
		if int(y)%50 == 0 {
			width = 0.7
		}
		items = append(items, paper.Line{X1: from, Y1: y, X2: to, Y2: y, Width: width})
		if int(y)%50 == 0 {
			label(math.Ceil(from/10)*10+0.8, y+0.4, fmt.Sprintf("%g", y))
		}
	}
	items = append(items, paper.Rect{X: from, Y: 6, W: to - from, H: size.H - 12, Width: 0.7})
	box := paper.Rect{X: size.W/2 - 46, Y: size.H/2 - 10, W: 92, H: 20, Width: 0.35, Fill: &paper.Color{R: 255, G: 255, B: 255}}
	items = append(items, box)
	lines := []string{
		size.Name() + " mm",
		words("左右偏移", "Shift across") + offset(r.Options.OffsetX) + "　" + words("上下偏移", "Shift down") + offset(r.Options.OffsetY),
		words("框线距纸边左右各", "The frame is from each side") + fmt.Sprintf(" %.1f mm", from) + words("，上下各", ", from top and bottom") + " 6.0 mm",
	}
	items = append(items, style{10, 1.6, false, black, "center"}.set(lines, box.X, box.Y+0.8, box.W)...)
	for i := range items {
		items[i] = move(items[i], r.Options.OffsetX, r.Options.OffsetY)
	}
	doc.Pages = []paper.Page{{Size: size, Items: items}}
	return doc
}

func offset(mm float64) string {
	return strings.Replace(fmt.Sprintf(" %.1f mm", mm), "-", "−", 1)
}
