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

var _ marks.Service = (*mark.Service)(nil)
