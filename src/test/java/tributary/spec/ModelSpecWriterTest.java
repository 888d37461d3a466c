package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;

class ModelSpecWriterTest {
    @TempDir Path folder;

    /** 300 models drawn over every option, seed 11. */
    @Test
    void readsBackToAnEqualModel() throws IOException {
        var random = new SplittableRandom(11);
        Map<String, Prior> priors = new LinkedHashMap<>();
        priors.put("decay_tv", new Prior.Beta(1, 3));
        priors.put("trend_y.1", new Prior.TruncatedNormal(0.1, 1.0 / 3, -1, 1e-99));
        for (int i = 0; i < 300; i++) {
            ModelSpec model = draw(random);
            ModelSpec back = readBack(ModelSpecWriter.toJson(model, priors));
            assertThat(withoutPriors(back)).isEqualTo(withoutPriors(model));
            assertThat(back.priors().layers()).hasSize(1);
            for (var prior : priors.entrySet()) {
                assertThat(back.priors().find(prior.getKey(), "").orElseThrow().prior())
                        .isEqualTo(prior.getValue());
            }
        }
    }

    @Test
    void writesEveryDefaultAndAddsNothingOnASecondPass() throws IOException {
        Path file = Files.writeString(folder.resolve("m.json"), ModelSpecReaderTest.MODEL);
        ObjectNode json = ModelSpecWriter.toJson(ModelSpecReader.read(file), Map.of());
        assertThat(json.get("channels").get(0).toString())
                .isEqualTo(
                        "{\"column\":\"tv\",\"name\":\"tv\",\"paid\":true,\"spend\":\"tv\","
                                + "\"adstock\":\"geometric\",\"saturation\":\"hill\","
                                + "\"order\":\"adstock_first\",\"scale\":\"median_positive\","
                                + "\"time_varying\":\"none\"}");
        assertThat(json.get("sampler").toString())
                .isEqualTo(
                        "{\"chains\":4,\"warmup\":1000,\"draws\":1000,\"seed\":7,"
                                + "\"target_accept\":0.8,\"max_depth\":10,\"metric\":\"auto\","
                                + "\"init\":\"uniform\",\"thin\":1,\"save_warmup\":false}");
        assertThat(ModelSpecWriter.toJson(readBack(json), Map.of())).isEqualTo(json);
    }

    private ModelSpec readBack(ObjectNode json) throws IOException {
        json.putObject("run").put("version", "0.1.0");
        Path file = Files.writeString(folder.resolve("model.json"), json.toString());
        json.remove("run");
        return ModelSpecReader.read(file);
    }

    private static ModelSpec withoutPriors(ModelSpec model) {
        return model.with(new PriorSet(List.of()));
    }

