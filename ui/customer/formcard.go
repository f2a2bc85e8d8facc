package customer

import (
	"context"
	"strings"

	"kontor/app/blob"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/ui/attach"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Beside the form stands a business card: its picture is looked at while the fields are
// typed, a vCard in its QR code fills them, and saving keeps it as a file of the customer
// or of its first contact. DAT-06, DAT-07

// cardDraft is the key under which the draft keeps the file of the picture.
const cardDraft = "card.file"

const (
	cardWide = 420 // the column of a picture where there is room
	cardHigh = 232 // the strip above the form where there is none
)

func (f *Form) newCard() {
	f.card = attach.NewCard(f.host, f.deps.Cards, f.s)
	f.card.OnCard, f.card.OnChange = f.fillCard, f.keepSoon
}

// mayCard tells whether a picture could be kept.
func (f *Form) mayCard() bool {
	return f.card.Able() && f.deps.Files != nil && f.mayAttach()
}

// cardInputs are the fields of the form by the words of a vCard, the contact's first.
var cardInputs = map[string][]string{
	"company": {"name"}, "contact": {"contact.name"}, "job title": {"contact.title"}, "mobile": {"contact.mobile", "mobile"},
	"phone": {"phone"}, "email": {"contact.mail", "mail"}, "address": {"address"}, "website": {"website"}, "remark": {"remark"},
}

// fillCard fills the fields that are still empty from the card of a code, and says what came of it.
func (f *Form) fillCard(card map[string]string, code string) string {
	if len(card) == 0 {
		if strings.HasPrefix(code, "http") {
			return f.host.T("card.link", "link", code)
		}
		return f.host.T("card.other", "text", code)
	}
	texts := map[string]string{}
	for word, keys := range cardInputs {
		for _, key := range keys {
			if f.inputs[key] != nil && card[word] != "" {
				texts[key] = card[word]
				break
			}
		}
	}
	if card["company"] == "" { // somebody of no company is the customer
		texts["name"] = card["contact"]
	}
	return f.host.T("card.filled", "n", f.fillEmpty(texts))
}

// DropFiles takes a picture of a business card that was dropped on the window.
func (f *Form) DropFiles(paths []string) {
	if f.mayCard() {
		f.card.Drop(paths)
	}
}

// drawCard takes the room of the picture above the form when there is none beside it.
func (f *Form) drawCard(c *kit.Canvas, r *kit.Rect) {
	at := r.CutTop(min(cardHigh, r.H*0.45))
	f.card.Draw(c, at)
	c.LineH(r.X, r.Y-1, r.W, theme.Line)
}

// keepCard keeps the picture with the customer that was saved, or its contact.
func (f *Form) keepCard(ctx context.Context, path string, of customer.Of) error {
	return attach.Keep(ctx, f.deps.Files, path, func(text string, size int64) error {
		ref, _ := blob.ParseRef(text)
		_, err := f.deps.Customers.Attach(ctx, of, ref, size)
		return err
	})
}

// mayAttach tells whether the person may attach files to customers.
func (f *Form) mayAttach() bool {
	return f.host.Actor().Can(identity.May(customer.Attachments, identity.Add))
}
