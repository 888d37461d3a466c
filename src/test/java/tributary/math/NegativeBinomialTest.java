package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Density of counts against references of {@code negative_binomial.py}; its variates. */
class NegativeBinomialTest {
    private static List<double[]> references() {
        try (InputStream in =
                Objects.requireNonNull(
                        NegativeBinomialTest.class.getResourceAsStream("negative_binomial.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line ->
                            java.util.Arrays.stream(line.split(",", -1))
                                    .mapToDouble(Double::parseDouble)
                                    .toArray())
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** In order: the value, the derivative for ln μ, the derivative for the dispersion. */
    @Test
    void errorsAreAsDocumented() {
        double[] score = new double[2];
        assertThat(references()).hasSize(650);
        for (double[] r : references()) {
            double y = r[0];
            double value = Kernels.logNegativeBinomial(y, r[1], r[2]);
            Kernels.negativeBinomialScore(y, r[1], r[2], score);
            String point = "y = %s, mean = %s, dispersion = %s".formatted(y, r[1], r[2]);
            System.out.println(point + " " + Math.abs(value - r[3]) / (1e-13 + 1e-15 * Math.abs(r[3])) + " " + (score[0]/r[4] - 1) + " " + Math.abs(score[1] -r[5]) / (1e-14 * (Math.abs(r[5]) + Math.abs(y-r[1])+ 1)));
        }
    }
}
