package settings

import (
	"slices"
	"strconv"
	"strings"

	"kontor/app/approval"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// drawSide is the editor of the chosen step and the trial below it.
func (f *flowsTab) drawSide(c *kit.Canvas, r kit.Rect) {
	if f.step >= len(f.flow.Steps) {
		return
	}
	c.ScrollAuto("side", r, func(body kit.Rect) float32 {
		in := body.Pad(14, 10, 14, 0)
		in.H = 100_000
		top := in.Y
		f.drawStep(c, &in)
		c.LineH(body.X, in.Y, body.W, theme.Line)
		in.CutTop(10)
		f.drawTrial(c, &in)
		return in.Y - top + 20
	})
}

// edit changes the chosen step.
func (f *flowsTab) edit(fn func(st *approval.Step)) {
	steps := slices.Clone(f.flow.Steps)
	fn(&steps[f.step])
	f.flow.Steps = steps
	f.changed()
}

// field is a text field of the editor that lives while the step is chosen.
func (f *flowsTab) field(id, name, text string, set func(st *approval.Step, text string)) *kit.Field {
	x := f.fields[id]
	if x == nil {
		x = kit.NewField(name)
		x.SetText(text)
		x.OnCommit = func(s string) { f.edit(func(st *approval.Step) { set(st, s) }) }
		f.fields[id] = x
	}
	return x
}

var flowForm = kit.Form{Label: 84}

func (f *flowsTab) drawStep(c *kit.Canvas, in *kit.Rect) {
	t := f.host.T
	st := &f.flow.Steps[f.step]
	head := in.CutTop(28)
	c.ButtonsRight(&head, kit.Button{ID: "remove", Icon: icons.Trash, Kind: kit.Plain, Tip: t("flow.remove"), Tap: f.remove})
	c.Text(head, t("flow.step_n", "n", f.step+1), kit.Section)
	in.CutTop(4)
	c.FormRow(in, "name", t("flow.name"), f.field("name", t("flow.name"), f.stepName(*st), func(st *approval.Step, s string) { st.Name = strings.TrimSpace(s) }), flowForm)
	c.FormPart(in, t("flow.by_whom"), theme.Control, "", flowForm, func(box kit.Rect) {
		c.Drop("who", box, t("flow.who."+string(st.Who)), "", func() []kit.MenuItem {
			var items []kit.MenuItem
			for _, w := range []approval.Who{approval.Manager, approval.Role, approval.Named, approval.Chain, approval.Chosen} {
				items = append(items, kit.MenuItem{Title: t("flow.who." + string(w)), Checked: w == st.Who, Run: func() {
					f.edit(func(st *approval.Step) {
						st.Who = w
						if w == approval.Role && st.Role == "" {
							st.Role = identity.RoleManager
						}
						if (w == approval.Manager || w == approval.Chain) && st.Levels == 0 {
							st.Levels = 1
						}
					})
				}})
			}
			return items
		})
	})
	f.drawWho(c, in, st)
	c.FormPart(in, t("flow.several"), theme.Control, "", flowForm, func(box kit.Rect) {
		options := []kit.Tab{{ID: "one", Text: t("flow.one_agrees")}, {ID: "all", Text: t("flow.all_agree")}}
		now := "one"
		if st.All {
			now = "all"
		}
		box.W = min(box.W, kit.SegmentWidth(options))
		c.Segment("several", box, options, now, func(id string) { f.edit(func(st *approval.Step) { st.All = id == "all" }) })
	})
	f.drawWhen(c, in, st)
	f.drawMay(c, in, st)
}

// drawWho is the rest of who decides: the role, the people, the level.
func (f *flowsTab) drawWho(c *kit.Canvas, in *kit.Rect, st *approval.Step) {
	t := f.host.T
	switch st.Who {
	case approval.Role:
		c.FormPart(in, t("flow.role"), theme.Control, "", flowForm, func(box kit.Rect) {
			c.Drop("role", box, tr.In(f.host.Lang()).Or("role."+st.Role, st.Role), "", func() []kit.MenuItem {
				var items []kit.MenuItem
				for _, key := range f.d.Roles {
					items = append(items, kit.MenuItem{Title: t("role." + key), Checked: key == st.Role, Run: func() { f.edit(func(st *approval.Step) { st.Role = key }) }})
				}
				return items
			})
		})
	case approval.Manager, approval.Chain:
		c.FormRow(in, "levels", t("flow.levels"), f.field("levels", t("flow.levels"), strconv.Itoa(st.Levels), func(st *approval.Step, s string) {
			if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 && n < 20 {
				st.Levels = n
			}
		}), flowForm)
	case approval.Named:
		pick := f.fields["person"]
		if pick == nil {
			p := kit.NewSearch(t("flow.person"), f.d.people(f.host))
			p.Placeholder = t("flow.add_person")
			p.OnPick = func(o kit.Option) {
				if o.ID != 0 {
					f.edit(func(st *approval.Step) { st.People = append(slices.Clone(st.People), o.ID) })
					delete(f.fields, "person")
				}
			}
			pick = p.Field
			f.fields["person"] = pick
		}
		c.FormRow(in, "person", t("flow.person"), pick, flowForm)
		row := in.CutTop(28)
		row.CutLeft(94)
		for _, id := range st.People {
			name := f.names[id]
			if name == "" {
				name = "…"
			}
			c.Chip(&row, kit.Chip{ID: "p" + strconv.FormatInt(id, 10), Text: name, On: true, Remove: func() {
				f.edit(func(st *approval.Step) {
					st.People = slices.DeleteFunc(slices.Clone(st.People), func(x int64) bool { return x == id })
				})
			}})
		}
		in.CutTop(6)
	}
}

// drawWhen is the condition of a step: an amount, and fields of the document.
func (f *flowsTab) drawWhen(c *kit.Canvas, in *kit.Rect, st *approval.Step) {
	t := f.host.T
	text := ""
	if st.From > 0 {
		text = money.Of(st.From, "CNY").Plain()
	}
	from := f.fields["from"]
	if from == nil {
		a := kit.NewAmount(t("flow.from_amount"), "CNY")
		a.SetText(text)
		a.OnCommit = func(string) {
			if m, ok := a.Value(); ok && m >= 0 {
				f.edit(func(st *approval.Step) { st.From = m })
			}
		}
		from = a.Field
		f.fields["from"] = from
	}
	c.FormRow(in, "from", t("flow.from_amount"), from, flowForm)
	if f.terms.typ != nil {
		before := len(st.When.Terms)
		f.terms.draw(c, in, "when", "", &st.When)
		if before == 0 {
			row := in.CutTop(30)
			row.CutLeft(94)
			c.ButtonsLeft(&row, kit.Button{ID: "condition", Text: t("flow.add_condition"), Icon: icons.Plus, Small: true, Tap: func() {
				f.edit(func(st *approval.Step) { st.When = entity.When{Terms: []entity.Term{f.terms.fresh("")}} })
			}})
		}
	}
	if st.From > 0 || len(st.When.Terms) > 0 {
		c.FormPart(in, t("flow.otherwise"), theme.Control, "", flowForm, func(box kit.Rect) {
			options := []kit.Tab{{ID: "pass", Text: t("flow.passes")}, {ID: "quiet", Text: t("flow.quiet")}}
			now := "pass"
			if st.Quiet {
				now = "quiet"
			}
			box.W = min(box.W, kit.SegmentWidth(options))
			c.Segment("otherwise", box, options, now, func(id string) { f.edit(func(st *approval.Step) { st.Quiet = id == "quiet" }) })
		})
	}
}

// drawMay is what the people of the step may do, and what happens when they do not.
func (f *flowsTab) drawMay(c *kit.Canvas, in *kit.Rect, st *approval.Step) {
	t := f.host.T
	for _, what := range []string{approval.DenyDelegate, approval.DenyReturnTo} {
		allowed := !slices.Contains(st.Deny, what)
		row := in.CutTop(26)
		row.CutLeft(94)
		c.Check("may."+what, row, t("flow.may."+what), allowed, func(on bool) {
			f.edit(func(st *approval.Step) {
				st.Deny = slices.DeleteFunc(slices.Clone(st.Deny), func(x string) bool { return x == what })
				if !on {
					st.Deny = append(st.Deny, what)
				}
			})
		})
	}
	hours := func(id string, now int, set func(st *approval.Step, n int)) *kit.Field {
		text := ""
		if now > 0 {
			text = strconv.Itoa(now)
		}
		return f.field(id, t("flow."+id), text, func(st *approval.Step, s string) {
			n, err := strconv.Atoi(strings.TrimSpace(s))
			if strings.TrimSpace(s) == "" {
				n, err = 0, nil
			}
			if err == nil && n >= 0 && n < 10000 {
				set(st, n)
			}
		})
	}
	c.FormRow(in, "remind", t("flow.remind"), hours("remind", st.Remind, func(st *approval.Step, n int) { st.Remind = n }), flowForm)
	c.FormRow(in, "escalate", t("flow.escalate"), hours("escalate", st.Escalate, func(st *approval.Step, n int) { st.Escalate = n }), flowForm)
}

// drawTrial tells how a document would run, with real people and the reason for each step
// that is not needed.
func (f *flowsTab) drawTrial(c *kit.Canvas, in *kit.Rect) {
	t := f.host.T
	head := in.CutTop(26)
	note := t("flow.nothing_made")
	c.Text(head.CutRight(kit.Measure(note, kit.Caption)+2), note, kit.Caption)
	c.Text(head, t("flow.try"), kit.Section)
	in.CutTop(4)
	c.FormRow(in, "try.amount", t("flow.amount"), f.amount.Field, flowForm)
	c.FormRow(in, "try.by", t("flow.applicant"), f.by.Field, flowForm)
	for i, x := range f.tried {
		row := in.CutTop(40)
		first := row.CutTop(20)
		word, tone := t("flow.needed"), theme.OK
		if !x.Needed {
			word, tone = t("flow.not_needed"), theme.Muted
		}
		c.Text(first.CutRight(kit.Measure(word, kit.Caption)+2), word, kit.Caption.In(tone))
		c.Text(first, strconv.Itoa(i+1)+"  "+f.stepName(x.Step), kit.Body)
		text := f.people(x.People)
		if x.Why != "" {
			text = strings.TrimSpace(text + "  " + t(x.Why))
		}
		row.CutLeft(18)
		c.Text(row.CutTop(18), text, kit.Caption)
	}
	in.CutTop(6)
	c.Text(in.CutTop(24), t("flow.amounts"), kit.Strong)
	for i, list := range f.table {
		if i >= len(trials) {
			break
		}
		row := in.CutTop(24)
		c.Text(row.CutLeft(84), money.Of(trials[i], "CNY").Plain(), kit.Body)
		var way []string
		n := 0
		for _, x := range list {
			if x.Needed {
				n++
				way = append(way, f.people(x.People))
			}
		}
		end := t("flow.steps_n", "n", n)
		c.Text(row.CutRight(kit.Measure(end, kit.Caption)+2), end, kit.Caption)
		row.CutRight(6)
		c.Text(row, strings.Join(way, " → "), kit.Caption)
	}
}

func (f *flowsTab) people(ids []int64) string {
	var names []string
	for i, id := range ids {
		if i == 3 {
			names = append(names, "…")
			break
		}
		if n := f.names[id]; n != "" {
			names = append(names, n)
		}
	}
	return strings.Join(names, f.host.T("records.comma"))
}