    static ModelSpec draw(SplittableRandom random) {
        List<String> all = List.of("m", "n", "y");
        List<String> some = random.nextBoolean() ? all : List.of("n");
        Family family = pick(random, OutcomeReader.FAMILIES);
        boolean counts = family == Family.NEGATIVE_BINOMIAL;
        boolean log = counts || random.nextBoolean();
        boolean floored = !counts && random.nextBoolean();
        boolean autoregressive = !counts && !floored && random.nextBoolean();
        Optional<String> geo = maybe(random, "dma");
        Outcome outcome =
                new Outcome(
                        "y",
                        random.nextBoolean() ? "y" : "net \"sales\", €",
                        family,
                        log ? Link.LOG : Link.IDENTITY,
                        family == Family.STUDENT_T ? maybe(random, 2.5) : OptionalDouble.empty(),
                        log ? Outcome.OutcomeScale.MEAN : Outcome.OutcomeScale.SD,
                        log && random.nextBoolean()
                                ? Outcome.Composition.SCALED
                                : Outcome.Composition.ADDITIVE,
                        floored ? OptionalDouble.of(1.5) : OptionalDouble.empty(),
                        autoregressive,
                        geo.isPresent() && random.nextBoolean()
                                ? Outcome.Noise.PER_GEO
                                : Outcome.Noise.SHARED,
                        random.nextBoolean()
                                ? new Outcome.Value.Constant(random.nextDouble() + 1e-9)
                                : new Outcome.Value.Column("margin"));
        boolean paid = random.nextBoolean();
        Channel tv =
                new Channel(
                        "tv",
                        "tv",
                        paid,
                        paid && random.nextBoolean() ? Optional.of("cost") : Optional.empty(),
                        adstock(random),
                        pick(random, Saturation.values()),
                        pick(random, TransformOrder.values()),
                        maybe(random, random.nextDouble() * 1e9 + 1e-9),
                        knots(random));
        Mediator m = mediator(random, "m");
        Mediator n = mediator(random, "n");
        Trend.Type trend = pick(random, Trend.Type.values());
        int order = random.nextInt(4);
        return new ModelSpec(
                new DataSpec(
                        "d/w.csv",
                        "week",
                        geo,
                        geo.isPresent() ? maybe(random, "people") : Optional.empty(),
                        pick(random, DataSpec.Gaps.values()),
                        Map.of("tv", pick(random, DataSpec.Missing.values())),
                        random.nextBoolean() ? Map.of("tv", random.nextDouble(0.5, 1)) : Map.of(),
                        random.nextBoolean()
                                ? Optional.of(LocalDate.of(2024, 1, 7))
                                : Optional.empty(),
                        random.nextBoolean()
                                ? Optional.of(LocalDate.of(2025, 1, 7))
                                : Optional.empty()),
                outcome,
                List.of(tv),
                List.of(m, n),
                List.of(
                        path(random, tv, "m"),
                        path(random, m, "n"),
                        pathToOutcome(random, n, outcome),
                        pathToOutcome(random, tv, outcome)),
                List.of(
                        new Control(
                                "price",
                                "p",
                                pick(random, Control.Transform.values()),
                                priceResponse(random, some, log),
                                some)),
                random.nextBoolean()
                        ? List.of(new Interaction("product", "price", "tv", List.of("m", "y")))
                        : List.of(),
                new Trend(
                        trend,
                        trend == Trend.Type.KNOTS ? 2 + random.nextInt(499) : 0,
                        trend == Trend.Type.NONE ? List.of() : some),
                new Seasonality(order, 300 + random.nextDouble(), order == 0 ? List.of() : all),
                new Pooling(
                        random.nextBoolean(),
                        random.nextBoolean(),
                        pick(random, Pooling.Parametrization.values())),
                correlations(random, outcome, m),
                random.nextBoolean()
                        ? List.of(new Unobserved("taste", List.of("tv", "price", "y")))
                        : List.of(),
                random.nextBoolean()
                        ? List.of(experiment(random, geo.isPresent()), experiment(random, false))
                        : List.of(),
                new PriorSet(List.of()),
                new SamplerSpec(
                        1 + random.nextInt(64),
                        20 + random.nextInt(2000),
                        4 + random.nextInt(2000),
                        random.nextLong(),
                        random.nextDouble(0.1, 0.99),
                        1 + random.nextInt(15),
                        pick(random, SamplerSpec.Metric.values()),
                        pick(random, SamplerSpec.Init.values()),
                        1 + random.nextInt(20),
                        random.nextBoolean()));
    }

    private static Optional<Control.PriceResponse> priceResponse(
            SplittableRandom random, List<String> into, boolean log) {
        if (!into.contains("y") || random.nextBoolean()) {
            return Optional.empty();
        }
        return Optional.of(
                log
                        ? pick(random, Control.PriceResponse.values())
                        : Control.PriceResponse.CONSTANT_ELASTICITY);
    }

    private static List<Correlation> correlations(
            SplittableRandom random, Outcome outcome, Mediator mediator) {
        if (outcome.autoregressive()
                || outcome.family() == Family.NEGATIVE_BINOMIAL
                || mediator.family() == Family.HURDLE_LOGNORMAL) {
            return List.of();
        }
        return switch (random.nextInt(3)) {
            case 0 -> List.of();
            case 1 -> {
                var rho = new Prior.Dirac(random.nextDouble(-1, 1));
                yield List.of(new Correlation("m", "y", rho));
            }
            default -> List.of(new Correlation("m", "y", new Prior.Normal(0, random.nextDouble())));
        };
    }

