package tributary.store;

import java.util.List;
import java.util.Optional;

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
     * @param weeks the training weeks, then those after them
     * @param metrics of the training weeks
     * @param holdout of the weeks after them that have an observed value, if any has
     */
    public record NodeFit(
            String node,
            String expectation,
            List<Week> weeks,
            Metrics metrics,
            Optional<Metrics> holdout) {
        public NodeFit {
            weeks = List.copyOf(weeks);
        }

        /** Number of training weeks, which come first. */
        public int fittedWeeks() {
            return (int) weeks.stream().filter(Week::fitted).count();
        }
    }

    /**
     * One week: posterior expectation, 90 % predictive interval, observed value, in units of the
     * column.
     *
     * @param fitted whether it is a training week, not one predicted from its inputs
     * @param observed NaN where the value of a predicted week is not known yet
     */
    public record Week(
            String week, boolean fitted, double expected, double q05, double q95, double observed) {
        /** Whether there is a value to compare with. */
        public boolean isObserved() {
            return Double.isFinite(observed);
        }

        /** Whether the observed value lies outside the interval; false where there is none. */
        public boolean isOutside() {
            return isObserved() && !(observed >= q05 && observed <= q95);
        }
    }

    /**
     * Quality of the posterior expectation, on the original scale.
     *
     * @param mape mean |error|/|observed| over weeks with observed ≠ 0, as a fraction
     * @param wmape Σ|error| / Σ|observed|
     * @param logRmse RMSE of log values over weeks above the floor where both are > 0; NaN where
     *     there is none
     * @param coverage share of weeks inside the 90 % predictive interval
     */
    public record Metrics(
            double r2, double mape, double wmape, double rmse, double logRmse, double coverage) {}
}
