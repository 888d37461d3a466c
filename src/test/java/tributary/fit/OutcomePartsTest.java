package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.effects.EffectDecomposition;
import tributary.effects.Latents;
import tributary.fit.OutcomeParts.Part;
import tributary.fit.WeeklyDecomposition.Kind;
import tributary.math.RandomStreams;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.model.ModelCompiler;
import tributary.model.ParameterDraw;
import tributary.model.Predictor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Contributions to the expected outcome at draws from the prior, over the grammar. */
class OutcomePartsTest {
    private static final int WEEKS = 40;
    private static final long SEED = 11;
    private static final Latents LATENTS = Latents.drawn(SEED, 0, 0);

    private static final String FRAME =
            """
            { "data": { "file": "w.csv", "date": "week"%s },
              "outcome": { %s },
              "channels": [ { "column": "a" }, { "column": "b", "adstock": "none" } ],
              "mediators": [ { "column": "m"%s } ],
              "paths": [ "a -> m", "b -> m", "b -> y", "m -> y",
                         { "from": "a", "to": "y", "activity": true } ],
              "controls": [ %s, { "column": "promo", "transform": "indicator" },
                            { "column": "warmth", "transform": "none" },
                            { "column": "promo:b" } ],
              "seasonality": { "order": 1 }, "trend": { "type": "linear" } }
            """;

    private static final String PLAIN = "{ \"column\": \"price\" }";
    private static final String PRICE = "{ \"column\": \"price\", \"price_response\": \"%s\" }";

    @TempDir private Path folder;

    private record Evaluated(OutcomeParts parts, double[][] byWeek) {
        double[] of(String name, Kind kind) {
            return byWeek[parts.parts().indexOf(new Part(name, kind))];
        }

        double total(String name, Kind kind) {
            return Arrays.stream(of(name, kind)).sum();
        }
    }

    private CompiledModel model(String text) throws IOException {
        boolean geos = text.contains("\"geo\"");
        var random = new Random(SEED);
        var csv = new StringBuilder("week,geo,people,y,count,a,b,m,price,promo,warmth\n");
        for (String geo : geos ? new String[] {"north", "south"} : new String[] {"all"}) {
            for (int t = 0; t < WEEKS; t++) {
                double y = Math.max(600, 1000 + 300 * random.nextGaussian());
                csv.append(LocalDate.of(2024, 1, 7).plusWeeks(t)).append(',').append(geo);
                csv.append(geo.equals("south") ? ",200," : ",100,").append(y).append(',');
                csv.append(random.nextInt(50)).append(',');
                csv.append(random.nextInt(3) == 0 ? 0 : 10 + 5 * random.nextDouble()).append(',');
                csv.append(random.nextInt(4) == 0 ? 0 : 20 * random.nextDouble()).append(',');
                csv.append(1 + random.nextInt(9) - (text.contains("zeros") ? 1 : 0)).append(',');
                csv.append(90 + 20 * random.nextDouble()).append(',');
                csv.append(random.nextInt(2)).append(',').append(15 + random.nextGaussian());
                csv.append('\n');
            }
        }
        Files.writeString(folder.resolve("w.csv"), csv);
        Path file = Files.writeString(folder.resolve("m.json"), text.replace(" zeros", ""));
        FitTask task = ModelLoader.load(file, Optional.empty());
        return ModelCompiler.compile(task.model(), task.panel().training());
    }

    private static double[] theta(CompiledModel model, int draw) {
        return ParameterDraw.draw(model, RandomStreams.chain(SEED, draw), Map.of());
    }

    private static Evaluated evaluate(CompiledModel model, double[] theta) {
        var parts = new OutcomeParts(model);
        double[][] byWeek = new double[parts.parts().size()][WEEKS];
        parts.evaluate(theta, LATENTS, byWeek);
        return new Evaluated(parts, byWeek);
    }

