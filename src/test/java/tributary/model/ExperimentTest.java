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
import tributary.math.Kernels;
import tributary.spec.Experiment;
import tributary.spec.Family;
import tributary.spec.Link;
import tributary.spec.ModelSpec;
import tributary.spec.SpecException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The lift that a test's likelihood compares with the measured one is that of the same model
 * compiled for data in which the source was changed, mediators moved by hand.
 */
class ExperimentTest {
    private static final double TWENTY_THOUSAND = 20_000;

    /** Test weeks 8 to 11 of 21, outcome summed to week 14. */
    private static final String DATES =
            "'from': '2021-02-28', 'to': '2021-03-21', 'until': '2021-04-11'";

    private static final int FIRST = 8;
    private static final int LAST = 11;
    private static final int UNTIL = 14;

    @TempDir private Path folder;

    /**
     * @param outcome and more sections as configured
     * @param test source, change and estimand as configured
     */
    private record Case(String outcome, String mediators, String more, String test, int geos) {
        @Override
        public String toString() {
            return geos + " geos, " + outcome + ", " + mediators + more + ", " + test;
        }
    }

    private static final String GAUSSIAN = "{ 'column': 'm' }, { 'column': 'm2' }";
    private static final String TOBIT =
            "{ 'column': 'mz', 'name': 'm', 'family': 'tobit' },"
                    + " { 'column': 'm2', 'family': 'gaussian', 'link': 'log' }";
    private static final String PREDICTED =
            "{ 'column': 'm', 'input': 'predicted' },"
                    + " { 'column': 'm2', 'link': 'log', 'input': 'predicted' }";
    private static final String HURDLE =
            "{ 'column': 'mz', 'name': 'm', 'family': 'hurdle_lognormal' },"
                    + " { 'column': 'n', 'name': 'm2', 'saturation': 'linear' }";

    static Stream<Case> cases() {
        String off = "'source': 'a', 'change': '-100%'";
        String more = "'source': 'a', 'change': '+50%'";
        String direct = off + ", 'estimand': 'direct'";
        String identity = "'column': 'y'";
        String log = "'column': 'y', 'link': 'log'";
        String scaled = log + ", 'composition': 'scaled'";
        String floored = "'column': 'yf', 'name': 'y', 'floor': 15000";
        return Stream.of(
                new Case(identity, GAUSSIAN, "", off, 1),
                new Case(identity, GAUSSIAN, "", direct, 1),
                new Case(identity + ", 'scale': 'sd'", TOBIT, "", more, 1),
                new Case(identity + ", 'family': 'student_t'", PREDICTED, "", off, 3),
                new Case(identity, HURDLE, "", off, 3),
                new Case(floored, GAUSSIAN, "", off, 3),
                new Case(log, TOBIT, "", off, 3),
                new Case(log + ", 'ar': 1, 'noise': 'per_geo'", GAUSSIAN, "", more, 3),
                new Case(log, PREDICTED, "", "'source': 'm', 'change': '-30%'", 1),
                new Case(log, GAUSSIAN, "", "'source': 'm', 'change': '-30%'", 3),
                new Case(scaled, TOBIT, "", off, 1),
                new Case(scaled, PREDICTED, "", more, 3),
                new Case(floored + ", 'link': 'log'", GAUSSIAN, "", off, 3),
                new Case(
                        "'column': 'count', 'name': 'y', 'family': 'negative_binomial'",
                        GAUSSIAN,
                        "",
                        off,
                        3),
                new Case(identity, GAUSSIAN, "", off + ", 'geos': [ 'G1', 'G3' ]", 3));
    }

    private static String json(Case c, double lift, double se, String family) {
        String controls =
                "'controls': [ { 'column': 'price' }, { 'column': 'a:price', 'into': ['y'] } ]";
        return """
        { DATA, 'outcome': { %s },
          'channels': [ { 'column': 'a' }, { 'column': 'b' } ],
          'mediators': [ %s ],
          'paths': [ 'a -> m', 'a -> m2', 'm -> m2', { 'from': 'a', 'to': 'y', 'activity': true },
            'b -> y', 'm -> y', 'm2 -> y' ],
          %s %s,
          'experiments': [ { %s, %s, 'lift': %s, 'se': %s, 'family': '%s' } ] }
        """
                .formatted(
                        c.outcome, c.mediators, controls, c.more, DATES, c.test, lift, se, family)
                .replace('\'', '"');
    }

    private static Panel panel(Case c) {
        return Panels.panel(c.geos, 21, 3, 20210103);
    }

