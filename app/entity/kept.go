package entity

// Kept describes a field that every company has and few records fill: it lives in the
// JSON column like a custom field, so that it costs nothing where it is empty, and its
// name is in the translation files like that of any own field.
func (e *Fields) Kept(key string, kind Kind) *Field {
	return e.put(&Field{Key: key, Kind: kind, Store: InCustom, Nullable: true})
}

// KeptNumber is Kept for a number with scale decimals, 0 … 9.
func (e *Fields) KeptNumber(key string, scale int) *Field {
	f := e.Kept(key, KindNumber)
	f.Scale = scale
	return f
}

// KeptChoice is Kept for one option of a list.
func (e *Fields) KeptChoice(key string, options ...string) *Field {
	return e.Kept(key, KindChoice).Choosing(options...)
}

// inColumns are the fields that have a column of their own.
func inColumns(list []*Field) []*Field {
	var out []*Field
	for _, f := range list {
		if f.Store == InColumn {
			out = append(out, f)
		}
	}
	return out
}
