package tributary.mcmc;

import java.util.Optional;

/**
 * Keeps the states of chains, so that a run that was stopped goes on where it was. Each chain calls
 * from its own thread; calls of different chains overlap. An exception ends the sampling.
 */
public interface CheckpointStore {
    /** Keeps nothing. */
    CheckpointStore NONE =
            new CheckpointStore() {
                @Override
                public Optional<byte[]> load(int chain) {
                    return Optional.empty();
                }

                @Override
                public boolean isDue(int chain) {
                    return false;
                }

                @Override
                public void save(int chain, byte[] state) {}
            };

    /**
     * The state that a chain saved last, or nothing for a chain that begins; called once, before
     * anything else about the chain. The sink must then be in the state it had at that save: the
     * draws it got since come again, bit for bit.
     */
    Optional<byte[]> load(int chain);

    /** Whether a chain should save its state now; asked after every iteration. */
    boolean isDue(int chain);

    /**
     * Saves a chain's state. All draws so far have been handed to the sink. Called where {@link
     * #isDue} says so, at the end of the chain, and when it is interrupted.
     */
    void save(int chain, byte[] state);
}
