package sales

import (
	"strings"

	"kontor/app/approval"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// reasonWish says what a reason is asked for.
type reasonWish struct {
	title, text string
	danger      bool
	optional    bool
}

// askReason shows a dialog with one field and calls then with what was typed.
func askReason(h kit.Host, w reasonWish, then func(reason string)) {
	field := kit.NewField(h.T("saleswindow.reason"))
	field.Placeholder = h.T("saleswindow.reason")
	d := &kit.Dialog{Title: w.title, Text: w.text}
	kind := kit.Primary
	if w.danger {
		kind = kit.Danger
	}
	d.Height = func(float32) float32 {
		if field.Err != "" {
			return 50
		}
		return 30
	}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.Field("reason", r.CutTop(theme.Control), field)
		if field.Err != "" {
			c.Text(r.CutTop(20), field.Err, kit.Caption.In(theme.Bad))
		}
	}
	d.Buttons = []kit.DialogButton{
		{Text: h.T("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: w.title, Kind: kind, Key: "Ctrl+Enter", Run: func() bool {
			reason := strings.TrimSpace(field.Text())
			if reason == "" && !w.optional {
				field.Err = h.T("saleswindow.reason_missing")
				return true
			}
			then(reason)
			return false
		}},
	}
	h.ShowDialog(d)
	kit.Post(field.Focus)
}

// drawApprovals shows who has agreed and whom the document waits for, and returns the
// height it took.
func drawApprovals(c *kit.Canvas, r kit.Rect, h kit.Host, list []*approval.Approval, name func(person int64) string) float32 {
	if len(list) == 0 {
		return 0
	}
	return records.DrawSeats(c, r, h, list[0].Seats, name)
}
