package tributary.fit;

import tributary.diagnostics.PsisLoo;
import tributary.mcmc.Draws;
import tributary.model.CompiledModel;
import tributary.model.PointwiseLogLikelihood;
import tributary.store.FitSummary;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Leaves out one training week of the outcome in one geo at a time, by {@link PsisLoo}. */
final class LeaveOneOut {
    /** Log likelihoods held at once, 32 MB; more than fit are computed in several passes. */
    private static final int HELD = 1 << 22;

    private LeaveOneOut() {}

    /**
     * PSIS-LOO of the outcome.
     *
     * @param parameters reported parameters of every draw; more columns may follow
     */
    static FitSummary.Loo of(CompiledModel model, Draws parameters) {
        return of(model, parameters, HELD);
    }

    /**
     * As above.
     *
     * @param held log likelihoods held at once, but those of one observation at least
     */
    static FitSummary.Loo of(CompiledModel model, Draws parameters, int held) {
        var likelihood = new PointwiseLogLikelihood(model, model.outcome());
        int all = likelihood.observations();
        int block = Math.clamp(held / (parameters.chains() * parameters.draws()), 1, all);
        PsisLoo loo = new PsisLoo();
        for (int from = 0; from < all; from += block) {
            LocalFitExecutor.stopIfInterrupted();
            int to = Math.min(from + block, all);
            for (double[][] observation : logLikelihoods(model, parameters, from, to)) {
                loo.add(observation);
            }
        }
        double largest = Double.NaN;
        List<String> unreliable = new ArrayList<>();
        for (int k = 0; k < all; k++) {
            double paretoK = loo.pointwise().get(k).paretoK();
            // A k̂ of NaN says that there is nothing to estimate.
            largest = Double.isNaN(paretoK) || paretoK < largest ? largest : paretoK;
            if (paretoK > PsisLoo.LARGEST_RELIABLE_K) {
                unreliable.add(name(model, likelihood, k));
            }
        }
        return new FitSummary.Loo(
                loo.elpd(), loo.se(), loo.mcse(), loo.pLoo(), largest, unreliable, note(model));
    }

    private static String name(
            CompiledModel model, PointwiseLogLikelihood likelihood, int observation) {
        String week = model.panel().weeks().get(likelihood.week(observation)).toString();
        String geo = model.panel().geos().get(likelihood.geo(observation)).name();
        return model.panel().hasGeos() ? geo + " " + week : week;
    }

    /** Indexed [observation − from][chain][draw]. */
    private static double[][][] logLikelihoods(
            CompiledModel model, Draws parameters, int from, int to) {
        double[][][] result = new double[to - from][parameters.chains()][parameters.draws()];
        IntStream.range(0, parameters.chains())
                .parallel()
                .forEach(chain -> {
                    var likelihood = new PointwiseLogLikelihood(model, model.outcome());
                    int geo = likelihood.geo(from);
                    int endGeo = likelihood.geo(to - 1) + 1;
                    int start = likelihood.start(geo);
                    double[] theta = new double[model.parameters().slots()];
                    double[] values = new double[likelihood.start(endGeo) - start];
                    for (int draw = 0; draw < parameters.draws(); draw++) {
                        model.parameters().restore(parameters.row(chain, draw), theta);
                        likelihood.evaluate(theta, geo, endGeo, values);
                        for (int k = from; k < to; k++) {
                            result[k - from][chain][draw] = values[k - start];
                        }
                    }
                });
        return result;
    }

    private static String note(CompiledModel model) {
        String outcome = model.outcome().spec().name();
        String given =
                model.outcome().phi() < 0
                        ? "the mediators and all else of that week"
                        : "the mediators and all else of that week, and the weeks before it";
        String floor =
                model.outcome().censoring().isPresent()
                        ? "; a censored week has the log probability of lying at or below the floor"
                        : "";
        String each = model.panel().hasGeos() ? " in one geo" : "";
        return ("one training week of %s%s is left out at a time, given %s as observed; log"
                    + " densities per unit of its column%s; weeks depend on their neighbours, which"
                    + " stay in, so this is optimistic for forecasts")
                .formatted(outcome, each, given, floor);
    }
}
