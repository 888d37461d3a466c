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

    /**
     * Summarises one column.
     *
     * @param x draws, indexed [chain][draw]
     */
    public static ParameterSummary of(String name, double[][] x) {
        ChainMatrix.requireRectangular(x);
        return of(name, x, new NormalScores(x.length * ChainMatrix.splitDraws(x[0].length)));
    }

    /**
     * Summarises one of several columns.
     *
     * @param x draws, indexed [chain][draw]
     * @param scores for the draws of all chains without the middle ones of chains of odd length
     */
    static ParameterSummary of(String name, double[][] x, NormalScores scores) {
        double[] sorted = ChainMatrix.sorted(x);
        double mean = ChainMatrix.mean(sorted);
        double sd = Math.sqrt(ChainMatrix.variance(sorted));
        double q05 = Quantiles.ofSorted(sorted, 0.05);
        double q50 = Quantiles.ofSorted(sorted, 0.5);
        double q95 = Quantiles.ofSorted(sorted, 0.95);
        if (ChainMatrix.isUndefined(x)) {
            double none = Double.NaN;
            return new ParameterSummary(name, mean, sd, q05, q50, q95, none, none, none, none);
        }
        RankDiagnostics ranks = RankDiagnostics.of(x, q50, scores);
        return new ParameterSummary(
                name,
                mean,
                sd,
                q05,
                q50,
                q95,
                ranks.rhat(),
                ranks.essBulk(),
                Math.min(Ess.atMost(x, q05), Ess.atMost(x, q95)),
                sd / Math.sqrt(Ess.mean(x)));
    }

    /** Whether all draws are finite. */
    boolean isFinite() {
        return Double.isFinite(mean) && Double.isFinite(sd);
    }
}
