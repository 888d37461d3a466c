package tributary.model;

import tributary.math.Kernels;
import tributary.math.RandomStreams;
import tributary.spec.Outcome;

/**
 * New observations of every equation at one posterior draw: a pure function of (seed, chain, draw,
 * equation, geo, week), so that all predictions of a draw meet the same chance.
 *
 * <p>Continuous families have a scaled residual, which {@link #residuals} draws and {@link #value}
 * adds; a hurdle decides besides whether it is above 0, and counts are drawn whole.
 */
public final class PredictiveDraw {
    private final CompiledModel model;
    private final double[] theta;
    private final long seed;
    private final int chain;
    private final int draw;

    private PredictiveDraw(CompiledModel model, double[] theta, long seed, int chain, int draw) {
        this.model = model;
        this.theta = theta;
        this.seed = seed;
        this.chain = chain;
        this.draw = draw;
    }

    /**
     * The observations of a draw.
     *
     * @param theta natural parameters by slot; not copied, not modified
     */
    public static PredictiveDraw of(
            CompiledModel model, double[] theta, long seed, int chain, int draw) {
        return new PredictiveDraw(model, theta, seed, chain, draw);
    }

    private long key(int equation) {
        return ResidualNoise.key(seed, chain, draw, equation);
    }

    /**
     * Scaled residuals of consecutive weeks of a geo; under AR(1) they start from their stationary
     * distribution, under a copula those of the outcome follow the mediator's. All 0 for counts.
     *
     * @param equation index into {@link CompiledModel#equations()}
     * @param first index of the first week
     * @param out one per week; overwritten
     */
    public void residuals(int equation, int geo, int first, double[] out) {
        CompiledEquation compiled = model.equations().get(equation);
        if (compiled.copula().isEmpty() || !(compiled.spec() instanceof Outcome)) {
            ResidualNoise.path(compiled, theta, key(equation), geo, first, out);
            return;
        }
        int mediator = compiled.copula().get().partner();
        double rho = theta[compiled.copula().get().rho()];
        double kappa = Math.sqrt((1 - rho) * (1 + rho));
        CompiledEquation partner = model.equations().get(mediator);
        for (int i = 0; i < out.length; i++) {
            int week = first + i;
            double other = ResidualNoise.draw(partner, theta, key(mediator), geo, week);
            double own = RandomStreams.normal(key(equation), geo, week);
            double z = Math.fma(rho, NormalScore.of(partner, theta, other, geo), kappa * own);
            out[i] = NormalScore.residual(compiled, theta, z, geo);
        }
    }

    /**
     * A new value of the column, not below its floor.
     *
     * @param equation index into {@link CompiledModel#equations()}
     * @param eta linear predictor of the cell; of a hurdle, of the amount
     * @param logOdds of a hurdle being above 0; unused for other families
     * @param residual from {@link #residuals}; unused for counts
     */
    public double value(int equation, double eta, double logOdds, double residual, int cell) {
        CompiledEquation compiled = model.equations().get(equation);
        int geo = model.cells().geo(cell);
        int week = model.cells().week(cell);
        return switch (compiled.spec().family()) {
            case GAUSSIAN, STUDENT_T, TOBIT -> compiled.toColumn(eta + residual, cell);
            case HURDLE_LOGNORMAL ->
                    activeUniform(equation, geo, week) < Kernels.logistic(logOdds)
                            ? compiled.toColumn(eta + residual, cell)
                            : 0;
            case NEGATIVE_BINOMIAL -> {
                double sigma = theta[compiled.sigma()[geo]];
                yield RandomStreams.stream(key(equation), geo, week)
                        .nextNegativeBinomial(compiled.toColumn(eta, cell), sigma * sigma);
            }
        };
    }

    /** The u of a hurdle, which is above 0 where u < p. */
    public double activeUniform(int equation, int geo, int week) {
        return RandomStreams.uniform(~key(equation), geo, week);
    }
}
