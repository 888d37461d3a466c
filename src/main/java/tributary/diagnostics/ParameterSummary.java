package tributary.diagnostics;

/**
 * Posterior summary of one column; diagnostics are NaN where they are not defined (a constant
 * column).
 */
public record ParameterSummary(
        String name,
        double mean,
        double sd,
        double q05,
        double q50,
        double q95,
        double rhat,
        double essBulk,
        double essTail,
        double mcseMean) {

    /** Summarises one column of draws, indexed [chain][draw]. */
    static ParameterSummary of(String name, double[][] x) {
        double[] sorted = ChainMatrix.sorted(x);
        double q05 = Quantiles.ofSorted(sorted, 0.05);
        double q95 = Quantiles.ofSorted(sorted, 0.95);
        double sd = Math.sqrt(ChainMatrix.variance(sorted));
        return new ParameterSummary(
                name,
                ChainMatrix.mean(sorted),
                sd,
                q05,
                Quantiles.ofSorted(sorted, 0.5),
                q95,
                Rhat.of(x),
                Ess.bulk(x),
                Math.min(Ess.atMost(x, q05), Ess.atMost(x, q95)),
                sd / Math.sqrt(Ess.mean(x)));
    }

    /** Whether all draws are finite. */
    boolean isFinite() {
        return Double.isFinite(mean) && Double.isFinite(sd);
    }
}
