package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.data.Panel;
import tributary.math.Derivatives;
import tributary.math.RandomStreams;
import tributary.spec.Link;
import tributary.spec.SpecException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A return or contribution that has the prior is what switching its path off takes from the
 * outcome, mediators as observed.
 */
class ReturnTest {
    @TempDir private Path folder;

    /** An outcome, how many geos. */
    private record Case(String outcome, int geos) {
        @Override
        public String toString() {
            return geos + " geos, " + outcome;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int geos : new int[] {1, 3}) {
            for (String outcome :
                    new String[] {
                        "'column': 'y'",
                        "'column': 'y', 'scale': 'sd'",
                        "'column': 'y', 'link': 'log', 'value': 'worth'",
                        "'column': 'yf', 'name': 'y', 'link': 'log', 'floor': 3",
                        "'column': 'y', 'link': 'log', 'composition': 'scaled', 'value': 2"
                    }) {
                cases.add(new Case(outcome, geos));
            }
        }
        return cases.stream();
    }

    private CompiledModel compile(Case c) {
        return compile(c, "");
    }

    private CompiledModel compile(Case c, String more) {
        return Panels.compile(
                folder,
                """
                { DATA, 'outcome': { %s },
                  'channels': [ { 'column': 'a' },
                    { 'column': 'b', 'spend': 'b_spend', 'adstock': 'none' }, { 'column': 'c' } ],
                  'mediators': [ { 'column': 'm', 'input': 'predicted' } ],
                  'controls': [ { 'column': 'price' } ],
                  'paths': [ 'a -> m', 'c -> y',
                    { 'from': 'a', 'to': 'y', 'parameter': 'roi' },
                    { 'from': 'b', 'to': 'y', 'parameter': 'contribution' },
                    { 'from': 'm', 'to': 'y', 'parameter': 'roi' } ] %s }
                """
                        .formatted(c.outcome, more)
                        .replace('\'', '"'),
                c.geos);
    }

