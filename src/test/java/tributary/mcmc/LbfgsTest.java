package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

import tributary.math.LogDensity;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.mcmc.targets.Normals;

import java.util.Arrays;

/** The optimiser, what it learns of the inverse Hessian, and the normal made of that. */
class LbfgsTest {
    private final RandomStream random = RandomStreams.chain(17, 0);

    private static Leapfrog leapfrog(LogDensity density) {
        return new Leapfrog(density, LowRankMetric.unit(density.dimension()));
    }

    private static PhasePoint at(Leapfrog leapfrog, double... q) {
        PhasePoint z = new PhasePoint(q.length);
        PhasePoint.copy(q, z.q);
        leapfrog.evaluate(z);
        return z;
    }

    private static double[] climb(LogDensity density, int steps, double... from) {
        Leapfrog leapfrog = leapfrog(density);
        Lbfgs optimiser = new Lbfgs(leapfrog, at(leapfrog, from));
        double last = optimiser.iterate().logDensity;
        int taken = 0;
        while (optimiser.step()) {
            assertThat(optimiser.iterate().logDensity).isGreaterThan(last);
            last = optimiser.iterate().logDensity;
            taken++;
        }
        assertThat(taken).isLessThanOrEqualTo(steps);
        assertThat(leapfrog.gradients()).isLessThanOrEqualTo(2L * steps);
        return optimiser.iterate().q;
    }

    /** Scales from 1e-2 to 1e2; the end is within a few thousandths of an sd of the mode. */
    @Test
    void findsTheModeOfNormals() {
        double[] sds = new double[50];
        Arrays.setAll(sds, i -> StrictMath.pow(10, -2 + 4 * i / 49.0));
        double[] start = new double[50];
        Arrays.fill(start, 1.5);
        double[] mode = climb(Normals.withSds(sds), 300, start);
        for (int i = 0; i < sds.length; i++) {
            assertThat(mode[i] / sds[i]).isCloseTo(0, within(0.02));
        }
    }

    /** Rosenbrock's valley, from his starting point. */
    @Test
    void findsTheModeOfABanana() {
        LogDensity banana =
                LogDensity.of(
                        2,
                        (q, g) -> {
                            double bend = q[1] - q[0] * q[0];
                            double along = 1 - q[0];
                            g[0] = 400 * q[0] * bend + 2 * along;
                            g[1] = -200 * bend;
                            return -100 * bend * bend - along * along;
                        });
        double[] mode = climb(banana, 100, -1.2, 1);
        assertThat(mode[0]).isCloseTo(1, within(1e-2));
        assertThat(mode[1]).isCloseTo(1, within(2e-2));
    }

    @Test
    void stepsBackFromWhereTheDensityIsNotFinite() {
        LogDensity gamma =
                LogDensity.of(
                        1,
                        (q, g) -> {
                            g[0] = 3 / q[0] - 1;
                            return q[0] > 0 ? 3 * StrictMath.log(q[0]) - q[0] : Double.NaN;
                        });
        assertThat(climb(gamma, 30, 0.01)[0]).isCloseTo(3, within(1e-2));
    }

    @Test
    void staysAtTheModeAndWhereNothingCanBeClimbed() {
        Leapfrog normal = leapfrog(Normals.iid(2));
        assertThat(new Lbfgs(normal, at(normal, 0, 0)).step()).isFalse();
        Leapfrog unbounded =
                leapfrog(
                        LogDensity.of(
                                1,
                                (q, g) -> {
                                    g[0] = 1;
                                    return q[0];
                                }));
        PhasePoint start = at(unbounded, 0.5);
        Lbfgs optimiser = new Lbfgs(unbounded, start);
        assertThat(optimiser.step()).isFalse();
        assertThat(optimiser.iterate().q).containsExactly(0.5);
    }

