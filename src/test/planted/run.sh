#!/usr/bin/env bash
# Plants each bug of this folder into a copy of the program and demands that the test it names fails.
#
#   mvn test-compile && src/test/planted/run.sh [NAME...]
#
# A patch begins with what it breaks and the test that must notice ("Test: Class" or
# "Test: Class#method"). The tree itself is not touched: sources and classes are copied to a
# temporary folder, a patched file is compiled there, and Maven runs the named test on it.
set -euo pipefail

home=$(cd "$(dirname "$0")/../../.." && pwd -P)
planted=$home/src/test/planted
jdk=${JAVA_HOME:-}
for candidate in "$jdk" /usr/lib/jvm/*25*; do
    if grep -qs '^JAVA_VERSION="25' "$candidate/release"; then
        jdk=$candidate
        break
    fi
done
[ -x "$jdk/bin/javac" ] || { echo "run.sh: JAVA_HOME must be a JDK 25" >&2; exit 1; }
[ -d "$home/target/test-classes" ] || { echo "run.sh: run mvn test-compile first" >&2; exit 1; }

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir "$copy/target"
cp -r "$home/pom.xml" "$home/.mvn" "$home/src" "$home/priors" "$home/data" "$copy"
cp -r "$home/target/classes" "$home/target/test-classes" "$copy/target"
cp -r "$copy/target/classes" "$copy/classes"
cd "$copy"
mvn -q -o dependency:build-classpath -Dmdep.outputFile=classpath >log 2>&1 || { cat log; exit 1; }

# Runs tests given as for -Dtest; 0 where they pass, 1 where they fail, 2 where they cannot be run.
run_tests() {
    rm -rf target/surefire-reports
    if mvn -q -o surefire:test -Djvm="$jdk/bin/java" -Dtest="$1" \
        -Dtributary.shared="${TRIBUTARY_SHARED:-$home/../shared}" >log 2>&1; then
        return 0
    fi
    grep -qE '<(failure|error)' target/surefire-reports/*.xml 2>/dev/null && return 1
    return 2
}

report() {
    printf '%-40s %-46s %s\n' "$1" "$2" "$3"
}

patches=()
for name in "${@:-*}"; do
    for patch in "$planted"/$name.patch; do
        patches+=("$patch")
    done
done
tests=$(sed -n 's/^Test: //p' "${patches[@]}" | sort -u | paste -sd,)
status=0

report "bug" "test" "result"
if run_tests "$tests"; then
    report "(none)" "all of them" "pass"
else
    cat log
    report "(none)" "all of them" "FAIL WITHOUT A BUG"
    exit 1
fi

for patch in "${patches[@]}"; do
    name=$(basename "$patch" .patch)
    test=$(sed -n 's/^Test: //p' "$patch")
    files=$(sed -n 's|^+++ b/||p' "$patch")
    if ! patch -s -p1 --no-backup-if-mismatch <"$patch" >log 2>&1; then
        report "$name" "$test" "DOES NOT APPLY"
        status=1
    elif ! "$jdk/bin/javac" -proc:none -nowarn --release 25 -cp "classes:$(cat classpath)" \
        -d target/classes $files >log 2>&1; then
        cat log
        report "$name" "$test" "DOES NOT COMPILE"
        status=1
    else
        result=0
        run_tests "$test" || result=$?
        case $result in
            0) report "$name" "$test" "SURVIVES" ;;
            1) report "$name" "$test" "caught" ;;
            2) cat log; report "$name" "$test" "CANNOT BE RUN" ;;
        esac
        [ "$result" = 1 ] || status=1
    fi
    for file in $files; do
        cp "$home/$file" "$file"
    done
    cp -r classes/. target/classes
done
exit "$status"
