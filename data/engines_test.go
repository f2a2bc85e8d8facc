package data_test

import (
	"testing"

	"kontor/data"
	"kontor/data/datatest"
)

func init() {
	data.OpenOther(func(tb testing.TB) *data.DB { return datatest.Open(tb, data.Postgres).DB })
}
