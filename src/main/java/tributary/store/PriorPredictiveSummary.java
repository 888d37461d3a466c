package tributary.store;

import java.util.List;

/**
 * What the priors imply before the outcome has been looked at, given the inputs of the data and its
 * scales.
 *
 * @param draws from the prior
 * @param leftOut draws without shares, because the outcome they predict does not add up to a
 *     positive number
 * @param quantities shares and returns, the rest of the draws
 * @param ranges simulated weeks of every equation, the outcome first; mediators from their own
 *     causes as observed
 */
public record PriorPredictiveSummary(
        int draws, int leftOut, List<Quantity> quantities, List<Range> ranges) {
    public PriorPredictiveSummary {
        quantities = List.copyOf(quantities);
        ranges = List.copyOf(ranges);
    }

    /** What is summarised; {@link #key} is its name in {@code check.json}. */
    public enum Kind {
        /** Direct contribution of a source, as a share of the predicted outcome. */
        CONTRIBUTION_SHARE("contribution_share"),
        /** Money from the direct contribution per money spent on the source. */
        ROI("roi"),
        /** The same with what comes through mediators. */
        ROI_TOTAL("roi_total"),
        /** Direct contributions of all sources together, as a share of the predicted outcome. */
        MEDIA_SHARE("media_share"),
        /** What is left of the predicted outcome without any source. */
        BASELINE_SHARE("baseline_share");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /**
     * Quantiles over draws.
     *
     * @param source name, or "" for all together
     */
    public record Quantity(
            Kind kind,
            String source,
            double q05,
            double q25,
            double median,
            double q75,
            double q95) {}

    /**
     * Quantiles over the training weeks of all draws against the observed training weeks, in units
     * of the column.
     *
     * @param observedInside share of observed weeks from {@code q05} to {@code q95}
     * @param atFloor share of simulated weeks at the floor; NaN where there is none
     * @param observedAtFloor share of observed weeks there
     */
    public record Range(
            String node,
            double q05,
            double median,
            double q95,
            double observedLowest,
            double observedMedian,
            double observedHighest,
            double observedInside,
            double atFloor,
            double observedAtFloor) {}

    /** The first quantity of a kind and source, which is there. */
    public Quantity quantity(Kind kind, String source) {
        return quantities.stream()
                .filter(q -> q.kind() == kind && q.source().equals(source))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("quantity: no " + kind + " of " + source));
    }
}
