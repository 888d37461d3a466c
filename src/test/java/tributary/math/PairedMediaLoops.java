package tributary.math;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntSupplier;

/**
 * Compares {@link MediaLoops} in their scalar and their vector form, raw bits, NaN as one. {@link
 * KernelPairsTest} loads it, and with it this package, once for each width of vectors.
 */
public final class PairedMediaLoops implements IntSupplier {
    private static final int LANES = Kernels.LANES;
    private static final int[] STEPS = {1, 2, 13, 20, 26, 128};

    /** Where series begin in longer arrays. */
    private static final int[] STARTS = {0, 8, 3};

    private static final double[] DECAYS = {0, 1e-300, 0.3, 0.97, 1 - 0x1p-53};
    private static final double[] SLOPES = {1e-3, 0.4, 1.7, 1e3};

    /** Rounds over 1024 elements after which the optimising compiler has taken over. */
    private static final int ROUNDS = 600;

    private final MediaLoops scalar = new ScalarMediaLoops();
    private final MediaLoops vector = new VectorMediaLoops();

    public PairedMediaLoops() {}

    /** Media without end, by what is special about them. */
    private enum Media {
        ORDINARY(u -> 3 * u),
        NONE(u -> 0),
        OFTEN_NONE(u -> u < 0.6 ? 0 : 3 * u),
        HUGE(u -> 1e300 * u),
        SMALL(u -> 1e-90 * u),
        SUBNORMAL(u -> 1e-320 * u),
        MIXED(u -> StrictMath.pow(10, 600 * u - 320)),
        NOT_A_NUMBER(u -> u < 0.1 ? Double.NaN : u),
        INFINITE(u -> u < 0.1 ? Double.POSITIVE_INFINITY : u);

        private final DoubleUnaryOperator ofUniform;

        Media(DoubleUnaryOperator ofUniform) {
            this.ofUniform = ofUniform;
        }

        double[] series(int length, int seed) {
            return new SplittableRandom(seed).doubles(length).map(ofUniform).toArray();
        }
    }

    /** Compares everything; returns the width in doubles. */
    @Override
    public int getAsInt() {
        for (Media media : Media.values()) {
            for (int k = 0; k < STEPS.length; k++) {
                for (int j = 0; j < SLOPES.length; j++) {
                    double decay = DECAYS[(k + j) % DECAYS.length];
                    compare(media, STEPS[k], STARTS[(k + j) % 3], decay, SLOPES[j], k + j);
                }
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            Media media = Media.values()[round % Media.values().length];
            double decay = DECAYS[round % DECAYS.length];
            compare(media, 128, 0, decay, SLOPES[round % SLOPES.length], round);
        }
        return Lanes.WIDTH;
    }

    private void compare(Media media, int steps, int at, double decay, double slope, int seed) {
        double[] x = media.series(at + steps * LANES + 5, seed);
        zeroFirstWeeks(x, at, steps, seed % 3);
        for (boolean bounded : new boolean[] {true, false}) {
            double[][] expected = pass(scalar, x, at, steps, decay, slope, bounded);
            double[][] actual = pass(vector, x, at, steps, decay, slope, bounded);
            for (int k = 0; k < expected.length; k++) {
                String name = "%s, output %d, %s, %s".formatted(media, k, decay, slope);
                KernelPairs.assertSame(name, expected[k], actual[k]);
            }
        }
    }

    /** The first lanes hold the first weeks. */
    private static void zeroFirstWeeks(double[] x, int at, int steps, int lanes) {
        for (int i = 0; i < steps * LANES; i++) {
            x[at + i] = i % LANES < lanes ? 0 : x[at + i];
        }
    }

    /** All loops one after another, as {@link HillAdstock} runs them, and what each has written. */
    private static double[][] pass(
            MediaLoops loops,
            double[] x,
            int at,
            int steps,
            double decay,
            double slope,
            boolean bounded) {
        int length = steps * LANES;
        double[] ends = new double[at + 2 * LANES];
        loops.ends(x, at, steps, decay, ends, at);
        double[] a = new double[length];
        double[] b = new double[length];
        double[] w = new double[x.length];
        loops.logarithm(x, at, steps, decay, starts(ends, at), at, a, b, w, at);
        double[] h = new double[x.length];
        double[] p = new double[x.length];
        double[] sum = Media.ORDINARY.series(x.length, 1);
        loops.saturation(a, b, w, at, steps, slope, 0.37 * slope, bounded, -0.7, h, p, sum, at);
        double[] g = Media.ORDINARY.series(x.length, 2);
        double[] sums = Media.ORDINARY.series(3 * LANES + at, 4);
        double[] betaBar = new double[LANES + at];
        loops.gradient(g, at, h, w, p, at, steps, 1.7, sums, at, betaBar, at);
        double[] more = sum.clone();
        loops.add(h, at, steps, 1.3, more, at);
        double[] combined = Media.ORDINARY.series(length, 3);
        double[] firstLanes = new double[LANES + at];
        loops.gather(h, at, steps, g, at, 0.4, true, combined, firstLanes, at);
        double[] first = combined.clone();
        double[] lanes = new double[LANES + at];
        loops.gather(h, at, steps, sum, at, -2.1, false, combined, lanes, at);
        double[] ofTwo = Media.ORDINARY.series(3 * LANES + at, 5);
        double[] bars = new double[2 * LANES + at];
        loops.gradientOfTwo(g, 0.4, sum, -2.1, at, h, w, p, at, steps, ofTwo, at, bars, at);
        return new double[][] {
            ends,
            a,
            b,
            w,
            h,
            p,
            sum,
            sums,
            betaBar,
            more,
            first,
            firstLanes,
            combined,
            lanes,
            ofTwo,
            bars
        };
    }

    /** Into each lane what the one before ends with. */
    private static double[] starts(double[] ends, int at) {
        double[] starts = new double[ends.length];
        System.arraycopy(ends, at, starts, at + 1, LANES - 1);
        System.arraycopy(ends, at + LANES, starts, at + LANES + 1, LANES - 1);
        return starts;
    }
}
