// Package bankfile reads the statements of banks, 微信 and 支付宝 as they are downloaded:
// it finds the row of headers below whatever stands above it, tells which column is which,
// and gives lines in their order of time. A file is read whole or refused with the place;
// a running balance that does not add up is refused as well.
package bankfile

import (
	"io"
	"strings"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/importing"
	"kontor/app/money"
)

// MaxLines is how many lines a statement may have.
const MaxLines = 100_000

// Line is one movement of a statement. One of In and Out is 0, neither is negative.
type Line struct {
	Row       int // in the file
	On        calendar.Date
	Time      string // 11:26, or ""
	Party     string
	PartyCode string
	Memo      string
	Ref       string // the bank's number of the movement
	In, Out   money.Minor
	Balance   money.Minor
	Balanced  bool // the file gives a balance
}

// Statement is a file that was read.
type Statement struct {
	Format           string // bank, wechat, alipay
	Lines            []Line
	Left             int // rows that move no money: closed, neutral
	Opening, Closing money.Minor
	Balanced         bool // every line has a balance, and they add up
}

// Read reads a statement. Errors: bank.no_header, bank.no_column, bank.row_date,
// bank.row_amount, bank.row_both, bank.row_way, bank.balance, bank.empty, bank.long, and
// those of the source.
func Read(src importing.Source, l importing.Layout, today calendar.Date) (*Statement, error) {
	rows, err := src.Open(l)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	r := reader{today: today, st: &Statement{Format: "bank"}}
	var row importing.Row
	for {
		err := rows.Next(&row)
		if err == io.EOF {
			break
		}
		if err == nil {
			err = r.take(&row)
		}
		if err != nil {
			return nil, err
		}
	}
	switch {
	case r.cols == nil:
		return nil, r.nothing()
	case len(r.st.Lines) == 0:
		return nil, app.E(app.Invalid, "bank.empty")
	}
	return r.st, r.st.arrange()
}

type reader struct {
	today calendar.Date
	st    *Statement
	cols  map[role][]int
	best  []string // the row that looked most like headers, for the refusal
}

// take reads one row: above the headers it looks for them.
func (r *reader) take(row *importing.Row) error {
	if row.Empty() {
		return nil
	}
	if r.cols == nil {
		r.lookUp(row)
		return nil
	}
	if len(r.st.Lines) == MaxLines {
		return app.E(app.Invalid, "bank.long", "max", MaxLines)
	}
	return r.line(row)
}

// lookUp tells whether a row holds the headers.
func (r *reader) lookUp(row *importing.Row) {
	found := map[role][]int{}
	var names []string
	for i, c := range row.Cells {
		text, header := importing.Plain(c)
		switch {
		case strings.Contains(text, "微信支付"):
			r.st.Format = "wechat"
		case strings.Contains(text, "支付宝"):
			r.st.Format = "alipay"
		}
		if text != "" {
			names = append(names, text)
		}
		if what := roleOf(header); what != "" {
			found[what] = append(found[what], i)
		}
	}
	if len(found) >= 2 && len(names) >= len(r.best) {
		r.best = names
	}
	if complete(found) && len(names) >= 3 {
		r.cols = found
	}
}

// complete headers say when, how much, and in which direction.
func complete(found map[role][]int) bool {
	amount := len(found[isIn]) > 0 && len(found[isOut]) > 0 || len(found[isAmount]) > 0
	return (len(found[isDate]) > 0 || len(found[isTime]) > 0) && amount
}

// nothing says what was looked for and what was found.
func (r *reader) nothing() error {
	if len(r.best) == 0 {
		return app.E(app.Invalid, "bank.no_header")
	}
	return app.E(app.Invalid, "bank.no_column", "found", strings.Join(r.best, "、"))
}

func (r *reader) cell(row *importing.Row, what role) importing.Cell {
	for _, i := range r.cols[what] {
		if i < len(row.Cells) && row.Cells[i].Text != "" {
			return row.Cells[i]
		}
	}
	return importing.Cell{}
}

