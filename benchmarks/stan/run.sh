#!/usr/bin/env bash
# Simulates the three configurations, fits each with Tributary and with Stan, compares every
# parameter and writes results.md; with a CSV of the real weeks, those too.
#
#   benchmarks/stan/run.sh [--real WEEKLY.csv] [CONFIGURATION...]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
work=$root/reports/stan
results=$here/results.md

real=
if [ "${1:-}" = --real ]; then
    real=$(realpath "${2:?--real needs the CSV of the real weeks}")
    shift 2
fi
if [ $# -gt 0 ]; then configurations=("$@"); else configurations=(additive_identity log_tobit scaled_floor); fi

# fit_and_compare PROGRAM RUN_DIRECTORY FIT_ARGUMENT...
fit_and_compare() {
    local program=$1 run=$2 status=0
    shift 2
    # Exit status 4 is a fit whose diagnostics failed: written, and the table shows why.
    "$root/tributary" fit "$@" -o "$run" --draws 2000 --target-accept 0.95 --quiet || status=$?
    [ "$status" -eq 0 ] || [ "$status" -eq 4 ] || exit "$status"
    (cd "$root" && Rscript "$here/compare.R" "$here/$program.stan" "${run#"$root"/}" "$results") || failed=1
}

failed=0
printf '# Tributary against Stan\n\nWritten by `run.sh`; README.md says how to read it.\n\n' >"$results"
for name in "${configurations[@]}"; do
    mkdir -p "$work/$name"
    cp "$here/$name.json" "$work/$name/simulation.json"
    Rscript -e 'a <- commandArgs(TRUE); spec <- jsonlite::fromJSON(a[1], simplifyVector = FALSE)
        spec$truth <- NULL
        jsonlite::write_json(spec, a[2], auto_unbox = TRUE, digits = NA, pretty = TRUE)' \
        "$work/$name/simulation.json" "$work/$name/model.json"
    "$root/tributary" simulate "$work/$name/simulation.json"
    fit_and_compare "$name" "$work/$name/run" "$work/$name/model.json"
done
if [ -n "$real" ]; then
    fit_and_compare scaled_floor "$work/real-weekly" "$root/data/real-weekly.json" --data "$real"
fi
exit "$failed"
