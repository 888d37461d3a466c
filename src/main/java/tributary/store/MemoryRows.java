package tributary.store;

import tributary.mcmc.ChainResult;
import tributary.mcmc.Draws;
import tributary.mcmc.Transition;
import tributary.spec.SamplerSpec;

import java.util.List;
import java.util.Optional;

/** Rows in memory, and no checkpoints. */
final class MemoryRows implements ChainRows {
    private final SamplerSpec sampler;
    private final int width;
    private final double[][][] rows;
    private final int[] count;

    /**
     * @param width columns of the model
     */
    MemoryRows(SamplerSpec sampler, int width) {
        this.sampler = sampler;
        this.width = width;
        rows = new double[sampler.chains()][sampler.keptWarmup() + sampler.draws()][];
        count = new int[sampler.chains()];
    }

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

    @Override
    public void append(int chain, Transition transition, double[] row) {
        double[] kept = new double[SampledRow.STATISTICS + width];
        SampledRow.write(transition, kept);
        System.arraycopy(row, 0, kept, SampledRow.STATISTICS, width);
        rows[chain][count[chain]++] = kept;
    }

    @Override
    public Draws draws(List<String> names, List<ChainResult> results) {
        return RowValues.draws(
                (chain, row, column) -> rows[chain][row][column], sampler, names, results);
    }
}
