package mail

import "kontor/ui/kit"

// Doors for tests.

// Choose goes to a view.
func (p *Page) Choose(view string) { p.choose(view) }

// Writing is the composer that is open.
func (p *Page) Writing() *Writing { return &Writing{p.write} }

// Writing drives the composer.
type Writing struct{ w *composer }

// UseTemplate fills a template.
func (x *Writing) UseTemplate(name string) {
	for _, t := range x.w.templates {
		if t.Name == name {
			x.w.use(t)
			return
		}
	}
	panic("no template " + name)
}

// AttachFirstPaper attaches the PDF of the first open document.
func (x *Writing) AttachFirstPaper() { x.w.attachPaper(x.w.p.shownCard().papers()[0]) }

// Keep saves the draft.
func (x *Writing) Keep() { x.w.keep() }

// Type puts a text into the letter.
func (x *Writing) Type(text string) { x.w.text.SetText(text); x.w.changed() }

// To adds recipients.
func (x *Writing) To(text string) { x.w.to.add(text) }

// Subject sets the subject.
func (x *Writing) Subject(text string) { x.w.subject.SetText(text); x.w.changed() }

// Text is the text as it stands.
func (x *Writing) Text() string { return x.w.text.Text() }

// Open tells whether a letter is being written.
func (x *Writing) Open() bool { return x.w != nil }

// Err is the sentence that keeps the letter from going out.
func (x *Writing) Err() string { return x.w.err }

// Files names the attachments.
func (x *Writing) Files() (names []string) {
	for _, f := range x.w.files {
		names = append(names, f.Name)
	}
	return names
}

// EditFirstAccount opens the settings of the first account and tests them with a secret.
func (p *Page) EditFirstAccount(secret string) {
	x := p.editAccount(p.side.Accounts[0])
	x.secret.SetText(secret)
	x.try(nil)
}

// Surface gives the page's surface.
func (p *Page) Surface() *kit.Surface { return p.surface }

// Search types into the search field.
func (p *Page) Search(text string) { p.search.SetText(text); p.search.OnChange(text) }

// ClearTo empties the line of recipients.
func (x *Writing) ClearTo() { x.w.to.list, x.w.to.wrong = nil, nil; x.w.to.pick.SetText("") }

// Recipients are the addresses of the line.
func (x *Writing) Recipients() (out []string) {
	for _, a := range x.w.to.list {
		out = append(out, a.Mail)
	}
	return out
}

// Attach adds a file.
func (x *Writing) Attach(name string) { x.w.attach(name, []byte("content")) }
