package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.math.RandomStreams;
import tributary.spec.SpecException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What holds for every model that the grammar allows, by cases in which every pair of choices
 * occurs: the gradient, no allocation, parameters that reproduce predictors, the plain model, draws
 * from the prior.
 */
class FamilyContractTest {
    private static final List<FamilyCase> CASES = FamilyCase.covering();

    @TempDir private Path folder;

    static List<FamilyCase> cases() {
        return CASES;
    }

    static List<FamilyCase> pairs() {
        return FamilyCase.pairs();
    }

    @Test
    void everyPairOccurs() {
        Set<Set<String>> covered = new HashSet<>();
        for (FamilyCase each : CASES) {
            for (String one : each.choices()) {
                each.choices().forEach(other -> covered.add(new HashSet<>(List.of(one, other))));
            }
        }
        assertThat(covered)
                .containsAll(
                        pairs().stream()
                                .map(FamilyCase::choices)
                                .filter(pair -> pair.size() == 2)
                                .toList());
        assertThat(CASES).hasSizeBetween(49, 75);
    }

    /** Of all pairs in turn, the reader takes those that it must, and refuses the others. */
    @Test
    void refusedPairsAreRefusedByTheReader() {
        int refused = 0;
        for (FamilyCase pair : FamilyCase.everyPair()) {
            if (pair.isRefused()) {
                refused++;
                assertThatThrownBy(() -> pair.read(folder))
                        .as("%s", pair)
                        .isInstanceOf(SpecException.class);
            } else {
                assertThat(pair.read(folder)).as("%s", pair).isNotNull();
            }
        }
        assertThat(refused).isEqualTo(21);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientIsTheDerivative(FamilyCase each) {
        checkGradient(each);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAllocatesNothing(FamilyCase each) {
        CompiledModel model = each.compile(folder);
        assertThat(GradientAllocationTest.bytes(model)).isZero();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void reportedParametersReproduceThePredictors(FamilyCase each) {
        checkPredictors(each);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void densityIsThatOfThePlainModel(FamilyCase each) {
        checkDensity(each);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void drawsFromThePriorAreInTheirRanges(FamilyCase each) {
        checkPriorDraws(each);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    @Tag("slow")
    void everyPairByItself(FamilyCase each) {
        checkGradient(each);
        checkPredictors(each);
        checkDensity(each);
        checkPriorDraws(each);
    }

    private void checkGradient(FamilyCase each) {
        CompiledModel model = each.compile(folder);
        Random random = new Random(each.hashCode());
        for (double spread : new double[] {0, 0.8}) {
            double[] q = point(each, model, spread, random);
            PosteriorGradientTest.check(model.posterior(), q, random);
        }
    }

    /**
     * A random unconstrained point; where a modelled mediator cannot be below 0, one that is far
     * from the corner there, on which no derivative is to be compared.
     */
    static double[] point(FamilyCase each, CompiledModel model, double spread, Random random) {
        ParameterLayout layout = model.parameters();
        double[] q = random.doubles(layout.dimension(), -1, 1).map(u -> u * spread).toArray();
        String cornered = each.has("m gaussian log") ? "m2" : "m2?";
        for (int i = 0; i < q.length; i++) {
            String name = layout.sampledNames().get(i);
            boolean level = name.matches("(raw_geo_)?intercept_" + cornered + "(\\.\\d+)?");
            q[i] += level && each.has("predicted") ? 3 : 0;
        }
        return q;
    }

    private void checkPredictors(FamilyCase each) {
        CompiledModel model = each.compile(folder);
        Posterior posterior = model.posterior();
        double[] q = point(each, model, 1, new Random(each.hashCode()));
        double[] row = new double[model.parameters().reportedNames().size()];
        posterior.report(q, row);
        double[] theta = new double[model.parameters().slots()];
        model.parameters().restore(row, theta);
        int geos = model.cells().geos();
        var all = new Predictor(model);
        all.evaluate(theta);
        for (int first = 0; first < geos; first++) {
            var some = new Predictor(model);
            int end = Math.min(first + 2, geos);
            some.evaluate(theta, first, end);
            for (CompiledEquation equation : model.equations()) {
                for (CompiledPredictor part : parts(equation)) {
                    int from = model.cells().start(first);
                    int to = model.cells().start(end);
                    assertThat(Arrays.copyOfRange(some.linearPredictor(part), from, to))
                            .isEqualTo(Arrays.copyOfRange(all.linearPredictor(part), from, to));
                }
            }
        }
    }

    private static List<CompiledPredictor> parts(CompiledEquation equation) {
        return equation.active().isPresent()
                ? List.of(equation.predictor(), equation.active().get())
                : List.of(equation.predictor());
    }

    /** Both are known up to a constant; the likelihood, row by row, is known without. */
    private void checkDensity(FamilyCase each) {
        CompiledModel model = each.compile(folder);
        var plain = new PlainModel(model.spec(), model.panel(), model.parameters().priors());
        Random random = new Random(each.hashCode());
        double tolerance = each.has("rho") || each.has("rho prior") ? 1e-9 : 1e-11;
        double constant = Double.NaN;
        for (double spread : new double[] {0, 0.4, 0.8, 1.2}) {
            double[] q = point(each, model, spread, random);
            double compiled = model.posterior().logDensity(q, new double[q.length]);
            Map<String, Double> reported = PosteriorDensityTest.reported(model, q);
            double difference = compiled - plain.logDensity(reported);
            constant = spread == 0 ? difference : constant;
            assertThat(difference)
                    .isCloseTo(constant, within(tolerance * (1 + Math.abs(compiled))));
            checkReturns(model, plain, reported);
            for (CompiledEquation equation : model.equations()) {
                checkRows(model, plain, equation, reported, tolerance);
            }
        }
    }

    private static void checkReturns(
            CompiledModel model, PlainModel plain, Map<String, Double> reported) {
        for (tributary.spec.Path path : model.spec().paths()) {
            path.returnName()
                    .ifPresent(name -> {
                        double value = PlainEquations.get(reported, name);
                        assertThat(plain.directReturn(path, reported))
                                .isCloseTo(value, within(1e-11 * value));
                    });
        }
    }

    private static void checkRows(
            CompiledModel model,
            PlainModel plain,
            CompiledEquation equation,
            Map<String, Double> reported,
            double tolerance) {
        double[] row = reported.values().stream().mapToDouble(x -> x).toArray();
        double[] theta = new double[model.parameters().slots()];
        model.parameters().restore(row, theta);
        var likelihood = new PointwiseLogLikelihood(model, equation);
        double[] rows = new double[likelihood.observations()];
        likelihood.evaluate(theta, 0, model.cells().geos(), rows);
        double[] expected = plain.logLikelihood(equation.spec(), reported);
        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 0; i < rows.length; i++) {
            assertThat(rows[i])
                    .isCloseTo(expected[i], within(tolerance * (1 + Math.abs(expected[i]))));
        }
    }

    private void checkPriorDraws(FamilyCase each) {
        CompiledModel model = each.compile(folder);
        ParameterLayout layout = model.parameters();
        var plain = new PlainModel(model.spec(), model.panel(), layout.priors());
        for (int k = 0; k < 3; k++) {
            double[] theta = ParameterDraw.draw(model, RandomStreams.chain(20210103, k), Map.of());
            assertThat(IntStream.range(0, layout.dimension()))
                    .allMatch(i ->
                            theta[layout.sampledSlot(i)] > layout.lower(i)
                                    && theta[layout.sampledSlot(i)] < layout.upper(i));
            Map<String, Double> reported = new LinkedHashMap<>();
            for (String name : layout.reportedNames()) {
                reported.put(name, theta[layout.slot(name)]);
            }
            assertThat(reported.values()).allMatch(Double::isFinite);
            assertThat(plain.logDensity(reported)).isFinite();
        }
    }
}
