#!/usr/bin/env bash
# Tributary's sampler against Stan's: proves that both sample the same densities, samples them with
# both and writes the tables of benchmarks/README.md. Stan's compiled programs and results are kept
# under reports/nuts/ and used again.
#
#   benchmarks/nuts/run.sh [--stan] [--no-ablation]
#
#   --stan          sample with Stan again (about 25 minutes on one core)
#   --no-ablation   only the comparison
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
reports=$root/reports/nuts
ablation=yes
for option in "$@"; do
    case $option in
        --stan) rm -rf "$reports/stan" ;;
        --no-ablation) ablation= ;;
        *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done
mkdir -p "$reports"
cd "$root"
export TRIBUTARY_SHARED=${TRIBUTARY_SHARED:-$root/../shared}
# Every kind of target once; the rotated normal needs a thousand gradients a draw with a diagonal metric.
ablated=national,eight_schools-eight_schools_noncentered,arK-arK,garch-garch11,hmm_example-hmm_example
ablated+=,kilpisjarvi_mod-kilpisjarvi,mesquite-logmesquite_logvas,ill_conditioned_normal
ablated+=,correlated_normal,student_t3,banana

mvn -q test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$reports/classpath.txt"
jdk=${JAVA_HOME:-}
for candidate in /usr/lib/jvm/*; do
    grep -qs 'JAVA_VERSION="25' "$jdk/release" || jdk=$candidate
done
java() {
    "$jdk/bin/java" --add-modules jdk.incubator.vector "-Dtributary.shared=$TRIBUTARY_SHARED" \
        -cp "target/classes:target/test-classes:$(cat "$reports/classpath.txt")" "$@"
}

java "$here/LogDensities.java" "$root" "$reports"
Rscript "$here/check.R" "$reports/points.json"
Rscript "$here/stan.R"
java "$here/Efficiency.java" "$root" "$reports/tributary.csv" all default 5
if [ -n "$ablation" ]; then
    java "$here/Efficiency.java" "$root" "$reports/ablation.csv" "$ablated" all 3
fi
Rscript "$here/table.R"
