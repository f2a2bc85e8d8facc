package effort

import (
	"context"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/reminder"
)

// Comment is what somebody says of a lead, a plan, a log or a deal (SAL-51). Comments on
// follow-ups stand in the timeline of the customer. Its owner is who wrote it.
type Comment struct {
	entity.Head
	Kind     string // entity of the record
	RecordID int64
	At       int64
	Text     string
}

func describeComment() *entity.Desc[Comment] {
	return entity.Describe(Comments, "text", func(c *Comment, e *entity.Fields) {
		e.Text("entity", &c.Kind).Must().Computed().Max(40)
		e.Int("record_id", &c.RecordID).Must().Computed().Unlisted()
		e.Instant("at", &c.At).Computed()
		e.LongText("text", &c.Text).Must().Computed()
	})
}

// Commented are the kinds of records that can be commented on here.
var Commented = []string{"lead", "task", Logs, "opportunity"}

// Said is a comment with the name of who wrote it.
type Said struct {
	Comment
	By string
}

// CommentsOn lists the comments on a record that the person may see, the oldest first.
func (s *Service) CommentsOn(ctx context.Context, kind string, id int64) ([]Said, error) {
	if _, err := s.commented(ctx, kind, id); err != nil {
		return nil, err
	}
	list, err := s.Comments.Find(identity.System(ctx, "comments"), listing.All(listing.Is("entity", listing.Eq, kind), ref("record_id", id)), listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Said, len(list))
	for i, c := range list {
		out[i] = Said{*c, people.Name(c.OwnerID)}
	}
	return out, nil
}

// commented reads the head of a record that may be commented on.
func (s *Service) commented(ctx context.Context, kind string, id int64) (any, error) {
	svc := s.g.Service(kind)
	if svc == nil || !slices.Contains(Commented, kind) {
		return nil, app.E(app.Invalid, "comment.kind")
	}
	return svc.Get(ctx, id)
}

// Say writes a comment. Everybody who sees the record may, and its owner is reminded at
// once; an owner who answers reminds those who commented before.
func (s *Service) Say(ctx context.Context, kind string, id int64, text string) (*Comment, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, app.E(app.Invalid, "comment.empty").At("text")
	}
	c := &Comment{Kind: kind, RecordID: id, At: s.g.Clock.Now().UnixMilli(), Text: text}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		rec, err := s.commented(ctx, kind, id)
		if err != nil {
			return err
		}
		before, err := s.CommentsOn(ctx, kind, id)
		if err != nil {
			return err
		}
		h := entity.HeadOf(rec)
		c.OwnerID = a.ID
		if err := s.Comments.Create(identity.Elevated(ctx), c); err != nil {
			return err
		}
		hear := []int64{h.OwnerID}
		if a.ID == h.OwnerID {
			for _, b := range before {
				hear = append(hear, b.OwnerID)
			}
		}
		return s.tell(ctx, c, s.g.Registry.Type(kind).TitleOf(rec), hear)
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}

func (s *Service) tell(ctx context.Context, c *Comment, subject string, people []int64) error {
	told := map[int64]bool{0: true, c.OwnerID: true}
	for _, p := range people {
		if told[p] {
			continue
		}
		told[p] = true
		if _, err := s.p.Reminders.Put(ctx, reminder.Notice("comment", Comments, c.ID, subject, p, s.today())); err != nil {
			return err
		}
	}
	return nil
}

// About tells which record a comment speaks of, for whoever opens a reminder.
func (s *Service) About(ctx context.Context, id int64) (kind string, record int64, err error) {
	c, err := s.Comments.Get(identity.System(ctx, "comments"), id)
	if err != nil {
		return "", 0, err
	}
	if _, err := s.commented(ctx, c.Kind, c.RecordID); err != nil {
		return "", 0, err
	}
	return c.Kind, c.RecordID, nil
}
