package tributary.fit;

import tributary.data.Panel;
import tributary.math.Kernels;
import tributary.mcmc.Draws;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.ExpectedMediator;
import tributary.model.PredictiveDraw;
import tributary.model.Predictor;

import java.util.stream.IntStream;

/**
 * Expected and predicted values of one equation at every draw, in units of its column, a block of
 * geos at a time: what is held stays bounded however many geos there are.
 */
final class PredictedWeeks {
    /** Values of geos held at once, 64 MB; those of one geo at least. */
    static final int HELD = 1 << 23;

    private final CompiledModel model;
    private final Draws parameters;
    private final long seed;
    private final int index;
    private final CompiledEquation equation;
    private final int first;
    private final int weeks;

    /**
     * Values by week from the first training week on, of one geo or summed over geos.
     *
     * @param location expectation or conditional median, indexed [week][chain][draw]
     * @param predicted new observations, likewise
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    record Values(double[][][] location, double[][][] predicted) {
        private static Values zero(int weeks, Draws draws) {
            int chains = draws.chains();
            return new Values(
                    new double[weeks][chains][draws.draws()],
                    new double[weeks][chains][draws.draws()]);
        }

        private void add(int week, Values of) {
            add(of.location[week], location[week]);
            add(of.predicted[week], predicted[week]);
        }

        private static void add(double[][] x, double[][] sum) {
            for (int chain = 0; chain < x.length; chain++) {
                Kernels.axpy(1, x[chain], sum[chain], x[chain].length);
            }
        }
    }

    /** Told the values of each geo, in order. */
    @FunctionalInterface
    interface ByGeo {
        /**
         * @param values not kept; of weeks in which the geo is absent without meaning
         */
        void accept(int geo, Values values);
    }

    /**
     * @param parameters rows that begin with the reported parameters of the model
     * @param index into {@link CompiledModel#equations()}
     */
    PredictedWeeks(CompiledModel model, Draws parameters, long seed, int index) {
        this.model = model;
        this.parameters = parameters;
        this.seed = seed;
        this.index = index;
        equation = model.equations().get(index);
        first = model.panel().firstTrainingWeek();
        weeks = model.panel().weeks().size() - first;
    }

    /**
     * Computes all geos.
     *
     * @param held values held at once
     * @return sums over the geos that are present in each week
     */
    Values sweep(int held, ByGeo byGeo) {
        int geos = model.cells().geos();
        long perGeo = 2L * weeks * parameters.chains() * parameters.draws();
        int size = (int) Math.clamp(held / Math.max(1, perGeo), 1, geos);
        Values sums = Values.zero(weeks, parameters);
        for (int from = 0; from < geos; from += size) {
            LocalFitExecutor.stopIfInterrupted();
            Values[] block = block(from, Math.min(from + size, geos));
            for (int g = 0; g < block.length; g++) {
                byGeo.accept(from + g, block[g]);
                Panel.Geo geo = model.panel().geos().get(from + g);
                for (int t = Math.max(first, geo.firstWeek()); t < geo.endWeek(); t++) {
                    sums.add(t - first, block[g]);
                }
            }
        }
        return sums;
    }

    private Values[] block(int from, int to) {
        Values[] block = new Values[to - from];
        for (int g = 0; g < block.length; g++) {
            block[g] = Values.zero(weeks, parameters);
        }
        IntStream.range(0, parameters.chains())
                .parallel()
                .forEach(chain -> {
                    Predictor predictor = new Predictor(model);
                    double[] theta = new double[model.parameters().slots()];
                    for (int draw = 0; draw < parameters.draws(); draw++) {
                        model.parameters().restore(parameters.row(chain, draw), theta);
                        predictor.evaluate(theta, from, to);
                        var drawn = PredictiveDraw.of(model, theta, seed, chain, draw);
                        for (int g = from; g < to; g++) {
                            geo(predictor, theta, drawn, g, chain, draw, block[g - from]);
                        }
                    }
                });
        return block;
    }

    private void geo(
            Predictor predictor,
            double[] theta,
            PredictiveDraw drawn,
            int geo,
            int chain,
            int draw,
            Values out) {
        Panel.Geo of = model.panel().geos().get(geo);
        int start = Math.max(first, of.firstWeek());
        int end = Math.max(start, of.endWeek());
        double[] eta = predictor.linearPredictor(equation);
        double[] odds = equation.active().map(predictor::linearPredictor).orElse(eta);
        double[] noise = new double[end - start];
        drawn.residuals(index, geo, start, noise);
        double[] carried = carryOn(theta, eta, geo, start, noise);
        for (int t = start; t < end; t++) {
            int cell = model.cells().index(geo, t);
            double at = eta[cell];
            out.location[t - first][chain][draw] =
                    location(theta, at + carried[t - start], odds[cell], cell);
            out.predicted[t - first][chain][draw] =
                    drawn.value(index, at, odds[cell], noise[t - start], cell);
        }
    }

    /**
     * Under AR(1) the weeks after training start from its last residual r, not from a new one: φ^k
     * r is expected of the k-th.
     *
     * @param noise simulated residuals by week from start on; modified in later weeks
     * @return φ^k r in later weeks, else 0
     */
    private double[] carryOn(double[] theta, double[] eta, int geo, int start, double[] noise) {
        double[] carried = new double[noise.length];
        int end = Math.min(model.panel().endOfTraining() - start, noise.length);
        if (equation.phi() < 0 || end < 1) {
            return carried;
        }
        int last = model.cells().index(geo, start + end - 1);
        double known = equation.toResponse(equation.column()[last], last) - eta[last];
        double simulated = noise[end - 1];
        double power = 1;
        for (int i = end; i < noise.length; i++) {
            power *= theta[equation.phi()];
            carried[i] = power * known;
            noise[i] += power * (known - simulated);
        }
        return carried;
    }

    /** What is expected of a cell, or its conditional median. */
    private double location(double[] theta, double eta, double odds, int cell) {
        double sigma = theta[equation.sigma()[model.cells().geo(cell)]];
        return switch (equation.spec().family()) {
            case TOBIT -> equation.toColumn(ExpectedMediator.censoredMean(eta, sigma), cell);
            case HURDLE_LOGNORMAL ->
                    Kernels.logistic(odds)
                            * equation.toColumn(Math.fma(0.5 * sigma, sigma, eta), cell);
            case GAUSSIAN, STUDENT_T, NEGATIVE_BINOMIAL -> equation.toColumn(eta, cell);
        };
    }
}
