package importing

import (
	"testing"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
)

func FuzzValue(f *testing.F) {
	for _, s := range []string{"2026/3/12", "3月9日", "1.39E+10", "(1,2)", "13%", "'=1", "小陈", "￥", "31/12/2025 3:05pm", "12th March", "0000-00-00", "１２３"} {
		f.Add(s, uint8(0))
	}
	r := testRegistry(f)
	k, _ := KindNamed("customers")
	targets := targetsOf(r, k)
	conv := converter{reg: r, today: r.Today(), find: func(_, name string) (int64, error) { return 0, errNobody }}
	f.Fuzz(func(t *testing.T, s string, kind uint8) {
		_ = orderSeen(s)
		_, _ = unitOf(s)
		for _, target := range targets {
			cell := Cell{Text: s, Kind: CellKind(kind % 6)}
			v, _, err := conv.value(0, Column{Zeros: int(kind % 5)}, target, cell)
			if err != nil && asError(err).Kind == app.Internal {
				t.Fatalf("%s %q: %v", target.Key, s, err)
			}
			if err == nil && target.Field.Kind == entity.KindDate && !v.IsNull() {
				if _, err := calendar.Parse(v.Text()); err != nil {
					t.Fatalf("%q became the date %q", s, v.Text())
				}
			}
		}
	})
}
