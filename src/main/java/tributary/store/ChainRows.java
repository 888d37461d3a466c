package tributary.store;

import tributary.mcmc.ChainResult;
import tributary.mcmc.CheckpointStore;
import tributary.mcmc.Draws;
import tributary.mcmc.Transition;

import java.util.List;

/**
 * Takes the rows of the chains while they are sampled, those of the warm-up first where they are
 * kept, and gives them back as draws. Each chain calls from its own thread.
 */
public interface ChainRows extends CheckpointStore {
    /**
     * The next row of a chain.
     *
     * @param row values of the model's columns; not kept
     */
    void append(int chain, Transition transition, double[] row);

    /** All rows, once the chains are done. */
    Draws draws(List<String> names, List<ChainResult> results);
}
