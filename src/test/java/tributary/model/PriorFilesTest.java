package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.math.RandomStreams;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Every bundled set of priors serves every parameter of every model. */
class PriorFilesTest {
    private static final List<String> FILES =
            List.of("default", "sceptical", "wide", "meridian", "pymc-marketing");

    private static final String CHANNELS =
            """
            'channels': [
              { 'column': 'a', 'time_varying': { 'knots': 4 } },
              { 'column': 'b', 'spend': 'b_spend', 'adstock': 'none', 'saturation': 'power' },
              { 'column': 'c', 'paid': false, 'saturation': 'log1p',
                'adstock': { 'type': 'delayed', 'window': 4 } },
              { 'column': 'd', 'saturation': 'logistic', 'order': 'saturation_first',
                'adstock': { 'type': 'weibull_cdf', 'window': 4 } },
              { 'column': 'e', 'saturation': 'tanh',
                'adstock': { 'type': 'weibull_pdf', 'window': 4 } },
              { 'column': 'f', 'saturation': 'michaelis_menten',
                'adstock': { 'type': 'binomial', 'window': 4 } },
              { 'column': 'g', 'saturation': 'linear' } ],
            'mediators': [
              { 'column': 'm', 'family': 'student_t', 'input': 'predicted' },
              { 'column': 'm2', 'link': 'log' },
              { 'column': 'mz', 'family': 'hurdle_lognormal' },
              { 'column': 'n', 'family': 'gaussian', 'saturation': 'linear' } ],
            """;

    private static final String CONTROLS =
            """
            'controls': [ { 'column': 'promo', 'transform': 'indicator' },
              { 'column': 'stock', 'transform': 'log' }, { 'column': 'rival' },
              { 'column': 'a:rival', 'into': [ 'y' ] }, %s ],
            """;

    private static final String INTO_MEDIATORS =
            """
            { 'from': 'a', 'to': 'm', 'saturation': 'hill' }, { 'from': 'b', 'to': 'mz',
              'saturation': 'hill' }, { 'from': 'c', 'to': 'mz', 'sign': 'positive',
              'activity': true }, { 'from': 'c', 'to': 'm2', 'activity': true }, 'd -> m2', 'a -> n',
            { 'from': 'd', 'to': 'm', 'group': 'own' }, { 'from': 'e', 'to': 'm', 'group': 'own' },
            'm -> n', 'n -> m2', 'm2 -> y', 'mz -> y'
            """;

    private static final String RETURNS =
            """
            { 'from': 'a', 'to': 'y', 'parameter': 'roi' },
            { 'from': 'm', 'to': 'y', 'parameter': 'contribution' },
            { 'from': 'c', 'to': 'y', 'activity': true }, 'd -> y', 'e -> y', 'f -> y',
            { 'from': 'g', 'to': 'y', 'sign': 'any' }, { 'from': 'n', 'to': 'y', 'sign': 'any' }
            """;

    private static final String COEFFICIENTS =
            "'a -> y', 'm -> y', { 'from': 'c', 'to': 'y', 'activity': true }, 'd -> y', 'e -> y',"
                    + " 'f -> y', 'g -> y'";

    private static final String KNOTS = "'trend': { 'type': 'knots', 'knots': 5 },";
    private static final String QUADRATIC = "'trend': { 'type': 'quadratic' },";

    /** Outcomes with what only goes with them. */
    private static Map<String, String> models() {
        Map<String, String> models = new LinkedHashMap<>();
        String elasticity = "{ 'column': 'price', 'price_response': 'constant_elasticity' }";
        String demand = "{ 'column': 'price', 'price_response': 'linear_demand' }";
        String plain = "{ 'column': 'price' }";
        models.put(
                "identity, student_t, AR(1)",
                model("'column': 'y', 'family': 'student_t', 'ar': 1", plain, RETURNS, KNOTS));
        models.put(
                "standard deviations",
                model("'column': 'y', 'scale': 'sd'", plain, RETURNS, QUADRATIC));
        models.put(
                "log, copula",
                model("'column': 'y', 'link': 'log'", elasticity, RETURNS, KNOTS)
                        .replace(
                                "DATA,",
                                "DATA, \"correlations\": [ { \"between\": [ \"m2\", \"y\" ],"
                                        + " \"rho\": \"uniform(-0.5, 0.5)\" } ],"));
        models.put(
                "scaled, linear demand",
                model(
                        "'column': 'yf', 'name': 'y', 'link': 'log', 'composition': 'scaled',"
                                + " 'floor': 1",
                        demand,
                        COEFFICIENTS,
                        QUADRATIC));
        models.put(
                "counts",
                model(
                        "'column': 'count', 'name': 'y', 'family': 'negative_binomial'",
                        plain,
                        COEFFICIENTS,
                        KNOTS));
        return models;
    }

    private static String model(String outcome, String price, String into, String trend) {
        return ("{ DATA, 'outcome': { "
                        + outcome
                        + " }, "
                        + CHANNELS
                        + CONTROLS.formatted(price)
                        + trend
                        + " 'paths': [ "
                        + INTO_MEDIATORS
                        + ", "
                        + into
                        + " ], 'priors': 'FILE' }")
                .replace('\'', '"');
    }

    @TempDir private Path folder;

    private record Case(String file, String model, int geos) {}

    static Stream<Case> cases() {
        return FILES.stream()
                .flatMap(file ->
                        models().keySet().stream()
                                .flatMap(model ->
                                        Stream.of(1, 3).map(geos -> new Case(file, model, geos))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyParameterHasAPriorThatCanBeDrawnFrom(Case c) {
        String json = Objects.requireNonNull(models().get(c.model)).replace("FILE", c.file);
        CompiledModel model = Panels.compile(folder, json, c.geos);
        int n = model.posterior().dimension();
        double[] gradient = new double[n];
        assertThat(model.posterior().logDensity(new double[n], gradient)).isFinite();
        double[] theta = ParameterDraw.draw(model, RandomStreams.chain(1, 0), Map.of());
        for (String name : model.parameters().reportedNames()) {
            assertThat(theta[model.parameters().slot(name)]).as(name).isFinite();
        }
    }
}
