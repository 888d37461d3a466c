package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import tributary.data.DataException;
import tributary.data.Panel;
import tributary.data.PanelReader;
import tributary.diagnostics.Verdict;
import tributary.math.RandomStreams;
import tributary.mcmc.ProgressListener;
import tributary.model.ModelCompiler;
import tributary.spec.SimulationSpec;
import tributary.spec.SimulationSpecReader;
import tributary.spec.SpecException;
import tributary.store.EffectRow;
import tributary.store.Run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Coverage of 90 % intervals of the effects over simulated data whose truth is drawn from the
 * prior, restricted to plausible data; writes {@code reports/recovery.md}.
 *
 * <p>120 fits of one market, about twenty minutes on two cores, and 40 of five geos.
 */
@Tag("slow")
class RecoveryTest {
    private static final int DATA_SETS = 40;
    private static final List<String> CONFIGURATIONS =
            List.of("additive_identity", "additive_log_tobit", "scaled_linear_demand_floor");
    private static final List<String> KINDS = List.of("direct", "indirect", "total", "roi");
    private static final String BY_GEO = " by geo";
    private static final List<String> PANEL_KINDS =
            Stream.concat(KINDS.stream(), KINDS.stream().map(kind -> kind + BY_GEO)).toList();

    @TempDir private Path folder;

    /** Intervals that hold the truth, and how many there are. */
    private static final class Coverage {
        private int inside;
        private int count;

        void add(boolean covered) {
            inside += covered ? 1 : 0;
            count++;
        }

        double rate() {
            return (double) inside / count;
        }
    }

    @Test
    void ninetyPercentIntervalsHoldTheTruthNineTimesInTen() throws Exception {
        holdTheTruth(CONFIGURATIONS, KINDS, "reports/recovery.md");
    }

    @Test
    void ninetyPercentIntervalsOfPanelsHoldTheTruthNineTimesInTen() throws Exception {
        holdTheTruth(List.of("panel"), PANEL_KINDS, "reports/recovery-panel.md");
    }

    private void holdTheTruth(List<String> configurations, List<String> kinds, String file)
            throws Exception {
        Map<String, Map<String, Coverage>> table = new LinkedHashMap<>();
        Map<String, Map<Verdict.Level, Integer>> verdicts = new LinkedHashMap<>();
        Map<String, Integer> refused = new LinkedHashMap<>();
        for (String configuration : configurations) {
            table.put(configuration, new LinkedHashMap<>());
            verdicts.put(configuration, new EnumMap<>(Verdict.Level.class));
            int attempts = 0;
            for (int set = 0; set < DATA_SETS; set++) {
                Optional<Simulated> data = Optional.empty();
                while (data.isEmpty()) {
                    data = simulate(configuration, 1000L + attempts++);
                }
                Run run = new LocalFitExecutor().fit(data.get().task, 2, ProgressListener.NONE);
                verdicts.get(configuration)
                        .merge(run.diagnostics().verdict().level(), 1, Integer::sum);
                collect(run, data.get().truth, kinds, table.get(configuration));
            }
            refused.put(configuration, attempts - DATA_SETS);
        }
        String report = report(table, kinds, verdicts, refused);
        Files.writeString(Path.of(file), report);
        System.out.println(report);
        for (String kind : kinds) {
            assertThat(pooled(table, kind).rate()).as(kind).isBetween(0.85, 0.95);
        }
    }

    private record Simulated(FitTask task, JsonNode truth) {}

    /** Data with a truth from the prior; empty where they are not such as a market shows. */
    private Optional<Simulated> simulate(String configuration, long seed) throws IOException {
        String name = "/tributary/recovery/" + configuration + ".json";
        try (var in = RecoveryTest.class.getResourceAsStream(name)) {
            Path file = folder.resolve("simulation.json");
            Files.write(file, in.readAllBytes());
            SimulationSpec spec = withSeed(SimulationSpecReader.read(file), configuration, seed);
            Simulation.Result result = Simulation.simulate(spec);
            Path csv = Files.writeString(folder.resolve("data.csv"), result.csv());
            Panel panel = PanelReader.read(csv, ModelLoader.request(spec.model()));
            ModelCompiler.compile(spec.model(), panel);
            JsonNode truth = JsonMapper.shared().readTree(result.truthJson());
            return isPlausible(panel, truth)
                    ? Optional.of(new Simulated(new FitTask(spec.model(), panel), truth))
                    : Optional.empty();
        } catch (DataException | SpecException e) {
            return Optional.empty(); // an outcome below 0, a mediator that is never on
        }
    }

    private static SimulationSpec withSeed(SimulationSpec spec, String configuration, long seed) {
        Map<String, OptionalDouble> parameters = new LinkedHashMap<>(spec.parameters());
        if (configuration.startsWith("scaled")) {
            // Its prior is that of the fit, between prices that the data of the fit will show.
            double u = RandomStreams.uniform(seed, 0, 0);
            parameters.put("choke_price_sales", OptionalDouble.of(106 + 8 * u));
        }
        return new SimulationSpec(
                spec.model(),
                parameters,
                seed,
                spec.weeks(),
                spec.start(),
                spec.sources(),
                spec.controls(),
                spec.outcomeLevel(),
                spec.geos());
    }

