package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tributary.math.Determinant;
import tributary.math.LogDensity;

import java.util.Arrays;

class LeapfrogTest {
    /** −(q₁⁴ + q₁² q₂² + q₂²)/2: not separable, not quadratic. */
    private static final LogDensity QUARTIC =
            LogDensity.of(
                    2,
                    (q, g) -> {
                        double a = q[0] * q[0];
                        double b = q[1] * q[1];
                        g[0] = -q[0] * (2 * a + b);
                        g[1] = -q[1] * (a + 1);
                        return -0.5 * (a * a + a * b + b);
                    });

    private final LowRankMetric metric = LowRankMetric.unit(2);
    private final Leapfrog leapfrog = new Leapfrog(QUARTIC, metric);

    /** Neither of unit scale nor diagonal. */
    @BeforeEach
    void setMetric() {
        metric.setDiagonal(new double[] {0.8, 1.5});
        metric.setDirections(new double[][] {{0.6, 0.8}}, new double[] {1.7});
    }

    @Test
    void isReversible() {
        PhasePoint z = start(0.7, -0.4, 0.3, 1.1);
        for (int i = 0; i < 100; i++) {
            leapfrog.step(z, 0.1);
        }
        assertThat(z.q[0]).isNotCloseTo(0.7, within(1e-3));
        for (int i = 0; i < 100; i++) {
            leapfrog.step(z, -0.1);
        }
        assertThat(z.q).containsExactly(new double[] {0.7, -0.4}, within(1e-11));
        double[] padded = Arrays.copyOf(new double[] {0.3, 1.1}, z.p.length);
        assertThat(z.p).containsExactly(padded, within(1e-11));
    }

    @Test
    void preservesVolume() {
        double h = 1e-5;
        double[] at = {0.7, -0.4, 0.3, 1.1};
        double[][] jacobian = new double[4][];
        for (int j = 0; j < 4; j++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[j] += h;
            down[j] -= h;
            double[] above = afterTenSteps(up);
            double[] below = afterTenSteps(down);
            jacobian[j] = new double[4];
            for (int i = 0; i < 4; i++) {
                jacobian[j][i] = (above[i] - below[i]) / (2 * h);
            }
        }
        assertThat(Determinant.logAbsolute(jacobian)).isCloseTo(0, within(1e-7));
    }

    @Test
    void energyErrorIsOfSecondOrder() {
        double coarse = energyError(0.02, 50);
        double fine = energyError(0.01, 100);

        assertThat(coarse / fine).isCloseTo(4, within(0.05));
    }

    /** The velocity is integrated like the momentum, not computed from it: they must not part. */
    @Test
    void velocityStaysTheInverseMetricTimesTheMomentum() {
        PhasePoint z = start(0.7, -0.4, 0.3, 1.1);
        for (int i = 0; i < 1000; i++) {
            leapfrog.step(z, 0.1);
        }
        PhasePoint fresh = new PhasePoint(2);
        fresh.copyFrom(z);
        metric.depart(fresh);

        assertThat(z.v).containsExactly(fresh.v, within(1e-12));
        assertThat(z.kineticEnergy).isCloseTo(fresh.kineticEnergy, within(1e-12));
    }

    @Test
    void metricRescalesTheMotion() {
        LowRankMetric wide = LowRankMetric.unit(1);
        wide.setDiagonal(new double[] {4});
        Leapfrog free = new Leapfrog(LogDensity.of(1, (q, g) -> g[0] = 0), wide);
        PhasePoint z = new PhasePoint(1);
        z.p[0] = 3;
        free.evaluate(z);
        wide.depart(z);
        free.step(z, 0.5);

        assertThat(z.q[0]).isEqualTo(0.5 * 4 * 3);
        assertThat(z.v[0]).isEqualTo(4 * 3);
        assertThat(z.kineticEnergy).isEqualTo(0.5 * 4 * 9);
        assertThat(free.gradients()).isEqualTo(2);
    }

    @Test
    void whateverIsNotFiniteHasInfiniteEnergy() {
        PhasePoint z = new PhasePoint(1);
        for (double bad :
                new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
            z.logDensity = bad;
            assertThat(z.energy()).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    private double energyError(double stepSize, int steps) {
        PhasePoint z = start(0.7, -0.4, 0.3, 1.1);
        double before = z.energy();
        for (int i = 0; i < steps; i++) {
            leapfrog.step(z, stepSize);
        }
        return z.energy() - before;
    }

    private double[] afterTenSteps(double[] state) {
        PhasePoint z = start(state[0], state[1], state[2], state[3]);
        for (int i = 0; i < 10; i++) {
            leapfrog.step(z, 0.2);
        }
        return new double[] {z.q[0], z.q[1], z.p[0], z.p[1]};
    }

    private PhasePoint start(double q0, double q1, double p0, double p1) {
        PhasePoint z = new PhasePoint(2);
        z.q[0] = q0;
        z.q[1] = q1;
        z.p[0] = p0;
        z.p[1] = p1;
        leapfrog.evaluate(z);
        metric.depart(z);
        return z;
    }
}
