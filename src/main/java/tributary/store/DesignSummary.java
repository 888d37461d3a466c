package tributary.store;

import java.util.List;
import java.util.Optional;

/**
 * How much the data can say about the coefficients of a model, before any fit.
 *
 * @param equations the outcome first
 * @param sources channels, then mediators
 */
public record DesignSummary(List<EquationDesign> equations, List<ActiveRows> sources) {
    public DesignSummary {
        equations = List.copyOf(equations);
        sources = List.copyOf(sources);
    }

    /**
     * The regression behind an equation.
     *
     * @param rows weeks of the likelihood, of all geos
     * @param coefficients free ones: intercepts, media, controls, trend and season; without the
     *     parameters of adstock and saturation, and once for all geos but for the intercept
     * @param columns media and controls
     * @param pairs of columns that are nearly the same but for scale and sign
     * @param leftOut what enters the equation but not the variance inflation factors
     */
    public record EquationDesign(
            String equation,
            int rows,
            int coefficients,
            List<Column> columns,
            List<Pair> pairs,
            Optional<String> leftOut) {
        public EquationDesign {
            columns = List.copyOf(columns);
            pairs = List.copyOf(pairs);
        }

        public double rowsPerCoefficient() {
            return (double) rows / coefficients;
        }
    }

    /**
     * A media or control column.
     *
     * @param kind media, control or interaction
     * @param vif variance inflation factor 1/(1 − R²) of the column on all others, at least 1;
     *     infinite where they determine it, NaN where it does not vary
     */
    public record Column(String name, String kind, double vif) {}

    /** Two columns and their correlation, within geos where these have intercepts of their own. */
    public record Pair(String first, String second, double correlation) {}

    /** In how many rows of the likelihood a source is above 0. */
    public record ActiveRows(String source, int active, int rows) {}
}
