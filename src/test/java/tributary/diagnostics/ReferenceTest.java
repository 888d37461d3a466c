package tributary.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import tributary.Shared;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Every diagnostic against the values of R posterior 1.4.0, to 1e-8 relative. */
class ReferenceTest {
    private static final Map<String, ToDoubleFunction<double[][]>> DIAGNOSTICS =
            Map.ofEntries(
                    Map.entry("rhat", Rhat::of),
                    Map.entry("rhat_basic", Rhat::basic),
                    Map.entry("ess_bulk", Ess::bulk),
                    Map.entry("ess_tail", Ess::tail),
                    Map.entry("ess_mean", Ess::mean),
                    Map.entry("ess_basic", Ess::mean),
                    Map.entry("ess_q05", x -> Ess.quantile(x, 0.05)),
                    Map.entry("ess_q50", x -> Ess.quantile(x, 0.5)),
                    Map.entry("ess_q95", x -> Ess.quantile(x, 0.95)),
                    Map.entry("mcse_mean", Mcse::mean),
                    Map.entry("mcse_q05", x -> Mcse.quantile(x, 0.05)),
                    Map.entry("mcse_q50", x -> Mcse.quantile(x, 0.5)),
                    Map.entry("mcse_q95", x -> Mcse.quantile(x, 0.95)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iid",
                "ar09",
                "antithetic",
                "cauchy",
                "shifted",
                "scaled",
                "odd",
                "single",
                "ties"
            })
    void agreesWithR(String name) throws IOException {
        JsonNode expected =
                JsonMapper.shared()
                        .readTree(Shared.path("reference/diagnostics/expected.json").toFile())
                        .get(name);
        double[][] x = read(name);

        assertThat(Set.copyOf(expected.propertyNames())).isEqualTo(DIAGNOSTICS.keySet());
        DIAGNOSTICS.forEach((diagnostic, function) ->
                assertThat(function.applyAsDouble(x))
                        .as(name + " " + diagnostic)
                        .isCloseTo(
                                expected.get(diagnostic).asDouble(),
                                Percentage.withPercentage(1e-6)));
    }

    static double[][] read(String name) throws IOException {
        List<String> lines =
                Files.readAllLines(Shared.path("reference/diagnostics/" + name + ".csv"));
        int chains = lines.getFirst().split(",", -1).length;
        double[][] x = new double[chains][lines.size() - 1];
        for (int d = 0; d < lines.size() - 1; d++) {
            String[] cells = lines.get(d + 1).split(",", -1);
            for (int c = 0; c < chains; c++) {
                x[c][d] = Double.parseDouble(cells[c]);
            }
        }
        return x;
    }
}
