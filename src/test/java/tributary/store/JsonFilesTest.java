package tributary.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.report.SampleRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class JsonFilesTest {
    @Test
    void effectRowsHaveTheKeysOfTheContract() {
        double nan = Double.NaN;
        var row =
                new EffectRow(
                        "tv",
                        "roi",
                        Optional.of("tv -> y"),
                        Optional.empty(),
                        "2024-01-01",
                        "2024-12-30",
                        "-100%",
                        "revenue",
                        1.5,
                        1e-7,
                        0.1 + 0.2,
                        -2,
                        1,
                        2,
                        3,
                        4,
                        5,
                        0.99,
                        nan,
                        Double.POSITIVE_INFINITY,
                        Optional.of("say \"so\""));

        assertThat(EffectsJson.toJson(List.of(row)))
                .isEqualTo(
                        """
                        [
                          {
                            "source" : "tv",
                            "effect" : "roi",
                            "path" : "tv -> y",
                            "geo" : null,
                            "from" : "2024-01-01",
                            "to" : "2024-12-30",
                            "change" : "-100%",
                            "unit" : "revenue",
                            "mean" : 1.5,
                            "median" : 1.0E-7,
                            "sd" : 0.30000000000000004,
                            "q025" : -2.0,
                            "q05" : 1.0,
                            "q25" : 2.0,
                            "q75" : 3.0,
                            "q95" : 4.0,
                            "q975" : 5.0,
                            "p_positive" : 0.99,
                            "rhat" : null,
                            "ess_bulk" : null,
                            "note" : "say \\"so\\""
                          }
                        ]
                        """);
    }

    @Test
    void theFitHoldsTheOutcomeAtTheTopAndMediatorsBesideIt() {
        String json = FitJson.toJson(SampleRun.create().fit());

        assertThat(json)
                .startsWith(
                        "{\n  \"node\" : \"revenue\",\n  \"expectation\" : \"conditional median\"")
                .contains("\n  \"log_rmse\" : 0.0521,")
                .contains(
                        "\n"
                                + "      \"week\" : \"2024-01-01\",\n"
                                + "      \"geo\" : null,\n"
                                + "      \"fitted\" : true,\n"
                                + "      \"expected\" : ")
                .contains("\n  \"mediators\" : [\n    {\n      \"node\" : \"google_spend\"");
    }

    @Test
    void theFitHoldsLeaveOneOutAndInfinityReadsBack(@TempDir Path folder) throws IOException {
        FitSummary fit = SampleRun.create().fit();
        assertThat(FitJson.toJson(fit))
                .contains(
                        """
                          "loo" : {
                            "elpd" : -1234.56,
                            "se" : 9.87,
                            "mcse" : null,
                            "p_loo" : 23.4,
                            "pareto_k" : {
                              "max" : 0.82,
                              "count_above_0_7" : 1,
                              "weeks_above_0_7" : [
                                "2024-03-04"
                              ]
                            },
                            "note" : "one week of revenue <b>left out</b> at a time"
                          },
                        """);
        double nan = Double.NaN;
        double infinity = Double.POSITIVE_INFINITY;
        for (FitSummary.Loo loo :
                List.of(
                        new FitSummary.Loo(1, 2, nan, 3, infinity, List.of("2024-03-04"), ""),
                        new FitSummary.Loo(1, 2, 0.5, 3, nan, List.of(), ""))) {
            var summary = new FitSummary(fit.nodes(), Optional.of(loo));
            Path file = Files.writeString(folder.resolve("fit.json"), FitJson.toJson(summary));
            assertThat(FitJson.read(file)).isEqualTo(summary);
        }
    }

    @Test
    void diagnosticsStartWithTheVerdict() {
        assertThat(DiagnosticsJson.toJson(SampleRun.create().diagnostics()))
                .startsWith("{\n  \"verdict\" : \"warn\",\n  \"reasons\" : [\n    \"R-hat 1.013")
                .contains(
                        "\"max_depth_hits\" : 0",
                        "\"rhat_without\" : 1.004",
                        "\"ess_bulk\" : ",
                        "\"mcse_mean\" : ");
    }
}