    /** Sums over geos of the expected outcome by week. */
    private static double[] expected(CompiledModel model, double[] theta) {
        var predictor = new Predictor(model);
        predictor.evaluate(theta);
        CompiledEquation outcome = model.outcome();
        double[] byWeek = new double[WEEKS];
        for (int g = 0; g < model.cells().geos(); g++) {
            for (int t = 0; t < WEEKS; t++) {
                int cell = model.cells().index(g, t);
                byWeek[t] += outcome.toColumn(predictor.linearPredictor(outcome)[cell], cell);
            }
        }
        return byWeek;
    }

    private static String text(String outcome, String mediator, String price) {
        return FRAME.formatted("", outcome, mediator, price);
    }

    /** Outcome, mediator, first control. */
    private static String text(String kind) {
        String y = "\"column\": \"y\"";
        String log = y + ", \"link\": \"log\"";
        String scaled = log + ", \"composition\": \"scaled\"";
        String counts = "\"column\": \"count\", \"name\": \"y\", \"family\": \"negative_binomial\"";
        return switch (kind) {
            case "identity" -> text(y, "", PLAIN);
            case "z-scored" -> text(y + ", \"scale\": \"sd\"", "", PLAIN);
            case "floor" -> text(y + ", \"floor\": 800", ", \"family\": \"tobit\" zeros", PLAIN);
            case "log" -> text(log, ", \"link\": \"log\"", PRICE.formatted("linear"));
            case "log floor" -> text(log + ", \"floor\": 800", "", PLAIN);
            case "counts" -> text(counts, ", \"family\": \"hurdle_lognormal\" zeros", PLAIN);
            case "scaled" -> text(scaled, "", PRICE.formatted("constant_elasticity"));
            case "scaled predicted" -> text(scaled, ", \"input\": \"predicted\"", PLAIN);
            case "choke price" ->
                    text(scaled + ", \"floor\": 650", "", PRICE.formatted("linear_demand"));
            case "geos" ->
                    FRAME.formatted(
                            ", \"geo\": \"geo\", \"population\": \"people\"", log, "", PLAIN);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identity",
                "z-scored",
                "floor",
                "log",
                "log floor",
                "counts",
                "scaled",
                "scaled predicted",
                "choke price",
                "geos"
            })
    void partsAddUpToTheExpectedOutcome(String kind) throws IOException {
        CompiledModel model = model(text(kind));
        for (int draw = 0; draw < 20; draw++) {
            double[] theta = theta(model, draw);
            double[] expected = expected(model, theta);
            double[][] byWeek = evaluate(model, theta).byWeek;
            for (int t = 0; t < WEEKS; t++) {
                double sum = 0;
                double size = 0;
                for (double[] part : byWeek) {
                    sum += part[t];
                    size += Math.abs(part[t]);
                }
                assertThat(sum)
                        .as("draw %d week %d", draw, t)
                        .isCloseTo(expected[t], within(1e-10 * size));
            }
        }
    }

    /** Under an identity link a part is what is lost when its coefficients are 0. */
    @Test
    void identityPartsAreWhatSwitchingOffLoses() throws IOException {
        CompiledModel model = model(text("identity"));
        double[] theta = theta(model, 0);
        Evaluated parts = evaluate(model, theta);
        double[] all = expected(model, theta);
        Map<Part, String[]> coefficients =
                Map.of(
                        new Part("a", Kind.MEDIA),
                        new String[] {"coefficient_a_to_y", "activity_a_to_y"},
                        new Part("b", Kind.MEDIA),
                        new String[] {"coefficient_b_to_y"},
                        new Part("price", Kind.CONTROL),
                        new String[] {"control_price_to_y"},
                        new Part("promo", Kind.CONTROL),
                        new String[] {"control_promo_to_y"});
        coefficients.forEach((part, names) -> {
            double[] off = theta.clone();
            for (String name : names) {
                off[model.parameters().slot(name)] = 0;
            }
            double[] without = expected(model, off);
            double[] contribution = parts.of(part.name(), part.kind());
            for (int t = 0; t < WEEKS; t++) {
                assertThat(contribution[t]).isCloseTo(all[t] - without[t], within(1e-9));
            }
        });
        assertThat(parts.total("warmth", Kind.CONTROL)).isCloseTo(0, within(1e-9)); // its mean
    }

