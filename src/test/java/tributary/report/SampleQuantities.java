package tributary.report;

import tributary.fit.Band;
import tributary.fit.ChainTrace;
import tributary.fit.EffectWindow;
import tributary.fit.MediaCurve;
import tributary.fit.PriceResponse;
import tributary.fit.PriorPosterior;
import tributary.fit.ReportQuantities;
import tributary.fit.WeeklyDecomposition;
import tributary.fit.WeeklyDecomposition.Component;
import tributary.fit.WeeklyDecomposition.Kind;
import tributary.spec.Source;
import tributary.store.EffectRow;
import tributary.store.FitSummary;
import tributary.store.Run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** Made-up quantities for the report of a made-up run: smooth, and never fitted. */
public final class SampleQuantities {
    private static final int LAGS = 5;
    private static final int AMOUNTS = 11;
    private static final int BINS = 8;

    private SampleQuantities() {}

    /** The report of a made-up run, which has no model to compute anything with. */
    public static String report(Run run) {
        return HtmlReport.render(run, of(run));
    }

    /** Everything a report can show. */
    static ReportQuantities of(Run run) {
        return new ReportQuantities(
                Optional.of(decomposition(run)),
                run.model().sources().stream().map(SampleQuantities::curve).toList(),
                List.of(price()),
                List.of(
                        density("decay_" + run.model().channels().getFirst().name(), 0.8),
                        density("sigma_revenue", 0.02)),
                List.of(trace("sigma_revenue"), trace("intercept_revenue")),
                List.of(
                        new EffectWindow("all weeks", run.effects()),
                        new EffectWindow("last 52 weeks", halved(run.effects()))),
                List.of("the decomposition is from 40 of 1000 draws, evenly spaced"));
    }

    /** Nothing beside the run's own effects. */
    static ReportQuantities none() {
        return new ReportQuantities(
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of("the run holds no draws of single geos"));
    }

    private static WeeklyDecomposition decomposition(Run run) {
        FitSummary.NodeFit fit = run.fit().nodes().getFirst().overall();
        int weeks = fit.fittedWeeks();
        List<Component> components = new ArrayList<>();
        components.add(component("baseline", Kind.BASELINE, weeks, t -> 800_000 + 1000 * t));
        components.add(component("average_price", Kind.CONTROL, weeks, t -> 40_000 * (t % 3 - 1)));
        for (Source source : run.model().sources()) {
            components.add(component(source.name(), Kind.MEDIA, weeks, t -> 30_000 + 100 * t));
        }
        run.model()
                .mediators()
                .forEach(mediator ->
                        components.add(
                                component(mediator.name(), Kind.MEDIATED, weeks, t -> 12_000)));
        return new WeeklyDecomposition(
                fit.weeks().stream()
                        .limit(weeks)
                        .map(week -> LocalDate.parse(week.week()))
                        .toList(),
                fit.weeks().stream().limit(weeks).mapToDouble(FitSummary.Week::observed).toArray(),
                band(weeks, t -> fit.weeks().get(t).expected(), 0.05),
                40,
                band(1, _ -> 0.31, 0.2),
                components);
    }

    private static Component component(
            String name, Kind kind, int weeks, IntToDoubleFunction value) {
        double[] mean = values(weeks, value);
        return new Component(
                name,
                kind,
                mean,
                band(weeks, value, 0.2),
                band(1, _ -> Arrays.stream(mean).sum(), 0.2));
    }

    private static MediaCurve curve(Source source) {
        return new MediaCurve(
                source.name(),
                source.column(),
                band(LAGS, lag -> 0.6 * Math.pow(0.4, lag), 0.3),
                values(AMOUNTS, i -> 2000 * i),
                band(AMOUNTS, i -> 1.3 * i / (i + 3.0), 0.2),
                3000,
                9000,
                20_000);
    }

    private static PriceResponse price() {
        return new PriceResponse(
                "average_price",
                50,
                45,
                57,
                values(5, i -> 0.1 * (i - 2)),
                band(5, i -> -16 * (i - 2), 0.1));
    }

    private static PriorPosterior density(String name, double contraction) {
        return new PriorPosterior(
                name,
                values(BINS + 1, i -> 0.1 * i),
                values(BINS, _ -> 1.2),
                values(BINS, i -> i == 2 ? 6 : 0.5),
                new double[] {0.1, 0.5, 0.9},
                new double[] {0.2, 0.25, 0.31},
                contraction);
    }

    private static ChainTrace trace(String parameter) {
        double[][] values = new double[4][50];
        int[][] ranks = new int[4][10];
        for (int chain = 0; chain < 4; chain++) {
            int shift = chain;
            Arrays.setAll(values[chain], d -> Math.sin(17.0 * d + shift));
            Arrays.fill(ranks[chain], 5);
        }
        return new ChainTrace(parameter, 5, values, ranks);
    }

    /** Half of every number: effects of other weeks. */
    private static List<EffectRow> halved(List<EffectRow> rows) {
        return rows.stream()
                .map(row ->
                        new EffectRow(
                                row.source(),
                                row.effect(),
                                row.path(),
                                row.geo(),
                                row.from(),
                                row.to(),
                                row.change(),
                                row.unit(),
                                row.mean() / 2,
                                row.median() / 2,
                                row.sd() / 2,
                                row.q025() / 2,
                                row.q05() / 2,
                                row.q25() / 2,
                                row.q75() / 2,
                                row.q95() / 2,
                                row.q975() / 2,
                                row.pPositive(),
                                row.rhat(),
                                row.essBulk(),
                                row.note()))
                .toList();
    }

    /** A band of some relative half width around the values. */
    private static Band band(int length, IntToDoubleFunction value, double width) {
        return new Band(
                values(
                        length,
                        i -> value.applyAsDouble(i) - width * Math.abs(value.applyAsDouble(i))),
                values(length, value),
                values(
                        length,
                        i -> value.applyAsDouble(i) + width * Math.abs(value.applyAsDouble(i))));
    }

    private static double[] values(int length, IntToDoubleFunction value) {
        double[] values = new double[length];
        Arrays.setAll(values, value);
        return values;
    }
}
