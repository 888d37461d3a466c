package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** Density of counts against references of {@code negative_binomial.py}; its variates. */
class NegativeBinomialTest {
    private static List<double[]> references() {
        try (InputStream in =
                Objects.requireNonNull(
                        NegativeBinomialTest.class.getResourceAsStream("negative_binomial.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line ->
                            Arrays.stream(line.split(",", -1))
                                    .mapToDouble(Double::parseDouble)
                                    .toArray())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts to 10 million, dispersions from 0, means from a hundredth to 30 times the count. */
    @Test
    void errorsAreAsDocumented() {
        double[] score = new double[2];
        assertThat(references()).hasSize(650);
        for (double[] r : references()) {
            double y = r[0];
            double value = Kernels.logNegativeBinomial(y, r[1], r[2]);
            Kernels.negativeBinomialScore(y, r[1], r[2], score);
            String point = "y = %s, mean = %s, dispersion = %s".formatted(y, r[1], r[2]);
            assertThat(value).as(point).isCloseTo(r[3], within(2e-13 + 2e-15 * Math.abs(r[3])));
            assertThat(score[0]).as(point).isCloseTo(r[4], within(4 * Math.ulp(Math.abs(r[4]))));
            double size = 1 + Math.abs(y - r[1]) + Math.abs(r[5]);
            assertThat(score[1]).as(point).isCloseTo(r[5], within(1e-14 * size));
        }
    }

    @Test
    void probabilitiesAddUpToOne() {
        for (double dispersion : new double[] {0, 1e-3, 0.4, 2}) {
            double sum = 0;
            double mean = 0;
            double square = 0;
            for (int y = 0; y < 4000; y++) {
                double p = StrictMath.exp(Kernels.logNegativeBinomial(y, 20, dispersion));
                sum += p;
                mean += y * p;
                square += (y - 20.0) * (y - 20.0) * p;
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
            assertThat(mean).isCloseTo(20, within(1e-10));
            assertThat(square).isCloseTo(20 + dispersion * 400, within(1e-7));
        }
    }

    /**
     * χ² of the counts of 40,000 variates: below the quantile of a false-alarm rate of 1e-6,
     * approximately df + 4.75 √(2 df) + 15.
     */
    @ParameterizedTest
    @CsvSource({"0.02, 0", "3, 0", "9.99, 0", "10, 0", "60, 0", "4, 0.3", "25, 0.04", "1, 3"})
    void variatesHaveTheDensity(double mean, double dispersion) {
        int n = 40_000;
        int cells = 200;
        int[] seen = new int[cells];
        RandomStream random = RandomStreams.chain(7, 0);
        for (int i = 0; i < n; i++) {
            seen[(int) Math.min(random.nextNegativeBinomial(mean, dispersion), cells - 1)]++;
        }
        double chiSquare = 0;
        int degrees = -1;
        double left = n;
        int leftSeen = n;
        for (int y = 0; y < cells; y++) {
            double expected = n * StrictMath.exp(Kernels.logNegativeBinomial(y, mean, dispersion));
            if (expected >= 10) {
                chiSquare += (seen[y] - expected) * (seen[y] - expected) / expected;
                left -= expected;
                leftSeen -= seen[y];
                degrees++;
            }
        }
        if (left >= 10) {
            chiSquare += (leftSeen - left) * (leftSeen - left) / left;
            degrees++;
        }
        assertThat(chiSquare).isLessThan(degrees + 4.75 * Math.sqrt(2 * degrees) + 15);
    }

    /** Mean and variance within five standard errors, a false-alarm rate of 1e-6. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-40, 1e-6, 0.09, 4})
    void largeCounts(double dispersion) {
        int n = 20_000;
        double mean = 1e7;
        double variance = mean + dispersion * mean * mean;
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = RandomStreams.stream(11, 0, i).nextNegativeBinomial(mean, dispersion);
        }
        double average = Arrays.stream(x).average().orElseThrow();
        assertThat(average).isCloseTo(mean, within(5 * Math.sqrt(variance / n)));
        DoubleUnaryOperator square = v -> (v - mean) * (v - mean);
        double spread = Arrays.stream(x).map(square).average().orElseThrow();
        // Excess kurtosis 6 a + 1/variance of a variable that is nearly Gamma.
        double error = Math.sqrt((2 + 6 * dispersion) / n);
        assertThat(spread / variance).isCloseTo(1, within(5 * error));
    }

    @Test
    void edges() {
        RandomStream random = RandomStreams.chain(1, 0);
        assertThat(random.nextPoisson(0)).isZero();
        assertThat(random.nextPoisson(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(random.nextPoisson(Double.NaN)).isNaN();
        assertThat(random.nextNegativeBinomial(3, 1e6)).isNotNegative();
        assertThat(RandomStreams.stream(5, 1, 2).nextPoisson(50))
                .isEqualTo(RandomStreams.stream(5, 1, 2).nextPoisson(50));
        assertThat(Kernels.logNegativeBinomial(0, 2.5, 0)).isEqualTo(-2.5);
        assertThat(Kernels.logNegativeBinomial(0, 1e-300, 0.5)).isCloseTo(0, within(1e-299));
    }
}