    /**
     * What an analyst would fit at all: sources that together carry 5 to 60 % of the outcome, an
     * outcome whose noise does not drown it, a mediator that is neither constant nor wild, no
     * single week as large as ten.
     */
    private static boolean isPlausible(Panel panel, JsonNode truth) {
        double[] sales = panel.column("sales");
        double[] search = panel.column("search");
        double sum = 0;
        double largest = 0;
        for (double y : sales) {
            sum += y;
            largest = Math.max(largest, y);
        }
        double media = 0;
        for (JsonNode effect : truth.get("effects")) {
            if (effect.get("effect").asString().equals("direct")) {
                media += effect.get("value").asDouble();
            }
        }
        double off = 0;
        double highest = 0;
        double total = 0;
        for (double m : search) {
            off += m == 0 ? 1 : 0;
            highest = Math.max(highest, m);
            total += m;
        }
        int weeks = sales.length;
        JsonNode parameters = truth.get("parameters");
        double floored = 0;
        for (double y : sales) {
            floored += y <= 1000 ? 1 : 0;
        }
        return media > 0.05 * sum
                && media < 0.6 * sum
                && largest < 10 * sum / weeks
                && highest < 20 * total / weeks
                && off <= 0.6 * weeks
                && floored <= 0.3 * weeks
                && parameters.get("sigma_sales").asDouble() > 0.02
                && parameters.get("sigma_search").asDouble() > 0.05;
    }

    private static void collect(
            Run run, JsonNode truth, List<String> kinds, Map<String, Coverage> coverage) {
        for (JsonNode effect : truth.get("effects")) {
            String geo = effect.path("geo").asString("");
            String effectName = effect.get("effect").asString();
            String kind = effectName + (geo.isEmpty() ? "" : BY_GEO);
            boolean path = !effect.get("path").isNull();
            if (!kinds.contains(kind) || path) {
                continue; // with one mediator the path is the whole indirect effect
            }
            EffectRow row = row(run, effect.get("source").asString(), effectName, geo);
            if (row.note().filter(note -> note.startsWith("no ")).isPresent()) {
                continue; // 0 because the graph has no such path
            }
            double value = effect.get("value").asDouble();
            coverage.computeIfAbsent(kind, k -> new Coverage())
                    .add(value >= row.q05() && value <= row.q95());
        }
    }

    private static EffectRow row(Run run, String source, String kind, String geo) {
        return run.effects().stream()
                .filter(row -> row.source().equals(source))
                .filter(row -> row.effect().equals(kind) && row.path().isEmpty())
                .filter(row -> row.geo().orElse("").equals(geo))
                .findFirst()
                .orElseThrow();
    }

    private static Coverage pooled(Map<String, Map<String, Coverage>> table, String kind) {
        Coverage pooled = new Coverage();
        for (Map<String, Coverage> row : table.values()) {
            Coverage cell = Objects.requireNonNull(row.get(kind), kind);
            pooled.inside += cell.inside;
            pooled.count += cell.count;
        }
        return pooled;
    }

    private static String report(
            Map<String, Map<String, Coverage>> table,
            List<String> kinds,
            Map<String, Map<Verdict.Level, Integer>> verdicts,
            Map<String, Integer> refused) {
        List<String> lines = new ArrayList<>();
        lines.add("# Recovery: do 90 % intervals hold the truth nine times in ten?");
        lines.add("");
        lines.add(
                DATA_SETS
                        + " simulated data sets for each configuration"
                        + " (`src/test/resources/tributary/recovery`), the truth drawn from the"
                        + " default priors");
        lines.add(
                "and kept if the data look like a market's (`RecoveryTest.isPlausible`). Written by"
                        + " `mvn verify -Pslow -Dtest=RecoveryTest`.");
        lines.add("");
        lines.add("| configuration | " + String.join(" | ", kinds) + " | verdicts | set aside |");
        lines.add("|---|" + "---|".repeat(kinds.size() + 2));
        table.forEach((configuration, row) ->
                lines.add(
                        "| "
                                + configuration
                                + " | "
                                + cells(kinds.stream().map(row::get))
                                + verdicts.get(configuration)
                                + " | "
                                + refused.get(configuration)
                                + " |"));
        lines.add("| **pooled** | " + cells(kinds.stream().map(k -> pooled(table, k))) + " | |");
        lines.add("");
        lines.add(
                "Inside/all. Effects of one data set share its draws, so the standard error of a"
                        + " rate is larger than that of independent intervals: between √(.09/n) and"
                        + " √(.09/"
                        + DATA_SETS
                        + ").");
        return String.join("\n", lines) + "\n";
    }

    private static String cells(Stream<Coverage> row) {
        StringBuilder text = new StringBuilder();
        row.forEach(coverage ->
                text.append(
                        String.format(
                                Locale.ROOT,
                                "%.2f (%d/%d) | ",
                                coverage.rate(),
                                coverage.inside,
                                coverage.count)));
        return text.toString();
    }
}
