package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.math.CellLayout;

import java.util.Random;

/** The sampled coordinate is the mean coefficient, or its logarithm where they are positive. */
class PathCoefficientsTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void levelIsTheMeanCoefficient(boolean positive) {
        int[] raw = {3, 4, 5};
        int[] coefficients = {6, 7, 8};
        var term =
                new PathCoefficients(
                        positive, 0, 1, 2, SlotRange.of(raw), SlotRange.of(coefficients));
        Random random = new Random(1);
        for (int point = 0; point < 20; point++) {
            Workspace w = new Workspace(9, 0, CellLayout.of(1, 1));
            for (int slot : new int[] {0, 2, 3, 4, 5}) {
                w.theta[slot] = random.nextGaussian();
            }
            term.forward(w);
            double mean = (w.theta[6] + w.theta[7] + w.theta[8]) / 3;
            assertThat(positive ? StrictMath.log(mean) : mean).isCloseTo(w.theta[0], within(1e-13));
            for (int k = 0; k < 3; k++) {
                double value = w.theta[1] + w.theta[2] * w.theta[raw[k]];
                assertThat(w.theta[coefficients[k]])
                        .isCloseTo(positive ? StrictMath.exp(value) : value, within(1e-12));
            }
        }
    }
}
