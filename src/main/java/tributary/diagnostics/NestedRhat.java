package tributary.diagnostics;

import java.util.Arrays;

/**
 * Nested R-hat of many short chains {@code x[chain][draw]} grouped into superchains, whose chains
 * started from the same point: √(1 + B/W), with B the variance of the superchains' means and W the
 * mean over superchains of the variance of their chains' means plus the mean variance within these
 * chains. 1 is converged: the starting points are forgotten. Unlike {@link Rhat} it needs no long
 * chains; one draw of each is enough.
 *
 * <p>Draws are taken as they are, neither split nor rank-normalised. NaN where it is not defined:
 * constant draws, draws that are not finite, and single draws of superchains of a single chain.
 * Infinite where every superchain stands still somewhere else.
 *
 * <p>Source: Margossian, Hoffman, Sountsov, Riou-Durand, Vehtari and Gelman (2024), Nested R̂,
 * doi:10.1214/24-BA1453, equations 15 to 19; as {@code rhat_nested} of R posterior.
 */
public final class NestedRhat {
    private NestedRhat() {}

    /**
     * Nested R-hat.
     *
     * @param superchains for each chain the superchain it belongs to: any numbers, at least two
     *     different ones, each for the same number of chains
     */
    public static double of(double[][] x, int[] superchains) {
        ChainMatrix.requireRectangular(x);
        int[] ids = Arrays.stream(superchains).distinct().toArray();
        requireEqualSizes(x.length, superchains, ids);
        if (ChainMatrix.isUndefined(x)) {
            return Double.NaN;
        }
        int size = x.length / ids.length;
        int draws = x[0].length;
        if (size == 1 && draws == 1) {
            return Double.NaN;
        }
        double[] means = new double[ids.length];
        double within = 0;
        for (int k = 0; k < ids.length; k++) {
            double[] chainMeans = new double[size];
            int chains = 0;
            for (int c = 0; c < x.length; c++) {
                if (superchains[c] == ids[k]) {
                    chainMeans[chains++] = ChainMatrix.mean(x[c]);
                    within += draws == 1 ? 0 : ChainMatrix.variance(x[c]) / size;
                }
            }
            means[k] = ChainMatrix.mean(chainMeans);
            within += size == 1 ? 0 : ChainMatrix.variance(chainMeans);
        }
        return Math.sqrt(1 + ChainMatrix.variance(means) / (within / ids.length));
    }

    private static void requireEqualSizes(int chains, int[] superchains, int[] ids) {
        if (superchains.length != chains) {
            throw new IllegalArgumentException(
                    "superchains: has %d entries, must have one for each of the %d chains"
                            .formatted(superchains.length, chains));
        }
        if (ids.length < 2) {
            throw new IllegalArgumentException("superchains: must name at least two superchains");
        }
        for (int id : ids) {
            long size = Arrays.stream(superchains).filter(other -> other == id).count();
            if (size * ids.length != chains) {
                throw new IllegalArgumentException(
                        "superchains: %d has %d of %d chains, all %d must have equally many"
                                .formatted(id, size, chains, ids.length));
            }
        }
    }
}
