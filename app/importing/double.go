package importing

import (
	"context"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/phone"
)

func phoneKey(text string) string { return phone.Shipped().Keep(text).Key() }

// taken is a record, or a row of the file, that is the same as a row.
type taken struct {
	id, owner int64
	title     string
	line      int
	key       string // of the sentence
}

// doubles takes out the rows whose record exists already: a unique field that is taken,
// or the same mobile together with the same customer or contact name, in the company or
// earlier in the file. One question for each field and chunk, however many rows.
func (p *pass) doubles(ctx context.Context, chunk []*draft) error {
	var open []*draft
	for _, d := range chunk {
		if d.rec != nil && !d.done {
			open = append(open, d)
		}
	}
	if len(open) == 0 {
		return nil
	}
	same := map[*draft]taken{}
	for _, f := range p.unique {
		if err := p.uniqueDoubles(ctx, open, f, same); err != nil {
			return err
		}
	}
	for _, d := range open {
		d.mobiles = p.mobileKeys(d)
	}
	if err := p.mobileDoubles(ctx, open, same); err != nil {
		return err
	}
	for _, d := range open {
		if t, ok := same[d]; ok {
			p.skipDouble(ctx, d, t)
			continue
		}
		if line, once := p.before(d); line > 0 {
			t := taken{line: line, key: "import.same_row"}
			if once {
				t.key = "import.same_once"
			}
			p.skipDouble(ctx, d, t)
		}
	}
	return nil
}

func (p *pass) skipDouble(ctx context.Context, d *draft, t taken) {
	d.done = true
	owner := p.ownerName(ctx, t.owner)
	p.report.skip(Outcome{
		Line: d.line, ID: t.id, Title: p.titleOf(d), Owner: owner,
		Why: app.E(app.Conflict, t.key, "name", t.title, "owner", owner, "line", t.line, "kind", entity.Label(p.main.Name+".one")),
	})
}

// before finds an earlier row of the file that makes the same record, and remembers this
// one for the rows to come; once tells that they are the same in what exists once only.
func (p *pass) before(d *draft) (line int, once bool) {
	keys, only := p.fileKeys(d), p.onceKey(d)
	for _, k := range keys {
		if line, ok := p.inFile[k]; ok {
			return line, false
		}
	}
	if only != "" {
		if line, ok := p.inFile[only]; ok {
			return line, true
		}
		keys = append(keys, only)
	}
	for _, k := range keys {
		p.inFile[k] = d.line
	}
	return 0, false
}

// onceKey is what may exist once only, of a row; "" when the kind has no such thing or a part
// of it is empty.
func (p *pass) onceKey(d *draft) string {
	key := ""
	for _, k := range p.main.Once {
		v := p.main.Field(k).Get(d.rec)
		if v.IsEmpty() {
			return ""
		}
		key += "\x00" + v.String()
	}
	return key
}

func (p *pass) fileKeys(d *draft) []string {
	var out []string
	for _, f := range p.unique {
		if v := f.Get(d.rec); !v.IsEmpty() {
			out = append(out, f.Key+"\x00"+v.String())
		}
	}
	if p.job.Mapping.Mode == Upsert {
		for _, key := range p.job.Mapping.Keys {
			if f := p.main.Field(key); f != nil && f.Get(d.rec) != f.Empty() {
				column, value := keyOf(p.main, f, f.Format(f.Get(d.rec)))
				if value != "" {
					out = append(out, column+"\x00"+value)
				}
				break
			}
		}
	}
	for _, k := range d.mobiles {
		out = append(out, "mobile\x00"+k.mobile+"\x00"+k.name)
	}
	return out
}

type mobileName struct{ mobile, name string }

// mobileKeys are the pairs of mobile and name that the rule of duplicates looks at.
func (p *pass) mobileKeys(d *draft) []mobileName {
	mk, nk := p.main.Field("mobile_key"), p.main.Field("name_key")
	if mk == nil || nk == nil {
		return nil
	}
	mobiles := []string{mk.Get(d.rec).Text()}
	names := []string{nk.Get(d.rec).Text()}
	if d.side != nil {
		if f := p.side.Field("mobile"); f != nil {
			if k := phoneKey(f.Get(d.side).Text()); k != "" && k != mobiles[0] {
				mobiles = append(mobiles, k)
			}
		}
		names = append(names, nameKey(p.side, p.side.TitleOf(d.side)))
	}
	var out []mobileName
	for _, m := range mobiles {
		for _, n := range names {
			if m != "" && n != "" {
				out = append(out, mobileName{m, n})
			}
		}
	}
	return out
}

func (p *pass) uniqueDoubles(ctx context.Context, open []*draft, f *entity.Field, same map[*draft]taken) error {
	rows := map[string][]*draft{}
	var ask []string
	for _, d := range open {
		v := f.Get(d.rec)
		if v.IsEmpty() {
			continue
		}
		text := f.Format(v)
		if rows[text] == nil {
			ask = append(ask, text)
		}
		rows[text] = append(rows[text], d)
	}
	found, err := p.look.where(ctx, p.main.Name, f.Key, ask, []string{f.Key, p.main.Title, "owner_id"})
	if err != nil {
		return err
	}
	for _, r := range found {
		for _, d := range rows[f.Format(r.Cells[0])] {
			same[d] = taken{id: r.ID, owner: r.Cells[2].Int(), title: r.Cells[1].Text(), key: "import.exists"}
		}
	}
	return nil
}

// mobileDoubles asks for customers and contacts with the mobiles of a chunk.
func (p *pass) mobileDoubles(ctx context.Context, open []*draft, same map[*draft]taken) error {
	rows := map[mobileName][]*draft{}
	asked := map[string]bool{}
	var ask []string
	for _, d := range open {
		for _, k := range d.mobiles {
			rows[k] = append(rows[k], d)
			if !asked[k.mobile] {
				asked[k.mobile] = true
				ask = append(ask, k.mobile)
			}
		}
	}
	if len(ask) == 0 {
		return nil
	}
	hit := func(k mobileName, t taken) {
		for _, d := range rows[k] {
			same[d] = t
		}
	}
	main, err := p.look.where(ctx, p.main.Name, "mobile_key", ask, []string{"mobile_key", "name_key", p.main.Title, "owner_id"})
	if err != nil {
		return err
	}
	for _, r := range main {
		hit(mobileName{r.Cells[0].Text(), r.Cells[1].Text()},
			taken{id: r.ID, owner: r.Cells[3].Int(), title: r.Cells[2].Text(), key: "import.double"})
	}
	return p.sideDoubles(ctx, ask, hit)
}

// sideDoubles looks among the contacts: the mobile of a contact together with its own
// name or with the name of its customer.
func (p *pass) sideDoubles(ctx context.Context, ask []string, hit func(mobileName, taken)) error {
	side := p.job.Kind.Side
	if side == nil || p.s.g.Registry.Type(side.Entity) == nil {
		return nil
	}
	columns := []string{"mobile_key", "name_key", side.Ref, side.Ref + ".name_key", side.Ref + "." + p.main.Title, side.Ref + ".owner_id"}
	found, err := p.look.where(ctx, side.Entity, "mobile_key", ask, columns)
	if err != nil {
		return err
	}
	for _, r := range found {
		t := taken{id: r.Cells[2].Int(), owner: r.Cells[5].Int(), title: r.Cells[4].Text(), key: "import.double"}
		hit(mobileName{r.Cells[0].Text(), r.Cells[1].Text()}, t)
		hit(mobileName{r.Cells[0].Text(), r.Cells[3].Text()}, t)
	}
	return nil
}
