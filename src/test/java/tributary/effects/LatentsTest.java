package tributary.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.model.CompiledEquation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

class LatentsTest {
    private static final int DRAWS = 20_000;

    /**
     * Kolmogorov's statistic √n D is above 2.23 with probability 2 exp(−2 · 2.23²) = 1e-4: the
     * false-alarm rate of each test.
     */
    private static final double CRITICAL = 2.23;

    /** A multiple of the lanes, so that the cell of a week is its index. */
    private static final int WEEKS = ShopModel.Y.length;

    private static final int MEDIATOR = 0;
    private static final int OUTCOME = 1;

    @TempDir private Path folder;

    /** η for which the bound is z standard deviations above it. */
    private static double eta(ShopModel shop, int equation, double z) {
        CompiledEquation censored = shop.model.equations().get(equation);
        return censored.censoring().orElseThrow().bounds()[0] - z * shop.theta[censored.sigma()[0]];
    }

    /** √n sup |F_n − F| of the residuals in units of σ, over weeks and over draws. */
    private static double statistic(
            ShopModel shop, int equation, double z, ContinuousDistribution distribution) {
        double sigma = shop.theta[shop.model.equations().get(equation).sigma()[0]];
        double eta = eta(shop, equation, z);
        double[] weeks = new double[DRAWS];
        double[] draws = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            Latents one = Latents.drawn(5, 2, i / WEEKS);
            weeks[i] = one.residual(shop.model, equation, shop.theta, eta, i % WEEKS) / sigma;
            Latents other = Latents.drawn(5, 2, i);
            draws[i] = other.residual(shop.model, equation, shop.theta, eta, 3) / sigma;
        }
        return Math.max(statistic(weeks, distribution, z), statistic(draws, distribution, z));
    }

    /** Against F truncated at the bound: F(x)/F(z). */
    private static double statistic(
            double[] sample, ContinuousDistribution distribution, double z) {
        Arrays.sort(sample);
        double n = sample.length;
        double all = distribution.cumulativeProbability(z);
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double f = distribution.cumulativeProbability(sample[i]) / all;
            largest = Math.max(largest, Math.max(f - i / n, (i + 1) / n - f));
        }
        return Math.sqrt(n) * largest;
    }

    @ParameterizedTest
    @ValueSource(doubles = {-20, -3, 0.4, 6, Double.POSITIVE_INFINITY})
    void areNormalBelowTheBound(double z) throws IOException {
        ShopModel shop = ShopModel.of(folder, "gaussian");
        NormalDistribution normal = NormalDistribution.of(0, 1);
        assertThat(statistic(shop, OUTCOME, z, normal)).isLessThan(CRITICAL);
        assertThat(statistic(shop, MEDIATOR, z, normal)).isLessThan(CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-20, -3, 0.4, 6, Double.POSITIVE_INFINITY})
    void areStudentTBelowTheBound(double z) throws IOException {
        ShopModel shop = ShopModel.of(folder, "student_t");
        assertThat(statistic(shop, OUTCOME, z, TDistribution.of(4))).isLessThan(CRITICAL);
    }

    /** One uniform per draw, node and week, whatever η is: u = Φ(r/σ)/Φ(z). */
    @Test
    void oneUniformServesEveryLinearPredictor() throws IOException {
        ShopModel shop = ShopModel.of(folder, "gaussian");
        NormalDistribution normal = NormalDistribution.of(0, 1);
        Latents latents = Latents.drawn(1, 0, 0);
        for (int week = 0; week < WEEKS; week++) {
            double reference = Double.NaN;
            for (double z : new double[] {Double.POSITIVE_INFINITY, 2, 0, -2}) {
                double r =
                        latents.residual(
                                shop.model, OUTCOME, shop.theta, eta(shop, OUTCOME, z), week);
                double u = normal.cumulativeProbability(r / 0.2) / normal.cumulativeProbability(z);
                reference = Double.isNaN(reference) ? u : reference;
                assertThat(u).isCloseTo(reference, within(1e-12));
            }
        }
    }

    /** What each week is given under interventions on every lever. */
    @Test
    void everyEffectOfADrawMeetsTheSameResiduals() throws IOException {
        ShopModel shop = ShopModel.of(folder, "student_t");
        Latents drawn = Latents.drawn(3, 1, 4);
        Map<String, Double> first = new HashMap<>();
        for (String lever : new String[] {"a", "m", "price", "promo"}) {
            Map<String, Double> given = new HashMap<>();
            Latents recording =
                    (model, equation, theta, eta, week) -> {
                        double r = drawn.residual(model, equation, theta, eta, week);
                        given.put(equation + " " + week, r);
                        return r;
                    };
            shop.effects(new Intervention(lever, 1, 6, -0.3), recording);
            if (first.isEmpty()) {
                first.putAll(given);
            }
            assertThat(given).isEqualTo(first);
        }
        assertThat(first).containsOnlyKeys("0 1", "0 3", "0 4", "1 3", "1 7");
        assertThat(first.values()).doesNotHaveDuplicates();
    }

    @Test
    void isAFunctionOfItsKeyAlone() throws IOException {
        ShopModel shop = ShopModel.of(folder, "gaussian");
        double r = Latents.drawn(1, 2, 3).residual(shop.model, OUTCOME, shop.theta, 0, 5);
        assertThat(Latents.drawn(1, 2, 3).residual(shop.model, OUTCOME, shop.theta, 0, 5))
                .isEqualTo(r);
        for (Latents other :
                new Latents[] {
                    Latents.drawn(2, 2, 3), Latents.drawn(1, 1, 3), Latents.drawn(1, 2, 4)
                }) {
            assertThat(other.residual(shop.model, OUTCOME, shop.theta, 0, 5)).isNotEqualTo(r);
        }
        assertThat(Latents.drawn(1, 2, 3).residual(shop.model, OUTCOME, shop.theta, 0, 6))
                .isNotEqualTo(r);
    }
}
