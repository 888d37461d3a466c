package tributary.report;

import tributary.spec.Equation;
import tributary.spec.Link;
import tributary.spec.ModelSpec;
import tributary.store.FitSummary;
import tributary.store.Run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The section on the fit of each equation, the outcome first. */
record Fits(List<Fit> equations) {
    /**
     * One equation with its chart, its metrics and its weeks.
     *
     * @param expectation what the line of the chart is
     * @param censored which weeks are censored, as a sentence; empty: none can be
     * @param place what the legend calls them
     * @param chart name of the chart
     * @param description what it shows, for those who cannot see it
     * @param logarithmic whether a logarithmic scale would show what a linear one hides
     * @param loo what leaving out single weeks comes to, as a sentence; empty: not computed
     * @param unreliable weeks for which it cannot be relied on, as a sentence; empty: there are
     *     none
     * @param sums what chart and weeks are where the data have geos, as a sentence; else empty
     * @param holdout what came of the weeks after training, as a sentence; empty: there are none
     */
    record Fit(
            String node,
            String expectation,
            String censored,
            String place,
            String chart,
            String description,
            boolean logarithmic,
            List<Headline.Fact> metrics,
            String loo,
            String unreliable,
            String sums,
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

    /** The section of a run; its charts are added under "fit-0", "fit-1" and so on. */
    static Fits of(Run run, Charts charts) {
        List<Fit> fits = new ArrayList<>();
        for (FitSummary.NodeFit node : run.fit().nodes()) {
            fits.add(fit(run, node, "fit-" + fits.size(), charts));
        }
        return new Fits(fits);
    }

    private static Fit fit(Run run, FitSummary.NodeFit node, String name, Charts charts) {
        ModelSpec model = run.model();
        boolean outcome = node.node().equals(model.outcome().name());
        Optional<FitSummary.Loo> loo = outcome ? run.fit().loo() : Optional.empty();
        Equation equation = equation(model, node.node());
        Optional<Censored> censored = Censored.of(model, node);
        FitSummary.NodeFit series = node.overall();
        // A sum over geos is censored nowhere, even where that of a geo is.
        Optional<Censored> marked = node.national().isPresent() ? Optional.empty() : censored;
        boolean logarithmic = equation.link() == Link.LOG && WeeksChart.spansDecades(series);
        return new Fit(
                node.node(),
                series.expectation(),
                censored.map(weeks -> sentence(weeks, node.fittedWeeks())).orElse(""),
                marked.map(Censored::place).orElse(""),
                charts.add(name, WeeksChart.of(series, equation.column(), marked, logarithmic)),
                WeeksChart.description(series, marked),
                logarithmic,
                metrics(node.metrics(), censored),
                loo.map(LeftOut::sentence).orElse(""),
                loo.flatMap(LeftOut::warning).orElse(""),
                sums(node),
                holdout(series).orElse(""),
                series.weeks().stream().map(week -> week(week, marked)).toList());
    }

    /** The fit of the sums over geos, and of the geo that fits worst. */
    private static String sums(FitSummary.NodeFit node) {
        if (node.national().isEmpty()) {
            return "";
        }
        FitSummary.Metrics metrics = node.overall().metrics();
        String sentence =
                "Chart and table are sums over %s: R² %s, %s of weeks inside the interval, which takes the residuals of geos as independent."
                        .formatted(
                                Words.geos(node.geos().size()),
                                Numbers.fixed(metrics.r2(), 3),
                                Numbers.percent(metrics.coverage()));
        return sentence
                + node.geos().stream()
                        .filter(geo -> Double.isFinite(geo.r2()))
                        .min(Comparator.comparingDouble(FitSummary.GeoFit::r2))
                        .map(geo ->
                                " The geo that fits worst is %s: R² %s, coverage %s."
                                        .formatted(
                                                geo.geo(),
                                                Numbers.fixed(geo.r2(), 3),
                                                Numbers.percent(geo.coverage())))
                        .orElse("");
    }

    private static String sentence(Censored censored, int fitted) {
        return censored.count(fitted)
                + ": "
                + censored.meaning()
                + ". Log RMSE is over the other weeks.";
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

    private static Equation equation(ModelSpec model, String name) {
        return Stream.<Equation>concat(Stream.of(model.outcome()), model.mediators().stream())
                .filter(equation -> equation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Headline.Fact> metrics(
            FitSummary.Metrics metrics, Optional<Censored> censored) {
        return List.of(
                new Headline.Fact("R²", Numbers.fixed(metrics.r2(), 3), "explained variance"),
                new Headline.Fact("wMAPE", Numbers.percent(metrics.wmape()), "Σ|error| / Σ|value|"),
                new Headline.Fact(
                        "MAPE", Numbers.percent(metrics.mape()), "mean |error| / |value|"),
                new Headline.Fact("RMSE", Numbers.format(metrics.rmse()), "in units of the column"),
                new Headline.Fact(
                        "log RMSE",
                        Numbers.format(metrics.logRmse()),
                        "of logarithms" + censored.map(Fits::others).orElse("")),
                new Headline.Fact(
                        "Coverage", Numbers.percent(metrics.coverage()), "of the 90 % interval"));
    }

    private static String others(Censored censored) {
        return ", weeks above " + Words.setting(censored.bound());
    }

    private static Week week(FitSummary.Week week, Optional<Censored> censored) {
        List<String> remarks = new ArrayList<>();
        if (!week.fitted()) {
            remarks.add("predicted");
        }
        if (censored.isPresent() && censored.get().holds(week)) {
            remarks.add(censored.get().place());
        }
        if (week.isOutside()) {
            remarks.add("outside");
        }
        return new Week(
                week.week(),
                Numbers.format(week.observed()),
                Numbers.format(week.expected()),
                Numbers.interval(week.q05(), week.q95()),
                Numbers.format(week.observed() - week.expected()),
                week.isOutside(),
                String.join(", ", remarks));
    }
}
