# The few things one does with Ohenji. The work itself is in tools/*.sh.
.DEFAULT_GOAL := help
.PHONY: help demo build test check bench generate guide-pictures need
.DELETE_ON_ERROR:

VERSION = $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
CONSOLE := internal/web/console/dist/index.html
CONSOLE_SOURCES := $(shell find console -name node_modules -prune -o -name '.*' -prune -o -type f -print 2>/dev/null)

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' Makefile

demo: build ## Build and start the demo: desk, simulated phone, API (ARGS="--listen 127.0.0.1:9000")
	exec bin/ohenji demo $(ARGS)

build: need $(CONSOLE) ## Build the console and bin/ohenji
	CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags '-s -w -X main.version=$(VERSION)' -o bin/ohenji ./cmd/ohenji

test: build e2e/browser/node_modules/.package-lock.json ## Run all tests: Go, both databases, console, browser
	@tools/test.sh

check: need $(CONSOLE) e2e/browser/node_modules/.package-lock.json ## Format, vet, lint, types, imports, generated files
	@tools/check.sh

bench: build ## Time the decision, load the product with signed webhooks, print the tables of docs/performance.md
	go test -run '^$$' -bench Figures ./internal/domain/reply
	go run ./bench/run $(ARGS)

generate: need console/node_modules/.package-lock.json ## Write the generated files again
	go generate ./...
	cd console && npm run generate --if-present

guide-pictures: build e2e/browser/node_modules/.package-lock.json ## Take the pictures of docs/guides/answering.ja.md again
	cd e2e/browser && OHENJI_GUIDE_PICTURES=1 npx playwright test tests/guide.spec.ts

need:
	@tools/need.sh

# npm writes the hidden lock file itself; it is as new as the last install.
%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	cd $* && npm ci --no-audit --no-fund
	@touch $@

$(CONSOLE): console/node_modules/.package-lock.json $(CONSOLE_SOURCES)
	cd console && npm run build
	@touch $@
