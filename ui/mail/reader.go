package mail

import (
	"bytes"
	"context"
	"image"
	_ "image/gif" // pictures in mails
	_ "image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/bmp" // pictures in mails
	_ "golang.org/x/image/webp"

	"kontor/app/mail"
	"kontor/app/mail/parse"
	"kontor/ui/kit"
)

// reader shows one mail.
type reader struct {
	p        *Page
	load     *kit.Loader
	id       int64
	open     *mail.Opened
	blocks   []parse.Block
	fold     int // index of the block with which the quoted earlier mail begins
	unfolded bool
	rich     bool
	pictures map[string]image.Image
	flow     *flow
	getting  bool // the text comes from the server just now
	missing  error
}

// most is the size of a picture that is decoded, in pixels.
const most = 20_000_000

// read shows a message; byHand marks it as read.
func (p *Page) read(id int64, byHand bool) {
	r := &p.reader
	if r.id != id {
		r.clear()
	}
	r.id = id
	kit.Load(r.load, func(ctx context.Context) (read, error) {
		o, err := p.d.Mail.Open(ctx, id)
		if err != nil {
			return read{}, err
		}
		return read{o, picturesOf(o)}, nil
	}, func(x read) {
		r.show(x)
		if byHand {
			p.seen(x.open)
		}
		if x.open.Mail == nil {
			r.fetch()
		}
		p.card.show(x.open)
	})
}

type read struct {
	open     *mail.Opened
	pictures map[string]image.Image
}

// picturesOf decodes the pictures that stand in the text, within limits.
func picturesOf(o *mail.Opened) map[string]image.Image {
	if o.Mail == nil {
		return nil
	}
	out := map[string]image.Image{}
	total := 0
	for i := range o.Mail.Parts {
		part := &o.Mail.Parts[i]
		if part.CID == "" || part.Size > 10<<20 || len(out) >= 30 {
			continue
		}
		b := part.Bytes()
		conf, _, err := image.DecodeConfig(bytes.NewReader(b))
		if err != nil || conf.Width <= 0 || conf.Height <= 0 || conf.Width > 20000 || conf.Height > 20000 || total+conf.Width*conf.Height > most {
			continue
		}
		img, _, err := image.Decode(bytes.NewReader(b))
		if err == nil {
			total += conf.Width * conf.Height
			out[part.CID] = img
		}
	}
	return out
}

func (r *reader) clear() {
	r.id, r.open, r.blocks, r.flow, r.unfolded, r.rich, r.missing, r.getting = 0, nil, nil, nil, false, false, nil, false
	r.pictures = nil
}

// show takes a message over. HTML is shown where the plain text has nothing, or on wish.
func (r *reader) show(x read) {
	r.open, r.pictures, r.flow = x.open, x.pictures, nil
	r.blocks = nil
	if x.open.Mail != nil {
		r.blocks = x.open.Mail.Blocks(r.rich || richOnly(x.open.Mail))
		r.fold = parse.FoldAt(r.blocks)
	}
}

// richOnly tells whether the mail's HTML says more than its plain text: pictures or
// tables in it.
func richOnly(m *parse.Mail) bool {
	for _, s := range m.Body {
		if s.HTML == "" {
			continue
		}
		for _, b := range parse.Blocks(s.HTML) {
			if b.Kind == parse.Row {
				return true
			}
			for _, sp := range b.Spans {
				if sp.Image != "" {
					return true
				}
			}
		}
	}
	return false
}

// update takes over what a list knows of the message: flags, customer.
func (r *reader) update(m mail.Message) {
	if r.open == nil || m.ID == 0 || m.ID != r.open.ID {
		return
	}
	changed := r.open.CustomerID != m.CustomerID || r.open.Match != m.Match || r.open.Body != m.Body
	r.open.Message = m
	if changed {
		r.p.read(m.ID, false)
	}
}

// fetch gets a text that is not here from the server.
func (r *reader) fetch() {
	id := r.id
	r.getting, r.missing = true, nil
	r.p.surface.Redraw()
	r.p.host.Go(func(ctx context.Context) {
		err := r.p.d.Mail.FetchText(ctx, id)
		r.p.host.Post(func() {
			if r.id != id {
				return
			}
			r.getting, r.missing = false, err
			if err == nil {
				r.p.read(id, false)
			}
			r.p.surface.Redraw()
		})
	})
}

// seen marks a message as read, quietly.
func (p *Page) seen(o *mail.Opened) {
	if !o.Own || o.Flags.Has(mail.Seen) {
		return
	}
	id := o.ID
	p.host.Go(func(ctx context.Context) {
		_, err := p.d.Mail.Mark(ctx, []int64{id}, mail.Seen, true)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			if m, ok := p.rows[id]; ok {
				m.Flags |= mail.Seen
				p.rows[id] = m
			}
			if p.reader.open != nil && p.reader.open.ID == id {
				p.reader.open.Flags |= mail.Seen
			}
			p.surface.Redraw()
		})
	})
}
