package tributary.mcmc;

import java.util.SplittableRandom;

/** Stand-in until the streams of tributary.math are merged. */
final class Randomness {
    private final SplittableRandom random;

    Randomness(long seed, int chain) {
        random = new SplittableRandom(seed * 1000 + chain);
    }

    double nextDouble() {
        return random.nextDouble();
    }

    double nextGaussian() {
        return random.nextGaussian();
    }

    boolean nextBoolean() {
        return random.nextBoolean();
    }
}