func (r *reader) text(row *importing.Row, what role) string {
	var parts []string
	for _, i := range r.cols[what] {
		if i >= len(row.Cells) {
			continue
		}
		text, _ := importing.Plain(row.Cells[i])
		if text = strings.Join(strings.Fields(text), " "); text != "" && text != "/" && text != "-" && text != "--" {
			parts = append(parts, text)
		}
	}
	if what == isMemo {
		return cut(strings.Join(parts, " "), 200)
	}
	if len(parts) == 0 {
		return ""
	}
	return cut(parts[0], 120)
}

func cut(s string, n int) string {
	r := []rune(s)
	return string(r[:min(len(r), n)])
}

// line reads a row below the headers.
func (r *reader) line(row *importing.Row) error {
	date := r.cell(row, isDate)
	at := r.cell(row, isTime)
	if date.Text == "" {
		date, at = at, importing.Cell{}
	}
	text, _ := importing.Plain(date)
	money := r.cell(row, isIn).Text + r.cell(row, isOut).Text + r.cell(row, isAmount).Text
	if text == "" && money == "" || isFoot(row) {
		return nil // what stands below the table
	}
	x := Line{Row: row.Line, Party: r.text(row, isParty), PartyCode: r.text(row, isCode), Memo: r.text(row, isMemo), Ref: r.text(row, isRef)}
	day, seconds, timed, ok := importing.Day(date, r.today)
	if !ok || day.IsZero() {
		if money == "" {
			return nil
		}
		return app.E(app.Invalid, "bank.row_date", "row", row.Line, "value", text)
	}
	if x.On = day; !timed {
		seconds, timed = clock(at)
	}
	if timed {
		x.Time = hours(seconds)
	}
	moves, err := r.amounts(row, &x)
	if err != nil {
		return err
	}
	if !moves || closed(r.text(row, isState)) {
		r.st.Left++
		return nil
	}
	if c := r.cell(row, isBalance); c.Text != "" {
		if x.Balance, x.Balanced = importing.Amount(c); !x.Balanced {
			return app.E(app.Invalid, "bank.row_amount", "row", row.Line, "value", c.Text)
		}
	}
	r.st.Lines = append(r.st.Lines, x)
	return nil
}

// amounts reads what came in or went out; false for a row that moves nothing.
func (r *reader) amounts(row *importing.Row, x *Line) (bool, error) {
	read := func(what role) (money.Minor, error) {
		c := r.cell(row, what)
		m, ok := importing.Amount(c)
		if !ok {
			return 0, app.E(app.Invalid, "bank.row_amount", "row", row.Line, "value", c.Text)
		}
		return m, nil
	}
	in, err := read(isIn)
	if err != nil {
		return false, err
	}
	out, err := read(isOut)
	if err != nil {
		return false, err
	}
	if len(r.cols[isIn]) == 0 || len(r.cols[isOut]) == 0 {
		one, err := read(isAmount)
		if err != nil {
			return false, err
		}
		way := wayOf(r.text(row, isWay))
		switch {
		case len(r.cols[isWay]) == 0 || way == "" && r.text(row, isWay) == "" && one < 0:
			in, out = one, 0
		case way == "in":
			in, out = one, 0
		case way == "out":
			in, out = 0, abs(one)
		case way == "none" || r.text(row, isWay) == "":
			return false, nil
		default:
			return false, app.E(app.Invalid, "bank.row_way", "row", row.Line, "value", r.text(row, isWay))
		}
	}
	if in != 0 && out != 0 {
		return false, app.E(app.Invalid, "bank.row_both", "row", row.Line)
	}
	if in -= out; in < 0 { // a booking with the opposite sign takes another one back
		in, out = 0, -in
	} else {
		out = 0
	}
	x.In, x.Out = in, out
	return in != 0 || out != 0, nil
}

func abs(m money.Minor) money.Minor {
	if m < 0 {
		return -m
	}
	return m
}
