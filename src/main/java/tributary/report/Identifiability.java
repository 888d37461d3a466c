package tributary.report;

import tributary.spec.Identification;
import tributary.spec.ModelSpec;

import java.util.ArrayList;
import java.util.List;

/**
 * What of the effects the data could show if the graph is right, as a table.
 *
 * @param assumption what every verdict rests on
 */
record Identifiability(String assumption, List<Row> rows) {
    /**
     * One effect of one source.
     *
     * @param level class of the row: pass, warn or fail
     * @param adjustedFor what the equations condition on
     * @param why the verdict's reason, then what would help
     */
    record Row(
            String source,
            String effect,
            String verdict,
            String level,
            String adjustedFor,
            String why) {}

    static Identifiability of(ModelSpec model) {
        Identification identification = Identification.of(model);
        return new Identifiability(
                identification.assumption(),
                identification.effects().stream().map(Identifiability::row).toList());
    }

    private static Row row(Identification.Row row) {
        List<String> why = new ArrayList<>(List.of(row.sentence()));
        why.addAll(row.remedies());
        return new Row(
                row.source(),
                Words.lower(row.effect()),
                Words.lower(row.verdict()),
                switch (row.verdict()) {
                    case IDENTIFIED -> "pass";
                    case ASSUMED -> "warn";
                    case NOT_IDENTIFIED -> "fail";
                },
                row.adjustedFor().isEmpty() ? "–" : String.join(", ", row.adjustedFor()),
                String.join(" ", why));
    }
}
