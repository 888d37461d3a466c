package tributary.math;

import java.util.Arrays;

/**
 * Geometric adstock followed by a Hill curve, of one channel, forward and backward in one place
 * (model.md §3): a_t = x_t + λ a_{t−1}, h = ã^S/(ã^S + K^S), ã = (1 − λ) a.
 *
 * <p>Everything is to the base 2: h = 1/(1 + 2^(−S w)), w = log₂ a + log₂((1 − λ)/K), so that
 * normalisation and half-saturation are one shift. Spend is data, hence the sensitivity b = ∂a/∂λ,
 * b_t = a_{t−1} + λ b_{t−1}, is carried beside a and the backward pass is four sums over the
 * gradient g for h: with D = h (1 − h), Σ g h, Σ g D, Σ g D log₂ a and Σ g D b/a. At a = 0 all of
 * them are 0. h and the sums have a relative error of about 1e-14.
 *
 * <p>Mutable, and for one thread: {@link #set}, then any number of series forward and backward,
 * then the gradient.
 */
public final class HillAdstock {
    private static final int LANES = Kernels.LANES;
    private static final double LN_2 = 0.6931471805599453;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LOG2_TINY = -332;

    private static final MediaLoops LOOPS =
            Kernels.implementation().isVector() ? new VectorMediaLoops() : new ScalarMediaLoops();

    private final int steps;
    private final double log2Largest;

    /** λ^(i+1) for i < m, then (i+1) λ^i. */
    private final double[] powers;

    /** Σ g D, Σ g D log₂ a, Σ g D b/a by lane. */
    private final double[] sums = new double[3 * LANES];

    private double decay;
    private double halfSaturation;
    private double slope;
    private double shift;
    private boolean bounded;

