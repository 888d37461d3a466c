package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import tributary.data.Panel;
import tributary.data.PanelReader;
import tributary.diagnostics.UniformRanks;
import tributary.mcmc.DrawSink;
import tributary.mcmc.Nuts;
import tributary.mcmc.NutsOptions;
import tributary.mcmc.ProgressListener;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.model.Posterior;
import tributary.model.ResponseScale;
import tributary.model.Scaling;
import tributary.spec.ModelSpec;
import tributary.spec.SimulationSpec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Simulation-based calibration (Talts et al. 2018): with parameters from the prior and data from
 * the model, the rank of the true value among posterior draws is uniform for every parameter.
 *
 * <p>The model has what is special about real weeks: a tobit mediator at 0 in many of them,
 * carry-over and saturation. Scales are those of the simulation, so the prior of the fit is exactly
 * that of the truth, and nothing is set aside.
 */
@Tag("slow")
class SimulationBasedCalibrationTest {
    private static final int SIMULATIONS = 400;
    private static final int THIN = 10;
    private static final int DRAWS = 99;

    /** Chance that any parameter of a correct sampler leaves its band: one false alarm in 100. */
    private static final double FALSE_ALARM = 0.01;

    private static final String MODEL =
            """
            { "data": { "file": "weekly.csv", "date": "week" },
              "outcome": { "column": "sales" },
              "channels": [ { "column": "tv" } ],
              "mediators": [ { "column": "search", "family": "tobit", "saturation": "linear",
                               "adstock": "none", "scale": 700 } ],
              "paths": [ "tv -> search", "tv -> sales", "search -> sales" ],
              "controls": [ { "column": "price" } ],
              "trend": { "type": "none" }, "seasonality": { "order": 0 },
              "priors": { "intercept_search": "normal(1, 0.3)", "sigma_search": "lognormal(-0.5, 0.5)",
                          "coefficient_tv_to_search": "normal(0, 0.5)" } }
            """;

    private static final String TRUTH =
            """
            { "weeks": 60, "outcome": { "level": 50000 },
              "sources": { "tv": { "active": 0.7, "level": 4000, "spread": 0.5 },
                           "search": { "level": 700 } },
              "controls": { "price": { "mean": 100, "sd": 5 } } }
            """;

    @TempDir private Path folder;

    @Test
    void ranksOfTheTruthAreUniform() throws IOException {
        SimulationSpec spec = SimulatedData.spec(folder, MODEL, TRUTH);
        List<Map<String, Integer>> ranks =
                IntStream.range(0, SIMULATIONS)
                        .parallel()
                        .mapToObj(i -> ranks(spec, 5000 + i))
                        .toList();

        List<String> parameters = List.copyOf(ranks.get(0).keySet());
        assertThat(parameters).contains("decay_tv", "coefficient_tv_to_search", "sigma_search");
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int[] count = new int[DRAWS + 1];
            for (Map<String, Integer> each : ranks) {
                count[each.getOrDefault(parameter, -1)]++;
            }
            counts.put(parameter, count);
        }
        UniformRanks.check(counts, FALSE_ALARM);
    }

    /** Rank of every parameter's true value among thinned posterior draws. */
    private Map<String, Integer> ranks(SimulationSpec spec, long seed) {
        Simulation.Result data =
                Simulation.simulate(
                        new SimulationSpec(
                                spec.model(),
                                spec.parameters(),
                                seed,
                                spec.weeks(),
                                spec.start(),
                                spec.sources(),
                                spec.controls(),
                                spec.outcomeLevel(),
                                spec.geos()));
        CompiledModel model = compile(spec, data, seed);
        JsonNode truth = JsonMapper.shared().readTree(data.truthJson()).get("parameters");
        List<String> names = model.parameters().reportedNames();
        int[] below = new int[names.size()];
        double[] row = new double[names.size()];
        Posterior translator = model.posterior().fork();
        DrawSink sink =
                (chain, draw, q, transition) -> {
                    translator.report(q, row);
                    for (int i = 0; i < row.length; i++) {
                        below[i] += row[i] < truth.get(names.get(i)).asDouble() ? 1 : 0;
                    }
                };
        NutsOptions options =
                NutsOptions.defaults()
                        .withChains(1)
                        .withThreads(1)
                        .withWarmup(500)
                        .withDraws(DRAWS)
                        .withThin(THIN)
                        .withSeed(seed)
                        .withTargetAccept(0.9);
        Nuts.sample(model.posterior(), options, sink, ProgressListener.NONE);
        Map<String, Integer> ranks = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            ranks.put(names.get(i), below[i]);
        }
        return ranks;
    }

    /** The simulated weeks with the outcome's scale of the simulation, not of its own mean. */
    private CompiledModel compile(SimulationSpec spec, Simulation.Result data, long seed) {
        ModelSpec model = spec.model();
        Panel panel;
        try {
            Path csv = Files.writeString(folder.resolve(seed + ".csv"), data.csv());
            panel = PanelReader.read(csv, ModelLoader.request(model));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        panel.columns().forEach(name -> columns.put(name, panel.column(name)));
        double[] level = new double[panel.weeks().size()];
        Arrays.fill(level, spec.outcomeLevel());
        columns.put("sales", level);
        Scaling scaling =
                Scaling.of(model, new Panel(panel.weeks(), columns, 0, "", "", List.of()));
        assertThat(scaling.response(model.outcome()))
                .isEqualTo(
                        new ResponseScale(model.outcome().link(), 0, spec.outcomeLevel(), false));
        return ModelCompiler.compile(model, panel, scaling);
    }
}
