package tributary.store;

import tributary.mcmc.ChainResult;
import tributary.mcmc.Draws;
import tributary.mcmc.Transition;
import tributary.spec.SamplerSpec;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Rows and states of all chains in the files of a checkpoint. */
final class FileRows implements ChainRows, Closeable {
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Saving takes at most one part in so many of a chain's time. */
    private static final long COST = 100;

    /** A kill loses at most one part in so many of the time that this process has worked … */
    private static final long LOSS = 20;

    /** … but no less and no more than these. */
    private static final long SHORTEST_NANOS = 100_000_000;

    private static final long LONGEST_NANOS = 2_000_000_000;

    private final SamplerSpec sampler;
    private final int width;
    private final ChainFiles[] chains;
    private final long start = System.nanoTime();
    private final long[] due;

    /**
     * @param folder with the files of the chains, if any
     * @param width columns of the model
     * @param notes told which chains begin again because their files are damaged
     */
    FileRows(Path folder, SamplerSpec sampler, int width, Consumer<String> notes)
            throws IOException {
        this.sampler = sampler;
        this.width = width;
        chains = new ChainFiles[sampler.chains()];
        due = new long[chains.length];
        Arrays.fill(due, start + SHORTEST_NANOS);
        for (int chain = 0; chain < chains.length; chain++) {
            chains[chain] = new ChainFiles(folder, chain, width);
            if (chains[chain].isDamaged()) {
                notes.accept(
                        "chain %d begins again: its files in %s are damaged"
                                .formatted(chain + 1, folder));
            }
        }
    }

    @Override
    public Optional<byte[]> load(int chain) {
        return chains[chain].state();
    }

    @Override
    public void append(int chain, Transition transition, double[] row) {
        try {
            chains[chain].append(transition, row);
        } catch (IOException e) {
            throw failed(chain, e);
        }
    }

    @Override
    public boolean isDue(int chain) {
        return System.nanoTime() - due[chain] >= 0;
    }

    @Override
    public void save(int chain, byte[] state) {
        long before = System.nanoTime();
        try {
            chains[chain].save(state);
        } catch (IOException e) {
            throw failed(chain, e);
        }
        long now = System.nanoTime();
        long pause = Math.clamp((now - start) / LOSS, SHORTEST_NANOS, LONGEST_NANOS);
        due[chain] = now + Math.max(pause, COST * (now - before));
    }

    @Override
    public Draws draws(List<String> names, List<ChainResult> results) {
        MemorySegment[] maps = new MemorySegment[chains.length];
        for (int chain = 0; chain < chains.length; chain++) {
            try {
                maps[chain] = chains[chain].map();
            } catch (IOException e) {
                throw failed(chain, e);
            }
        }
        long columns = (long) SampledRow.STATISTICS + width;
        return RowValues.draws(
                (chain, row, column) -> maps[chain].getAtIndex(DOUBLE, row * columns + column),
                sampler,
                names,
                results);
    }

    /** Errors of writing do not name the file. */
    private static UncheckedIOException failed(int chain, IOException e) {
        return new UncheckedIOException(
                new IOException("files of chain " + (chain + 1) + ": " + e.getMessage(), e));
    }

    /** Whether a chain has saved its state. */
    boolean isResumable() {
        return Arrays.stream(chains).anyMatch(ChainFiles::isSaved);
    }

    /** How far the saved chains are, warm-up apart. */
    String position() {
        long draws = 0;
        for (ChainFiles chain : chains) {
            draws += Math.max(0, chain.savedRows() - sampler.keptWarmup());
        }
        long all = (long) chains.length * sampler.draws();
        return draws == 0 ? "the warm-up" : "draw %d of %d".formatted(draws, all);
    }

    @Override
    public void close() throws IOException {
        for (ChainFiles chain : chains) {
            chain.close();
        }
    }
}
