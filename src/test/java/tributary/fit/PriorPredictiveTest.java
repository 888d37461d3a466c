package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.spec.ModelSpecReader;
import tributary.store.PriorPredictiveSummary;
import tributary.store.PriorPredictiveSummary.Kind;
import tributary.store.PriorPredictiveSummary.Quantity;
import tributary.store.PriorPredictiveSummary.Range;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class PriorPredictiveTest {
    /** Seven of ten million comparisons of one normal statistic go wrong by chance. */
    private static final double ERRORS = 5;

    @TempDir private Path folder;

    private static CompiledModel sixChannels(String composition, String priors) throws IOException {
        Path file = Path.of("data/six-channels/" + composition + ".json");
        FitTask task = ModelLoader.load(file, Optional.empty());
        return ModelCompiler.compile(
                task.model().with(ModelSpecReader.readPriors(priors)), task.panel());
    }

    /** Four weeks over and over: sums change, shares and returns do not. */
    private static String csv() {
        String[] rows = {"100,0,9,900", "0,20,10,1000", "300,40,11,1100", "200,0,10,1000"};
        var csv = new StringBuilder("week,a,b,price,revenue\n");
        for (int t = 0; t < 24; t++) {
            csv.append(LocalDate.of(2024, 1, 7).plusWeeks(t));
            csv.append(',').append(rows[t % 4]).append('\n');
        }
        return csv.toString();
    }

    private CompiledModel model(String outcome, String more) throws IOException {
        Files.writeString(folder.resolve("weekly.csv"), csv());
        String json =
                """
                { "data": { "file": "weekly.csv", "date": "week" },
                  "outcome": { "column": "revenue", "value": 2 %s },
                  "channels": [
                    { "column": "a", "saturation": "linear", "adstock": "none" },
                    { "column": "b", "saturation": "linear", "adstock": "none",
                      "paid": false } ],
                  "paths": [ "a -> revenue", "b -> revenue" ],
                  "trend": { "type": "none" }, "seasonality": { "order": 0 }, %s
                  "priors": { "extends": "none", "intercept_*": "dirac(0.8)",
                    "coefficient_a_*": "dirac(0.1)", "coefficient_b_*": "dirac(0.3)",
                    "sigma_*": "dirac(0.001)", "*": "dirac(-2)" } }
                """
                        .formatted(outcome, more);
        Path file = Files.writeString(folder.resolve("model.json"), json);
        FitTask task = ModelLoader.load(file, Optional.empty());
        return ModelCompiler.compile(task.model(), task.panel());
    }

    private static void assertAlways(Quantity quantity, double value) {
        assertThat(quantity.median()).isCloseTo(value, within(1e-12));
        assertThat(quantity.q05()).isCloseTo(value, within(1e-12));
        assertThat(quantity.q95()).isCloseTo(value, within(1e-12));
    }

    /** s_a = x/200, s_b = x/30 by the medians of active weeks; all parameters are known. */
    @Test
    void identityAddsScaledCurves() throws IOException {
        CompiledModel model = model("", "\"pooling\": { \"paths\": false },");
        PriorPredictiveSummary prior = PriorPredictive.of(model, 1, 5).summary();
        double a = 0.1 * (0.5 + 1.5 + 1);
        double b = 0.3 * (20 / 30.0 + 40 / 30.0);
        double sum = 4 * 0.8 + a + b;
        assertAlways(prior.quantity(Kind.CONTRIBUTION_SHARE, "a"), a / sum);
        assertAlways(prior.quantity(Kind.CONTRIBUTION_SHARE, "b"), b / sum);
        assertAlways(prior.quantity(Kind.MEDIA_SHARE, ""), (a + b) / sum);
        assertAlways(prior.quantity(Kind.BASELINE_SHARE, ""), 3.2 / sum);
        assertAlways(prior.quantity(Kind.ROI, "a"), 2 * 1000 * a / 600);
        assertThat(prior.quantities())
                .noneMatch(q -> q.kind() == Kind.ROI && q.source().equals("b"));
        assertThat(prior.leftOut()).isZero();
        Range range = prior.ranges().getFirst();
        assertThat(range.q05()).isCloseTo(1000 * (0.8 + 0.1 * 0.5), within(10.0));
        assertThat(range.q95()).isCloseTo(1000 * (0.8 + 0.1 * 1.5 + 0.4), within(10.0));
        assertThat(range.observedLowest()).isEqualTo(900);
        assertThat(range.observedMedian()).isEqualTo(1000);
        assertThat(range.observedHighest()).isEqualTo(1100);
        assertThat(range.observedInside()).isEqualTo(1);
        assertThat(range.atFloor()).isNaN();
    }

    /** Off is e^{−βh} under a log link, (base − βh)/base in a scaled composition. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void multiplicativeCompositionsCompareWithAndWithout(boolean scaled) throws IOException {
        String outcome = ", \"link\": \"log\"" + (scaled ? ", \"composition\": \"scaled\"" : "");
        String price =
                "\"controls\": [ { \"column\": \"price\","
                        + " \"price_response\": \"constant_elasticity\" } ],";
        CompiledModel model = model(outcome, price);
        PriorPredictiveSummary prior = PriorPredictive.of(model, 1, 5).summary();
        double[] a = {0.05, 0, 0.15, 0.1};
        double[] b = {0, 0.2, 0.4, 0};
        double[] demand = {1 / 0.81, 1, 1 / 1.21, 1};
        double scale = Math.pow(900 * 1000.0 * 1100 * 1000, 0.25);
        double on = 0;
        double withoutA = 0;
        double withoutAll = 0;
        for (int t = 0; t < 4; t++) {
            on += scale * demand[t] * level(scaled, a[t] + b[t]);
            withoutA += scale * demand[t] * level(scaled, b[t]);
            withoutAll += scale * demand[t] * level(scaled, 0);
        }
        assertAlways(prior.quantity(Kind.CONTRIBUTION_SHARE, "a"), (on - withoutA) / on);
        assertAlways(prior.quantity(Kind.MEDIA_SHARE, ""), (on - withoutAll) / on);
        assertAlways(prior.quantity(Kind.ROI, "a"), 2 * (on - withoutA) / 600);
    }

    private static double level(boolean scaled, double media) {
        return scaled ? 0.8 + media : Math.exp(0.8 + media);
    }

    @Test
    void weeksAtTheFloorAreCounted() throws IOException {
        CompiledModel model = model(", \"floor\": 1000", "");
        PriorPredictiveSummary prior = PriorPredictive.of(model, 1, 20).summary();
        Range range = prior.ranges().getFirst();
        // The scale is that of the one week above the floor: 1100 × (.85, 1, 1.35, .9).
        assertThat(range.atFloor()).isEqualTo(0.5);
        assertThat(range.observedAtFloor()).isEqualTo(0.75);
        double with = 1000 + 1100 * (1 + 1.35) + 1000;
        double without = 1000 + 1100 * 1.0 + 1100 * 1.2 + 1000;
        assertAlways(prior.quantity(Kind.CONTRIBUTION_SHARE, "a"), (with - without) / with);
    }

    @Test
    void aDrawThatAddsUpToNothingHasNoShares() throws IOException {
        CompiledModel model = model("", "");
        Path wide = folder.resolve("wide.json");
        Files.writeString(wide, "{ \"intercept_*\": \"normal(0, 5)\" }");
        var priors = ModelSpecReader.readPriors(wide.toString());
        CompiledModel negative = ModelCompiler.compile(model.spec().with(priors), model.panel());
        PriorPredictiveSummary prior = PriorPredictive.of(negative, 1, 400).summary();
        // P(intercept < about −0.2) = 0.48; 5 standard errors of 0.025 either way.
        assertThat(prior.leftOut() / 400.0).isBetween(0.35, 0.61);
        assertThat(prior.quantity(Kind.BASELINE_SHARE, "").q95()).isFinite();
    }

    @Test
    void theSeedDecidesAndNothingElse() throws IOException {
        CompiledModel model = sixChannels("log", "default");
        assertThat(PriorPredictive.of(model, 1, 50).summary())
                .isEqualTo(PriorPredictive.of(model, 1, 50).summary())
                .isNotEqualTo(PriorPredictive.of(model, 2, 50).summary());
    }

    /**
     * The figures in brackets of model.md §6 at 10 % spend: six channels, 104 weeks. They were
     * simulated with other media, so weeks without advertising move a share by a tenth; the last
     * digit and 1,000 draws add as much.
     */
    @ParameterizedTest
    @CsvSource({
        "identity, 0.18, 0.05, 0.71",
        "log,      0.16, 0.05, 0.51",
        "scaled,   0.19, 0.05, 0.54"
    })
    void defaultsImplyTheSharesOfTheModelPage(
            String composition, double median, double q05, double q95) throws IOException {
        CompiledModel model = sixChannels(composition, "default");
        PriorPredictive prior = PriorPredictive.of(model, 1, 2000);
        PriorPredictiveSummary summary = prior.summary();
        Quantity media = summary.quantity(Kind.MEDIA_SHARE, "");
        assertThat(media.median()).isCloseTo(median, within(0.15 * median));
        assertThat(media.q05()).isCloseTo(q05, within(0.2 * q05));
        assertThat(media.q95()).isCloseTo(q95, within(0.15 * q95));
        double[] roi =
                prior.quantities().stream()
                        .filter(quantity -> quantity.kind() == Kind.ROI)
                        .flatMap(quantity -> quantity.draws().stream())
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
        assertThat(roi[roi.length / 2]).isCloseTo(1.3, within(0.2));
        assertThat(roi[roi.length / 20]).isCloseTo(0.15, within(0.05));
        assertThat(roi[roi.length * 19 / 20]).isBetween(6.5, 13.0);
    }

    /** Each printed quantile is that of other draws, too, within its error and last digit. */
    @Test
    void figuresOfTheReadmeAreThoseOfTheProgram() throws IOException {
        List<String> rows =
                Files.readAllLines(Path.of("priors/README.md")).stream()
                        .filter(line -> line.matches("\\| (identity|log|scaled) \\|.*\\d to \\d.*"))
                        .toList();
        assertThat(rows).hasSize(9);
        for (String row : rows) {
            String[] cells = row.split("\\|");
            CompiledModel model = sixChannels(cells[1].strip(), cells[2].strip());
            PriorPredictive prior = PriorPredictive.of(model, 2, 1000);
            assertQuantiles(row, cells[3], draws(prior, Kind.MEDIA_SHARE, ""));
            assertQuantiles(row, cells[4], draws(prior, Kind.CONTRIBUTION_SHARE, "social"));
            assertQuantiles(row, cells[5], draws(prior, Kind.ROI, "social"));
        }
    }

    private static double[] draws(PriorPredictive prior, Kind kind, String source) {
        return prior.quantities().stream()
                .filter(q -> q.kind() == kind && q.source().equals(source))
                .findFirst()
                .orElseThrow()
                .values();
    }

    /** {@code cell}: median (q05 to q95), printed from 1,000 draws. */
    private static void assertQuantiles(String row, String cell, double[] draws) {
        String[] printed =
                Stream.of(cell.split("[( )]|to")).filter(s -> !s.isBlank()).toArray(String[]::new);
        double[] probabilities = {0.5, 0.05, 0.95};
        assertThat(printed).hasSize(3);
        for (int i = 0; i < 3; i++) {
            double p = probabilities[i];
            double value = Double.parseDouble(printed[i]);
            double half = 0.5 * Math.pow(10, printed[i].indexOf('.') - printed[i].length() + 1.0);
            double error = ERRORS * Math.sqrt(p * (1 - p) * (1.0 / draws.length + 1.0 / 1000));
            assertThat(below(draws, value - half)).as(row).isLessThan(p + error);
            assertThat(below(draws, value + half)).as(row).isGreaterThan(p - error);
        }
    }

    private static double below(double[] draws, double value) {
        return (double) Arrays.stream(draws).filter(x -> x < value).count() / draws.length;
    }

    /**
     * Three markets, identity link, a return with its prior: the direct return is LogNormal(0.2,
     * 0.9) whatever the media are; through a linear mediator the total differs from it by what the
     * mediator gives.
     */
    @Test
    void panelsCountTogetherAndReturnsWithPriorsHaveThem() throws IOException {
        var csv = new StringBuilder("geo,week,people,a,m,y\n");
        for (int g = 1; g <= 3; g++) {
            for (int t = 0; t < 30; t++) {
                csv.append("G").append(g).append(',').append(LocalDate.of(2024, 1, 7).plusWeeks(t));
                csv.append(',').append(100 * g).append(',').append(g * (10 + t % 5 * 20));
                csv.append(',').append(g * (50 + t % 3)).append(',').append(g * (900 + t % 7));
                csv.append('\n');
            }
        }
        Files.writeString(folder.resolve("weekly.csv"), csv);
        Path file = folder.resolve("panel.json");
        Files.writeString(
                file,
                """
                { "data": { "file": "weekly.csv", "date": "week", "geo": "geo",
                    "population": "people" },
                  "outcome": { "column": "y" },
                  "channels": [ { "column": "a" } ],
                  "mediators": [ { "column": "m", "saturation": "linear", "adstock": "none",
                    "paid": false } ],
                  "paths": [ { "from": "a", "to": "m", "sign": "positive" }, "m -> y",
                    { "from": "a", "to": "y", "parameter": "roi" } ],
                  "priors": { "intercept_m": "dirac(5)" },
                  "experiments": [ { "source": "a", "geos": [ "G2" ], "from": "2024-02-04",
                    "to": "2024-02-24", "change": "-100%", "lift": -500, "se": 100 } ] }
                """);
        FitTask task = ModelLoader.load(file, Optional.empty());
        PriorPredictiveSummary prior =
                PriorPredictive.of(ModelCompiler.compile(task.model(), task.panel()), 1, 2000)
                        .summary();
        Quantity direct = prior.quantity(Kind.ROI, "a");
        // The sd of ln(median) of 2,000 draws is 1.25 · 0.9/√2000 = 0.025, of the tails 0.043.
        assertThat(Math.log(direct.median())).isCloseTo(0.2, within(ERRORS * 0.025));
        assertThat(Math.log(direct.q95())).isCloseTo(0.2 + 1.645 * 0.9, within(ERRORS * 0.043));
        assertThat(prior.quantity(Kind.ROI_TOTAL, "a").median()).isGreaterThan(direct.median());
        assertThat(prior.ranges().getFirst().observedLowest()).isEqualTo(6 * 900);
        assertThat(prior.quantity(Kind.MEDIA_SHARE, "").median())
                .isCloseTo(1 - prior.quantity(Kind.BASELINE_SHARE, "").median(), within(1e-12));
        assertThat(ModelCheck.of(task, "panel.json", 50).findings())
                .anyMatch(finding ->
                        finding.code().equals("experiment")
                                && finding.where().equals("panel.json: $.experiments[0]")
                                && finding.message().contains("counts twice"));
    }
}
