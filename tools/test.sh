#!/usr/bin/env bash
# Runs every test: Go on both databases, the console's, the browser's. Nothing
# is left out in silence: the end says what ran on what, and what could not.
# With CI=true or OHENJI_TEST_REQUIRE=all, what could not run is a failure.
#
#   OHENJI_TEST_POSTGRES   postgres://... of a server where tests may create
#                          databases and schemas
#   OHENJI_TEST_CHROMIUM   the browser, when it is not in the PATH
source "$(dirname "$0")/lib.sh"

results=$PWD/.build/test
rm -rf "$results"
mkdir -p "$results"
failed=()  # suites that ended badly
missing=() # what could not be tested, and how to change that

run_go() {
  title "Go tests, race detector $race, databases: $(paste -sd, "$results/databases" | sed 's/,/, /g')"
  local flags=(-json -count=1)
  [[ $race == on ]] && flags+=(-race)
  CGO_ENABLED=$([[ $race == on ]] && echo 1 || echo 0) go test "${flags[@]}" ./... |
    go run ./tools/testreport -out "$results/go.json"
}

run_console() {
  title "Console tests"
  (cd console && npx vitest run --reporter=default --reporter=json --outputFile.json="$results/console.json")
}

run_browser() {
  title "Browser tests, $("$chromium" --version 2>/dev/null)"
  (cd e2e/browser && OHENJI_TEST_CHROMIUM=$chromium npx playwright test)
}

# suite runs one of the above and remembers its failure.
suite() { "run_$1" || failed+=("$1"); }

# counts prints "passed failed skipped" of a suite's report.
counts() {
  node -e '
    const [suite, file] = process.argv.slice(1);
    const fields = {
      go: (r) => [r.passed, r.failed, r.skipped],
      console: (r) => [r.numPassedTests, r.numFailedTests, r.numPendingTests + r.numTodoTests],
      browser: ({ stats: s }) => [s.expected, s.unexpected + s.flaky, s.skipped],
    };
    let report;
    try { report = JSON.parse(require("node:fs").readFileSync(file, "utf8")); } catch { }
    console.log((report ? fields[suite](report) : [0, 1, 0]).join(" "));
  ' "$1" "$results/$1.json"
}

# tests_on prints how many Go tests passed on a database.
tests_on() { node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))[process.argv[2]]' "$results/go.json" "$1"; }

go run ./tools/databases >"$results/databases"
race=off
if has_race; then race=on; else missing+=("the RACE DETECTOR did not run: install a C compiler (gcc)"); fi
[[ -n ${OHENJI_TEST_POSTGRES:-} ]] ||
  missing+=("PostgreSQL was NOT tested: set OHENJI_TEST_POSTGRES=postgres://...")

suite go
if [[ -s $results/go.json ]]; then
  [[ $(tests_on sqlite) -gt 0 ]] || missing+=("SQLite was NOT tested: no test of it ran")
  [[ -z ${OHENJI_TEST_POSTGRES:-} || $(tests_on postgres) -gt 0 ]] ||
    missing+=("PostgreSQL was NOT tested: the server answers, but no test used it")
fi
suite console
if chromium=$(find_chromium); then
  suite browser
else
  missing+=("the BROWSER tests did NOT run: install chromium or set OHENJI_TEST_CHROMIUM")
fi

title "Summary"
passed_all=0 failed_all=0 skipped_all=0
for s in go console browser; do
  [[ $s == browser && -z $chromium ]] && continue
  read -r p f k < <(counts "$s")
  # A suite can fail without a failed test, for example when it finds none.
  if [[ $f -eq 0 && " ${failed[*]-} " == *" $s "* ]]; then f=1; fi
  printf '%-8s %5d passed, %d failed, %d skipped\n' "$s" "$p" "$f" "$k"
  ((passed_all += p, failed_all += f, skipped_all += k)) || true
done
while read -r name version; do
  key=$([[ $name == SQLite ]] && echo sqlite || echo postgres)
  printf 'database %s %s, %s tests\n' "$name" "$version" "$([[ -s $results/go.json ]] && tests_on "$key" || echo no)"
done <"$results/databases"
printf 'browser  %s\n' "$([[ -n $chromium ]] && "$chromium" --version 2>/dev/null || echo none)"
printf 'race     %s\n' "$race"

[[ ${#missing[@]} -eq 0 ]] || box "NOT EVERYTHING WAS TESTED" "${missing[@]}"
[[ ${#failed[@]} -eq 0 ]] || printf '\nfailed: %s\n' "${failed[*]}"
printf '\n%d passed, %d failed, %d skipped\n' "$passed_all" "$failed_all" "$skipped_all"
[[ ${#failed[@]} -eq 0 ]] || exit 1
if [[ ${#missing[@]} -gt 0 ]] && strict; then exit 1; fi
