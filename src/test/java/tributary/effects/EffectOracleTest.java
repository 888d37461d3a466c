package tributary.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.effects.EffectDecomposition.Effect;
import tributary.effects.EffectDecomposition.Kind;
import tributary.effects.RandomGraph.Instance;
import tributary.spec.Source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The decomposition against {@link BruteForceEffects}, every source, window and change. */
class EffectOracleTest {
    /**
     * Relative to the largest of direct, indirect and total effect. What is seen is the rounding of
     * the oracle, which subtracts sums of outcomes.
     */
    private static final double TOLERANCE = 1e-10;

    /** Size of the outcome in one week, what effects are compared with where a floor hides them. */
    private static final double WEEK = 1000;

    private static final int SEEDS = 4;

    @TempDir private Path folder;

    private static List<Intervention> interventions(Instance instance) {
        int first = instance.model().panel().firstTrainingWeek();
        int last = instance.model().panel().endOfTraining() - 1;
        List<Intervention> result = new ArrayList<>();
        for (Source source : instance.model().spec().sources()) {
            result.add(new Intervention(source.name(), first, last, -1));
            result.add(new Intervention(source.name(), first + 5, first + 14, -1));
            result.add(new Intervention(source.name(), first + 3, first + 20, -0.5));
            result.add(new Intervention(source.name(), last - 6, last, 0.1));
        }
        return result;
    }

    /** Controls as levers: small changes, prices nobody pays, prices everybody pays. */
    private static List<Intervention> levers(Instance instance) {
        int first = instance.model().panel().firstTrainingWeek();
        int last = instance.model().panel().endOfTraining() - 1;
        return List.of(
                new Intervention("price", first, last, -0.1),
                new Intervention("price", first, last, -0.7),
                new Intervention("price", first + 4, first + 19, 0.25),
                new Intervention("price", first, last, 1.5),
                new Intervention("promo", first, last, -1),
                new Intervention("stock", first + 2, last, 0.1));
    }

    private static double[] evaluate(Instance instance, EffectDecomposition decomposition) {
        double[] values = new double[decomposition.effects().size()];
        decomposition.evaluate(instance.theta(), RandomGraph.LATENTS, values);
        return values;
    }

    /** Largest deviation over all effects, relative to the scale of the effects. */
    private static double deviation(
            Instance instance, BruteForceEffects oracle, Intervention intervention) {
        var decomposition = new EffectDecomposition(instance.model(), intervention);
        return deviation(
                decomposition,
                evaluate(instance, decomposition),
                decomposition.ownSpend(),
                oracle.evaluate(intervention));
    }

    private static double deviation(
            EffectDecomposition decomposition,
            double[] actual,
            double ownSpend,
            BruteForceEffects.Result expected) {
        assertThat(decomposition.effects())
                .containsExactlyInAnyOrderElementsOf(listed(expected.effects()));
        double worst = Math.abs(ownSpend - expected.ownSpend());
        worst /= Math.max(1, Math.abs(expected.ownSpend()));
        double shares =
                expected.effects().entrySet().stream()
                        .filter(entry -> entry.getKey().kind() == Kind.INDIRECT_PATH)
                        .mapToDouble(entry -> Math.abs(entry.getValue()))
                        .max()
                        .orElse(0);
        for (int e = 0; e < actual.length; e++) {
            Effect effect = decomposition.effects().get(e);
            double scale =
                    switch (effect.kind()) {
                        // In money: relative to itself, or to what a unit of 1 would be.
                        case TOTAL_MONEY, INDUCED_SPEND ->
                                Math.max(1, Math.abs(expected.of(effect)));
                        // Shares may be much larger than what they add up to.
                        case INDIRECT_PATH -> Math.max(shares, Math.max(expected.scale(), WEEK));
                        default -> Math.max(expected.scale(), WEEK);
                    };
            double difference = Math.abs(actual[e] - expected.of(effect));
            worst = Math.max(worst, difference / scale);
        }
        return worst;
    }

