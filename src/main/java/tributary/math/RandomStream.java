package tributary.math;

import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;

import java.util.Arrays;

/**
 * A sequential stream of random numbers, obtained from {@link RandomStreams#chain}. Not
 * thread-safe: one thread owns it.
 */
public final class RandomStream {
    private final RestorableUniformRandomProvider generator;

    RandomStream(RestorableUniformRandomProvider generator) {
        this.generator = generator;
    }

    /** 64 uniform bits. */
    public long nextLong() {
        return generator.nextLong();
    }

    /** Uniform on the open interval (0, 1), a multiple of 2^−53. */
    public double nextDouble() {
        return RandomStreams.openUniform(generator.nextLong());
    }

    /**
     * Standard normal by Marsaglia's polar method. The second variate of a pair is dropped, so that
     * the generator is the whole state.
     */
    public double nextGaussian() {
        while (true) {
            double u = 2 * nextDouble() - 1;
            double v = 2 * nextDouble() - 1;
            double s = u * u + v * v;
            if (s < 1 && s > 0) {
                return u * Math.sqrt(-2 * Elementary.log(s) / s);
            }
        }
    }

    /** Standard exponential by inversion. */
    public double nextExponential() {
        return -Elementary.log(nextDouble());
    }

    /**
     * Poisson variate by {@link Poisson}.
     *
     * @param mean ≥ 0; NaN and ∞ are returned as they are
     */
    public double nextPoisson(double mean) {
        return Poisson.sample(mean, this);
    }

    /**
     * Negative binomial variate: a Poisson one whose mean is Gamma distributed.
     *
     * @param mean μ ≥ 0
     * @param dispersion a ≥ 0, the variance being μ + a μ²
     */
    public double nextNegativeBinomial(double mean, double dispersion) {
        double shape = 1 / dispersion;
        if (shape > Poisson.ALMOST_CERTAIN) {
            return nextPoisson(mean);
        }
        return nextPoisson(
                mean * dispersion * Elementary.exp(GammaDensity.logOfStandard(shape, this)));
    }

    /** The state as bytes for a checkpoint. */
    public byte[] saveState() {
        return ((RandomProviderDefaultState) generator.saveState()).getState();
    }

    /**
     * Continues from a saved state.
     *
     * @param state from {@link #saveState()}
     */
    public void restoreState(byte[] state) {
        generator.restoreState(new RandomProviderDefaultState(Arrays.copyOf(state, state.length)));
    }
}
