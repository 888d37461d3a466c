package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** ln T_ν(x) with its derivatives: references of {@code student_t_cdf.py}, identities and edges. */
class StudentTCdfTest {
    private record Reference(double x, double nu, List<BigDecimal> expected) {}

    /** The bound that {@link Kernels#logStudentTCdf(double, double, double[])} documents. */
    private static final double RELATIVE_ERROR = 6e-14;

    private static double[] at(double x, double nu) {
        double[] out = new double[3];
        Kernels.logStudentTCdf(x, nu, out);
        return out;
    }

    /** In order: the value, the derivative for x, the derivative for ν. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void errorIsAsDocumented(int component) {
        List<Reference> references = references();
        assertThat(references).hasSize(1045);
        for (Reference reference : references) {
            double actual = at(reference.x, reference.nu)[component];
            BigDecimal expected = reference.expected.get(component);
            double error = new BigDecimal(actual).subtract(expected).abs().doubleValue();
            // Subnormal results (x = 40 and ν = 10,000) have fewer digits than that.
            double allowed = RELATIVE_ERROR * expected.abs().doubleValue() + 4 * Double.MIN_VALUE;
            assertThat(error)
                    .as("x = %s, nu = %s: %s", reference.x, reference.nu, actual)
                    .isLessThanOrEqualTo(allowed);
        }
    }

    @Test
    void isTheElementaryFormulaWhereThereIsOne() {
        for (double x = -30; x <= 30; x += 0.37) {
            double cauchy = 0.5 + StrictMath.atan(x) / Math.PI;
            assertThat(StrictMath.exp(Kernels.logStudentTCdf(x, 1)))
                    .isCloseTo(cauchy, within(2e-15));
            double two = 0.5 + x / (2 * Math.sqrt(2 + x * x));
            assertThat(StrictMath.exp(Kernels.logStudentTCdf(x, 2))).isCloseTo(two, within(2e-15));
        }
    }

    /** Five-point differences; their own error is the rounding of the values over the step. */
    @Test
    void derivativesAreThoseOfTheValue() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 3000; i++) {
            double nu = 2 + StrictMath.exp(random.nextDouble(-4, 7));
            double x =
                    i % 3 == 0
                            ? -StrictMath.exp(random.nextDouble(0, 12))
                            : random.nextDouble(-6, 6);
            double[] out = at(x, nu);
            double rounding = 1e-14 * Math.max(Math.abs(out[0]), 0.01);
            double step = 1e-3 * Math.max(1, -x);
            double byX = difference(step, h -> Kernels.logStudentTCdf(x + h, nu));
            assertThat(out[1])
                    .as("x = %s, nu = %s", x, nu)
                    .isCloseTo(byX, within(rounding / step + 1e-8 * Math.abs(byX)));
            double nuStep = 1e-3 * nu;
            double byNu = difference(nuStep, h -> Kernels.logStudentTCdf(x, nu + h));
            assertThat(out[2])
                    .as("x = %s, nu = %s", x, nu)
                    .isCloseTo(byNu, within(rounding / nuStep + 1e-8 * Math.abs(byNu)));
        }
    }

    private static double difference(double h, DoubleUnaryOperator f) {
        double near = f.applyAsDouble(h) - f.applyAsDouble(-h);
        double far = f.applyAsDouble(2 * h) - f.applyAsDouble(-2 * h);
        return (8 * near - far) / (12 * h);
    }

    /** T = Φ − φ (x³ + x)/(4ν) + O(ν^−2): Abramowitz and Stegun 26.7.8 to first order. */
    @ParameterizedTest
    @ValueSource(doubles = {-20, -4, -2.4, -1, -1e-6, 0, 0.3, 2, 2.6, 5})
    void tendsToTheNormal(double x) {
        assertThat(at(x, Double.POSITIVE_INFINITY))
                .containsExactly(Kernels.logNormalCdf(x), Kernels.inverseMills(x), 0);
        double mills = Kernels.inverseMills(x);
        for (double nu : new double[] {1e9, 1e12, 1e60, 1e150}) {
            double[] out = at(x, nu);
            // (1 + x²)² terms of the second order, and rounding.
            double second = (1 + x * x) * (1 + x * x) / nu + 1e-13;
            double slope = mills * (x * x + 1) * x / 4 / nu / nu;
            assertThat(out[0] / Kernels.logNormalCdf(x)).isCloseTo(1, within(second));
            assertThat(out[1] / mills).isCloseTo(1, within(second));
            assertThat(out[2]).isCloseTo(slope, within(second * Math.abs(slope)));
        }
        assertThat(at(x, 1e300)[2]).isZero();
    }

    /** T(−z) → c z^−ν: what z loses in 100 decades is the same everywhere. */
    @Test
    void theFarTailIsAPowerLaw() {
        double decades = 100 * StrictMath.log(10);
        for (double nu : new double[] {0.2, 2.5, 1000}) {
            for (double x : new double[] {-1e12, -1e100, -1e200}) {
                double[] near = at(x, nu);
                double[] far = at(x * 1e100, nu);
                assertThat(near[0] - far[0]).isCloseTo(nu * decades, within(1e-10 * nu));
                assertThat(far[1] * x * 1e100).isCloseTo(-nu, within(1e-12 * nu));
                assertThat(near[2] - far[2]).isCloseTo(decades, within(1e-10));
            }
        }
    }

    @Test
    void lowerAndUpperTailsAddToOne() {
        var random = new SplittableRandom(11);
        for (int i = 0; i < 1000; i++) {
            double x = random.nextDouble(0, 12);
            double nu = StrictMath.exp(random.nextDouble(0.7, 12));
            double[] below = at(-x, nu);
            double[] above = at(x, nu);
            double lower = Kernels.exp(below[0]);
            double upper = Kernels.exp(above[0]);
            assertThat(lower + upper).isCloseTo(1, within(1e-15));
            assertThat(upper * above[1]).isCloseTo(lower * below[1], within(1e-15)); // density
            assertThat(upper * above[2] + lower * below[2]).isCloseTo(0, within(1e-15));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.01, 4, 30, 1e4, 1e10})
    void isMonotoneAcrossTheSeamOfItsExpansions(double nu) {
        double seam = Math.sqrt(6 / (1 + 12 / nu));
        for (double side : new double[] {-seam, seam}) {
            double x = side - 50e-13;
            for (int i = 0; i < 100; i++) {
                assertThat(Kernels.logStudentTCdf(x + 1e-13, nu))
                        .isGreaterThan(Kernels.logStudentTCdf(x, nu));
                x += 1e-13;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Infinity, 4, 0, 0, 0",
        "Infinity, Infinity, 0, 0, 0",
        "-Infinity, 4, -Infinity, 0, -Infinity",
        "-Infinity, Infinity, -Infinity, Infinity, 0",
        "-1.7e308, 0.5, -Infinity, 0, -Infinity",
        "NaN, 4, NaN, NaN, NaN",
        "1, 0, NaN, NaN, NaN",
        "1, -2, NaN, NaN, NaN",
        "1, NaN, NaN, NaN, NaN",
        "0, 5, -0.6931471805599453, 0.7592133796449889, 0",
    })
    void edges(double x, double nu, double value, double byX, double byNu) {
        assertThat(at(x, nu)).containsExactly(value, byX, byNu);
        assertThat(Double.toHexString(Kernels.logStudentTCdf(x, nu)))
                .isEqualTo(Double.toHexString(value));
    }

    @Test
    void aShortArrayIsRefused() {
        assertThatThrownBy(() -> Kernels.logStudentTCdf(0, 4, new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("range: 0 to 3 must lie in 0 to 2");
    }

    /** Pinned bits: these values may never change, on any machine. */
    @ParameterizedTest
    @CsvSource({
        "-1.3, 4.2, -0x1.04f8ed0056b9p1, 0x1.32ffcbb1eea65p0, -0x1.d15174e24cf1cp-5",
        "2.2, 17.5, -0x1.57953f68c672bp-6, 0x1.57c96de217e29p-5, 0x1.b48b4054f94a7p-12",
        "-310, 3.3, -0x1.28d26274dd631p4, 0x1.5ccf98ee4aaf9p-7, -0x1.313910cf7c593p2",
        "4.4, 250, -0x1.0d13e49289d1cp-17, 0x1.1fa18c9e7997bp-15, 0x1.9cb4462f03841p-27",
    })
    void pinned(double x, double nu, String value, String byX, String byNu) {
        double[] out = at(x, nu);
        assertThat(Double.toHexString(out[0])).isEqualTo(value);
        assertThat(Double.toHexString(out[1])).isEqualTo(byX);
        assertThat(Double.toHexString(out[2])).isEqualTo(byNu);
        assertThat(Kernels.logStudentTCdf(x, nu)).isEqualTo(out[0]);
    }

    /**
     * Least over rounds: a byte per call shows in every one, the virtual machine's own does not.
     */
    @Test
    void doesNotAllocate() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        double[] out = new double[3];
        long least = Long.MAX_VALUE;
        double sum = 0;
        for (int round = 0; round < 10; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 1000; i++) {
                Kernels.logStudentTCdf(-5 + 0.01 * i, 4, out);
                sum += out[2];
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(sum).isFinite();
        assertThat(least).isLessThan(1000);
    }

    private static List<Reference> references() {
        try (InputStream in = StudentTCdfTest.class.getResourceAsStream("student_t_cdf.csv")) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(StudentTCdfTest::reference).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reference reference(String line) {
        String[] cells = line.split(",");
        return new Reference(
                Double.parseDouble(cells[0]),
                Double.parseDouble(cells[1]),
                List.of(
                        new BigDecimal(cells[2]),
                        new BigDecimal(cells[3]),
                        new BigDecimal(cells[4])));
    }
}