    /** Of an only source, what it brings about through the mediator is its indirect effect. */
    @ParameterizedTest
    @ValueSource(strings = {"", ", \"family\": \"hurdle_lognormal\" zeros", ", \"link\": \"log\""})
    void mediatedShareIsTheIndirectEffect(String mediator) throws IOException {
        String text =
                text("\"column\": \"y\"", mediator, PLAIN)
                        .replace("\"b -> m\", \"b -> y\", ", "")
                        .replace(", { \"column\": \"b\", \"adstock\": \"none\" }", "")
                        .replace(",\n                { \"column\": \"promo:b\" }", "");
        CompiledModel model = model(text);
        double[] theta = theta(model, 3);
        var off = EffectSummaries.throughout(model, "a", -1);
        var effects = new EffectDecomposition(model, off);
        double[] values = new double[effects.effects().size()];
        effects.evaluate(theta, LATENTS, values);
        double indirect = values[EffectDecomposition.Kind.INDIRECT.ordinal()];
        Evaluated parts = evaluate(model, theta);
        assertThat(indirect).isNotZero();
        assertThat(parts.total("m", Kind.MEDIATED))
                .isCloseTo(indirect, within(1e-9 * Math.abs(indirect)));
        double direct = values[EffectDecomposition.Kind.DIRECT.ordinal()];
        assertThat(parts.total("a", Kind.MEDIA)).isCloseTo(direct, within(1e-9 * direct));
    }

    /** Under a log link parts relate as terms of η do; scaled, as those of the sum of media. */
    @ParameterizedTest
    @ValueSource(strings = {"log", "scaled"})
    void partsAreProportionalToTheirTerms(String kind) throws IOException {
        CompiledModel model = model(text(kind));
        double[] theta = theta(model, 5);
        var predictor = new Predictor(model);
        predictor.evaluate(theta);
        CompiledPath first = path(model, "b");
        CompiledPath second = path(model, "m");
        double[] b = predictor.saturated(first.transform());
        double[] m = predictor.saturated(second.transform());
        Evaluated parts = evaluate(model, theta);
        for (int t = 0; t < WEEKS; t++) {
            int cell = model.cells().index(0, t);
            double termOfB = theta[first.coefficient(0)] * b[cell];
            double termOfM = theta[second.coefficient(0)] * m[cell];
            double ofB = parts.of("b", Kind.MEDIA)[t];
            double ofM = parts.of("m", Kind.MEDIA)[t] + parts.of("m", Kind.MEDIATED)[t];
            assertThat(ofM * termOfB)
                    .isCloseTo(ofB * termOfM, within(1e-9 * Math.abs(ofM * termOfB)));
        }
    }

    private static CompiledPath path(CompiledModel model, String source) {
        return model.outcome().paths().stream()
                .filter(path -> path.spec().from().equals(source))
                .findFirst()
                .orElseThrow();
    }

    /** Above the choke price nothing is left but the floor, and the price has taken the rest. */
    @Test
    void chokePriceTakesEverything() throws IOException {
        CompiledModel model = model(text("choke price"));
        double[] theta = theta(model, 1);
        theta[model.parameters().slot("choke_price_y")] = 100; // below some weeks' prices
        double[] prices = model.controlColumn("price");
        Evaluated parts = evaluate(model, theta);
        int choked = 0;
        for (int t = 0; t < WEEKS; t++) {
            if (prices[model.cells().index(0, t)] >= 100) {
                choked++;
                double baseline = parts.of("baseline", Kind.BASELINE)[t];
                assertThat(parts.of("price", Kind.CONTROL)[t]).isEqualTo(650 - baseline);
                assertThat(parts.of("a", Kind.MEDIA)[t]).isZero();
            }
        }
        assertThat(choked).isPositive();
    }
}
