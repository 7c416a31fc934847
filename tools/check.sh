#!/usr/bin/env bash
# What every change must pass besides the tests: format, vet, lint, types,
# imports, scripts, generated files. Runs all of it and then names what failed.
source "$(dirname "$0")/lib.sh"

gofumpt=mvdan.cc/gofumpt@v0.12.0
golangci_version=v2.15.0
failed=()

# step runs a check and goes on when it fails.
step() {
  local name=$1 begin=$SECONDS
  shift
  title "$name"
  if "$@"; then
    printf 'ok (%d s)\n' $((SECONDS - begin))
  else
    failed+=("$name")
    printf 'FAILED: %s\n' "$name"
  fi
}

# go_dirs prints the top folders that hold Go code; node_modules can hold some
# that is not ours.
go_dirs() { go list -f '{{.Dir}}' ./... | sed "s|^$PWD/||" | cut -d/ -f1 | sort -u; }

format() {
  local dirs
  mapfile -t dirs < <(go_dirs)
  go run "$gofumpt" -d "${dirs[@]}" && return
  printf 'mend with: go run %s -w <file>\n' "$gofumpt"
  return 1
}

# lint builds the pinned golangci-lint once (minutes on a cold machine).
lint() {
  local bin=.build/bin/golangci-lint-$golangci_version
  if [[ ! -x $bin ]]; then
    echo "building golangci-lint $golangci_version, once"
    GOBIN=$PWD/.build/bin go install "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$golangci_version" || return 1
    mv .build/bin/golangci-lint "$bin"
  fi
  "$bin" run ./...
}

typescript() { (cd "$1" && npm run --silent lint && npm run --silent typecheck); }

scripts() {
  if command -v shellcheck >/dev/null; then
    shellcheck -x -P SCRIPTDIR tools/*.sh .ci/run
  elif strict; then
    echo "shellcheck is missing"
    return 1
  else
    box "the scripts were NOT checked: install shellcheck"
  fi
}

# tree prints a digest of all that differs from the last commit.
tree() {
  {
    git diff HEAD
    git ls-files --others --exclude-standard -z | xargs -0 -r sha256sum
  } | sha256sum
}

# generated fails when generating changes anything.
generated() {
  local before
  if ! git rev-parse --verify -q HEAD >/dev/null; then
    strict && return 1
    box "generated files were NOT checked: this is not a git checkout"
    return
  fi
  before=$(tree)
  make --no-print-directory generate || return 1
  [[ $(tree) == "$before" ]] && return
  git status --short
  echo "generated files were stale; they are new now, look at them and commit"
  return 1
}

step gofumpt format
step "go vet" go vet ./...
step golangci-lint lint
step "import table" go test -count=1 ./internal/archtest
step "console lint and types" typescript console
step "browser tests' lint and types" typescript e2e/browser
step shellcheck scripts
step "generated files" generated

title "Summary"
if [[ ${#failed[@]} -gt 0 ]]; then
  printf 'failed: %s\n' "$(printf '%s; ' "${failed[@]}" | sed 's/; $//')"
  exit 1
fi
echo "all checks passed"
