#!/usr/bin/env bash
# A panel of markets, and a hurdle mediator before an outcome with AR(1) residuals and knots, in
# Tributary and in Stan: compares the log densities, samples both, compares every parameter and writes
# posteriors.md. Compiled programs and Stan's draws stay under reports/stan/ and are used again while
# what they are made from is the same.
#
#   benchmarks/stan/posteriors.sh [--reference] [panel] [hurdle_ar_knots]
#
#   --reference   also writes Stan's log densities, for StanDensityTest, and the data they are of
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
results=$here/posteriors.md
reference=
if [ "${1:-}" = --reference ]; then
    reference=$root/src/test/resources/tributary/fit/stan
    mkdir -p "$reference"
    shift
fi
if [ $# -gt 0 ]; then configurations=("$@"); else configurations=(panel hurdle_ar_knots); fi

jdk=${JAVA_HOME:-}
for candidate in /usr/lib/jvm/*; do
    grep -qs 'JAVA_VERSION="25' "$jdk/release" || jdk=$candidate
done

failed=0
printf '# Panels, hurdles, AR(1) and knots against Stan\n\nWritten by `posteriors.sh`; README.md says how to read it.\n\n' >"$results"
for name in "${configurations[@]}"; do
    work=$root/reports/stan/$name
    mkdir -p "$work"
    cp "$here/$name.json" "$work/simulation.json"
    Rscript -e 'a <- commandArgs(TRUE); spec <- jsonlite::fromJSON(a[1], simplifyVector = FALSE)
        spec$truth <- NULL
        jsonlite::write_json(spec, a[2], auto_unbox = TRUE, digits = NA, pretty = TRUE)' \
        "$work/simulation.json" "$work/model.json"
    "$root/tributary" simulate "$work/simulation.json"
    if [ "$name" = panel ]; then # a market that starts in the eighteenth week
        awk -F, '$2 != "Geo6" || $1 >= "2023-05-01"' "$work/data.csv" >"$work/unbalanced.csv"
        mv "$work/unbalanced.csv" "$work/data.csv"
    fi
    "$jdk/bin/java" --add-modules jdk.incubator.vector -cp "$root/target/tributary.jar" \
        "$here/LogDensities.java" "$work/model.json" "$work/points.json"
    # Exit status 4 is a fit whose diagnostics failed: written, and the table shows why.
    status=0
    "$root/tributary" fit "$work/model.json" -o "$work/run" --draws 2000 --target-accept 0.95 --quiet ||
        status=$?
    [ "$status" -eq 0 ] || [ "$status" -eq 4 ] || exit "$status"
    (cd "$root" && Rscript "$here/posteriors.R" "reports/stan/$name" "$results" \
        ${reference:+"$reference/$name-density.csv"}) || failed=1
    if [ -n "$reference" ]; then cp "$work/data.csv" "$reference/$name.csv"; fi
done
exit "$failed"
