package tributary.math;

import java.util.Arrays;

/**
 * Geometric adstock followed by a Hill curve, of several channels, forward and backward in one
 * place (model.md §3): a_t = x_t + λ a_{t−1}, h = ã^S/(ã^S + K^S), ã = (1 − λ) a.
 *
 * <p>Everything is to the base 2: h = 1/(1 + 2^(−S w)), w = log₂ a + log₂((1 − λ)/K), so that
 * normalisation and half-saturation are one shift. Spend is data, hence the sensitivity b = ∂a/∂λ,
 * b_t = a_{t−1} + λ b_{t−1}, is carried beside a and the backward pass is four sums over the
 * gradient g for h: with D = h (1 − h), Σ g h, Σ g D, Σ g D log₂ a and Σ g D b/a. At a = 0 all of
 * them are 0. h and the sums have a relative error of about 1e-14.
 *
 * <p>Mutable, and for one thread: {@link #set} for every channel and {@link #open}, then any number
 * of series forward ({@link #ends}, {@link #join}, {@link #forward}) and backward, then {@link
 * #close} and the gradient.
 */
public final class HillAdstock {
    private static final int LANES = Kernels.LANES;
    private static final double LN_2 = 0.6931471805599453;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LOG2_TINY = -332;

    /** Sums of a channel: Σ g D, Σ g D log₂ a, Σ g D b/a. */
    private static final int SUMS = 3;

    private static final MediaLoops LOOPS =
            Kernels.implementation().isVector() ? new VectorMediaLoops() : new ScalarMediaLoops();

    private final int steps;
    private final int channels;

    // One entry by channel.
    private final double[] log2Largest;
    private final double[] decay;
    private final double[] halfSaturation;
    private final double[] slope;

    /** log₂((1 − λ)/K), to the end of the last vector. */
    private final double[] shift;

    /** λ^m, and m λ^(m−1). */
    private final double[] power;

    private final double[] sensitivity;

    /** By channel, kind and lane. */
    private final double[] sums;

    /** By channel and kind. */
    private final double[] totals;

    /** Whether some |S w| may exceed what {@link BaseTwo#exp2} takes. */
    private boolean bounded;