    private static double[] theta(CompiledModel model, double[] q) {
        double[] row = new double[model.parameters().reportedNames().size()];
        model.posterior().report(q, row);
        double[] theta = new double[model.parameters().slots()];
        model.parameters().restore(row, theta);
        return theta;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void returnIsWhatThePathGives(Case c) {
        CompiledModel model = compile(c);
        Random random = new Random(7);
        for (int point = 0; point < 3; point++) {
            double[] q = random.doubles(model.posterior().dimension(), -1, 1).toArray();
            assertReturns(model, theta(model, q));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void returnsOfADrawFromThePriorAreWhatThePathsGive(Case c) {
        CompiledModel model = compile(c);
        for (int seed = 0; seed < 5; seed++) {
            var random = RandomStreams.chain(seed, 0);
            assertReturns(model, ParameterDraw.draw(model, random, Map.of()));
        }
    }

    private static void assertReturns(CompiledModel model, double[] theta) {
        for (String name : List.of("roi_a_to_y", "contribution_b_to_y", "roi_m_to_y")) {
            String from = name.split("_", -1)[1];
            double expected = expected(model, theta, from, name.startsWith("roi"));
            assertThat(theta[model.parameters().slot(name)])
                    .as(name)
                    .isCloseTo(expected, within(1e-9 * expected));
        }
    }

    /** By hand from the linear predictors with and without the path's media of the training. */
    private static double expected(CompiledModel model, double[] theta, String from, boolean roi) {
        CompiledEquation outcome = model.outcome();
        CompiledPath path =
                outcome.paths().stream()
                        .filter(each -> each.spec().from().equals(from))
                        .findFirst()
                        .orElseThrow();
        CompiledSource source = model.source(from).orElseThrow();
        var predictor = new Predictor(model);
        predictor.evaluate(theta);
        double[] h = predictor.saturated(path.transform());
        double[] off = new double[h.length];
        if (source.expected().isEmpty()) {
            double[] before = new double[h.length];
            for (int i = 0; i < h.length; i++) {
                boolean trains = model.observed()[i] > 0;
                before[i] = trains ? 0 : source.column()[i] / source.scale()[i];
            }
            path.transform()
                    .apply(theta, before, off, 0, h.length, new MediaTransform.Buffers(h.length));
        }
        double lost = 0;
        double denominator = 0;
        for (int i = 0; i < h.length; i++) {
            if (model.observed()[i] == 0) {
                continue;
            }
            double y = outcome.column()[i];
            double change = theta[path.coefficient(model.cells().geo(i))] * (h[i] - off[i]);
            double units =
                    outcome.isScaled()
                            ? outcome.unit(i)
                                    * change
                                    * StrictMath.exp(predictor.linearPredictor(outcome)[i])
                                    / predictor.base(outcome.predictor())[i]
                            : outcome.scale().link() == Link.IDENTITY
                                    ? outcome.unit(i) * change
                                    : floored(outcome, i) ? 0 : y * (1 - StrictMath.exp(-change));
            lost += units * (roi ? model.value()[i] : 1);
            denominator += roi ? source.spend()[i] : y;
        }
        return lost / denominator;
    }

    private static boolean floored(CompiledEquation outcome, int i) {
        return outcome.censoring().isPresent()
                && outcome.column()[i] <= outcome.censoring().get().floor();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientIsTheDerivative(Case c) {
        Posterior posterior = compile(c).posterior();
        Random random = new Random(3);
        int n = posterior.dimension();
        double[] q = random.doubles(n, -1, 1).toArray();
        double[] gradient = new double[n];
        assertThat(posterior.logDensity(q, gradient)).isFinite();
        double[] point = q.clone();
        double[] room = new double[n];
        for (int i = 0; i < n; i++) {
            int k = i;
            double numeric =
                    Derivatives.of(
                            x -> {
                                point[k] = x;
                                return posterior.logDensity(point, room);
                            },
                            q[i]);
            point[i] = q[i];
            assertThat(Derivatives.error(gradient[i], numeric)).isLessThanOrEqualTo(1e-6);
        }
    }

    @Test
    void centredGeosAreSampledByTheirDeviationsHere() {
        CompiledModel model =
                compile(
                        new Case("'column': 'y'", 3),
                        ", 'pooling': { 'parametrization': 'centered' }");
        assertReturns(model, theta(model, new double[model.posterior().dimension()]));
    }

    @Test
    void aFixedReturnFixesWhatThePathGives() {
        CompiledModel model =
                compile(
                        new Case("'column': 'y'", 3),
                        ", 'priors': { 'roi_a_to_y': 'dirac(2)', 'roi_m_to_y': 'uniform(1, 3)' }");
        double[] theta = theta(model, new double[model.posterior().dimension()]);
        assertThat(theta[model.parameters().slot("roi_a_to_y")]).isEqualTo(2);
        assertThat(theta[model.parameters().slot("roi_m_to_y")]).isEqualTo(2);
        assertReturns(model, theta);
    }

    @Test
    void underALogLinkAPriorNarrowerThanTheDataAllowIsRefused() {
        for (String prior : new String[] {"dirac(2)", "uniform(1, 3)", "uniform(0, 0.5)"}) {
            assertThatThrownBy(() ->
                            compile(
                                    new Case("'column': 'y', 'link': 'log'", 1),
                                    ", 'priors': { 'roi_a_to_y': '" + prior + "' }"))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("roi_a_to_y")
                    .hasMessageContaining("all of (0, ");
        }
        CompiledModel wide =
                compile(
                        new Case("'column': 'y', 'link': 'log'", 1),
                        ", 'priors': { 'roi_a_to_y': 'uniform(0, 1000)' }");
        assertReturns(wide, theta(wide, new double[wide.posterior().dimension()]));
    }

    @Test
    void aPriorOfTheCoefficientBesideOneOfItsReturnIsRefused() {
        assertThatThrownBy(() ->
                        compile(
                                new Case("'column': 'y'", 1),
                                ", 'priors': { 'coefficient_a_to_y': 'normal(0, 1)' }"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("\"coefficient_a_to_y\" matches no parameter");
    }

    @Test
    void roiNeedsSpend() {
        Case c = new Case("'column': 'y'", 3);
        Panel panel = Panels.panel(3, 21, 3, 1);
        Map<String, double[]> columns = new LinkedHashMap<>();
        panel.columns().forEach(name -> columns.put(name, panel.column(name)));
        columns.put("b_spend", new double[3 * 21]);
        var free =
                new Panel(panel.weeks(), panel.geos(), columns, 3, 21, "panel.csv", "", List.of());
        var model =
                Panels.read(
                        folder,
                        """
                        { DATA, "outcome": { "column": "y" },
                          "channels": [ { "column": "b", "spend": "b_spend" } ],
                          "paths": [ { "from": "b", "to": "y", "parameter": "roi" } ] }
                        """,
                        c.geos);
        assertThatThrownBy(() -> ModelCompiler.compile(model, free))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("b -> y")
                .hasMessageContaining("roi needs spend, and b has none");
    }

    /** Such a return would be 0 whatever its coefficient, and its density −∞ everywhere. */
    @Test
    void mediaThatAreOnOnlyAtTheFloorHaveNoReturn() {
        Case c = new Case("'column': 'y'", 1);
        Panel panel = Panels.panel(1, 21, 3, 1);
        Map<String, double[]> columns = new LinkedHashMap<>();
        panel.columns().forEach(name -> columns.put(name, panel.column(name)));
        double[] y = panel.column("y");
        double[] media = new double[y.length];
        double floor = Arrays.stream(y).min().orElseThrow() / 2;
        y[12] = floor;
        media[12] = 100;
        columns.put("y", y);
        columns.put("b", media);
        columns.put("b_spend", media);
        var floored =
                new Panel(panel.weeks(), panel.geos(), columns, 3, 21, "panel.csv", "", List.of());
        var model =
                Panels.read(
                        folder,
                        """
                        { DATA, "outcome": { "column": "y", "link": "log", "floor": FLOOR },
                          "channels": [ { "column": "b", "spend": "b_spend", "adstock": "none" } ],
                          "paths": [ { "from": "b", "to": "y", "parameter": "roi" } ] }
                        """
                                .replace("FLOOR", String.valueOf(floor)),
                        c.geos);
        assertThatThrownBy(() -> ModelCompiler.compile(model, floored))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("b -> y")
                .hasMessageContaining("on only in weeks that cannot show a return");
    }

    @Test
    void aReturnThatNoCoefficientGivesIsRefusedWhereItIsGiven() {
        CompiledModel model = compile(new Case("'column': 'y', 'link': 'log'", 1));
        double most = model.parameters().upper(index(model, "roi_a_to_y"));
        double[] fine =
                ParameterDraw.draw(
                        model,
                        RandomStreams.chain(1, 0),
                        Map.of("roi_a_to_y", OptionalDouble.of(0.5 * most)));
        assertReturns(model, fine);
        assertThatThrownBy(() ->
                        ParameterDraw.draw(
                                model,
                                RandomStreams.chain(1, 0),
                                Map.of("roi_a_to_y", OptionalDouble.of(2 * most))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("roi_a_to_y");
    }

    /** Media that hardly do anything at their half saturation return next to nothing. */
    @Test
    void aPriorOfReturnsThatNoCoefficientGivesIsNamedWhereItIsWritten() {
        CompiledModel model =
                compile(
                        new Case("'column': 'y', 'link': 'log'", 1),
                        ", 'priors': { 'half_saturation_a*': 'dirac(1e6)', 'slope_a*': 'dirac(60)',"
                                + " 'roi_a_*': 'lognormal(0, 1)' }");
        assertThatThrownBy(() -> ParameterDraw.draw(model, RandomStreams.chain(1, 0), Map.of()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("model.json: $.priors[\"roi_a_*\"]: ")
                .hasMessageContaining("the prior lognormal(0.0, 1.0) of roi_a_to_y: no coefficient")
                .hasMessageNotContaining("truth");
    }

    /** Without adstock, only weeks with media return something: 1 of each outcome at most. */
    @Test
    void aReturnIsDrawnFromWhatTheWeeksWithMediaCanGive() {
        Panel panel = Panels.panel(1, 60, 3, 1);
        Map<String, double[]> columns = new LinkedHashMap<>();
        panel.columns().forEach(name -> columns.put(name, panel.column(name)));
        double[] media = new double[60];
        media[10] = 100;
        columns.put("b", media);
        columns.put("b_spend", media);
        var rare =
                new Panel(panel.weeks(), panel.geos(), columns, 3, 60, "panel.csv", "", List.of());
        var spec =
                Panels.read(
                        folder,
                        """
                        { DATA, "outcome": { "column": "y", "link": "log" },
                          "channels": [ { "column": "b", "spend": "b_spend", "adstock": "none" } ],
                          "paths": [ { "from": "b", "to": "y", "parameter": "roi" } ],
                          "priors": { "roi_b_to_y": "uniform(0, 1000)" } }
                        """,
                        1);
        CompiledModel model = ModelCompiler.compile(spec, rare);
        double most = panel.column("y")[10] / 100;
        assertThat(model.parameters().upper(index(model, "roi_b_to_y")))
                .isCloseTo(most, within(1e-12 * most));
        for (int seed = 0; seed < 20; seed++) {
            double[] theta = ParameterDraw.draw(model, RandomStreams.chain(seed, 0), Map.of());
            assertThat(theta[model.parameters().slot("roi_b_to_y")]).isBetween(0.0, most);
        }
    }

    private static int index(CompiledModel model, String name) {
        return model.parameters().sampledNames().indexOf(name);
    }
}
