package tributary.fit;

import static java.util.stream.Collectors.joining;

import tributary.data.Finding;
import tributary.data.Finding.Severity;
import tributary.store.DesignSummary;
import tributary.store.DesignSummary.ActiveRows;
import tributary.store.DesignSummary.Column;
import tributary.store.DesignSummary.EquationDesign;
import tributary.store.DesignSummary.Pair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the data have little to say about a coefficient, so that its prior will say more. */
final class DesignFindings {
    /** Customary bounds of the variance inflation factor: R² of 0.8 and 0.9 on the others. */
    private static final double NOTED_VIF = 5;

    private static final double HIGH_VIF = 10;

    /**
     * Rows per coefficient. Meridian's guide calls 4 too few and 15 enough for a direction ("Amount
     * of data needed").
     */
    private static final double FEW_ROWS = 10;

    private static final double NOTED_ROWS = 20;

    /** Active rows below which the reader of the data has warned. */
    private static final int WARNED_BY_READER = 5;

    private final String configuration;
    private final Map<Kind, List<Item>> found = new LinkedHashMap<>();

    /** What is said once of all equations. */
    private record Kind(Severity severity, String code, String sentence) {}

    private record Item(String node, String text) {}

    private DesignFindings(String configuration) {
        this.configuration = configuration;
    }

    /**
     * Findings, none where there are weeks enough and no column is like the others.
     *
     * @param configuration file name, for messages
     */
    static List<Finding> of(DesignSummary design, String configuration) {
        var all = new DesignFindings(configuration);
        for (EquationDesign equation : design.equations()) {
            all.rows(equation);
            equation.pairs().forEach(pair -> all.pair(pair, equation.equation()));
        }
        design.equations().stream()
                .flatMap(equation -> equation.columns().stream())
                .map(Column::name)
                .distinct()
                .forEach(column -> all.inflation(column, design.equations()));
        design.sources().forEach(all::active);
        return all.findings();
    }

    private void rows(EquationDesign equation) {
        double ratio = equation.rowsPerCoefficient();
        if (ratio >= NOTED_ROWS) {
            return;
        }
        boolean few = ratio < FEW_ROWS;
        add(
                few ? Severity.WARNING : Severity.NOTE,
                "few_weeks",
                few
                        ? "few weeks per coefficient, so that the priors weigh heavily"
                        : "not many weeks per coefficient; 20 or more are comfortable",
                equation.equation(),
                "%.1f in %s",
                ratio,
                equation.equation());
    }

    /** Of the equation in which the column is hardest to tell from the others. */
    private void inflation(String column, List<EquationDesign> equations) {
        String worst = "";
        double vif = Double.NEGATIVE_INFINITY;
        for (EquationDesign equation : equations) {
            for (Column each : equation.columns()) {
                // NaN, a column that does not vary, is the worst and largest.
                if (each.name().equals(column) && Double.compare(each.vif(), vif) > 0) {
                    worst = equation.equation();
                    vif = each.vif();
                }
            }
        }
        if (Double.isNaN(vif)) {
            add(
                    Severity.WARNING,
                    "constant_column",
                    "does not vary and cannot be told from the intercept",
                    worst,
                    "%s",
                    column);
        } else if (Double.isInfinite(vif)) {
            add(
                    Severity.WARNING,
                    "collinear",
                    "determined by the other columns, so that only priors tell them apart",
                    worst,
                    "%s",
                    column);
        } else if (vif >= NOTED_VIF) {
            boolean high = vif >= HIGH_VIF;
            add(
                    high ? Severity.WARNING : Severity.NOTE,
                    "collinear",
                    (high ? "hard to tell from" : "partly explained by")
                            + " the other columns, trend and season included (variance inflation"
                            + " factor "
                            + (high ? "10" : "5")
                            + " or more)",
                    worst,
                    "%s %.3g",
                    column,
                    vif);
        }
    }

    private void pair(Pair pair, String equation) {
        add(
                Severity.NOTE,
                "correlated",
                "move together",
                equation,
                "%s and %s (r = %.2f)",
                pair.first(),
                pair.second(),
                pair.correlation());
    }

    private void active(ActiveRows source) {
        if (source.active() >= NOTED_ROWS || source.active() < WARNED_BY_READER) {
            return;
        }
        add(
                source.active() < FEW_ROWS ? Severity.WARNING : Severity.NOTE,
                "few_active_weeks",
                "above 0 in few weeks, which say little about a carry-over and a curve",
                source.source(),
                "%s in %,d of %,d",
                source.source(),
                source.active(),
                source.rows());
    }

    private void add(
            Severity severity,
            String code,
            String sentence,
            String node,
            String item,
            Object... values) {
        found.computeIfAbsent(new Kind(severity, code, sentence), kind -> new ArrayList<>())
                .add(new Item(node, String.format(Locale.ROOT, item, values)));
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        found.forEach((kind, items) -> {
            String nodes = items.stream().map(Item::node).distinct().collect(joining(", "));
            String texts = items.stream().map(Item::text).distinct().collect(joining(", "));
            findings.add(
                    new Finding(
                            kind.severity,
                            kind.code,
                            configuration + ": " + nodes,
                            kind.sentence + ": " + texts));
        });
        return findings;
    }
}
