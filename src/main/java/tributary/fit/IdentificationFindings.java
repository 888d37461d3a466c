package tributary.fit;

import static java.util.stream.Collectors.joining;

import tributary.data.Finding;
import tributary.data.Finding.Severity;
import tributary.spec.Identification;
import tributary.spec.Identification.BackDoor;
import tributary.spec.Identification.Row;
import tributary.spec.Identification.Verdict;
import tributary.spec.Words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Effects that the data cannot show by themselves, in one finding for each of two verdicts. */
final class IdentificationFindings {
    private static final int MOST_PATHS = 3;

    private IdentificationFindings() {}

    /**
     * Findings, none where all effects are identified.
     *
     * @param configuration file name, for messages
     */
    static List<Finding> of(Identification identification, String configuration) {
        List<Finding> findings = new ArrayList<>();
        List<Row> open = with(Verdict.NOT_IDENTIFIED, identification);
        if (!open.isEmpty()) {
            Set<String> remedies = new LinkedHashSet<>();
            open.forEach(row -> remedies.addAll(row.remedies()));
            findings.add(
                    new Finding(
                            Severity.WARNING,
                            "not_identified",
                            configuration + ": $.paths",
                            "not identified: %s. %s %s"
                                    .formatted(
                                            effects(open),
                                            openPaths(open),
                                            String.join(" ", remedies))
                                    .strip()));
        }
        List<Row> assumed = with(Verdict.ASSUMED, identification);
        if (!assumed.isEmpty()) {
            findings.add(
                    new Finding(
                            Severity.NOTE,
                            "identified_by_assumption",
                            configuration + ": $.paths",
                            "identified only by an assumption: %s. %s"
                                    .formatted(
                                            effects(assumed),
                                            assumed.stream()
                                                    .map(Row::sentence)
                                                    .distinct()
                                                    .collect(joining(" ")))));
        }
        return findings;
    }

    private static List<Row> with(Verdict verdict, Identification identification) {
        return identification.effects().stream().filter(row -> row.verdict() == verdict).toList();
    }

    /** Such as {@code direct and indirect effect of tv, radio; total effect of search}. */
    private static String effects(List<Row> rows) {
        Map<String, String> bySource = new LinkedHashMap<>();
        for (Row row : rows) {
            bySource.merge(row.source(), Words.of(row.effect()), (a, b) -> a + " and " + b);
        }
        Map<String, String> byEffects = new LinkedHashMap<>();
        bySource.forEach(
                (source, effects) -> byEffects.merge(effects, source, (a, b) -> a + ", " + b));
        return byEffects.entrySet().stream()
                .map(entry -> entry.getKey() + " effect of " + entry.getValue())
                .collect(joining("; "));
    }

    /** The shortest open paths; what ends in one of them adds nothing to it. */
    private static String openPaths(List<Row> rows) {
        List<String> paths =
                rows.stream()
                        .flatMap(row -> row.paths().stream())
                        .filter(BackDoor::open)
                        .map(BackDoor::path)
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length))
                        .toList();
        List<String> shown = new ArrayList<>();
        for (String path : paths) {
            if (shown.stream().noneMatch(path::endsWith)) {
                shown.add(path);
            }
        }
        int more = shown.size() - MOST_PATHS;
        return shown.isEmpty()
                ? ""
                : "Open: "
                        + shown.stream().limit(MOST_PATHS).collect(joining(", "))
                        + (more > 0 ? " and " + more + " more" : "")
                        + ".";
    }
}
