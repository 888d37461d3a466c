package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The formulas of the leapfrog kernels; their bits are compared by {@link KernelPairsTest}. */
class LeapfrogKernelsTest {
    private static final int N = 11;
    private static final double STEP = 0.3;

    private final double[] gradient = wave(1);
    private final double[] p = wave(2);
    private final double[] v = wave(3);
    private final double[] q = wave(4);
    private final double[] scratch = new double[LeapfrogKernels.PROJECTIONS];

    @Test
    void aStepOfADiagonalMetric() {
        double[] variance = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        double[] pOut = new double[N];
        double[] qOut = new double[N];
        LeapfrogKernels.kickAndDriftDiagonal(STEP, variance, gradient, p, q, pOut, qOut, N);
        double[] kicked = p.clone();
        double[] velocity = new double[N];
        double energy =
                LeapfrogKernels.kickDiagonal(
                        STEP, variance, gradient, kicked, velocity, N, scratch);
        double sum = 0;
        for (int i = 0; i < N; i++) {
            double expected = p[i] + 0.5 * STEP * gradient[i];
            assertThat(pOut[i]).isCloseTo(expected, within(1e-15));
            assertThat(qOut[i]).isCloseTo(q[i] + STEP * variance[i] * expected, within(1e-14));
            assertThat(kicked[i]).isEqualTo(pOut[i]);
            assertThat(velocity[i]).isCloseTo(variance[i] * expected, within(1e-14));
            sum += 0.5 * variance[i] * expected * expected;
        }
        assertThat(energy).isCloseTo(sum, within(1e-13));
    }

    @Test
    void aStepWithAnAcceleration() {
        double[] acceleration = wave(5);
        double[] pOut = new double[N];
        double[] vOut = new double[N];
        double[] qOut = new double[N];
        LeapfrogKernels.kickAndDrift(STEP, gradient, acceleration, p, v, q, pOut, vOut, qOut, N);
        double[] kicked = p.clone();
        double[] velocity = v.clone();
        double energy =
                LeapfrogKernels.kick(STEP, gradient, acceleration, kicked, velocity, N, scratch);
        double sum = 0;
        for (int i = 0; i < N; i++) {
            double expectedP = p[i] + 0.5 * STEP * gradient[i];
            double expectedV = v[i] + 0.5 * STEP * acceleration[i];
            assertThat(pOut[i]).isCloseTo(expectedP, within(1e-15));
            assertThat(vOut[i]).isCloseTo(expectedV, within(1e-15));
            assertThat(qOut[i]).isCloseTo(q[i] + STEP * expectedV, within(1e-15));
            assertThat(kicked[i]).isEqualTo(pOut[i]);
            assertThat(velocity[i]).isEqualTo(vOut[i]);
            sum += 0.5 * expectedP * expectedV;
        }
        assertThat(energy).isCloseTo(sum, within(1e-14));
    }

    @Test
    void theSeamIsThreeSums() {
        double[][] x = new double[8][];
        for (int k = 0; k < 8; k++) {
            x[k] = wave(k + 1);
        }
        LeapfrogKernels.projectSeam(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], N, scratch);
        double[] six = scratch.clone();
        int[][] sums = {{0, 1, 4, 7}, {0, 3, 4, 6}, {2, 1, 5, 7}};
        for (int k = 0; k < 3; k++) {
            double[] a = x[sums[k][0]];
            double[] b = x[sums[k][1]];
            double[] first = x[sums[k][2]];
            double[] last = x[sums[k][3]];
            LeapfrogKernels.projectSum(a, b, first, last, N, scratch);
            assertThat(six[2 * k]).isEqualTo(scratch[0]);
            assertThat(six[2 * k + 1]).isEqualTo(scratch[1]);
            double expectedFirst = 0;
            double expectedLast = 0;
            for (int i = 0; i < N; i++) {
                expectedFirst += first[i] * (a[i] + b[i]);
                expectedLast += last[i] * (a[i] + b[i]);
            }
            assertThat(scratch[0]).isCloseTo(expectedFirst, within(1e-14));
            assertThat(scratch[1]).isCloseTo(expectedLast, within(1e-14));
        }
    }

    @Test
    void projectionsAreDotProductsAndTheirSumIsAdded() {
        double[][] directions = new double[7][];
        for (int k = 0; k < 7; k++) {
            directions[k] = wave(k + 10);
        }
        double[] along = new double[7];
        LeapfrogKernels.project(directions, p, N, along, scratch);
        double[] y = q.clone();
        LeapfrogKernels.addAlong(directions, along, y, N);
        double[] expected = q.clone();
        for (int k = 0; k < 7; k++) {
            assertThat(along[k]).isEqualTo(Kernels.dot(directions[k], p, N));
            Kernels.axpy(along[k], directions[k], expected, N);
        }
        assertThat(y).isEqualTo(expected);
    }

    @Test
    void shortArraysAreRefused() {
        double[] tooShort = new double[N - 1];
        assertThatThrownBy(() -> LeapfrogKernels.add(p, q, tooShort, N))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 11 must lie in 0 to 10");
        assertThatThrownBy(() -> LeapfrogKernels.projectSum(p, q, v, gradient, N, new double[N]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        LeapfrogKernels.project(
                                new double[][] {tooShort}, p, N, new double[1], scratch))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Some values of both signs. */
    private static double[] wave(int frequency) {
        double[] x = new double[N];
        for (int i = 0; i < N; i++) {
            x[i] = StrictMath.sin(frequency * (i + 0.7));
        }
        return x;
    }
}
