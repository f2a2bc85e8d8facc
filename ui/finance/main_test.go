package finance_test

import (
	"os"
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestMain(m *testing.M) {
	app := test.NewApp() // fields need the toolkit's text measuring
	code := m.Run()
	app.Quit()
	os.Exit(code)
}
