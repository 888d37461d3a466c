package tributary.fit;

import tributary.data.Finding;
import tributary.data.Finding.Severity;
import tributary.spec.Identification;
import tributary.spec.Identification.Row;
import tributary.spec.Identification.Verdict;
import tributary.spec.Words;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Effects that the data cannot show by themselves, one finding per source and verdict. */
final class IdentificationFindings {
    private IdentificationFindings() {}

    /**
     * Findings, none where all effects are identified.
     *
     * @param configuration file name, for messages
     */
    static List<Finding> of(Identification identification, String configuration) {
        Set<String> sources = new LinkedHashSet<>();
        identification.effects().forEach(row -> sources.add(row.source()));
        List<Finding> findings = new ArrayList<>();
        for (String source : sources) {
            List<Row> rows = identification.of(source);
            String where = configuration + ": " + source;
            add(findings, Severity.WARNING, where, rows, Verdict.NOT_IDENTIFIED);
            add(findings, Severity.NOTE, where, rows, Verdict.ASSUMED);
        }
        return findings;
    }

    private static void add(
            List<Finding> findings,
            Severity severity,
            String where,
            List<Row> rows,
            Verdict verdict) {
        List<Row> those = rows.stream().filter(row -> row.verdict() == verdict).toList();
        if (those.isEmpty()) {
            return;
        }
        List<String> effects = those.stream().map(row -> Words.of(row.effect())).toList();
        Set<String> sentences = new LinkedHashSet<>();
        those.forEach(row -> sentences.add(row.sentence()));
        those.forEach(row -> sentences.addAll(row.remedies()));
        String what =
                String.join(" and ", effects)
                        + (effects.size() > 1 ? " effects are " : " effect is ")
                        + (verdict == Verdict.ASSUMED
                                ? "identified only by an assumption. "
                                : "not identified. ");
        findings.add(
                new Finding(
                        severity,
                        verdict == Verdict.ASSUMED ? "assumed" : "not_identified",
                        where,
                        what + String.join(" ", sentences)));
    }
}
