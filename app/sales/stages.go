package sales

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// ActionKind says how it is known that a required action of a stage was done.
type ActionKind string

// The kinds of required actions.
const (
	ActionCheck ActionKind = "check" // ticked by hand
	ActionNote  ActionKind = "note"  // a follow-up of a kind was written: a visit, a call
	ActionField ActionKind = "field" // a field of the opportunity is filled
	ActionQuote ActionKind = "quote" // a quote was sent
)

// ActionNotes and ActionFields are what a required action may ask for.
var (
	ActionNotes  = []customer.Note{customer.NoteCall, customer.NoteVisit, customer.NoteMeeting, customer.NoteWeChat}
	ActionFields = []string{"amount_minor", "close_on", "contact_id", "needs", "competitor", "source"}
)

// Action is something that has to be done before a deal leaves a stage.
type Action struct {
	Key   string     `json:"key"`
	Kind  ActionKind `json:"kind"`
	Of    string     `json:"of,omitempty"`    // kind of follow-up, or field
	Label string     `json:"label,omitempty"` // of a tick
}

// Say tells an action in the reader's language.
func (a Action) Say(lang string, t func(key string, args ...any) string) string {
	switch a.Kind {
	case ActionNote:
		return t("activity.kind." + a.Of)
	case ActionField:
		return t("stage.fill", "field", t("opportunity."+a.Of))
	case ActionQuote:
		return t("stage.quote_sent")
	}
	return a.Label
}

// Missing are actions that are not done, told as a list.
type Missing []Action

// Say tells what is missing.
func (m Missing) Say(lang string, t func(key string, args ...any) string) string {
	parts := make([]string, len(m))
	for i, a := range m {
		parts[i] = a.Say(lang, t)
	}
	return strings.Join(parts, t("records.comma"))
}

// Say tells the name of a stage.
func (s Stage) Say(_ string, t func(key string, args ...any) string) string {
	if s.Label != "" {
		return s.Label
	}
	return t("dict.stage." + s.Key)
}

// Check is one required action of a stage of one deal.
type Check struct {
	Action
	Done bool
}

// ticked are the actions that were ticked by hand.
func (o *Opportunity) ticked() []string {
	if o.Ticked == "" {
		return nil
	}
	return strings.Split(o.Ticked, ",")
}

// Checklist tells which required actions of a stage are done for a deal.
func (s *Service) Checklist(ctx context.Context, o *Opportunity, st Stage) ([]Check, error) {
	var out []Check
	for _, a := range st.Actions {
		done, err := s.actionDone(ctx, o, a)
		if err != nil {
			return nil, err
		}
		out = append(out, Check{a, done})
	}
	return out, nil
}

func (s *Service) actionDone(ctx context.Context, o *Opportunity, a Action) (bool, error) {
	sys := identity.System(ctx, "checklist")
	switch a.Kind {
	case ActionField:
		f := s.Opportunities.Desc.Field(a.Of)
		if f == nil {
			return true, nil // a field that is gone asks for nothing
		}
		v := f.Get(o)
		return !v.IsNull() && !v.IsEmpty(), nil
	case ActionNote:
		since := calendar.On(s.g.Clock.Now(), s.g.Registry.Zone())
		if o.CreatedAt != 0 {
			since = calendar.On(msTime(o.CreatedAt), s.g.Registry.Zone())
		}
		n, err := s.p.Customers.Activities.Count(sys, listing.All(ref("customer_id", o.CustomerID), listing.Is("kind", listing.Eq, a.Of),
			listing.Any(ref("opportunity_id", o.ID), listing.All(listing.Is("opportunity_id", listing.Empty), listing.Is("at", listing.Ge, since.String())))))
		return n > 0, err
	case ActionQuote:
		n, err := s.Quotes.Count(sys, listing.All(ref("opportunity_id", o.ID), listing.Is("state", listing.In, string(QuoteSent), string(QuoteAccepted))))
		return n > 0, err
	}
	return slices.Contains(o.ticked(), a.Key), nil
}

// Tick says by hand that a required action is done, or not done after all.
func (s *Service) Tick(ctx context.Context, id int64, key string, done bool) (*Opportunity, error) {
	if _, err := s.Opportunities.May(ctx, id, identity.Change); err != nil {
		return nil, err
	}
	ctx = context.WithValue(audit.Why(ctx, audit.Reason{Kind: "tick"}), commandKey{}, true)
	return s.Opportunities.Update(ctx, id, 0, func(o *Opportunity) error {
		if o.State != Open {
			return app.E(app.Conflict, "opportunity.closed", "name", o.Name)
		}
		list := slices.DeleteFunc(o.ticked(), func(k string) bool { return k == key })
		if done {
			list = append(list, key)
		}
		o.Ticked = strings.Join(list, ",")
		return nil
	})
}

