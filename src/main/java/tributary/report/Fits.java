package tributary.report;

import tributary.spec.ModelSpec;
import tributary.spec.Node;
import tributary.store.FitSummary;
import tributary.store.Run;

import java.util.List;
import java.util.stream.Stream;

/** The section on the fit of each equation, the outcome first. */
record Fits(List<Fit> equations) {
    /** One equation with its chart, its metrics and its weeks. */
    record Fit(
            String node,
            String expectation,
            String chart,
            List<Headline.Fact> metrics,
            List<Week> weeks) {}

    /** One week as text; {@code outside} the 90 % interval. */
    record Week(
            String week,
            String observed,
            String expected,
            String interval,
            String residual,
            boolean outside) {}

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
                                        node.weeks().stream().map(Fits::week).toList()))
                        .toList());
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
                week.observed() < week.q05() || week.observed() > week.q95());
    }
}
