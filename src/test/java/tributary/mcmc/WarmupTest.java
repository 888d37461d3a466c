package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import tributary.math.RandomStream;
import tributary.math.RandomStreams;

import java.util.List;

/** Schedule, variance and step size of the warm-up, each by itself. */
class WarmupTest {
    @Test
    void aThousandIterationsHaveStansWindows() {
        WarmupSchedule schedule = WarmupSchedule.of(1000);

        assertThat(schedule.windowEnds()).containsExactly(100, 150, 250, 450, 950);
        assertThat(schedule.estimatesMetric(74)).isFalse();
        assertThat(schedule.estimatesMetric(75)).isTrue();
        assertThat(schedule.estimatesMetric(949)).isTrue();
        assertThat(schedule.estimatesMetric(950)).isFalse();
        assertThat(schedule.endsWindow(99)).isTrue();
        assertThat(schedule.endsWindow(100)).isFalse();
    }

    @Test
    void everyLengthAdaptsTheMetricAndThenTheStepSize() {
        for (int length = 20; length <= 3000; length++) {
            List<Integer> ends = WarmupSchedule.of(length).windowEnds();
            int begin = length < 150 ? length * 15 / 100 : 75;
            for (int end : ends) {
                assertThat(end - begin).as("window of %d", length).isGreaterThanOrEqualTo(11);
                begin = end;
            }
            assertThat(length - begin).isEqualTo(length < 150 ? length * 30 / 100 : 50);
        }
    }

    @Test
    void tooShortAWarmupIsRefused() {
        assertThatThrownBy(() -> WarmupSchedule.of(19)).hasMessage("warmup: 19 must be ≥ 20");
    }

    @Test
    void varianceIsShrunkAsByFiveDraws() {
        WelfordVariance variance = new WelfordVariance(2);
        variance.add(new double[] {100, 9});
        variance.reset();
        double[][] positions = {{1, 1e9}, {2, 1e9 + 1}, {4, 1e9 + 2}, {5, 1e9 + 3}, {8, 1e9 + 4}};
        for (double[] q : positions) {
            variance.add(q);
        }
        double[] result = new double[2];
        variance.regularizedVariance(result);

        assertThat(variance.count()).isEqualTo(5);
        assertThat(result[0]).isCloseTo(0.5 * 7.5 + 0.5e-3, within(1e-14));
        assertThat(result[1]).isCloseTo(0.5 * 2.5 + 0.5e-3, within(1e-14));
    }

    @Test
    void dualAveragingFollowsItsFormula() {
        StepSizeAdaptation adaptation = new StepSizeAdaptation(0.8);
        adaptation.restart(0.5);

        // One step by hand: mean error (0.8 − 0.6)/11, log step log 5 − √1/0.05 · error.
        double first = 5 * StrictMath.exp(-20 * 0.2 / 11);
        assertThat(adaptation.update(0.6)).isCloseTo(first, within(1e-14));
        assertThat(adaptation.averaged()).isCloseTo(first, within(1e-14));
    }

    @Test
    void dualAveragingFindsTheTarget() {
        RandomStream random = RandomStreams.chain(11, 0);
        for (double target : new double[] {0.6, 0.8, 0.95}) {
            StepSizeAdaptation adaptation = new StepSizeAdaptation(target);
            double stepSize = 1;
            adaptation.restart(stepSize);
            for (int i = 0; i < 5000; i++) {
                double noise = 0.2 * (random.nextDouble() - 0.5);
                stepSize = adaptation.update(clamp(acceptance(stepSize) + noise));
            }
            assertThat(acceptance(adaptation.averaged())).isCloseTo(target, within(0.02));
        }
    }

    private static double acceptance(double stepSize) {
        return 1 / (1 + stepSize * stepSize);
    }

    private static double clamp(double x) {
        return Math.max(0, Math.min(1, x));
    }
}
