package tributary.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

/** One ranking gives the same bits as each diagnostic by itself. */
class RankDiagnosticsTest {
    @ParameterizedTest
    @ValueSource(ints = {4, 7, 50, 301})
    void isWhatEachDiagnosticSaysByItself(int draws) {
        Random random = new Random(draws);
        double[][] x = new double[3][draws];
        for (double[] chain : x) {
            double state = random.nextGaussian();
            for (int d = 0; d < draws; d++) {
                state = 0.6 * state + random.nextGaussian();
                chain[d] = d % 5 == 0 ? Math.rint(state) : state; // with ties
            }
        }
        assertThat(RankDiagnostics.of(x)).isEqualTo(new RankDiagnostics(Rhat.of(x), Ess.bulk(x)));
    }

    @Test
    void isNotDefinedOfConstantDraws() {
        assertThat(RankDiagnostics.of(new double[2][10]))
                .isEqualTo(new RankDiagnostics(Double.NaN, Double.NaN));
    }
}
