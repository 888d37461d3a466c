#!/usr/bin/env bash
# The gradient of Tributary against that of the C yardstick (../shared/bench/limit), in turn for
# several rounds and never two at a time; prints both times, their ratio with its range over the
# rounds, and the bytes that Tributary allocates per gradient. Size c once more with two threads.
#
#   benchmarks/yardstick/run.sh [--rounds N] [--seconds S] [SIZE...]
#   benchmarks/yardstick/run.sh --growth
#
#   SIZE       a, b or c (default: all of them)
#   N          rounds per size (default 9)
#   S          seconds of each program per round (default 1)
#   --growth   instead, Tributary alone from 10^3 to 10^7 cells (about two minutes)
#
# TRIBUTARY_JAVA_OPTS="-XX:UseAVX=2" and the like go to Tributary's virtual machine.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
shared=${TRIBUTARY_SHARED:-$root/../shared}
work=$root/reports/yardstick

fail() {
    echo "yardstick: $1" >&2
    exit 1
}

growth=
rounds=9
seconds=1
sizes=()
while [ $# -gt 0 ]; do
    case $1 in
        --growth) growth=yes; shift ;;
        --rounds) rounds=${2:?--rounds needs a number}; shift 2 ;;
        --seconds) seconds=${2:?--seconds needs a number}; shift 2 ;;
        a | b | c) sizes+=("$1"); shift ;;
        *) sed -n '2,14s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done
[ ${#sizes[@]} -gt 0 ] || sizes=(a b c)

mkdir -p "$work"
if [ -z "$growth" ]; then
    command -v gcc >/dev/null || fail "needs gcc for the program in C"
    [ -f "$shared/bench/limit/build.sh" ] \
        || fail "needs the yardstick in $shared/bench/limit; set TRIBUTARY_SHARED to its folder"
    bash "$shared/bench/limit/build.sh" "$work" >/dev/null \
        || fail "the program in C does not compile here; it needs AVX-512"
fi
command -v mvn >/dev/null || fail "needs Maven (mvn, 3.8 or newer)"
jdk=${JAVA_HOME:-}
for candidate in /usr/lib/jvm/*; do
    grep -qs 'JAVA_VERSION="25' "$jdk/release" || jdk=$candidate
done
grep -qs 'JAVA_VERSION="25' "$jdk/release" || fail "needs a JDK 25; set JAVA_HOME to one"

(cd "$root" && mvn -q -Pbenchmarks test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$work/classpath.txt")
target=$root/target
classpath=$target/benchmark-classes:$target/test-classes:$target/classes:$(cat "$work/classpath.txt")

# The flags are those of the launcher.
java() {
    # shellcheck disable=SC2086 # options are separated by spaces
    "$jdk/bin/java" --add-modules jdk.incubator.vector -XX:+UseSerialGC -Xms32m \
        ${TRIBUTARY_JAVA_OPTS:-} -cp "$classpath" "$@" \
        2> >(grep -v '^WARNING: Using incubator modules' >&2)
}

if [ -n "$growth" ]; then
    java tributary.model.CostGrowth
    exit
fi
for size in "${sizes[@]}"; do
    java tributary.model.YardstickRounds "$work" "$size" 1 "$rounds" "$seconds"
    if [ "$size" = c ]; then
        java tributary.model.YardstickRounds "$work" "$size" 2 "$rounds" "$seconds"
    fi
done
