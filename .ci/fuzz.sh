#!/usr/bin/env bash
# Runs every fuzz target for a while each, one after the other. usage: .ci/fuzz.sh 5s
set -eu
each="${1:-5s}"
grep -rlE '^func Fuzz' --include='*_test.go' . | while read -r f; do
	dir=$(dirname "$f")
	grep -oE '^func Fuzz[A-Za-z0-9_]*' "$f" | awk '{print $2}' | while read -r name; do
		echo "fuzz $dir $name"
		go test -run '^$' -fuzz "^$name\$" -fuzztime "$each" "$dir"
	done
done
