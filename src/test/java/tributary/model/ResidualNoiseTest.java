package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Arrays;

class ResidualNoiseTest {
    private static final int DRAWS = 20_000;
    private static final double SIGMA = 0.3;

    /**
     * Kolmogorov's statistic √n D is above 2.23 with probability 2 exp(−2 · 2.23²) = 1e-4: the
     * false-alarm rate of each test.
     */
    private static final double CRITICAL = 2.23;

    @TempDir private Path folder;
    private CompiledModel gaussian;
    private CompiledModel studentT;

    @BeforeEach
    void compile() {
        gaussian = Configurations.compile(folder, Configurations.of("chained mediators"));
        studentT = Configurations.compile(folder, Configurations.of("every family of priors"));
    }

    private static double[] theta(CompiledModel model, double nu) {
        double[] theta = new double[model.parameters().slots()];
        theta[model.outcome().sigma()[0]] = SIGMA;
        if (model.outcome().nu() >= 0) {
            theta[model.outcome().nu()] = nu;
        }
        return theta;
    }

    @Test
    void gaussianResidualsAreNormal() {
        assertThat(statistic(gaussian, 0, NormalDistribution.of(0, SIGMA))).isLessThan(CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.05, 3, 5, 30, 1000})
    void studentTResidualsHaveTheirDistribution(double nu) {
        assertThat(statistic(studentT, nu, TDistribution.of(nu))).isLessThan(CRITICAL);
    }

    /** √n sup |F_n − F| over weeks of one draw and over draws of one week, whichever is worse. */
    private static double statistic(
            CompiledModel model, double nu, ContinuousDistribution distribution) {
        double[] theta = theta(model, nu);
        double unit = nu == 0 ? 1 : SIGMA;
        double[] weeks = new double[DRAWS];
        double[] draws = new double[DRAWS];
        long key = ResidualNoise.key(7, 1, 0, 2);
        for (int i = 0; i < DRAWS; i++) {
            weeks[i] = ResidualNoise.draw(model.outcome(), theta, key, 0, i) / unit;
            long other = ResidualNoise.key(7, 1, i, 2);
            draws[i] = ResidualNoise.draw(model.outcome(), theta, other, 0, 11) / unit;
        }
        return Math.max(statistic(weeks, distribution), statistic(draws, distribution));
    }

    private static double statistic(double[] sample, ContinuousDistribution distribution) {
        Arrays.sort(sample);
        double n = sample.length;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double f = distribution.cumulativeProbability(sample[i]);
            largest = Math.max(largest, Math.max(f - i / n, (i + 1) / n - f));
        }
        return Math.sqrt(n) * largest;
    }

    /** Each correlation has standard error 1/√20,000 = 0.0071; five of them: 6e-7 per test. */
    @Test
    void weeksAndEquationsAreIndependent() {
        double[] theta = theta(studentT, 30);
        double[] here = new double[DRAWS];
        double[] nextWeek = new double[DRAWS];
        double[] otherNode = new double[DRAWS];
        for (int t = 0; t < DRAWS; t++) {
            long key = ResidualNoise.key(7, 0, 3, 0);
            here[t] = ResidualNoise.draw(studentT.outcome(), theta, key, 0, t);
            nextWeek[t] = ResidualNoise.draw(studentT.outcome(), theta, key, 0, t + 1);
            long other = ResidualNoise.key(7, 0, 3, 1);
            otherNode[t] = ResidualNoise.draw(studentT.outcome(), theta, other, 0, t);
        }
        double bound = 5 / Math.sqrt(DRAWS);
        assertThat(Math.abs(correlation(here, nextWeek))).isLessThan(bound);
        assertThat(Math.abs(correlation(here, otherNode))).isLessThan(bound);
    }

    private static double correlation(double[] x, double[] y) {
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }
        return xy / Math.sqrt(xx * yy);
    }

    @Test
    void isAFunctionOfItsKeyAlone() {
        double[] theta = theta(studentT, 4);
        long key = ResidualNoise.key(1, 2, 3, 1);
        double first = ResidualNoise.draw(studentT.outcome(), theta, key, 0, 50);
        for (int t = 0; t < 100; t++) {
            assertThat(ResidualNoise.draw(studentT.outcome(), theta, key, 0, t)).isFinite();
        }
        assertThat(ResidualNoise.draw(studentT.outcome(), theta, key, 0, 50)).isEqualTo(first);
        for (long other :
                new long[] {
                    ResidualNoise.key(2, 2, 3, 1),
                    ResidualNoise.key(1, 1, 3, 1),
                    ResidualNoise.key(1, 2, 4, 1),
                    ResidualNoise.key(1, 2, 3, 0)
                }) {
            assertThat(ResidualNoise.draw(studentT.outcome(), theta, other, 0, 50))
                    .isNotEqualTo(first);
        }
    }

    @Test
    void scalesWithSigma() {
        double[] theta = theta(studentT, 4);
        long key = ResidualNoise.key(1, 2, 3, 1);
        double once = ResidualNoise.draw(studentT.outcome(), theta, key, 0, 5);
        theta[studentT.outcome().sigma()[0]] *= 2;
        assertThat(ResidualNoise.draw(studentT.outcome(), theta, key, 0, 5)).isEqualTo(2 * once);
    }
}
