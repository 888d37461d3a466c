package tributary.report;

import tributary.spec.ModelSpec;
import tributary.spec.Node;
import tributary.store.FitSummary;
import tributary.store.Run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The section on the fit of each equation, the outcome first. */
record Fits(List<Fit> equations) {
    /**
     * One equation with its chart, its metrics and its weeks.
     *
     * @param holdout what came of the weeks after training, as a sentence; empty: there are none
     */
    record Fit(
            String node,
            String expectation,
            String chart,
            List<Headline.Fact> metrics,
            String holdout,
            List<Week> weeks) {}

    /** One week as text; {@code remark} says whether it was predicted and lies outside. */
    record Week(
            String week,
            String observed,
            String expected,
            String interval,
            String residual,
            boolean outside,
            String remark) {}

    static Fits of(Run run) {
        return new Fits(
                run.fit().nodes().stream()
                        .map(node ->
                                new Fit(
                                        node.node(),
                                        node.expectation(),
                                        TimeSeriesChart.draw(
                                                node, column(run.model(), node.node())),
                                        metrics(node.metrics()),
                                        holdout(node).orElse(""),
                                        node.weeks().stream().map(Fits::week).toList()))
                        .toList());
    }

    /** How the weeks after training were predicted. */
    static Optional<String> holdout(FitSummary.NodeFit fit) {
        int fitted = fit.fittedWeeks();
        List<FitSummary.Week> later = fit.weeks().subList(fitted, fit.weeks().size());
        if (later.isEmpty()) {
            return Optional.empty();
        }
        String sentence =
                "In the %d %s from %s on, %s was predicted from known inputs, not fitted"
                        .formatted(
                                later.size(),
                                later.size() == 1 ? "week" : "weeks",
                                Words.date(later.getFirst().week()),
                                fit.node());
        if (fit.holdout().isEmpty()) {
            return Optional.of(sentence + "; no value is known yet to compare with.");
        }
        FitSummary.Metrics metrics = fit.holdout().get();
        long observed = later.stream().filter(FitSummary.Week::isObserved).count();
        return Optional.of(
                sentence
                        + ": RMSE %s, wMAPE %s, R² %s; the 90\u00a0%% predictive interval holds"
                                .formatted(
                                        Numbers.format(metrics.rmse()),
                                        Numbers.percent(metrics.wmape()),
                                        Numbers.fixed(metrics.r2(), 3))
                        + " %s of the %d %s known."
                                .formatted(
                                        Numbers.percent(metrics.coverage()),
                                        observed,
                                        observed == 1 ? "value" : "values"));
    }

    private static String column(ModelSpec model, String name) {
        return Stream.<Node>concat(Stream.of(model.outcome()), model.mediators().stream())
                .filter(node -> node.name().equals(name))
                .map(Node::column)
                .findFirst()
                .orElse(name);
    }

    private static List<Headline.Fact> metrics(FitSummary.Metrics metrics) {
        return List.of(
                new Headline.Fact("R²", Numbers.fixed(metrics.r2(), 3), "explained variance"),
                new Headline.Fact("wMAPE", Numbers.percent(metrics.wmape()), "Σ|error| / Σ|value|"),
                new Headline.Fact(
                        "MAPE", Numbers.percent(metrics.mape()), "mean |error| / |value|"),
                new Headline.Fact("RMSE", Numbers.format(metrics.rmse()), "in units of the column"),
                new Headline.Fact("log RMSE", Numbers.format(metrics.logRmse()), "of logarithms"),
                new Headline.Fact(
                        "Coverage", Numbers.percent(metrics.coverage()), "of the 90 % interval"));
    }

    private static Week week(FitSummary.Week week) {
        return new Week(
                week.week(),
                Numbers.format(week.observed()),
                Numbers.format(week.expected()),
                Numbers.interval(week.q05(), week.q95()),
                Numbers.format(week.observed() - week.expected()),
                week.isOutside(),
                (week.fitted() ? "" : "predicted")
                        + (week.fitted() || !week.isOutside() ? "" : ", ")
                        + (week.isOutside() ? "outside" : ""));
    }
}
