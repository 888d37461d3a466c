package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The bits of a gradient have nothing to do with the threads that compute it. */
class GradientThreadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {16, 20, 64})
    void anyNumberOfThreadsGivesTheSameBits(int geos) {
        CompiledModel model = Panels.compile(folder, WidePanels.HURDLE, geos);
        assertThat(model.posterior().plan().strands()).isEqualTo(Math.min(8, geos / 8));
        double[][] points = points(model, 200);
        double[][] expected = evaluate(model, 1, points);
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(evaluate(model, threads, points)).isDeepEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24})
    void soDoCrewsInSeveralPasses(int geos) {
        CompiledModel model = WidePanels.longSeries(folder, geos);
        double[][] points = points(model, 10);
        assertThat(evaluate(model, 3, points)).isDeepEqualTo(evaluate(model, 1, points));
    }

    @Test
    void crewsAtTheSameTimeDoNotDisturbEachOther() throws Exception {
        CompiledModel model = Panels.compile(folder, WidePanels.CENSORED, 20);
        double[][] points = points(model, 100);
        double[][] expected = evaluate(model, 1, points);
        try (ExecutorService users = Executors.newFixedThreadPool(2)) {
            List<Future<double[][]>> results = new ArrayList<>();
            for (int user = 0; user < 2; user++) {
                results.add(users.submit(() -> evaluate(model, 2, points)));
            }
            for (Future<double[][]> result : results) {
                assertThat(result.get()).isDeepEqualTo(expected);
            }
        }
    }

    private static double[][] points(CompiledModel model, int count) {
        Random random = new Random(20261122);
        double[][] points = new double[count][];
        for (int k = 0; k < count; k++) {
            points[k] = WidePanels.point(model, random);
        }
        return points;
    }

    /** Gradients, with the density at the end. */
    private static double[][] evaluate(CompiledModel model, int threads, double[][] points) {
        Crew crew = Crew.of(threads);
        try {
            GradientEvaluation evaluation = model.posterior().newEvaluation(crew);
            double[][] results = new double[points.length][];
            for (int k = 0; k < points.length; k++) {
                int n = points[k].length;
                results[k] = new double[n + 1];
                results[k][n] = evaluation.logDensity(points[k], results[k]);
                assertThat(results[k][n]).isFinite();
            }
            return results;
        } finally {
            crew.dismiss();
        }
    }

    @Test
    void aForkUsesThreadsWhereTheyPay() {
        CompiledModel model = Panels.compile(folder, WidePanels.HURDLE, 64);
        double[] q = WidePanels.point(model, new Random(1));
        double[] expected = new double[q.length];
        double value = model.posterior().logDensity(q, expected);
        Set<Thread> before = helpers();
        List<Thread> helpers = evaluateOnce(model.posterior().fork(3), q, value, expected);
        helpers.removeAll(before);
        assertThat(helpers).hasSize(2);

        CompiledModel small = Panels.compile(folder, WidePanels.HURDLE, 3);
        double[] point = WidePanels.point(small, new Random(1));
        double[] gradient = new double[point.length];
        double density = small.posterior().logDensity(point, gradient);
        Set<Thread> now = helpers();
        List<Thread> none = evaluateOnce(small.posterior().fork(3), point, density, gradient);
        none.removeAll(now);
        assertThat(none).isEmpty();
        assertThatThrownBy(() -> small.posterior().fork(0)).hasMessageContaining("threads: 0");
    }

    /** Helpers end with the posterior whose work they do. */
    @Test
    void helpersOfAnUnusedPosteriorEnd() throws InterruptedException {
        CompiledModel model = Panels.compile(folder, WidePanels.HURDLE, 64);
        double[] q = WidePanels.point(model, new Random(1));
        double[] gradient = new double[q.length];
        double value = model.posterior().logDensity(q, gradient);
        Set<Thread> before = helpers();
        List<Thread> helpers = evaluateOnce(model.posterior().fork(2), q, value, gradient);
        helpers.removeAll(before);
        assertThat(helpers).hasSize(1);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (helpers.getFirst().isAlive() && System.nanoTime() < end) {
            System.gc();
            helpers.getFirst().join(50);
        }
        assertThat(helpers.getFirst().isAlive()).isFalse();
    }

    /** The helpers of all crews after an evaluation, which gives what is expected. */
    private static List<Thread> evaluateOnce(
            Posterior posterior, double[] q, double value, double[] expected) {
        double[] gradient = new double[q.length];
        assertThat(posterior.logDensity(q, gradient)).isEqualTo(value);
        assertThat(gradient).isEqualTo(expected);
        return new ArrayList<>(helpers());
    }

    private static Set<Thread> helpers() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("gradient-"));
        return threads;
    }
}
