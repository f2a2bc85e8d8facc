#!/usr/bin/env bash
# Runs golangci-lint and gofumpt, installing the pinned versions where they are missing.
set -eu
bin="$(go env GOPATH)/bin"
[ -x "$bin/golangci-lint" ] || GOFLAGS= go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.6.2
[ -x "$bin/gofumpt" ] || GOFLAGS= go install mvdan.cc/gofumpt@v0.9.2
out=$("$bin/gofumpt" -l .)
[ -z "$out" ] || { echo "gofumpt would change:"; echo "$out"; exit 1; }
exec "$bin/golangci-lint" run ./...
