# make run    build and open the window (without a screen: pictures of every window)
# make test   the whole test suite; both install the system packages they need
# make check  tidy, format, lint, fuzz (FUZZ=5s: so long for each target), tests
# make bench  figures against a peer or a limit
# make package  what users install, into dist/

GO      ?= go
TAGS    := migrated_fynedo,no_animations,no_emoji
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo 0.1.0)
COMMIT  := $(shell git rev-parse --short HEAD 2>/dev/null)
LDFLAGS := -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT)
FUZZ    ?=
EXE     := $(if $(filter Windows_NT,$(OS)),.exe,)

.PHONY: run build test check lint fmt bench fuzz package tour pictures clean notices
.DEFAULT_GOAL := build

build:
	@.ci/packages.sh build
	$(GO) build -tags $(TAGS) -ldflags "$(LDFLAGS)" -o bin/kontor$(EXE) .

run: build
ifeq ($(OS),Windows_NT)
	bin/kontor$(EXE)
else
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then exec bin/kontor; \
	else bin/kontor tour --out out/tour && echo "No screen here. Pictures of every window: out/tour"; fi
endif

tour: build
	bin/kontor tour --out out/tour

# the pictures of the manual
pictures: build
	@.ci/pictures.sh

test:
	@.ci/packages.sh build screen test
	$(GO) vet ./...
	$(GO) test -timeout 25m ./...

check: fmt lint fuzz
	$(GO) mod tidy -diff
	$(MAKE) test
	$(GO) test -race -timeout 25m ./app/...

fmt:
	@out=$$(gofmt -l .); [ -z "$$out" ] || { echo "Not formatted:"; echo "$$out"; exit 1; }

lint:
	@.ci/lint.sh

fuzz:
	@.ci/fuzz.sh $(FUZZ)

bench: build
	@.ci/bench.sh

notices:
	$(GO) test -run TestThirdPartyNotices -update .

package: build
	@.ci/package.sh $(VERSION)

clean:
	rm -rf bin dist out
