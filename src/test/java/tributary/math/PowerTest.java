package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

class PowerTest {
    /** Against references of {@code power.py}, computed with mpmath. */
    @Test
    void errorIsAsDocumented() throws IOException {
        List<String> lines;
        try (InputStream in = PowerTest.class.getResourceAsStream("power.csv")) {
            lines =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        }
        assertThat(lines).hasSizeGreaterThan(950);
        double worst = 0;
        for (String line : lines) {
            String[] cells = line.split(",", -1);
            double power = Kernels.pow(Double.parseDouble(cells[0]), Double.parseDouble(cells[1]));
            var value = new BigDecimal(cells[2]);
            double error =
                    new BigDecimal(power)
                            .subtract(value)
                            .divide(
                                    new BigDecimal(Math.ulp(value.doubleValue())),
                                    MathContext.DECIMAL64)
                            .abs()
                            .doubleValue();
            worst = Math.max(worst, error);
        }
        assertThat(worst).isPositive().isLessThanOrEqualTo(1.6);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 10, 1024",
        "9, 0.5, 3",
        "1, 1e300, 1",
        "2, -1074, 4.9E-324",
        "2, -1076, 0",
        "2, 1023.9999999999999, 1.7976931348621742E308",
        "2, 1024, Infinity",
        "4.9E-324, 0.5, 2.2227587494850775E-162",
        "0, 0.5, 0",
        "-0.0, 3, 0",
        "0, 0, 1",
        "0, -1, Infinity",
        "NaN, 0, 1",
        "NaN, 1, NaN",
        "0, NaN, NaN",
        "2, NaN, NaN",
        "-1, 2, NaN",
        "Infinity, 0.1, Infinity",
        "Infinity, -0.1, 0",
        "2, Infinity, Infinity",
        "2, -Infinity, 0",
        "0.5, Infinity, 0",
    })
    void specialValues(double x, double y, double expected) {
        assertThat(Double.valueOf(Kernels.pow(x, y))).isEqualTo(Double.valueOf(expected));
    }

    /** √x is correctly rounded, so the error of pow shows beside it; x^1 = x but for that. */
    @Test
    void squareRootsAndFirstPowersAreWithinTwoUnits() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 2000; i++) {
            double x = random.nextDouble() * (i % 2 == 0 ? 1e-3 : 1e6);
            assertThat(Math.abs(Kernels.pow(x, 0.5) - Math.sqrt(x)))
                    .isLessThanOrEqualTo(2 * Math.ulp(Math.sqrt(x)));
            assertThat(Math.abs(Kernels.pow(x, 1) - x)).isLessThanOrEqualTo(2 * Math.ulp(x));
        }
    }
}
