package data

import (
	"database/sql"
	"encoding/json"
	"strings"

	"kontor/app/entity"
)

// cell reads one column as a value.
type cell struct{ v entity.Value }

// Scan takes what the driver gives.
func (c *cell) Scan(x any) error {
	v, err := entity.Of(x)
	c.v = v
	return err
}

// cells reads rows of n columns. The slice it gives is overwritten by the next row.
type cells struct {
	row  []cell
	dest []any
}

func newCells(n int) *cells {
	c := &cells{row: make([]cell, n), dest: make([]any, n)}
	for i := range c.row {
		c.dest[i] = &c.row[i]
	}
	return c
}

func (c *cells) scan(rows *sql.Rows) error { return rows.Scan(c.dest...) }

func (c *cells) at(i int) entity.Value { return c.row[i].v }

// quoted writes an identifier that comes from a description. Descriptions allow lower
// letters, digits and _ only; quoting keeps words of SQL apart.
func quoted(name string) string {
	if strings.ContainsAny(name, "\"\x00") {
		panic("data: identifier " + name) // cannot come out of a description
	}
	return `"` + name + `"`
}

func writeBag(b entity.Bag) (string, error) {
	if len(b) == 0 {
		return "{}", nil
	}
	text, err := json.Marshal(b)
	return string(text), err
}

func readBag(text string) (entity.Bag, error) {
	if text == "" || text == "{}" {
		return nil, nil
	}
	var b entity.Bag
	return b, json.Unmarshal([]byte(text), &b)
}

// inTexts gives the condition "column is one of the texts" and its single argument.
func (d Dialect) inTexts(column string, texts []string) (string, any) {
	if d.Engine == Postgres {
		return column + " = ANY(?)", texts
	}
	list, _ := json.Marshal(texts) // texts cannot fail
	return column + " IN (SELECT value FROM json_each(?))", string(list)
}
