package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class PriorSetTest {
    @TempDir Path folder;

    private PriorSet priors(String priors) throws IOException {
        return ModelSpecReader.read(model(priors)).priors();
    }

    private Path model(String priors) throws IOException {
        String json =
                ModelSpecReaderTest.MODEL.replace(
                        "\"trend\":", "\"priors\": " + priors + ", \"trend\":");
        return Files.writeString(folder.resolve("model.json"), json);
    }

    private static String find(PriorSet priors, String parameter, String qualifier) {
        return priors.find(parameter, qualifier)
                .map(match -> PriorText.format(match.prior()))
                .orElse("none");
    }

    /** The table of model.md §6, parameter by parameter. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decay_tv||beta(1.0, 3.0)",
                "half_saturation_tv||lognormal(0.0, 0.7)",
                "slope_tv||lognormal(0.2, 0.4)",
                "coefficient_tv_to_sales|positive|lognormal(-2.7, 1.0)",
                "coefficient_tv_to_search|signed|normal(0.0, 0.75)",
                "coefficient_location_sales|positive|normal(-2.7, 0.7)",
                "coefficient_location_sales|signed|normal(0.0, 0.3)",
                "coefficient_scale_sales||half_normal(0.7)",
                "coefficient_location_ads_to_sales|positive|lognormal(-2.7, 1.0)",
                "coefficient_location_ads_to_sales|signed|normal(0.0, 0.75)",
                "coefficient_scale_up_to_sales|positive|lognormal(-2.7, 1.0)",
                "coefficient_scale_up_to_sales|signed|normal(0.0, 0.75)",
                "intercept_sales|identity|normal(0.8, 0.4)",
                "intercept_sales|log|normal(-0.2, 0.4)",
                "intercept_search|standardized|normal(0.0, 1.0)",
                "control_price_to_sales|standardized|normal(0.0, 0.1)",
                "control_promo_to_sales|indicator|normal(0.0, 0.3)",
                "control_price_to_sales|raw|normal(0.0, 1.0)",
                "trend_sales.1||normal(0.0, 0.2)",
                "season_sales.6||normal(0.0, 0.1)",
                "sigma_sales|outcome|half_normal(0.3)",
                "sigma_search|mediator|half_normal(1.0)",
                "nu_sales||gamma(2.0, 0.1)",
                "unheard_of||none",
            })
    void defaultsAreTheTableOfTheModel(String parameter, String qualifier, String prior)
            throws IOException {
        PriorSet defaults = priors("\"default\"");
        assertThat(find(defaults, parameter, qualifier == null ? "" : qualifier)).isEqualTo(prior);
        assertThat(defaults.layers()).noneMatch(PriorSet.Layer::mustMatch);
    }

    /** A prior file that forgets a kind of parameter would fail only for models that have it. */
    @ParameterizedTest
    @CsvSource({"sceptical", "wide"})
    void everyBundledSetSpeaksOfWhatTheDefaultSpeaksOf(String name) throws IOException {
        List<String> patterns = patterns(priors("\"default\""));
        assertThat(patterns(priors("\"" + name + "\""))).containsAll(patterns);
    }

    @Test
    void theScepticalSetDoubtsEffectsOnMediators() throws IOException {
        PriorSet sceptical = priors("\"sceptical\"");
        assertThat(find(sceptical, "coefficient_scale_paid_signed_into_search", ""))
                .isEqualTo("half_normal(0.35)");
        assertThat(find(sceptical, "coefficient_scale_paid_positive_into_sales", ""))
                .isEqualTo("half_normal(0.7)");
        assertThat(find(sceptical, "coefficient_scale_up_to_sales", "positive"))
                .isEqualTo("lognormal(-4.1, 1.0)");
    }

    private static List<String> patterns(PriorSet priors) {
        return priors.layers().getFirst().entries().stream().map(PriorSet.Entry::pattern).toList();
    }

    @Test
    void higherLayersDecideBeforeSpecificity() throws IOException {
        PriorSet priors = priors("{ \"decay_*\": \"beta(2, 2)\" }");
        assertThat(priors.find("decay_tv", ""))
                .hasValueSatisfying(match -> {
                    assertThat(match.prior()).isEqualTo(new Prior.Beta(2, 2));
                    assertThat(match.layer()).isZero();
                    assertThat(match.entry().where()).isEqualTo("$.priors[\"decay_*\"]");
                });
        assertThat(priors.find("slope_tv", "").orElseThrow().layer()).isEqualTo(1);
        assertThat(priors.layers().getFirst().mustMatch()).isTrue();
    }

    @Test
    void theMostSpecificPatternOfALayerWins() {
        PriorSet priors =
                new PriorSet(
                        List.of(
                                new PriorSet.Layer(
                                        "test",
                                        true,
                                        List.of(
                                                entry("*", 1),
                                                entry("coefficient_*", 2),
                                                entry("coefficient_*:positive", 3),
                                                entry("coefficient_*_to_y", 4),
                                                entry("coefficient_a_to_y", 5),
                                                entry("coefficient_*_to_y:positive", 6)))));
        assertThat(find(priors, "coefficient_a_to_y", "positive")).isEqualTo("dirac(5.0)");
        assertThat(find(priors, "coefficient_b_to_y", "positive")).isEqualTo("dirac(6.0)");
        assertThat(find(priors, "coefficient_b_to_y", "signed")).isEqualTo("dirac(4.0)");
        assertThat(find(priors, "coefficient_b_to_m", "positive")).isEqualTo("dirac(3.0)");
        assertThat(find(priors, "coefficient_b_to_m", "signed")).isEqualTo("dirac(2.0)");
        assertThat(find(priors, "decay_b", "")).isEqualTo("dirac(1.0)");
    }

    private static PriorSet.Entry entry(String pattern, double x) {
        return new PriorSet.Entry(pattern, new Prior.Dirac(x), "$");
    }

    @ParameterizedTest
    @CsvSource({
        "a*c, abbc, true",
        "a*c, ac, true",
        "a*c, acb, false",
        "*a*b, xaxbab, true",
        "*, anything, true",
        "a.1, a.1, true",
        "a.1, ax1, false",
        "**a, a, true",
        "a, aa, false",
        "aa*aa, aaa, false",
    })
    void globs(String pattern, String parameter, boolean matches) {
        assertThat(entry(pattern, 0).matches(parameter, "")).isEqualTo(matches);
    }

    @Test
    void aPathStacksOnWhatItExtends() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(
                folder.resolve("sub/mine.json"),
                "{ \"extends\": \"base.json\", \"decay_*\": \"beta(5, 5)\" }");
        Files.writeString(
                folder.resolve("sub/base.json"),
                "{ \"extends\": \"none\", \"decay_*\": \"beta(6, 6)\", \"nu_*\": \"gamma(9, 9)\""
                        + " }");
        PriorSet priors = priors("{ \"extends\": \"sub/mine.json\" }");
        assertThat(find(priors, "decay_tv", "")).isEqualTo("beta(5.0, 5.0)");
        assertThat(find(priors, "nu_y", "")).isEqualTo("gamma(9.0, 9.0)");
        assertThat(find(priors, "slope_tv", "")).isEqualTo("none");
        assertThat(priors.layers()).hasSize(3).allMatch(PriorSet.Layer::mustMatch);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ \"decay tv\": \"beta(1, 1)\" }|not a parameter name with *",
                "{ \"decay_*:postive\": \"beta(1, 1)\" }|did you mean \"positive\"?",
                "{ \"decay_*\": 3 }|3 is not a text",
                "{ \"extends\": \"absent.json\" }|neither a bundled set",
                "{ \"extends\": \"loop.json\" }|priors extend themselves: loop.json -> loop.json",
                "\"broken.json\"|broken.json: line 1",
                "\"wrong.json\"|wrong.json: $.nu_y: \"gama\" is not a prior; did you mean"
                        + " \"gamma\"?",
                "7|7 is not an object",
            })
    void refuses(String priors, String message) throws IOException {
        Files.writeString(folder.resolve("loop.json"), "{ \"extends\": \"loop.json\" }");
        Files.writeString(folder.resolve("broken.json"), "{ ");
        Files.writeString(folder.resolve("wrong.json"), "{ \"nu_y\": \"gama(1, 1)\" }");
        Path model = model(priors);
        assertThat(catchThrowableOfType(SpecException.class, () -> ModelSpecReader.read(model)))
                .isNotNull()
                .hasMessageContaining(message);
    }
}
