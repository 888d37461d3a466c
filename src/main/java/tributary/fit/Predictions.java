package tributary.fit;

import tributary.diagnostics.Quantiles;
import tributary.mcmc.Draws;
import tributary.model.CompiledEquation;
import tributary.model.CompiledEquation.Censoring;
import tributary.model.CompiledModel;
import tributary.model.ExpectedMediator;
import tributary.model.Predictor;
import tributary.model.ResidualNoise;
import tributary.spec.Family;
import tributary.spec.Link;
import tributary.store.FitSummary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Expected and predicted values of the training weeks, and of those after them, against what was
 * observed.
 */
final class Predictions {
    private Predictions() {}

    /** Fit of every equation, the outcome first, and what leaving out its weeks comes to. */
    static FitSummary summarise(CompiledModel model, Draws parameters, long seed) {
        List<FitSummary.NodeFit> nodes = new ArrayList<>();
        int outcome = model.equations().size() - 1;
        nodes.add(node(model, parameters, seed, outcome));
        for (int equation = 0; equation < outcome; equation++) {
            nodes.add(node(model, parameters, seed, equation));
        }
        return new FitSummary(nodes, Optional.of(LeaveOneOut.of(model, parameters)));
    }

    private static FitSummary.NodeFit node(
            CompiledModel model, Draws parameters, long seed, int index) {
        CompiledEquation equation = model.equations().get(index);
        int weeks = model.panel().weeks().size();
        int first = model.panel().firstTrainingWeek();
        int draws = parameters.draws();
        // [week][chain][draw], in units of the column
        double[][][] location = new double[weeks][parameters.chains()][draws];
        double[][][] predicted = new double[weeks][parameters.chains()][draws];
        IntStream.range(0, parameters.chains())
                .parallel()
                .forEach(chain -> {
                    Predictor predictor = new Predictor(model);
                    double[] theta = new double[model.parameters().slots()];
                    double[] noise = new double[weeks - first];
                    double[] carried = new double[weeks - first];
                    for (int draw = 0; draw < draws; draw++) {
                        model.parameters().restore(parameters.row(chain, draw), theta);
                        predictor.evaluate(theta);
                        double[] eta = predictor.linearPredictor(equation);
                        long key = ResidualNoise.key(seed, chain, draw, index);
                        ResidualNoise.path(equation, theta, key, 0, first, noise);
                        carryOn(model, equation, theta, eta, carried, noise);
                        for (int t = first; t < weeks; t++) {
                            double at = eta[model.cells().index(0, t)];
                            location[t][chain][draw] =
                                    location(equation, theta, at + carried[t - first]);
                            predicted[t][chain][draw] =
                                    equation.toColumn(
                                            at + noise[t - first], model.cells().index(0, t));
                        }
                    }
                });
        double[] observed = model.panel().column(equation.spec().column());
        boolean median = isMedian(equation);
        double floor = equation.censoring().map(Censoring::floor).orElse(0.0);
        List<FitSummary.Week> rows = new ArrayList<>();
        for (int t = first; t < weeks; t++) {
            rows.add(
                    new FitSummary.Week(
                            model.panel().weeks().get(t).toString(),
                            t < model.panel().endOfTraining(),
                            median ? Quantiles.of(location[t], 0.5) : Statistics.mean(location[t]),
                            Quantiles.of(predicted[t], 0.05),
                            Quantiles.of(predicted[t], 0.95),
                            observed[t]));
        }
        return new FitSummary.NodeFit(
                equation.spec().name(),
                median ? "conditional median" : "mean",
                rows,
                metrics(rows.stream().filter(FitSummary.Week::fitted).toList(), floor),
                holdout(rows, floor));
    }

    /**
     * Under AR(1) the weeks after training start from its last residual r, not from a new one: φ^k
     * r is expected of the k-th.
     *
     * @param carried φ^k r by week; overwritten in later weeks, else 0
     * @param noise simulated residuals by week; modified in later weeks
     */
    private static void carryOn(
            CompiledModel model,
            CompiledEquation equation,
            double[] theta,
            double[] eta,
            double[] carried,
            double[] noise) {
        if (equation.phi() < 0) {
            return;
        }
        int end = model.panel().endOfTraining() - model.panel().firstTrainingWeek();
        int last = model.cells().index(0, model.panel().endOfTraining() - 1);
        double known = equation.scale().toModel(equation.column()[last]) - eta[last];
        double simulated = noise[end - 1];
        double power = 1;
        for (int i = end; i < noise.length; i++) {
            power *= theta[equation.phi()];
            carried[i] = power * known;
            noise[i] += power * (known - simulated);
        }
    }

    /** A median survives a log link and a floor; an expectation would need the noise as well. */
    private static boolean isMedian(CompiledEquation equation) {
        return equation.scale().link() == Link.LOG
                || (equation.censoring().isPresent() && equation.spec().family() != Family.TOBIT);
    }

    private static double location(CompiledEquation equation, double[] theta, double eta) {
        return equation.spec().family() == Family.TOBIT
                ? equation.scale()
                        .toColumn(ExpectedMediator.censoredMean(eta, theta[equation.sigma()[0]]))
                : equation.toColumn(eta, 0);
    }

    /** Metrics of the weeks after training whose value is known. */
    static Optional<FitSummary.Metrics> holdout(List<FitSummary.Week> weeks, double floor) {
        List<FitSummary.Week> known =
                weeks.stream().filter(week -> !week.fitted() && week.isObserved()).toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(metrics(known, floor));
    }

    /**
     * Metrics of observed weeks.
     *
     * @param floor the logarithmic error is over weeks above it, whose value is not censored
     */
    static FitSummary.Metrics metrics(List<FitSummary.Week> weeks, double floor) {
        double mean = weeks.stream().mapToDouble(FitSummary.Week::observed).average().orElse(0);
        double squares = 0;
        double variance = 0;
        double absolute = 0;
        double size = 0;
        double relative = 0;
        int nonZero = 0;
        double logSquares = 0;
        int positive = 0;
        int covered = 0;
        for (FitSummary.Week week : weeks) {
            double error = week.observed() - week.expected();
            squares += error * error;
            variance += (week.observed() - mean) * (week.observed() - mean);
            absolute += Math.abs(error);
            size += Math.abs(week.observed());
            if (week.observed() != 0) {
                relative += Math.abs(error / week.observed());
                nonZero++;
            }
            if (week.observed() > floor && week.expected() > 0) {
                double logError = Math.log(week.observed() / week.expected());
                logSquares += logError * logError;
                positive++;
            }
            if (week.observed() >= week.q05() && week.observed() <= week.q95()) {
                covered++;
            }
        }
        int n = weeks.size();
        return new FitSummary.Metrics(
                1 - squares / variance,
                relative / nonZero,
                absolute / size,
                Math.sqrt(squares / n),
                Math.sqrt(logSquares / positive),
                (double) covered / n);
    }
}
