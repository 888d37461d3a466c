package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tributary.math.LogDensity;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.mcmc.targets.Normals;

import java.util.Arrays;

/** The metric and how it is found, against plain linear algebra on normal targets. */
class MetricTest {
    /** M⁻¹ = S (I + U(Λ − I)Uᵀ) S for two directions in three dimensions, by hand. */
    private static final double[] VARIANCE = {4, 1, 0.25};

    private static final double[][] DIRECTIONS = {{0.6, 0.8, 0}, {-0.8, 0.6, 0}};
    private static final double[] ALONG = {9, 0.25};

    private static LowRankMetric lowRank() {
        LowRankMetric metric = LowRankMetric.unit(3);
        metric.setDiagonal(VARIANCE);
        metric.setDirections(DIRECTIONS, ALONG);
        return metric;
    }

    /** Row i, column j of M⁻¹ written out. */
    private static double plainInverse(int i, int j) {
        double sum = i == j ? 1 : 0;
        for (int k = 0; k < 2; k++) {
            sum += (ALONG[k] - 1) * DIRECTIONS[k][i] * DIRECTIONS[k][j];
        }
        return Math.sqrt(VARIANCE[i]) * sum * Math.sqrt(VARIANCE[j]);
    }

    @Test
    void velocityIsTheInverseMetricTimesTheMomentum() {
        PhasePoint z = point();
        lowRank().depart(z);
        double energy = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(lowRank().inverse()[i][j]).isCloseTo(plainInverse(i, j), within(1e-14));
            }
            double velocity = plainVelocity(i, z.p);
            assertThat(z.v[i]).isCloseTo(velocity, within(1e-14));
            assertThat(lowRank().inverseDiagonal()[i]).isCloseTo(plainInverse(i, i), within(1e-14));
            energy += 0.5 * z.p[i] * velocity;
        }
        assertThat(z.kineticEnergy).isCloseTo(energy, within(1e-13));
    }

    @Test
    void kickAndDriftMovesAlongTheVelocityOfTheNewMomentum() {
        for (LowRankMetric metric : new LowRankMetric[] {lowRank(), diagonal()}) {
            PhasePoint from = point();
            PhasePoint to = new PhasePoint(3);
            metric.depart(from);
            metric.kickAndDrift(from, to, 0.2);

            double[] kicked = {0.3 - 0.1, -1.1 + 0.05, 2 + 0.4};
            for (int i = 0; i < 3; i++) {
                double velocity =
                        metric.rank() == 0 ? VARIANCE[i] * kicked[i] : plainVelocity(i, kicked);
                assertThat(to.p[i]).isCloseTo(kicked[i], within(1e-14));
                assertThat(to.q[i]).isCloseTo(1 + i + 0.2 * velocity, within(1e-14));
            }
            assertThat(from.q).isEqualTo(point().q);
            assertThat(from.p).isEqualTo(point().p);
            metric.kickAndDrift(from, from, 0.2);
            assertThat(from.p).isEqualTo(to.p);
            assertThat(from.q).isEqualTo(to.q);
        }
    }

    /** A trajectory may leave the support: its NaN must not stay in what the metric keeps. */
    @Test
    void aGradientThatIsNotANumberLeavesNothingBehind() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            LowRankMetric metric = lowRank();
            PhasePoint z = new PhasePoint(3);
            Arrays.fill(z.p, 0, 3, 0.4);
            metric.depart(z);
            double[] velocity = z.v.clone();
            double energy = z.kineticEnergy;
            z.gradient[1] = bad;
            metric.kick(z, 0.1);
            assertThat(z.kineticEnergy).isNaN();

            Arrays.fill(z.gradient, 0);
            Arrays.fill(z.p, 0, 3, 0.4);
            metric.depart(z);
            assertThat(z.v).isEqualTo(velocity);
            assertThat(z.kineticEnergy).isEqualTo(energy);
        }
    }

    @Test
    void kickLeavesVelocityAndEnergyOfTheNewMomentum() {
        for (LowRankMetric metric : new LowRankMetric[] {lowRank(), diagonal()}) {
            PhasePoint z = point();
            metric.depart(z);
            metric.kick(z, 0.2);

            PhasePoint expected = point();
            PhasePoint.copy(new double[] {0.2, -1.05, 2.4}, expected.p);
            metric.depart(expected);
            assertThat(z.p).containsExactly(expected.p, within(1e-14));
            assertThat(z.v).containsExactly(expected.v, within(1e-14));
            assertThat(z.kineticEnergy).isCloseTo(expected.kineticEnergy, within(1e-14));
            assertThat(z.q).isEqualTo(point().q);
        }
    }

    private static LowRankMetric diagonal() {
        LowRankMetric metric = LowRankMetric.unit(3);
        metric.setDiagonal(VARIANCE);
        return metric;
    }

    private static double plainVelocity(int i, double[] p) {
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            sum += plainInverse(i, j) * p[j];
        }
        return sum;
    }

    /** Some state of three coordinates. */
    private static PhasePoint point() {
        PhasePoint z = new PhasePoint(3);
        PhasePoint.copy(new double[] {1, 2, 3}, z.q);
        PhasePoint.copy(new double[] {0.3, -1.1, 2}, z.p);
        PhasePoint.copy(new double[] {-1, 0.5, 4}, z.gradient);
        return z;
    }

    /** E[½ pᵀM⁻¹p] is half the dimension only if p has covariance M; so are all of M⁻¹ E[ppᵀ]. */
    @Test
    void momentaHaveTheMetricAsTheirCovariance() {
        LowRankMetric metric = lowRank();
        RandomStream random = RandomStreams.chain(3, 0);
        int n = 200_000;
        double[][] product = new double[3][3];
        PhasePoint z = point();
        for (int draw = 0; draw < n; draw++) {
            metric.drawMomentum(random, z.p);
            metric.depart(z);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    product[i][j] += z.v[i] * z.p[j] / n;
                }
            }
        }
        // v_i p_j has a standard deviation of at most √(M⁻¹_ii M_jj + 1) ≈ 7: 5 standard errors.
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(product[i][j]).isCloseTo(i == j ? 1 : 0, within(5 * 7 / Math.sqrt(n)));
            }
        }
    }

    /** Draws of chance, but draws and gradients together know a normal target exactly. */
    @Test
    void directionsOfANormalTargetAreExactOnceDrawsSpanTheSpace() {
        int n = 6;
        LogDensity density = Normals.chain(n, 0.95);
        DrawWindow draws = randomDraws(density, 9, 1);
        double[] variance = {1, 2, 0.5, 1, 3, 1};
        LowRankMetric metric = LowRankMetric.unit(n);
        metric.setDiagonal(variance);
        FisherDirections.of(draws, variance, true).addTo(metric);

        assertThat(metric.rank()).isEqualTo(n);
        double[][] inverse = metric.inverse();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double covariance = StrictMath.pow(0.95, Math.abs(i - j));
                assertThat(inverse[i][j]).isCloseTo(covariance, within(0.005));
            }
        }
    }

    @Test
    void directionsOfAboutUnitVarianceAreLeftOut() {
        double[] sds = {1, 1.3, 1, 0.8, 40, 1};
        DrawWindow draws = randomDraws(Normals.withSds(sds), 40, 2);
        double[] unit = new double[6];
        Arrays.fill(unit, 1);
        LowRankMetric metric = LowRankMetric.unit(6);
        FisherDirections.of(draws, unit, false).addTo(metric);

        assertThat(metric.rank()).isEqualTo(1);
        assertThat(metric.inverseDiagonal()[4]).isCloseTo(1600, within(30.0));
    }

    /** With fewer draws than coordinates, only what they span is corrected, and cautiously. */
    @Test
    void fewDrawsCorrectWhatTheySpan() {
        int n = 60;
        double[] sds = new double[n];
        Arrays.fill(sds, 1);
        sds[7] = 30;
        double[] unit = new double[n];
        Arrays.fill(unit, 1);
        DrawWindow draws = randomDraws(Normals.withSds(sds), 12, 3);
        LowRankMetric metric = LowRankMetric.unit(n);
        FisherDirections.of(draws, unit, false).addTo(metric);

        double[] diagonal = metric.inverseDiagonal();
        assertThat(metric.rank()).isBetween(1, 12);
        assertThat(diagonal[7]).isBetween(10.0, 1200.0);
        for (int i = 0; i < n; i++) {
            if (i != 7) {
                assertThat(diagonal[i]).isBetween(0.3, 4.0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MetricKind.class)
    void everyKindEndsAsItself(MetricKind kind) {
        NutsOptions options =
                NutsOptions.defaults().withChains(1).withDraws(10).withMetric(kind).withSeed(4);
        LogDensity density = Normals.chain(8, 0.9);
        Tuning tuning = Nuts.sample(density, options).statistics(0).tuning();

        switch (kind) {
            case DIAGONAL -> {
                assertThat(tuning.kind()).isEqualTo(MetricKind.DIAGONAL);
                assertThat(tuning.rank()).isZero();
            }
            case AUTO, LOW_RANK -> {
                assertThat(tuning.kind()).isEqualTo(MetricKind.LOW_RANK);
                assertThat(tuning.rank()).isBetween(3, 7);
                assertThat(tuning.inverse()).isEmpty();
            }
            case DENSE -> {
                assertThat(tuning.kind()).isEqualTo(MetricKind.DENSE);
                assertThat(tuning.rank()).isEqualTo(8);
                assertThat(tuning.inverse()).hasDimensions(8, 8);
            }
        }
        if (kind != MetricKind.DIAGONAL) {
            for (double variance : tuning.inverseDiagonal()) {
                assertThat(variance).isBetween(0.5, 2.0);
            }
        }
    }

    @Test
    void autoStaysDiagonalWhereDrawsCannotSpanTheSpace() {
        NutsOptions options = NutsOptions.defaults().withChains(1).withDraws(10).withWarmup(100);
        Tuning tuning = Nuts.sample(Normals.chain(90, 0.6), options).statistics(0).tuning();

        assertThat(tuning.kind()).isEqualTo(MetricKind.DIAGONAL);
    }

    /** Independent positions of a target with their gradients, by sampling with thinning. */
    private static DrawWindow randomDraws(LogDensity density, int count, long seed) {
        NutsOptions options =
                NutsOptions.defaults().withChains(1).withDraws(count).withThin(10).withSeed(seed);
        Draws draws = Nuts.sample(density, options);
        DrawWindow window = new DrawWindow(density.dimension());
        for (int draw = 0; draw < count; draw++) {
            double[] gradient = new double[density.dimension()];
            density.logDensity(draws.row(0, draw), gradient);
            window.add(draws.row(0, draw), gradient);
        }
        return window;
    }

    @Test
    void extremeGradientsLeaveTheDiagonal() {
        DrawWindow draws = new DrawWindow(2);
        for (int i = 0; i < 20; i++) {
            draws.add(new double[] {i, -i}, new double[] {1e200 * i, Double.MAX_VALUE});
        }
        LowRankMetric metric = LowRankMetric.unit(2);
        FisherDirections.of(draws, new double[] {1, 1}, false).addTo(metric);

        assertThat(metric.rank()).isZero();
    }
}