    private CompiledModel compile(Case c, double lift, double se, String family) {
        ModelSpec model = Panels.read(folder, json(c, lift, se, family), c.geos);
        return ModelCompiler.compile(model, panel(c));
    }

    /** From two densities that differ by what was measured only. */
    private double implied(Case c, double[] q) {
        double[] room = new double[q.length];
        double se = TWENTY_THOUSAND;
        double zero = compile(c, 0, se, "normal").posterior().logDensity(q, room);
        double one = compile(c, se, se, "normal").posterior().logDensity(q, room);
        return se / 2 - se * (zero - one);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void liftIsThatOfChangedData(Case c) {
        CompiledModel model = compile(c, 0, 1, "normal");
        String mediators = c.mediators;
        if (c.test.contains("'source': 'm'")) {
            mediators = mediators.replaceFirst(", 'input': 'predicted'", "");
        }
        var asObserved = new Case(c.outcome, mediators, c.more, c.test, c.geos);
        ModelSpec observed =
                Panels.read(folder, json(asObserved, 0, 1, "normal"), c.geos)
                        .with(List.<Experiment>of());
        Random random = new Random(5);
        boolean moved = false;
        for (int point = 0; point < 3; point++) {
            double[] q = random.doubles(model.posterior().dimension(), -1, 1).toArray();
            double[] row = new double[model.parameters().reportedNames().size()];
            model.posterior().report(q, row);
            double[] theta = new double[model.parameters().slots()];
            model.parameters().restore(row, theta);
            double lift = new ByHand(c, model, theta, observed).lift();
            moved |= lift != 0;
            assertThat(implied(c, q)).isCloseTo(lift, within(1e-8 * (1 + Math.abs(lift))));
        }
        assertThat(moved).isTrue();
    }

    /** The same model for data in which one column after the other is changed. */
    private static final class ByHand {
        private final Case c;
        private final CompiledModel model;
        private final double[] theta;
        private final Map<String, double[]> columns = new LinkedHashMap<>();
        private final Panel panel;
        private final List<String> geos;
        private final ModelSpec spec;

        /**
         * @param spec without tests, and with m observed where m is what is tested
         */
        ByHand(Case c, CompiledModel model, double[] theta, ModelSpec spec) {
            this.c = c;
            this.model = model;
            this.spec = spec;
            this.theta = theta;
            panel = model.panel();
            panel.columns().forEach(name -> columns.put(name, panel.column(name)));
            geos = c.test.contains("G1") ? List.of("G1", "G3") : List.of();
        }

        private boolean isTested(int row, int last) {
            int geo = row / panel.weeks().size();
            int t = row % panel.weeks().size();
            return t >= FIRST
                    && t <= last
                    && t >= panel.geos().get(geo).firstWeek()
                    && (geos.isEmpty() || geos.contains(panel.geos().get(geo).name()));
        }

        private CompiledModel recompiled() {
            var changed =
                    new Panel(
                            panel.weeks(),
                            panel.geos(),
                            columns,
                            panel.firstTrainingWeek(),
                            panel.endOfTraining(),
                            "",
                            "",
                            List.of());
            return ModelCompiler.compile(spec, changed, model.scaling());
        }

        /** Σ E[Y] of the changed model − Σ E[Y] of the model. */
        double lift() {
            String source = c.test.contains("'source': 'a'") ? "a" : "m";
            double factor = c.test.contains("-100%") ? 0 : c.test.contains("+50%") ? 1.5 : 0.7;
            boolean predicted = c.mediators.equals(PREDICTED);
            if (source.equals("m") && predicted) {
                changeExpectation(factor);
            } else {
                change(source, factor);
            }
            for (String name : List.of("m", "m2")) {
                if (!name.equals(source) && !predicted && !c.test.contains("direct")) {
                    move(name);
                }
            }
            double[] before = expected(model);
            CompiledModel changed = recompiled();
            double[] after = expected(changed);
            double sum = 0;
            for (int row = 0; row < panel.weeks().size() * c.geos; row++) {
                if (isTested(row, UNTIL)) {
                    int cell = cell(row);
                    sum += after[cell] - before[cell];
                }
            }
            return sum;
        }

        private int cell(int row) {
            return model.cells().index(row / panel.weeks().size(), row % panel.weeks().size());
        }

        private void change(String name, double factor) {
            String column = model.source(name).orElseThrow().spec().column();
            double[] rows = Objects.requireNonNull(columns.get(column)).clone();
            for (int row = 0; row < rows.length; row++) {
                rows[row] *= isTested(row, LAST) ? factor : 1;
            }
            columns.put(column, rows);
        }

        /** The mediator's data become what is expected of it, the test's weeks multiplied. */
        private void changeExpectation(double factor) {
            CompiledSource m = model.source("m").orElseThrow();
            var predictor = new Predictor(model);
            predictor.evaluate(theta);
            double[] expected = predictor.expected(m.expected().orElseThrow());
            double[] rows = Objects.requireNonNull(columns.get("m")).clone();
            for (int row = 0; row < rows.length; row++) {
                int cell = cell(row);
                rows[row] = expected[cell] * m.scale()[cell] * (isTested(row, LAST) ? factor : 1);
            }
            columns.put("m", rows);
        }

        private void move(String name) {
            CompiledModel changed = recompiled();
            CompiledEquation equation = model.equation(name);
            double[] before = mean(model, equation);
            double[] after = mean(changed, changed.equation(name));
            double[] rows = panel.column(equation.spec().column());
            for (int row = 0; row < rows.length; row++) {
                if (isTested(row, UNTIL)) {
                    rows[row] += after[cell(row)] - before[cell(row)];
                    if (!name.equals("m2") || !c.mediators.equals(HURDLE)) {
                        rows[row] = Math.max(0, rows[row]);
                    }
                }
            }
            columns.put(equation.spec().column(), rows);
        }

        /** E[M] in units of the column. */
        private double[] mean(CompiledModel of, CompiledEquation equation) {
            Workspace w = of.posterior().newWorkspace();
            System.arraycopy(theta, 0, w.theta, 0, theta.length);
            of.posterior().predict(w);
            double[] result = w.cells[equation.predictor().eta()].clone();
            double s = theta[equation.sigma()[0]];
            for (int i = 0; i < result.length; i++) {
                double eta = result[i];
                double response =
                        switch (equation.spec().family()) {
                            case TOBIT -> eta * Kernels.normalCdf(eta / s) + s * density(eta / s);
                            case HURDLE_LOGNORMAL ->
                                    StrictMath.exp(eta + s * s / 2)
                                            / (1
                                                    + StrictMath.exp(
                                                            -w.cells[
                                                                    equation.active()
                                                                            .orElseThrow()
                                                                            .eta()][
                                                                    i]));
                            default ->
                                    equation.scale().link() == Link.LOG
                                            ? StrictMath.exp(eta + s * s / 2)
                                            : eta
                                                    + equation.scale().centre()
                                                            / equation.scale().scale();
                        };
                result[i] = response * equation.unit(i);
            }
            return result;
        }

        private static double density(double z) {
            return StrictMath.exp(-z * z / 2) / StrictMath.sqrt(2 * StrictMath.PI);
        }

        /** E[Y] by an integral over the residual. */
        private double[] expected(CompiledModel of) {
            CompiledEquation outcome = of.outcome();
            var predictor = new Predictor(of);
            predictor.evaluate(theta);
            double[] eta = predictor.linearPredictor(outcome);
            double[] result = new double[eta.length];
            for (int i = 0; i < result.length; i++) {
                double s = theta[outcome.sigma()[of.cells().geo(i)]];
                if (outcome.phi() >= 0) {
                    double phi = theta[outcome.phi()];
                    s /= StrictMath.sqrt(1 - phi * phi);
                }
                result[i] = integral(outcome, eta[i], s, i);
            }
            return result;
        }

        private static double integral(CompiledEquation outcome, double eta, double s, int i) {
            boolean log = outcome.scale().link() == Link.LOG;
            if (outcome.spec().family() == Family.NEGATIVE_BINOMIAL) {
                return outcome.unit(i) * StrictMath.exp(eta);
            }
            if (outcome.censoring().isEmpty()) {
                return outcome.unit(i) * (log ? StrictMath.exp(eta + s * s / 2) : eta);
            }
            double bound = outcome.censoring().get().bounds()[i];
            int steps = 4000;
            double above = 0; // Simpson's rule from the floor up
            double from = (bound - eta) / s;
            double width = (Math.max(from, 0) + 14 - from) / steps;
            for (int k = 0; k <= steps; k++) {
                double z = from + k * width;
                double y = log ? StrictMath.exp(eta + s * z) : eta + s * z;
                above += (k == 0 || k == steps ? 1 : k % 2 == 1 ? 4 : 2) * y * density(z);
            }
            double floor = log ? StrictMath.exp(bound) : bound;
            return outcome.unit(i) * (floor * Kernels.normalCdf(from) + above * width / 3);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientIsTheDerivative(Case c) {
        for (String family : new String[] {"normal", "student_t"}) {
            Posterior posterior = compile(c, 100, TWENTY_THOUSAND, family).posterior();
            int n = posterior.dimension();
            double[] q = new Random(3).doubles(n, -1, 1).toArray();
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
    }

    @Test
    void whatCannotBeATestIsRefusedAllAtOnce() {
        String json =
                """
                { DATA, "outcome": { "column": "y" },
                  "channels": [ { "column": "a" }, { "column": "c" } ],
                  "mediators": [ { "column": "m" } ],
                  "paths": [ "a -> m", "m -> y", "c -> y" ],
                  "experiments": [
                    { "source": "a", "from": "2020-03-01", "to": "2020-03-07", "change": "-100%",
                      "lift": 1, "se": 1 },
                    { "source": "a", "geos": [ "G1", "Gotham" ], "from": "2021-03-01",
                      "to": "2021-03-07", "change": "-100%", "lift": 1, "se": 1 },
                    { "source": "a", "from": "2021-03-01", "to": "2021-03-07", "change": "-100%",
                      "lift": 1, "se": 1, "estimand": "direct" } ] }
                """;
        assertThatThrownBy(() -> Panels.compile(folder, json, 3))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("$.experiments[0].from")
                .hasMessageContaining("is in no week of the data")
                .hasMessageContaining("\"Gotham\" is not a geo of the data; geos are G1, G2, G3")
                .hasMessageContaining("a has no direct path into y");
    }

    @Test
    void aTestThatChangesNothingIsRefused() {
        String json =
                """
                { DATA, "outcome": { "column": "y" }, "channels": [ { "column": "a" } ],
                  "paths": [ "a -> y" ],
                  "experiments": [ { "source": "a", "geos": [ "G2" ], "from": "2021-01-31",
                      "to": "2021-02-28", "change": "-100%", "lift": 1, "se": 1 } ] }
                """;
        Panel panel = Panels.panel(3, 21, 3, 1);
        Map<String, double[]> columns = new LinkedHashMap<>();
        panel.columns().forEach(name -> columns.put(name, panel.column(name)));
        Arrays.fill(columns.get("a"), 21, 42, 0);
        var dark =
                new Panel(panel.weeks(), panel.geos(), columns, 3, 21, "panel.csv", "", List.of());
        ModelSpec model = Panels.read(folder, json, 3);
        assertThatThrownBy(() -> ModelCompiler.compile(model, dark))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("a is 0 in all weeks and geos of the test");
    }

    /**
     * y ~ Normal(β h, σ) with β ~ Normal(m₀, s₀) and a lift L ~ Normal(β d, se): the posterior of β
     * is normal with precision 1/s₀² + Σ h²/σ² + d²/se², and its mean weighs the three by it.
     */
    @Test
    void aLiftPullsThePosteriorAsBayesSays() {
        String json =
                """
                { DATA, "outcome": { "column": "y" },
                  "channels": [ { "column": "a", "adstock": "none", "saturation": "linear" } ],
                  "paths": [ { "from": "a", "to": "y", "sign": "any" } ],
                  "trend": { "type": "none" }, "seasonality": { "order": 0 },
                  "priors": { "coefficient_a_to_y": "normal(0.2, 0.3)",
                    "intercept_y": "dirac(0.7)", "sigma_y": "dirac(0.4)" },
                  "experiments": [ { "source": "a", "from": "2021-02-28", "to": "2021-03-21",
                      "change": "-100%", "lift": -12345, "se": 6000 } ] }
                """;
        CompiledModel model = Panels.compile(folder, json, 1);
        double precision = 1 / (0.3 * 0.3);
        double weighted = 0.2 * precision;
        double d = 0;
        CompiledSource a = model.source("a").orElseThrow();
        for (int t = 3; t < 21; t++) {
            int i = model.cells().index(0, t);
            double h = a.column()[i] / a.scale()[i];
            double y = model.outcome().column()[i] / model.outcome().unit(i) - 0.7;
            precision += h * h / (0.4 * 0.4);
            weighted += h * y / (0.4 * 0.4);
            d -= t >= FIRST && t <= LAST ? h * model.outcome().unit(i) : 0;
        }
        precision += d * d / (6000.0 * 6000);
        weighted += -12345 * d / (6000.0 * 6000);
        double[] gradient = new double[1];
        for (double beta : new double[] {-1, 0, 0.3, 2}) {
            model.posterior().logDensity(new double[] {beta}, gradient);
            double expected = weighted - precision * beta;
            assertThat(gradient[0]).isCloseTo(expected, within(1e-11 * (1 + Math.abs(expected))));
        }
    }

    @Test
    void testWeeksInTheLikelihoodAreNoted() {
        Case c = cases().findFirst().orElseThrow();
        assertThat(compile(c, 0, 1, "normal").notes())
                .anyMatch(note -> note.contains("counts twice"));
    }
}
