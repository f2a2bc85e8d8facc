package records

import (
	"encoding/json"

	"kontor/app/listing"
	"kontor/ui/kit"
)

// rowsArg carries the conditions of a list from window to window.
const rowsArg = "rows"

// OpenRows shows the list of a kind with conditions, in whichever window it stands: the
// rows behind a figure.
func OpenRows(h kit.Host, kind string, f listing.Node) {
	raw, err := json.Marshal(f)
	if err != nil {
		h.Report(err)
		return
	}
	h.Open(kind, 0, map[string]string{rowsArg: string(raw)})
}

// RowsOf are the conditions that OpenRows sent along.
func RowsOf(args map[string]string) (f listing.Node, ok bool) {
	text := args[rowsArg]
	return f, text != "" && json.Unmarshal([]byte(text), &f) == nil
}