    private static Experiment experiment(SplittableRandom random, boolean geos) {
        LocalDate from = LocalDate.of(2024, 1, 7).plusWeeks(random.nextInt(50));
        LocalDate to = from.plusWeeks(random.nextInt(8));
        return new Experiment(
                random.nextBoolean() ? "tv" : "n",
                geos ? List.of("Bern", "Zürich") : List.of(),
                from,
                to,
                to.plusWeeks(random.nextInt(3)),
                random.nextBoolean() ? -1 : random.nextInt(1, 1_000_000_000) / 1e7,
                random.nextDouble(-1e6, 1e6),
                random.nextDouble(1e-9, 1e6),
                pick(random, Experiment.Estimand.values()),
                pick(random, Experiment.ErrorFamily.values()));
    }

    private static Adstock adstock(SplittableRandom random) {
        int window = 1 + random.nextInt(104);
        return switch (random.nextInt(7)) {
            case 0 -> new Adstock.None();
            case 1 -> new Adstock.Geometric(OptionalInt.empty());
            case 2 -> new Adstock.Geometric(OptionalInt.of(window));
            case 3 -> new Adstock.Delayed(window);
            case 4 -> new Adstock.WeibullCdf(window);
            case 5 -> new Adstock.WeibullPdf(window);
            default -> new Adstock.Binomial(window);
        };
    }

    private static OptionalInt knots(SplittableRandom random) {
        return random.nextBoolean() ? OptionalInt.of(2 + random.nextInt(499)) : OptionalInt.empty();
    }

    private static Mediator mediator(SplittableRandom random, String name) {
        Family family = pick(random, NodeReader.MEDIATOR_FAMILIES);
        Link link =
                switch (family) {
                    case TOBIT -> Link.IDENTITY;
                    case HURDLE_LOGNORMAL -> Link.LOG;
                    default -> pick(random, Link.values());
                };
        Saturation saturation = pick(random, Saturation.values());
        boolean expectable =
                (family != Family.STUDENT_T || link == Link.IDENTITY)
                        && saturation != Saturation.POWER;
        return new Mediator(
                name,
                name,
                random.nextBoolean(),
                Optional.empty(),
                adstock(random),
                saturation,
                pick(random, TransformOrder.values()),
                maybe(random, 12.5),
                knots(random),
                family,
                link,
                family == Family.STUDENT_T ? maybe(random, 7) : OptionalDouble.empty(),
                expectable ? pick(random, Mediator.Input.values()) : Mediator.Input.OBSERVED);
    }

    private static tributary.spec.Path path(SplittableRandom random, Source from, String to) {
        var sign = pick(random, tributary.spec.Path.Sign.values());
        return new tributary.spec.Path(
                from.name(),
                to,
                sign,
                maybe(random, "group_" + sign),
                from.name().equals("tv") && random.nextBoolean(),
                curve(random, from),
                tributary.spec.Path.Parameter.COEFFICIENT);
    }

    private static tributary.spec.Path pathToOutcome(
            SplittableRandom random, Source from, Outcome outcome) {
        var path = path(random, from, outcome.name());
        boolean scaled = outcome.composition() == Outcome.Composition.SCALED;
        boolean money = outcome.family() != Family.NEGATIVE_BINOMIAL && random.nextBoolean();
        if (!scaled && !money) {
            return path;
        }
        return new tributary.spec.Path(
                path.from(),
                path.to(),
                tributary.spec.Path.Sign.POSITIVE,
                money ? Optional.empty() : maybe(random, "positive_group"),
                !money && path.activity(),
                path.saturation(),
                !money
                        ? tributary.spec.Path.Parameter.COEFFICIENT
                        : from.paid()
                                ? tributary.spec.Path.Parameter.ROI
                                : tributary.spec.Path.Parameter.CONTRIBUTION);
    }

    private static Optional<Saturation> curve(SplittableRandom random, Source from) {
        Saturation curve = pick(random, Saturation.values());
        boolean predicted =
                from instanceof Mediator mediator && mediator.input() == Mediator.Input.PREDICTED;
        return predicted && curve == Saturation.POWER ? Optional.empty() : maybe(random, curve);
    }

    private static <E> Optional<E> maybe(SplittableRandom random, E value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static <E> E pick(SplittableRandom random, E[] values) {
        return values[random.nextInt(values.length)];
    }

    private static OptionalDouble maybe(SplittableRandom random, double value) {
        return random.nextBoolean() ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
