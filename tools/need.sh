#!/usr/bin/env bash
# Says what is missing, before a build fails with a message that does not.
source "$(dirname "$0")/lib.sh"

command -v go >/dev/null || fail "Go 1.26 or newer is needed: https://go.dev/dl/"
command -v npm >/dev/null || fail "Node 20.19 or newer with npm is needed: https://nodejs.org/"
node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
  process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' ||
  fail "Node 20.19 or newer is needed, this is $(node --version)"
