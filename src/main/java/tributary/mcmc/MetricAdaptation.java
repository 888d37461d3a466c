package tributary.mcmc;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Fits the metric to the draws of the warm-up and their gradients.
 *
 * <p>Two estimators run at once: the foreground, which the metric is taken from after every draw,
 * and the background, which holds the latest window only and takes the foreground's place when the
 * window ends. So the metric follows the chain from the first draws on and forgets where it came
 * from. The diagonal is √(Var x / Var ∇), which for a normal target with independent coordinates is
 * exact after three draws.
 *
 * <p>Source: Seyboldt, Carlson, Carpenter (2026), Preconditioning Hamiltonian Monte Carlo by
 * minimizing Fisher divergence, arXiv:2603.18845; nutpie.
 */
final class MetricAdaptation {
    /** A variance of three draws is a rough guess, but of the right order. */
    private static final int FEWEST = 3;

    /** Draws beyond the number of coordinates from which on directions are trusted. */
    private static final int SPARE = 10;

    /** Directions are looked for again when there are this many times the draws. */
    private static final double GROWTH = 1.3;

    /** Most coordinates of {@link MetricKind#AUTO}: an eigendecomposition costs their cube. */
    private static final int LARGEST = 500;

    /** A scale further out than this is a failure of arithmetic, not of the target. */
    private static final double EXTREME = 1e20;

    private final MetricKind kind;
    private final boolean useGradients;
    private final LowRankMetric metric;
    private Estimator foreground;
    private Estimator background;

    /** Foreground draws one by one, which the directions are taken from; empty if unused. */
    private final DrawWindow draws;

    private final boolean keepsDraws;

    /** Number of draws from which on directions are looked for again. */
    private int nextDirections = SPARE;

    private final double[] variance;
    private final double[] last;

    /**
     * @param longestMemory most draws that the foreground will hold
     */
    MetricAdaptation(
            LowRankMetric metric,
            int dimension,
            MetricKind kind,
            Adaptation adaptation,
            int longestMemory) {
        this.metric = metric;
        this.kind = kind;
        useGradients = adaptation.gradientMetric();
        foreground = new Estimator(dimension);
        background = new Estimator(dimension);
        draws = new DrawWindow(dimension);
        keepsDraws =
                kind == MetricKind.LOW_RANK
                        || kind == MetricKind.DENSE
                        || kind == MetricKind.AUTO && supportsDirections(longestMemory, dimension);
        variance = new double[dimension];
        last = new double[dimension];
    }

    /** Before the first draw all that is known is the gradient: M⁻¹ = 1/|∇|. */
    void start(PhasePoint state) {
        for (int i = 0; i < variance.length; i++) {
            variance[i] = 1 / clamp(Math.abs(state.gradient[i]));
        }
        metric.setDiagonal(variance);
        PhasePoint.copy(state.q, last);
    }

    /**
     * Learns from a draw. A chain that did not move says nothing about the target.
     *
     * @return whether the metric has become another one, so that its step size is unknown
     */
    boolean learn(PhasePoint state) {
        if (Arrays.equals(state.q, last)) {
            return false;
        }
        PhasePoint.copy(state.q, last);
        foreground.add(state);
        background.add(state);
        if (keepsDraws) {
            draws.add(state.q, state.gradient);
        }
        if (keepsDraws && supportsDirections() && draws.count() >= nextDirections) {
            return update();
        }
        if (metric.rank() == 0) {
            updateDiagonal();
        }
        return false;
    }

    /**
     * The window ends: the background becomes the foreground.
     *
     * @return as {@link #learn}
     */
    boolean endWindow() {
        Estimator forgotten = foreground;
        foreground = background;
        background = forgotten;
        background.reset();
        if (keepsDraws) {
            draws.forget(draws.count() - foreground.count());
            nextDirections = (int) (GROWTH * draws.count());
        }
        return update();
    }

    /**
     * Takes the metric anew from the foreground.
     *
     * @return whether it got its first directions
     */
    boolean update() {
        boolean wasDiagonal = metric.rank() == 0;
        if (!updateDiagonal()) {
            return false;
        }
        if (keepsDraws && supportsDirections()) {
            nextDirections = (int) (GROWTH * draws.count());
            FisherDirections.of(draws, variance, kind == MetricKind.DENSE).addTo(metric);
        }
        return wasDiagonal && metric.rank() > 0;
    }

    private boolean supportsDirections() {
        return kind != MetricKind.AUTO || supportsDirections(draws.count(), variance.length);
    }

    /** Whether draws and gradients span the space, so that the covariance is no guess. */
    private static boolean supportsDirections(int draws, int dimension) {
        return dimension <= LARGEST && draws >= dimension + SPARE;
    }

    private boolean updateDiagonal() {
        if (foreground.count() < FEWEST) {
            return false;
        }
        for (int i = 0; i < variance.length; i++) {
            variance[i] = useGradients ? foreground.fisherVariance(i) : foreground.drawVariance(i);
        }
        metric.setDiagonal(variance);
        return true;
    }

    private static double clamp(double x) {
        return x > 1 / EXTREME ? Math.min(x, EXTREME) : 1 / EXTREME;
    }

    void save(DataOutput out) throws IOException {
        metric.save(out);
        foreground.save(out);
        background.save(out);
        draws.save(out);
        State.write(out, last);
        out.writeInt(nextDirections);
    }

    void restore(DataInput in) throws IOException {
        metric.restore(in);
        foreground.restore(in);
        background.restore(in);
        draws.restore(in);
        State.read(in, last);
        nextDirections = in.readInt();
    }

    /** Variances of positions and gradients. */
    private static final class Estimator {
        private final RunningVariance positions;
        private final RunningVariance gradients;

        Estimator(int dimension) {
            positions = new RunningVariance(dimension);
            gradients = new RunningVariance(dimension);
        }

        int count() {
            return positions.count();
        }

        void add(PhasePoint state) {
            positions.add(state.q);
            gradients.add(state.gradient);
        }

        double fisherVariance(int i) {
            return clamp(Math.sqrt(clamp(positions.variance(i)) / clamp(gradients.variance(i))));
        }

        /** Shrunk towards 1e-3 as by five further draws, Stan's regularisation. */
        double drawVariance(int i) {
            double weight = count() / (count() + 5.0);
            return weight * positions.variance(i) + 1e-3 * (1 - weight);
        }

        void reset() {
            positions.reset();
            gradients.reset();
        }

        void save(DataOutput out) throws IOException {
            positions.save(out);
            gradients.save(out);
        }

        void restore(DataInput in) throws IOException {
            positions.restore(in);
            gradients.restore(in);
        }
    }
}
