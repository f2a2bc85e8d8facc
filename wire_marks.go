package main

import (
	"kontor/app/mark"
	"kontor/ui/kit"
	"kontor/ui/marks"
)

// chosenIn is what is chosen in a page, when it shows records.
func chosenIn(p kit.Page) (kind string, ids []int64) {
	if r, ok := p.(kit.Recorder); ok {
		return r.Chosen()
	}
	return "", nil
}

// marksPage lists what carries a mark.
func (c *office) marksPage(h kit.Host, id int64) kit.Page { return marks.New(h, c.Marks, id) }

// putMark asks which mark to put on records.
func (c *office) putMark(h kit.Host, kind string, ids []int64) {
	marks.Ask(h, c.Marks, marks.Chosen{Kind: kind, IDs: ids})
}

// tourMark puts a mark on a record of some kinds, for the picture of its page.
func (c *office) tourMark() (int64, error) {
	id, err := c.Marks.Save(c.ctx, 0, "2026-03", true)
	if err != nil {
		return 0, err
	}
	for _, kind := range []string{"customer", "contact", "quote", "sales_order"} {
		if rec := c.newest(kind); rec != 0 {
			if _, err := c.Marks.Put(c.ctx, id, kind, []int64{rec}); err != nil {
				return 0, err
			}
		}
	}
	return id, nil
}

var _ marks.Service = (*mark.Service)(nil)
