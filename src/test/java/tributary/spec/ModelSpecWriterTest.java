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
import java.util.SplittableRandom;

class ModelSpecWriterTest {
    @TempDir Path folder;

    /** 300 models drawn over every option, seed 11. */
    @Test
    void readsBackToAnEqualModel() throws IOException {
        var random = new SplittableRandom(11);
        Map<String, Prior> priors = new LinkedHashMap<>();
        priors.put("decay_tv", new Prior.Beta(1, 3));
        priors.put("trend_y.1", new Prior.TruncatedNormal(0.1, 1.0 / 3, -1, 1e-300));
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

    private static ModelSpec draw(SplittableRandom random) {
        List<String> all = List.of("m", "n", "y");
        List<String> some = random.nextBoolean() ? all : List.of("n");
        boolean log = random.nextBoolean();
        Family family = random.nextBoolean() ? Family.GAUSSIAN : Family.STUDENT_T;
        boolean floored = random.nextBoolean();
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
                        !floored && random.nextBoolean(),
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
                        random.nextBoolean() ? new Adstock.None() : new Adstock.Geometric(),
                        pick(random, Saturation.values()),
                        maybe(random, random.nextDouble() * 1e9 + 1e-9));
        boolean scaled = outcome.composition() == Outcome.Composition.SCALED;
        Trend.Type trend = pick(random, Trend.Type.values());
        int order = random.nextInt(4);
        return new ModelSpec(
                new DataSpec(
                        "d/w.csv",
                        "week",
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
                List.of(mediator(random, "m"), mediator(random, "n")),
                List.of(
                        path(random, "tv", "m", false),
                        path(random, "m", "n", false),
                        path(random, "n", "y", scaled),
                        path(random, "tv", "y", scaled)),
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
                new Trend(trend, trend == Trend.Type.NONE ? List.of() : some),
                new Seasonality(order, 300 + random.nextDouble(), order == 0 ? List.of() : all),
                new Pooling(random.nextBoolean()),
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

    private static Mediator mediator(SplittableRandom random, String name) {
        Family family = pick(random, Family.values());
        Link link = family == Family.TOBIT ? Link.IDENTITY : pick(random, Link.values());
        boolean expectable = family != Family.STUDENT_T || link == Link.IDENTITY;
        return new Mediator(
                name,
                name,
                random.nextBoolean(),
                Optional.empty(),
                random.nextBoolean() ? new Adstock.None() : new Adstock.Geometric(),
                pick(random, Saturation.values()),
                maybe(random, 12.5),
                family,
                link,
                family == Family.STUDENT_T ? maybe(random, 7) : OptionalDouble.empty(),
                expectable ? pick(random, Mediator.Input.values()) : Mediator.Input.OBSERVED);
    }

    private static tributary.spec.Path path(
            SplittableRandom random, String from, String to, boolean positive) {
        var sign =
                positive
                        ? tributary.spec.Path.Sign.POSITIVE
                        : pick(random, tributary.spec.Path.Sign.values());
        return new tributary.spec.Path(
                from,
                to,
                sign,
                random.nextBoolean() ? Optional.of("group_" + sign) : Optional.empty(),
                from.equals("tv") && random.nextBoolean());
    }

    private static <E> E pick(SplittableRandom random, E[] values) {
        return values[random.nextInt(values.length)];
    }

    private static OptionalDouble maybe(SplittableRandom random, double value) {
        return random.nextBoolean() ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
