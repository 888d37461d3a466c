package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.fit.FitTask;
import tributary.spec.ModelSpecReader;
import tributary.spec.ModelSpecWriter;
import tributary.spec.Prior;
import tributary.spec.SpecException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Names, groups and priors that a configuration compiles to. */
class ModelCompilerTest {
    private static final String SMALL =
            """
            { "data": { "file": "weekly.csv", "date": "week" },
              "outcome": { "column": "y" },
              "channels": [ { "column": "a" }, { "column": "b" }, { "column": "c" } ],
              "paths": [ %s ],
              "trend": { "type": "none" }, "seasonality": { "order": 0 },
              "priors": { %s } }
            """;
    private static final String POOLED = "\"a -> y\", \"b -> y\", \"c -> y\"";

    @TempDir private Path folder;

    static Stream<String> configurations() {
        return Configurations.all().keySet().stream();
    }

    private CompiledModel small(String paths, String priors) {
        return Configurations.compile(folder, SMALL.formatted(paths, priors));
    }

    private CompiledModel named(String name) {
        return Configurations.compile(folder, Configurations.of(name));
    }

    @Test
    void reportedNamesAreThoseOfTheContract() {
        String json =
                """
                { "data": { "file": "weekly.csv", "date": "week" },
                  "outcome": { "column": "y", "family": "student_t", "nu": 5 },
                  "channels": [ { "column": "a" }, { "column": "b", "adstock": "none" },
                                { "column": "c", "paid": false, "saturation": "linear" } ],
                  "mediators": [ { "column": "m1", "family": "student_t" } ],
                  "paths": [ "a -> m1", "a -> y", "b -> y", "c -> y", "m1 -> y" ],
                  "controls": [ { "column": "price" } ],
                  "trend": { "type": "quadratic", "into": [ "y" ] },
                  "seasonality": { "order": 1, "into": [ "m1" ] } }
                """;
        ParameterLayout layout = Configurations.compile(folder, json).parameters();
        assertThat(layout.reportedNames())
                .containsExactlyInAnyOrder(
                        "decay_a",
                        "half_saturation_a",
                        "slope_a",
                        "half_saturation_b",
                        "slope_b",
                        "decay_c",
                        "decay_m1",
                        "half_saturation_m1",
                        "slope_m1",
                        "coefficient_a_to_m1",
                        "coefficient_a_to_y",
                        "coefficient_b_to_y",
                        "coefficient_c_to_y",
                        "coefficient_m1_to_y",
                        "coefficient_location_paid_positive_into_y",
                        "coefficient_scale_paid_positive_into_y",
                        "intercept_m1",
                        "intercept_y",
                        "control_price_to_m1",
                        "control_price_to_y",
                        "trend_y.1",
                        "trend_y.2",
                        "season_m1.1",
                        "season_m1.2",
                        "sigma_m1",
                        "sigma_y",
                        "nu_m1",
                        "nu_y");
        // All but two pooled coefficients and the fixed ν, and a z for each of the two.
        assertThat(layout.dimension()).isEqualTo(28 - 2 - 1 + 2);
        assertThat(layout.priors())
                .doesNotContainKeys("nu_y", "coefficient_a_to_y", "coefficient_b_to_y");
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void reportedParametersAreRestoredToTheirSlots(String name) {
        CompiledModel model = named(name);
        ParameterLayout layout = model.parameters();
        double[] q = new Random(3).doubles(layout.dimension(), -2, 2).toArray();
        double[] row = new double[layout.reportedNames().size()];
        model.posterior().report(q, row);
        double[] theta = new double[layout.slots()];
        layout.restore(row, theta);
        double[] again = new double[row.length];
        layout.report(theta, again);
        assertThat(again).isEqualTo(row);
        for (int i = 0; i < row.length; i++) {
            assertThat(row[i]).isFinite();
            assertThat(theta[layout.slot(layout.reportedNames().get(i))]).isEqualTo(row[i]);
        }
    }

    @Test
    void fixedParametersAreReportedAtTheirValue() {
        CompiledModel model = named("bounded and fixed locations are not sheared");
        ParameterLayout layout = model.parameters();
        double[] row = new double[layout.reportedNames().size()];
        model.posterior().report(new double[layout.dimension()], row);
        double[] theta = new double[layout.slots()];
        layout.restore(row, theta);
        assertThat(theta[layout.slot("intercept_y")]).isEqualTo(0.5);
        assertThat(theta[layout.slot("coefficient_location_paid_positive_into_y")]).isEqualTo(-2.5);
    }

    @Test
    void everythingWrongWithPriorsIsSaidAtOnce() {
        assertThatThrownBy(() ->
                        small(
                                POOLED,
                                """
                                "decay_x": "beta(1, 1)", "slope_*:signed": "gamma(1, 1)",
                                "decay_a": "uniform(1, 2)",
                                "sigma_y": "dirac(0)", "half_saturation_b": "dirac(-1)"
                                """))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("\"decay_x\" matches no parameter; did you mean \"decay_a\"?")
                .hasMessageContaining("\"slope_*:signed\" matches no parameter")
                .hasMessageContaining(
                        "uniform(1.0, 2.0) for decay_a leaves no value in its range (0.0, 1.0)")
                .hasMessageContaining("dirac(0.0) for sigma_y must lie in (0.0, Infinity)")
                .hasMessageContaining("dirac(-1.0) for half_saturation_b must lie in")
                .satisfies(e -> assertThat(((SpecException) e).problems()).hasSize(5));
    }

    @Test
    void parameterWithoutPriorIsNamed() {
        assertThatThrownBy(() ->
                        small(
                                "\"a -> y\", \"b -> y\", \"c -> y\"",
                                "\"extends\": \"none\", \"decay_*\": \"beta(1, 1)\""))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("no prior for parameter slope_a")
                .hasMessageContaining("no prior for parameter sigma_y");
    }

    /** The reader finds a mix in named groups; the compiler where one meets a default group. */
    @Test
    void signsOfAGroupMustAgree() {
        String mixed =
                "\"a -> y\", \"b -> y\", { \"from\": \"c\", \"to\": \"y\", \"sign\": \"any\", "
                        + "\"group\": \"paid_positive_into_y\" }";
        assertThatThrownBy(() -> small(mixed, ""))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(
                        "group \"paid_positive_into_y\" holds the positive path a -> y")
                .hasMessageContaining("the signed path c -> y")
                .hasMessageContaining("same sign");
    }

    @Test
    void pathWithItsOwnPriorLeavesItsGroup() {
        CompiledModel model = small(POOLED, "\"coefficient_a_to_y\": \"gamma(2, 10)\"");
        ParameterLayout layout = model.parameters();
        assertThat(model.notes())
                .containsExactly(
                        "coefficient_a_to_y has a prior of its own and is not pooled with the"
                                + " group paid_positive_into_y");
        assertThat(layout.priors())
                .containsEntry("coefficient_a_to_y", new Prior.Gamma(2, 10))
                .containsKey("coefficient_scale_paid_positive_into_y");
        assertThat(layout.isDerived("coefficient_a_to_y")).isFalse();
        assertThat(layout.isDerived("coefficient_b_to_y")).isTrue();
        assertThat(layout.isDerived("coefficient_c_to_y")).isTrue();
    }

    /** A group of one has no scale: ln β ~ Normal(−2.7, 1). */
    @Test
    void lastMemberOfAGroupStandsAlone() {
        CompiledModel model =
                small(
                        POOLED,
                        "\"coefficient_a_to_y\": \"gamma(2, 10)\", \"coefficient_b_to_y\":"
                                + " \"gamma(2, 10)\"");
        assertThat(model.parameters().priors())
                .containsEntry("coefficient_c_to_y", new Prior.LogNormal(-2.7, 1))
                .doesNotContainKey("coefficient_scale_paid_positive_into_y");
        assertThat(model.notes()).hasSize(2);
    }

    @Test
    void defaultPriorsLeaveThePoolAlone() {
        CompiledModel model = small(POOLED, "");
        assertThat(model.notes()).isEmpty();
        assertThat(model.parameters().reportedNames())
                .contains("coefficient_location_paid_positive_into_y");
        assertThat(model.parameters().isDerived("coefficient_a_to_y")).isTrue();
    }

    /** What a run directory's model.json says is the model that was fitted, bit for bit. */
    @ParameterizedTest
    @MethodSource("configurations")
    void resolvedConfigurationCompilesToTheSameDensity(String name) throws IOException {
        FitTask task = Configurations.load(folder, Configurations.of(name));
        CompiledModel model = ModelCompiler.compile(task.model(), task.panel());
        Path resolved = folder.resolve("resolved.json");
        Files.writeString(
                resolved,
                ModelSpecWriter.toJson(task.model(), model.parameters().priors()).toString());
        CompiledModel again = ModelCompiler.compile(ModelSpecReader.read(resolved), task.panel());

        assertThat(again.parameters().reportedNames())
                .isEqualTo(model.parameters().reportedNames());
        int n = model.posterior().dimension();
        assertThat(again.posterior().dimension()).isEqualTo(n);
        double[] q = new Random(5).doubles(n, -1, 1).toArray();
        double[] gradient = new double[n];
        double[] sameGradient = new double[n];
        double value = model.posterior().logDensity(q, gradient);
        assertThat(again.posterior().logDensity(q, sameGradient)).isEqualTo(value);
        assertThat(sameGradient).isEqualTo(gradient);
    }

    /** Gamma(2, 0.1) on ν − 2: a draw of ν below 2 cannot be. */
    @Test
    void priorOfNuSpeaksOfNuMinusTwo() {
        ParameterLayout layout = named("identity student_t hill pooled").parameters();
        int i = layout.sampledNames().indexOf("nu_y");
        assertThat(layout.lower(i)).isEqualTo(2);
        assertThat(layout.shift(i)).isEqualTo(2);
        var shifted = named("every family of priors").parameters(); // truncated_normal(…, 1, 20)
        int k = shifted.sampledNames().indexOf("nu_m1");
        assertThat(shifted.lower(k)).isEqualTo(3);
        assertThat(shifted.upper(k)).isEqualTo(22);
    }

    @Test
    void forksShareTheModelAndNotTheWorkspace() {
        Posterior posterior = named("chained mediators").posterior();
        Posterior fork = posterior.fork();
        int n = posterior.dimension();
        double[] q = new Random(5).doubles(n, -1, 1).toArray();
        double[] gradient = new double[n];
        double value = posterior.logDensity(q, gradient);
        double[] elsewhere = new double[n];
        fork.logDensity(new double[n], elsewhere);
        assertThat(elsewhere).isNotEqualTo(gradient);
        double[] again = new double[n];
        assertThat(fork.logDensity(q, again)).isEqualTo(value);
        assertThat(again).isEqualTo(gradient);
    }

    @Test
    void equationsComeInTheOrderOfTheGraph() {
        assertThat(named("mediators declared against the chain").equations())
                .extracting(equation -> equation.spec().name())
                .isEqualTo(List.of("m2", "m1", "y"));
    }
}
