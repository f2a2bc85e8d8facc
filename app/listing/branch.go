package listing

import "kontor/app/entity"

// branches lets an option of a tree stand for all below it: a region for its cities.
func branches(c Cond) Cond {
	if c.Op != Eq && c.Op != Ne && c.Op != In {
		return c
	}
	var all []entity.Value
	for _, v := range c.Args {
		for _, key := range c.Column.Field.Below(v.Text()) {
			all = append(all, entity.Str(key))
		}
	}
	if len(all) == len(c.Args) {
		return c
	}
	not := c.Op == Ne
	c.Op, c.Args = In, all
	if not {
		return Cond{Not: true, Kids: []Cond{c}}
	}
	return c
}
