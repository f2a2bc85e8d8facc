package mail

import (
	"cmp"
	"context"

	"kontor/app/mail"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// letterItems are the actions on a letter of the outbox.
func (p *Page) letterItems() []kit.MenuItem {
	o := p.letter()
	if o == nil {
		return nil
	}
	var items []kit.MenuItem
	for _, b := range p.letterButtons(o) {
		items = append(items, kit.MenuItem{Title: b.Text, Icon: b.Icon, Run: b.Tap})
	}
	return items
}

// letterButtons are what can be done with a letter in its state.
func (p *Page) letterButtons(o *mail.Outgoing) []kit.Button {
	t, id := p.host.T, o.ID
	edit := kit.Button{ID: "edit", Text: t("mail.edit_letter"), Icon: icons.Pencil, Tap: func() { p.takeBack(id) }}
	discard := kit.Button{ID: "discard", Text: t("mail.discard"), Icon: icons.Trash, Tap: p.discardSelected}
	again := kit.Button{ID: "again", Text: t("mail.send_now"), Icon: icons.Send, Kind: kit.Primary, Tap: func() { p.sendAgain(id) }}
	switch o.State {
	case mail.Drafted:
		edit.Kind, edit.Tap = kit.Primary, func() { p.resume(id) }
		return []kit.Button{discard, edit}
	case mail.Queued:
		return []kit.Button{edit, again}
	case mail.Failed:
		again.Text = t("mail.try_again")
		return []kit.Button{discard, edit, again}
	case mail.Uncertain:
		again.Text, again.Kind = t("mail.send_again"), kit.Outline
		return []kit.Button{edit, again, {ID: "resolve", Text: t("mail.was_sent"), Icon: icons.Check, Kind: kit.Primary, Tap: func() { p.resolve(id) }}}
	}
	return nil
}

// drawLetter shows the selected letter of the outbox.
func (p *Page) drawLetter(c *kit.Canvas, r kit.Rect) {
	o := p.letter()
	t := p.host.T
	if o == nil {
		return
	}
	head := r.CutTop(readerHead)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	in := head.Pad(16, 0, 16, 1)
	top := kit.R(in.X, in.Y+10, in.W, 30)
	c.ButtonsRight(&top, p.letterButtons(o)...)
	c.Text(top, cmp.Or(o.Subject, t("mail.no_subject")), kit.Section)
	row := kit.R(in.X, in.Y+43, in.W, 22)
	text, tint := p.stateOf(*o)
	row.CutLeft(c.Badge(row, text, tint) + 10)
	c.Text(row, t("mail.sent_to", "who", cmp.Or(o.Recipients, t("mail.nobody"))), kit.Hint)
	if b, ok := p.letterBanner(o); ok {
		h := kit.BannerHeight(b, r.W-32)
		c.Banner(r.CutTop(h+12).Pad(16, 12, 16, 0), b)
	}
	p.preview(o)
	if p.letterFlow != nil && p.letterOf == o.ID {
		if p.letterFlow.width != r.W-42 {
			p.letterFlow = flowOf(p.letterBlocks, r.W-42, nil, "")
		}
		c.ScrollAuto("letter", r.Pad(16, 0, 10, 0), func(body kit.Rect) float32 {
			body.CutTop(14)
			p.letterFlow.draw(c, body, func(wordRun) {})
			return p.letterFlow.height + 30
		})
	}
}

// letterBanner explains what happened to a letter.
func (p *Page) letterBanner(o *mail.Outgoing) (kit.Banner, bool) {
	t := p.host.T
	switch {
	case o.State == mail.Failed:
		return kit.Banner{Tint: kit.Red, Text: t("mail.failed_text", "why", p.why(o))}, true
	case o.State == mail.Uncertain:
		return kit.Banner{Tint: kit.Amber, Text: t("mail.unknown_text")}, true
	case o.State == mail.Queued && o.Attempts > 0:
		return kit.Banner{Tint: kit.Amber, Icon: icons.Clock, Text: t("mail.retry_text", "why", p.why(o), "time", p.when(o.NextAt, true))}, true
	}
	return kit.Banner{}, false
}

// why says in words why a letter was not sent.
func (p *Page) why(o *mail.Outgoing) string {
	if o.Said != "" {
		return o.Said
	}
	for _, a := range p.side.Accounts {
		if a.ID == o.AccountID && o.Error != "" {
			return p.host.ErrorText(mail.Look{Error: o.Error}.ErrorOf(a))
		}
	}
	return p.host.T("mail.no_reason")
}

// preview loads the text of the selected letter.
func (p *Page) preview(o *mail.Outgoing) {
	if p.letterOf == o.ID && p.letterVersion == o.Version {
		return
	}
	p.letterOf, p.letterVersion, p.letterFlow = o.ID, o.Version, nil
	id := o.ID
	p.host.Go(func(ctx context.Context) {
		full, _, err := p.d.Mail.Outgoing(ctx, id)
		p.host.Post(func() {
			if err != nil || p.letterOf != id {
				return
			}
			text := full.Draft.Text
			if full.Draft.Quoted != "" {
				text += "\n\n" + full.Draft.Quoted
			}
			p.letterBlocks = plain(text)
			p.letterFlow = flowOf(p.letterBlocks, 400, nil, "")
			p.surface.Redraw()
		})
	})
}

// resume goes on with a draft.
func (p *Page) resume(id int64) {
	p.host.Go(func(ctx context.Context) {
		o, files, err := p.d.Mail.Outgoing(ctx, id)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			if o.State != mail.Drafted {
				p.takeBack(id)
				return
			}
			p.compose(o, files, "new")
		})
	})
}

// takeBack turns a letter that waits into a draft again and opens it.
func (p *Page) takeBack(id int64) {
	p.host.Go(func(ctx context.Context) {
		err := p.d.Mail.Recall(ctx, id)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			p.refresh()
			p.resume(id)
		})
	})
}

func (p *Page) act(fn func(ctx context.Context) error) {
	p.run("", func(ctx context.Context) (func(context.Context) error, error) { return nil, fn(ctx) })
}

func (p *Page) sendAgain(id int64) {
	p.act(func(ctx context.Context) error {
		if err := p.d.Mail.Retry(ctx, id); err != nil {
			return err
		}
		_, err := p.d.Mail.SendQueued(ctx)
		return err
	})
}

func (p *Page) resolve(id int64) {
	p.act(func(ctx context.Context) error { return p.d.Mail.Resolve(ctx, id) })
}

func (p *Page) discardSelected() {
	o := p.letter()
	if o == nil {
		return
	}
	id := o.ID
	p.host.Ask(kit.Question{
		Title: p.host.T("mail.discard_title"), Text: cmp.Or(o.Subject, p.host.T("mail.no_subject")), Danger: true, Yes: p.host.T("mail.discard"),
		OnYes: func() { p.act(func(ctx context.Context) error { return p.d.Mail.Discard(ctx, id) }) },
	})
}
