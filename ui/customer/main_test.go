package customer_test

import (
	"testing"

	"kontor/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }
