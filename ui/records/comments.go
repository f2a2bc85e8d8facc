package records

import (
	"context"
	"slices"
	"time"

	"kontor/app/effort"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Commenting keeps what is said of records (SAL-51); the service of effort is one.
type Commenting interface {
	CommentsOn(ctx context.Context, kind string, id int64) ([]effort.Said, error)
	Say(ctx context.Context, kind string, id int64, text string) (*effort.Comment, error)
}

// commented tells whether the records of the tab can be commented on.
func (p *Page) commented() bool {
	return p.deps.Comments != nil && slices.Contains(effort.Commented, p.tabs[p.tab].Kind)
}

// commentCommand writes a comment on the current record.
func (p *Page) commentCommand() kit.Command {
	return kit.Command{ID: "comment", Title: p.host.T("records.comment"), Keys: []kit.Key{"Alt+C"}, Icon: icons.Message, Run: p.comment, Enabled: func() string {
		if p.facts == nil {
			return p.host.T("records.no_record")
		}
		return ""
	}}
}

// comment asks for the text of a comment.
func (p *Page) comment() {
	kind, id, t := p.tabs[p.tab].Kind, p.facts.id, p.host.T
	text := kit.NewArea(t("records.comment"))
	a := &Ask{Title: t("records.comment"), Text: t("records.comment_text"), Rows: []AskRow{{Key: "text", Label: t("comment.text") + " *", Field: text}}}
	a.Do = func() func(ctx context.Context) error {
		said := text.Text()
		return func(ctx context.Context) error { _, err := p.deps.Comments.Say(ctx, kind, id, said); return err }
	}
	a.Done = func() {
		p.host.Toast(t("records.commented"), nil)
		p.look(id)
	}
	a.Show(p.host)
}

// drawComments shows what was said of the record, below its facts.
func (f *facts) drawComments(c *kit.Canvas, r *kit.Rect) {
	if len(f.said) == 0 {
		return
	}
	h := f.p.host
	r.CutTop(10)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(6)
	c.Text(r.CutTop(24), h.T("comment.many"), kit.Strong)
	for _, s := range f.said {
		row := r.CutTop(22)
		c.Person(row.CutLeft(18).MiddleRow(18), s.By, 18)
		row.CutLeft(8)
		when := time.UnixMilli(s.At).In(h.Zone()).Format("2006-01-02 15:04")
		c.Text(row.CutRight(kit.Measure(when, kit.Hint)+2), when, kit.Hint)
		c.Text(row, s.By, kit.Second)
		hgt := kit.ParaHeight(s.Text, kit.Body, r.W-26, 0)
		c.Para(r.CutTop(hgt).Pad(26, 0, 0, 0), s.Text, kit.Body, 0)
		r.CutTop(6)
	}
}