// actionsDone refuses a deal that goes on to a later stage, or is won, while required
// actions of the stages in between are missing. Back it may go at any time.
func (s *Service) actionsDone(ctx context.Context, before, after *Opportunity) error {
	set := audit.Current(ctx)
	if before == nil || before.State != Open || set != nil && set.Undoes != 0 || before.Stage == after.Stage && after.State != Won {
		return nil
	}
	stages, err := s.StagesOf(ctx)
	if err != nil {
		return err
	}
	at := func(key string) int { return slices.IndexFunc(stages, func(st Stage) bool { return st.Key == key }) }
	from, to := at(before.Stage), at(after.Stage)
	if after.State == Won {
		to = len(stages)
	}
	if from < 0 || after.State == Lost {
		return nil
	}
	for _, st := range StagesFor(stages[from:max(from, to)], after.Category) {
		checks, err := s.Checklist(ctx, after, st)
		if err != nil {
			return err
		}
		var missing Missing
		for _, c := range checks {
			if !c.Done {
				missing = append(missing, c.Action)
			}
		}
		if len(missing) > 0 {
			return app.E(app.Conflict, "opportunity.actions", "name", after.Name, "stage", st, "missing", missing).At("stage")
		}
	}
	return nil
}

// SetStages stores the stages of the company in their order; it needs the administrator's
// right. A stage that open deals stand in cannot be taken away.
func (s *Service) SetStages(ctx context.Context, stages []Stage) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	if err := s.checkStages(stages); err != nil {
		return err
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "settings"}), func(ctx context.Context) error {
		old, err := s.StagesOf(ctx)
		if err != nil {
			return err
		}
		for _, st := range old {
			if _, stays := stageOf(stages, st.Key); stays {
				continue
			}
			n, err := s.Opportunities.Count(identity.System(ctx, "stages"), listing.All(listing.Is("state", listing.Eq, string(Open)), listing.Is("stage", listing.Eq, st.Key)))
			if err != nil {
				return err
			}
			if n > 0 {
				return app.E(app.Conflict, "stage.used", "stage", st, "n", n)
			}
		}
		options := make([]company.Option, len(stages))
		for i, st := range stages {
			options[i] = company.Option{Key: st.Key, Label: st.Label}
		}
		if err := s.p.Company.SetOptions(ctx, "stage", options); err != nil {
			return err
		}
		return company.Write(ctx, s.p.Company, SettingStages, stages)
	})
}

func (s *Service) checkStages(stages []Stage) error {
	if len(stages) == 0 || len(stages) > 24 {
		return app.E(app.Invalid, "stage.count")
	}
	keys := map[string]bool{}
	for _, st := range stages {
		_, shipped := stageOf(Stages, st.Key)
		switch {
		case st.Key == "" || keys[st.Key] || strings.ContainsAny(st.Key, ", ") || st.Key == string(Won) || st.Key == string(Lost):
			return app.E(app.Invalid, "stage.key", "stage", st)
		case !shipped && strings.TrimSpace(st.Label) == "":
			return app.E(app.Invalid, "stage.name").At("label")
		case st.Probability < 0 || st.Probability > money.Percent(100):
			return app.E(app.Invalid, "stage.probability", "stage", st).At("probability")
		case st.DwellDays < 0 || st.DwellDays > 3650:
			return app.E(app.Invalid, "stage.dwell", "stage", st).At("dwell")
		}
		keys[st.Key] = true
		seen := map[string]bool{}
		for _, a := range st.Actions {
			if a.Key == "" || seen[a.Key] || strings.Contains(a.Key, ",") || !a.known(s.Opportunities.Desc.Type) {
				return app.E(app.Invalid, "stage.action", "stage", st)
			}
			seen[a.Key] = true
		}
	}
	return nil
}

func (a Action) known(t *entity.Type) bool {
	switch a.Kind {
	case ActionCheck:
		return strings.TrimSpace(a.Label) != ""
	case ActionNote:
		return slices.Contains(ActionNotes, customer.Note(a.Of))
	case ActionField:
		return slices.Contains(ActionFields, a.Of) && t.Field(a.Of) != nil
	}
	return a.Kind == ActionQuote
}

// FreshKey is a key for a stage or an action that none of the given has.
func FreshKey(prefix string, taken func(key string) bool) string {
	for n := 1; ; n++ {
		if k := prefix + strconv.Itoa(n); !taken(k) {
			return k
		}
	}
}

// StageStep is a stay of a deal in one stage.
type StageStep struct {
	Stage string // or won, lost
	From  calendar.Date
	Days  int // until the next step, or until today
	By    int64
	Now   bool
}

// StageHistory tells the way of a deal through the stages, the oldest step first.
func (s *Service) StageHistory(ctx context.Context, id int64) ([]StageStep, error) {
	if _, err := s.Opportunities.Get(ctx, id); err != nil {
		return nil, err
	}
	log, err := s.p.Store.StageLog(ctx, id)
	if err != nil {
		return nil, err
	}
	var out []StageStep
	for i, m := range log[id] {
		st := StageStep{Stage: m.To, From: m.On, By: m.By, Now: i == len(log[id])-1}
		until := s.today()
		if !st.Now {
			until = log[id][i+1].On
		}
		if m.To != string(Won) && m.To != string(Lost) {
			st.Days = int(until - m.On)
		}
		out = append(out, st)
	}
	return out, nil
}

func msTime(ms int64) time.Time { return time.UnixMilli(ms) }
