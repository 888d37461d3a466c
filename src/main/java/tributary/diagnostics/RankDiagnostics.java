package tributary.diagnostics;

/**
 * What the ranks of draws tell: {@link Rhat#of} and {@link Ess#bulk} from one ranking. NaN where
 * these are.
 */
public record RankDiagnostics(double rhat, double essBulk) {
    /**
     * Of one column.
     *
     * @param x draws, indexed [chain][draw]
     */
    public static RankDiagnostics of(double[][] x) {
        return ChainMatrix.isUndefined(x)
                ? new RankDiagnostics(Double.NaN, Double.NaN)
                : of(
                        x,
                        Quantiles.of(x, 0.5),
                        new NormalScores(x.length * ChainMatrix.splitDraws(x[0].length)));
    }

    /**
     * Of draws for which they are defined.
     *
     * @param scores for the draws of all chains without the middle ones of chains of odd length
     */
    static RankDiagnostics of(double[][] x, double median, NormalScores scores) {
        double[][] bulk = scores.apply(ChainMatrix.split(x));
        double[][] folded = scores.apply(ChainMatrix.split(ChainMatrix.fold(x, median)));
        return new RankDiagnostics(Rhat.ofScores(bulk, folded), Ess.ofSplit(bulk));
    }
}
