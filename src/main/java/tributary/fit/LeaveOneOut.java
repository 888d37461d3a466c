package tributary.fit;

import tributary.diagnostics.PsisLoo;
import tributary.mcmc.Draws;
import tributary.model.CompiledModel;
import tributary.model.PointwiseLogLikelihood;
import tributary.store.FitSummary;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Leaves out one training week of the outcome at a time, by {@link PsisLoo}. */
final class LeaveOneOut {
    /** Log likelihoods held at once, 32 MB; more weeks than fit are computed in several passes. */
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
     * @param held log likelihoods held at once, but one week's at least
     */
    static FitSummary.Loo of(CompiledModel model, Draws parameters, int held) {
        int first = model.panel().firstTrainingWeek();
        int weeks = model.panel().endOfTraining() - first;
        int block = Math.clamp(held / (parameters.chains() * parameters.draws()), 1, weeks);
        PsisLoo loo = new PsisLoo();
        for (int from = 0; from < weeks; from += block) {
            for (double[][] week : weeks(model, parameters, from, Math.min(from + block, weeks))) {
                loo.add(week);
            }
        }
        double largest = Double.NaN;
        List<String> unreliable = new ArrayList<>();
        for (int t = 0; t < weeks; t++) {
            double k = loo.pointwise().get(t).paretoK();
            // A k̂ of NaN says that there is nothing to estimate.
            largest = Double.isNaN(k) || k < largest ? largest : k;
            if (k > PsisLoo.LARGEST_RELIABLE_K) {
                unreliable.add(model.panel().weeks().get(first + t).toString());
            }
        }
        return new FitSummary.Loo(
                loo.elpd(), loo.se(), loo.mcse(), loo.pLoo(), largest, unreliable, note(model));
    }

    /** Log likelihood indexed [week − from][chain][draw]. */
    private static double[][][] weeks(CompiledModel model, Draws parameters, int from, int to) {
        double[][][] result = new double[to - from][parameters.chains()][parameters.draws()];
        IntStream.range(0, parameters.chains())
                .parallel()
                .forEach(chain -> {
                    var likelihood = new PointwiseLogLikelihood(model, model.outcome());
                    double[] theta = new double[model.parameters().slots()];
                    double[] byWeek = new double[likelihood.observations()];
                    for (int draw = 0; draw < parameters.draws(); draw++) {
                        model.parameters().restore(parameters.row(chain, draw), theta);
                        likelihood.evaluate(theta, 0, 1, byWeek);
                        for (int t = from; t < to; t++) {
                            result[t - from][chain][draw] = byWeek[t];
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
        return ("one training week of %s is left out at a time, given %s as observed; log densities"
                        + " per unit of its column%s; weeks depend on their neighbours, which stay"
                        + " in, so this is optimistic for forecasts")
                .formatted(outcome, given, floor);
    }
}
