package tributary.fit;

import tributary.mcmc.Draws;

/**
 * Draws of a run, evenly spaced within every chain: enough for a picture, few enough to be quick.
 * Each remembers its number in its chain, by which its latents are keyed.
 *
 * @param all constrained draws of a run
 * @param draws of each chain that are used, ≥ 1
 */
record ThinnedDraws(Draws all, int draws) {
    /** All draws. */
    static ThinnedDraws none(Draws all) {
        return new ThinnedDraws(all, all.draws());
    }

    /**
     * As many as allowed, the same number from each chain.
     *
     * @param most draws of all chains together; at least one of each is used
     */
    static ThinnedDraws atMost(long most, Draws all) {
        return new ThinnedDraws(all, (int) Math.clamp(most / all.chains(), 1, all.draws()));
    }

    boolean isThinned() {
        return draws < all.draws();
    }

    int chains() {
        return all.chains();
    }

    /** Of all chains together. */
    int size() {
        return chains() * draws;
    }

    /** Number of draw i in its chain. */
    int number(int i) {
        return (int) ((long) i * all.draws() / draws);
    }

    /** Draw i of a chain as a row of all columns; perhaps not a copy, not to be modified. */
    double[] row(int chain, int i) {
        return all.row(chain, number(i));
    }
}
