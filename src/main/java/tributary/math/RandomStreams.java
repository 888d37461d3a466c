package tributary.math;

import org.apache.commons.rng.LongJumpableUniformRandomProvider;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Sources of randomness: sequential streams, one per chain, for sampling; and a counter-based
 * generator, a pure function of its key, for what must not depend on the order of use.
 */
public final class RandomStreams {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private RandomStreams() {}

    /**
     * The stream of one chain: L64_X128_MIX (Steele and Vigna 2021) seeded from {@code seed} and
     * advanced by {@code chain} long jumps of 2^128 numbers.
     *
     * @param chain ≥ 0
     */
    public static RandomStream chain(long seed, int chain) {
        if (chain < 0) {
            throw new IllegalArgumentException("chain: " + chain + " must be ≥ 0");
        }
        long[] state = new long[4];
        for (int i = 0; i < state.length; i++) {
            state[i] = mix(seed + (i + 1) * GOLDEN); // SplitMix64
        }
        RestorableUniformRandomProvider generator = RandomSource.L64_X128_MIX.create(state);
        for (int i = 0; i < chain; i++) {
            ((LongJumpableUniformRandomProvider) generator).longJump();
        }
        return new RandomStream(generator);
    }

    /** Key of the numbers of one draw and node, to be completed by geo and week. */
    public static long key(long seed, int chain, int draw, int node) {
        return absorb(absorb(absorb(mix(seed + GOLDEN), chain), draw), node);
    }

    /** Uniform on the open interval (0, 1), a pure function of its arguments. */
    public static double uniform(long key, int geo, int week) {
        return openUniform(absorb(absorb(key, geo), week));
    }

    /** Standard normal by inversion of {@link #uniform(long, int, int)}. */
    public static double normal(long key, int geo, int week) {
        return NormalQuantile.quantile(uniform(key, geo, week));
    }

    /**
     * As many numbers as a variate by rejection may need, still a pure function of the arguments: a
     * SplitMix64 stream whose start they are hashed to.
     */
    public static RandomStream stream(long key, int geo, int week) {
        return new RandomStream(new SplitMix64(absorb(absorb(key, geo), week)));
    }

    /** {@link #uniform(long, int, int)} with the whole key spelled out. */
    public static double uniform(long seed, int chain, int draw, int node, int geo, int week) {
        return uniform(key(seed, chain, draw, node), geo, week);
    }

    /** {@link #normal(long, int, int)} with the whole key spelled out. */
    public static double normal(long seed, int chain, int draw, int node, int geo, int week) {
        return normal(key(seed, chain, draw, node), geo, week);
    }

    /** One more coordinate into a key: a step of the Weyl sequence, then a bijective mix. */
    private static long absorb(long key, int coordinate) {
        return mix(key + (coordinate + 1L) * GOLDEN);
    }

    /** Stafford's variant 13 of the 64-bit finaliser of MurmurHash3. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** (k + ½)/2^52 for the upper 52 bits k: never 0 or 1, and symmetric about ½. */
    static double openUniform(long bits) {
        return ((bits >>> 12) + 0.5) * 0x1p-52;
    }
}
