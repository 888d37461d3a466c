package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234567   | 1,230,000",
                "999.6     | 1,000",
                "49.949    | 49.9",
                "1         | 1",
                "1.5       | 1.50",
                "0         | 0",
                "-0.0      | 0",
                "-0.01234  | −0.0123",
                "0.0001    | 0.000100",
                "1.2e-7    | 1.2e−7",
                "3e20      | 3e20",
                "NaN       | –",
                "-Infinity | −∞",
            })
    void showsThreeSignificantDigits(double value, String text) {
        assertThat(Numbers.format(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "204123 | -692456 | 1170000 | 200,000 (−690,000 to 1,170,000)",
                "7.93   | 5.21    | 11.92   | 7.9 (5.2 to 11.9)",
                "0.001  | -0.02   | 0.0204  | 0.0010 (−0.0200 to 0.0204)",
                "109.75 | 109.722 | 109.768 | 109.75 (109.72 to 109.77)",
                "5033098 | 5031916 | 5034175 | 5,033,000 (5,032,000 to 5,034,000)",
                "0      | 0       | 0       | 0 (0 to 0)",
                "NaN    | 1       | 2       | – (1.00 to 2.00)",
                "1.3872e63 | 8.7815e62 | 2.1867e63 | 1.39e63 (8.8e62 to 2.19e63)",
                "2e20   | -4.04e18 | 3e21   | 2e20 (0 to 3e21)",
            })
    void roundsAMedianAndItsIntervalAlike(double median, double low, double high, String text) {
        assertThat(Numbers.estimate(median, low, high)).isEqualTo(text);
    }

    @Test
    void countsAndPercentages() {
        assertThat(Numbers.estimateInWords(-1.6, -2, -1.14, " %"))
                .isEqualTo("−1.60 % (90\u00a0% interval −2.00 to −1.14 %)");
        assertThat(Numbers.count(1234567)).isEqualTo("1,234,567");
        assertThat(Numbers.percent(0.9042)).isEqualTo("90.4\u00a0%");
        assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.fixed(-0.0004, 3)).isEqualTo("0.000");
    }
}
