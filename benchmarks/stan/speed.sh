#!/usr/bin/env bash
# Stan and Tributary on the bundled national model and on a panel of ten markets: time per gradient,
# gradients, least bulk ESS, ESS per second, side by side in one run and on one core. Prints Markdown
# tables and writes them to reports/stan/speed.md; README.md says how to read them.
#
#   benchmarks/stan/speed.sh [national] [regional]
#
#   ITER=1000                  iterations of warm-up, and draws, per chain
#   CHAINS=4                   chains, one after the other (4; 2 of regional, whose trees are deep in Stan)
#   STAN_MODELS=/tmp/…         where compiled Stan programs are kept (/tmp/tributary-stan-models)
#   SPEED_CPU=0                the core that everything runs on; empty: wherever the machine likes
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
results=$root/reports/stan/speed.md
if [ $# -gt 0 ]; then configurations=("$@"); else configurations=(national regional); fi

export STAN_MODELS=${STAN_MODELS:-${TMPDIR:-/tmp}/tributary-stan-models}
mkdir -p "$STAN_MODELS" "$root/reports/stan"
# Debian's own flags are -g -O2. With -march=native rstan crashes (its library and the program then
# align memory differently), and a loop of gradients was no faster.
printf 'CXX14FLAGS = -O3\n' >"$STAN_MODELS/Makevars"
export R_MAKEVARS_USER=$STAN_MODELS/Makevars
cpu=${SPEED_CPU-0}
pinned=(${cpu:+taskset -c "$cpu"})

jdk=${JAVA_HOME:-}
for candidate in /usr/lib/jvm/*; do
    grep -qs 'JAVA_VERSION="25' "$jdk/release" || jdk=$candidate
done
export JAVA25=$jdk/bin/java
"$root/tributary" --version >/dev/null # builds it if need be

# simulate NAME FOLDER: its weeks, and the configuration without their truth.
simulate() {
    cp "$here/$1.json" "$2/simulation.json"
    "$root/tributary" simulate "$2/simulation.json"
    Rscript -e 'a <- commandArgs(TRUE); spec <- jsonlite::fromJSON(a[1], simplifyVector = FALSE)
        spec$truth <- NULL
        jsonlite::write_json(spec, a[2], auto_unbox = TRUE, digits = NA, pretty = TRUE)' \
        "$2/simulation.json" "$2/model.json"
}

{
    printf '# Speed against Stan\n\nWritten by `benchmarks/stan/speed.sh`, %s, commit %s%s.\n' "$(date +%F)" \
        "$(git -C "$root" rev-parse --short HEAD)" "$([ -z "$(git -C "$root" status --porcelain)" ] || echo ' (changed)')"
    printf '%s; %s; rstan %s, %s; JDK %s.\n\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" \
        "${cpu:+all on core $cpu}" "$(Rscript -e 'cat(format(packageVersion("rstan")))')" \
        "$(sed 's/.*= //' "$R_MAKEVARS_USER")" "$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$jdk/release")"
} >"$results"
cat "$results"

failed=0
for name in "${configurations[@]}"; do
    work=$root/reports/stan/speed/$name
    mkdir -p "$work"
    if [ "$name" = national ]; then
        cp "$root/data/weekly.json" "$work/model.json"
        cp "$root/data/weekly.csv" "$work/weekly.csv"
    else
        simulate "$name" "$work" >&2
    fi
    "$JAVA25" --add-modules jdk.incubator.vector -cp "$root/target/tributary.jar" \
        "$here/LogDensities.java" "$work/model.json" "$work/points.json" 20 2>"$work/errors.txt" ||
        { cat "$work/errors.txt" >&2; exit 1; }
    chains=4
    if [ "$name" = regional ]; then chains=2; fi
    CHAINS=${CHAINS:-$chains} "${pinned[@]}" Rscript "$here/speed.R" "$work" "$results" || failed=1
done
exit "$failed"
