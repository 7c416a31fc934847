# shellcheck shell=bash
# What the scripts beside this file share. Source it; it changes to the
# project's root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# strict says that nothing may be left out: in CI, and when asked for.
strict() { [[ ${CI:-} == true || ${OHENJI_TEST_REQUIRE:-} == all ]]; }

title() { printf '\n== %s\n' "$*"; }

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# box prints each argument as a line of a box that nobody overlooks.
box() {
  local line rule
  printf -v rule '%076d' 0
  printf '\n+%s+\n' "${rule//0/-}"
  for line in "$@"; do printf '| %-74s |\n' "$line"; done
  printf '+%s+\n' "${rule//0/-}"
}

# find_chromium prints the path of a Chromium or Chrome, or fails.
find_chromium() {
  local name
  if [[ -n ${OHENJI_TEST_CHROMIUM:-} ]]; then
    [[ -x $OHENJI_TEST_CHROMIUM ]] || fail "OHENJI_TEST_CHROMIUM=$OHENJI_TEST_CHROMIUM is not a program"
    echo "$OHENJI_TEST_CHROMIUM"
    return
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return
  done
  return 1
}

# has_race says whether the race detector can be built: it needs a working C
# compiler, and trying is the only honest way to know.
has_race() { CGO_ENABLED=1 go build -race runtime/cgo >/dev/null 2>&1; }