    /**
     * @param steps weeks per lane of the series' {@link LaneLayout}, ≥ 1
     * @param largest of all media x, ≥ 0
     */
    public HillAdstock(int steps, double largest) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps: " + steps + " must be ≥ 1");
        }
        this.steps = steps;
        powers = new double[2 * steps];
        log2Largest = Math.max(LOG2_TINY, Kernels.log(largest) / LN_2 + 1);
    }

    /** Length of a series, and of what {@link Tile} holds of it. */
    public int length() {
        return steps * LANES;
    }

    /**
     * Takes over the parameters and forgets all sums.
     *
     * @param decay λ in [0, 1)
     * @param halfSaturation K > 0
     * @param slope S > 0
     * @param logRatio ln((1 − λ)/K)
     */
    public void set(double decay, double halfSaturation, double slope, double logRatio) {
        this.decay = decay;
        this.halfSaturation = halfSaturation;
        this.slope = slope;
        shift = logRatio * LOG2_E;
        powers(decay);
        // a ≤ max x/(1 − λ), so log₂ a + shift ≤ log₂(max x/K).
        double highest = log2Largest - Math.getExponent(halfSaturation);
        double farthest = Math.max(Math.abs(LOG2_TINY + shift), Math.abs(highest));
        bounded = !(slope * farthest < BaseTwo.LARGEST);
        Arrays.fill(sums, 0);
    }

    /** From λ to λ⁸ by few products one after another, then eight at a time. */
    private void powers(double decay) {
        double square = decay * decay;
        double fourth = square * square;
        double eighth = fourth * fourth;
        for (int i = 0; i < steps; i++) {
            powers[i] =
                    switch (i) {
                        case 0 -> decay;
                        case 1 -> square;
                        case 2 -> square * decay;
                        case 3 -> fourth;
                        case 4, 5, 6, 7 -> fourth * powers[i - 4];
                        default -> eighth * powers[i - LANES];
                    };
        }
        powers[steps] = 1;
        for (int i = 1; i < steps; i++) {
            powers[steps + i] = (i + 1) * powers[i - 1];
        }
    }

    /**
     * What the forward passes of some series leave for their backward passes; overwritten by the
     * next.
     */
    public static final class Tile {
        private final double[] h;
        private final double[] w;
        private final double[] p;
        private final double[] a;
        private final double[] b;
        private final double[] carry = new double[2 * LANES];

        /** Adjoints of one coefficient or two by lane. */
        private final double[] betaBar = new double[2 * LANES];

        /** Gradient for h of the series that is on its way back. */
        private final double[] gradient;

        /**
         * @param series how many
         * @param length of each
         */
        public Tile(int series, int length) {
            h = new double[series * length];
            w = new double[series * length];
            p = new double[series * length];
            a = new double[length];
            b = new double[length];
            gradient = new double[length];
        }

        /** Memory for one series. */
        public static int bytes(int length) {
            return 3 * length * Double.BYTES;
        }

        private int at(int series) {
            int at = series * gradient.length;
            Kernels.check(at, at + gradient.length, h);
            return at;
        }

        private int steps() {
            return gradient.length / LANES;
        }

        /** Adds β h of a series to {@code sum} from {@code sumFrom} on. */
        public void addTo(int series, double beta, double[] sum, int sumFrom) {
            Kernels.check(sumFrom, sumFrom + gradient.length, sum);
            LOOPS.add(h, at(series), steps(), beta, sum, sumFrom);
        }

        /** Σ g₁ h of the series in two sums that was treated last. */
        public double second() {
            return lanes(betaBar, 1);
        }

        /**
         * Gathers the gradient of a series that is in several sums, one after another.
         *
         * @param first whether this is the first of them
         * @param g from {@code gFrom} on the gradient for the sum; not modified
         * @param beta β in the sum
         * @return Σ g h, the gradient for β
         */
        public double gather(boolean first, int series, double[] g, int gFrom, double beta) {
            Kernels.check(gFrom, gFrom + gradient.length, g);
            LOOPS.gather(h, at(series), steps(), g, gFrom, beta, first, gradient, betaBar);
            return lanes(betaBar, 0);
        }
    }

    /**
     * Forward pass of one series.
     *
     * @param x media ≥ 0, a series of the lane layout from {@code from} on; not modified
     * @param series its place in the tile
     * @param beta β
     * @param sum from {@code sumFrom} on β h is added to it
     */
    public void forward(
            double[] x, int from, Tile tile, int series, double beta, double[] sum, int sumFrom) {
        int length = length();
        int at = tile.at(series);
        Kernels.check(from, from + length, x);
        Kernels.check(sumFrom, sumFrom + length, sum);
        LOOPS.recursion(x, from, steps, decay, tile.a, tile.b);
        carry(tile);
        LOOPS.logarithm(tile.a, tile.b, powers, steps, tile.carry, tile.w, at);
        LOOPS.saturation(
                tile.a,
                tile.b,
                tile.w,
                at,
                steps,
                slope,
                -slope * shift,
                bounded,
                beta,
                tile.h,
                tile.p,
                sum,
                sumFrom);
    }

    /** What each lane takes over from the lanes before it. */
    private void carry(Tile tile) {
        int last = length() - LANES;
        double power = powers[steps - 1];
        double sensitivity = powers[2 * steps - 1];
        double a = 0;
        double b = 0;
        for (int lane = 0; lane < LANES; lane++) {
            tile.carry[lane] = a;
            tile.carry[LANES + lane] = b;
            b = Math.fma(power, b, Math.fma(sensitivity, a, tile.b[last + lane]));
            a = Math.fma(power, a, tile.a[last + lane]);
        }
    }

    /**
     * Backward pass of one series: keeps what the gradient of λ, K and S needs.
     *
     * @param g from {@code gFrom} on the gradient for β h; not modified
     * @param series as in the forward pass
     * @param beta β
     * @return Σ g h, the gradient for β
     */
    public double backward(double[] g, int gFrom, Tile tile, int series, double beta) {
        int at = tile.at(series);
        Kernels.check(gFrom, gFrom + length(), g);
        LOOPS.gradient(g, gFrom, tile.h, tile.w, tile.p, at, steps, beta, sums, tile.betaBar);
        return lanes(tile.betaBar, 0);
    }

    /** Backward pass of one series whose gradient has been gathered in the tile. */
    public void backward(Tile tile, int series) {
        backward(tile.gradient, 0, tile, series, 1);
    }

    /**
     * Backward pass of a series that is in two sums.
     *
     * @param g0 from {@code gFrom} on the gradient for the first sum; not modified
     * @param beta0 β in the first sum
     * @param g1 likewise for the second, at the same place
     * @param beta1 β in the second sum
     * @return Σ g₀ h, the gradient for β₀; that for β₁ is {@link Tile#second}
     */
    public double backward(
            double[] g0,
            double beta0,
            double[] g1,
            double beta1,
            int gFrom,
            Tile tile,
            int series) {
        int at = tile.at(series);
        Kernels.check(gFrom, gFrom + length(), g0, g1);
        LOOPS.gradientOfTwo(
                g0, beta0, g1, beta1, gFrom, tile.h, tile.w, tile.p, at, steps, sums, tile.betaBar);
        return lanes(tile.betaBar, 0);
    }

    /**
     * The gradient over all series since {@link #set}.
     *
     * @param out overwritten with ∂/∂λ, ∂/∂K and ∂/∂S, length ≥ 3
     */
    public void gradient(double[] out) {
        Kernels.check(0, 3, out);
        double sumD = lanes(sums, 0);
        out[0] = slope * (lanes(sums, 2) - sumD / (1 - decay));
        out[1] = -slope * sumD / halfSaturation;
        out[2] = LN_2 * Math.fma(shift, sumD, lanes(sums, 1));
    }

    private static double lanes(double[] x, int k) {
        return Kernels.sumOfLanes(x, k * LANES);
    }
}
