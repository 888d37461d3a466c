package tributary.fit;

import tributary.diagnostics.Quantiles;
import tributary.mcmc.Draws;
import tributary.model.CompiledEquation;
import tributary.model.CompiledEquation.Censoring;
import tributary.model.CompiledModel;
import tributary.spec.Link;
import tributary.store.FitSummary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Expected and predicted values of the training weeks, and of those after them, against what was
 * observed: of every geo, and of the sums over geos.
 */
final class Predictions {
    private final CompiledModel model;
    private final CompiledEquation equation;
    private final int first;
    private final double[] observed;
    private final boolean median;

    private Predictions(CompiledModel model, int index) {
        this.model = model;
        equation = model.equations().get(index);
        first = model.panel().firstTrainingWeek();
        observed = model.panel().column(equation.spec().column());
        median = isMedian(equation);
    }

    /** Fit of every equation, the outcome first, and what leaving out its weeks comes to. */
    static FitSummary summarise(CompiledModel model, Draws parameters, long seed) {
        List<FitSummary.NodeFit> nodes = new ArrayList<>();
        int outcome = model.equations().size() - 1;
        nodes.add(node(model, parameters, seed, outcome, PredictedWeeks.HELD));
        for (int equation = 0; equation < outcome; equation++) {
            nodes.add(node(model, parameters, seed, equation, PredictedWeeks.HELD));
        }
        return new FitSummary(nodes, Optional.of(LeaveOneOut.of(model, parameters)));
    }

    /**
     * Fit of one equation.
     *
     * @param held values of geos held at once, see {@link PredictedWeeks}
     */
    static FitSummary.NodeFit node(
            CompiledModel model, Draws parameters, long seed, int index, int held) {
        var predictions = new Predictions(model, index);
        List<List<FitSummary.Week>> byGeo = new ArrayList<>();
        PredictedWeeks weeks = new PredictedWeeks(model, parameters, seed, index);
        PredictedWeeks.Values sums =
                weeks.sweep(held, (geo, values) -> byGeo.add(predictions.geo(geo, values)));
        double floor = predictions.equation.censoring().map(Censoring::floor).orElse(0.0);
        List<FitSummary.Week> all = byGeo.stream().flatMap(List::stream).toList();
        boolean panel = model.panel().hasGeos();
        List<FitSummary.GeoFit> geos = new ArrayList<>();
        for (int g = 0; g < (panel ? byGeo.size() : 0); g++) {
            geos.add(geoFit(model.panel().geos().get(g).name(), byGeo.get(g), floor));
        }
        return new FitSummary.NodeFit(
                predictions.equation.spec().name(),
                predictions.median ? "conditional median" : "mean",
                all,
                metrics(all.stream().filter(FitSummary.Week::fitted).toList(), floor),
                holdout(all, floor),
                panel ? Optional.of(predictions.national(sums)) : Optional.empty(),
                geos);
    }

    /** Weeks of one geo. */
    private List<FitSummary.Week> geo(int geo, PredictedWeeks.Values values) {
        boolean panel = model.panel().hasGeos();
        Optional<String> name =
                panel ? Optional.of(model.panel().geos().get(geo).name()) : Optional.empty();
        List<FitSummary.Week> weeks = new ArrayList<>();
        for (int t = first; t < model.panel().weeks().size(); t++) {
            if (isPresent(geo, t)) {
                double[][] location = values.location()[t - first];
                weeks.add(
                        week(
                                t,
                                name,
                                median ? Quantiles.of(location, 0.5) : Statistics.mean(location),
                                values.predicted()[t - first],
                                observed[model.panel().row(geo, t)]));
            }
        }
        return weeks;
    }

    /**
     * The sums over the geos. A sum of medians is not the median of the sum: that of the predicted
     * sums stands for it.
     */
    private FitSummary.NodeFit national(PredictedWeeks.Values sums) {
        List<FitSummary.Week> weeks = new ArrayList<>();
        int geosAtMost = 0;
        for (int t = first; t < model.panel().weeks().size(); t++) {
            double sum = 0;
            int geos = 0;
            for (int g = 0; g < model.cells().geos(); g++) {
                if (isPresent(g, t)) {
                    sum += observed[model.panel().row(g, t)];
                    geos++;
                }
            }
            geosAtMost = Math.max(geosAtMost, geos);
            if (geos > 0) {
                double[][] predicted = sums.predicted()[t - first];
                double expected =
                        median
                                ? Quantiles.of(predicted, 0.5)
                                : Statistics.mean(sums.location()[t - first]);
                weeks.add(week(t, Optional.empty(), expected, predicted, sum));
            }
        }
        double floor = equation.censoring().map(Censoring::floor).orElse(0.0) * geosAtMost;
        return new FitSummary.NodeFit(
                equation.spec().name(),
                median ? "predictive median" : "mean",
                weeks,
                metrics(weeks.stream().filter(FitSummary.Week::fitted).toList(), floor),
                holdout(weeks, floor));
    }

    private boolean isPresent(int geo, int week) {
        var of = model.panel().geos().get(geo);
        return week >= of.firstWeek() && week < of.endWeek();
    }

    private FitSummary.Week week(
            int t, Optional<String> geo, double expected, double[][] predicted, double seen) {
        return new FitSummary.Week(
                model.panel().weeks().get(t).toString(),
                geo,
                t < model.panel().endOfTraining(),
                expected,
                Quantiles.of(predicted, 0.05),
                Quantiles.of(predicted, 0.95),
                seen);
    }

    private static FitSummary.GeoFit geoFit(
            String name, List<FitSummary.Week> weeks, double floor) {
        FitSummary.Metrics metrics =
                metrics(weeks.stream().filter(FitSummary.Week::fitted).toList(), floor);
        return new FitSummary.GeoFit(name, metrics.r2(), metrics.coverage());
    }

    /** A median survives a log link and a floor; an expectation would need the noise as well. */
    private static boolean isMedian(CompiledEquation equation) {
        return switch (equation.spec().family()) {
            case TOBIT, HURDLE_LOGNORMAL, NEGATIVE_BINOMIAL -> false;
            case GAUSSIAN, STUDENT_T ->
                    equation.scale().link() == Link.LOG || equation.censoring().isPresent();
        };
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
