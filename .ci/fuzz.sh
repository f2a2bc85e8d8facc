#!/usr/bin/env bash
# Runs every fuzz target, one after the other, beginning with its corpus in testdata/fuzz.
# Readers of what comes from outside (amounts, filters, CSV and Excel, punch files, mail,
# templates, company files) run for a minute, the others for ten seconds; a time given
# holds for all. usage: .ci/fuzz.sh [5s]
set -eu
given="${1:-}"
grep -rlE '^func Fuzz' --include='*_test.go' . | sort | while read -r f; do
	dir=$(dirname "$f")
	case "$dir" in
	./app/money | ./app/listing | ./app/finance/bankfile | ./app/finance/einvoice | ./app/calendar | ./app/importing/csvfile | ./printing/excel | ./app/attendance/punchfile | ./app/mail/* | ./printing/layout | ./data) each=60s ;;
	*) each=10s ;;
	esac
	grep -oE '^func Fuzz[A-Za-z0-9_]*' "$f" | awk '{print $2}' | while read -r name; do
		echo "fuzz $dir $name ${given:-$each}"
		go test -run '^$' -fuzz "^$name\$" -fuzztime "${given:-$each}" "$dir" </dev/null
	done
done