    /** Paths summed by first mediator are listed where they are more than one. */
    private static List<Effect> listed(Map<Effect, Double> expected) {
        Map<String, Integer> members = new HashMap<>();
        for (Effect effect : expected.keySet()) {
            String[] nodes = effect.path().split(" -> ", -1);
            if (nodes.length > 2 && !effect.path().endsWith("*")) {
                members.merge(nodes[0] + " -> " + nodes[1] + " -> *", 1, Integer::sum);
            }
        }
        return expected.keySet().stream()
                .filter(effect -> members.getOrDefault(effect.path(), 2) > 1)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // one mediator
                "c1 -> m1, m1 -> y, c1 -> y",
                // no mediator; a mediator that nothing moves but noise
                "c1 -> y, c2 -> y, c2 -> m1, m1 -> y",
                // two mediators in parallel
                "c1 -> m1, c1 -> m2, m1 -> y, m2 -> y, c1 -> y, c2 -> m2, c2 -> y",
                // chained mediators
                "c1 -> m1, c1 -> m2, m1 -> m2, m1 -> y, m2 -> y, c1 -> y",
                // chained, the first without a direct path
                "c1 -> m1, m1 -> m2, m2 -> y, c1 -> y, c2 -> m2, c2 -> y",
                // no direct path of the channel
                "c1 -> m1, m1 -> y, c1 -> m2, m2 -> y, c2 -> y",
                // three in a chain with shortcuts: six indirect paths
                "c1 -> m1, c1 -> m2, c1 -> m3, m1 -> m2, m2 -> m3, m1 -> y, m2 -> y, m3 -> y,"
                        + " c1 -> y, c2 -> m2, c2 -> y",
            })
    void agreesWithBruteForce(String arrows) throws IOException {
        Set<Boolean> split = new HashSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Instance instance = RandomGraph.of(folder, seed, arrows.split(", "));
            BruteForceEffects oracle = instance.oracle();
            assertThat(oracle.factualDeviation()).isLessThan(1e-12);
            for (Intervention intervention : interventions(instance)) {
                split.add(new EffectDecomposition(instance.model(), intervention).isSplitSampled());
                assertThat(deviation(instance, oracle, intervention))
                        .as("seed %d, %s", seed, intervention)
                        .isCloseTo(0, within(TOLERANCE));
            }
        }
        assertThat(split).containsExactly(false);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void agreesOnRandomGraphs(long seed) throws IOException {
        Instance instance = RandomGraph.of(folder, seed, randomArrows(new Random(seed)));
        BruteForceEffects oracle = instance.oracle();
        for (Intervention intervention : interventions(instance)) {
            assertThat(deviation(instance, oracle, intervention))
                    .as("%s", intervention)
                    .isCloseTo(0, within(TOLERANCE));
        }
    }

    /** Up to three mediators; c1 never reaches y by more than six indirect paths. */
    private static String[] randomArrows(Random random) {
        int mediators = 1 + random.nextInt(3);
        List<String> arrows = new ArrayList<>();
        for (int m = 1; m <= mediators; m++) {
            arrows.add("m" + m + " -> y");
            for (int next = m + 1; next <= mediators; next++) {
                boolean last = m == 1 && next == 3;
                if (!last && random.nextBoolean()) {
                    arrows.add("m" + m + " -> m" + next);
                }
            }
            for (int c = 1; c <= 2; c++) {
                if (random.nextBoolean()) {
                    arrows.add("c" + c + " -> m" + m);
                }
            }
        }
        arrows.add("c1 -> y");
        arrows.add("c2 -> y");
        return arrows.toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesOnRealWeeks(long seed) throws IOException {
        Instance instance = RandomGraph.real(folder, seed, randomArrows(new Random(seed)));
        BruteForceEffects oracle = instance.oracle();
        assertThat(oracle.factualDeviation()).isLessThan(1e-12);
        List<Intervention> all = interventions(instance);
        all.addAll(levers(instance));
        for (Intervention intervention : all) {
            assertThat(deviation(instance, oracle, intervention))
                    .as("%s", intervention)
                    .isCloseTo(0, within(TOLERANCE));
        }
    }

    /** Every geo by an oracle of its own; all together are their sum. */
    @ParameterizedTest
    @MethodSource("panelSeeds")
    void agreesOnPanels(long seed) throws IOException {
        Instance instance = RandomGraph.panel(folder, seed, randomArrows(new Random(seed)));
        int geos = instance.model().cells().geos();
        List<BruteForceEffects> oracles =
                IntStream.range(0, geos).mapToObj(instance::oracle).toList();
        assertThat(oracles)
                .allSatisfy(oracle -> assertThat(oracle.factualDeviation()).isLessThan(1e-12));
        List<Intervention> all = interventions(instance);
        all.addAll(levers(instance));
        for (Intervention intervention : all) {
            var factual = new Factual(instance.model());
            var decomposition = new EffectDecomposition(factual, intervention);
            factual.evaluate(instance.theta(), RandomGraph.LATENTS);
            double[][] sums = new double[geos][decomposition.width()];
            decomposition.evaluate(sums);
            double[] total = new double[decomposition.effects().size()];
            double ownSpend = 0;
            for (int g = 0; g < geos; g++) {
                BruteForceEffects.Result expected = oracles.get(g).evaluate(intervention);
                if (!isFinite(expected)) {
                    total[0] = Double.NaN; // a lever so far from its data that a mediator overflows
                    break;
                }
                double[] actual = new double[total.length];
                decomposition.effects(sums[g], actual);
                double own = decomposition.ownSpend(g);
                assertThat(deviation(decomposition, actual, own, expected))
                        .as("%s of geo %d", intervention, g)
                        .isCloseTo(0, within(TOLERANCE));
                assertThat(actual[Kind.TOTAL.ordinal()])
                        .isCloseTo(
                                actual[Kind.DIRECT.ordinal()] + actual[Kind.INDIRECT.ordinal()],
                                within(1e-12 * expected.scale()));
                for (int e = 0; e < total.length; e++) {
                    total[e] += actual[e];
                }
                ownSpend += own;
            }
            if (Double.isNaN(total[0])) {
                continue;
            }
            double[] pooled = evaluate(instance, decomposition);
            double scale = Math.max(WEEK, Math.abs(pooled[Kind.TOTAL.ordinal()]));
            for (int e = 0; e < total.length; e++) {
                double size = Math.max(scale, Math.abs(total[e]));
                assertThat(pooled[e]).isCloseTo(total[e], within(1e-11 * size));
            }
            assertThat(decomposition.ownSpend()).isEqualTo(ownSpend);
        }
    }

    private static boolean isFinite(BruteForceEffects.Result result) {
        return result.effects().values().stream().allMatch(Double::isFinite);
    }

    static LongStream panelSeeds() {
        return LongStream.rangeClosed(1, 24);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 32);
    }
}
