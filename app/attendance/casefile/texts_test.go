package casefile_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"kontor/app/attendance/rules"
)

// Every rule of the trace has a sentence in both languages.
func TestEveryRuleHasItsSentence(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		raw, err := os.ReadFile(filepath.Join("../../../assets/translations", lang, "attendance.json"))
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		if err := json.Unmarshal(raw, &words); err != nil {
			t.Fatal(err)
		}
		for _, r := range rules.Rules() {
			if words["attendance.trace."+r] == "" {
				t.Errorf("%s: no sentence for the rule %s", lang, r)
			}
		}
		for _, l := range rules.LeaveTypes() {
			if words["leave.type."+l.Key] == "" {
				t.Errorf("%s: no word for the leave type %s", lang, l.Key)
			}
		}
	}
}
