package tributary.fit;

import tributary.data.Finding;
import tributary.data.Finding.Severity;
import tributary.store.DesignSummary;
import tributary.store.DesignSummary.ActiveRows;
import tributary.store.DesignSummary.Column;
import tributary.store.DesignSummary.EquationDesign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

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
    private final List<Finding> findings = new ArrayList<>();

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
            all.inflation(equation);
            all.pairs(equation);
        }
        design.sources().forEach(all::active);
        return all.findings;
    }

    private void rows(EquationDesign equation) {
        double ratio = equation.rowsPerCoefficient();
        if (ratio >= NOTED_ROWS) {
            return;
        }
        add(
                ratio < FEW_ROWS ? Severity.WARNING : Severity.NOTE,
                "few_weeks",
                equation.equation(),
                "%.1f weeks per coefficient (%,d weeks, %,d coefficients); with less than %.0f the"
                        + " priors weigh heavily, from %.0f on the data can speak",
                ratio,
                equation.rows(),
                equation.coefficients(),
                FEW_ROWS,
                NOTED_ROWS);
    }

    private void inflation(EquationDesign equation) {
        String still = named(equation, Double::isNaN, false);
        if (!still.isEmpty()) {
            add(
                    Severity.WARNING,
                    "constant_column",
                    equation.equation(),
                    "does not vary and cannot be told from the intercept: %s",
                    still);
        }
        String determined = named(equation, vif -> vif == Double.POSITIVE_INFINITY, false);
        if (!determined.isEmpty()) {
            add(
                    Severity.WARNING,
                    "collinear",
                    equation.equation(),
                    "determined by the other columns, so that only priors tell them apart: %s",
                    determined);
        }
        String high = named(equation, vif -> vif >= HIGH_VIF && Double.isFinite(vif), true);
        if (!high.isEmpty()) {
            add(
                    Severity.WARNING,
                    "collinear",
                    equation.equation(),
                    "the data can hardly tell these from the other columns, trend and season"
                            + " included (variance inflation factor %.0f or more): %s",
                    HIGH_VIF,
                    high);
        }
        String noted = named(equation, vif -> vif >= NOTED_VIF && vif < HIGH_VIF, true);
        if (!noted.isEmpty()) {
            add(
                    Severity.NOTE,
                    "collinear",
                    equation.equation(),
                    "partly explained by the other columns, trend and season included (variance"
                            + " inflation factor %.0f or more): %s",
                    NOTED_VIF,
                    noted);
        }
    }

    private static String named(EquationDesign equation, DoublePredicate which, boolean factor) {
        return equation.columns().stream()
                .filter(column -> which.test(column.vif()))
                .sorted(Comparator.comparingDouble(Column::vif).reversed())
                .map(column ->
                        factor
                                ? String.format(Locale.ROOT, "%s %.3g", column.name(), column.vif())
                                : column.name())
                .collect(Collectors.joining(", "));
    }

    private void pairs(EquationDesign equation) {
        if (equation.pairs().isEmpty()) {
            return;
        }
        String pairs =
                equation.pairs().stream()
                        .map(pair ->
                                String.format(
                                        Locale.ROOT,
                                        "%s and %s (r = %.2f)",
                                        pair.first(),
                                        pair.second(),
                                        pair.correlation()))
                        .collect(Collectors.joining(", "));
        add(Severity.NOTE, "correlated", equation.equation(), "move together: %s", pairs);
    }

    private void active(ActiveRows source) {
        if (source.active() >= NOTED_ROWS || source.active() < WARNED_BY_READER) {
            return;
        }
        add(
                source.active() < FEW_ROWS ? Severity.WARNING : Severity.NOTE,
                "few_active_weeks",
                source.source(),
                "above 0 in only %d of %,d weeks, little for a carry-over and a curve",
                source.active(),
                source.rows());
    }

    private void add(
            Severity severity, String code, String node, String message, Object... values) {
        findings.add(
                new Finding(
                        severity,
                        code,
                        configuration + ": " + node,
                        String.format(Locale.ROOT, message, values)));
    }
}
