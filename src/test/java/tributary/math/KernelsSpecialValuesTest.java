package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Infinities, NaN, signed zeros, overflow, underflow, and identities that must hold exactly. */
class KernelsSpecialValuesTest {
    private static final Map<String, DoubleUnaryOperator> FUNCTIONS =
            Map.ofEntries(
                    Map.entry("exp", Kernels::exp),
                    Map.entry("expm1", Kernels::expm1),
                    Map.entry("log", Kernels::log),
                    Map.entry("log1p", Kernels::log1p),
                    Map.entry("logistic", Kernels::logistic),
                    Map.entry("tanh", Kernels::tanh),
                    Map.entry("lgamma", Kernels::lgamma),
                    Map.entry("digamma", Kernels::digamma),
                    Map.entry("normalCdf", Kernels::normalCdf),
                    Map.entry("logNormalCdf", Kernels::logNormalCdf),
                    Map.entry("inverseMills", Kernels::inverseMills),
                    Map.entry("normalQuantile", Kernels::normalQuantile),
                    Map.entry("normalQuantileOfLog", Kernels::normalQuantileOfLog));

    @ParameterizedTest
    @CsvSource({
        "exp, 0, 1",
        "exp, -0.0, 1",
        "exp, Infinity, Infinity",
        "exp, -Infinity, 0",
        "exp, 709.7827128933841, Infinity",
        "exp, 1e300, Infinity",
        "exp, -745.1332191019411, 4.9E-324",
        "exp, -745.1332191019412, 0",
        "exp, -1e300, 0",
        "expm1, 0, 0",
        "expm1, -0.0, -0.0",
        "expm1, 4.9E-324, 4.9E-324",
        "expm1, Infinity, Infinity",
        "expm1, 710, Infinity",
        "expm1, -Infinity, -1",
        "expm1, -50, -1",
        "log, 1, 0",
        "log, 0, -Infinity",
        "log, -0.0, -Infinity",
        "log, -1, NaN",
        "log, -4.9E-324, NaN",
        "log, -Infinity, NaN",
        "log, Infinity, Infinity",
        "log, 4.9E-324, -744.4400719213812",
        "log1p, 0, 0",
        "log1p, -0.0, -0.0",
        "log1p, 4.9E-324, 4.9E-324",
        "log1p, -1, -Infinity",
        "log1p, -1.0000000000000002, NaN",
        "log1p, -Infinity, NaN",
        "log1p, Infinity, Infinity",
        "logistic, 0, 0.5",
        "logistic, Infinity, 1",
        "logistic, -Infinity, 0",
        "logistic, 800, 1",
        "logistic, -800, 0",
        "tanh, 0, 0",
        "tanh, -0.0, -0.0",
        "tanh, Infinity, 1",
        "tanh, -Infinity, -1",
        "tanh, 1e300, 1",
        "lgamma, 1, 0",
        "lgamma, 2, 0",
        "lgamma, 0, Infinity",
        "lgamma, -1.5, NaN",
        "lgamma, Infinity, Infinity",
        "lgamma, 1e306, Infinity",
        "digamma, 0, -Infinity",
        "digamma, -1, NaN",
        "digamma, Infinity, Infinity",
        "normalCdf, Infinity, 1",
        "normalCdf, -Infinity, 0",
        "normalCdf, -40, 0",
        "logNormalCdf, Infinity, -0.0",
        "logNormalCdf, -Infinity, -Infinity",
        "logNormalCdf, -1e200, -Infinity",
        "inverseMills, Infinity, 0",
        "inverseMills, -Infinity, Infinity",
        "normalQuantile, 0, -Infinity",
        "normalQuantile, 1, Infinity",
        "normalQuantile, 0.5, 0",
        "normalQuantile, -0.1, NaN",
        "normalQuantile, 1.1, NaN",
        "normalQuantileOfLog, 0, Infinity",
        "normalQuantileOfLog, -Infinity, -Infinity",
        "normalQuantileOfLog, 0.1, NaN",
    })
    void specialValues(String function, double x, double expected) {
        assertThat(bits(apply(function, x))).isEqualTo(bits(expected));
    }

    @Test
    void nanStaysNan() {
        FUNCTIONS.forEach((name, f) -> assertThat(f.applyAsDouble(Double.NaN)).as(name).isNaN());
    }

    @Test
    void expAndLogAreMonotoneAcrossTheSeamsOfTheirReductions() {
        for (int k = -20; k <= 20; k++) {
            double seam = (k + 0.5) * 0.6931471805599453;
            assertMonotone(Kernels::exp, seam);
            assertMonotone(Kernels::log, Math.sqrt(2) * StrictMath.scalb(1.0, k));
        }
    }

    private static void assertMonotone(DoubleUnaryOperator f, double from) {
        double x = from - 50 * Math.ulp(from);
        for (int i = 0; i < 100; i++) {
            double next = Math.nextUp(x);
            assertThat(f.applyAsDouble(next)).isGreaterThanOrEqualTo(f.applyAsDouble(x));
            x = next;
        }
    }

    @Test
    void oddAndComplementaryFunctionsAreExactlySo() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 1000; i++) {
            double x = random.nextDouble(-30, 30);
            assertThat(Kernels.tanh(-x)).isEqualTo(-Kernels.tanh(x));
            double p = random.nextInt(1, 1 << 20) * 0x1p-20; // 1 − p is exact
            assertThat(Kernels.normalQuantile(1 - p) + Kernels.normalQuantile(p)).isZero();
        }
    }

    /** Pinned bits: these values may never change, on any machine. */
    @ParameterizedTest
    @CsvSource({
        "exp, 1.1, 0x1.808883244d593p1",
        "log, 3.3, 0x1.31a4e7240c777p0",
        "log1p, 0.7, 0x1.0fae81914a991p-1",
        "expm1, -0.9, -0x1.2fd619ffbc8f1p-1",
        "logistic, -2.2, 0x1.9893f80876febp-4",
        "tanh, 0.6, 0x1.12f8292d2ccfcp-1",
        "lgamma, 4.4, 0x1.28761446e91c7p1",
        "digamma, 0.8, -0x1.ee159a54b9b38p-1",
        "normalCdf, -1.3, 0x1.8c7eaa3883ae3p-4",
        "logNormalCdf, -7.7, -0x1.04f88f36e973p5",
        "inverseMills, 1.9, 0x1.14b55fd169fcfp-4",
        "normalQuantile, 0.02, -0x1.06e13e8aadfdbp1",
        "normalQuantileOfLog, -900, -0x1.5287d1119d187p5",
    })
    void pinned(String function, double x, String hexadecimal) {
        assertThat(Double.toHexString(apply(function, x))).isEqualTo(hexadecimal);
    }

    private static double apply(String function, double x) {
        return Objects.requireNonNull(FUNCTIONS.get(function)).applyAsDouble(x);
    }

    private static long bits(double x) {
        return Double.doubleToLongBits(x);
    }
}