    /**
     * @param steps weeks per lane of the series' {@link LaneLayout}, ≥ 1
     * @param largest of all media x ≥ 0 of each channel
     */
    public HillAdstock(int steps, double... largest) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps: " + steps + " must be ≥ 1");
        }
        this.steps = steps;
        channels = largest.length;
        int padded = LaneLayout.padded(channels);
        log2Largest = new double[channels];
        Arrays.setAll(log2Largest, u -> Math.max(LOG2_TINY, Kernels.log(largest[u]) / LN_2 + 1));
        decay = new double[channels];
        halfSaturation = new double[channels];
        slope = new double[channels];
        shift = new double[padded];
        power = new double[channels];
        sensitivity = new double[channels];
        int rows = LaneLayout.padded(SUMS * channels);
        sums = new double[rows * LANES];
        totals = new double[rows];
    }

    /** Length of a series, and of what {@link Tile} holds of it. */
    public int length() {
        return steps * LANES;
    }

    /**
     * Takes over the parameters of a channel.
     *
     * @param decay λ in [0, 1)
     * @param halfSaturation K > 0
     * @param slope S > 0
     */
    public void set(int channel, double decay, double halfSaturation, double slope) {
        this.decay[channel] = decay;
        this.halfSaturation[channel] = halfSaturation;
        this.slope[channel] = slope;
        shift[channel] = (1 - decay) / halfSaturation;
    }

    /** Prepares for series with the parameters that have been set, and forgets all sums. */
    public void open() {
        Arrays.fill(shift, channels, shift.length, 1); // ordinary arguments are fastest
        Kernels.log(shift, shift, 0, shift.length);
        bounded = false;
        for (int u = 0; u < channels; u++) {
            double before = power(decay[u], steps - 1);
            power[u] = before * decay[u];
            sensitivity[u] = steps * before;
            shift[u] *= LOG2_E;
            // a ≤ max x/(1 − λ), so log₂ a + shift ≤ log₂(max x/K).
            double highest = log2Largest[u] - Math.getExponent(halfSaturation[u]);
            double farthest = Math.max(Math.abs(LOG2_TINY + shift[u]), Math.abs(highest));
            bounded |= !(slope[u] * farthest < BaseTwo.LARGEST);
        }
        Arrays.fill(sums, 0);
    }

    /** By repeated squaring. */
    private static double power(double x, int exponent) {
        double result = 1;
        double square = x;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            result = (rest & 1) == 1 ? result * square : result;
            square *= square;
        }
        return result;
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

        /** By channel: where its lanes end, then what they start from. */
        private final double[] carry;

        /** Gradient for a coefficient by row and lane, then a row that nobody reads. */
        private final double[] lanes;

        /** Sums over the lanes by row. */
        private final double[] betaBar;

        /** Gradient for h of the series that is on its way back. */
        private final double[] gradient;

        /**
         * @param series how many
         * @param length of each
         * @param channels that are computed at once
         * @param coefficients whose gradients are computed before they are {@link #reduce}d
         */
        public Tile(int series, int length, int channels, int coefficients) {
            h = new double[series * length];
            w = new double[series * length];
            p = new double[series * length];
            carry = new double[channels * 2 * LANES];
            a = new double[length];
            b = new double[length];
            gradient = new double[length];
            betaBar = new double[LaneLayout.padded(coefficients)];
            lanes = new double[(betaBar.length + 1) * LANES];
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

        /** Row for the gradient of a coefficient where {@link #gather} has computed those. */
        private int unread() {
            return betaBar.length;
        }

        private int steps() {
            return gradient.length / LANES;
        }

        /** Adds β h of a series to {@code sum} from {@code sumFrom} on. */
        public void addTo(int series, double beta, double[] sum, int sumFrom) {
            Kernels.check(sumFrom, sumFrom + gradient.length, sum);
            LOOPS.add(h, at(series), steps(), beta, sum, sumFrom);
        }

        /**
         * Gathers the gradient of a series that is in several sums, one after another.
         *
         * @param first whether this is the first of them
         * @param g from {@code gFrom} on the gradient for the sum; not modified
         * @param beta β in the sum
         * @param row of the coefficient
         */
        public void gather(boolean first, int series, double[] g, int gFrom, double beta, int row) {
            Kernels.check(gFrom, gFrom + gradient.length, g);
            LOOPS.gather(
                    h, at(series), steps(), g, gFrom, beta, first, gradient, lanes, row * LANES);
        }

        /** Adds up the gradients for the coefficients of all rows. */
        public void reduce() {
            Kernels.sumsOfLanes(lanes, betaBar, 0, betaBar.length);
        }

        /** Σ g h of a row as last {@link #reduce}d, the gradient for its β. */
        public double betaBar(int row) {
            return betaBar[row];
        }
    }

    /**
     * Follows the media of a channel to the end of each lane, before {@link #join}.
     *
     * @param x media ≥ 0, a series of the lane layout from {@code from} on; not modified
     */
    public void ends(int channel, double[] x, int from, Tile tile) {
        Kernels.check(from, from + length(), x);
        LOOPS.ends(x, from, steps, decay[channel], tile.carry, channel * 2 * LANES);
    }

    /**
     * Turns where the lanes of every channel end alone into what they take over from the lanes
     * before. All channels together: each is a chain of operations that wait for one another.
     */
    public void join(Tile tile) {
        for (int u = 0; u < channels; u++) {
            join(u, tile.carry);
        }
    }

    private void join(int channel, double[] carry) {
        double a = 0;
        double b = 0;
        int at = channel * 2 * LANES;
        for (int i = at; i < at + LANES; i++) {
            double ownA = carry[i];
            double ownB = carry[i + LANES];
            carry[i] = a;
            carry[i + LANES] = b;
            b = Math.fma(power[channel], b, Math.fma(sensitivity[channel], a, ownB));
            a = Math.fma(power[channel], a, ownA);
        }
    }

    /**
     * Forward pass of one series, whose {@link #ends} have been {@link #join}ed.
     *
     * @param x as there
     * @param series its place in the tile
     * @param beta β
     * @param sum from {@code sumFrom} on β h is added to it
     */
    public void forward(
            int channel,
            double[] x,
            int from,
            Tile tile,
            int series,
            double beta,
            double[] sum,
            int sumFrom) {
        int length = length();
        int at = tile.at(series);
        Kernels.check(from, from + length, x);
        Kernels.check(sumFrom, sumFrom + length, sum);
        LOOPS.logarithm(
                x,
                from,
                steps,
                decay[channel],
                tile.carry,
                channel * 2 * LANES,
                tile.a,
                tile.b,
                tile.w,
                at);
        LOOPS.saturation(
                tile.a,
                tile.b,
                tile.w,
                at,
                steps,
                slope[channel],
                -slope[channel] * shift[channel],
                bounded,
                beta,
                tile.h,
                tile.p,
                sum,
                sumFrom);
    }

    /**
     * Backward pass of one series: keeps what the gradient of λ, K and S needs.
     *
     * @param g from {@code gFrom} on the gradient for β h; not modified
     * @param series as in the forward pass
     * @param beta β
     * @param row of the coefficient in the tile, whose gradient is Σ g h
     */
    public void backward(
            int channel, double[] g, int gFrom, Tile tile, int series, double beta, int row) {
        int at = tile.at(series);
        Kernels.check(gFrom, gFrom + length(), g);
        LOOPS.gradient(
                g,
                gFrom,
                tile.h,
                tile.w,
                tile.p,
                at,
                steps,
                beta,
                sums,
                channel * SUMS * LANES,
                tile.lanes,
                row * LANES);
    }

    /**
     * Backward pass of one series whose gradient, times its coefficients, has been gathered in the
     * tile.
     */
    public void backward(int channel, Tile tile, int series) {
        backward(channel, tile.gradient, 0, tile, series, 1, tile.unread());
    }

    /**
     * Backward pass of a series that is in two sums.
     *
     * @param g0 from {@code gFrom} on the gradient for the first sum; not modified
     * @param beta0 β in the first sum
     * @param g1 likewise for the second, at the same place
     * @param beta1 β in the second sum
     * @param row of the first coefficient in the tile; that of the second follows
     */
    public void backward(
            int channel,
            double[] g0,
            double beta0,
            double[] g1,
            double beta1,
            int gFrom,
            Tile tile,
            int series,
            int row) {
        int at = tile.at(series);
        Kernels.check(gFrom, gFrom + length(), g0, g1);
        LOOPS.gradientOfTwo(
                g0,
                beta0,
                g1,
                beta1,
                gFrom,
                tile.h,
                tile.w,
                tile.p,
                at,
                steps,
                sums,
                channel * SUMS * LANES,
                tile.lanes,
                row * LANES);
    }

    /** Adds up what the backward passes of all series since {@link #open} left. */
    public void close() {
        Kernels.sumsOfLanes(sums, totals, 0, totals.length);
    }

    /** ∂/∂λ of a channel as of {@link #close}. */
    public double decayBar(int channel) {
        double sumD = totals[SUMS * channel];
        return slope[channel] * (totals[SUMS * channel + 2] - sumD / (1 - decay[channel]));
    }

    /** ∂/∂K of a channel. */
    public double halfSaturationBar(int channel) {
        return -slope[channel] * totals[SUMS * channel] / halfSaturation[channel];
    }

    /** ∂/∂S of a channel. */
    public double slopeBar(int channel) {
        double sumD = totals[SUMS * channel];
        return LN_2 * Math.fma(shift[channel], sumD, totals[SUMS * channel + 1]);
    }
}
