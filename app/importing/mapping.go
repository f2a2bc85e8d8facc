package importing

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"kontor/app"
)

// Mode says what a row may do.
type Mode string

// The modes.
const (
	Create Mode = "create" // new records only; a duplicate is skipped
	Upsert Mode = "upsert" // new records, and changes where the key is found
	Update Mode = "update" // changes only; a row without a record is skipped
)

// Sure says how certain a guess is.
type Sure string

// The degrees. Set means that a person or a remembered mapping chose the field.
const (
	High   Sure = "high"
	Medium Sure = "medium"
	Low    Sure = "low"
	Set    Sure = "set"
)

// Order is the order of day, month and year in dates written with numbers.
type Order string

// The orders.
const (
	AnyOrder Order = ""    // year first, or what the whole column shows
	YMD      Order = "ymd" // 2026/3/12
	DMY      Order = "dmy" // 12/3/2026
	MDY      Order = "mdy" // 3/12/2026
)

// Unknown says what happens to a name that belongs to nobody.
type Unknown string

// The ways.
const (
	Refuse Unknown = ""      // the row fails
	Leave  Unknown = "leave" // the cell counts as empty, so that the default holds
)

// Column says what a column of the file becomes.
type Column struct {
	Header  string            `json:"header"`
	Field   string            `json:"field"` // key of a Target; "" is left out
	Sure    Sure              `json:"sure,omitempty"`
	Zeros   int               `json:"zeros,omitempty"`   // amounts are multiplied by 10^Zeros: 4 for 万元
	Values  map[string]string `json:"values,omitempty"`  // what stands in the file → what is meant
	Unknown Unknown           `json:"unknown,omitempty"` // for names of people and records
	Agreed  bool              `json:"agreed,omitempty"`  // somebody looked at a doubtful column
}

// Mapping is everything about how a file becomes records. It is remembered by the
// headers of the file.
type Mapping struct {
	Layout    Layout            `json:"layout,omitzero"`
	HeaderRow int               `json:"header_row"` // as a spreadsheet numbers it; 0: the file has none
	Mode      Mode              `json:"mode"`
	Keys      []string          `json:"keys,omitempty"` // fields by which rows find records, in this order
	Dates     Order             `json:"dates,omitempty"`
	Defaults  map[string]string `json:"defaults,omitempty"` // field → text, where the cell is empty
	Columns   []Column          `json:"columns"`
}

// Mapped lists the fields that columns fill.
func (m *Mapping) Mapped() map[string]int {
	out := map[string]int{}
	for i, c := range m.Columns {
		if c.Field != "" {
			out[c.Field] = i
		}
	}
	return out
}

// Doubtful lists the columns that somebody has to agree to before the import: guesses of
// low confidence and changed units. What the dry run finds comes on top.
func (m *Mapping) Doubtful() []int {
	var out []int
	for i, c := range m.Columns {
		if c.Field != "" && !c.Agreed && (c.Sure == Low || c.Zeros != 0 && c.Sure != Set) {
			out = append(out, i)
		}
	}
	return out
}

// check refuses a mapping that cannot be run: import.field_twice, import.field_unknown,
// import.no_fields, import.key_unmapped, import.mode, import.default.
func (m *Mapping) check(targets []Target) error {
	seen := map[string]bool{}
	for _, c := range m.Columns {
		if c.Field == "" {
			continue
		}
		t, ok := targetNamed(targets, c.Field)
		if !ok {
			return app.E(app.Invalid, "import.field_unknown", "name", c.Field)
		}
		if seen[c.Field] {
			return app.E(app.Invalid, "import.field_twice", "field", t.Field.Label())
		}
		seen[c.Field] = true
	}
	if len(seen) == 0 {
		return app.E(app.Invalid, "import.no_fields")
	}
	for field := range m.Defaults {
		if _, ok := targetNamed(targets, field); !ok {
			return app.E(app.Invalid, "import.field_unknown", "name", field)
		}
	}
	switch m.Mode {
	case Create:
		return nil
	case Update, Upsert:
		for _, k := range m.Keys {
			if seen[k] {
				return nil
			}
		}
		return app.E(app.Invalid, "import.key_unmapped")
	}
	return app.E(app.Invalid, "import.mode", "name", string(m.Mode))
}

// Signature names a file by its headers: files with the same headers share a mapping.
func Signature(kind string, headers []string) string {
	h := sha256.New()
	h.Write([]byte(kind))
	for _, s := range headers {
		h.Write([]byte("\x00" + plainHeader(s)))
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// ReadMapping reads the file of --map. It is a whole Mapping, or just pairs of header
// and field: {"公司名称": "name", "手机": "mobile"}. Error: import.map_file.
func ReadMapping(raw []byte) (Mapping, error) {
	var m Mapping
	if json.Unmarshal(raw, &m) == nil && len(m.Columns) > 0 {
		return m, nil
	}
	pairs := map[string]string{}
	if err := json.Unmarshal(raw, &pairs); err != nil {
		return m, app.E(app.Invalid, "import.map_file").Because(err)
	}
	m = Mapping{}
	for header, field := range pairs {
		m.Columns = append(m.Columns, Column{Header: header, Field: field, Sure: Set, Agreed: true})
	}
	return m, nil
}

// Fit puts the columns of a remembered or given mapping onto the headers of a file. ok
// is false when a header the mapping speaks of is not there.
func (m Mapping) Fit(headers []string) (Mapping, bool) {
	by := map[string]Column{}
	for _, c := range m.Columns {
		by[plainHeader(c.Header)] = c
	}
	out, found := m, 0
	out.Columns = make([]Column, len(headers))
	for i, h := range headers {
		c, ok := by[plainHeader(h)]
		if ok {
			found++
			delete(by, plainHeader(h))
		}
		c.Header = h
		out.Columns[i] = c
	}
	for _, c := range by {
		if c.Field != "" {
			return out, false
		}
	}
	return out, found > 0
}

// plainHeader compares headers: half-width, lower case, without blanks, punctuation and
// the star of required fields.
func plainHeader(s string) string {
	return strings.Join(strings.FieldsFunc(fold(s), notWord), "")
}
