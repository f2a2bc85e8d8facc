package paper

import (
	"slices"
	"sort"
	"time"

	"kontor/app/calendar"
	"kontor/app/money"
)

// FieldInfo is a field that templates of a kind may print.
type FieldInfo struct {
	Path  string // customer.name; line.name in a table
	Group string // "" is the document itself; else the record or list it belongs to
	Name  string // the last part, whose text is "printfield.<name>"
	Type  FieldType
	List  string // the list whose tables it belongs to: lines, instalments …
}

// FieldType is what sort of value a field has, as the designer tells it.
type FieldType string

// The types.
const (
	TextType    FieldType = "text"
	DateType    FieldType = "date"
	AmountType  FieldType = "amount"
	NumberType  FieldType = "number"
	PictureType FieldType = "picture"
	FlagType    FieldType = "flag"
	ListType    FieldType = "list"
)

// fieldOrder puts fields that people look for first before the others; the rest follows by
// name.
var fieldOrder = []string{
	"number", "date", "order_number", "quote_number", "no", "code", "name", "subject", "revision", "valid_until", "from", "until", "to",
	"spec", "quantity", "unit", "packages", "price", "discount", "tax", "amount", "subtotal", "total", "payer", "payee", "purpose", "method",
}

// groupOrder is the order of the groups; lists come after the records.
var groupOrder = []string{"", "customer", "supplier", "contact", "receiver", "account", "owner", "line", "instalments", "steps", "days", "columns", "total", "print", "company", "sheet"}

// Fields lists what templates of a kind may print, in the order of the designer.
func Fields(kind Kind) []FieldInfo {
	var out []FieldInfo
	for key, v := range Example(kind) {
		switch x := v.(type) {
		case Data:
			if key == "options" || key == "custom" {
				continue
			}
			for name, y := range x {
				out = append(out, FieldInfo{key + "." + name, key, name, typeOf(y), ""})
			}
		case []Data:
			group := key
			if key == "lines" {
				group = "line"
			}
			for name, y := range x[0] {
				out = append(out, FieldInfo{"line." + name, group, name, typeOf(y), key})
			}
		default:
			out = append(out, FieldInfo{key, "", key, typeOf(v), ""})
		}
	}
	for _, name := range []string{"page", "pages", "part"} {
		out = append(out, FieldInfo{name, "sheet", name, NumberType, ""})
	}
	out = append(out, FieldInfo{"print.reprint", "print", "reprint", NumberType, ""})
	place := func(list []string, s string) int {
		if i := slices.Index(list, s); i >= 0 {
			return i
		}
		return len(list)
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if x, y := place(groupOrder, a.Group), place(groupOrder, b.Group); x != y {
			return x < y
		}
		if x, y := place(fieldOrder, a.Name), place(fieldOrder, b.Name); x != y {
			return x < y
		}
		return a.Path < b.Path
	})
	return out
}

func typeOf(v any) FieldType {
	switch v.(type) {
	case calendar.Date, time.Time:
		return DateType
	case money.Amount, money.Price:
		return AmountType
	case int, int64, money.Quantity, money.Rate:
		return NumberType
	case bool:
		return FlagType
	case []byte:
		return PictureType
	case []any, []string, []Data:
		return ListType
	}
	return TextType
}
