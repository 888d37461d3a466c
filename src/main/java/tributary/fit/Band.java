package tributary.fit;

import tributary.diagnostics.Quantiles;

/** Posterior median and 90 % interval along an axis, one value for each position. */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record Band(double[] q05, double[] median, double[] q95) {
    private static final double[] PROBABILITIES = {0.05, 0.5, 0.95};

    /**
     * The band of draws.
     *
     * @param x indexed [position][chain][draw]
     */
    static Band of(double[][][] x) {
        Band band = new Band(new double[x.length], new double[x.length], new double[x.length]);
        for (int i = 0; i < x.length; i++) {
            double[] quantiles = Quantiles.of(x[i], PROBABILITIES);
            band.q05[i] = quantiles[0];
            band.median[i] = quantiles[1];
            band.q95[i] = quantiles[2];
        }
        return band;
    }
}