    /** A symmetric positive definite matrix of condition number about 100. */
    private double[][] precision(int n) {
        double[][] factor = new double[n][n];
        for (double[] row : factor) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        double[][] result = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    result[i][j] += factor[i][k] * factor[j][k] / n;
                }
            }
            result[i][i] += 0.1;
        }
        return result;
    }

    private static double[] product(double[][] matrix, double[] x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                result[i] += matrix[i][j] * x[j];
            }
        }
        return result;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** Random steps; conjugate ones, A-orthogonal to those before, where asked for. */
    private InverseHessian learnt(double[][] a, int steps, boolean conjugate) {
        int n = a.length;
        InverseHessian h = new InverseHessian(n);
        double[][] taken = new double[steps][n];
        for (int k = 0; k < steps; k++) {
            double[] step = taken[k];
            Arrays.setAll(step, i -> random.nextGaussian());
            for (int j = 0; conjugate && j < k; j++) {
                double[] change = product(a, taken[j]);
                double share = dot(step, change) / dot(taken[j], change);
                for (int i = 0; i < n; i++) {
                    step[i] -= share * taken[j][i];
                }
            }
            h.update(step, product(a, step));
        }
        return h;
    }

    /** BFGS ends with the inverse Hessian of a quadratic after as many conjugate steps. */
    @Test
    void conjugateStepsRevealTheInverseHessian() {
        double[][] a = precision(5);
        InverseHessian h = learnt(a, 5, true);
        double[] back = new double[5];
        for (int i = 0; i < 5; i++) {
            double[] unit = new double[5];
            unit[i] = 1;
            h.multiply(product(a, unit), back);
            for (int j = 0; j < 5; j++) {
                assertThat(back[j]).isCloseTo(unit[j], within(1e-9));
            }
        }
    }

    /** The secant equation H y = s holds for the last step whatever came before. */
    @Test
    void theLastStepIsAlwaysExplained() {
        double[][] a = precision(20);
        InverseHessian h = learnt(a, 9, false);
        double[] step = new double[20];
        Arrays.setAll(step, i -> random.nextGaussian());
        double[] change = product(a, step);
        h.update(step, change);
        double[] explained = new double[20];
        h.multiply(change, explained);
        for (int i = 0; i < 20; i++) {
            assertThat(explained[i]).isCloseTo(step[i], within(1e-9));
        }
        assertThat(Arrays.stream(h.diagonal())).allMatch(value -> value > 0);
    }

    @Test
    void stepsWithoutCurvatureAreLeftOut() {
        InverseHessian h = new InverseHessian(2);
        h.update(new double[] {1, 0}, new double[] {-1, 0});
        h.update(new double[] {1, 0}, new double[] {0, 0});
        h.update(new double[] {1, 0}, new double[] {Double.NaN, 0});
        assertThat(h.isEmpty()).isTrue();
        assertThat(NormalApproximation.at(new PhasePoint(2), h)).isEmpty();
    }

    /** Mean, covariance and determinant at once: target and approximation differ by a constant. */
    @Test
    void theApproximationOfANormalIsThatNormal() {
        double[][] a = precision(5);
        Leapfrog leapfrog = leapfrog(Normals.withPrecision(a));
        var normal =
                NormalApproximation.at(at(leapfrog, 3, -1, 2, 0.5, -4), learnt(a, 5, true))
                        .orElseThrow();
        DMatrixRMaj matrix = new DMatrixRMaj(a);
        double constant =
                -2.5 * StrictMath.log(2 * Math.PI)
                        + 0.5 * StrictMath.log(CommonOps_DDRM.det(matrix));
        PhasePoint z = new PhasePoint(5);
        for (int k = 0; k < 20; k++) {
            double logDensity = normal.draw(random, z.q);
            leapfrog.evaluate(z);
            assertThat(logDensity - z.logDensity).isCloseTo(constant, within(1e-9));
        }
    }

    /** In 20 dimensions with 12 directions: density and covariance of the draws are those of H. */
    @Test
    void drawsHaveTheEstimatedCovariance() {
        int n = 20;
        double[][] a = precision(n);
        InverseHessian h = learnt(a, 9, false);
        Leapfrog leapfrog = leapfrog(Normals.iid(n));
        double[] origin = new double[n];
        var normal = NormalApproximation.at(at(leapfrog, origin), h).orElseThrow();
        DMatrixRMaj covariance = new DMatrixRMaj(n, n);
        double[] column = new double[n];
        for (int i = 0; i < n; i++) {
            double[] unit = new double[n];
            unit[i] = 1;
            h.multiply(unit, column);
            for (int j = 0; j < n; j++) {
                covariance.set(j, i, column[j]);
            }
        }
        DMatrixRMaj inverse = covariance.copy();
        CommonOps_DDRM.invert(inverse);
        double constant = -0.5 * n * StrictMath.log(2 * Math.PI);
        constant -= 0.5 * StrictMath.log(CommonOps_DDRM.det(covariance));
        int draws = 4000;
        double[] q = new double[n];
        double[] squares = new double[n];
        double products = 0;
        for (int k = 0; k < draws; k++) {
            double logDensity = normal.draw(random, q);
            DMatrixRMaj x = DMatrixRMaj.wrap(n, 1, q);
            assertThat(logDensity).isCloseTo(constant - 0.5 * quadratic(inverse, x), within(1e-6));
            products += q[0] * q[1] / draws;
            for (int i = 0; i < n; i++) {
                squares[i] += q[i] * q[i] / draws;
            }
        }
        // The standard error of a mean square is √(2/draws) of it: 21 times |z| < 4.5.
        for (int i = 0; i < n; i++) {
            assertThat(squares[i] / covariance.get(i, i))
                    .isCloseTo(1, within(4.5 * Math.sqrt(2.0 / draws)));
        }
        double c = covariance.get(0, 1);
        double variance = c * c + covariance.get(0, 0) * covariance.get(1, 1);
        assertThat(products).isCloseTo(c, within(4.5 * Math.sqrt(variance / draws)));
    }

    private static double quadratic(DMatrixRMaj matrix, DMatrixRMaj x) {
        DMatrixRMaj product = new DMatrixRMaj(x.numRows, 1);
        CommonOps_DDRM.mult(matrix, x, product);
        return CommonOps_DDRM.dot(x, product);
    }
}
