package tributary.store;

import java.util.List;

/**
 * Everything {@code fit.json} holds: expected against observed, for the outcome first, then each
 * mediator.
 */
public record FitSummary(List<NodeFit> nodes) {
    public FitSummary {
        nodes = List.copyOf(nodes);
    }

    /**
     * Fit of one equation.
     *
     * @param expectation "mean", or "conditional median" for a log link
     */
    public record NodeFit(String node, String expectation, List<Week> weeks, Metrics metrics) {
        public NodeFit {
            weeks = List.copyOf(weeks);
        }
    }

    /**
     * One training week: posterior expectation, 90 % predictive interval, observed value, in units
     * of the column.
     */
    public record Week(String week, double expected, double q05, double q95, double observed) {}

    /**
     * In-sample quality of the posterior expectation, on the original scale.
     *
     * @param mape mean |error|/|observed| over weeks with observed ≠ 0, as a fraction
     * @param wmape Σ|error| / Σ|observed|
     * @param logRmse RMSE of log values over weeks where both are > 0; NaN where there is none
     * @param coverage share of weeks inside the 90 % predictive interval
     */
    public record Metrics(
            double r2, double mape, double wmape, double rmse, double logRmse, double coverage) {}
}
