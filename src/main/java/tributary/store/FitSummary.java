package tributary.store;

import java.util.List;
import java.util.Optional;

/**
 * Everything {@code fit.json} holds: expected against observed, for the outcome first, then each
 * mediator.
 *
 * @param loo of the outcome; empty in runs of the first release
 */
public record FitSummary(List<NodeFit> nodes, Optional<Loo> loo) {
    public FitSummary {
        nodes = List.copyOf(nodes);
    }

    /**
     * Leave-one-out cross-validation of the outcome by Pareto smoothed importance sampling.
     *
     * @param elpd expected log predictive density, summed over training weeks
     * @param se its standard error over weeks; NaN for a single week
     * @param mcse its Monte-Carlo standard error; NaN where a week's k̂ is too large to tell
     * @param pLoo effective number of parameters
     * @param largestK largest Pareto k̂ of a week; ∞ where one cannot be estimated, NaN where no
     *     week needs one
     * @param unreliable weeks with a k̂ above 0.7, such as "2024-01-07", or "Berlin 2024-01-07"
     *     where the data have geos
     * @param note what is left out, given what
     */
    public record Loo(
            double elpd,
            double se,
            double mcse,
            double pLoo,
            double largestK,
            List<String> unreliable,
            String note) {
        public Loo {
            unreliable = List.copyOf(unreliable);
        }
    }

    /**
     * Fit of one equation.
     *
     * @param expectation what {@code expected} is: "mean", or "conditional median" for a log link;
     *     of a sum over geos "predictive median"
     * @param weeks the training weeks, then those after them; where the data have geos, geo after
     *     geo
     * @param metrics of the training weeks, each of each geo alike
     * @param holdout of the weeks after them that have an observed value, if any has
     * @param national fit of the sums over geos, where the data have geos
     * @param geos quality by geo, where the data have geos
     */
    public record NodeFit(
            String node,
            String expectation,
            List<Week> weeks,
            Metrics metrics,
            Optional<Metrics> holdout,
            Optional<NodeFit> national,
            List<GeoFit> geos) {
        public NodeFit {
            weeks = List.copyOf(weeks);
            geos = List.copyOf(geos);
        }

        /** Fit of one series: data without geos, or sums over them. */
        public NodeFit(
                String node,
                String expectation,
                List<Week> weeks,
                Metrics metrics,
                Optional<Metrics> holdout) {
            this(node, expectation, weeks, metrics, holdout, Optional.empty(), List.of());
        }

        /** The fit of one series: of the sums over geos where the data have them. */
        public NodeFit overall() {
            return national.orElse(this);
        }

        /** Number of training weeks, of each geo where the data have them. */
        public int fittedWeeks() {
            return (int) weeks.stream().filter(Week::fitted).count();
        }
    }

    /**
     * Quality of one geo's training weeks; NaN where it has none.
     *
     * @param geo name
     */
    public record GeoFit(String geo, double r2, double coverage) {}

    /**
     * One week: posterior expectation, 90 % predictive interval, observed value, in units of the
     * column.
     *
     * @param geo empty for data without geos and for sums over them
     * @param fitted whether it is a training week, not one predicted from its inputs
     * @param observed NaN where the value of a predicted week is not known yet
     */
    public record Week(
            String week,
            Optional<String> geo,
            boolean fitted,
            double expected,
            double q05,
            double q95,
            double observed) {
        /** A week of a single series. */
        public Week(
                String week,
                boolean fitted,
                double expected,
                double q05,
                double q95,
                double observed) {
            this(week, Optional.empty(), fitted, expected, q05, q95, observed);
        }

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
