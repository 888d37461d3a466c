package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import tributary.math.RandomStream;
import tributary.math.RandomStreams;

/** Schedule, variance and step size of the warm-up, each by itself. */
class WarmupTest {
    /** Windows of 10, 15, 22, 33 … iterations, as long as a whole one follows each end. */
    @Test
    void windowsGrowAndTheLastPhaseTunesTheStepSize() {
        WarmupSchedule schedule = WarmupSchedule.of(1000, Adaptation.defaults());

        assertThat(schedule.windowEnds()).containsExactly(10, 25, 47, 80, 130, 205, 318, 488);
        assertThat(schedule.metricEnd()).isEqualTo(850);
        assertThat(schedule.adaptsMetric(849)).isTrue();
        assertThat(schedule.adaptsMetric(850)).isFalse();
        assertThat(schedule.endsWindow(9)).isTrue();
        assertThat(schedule.endsWindow(10)).isFalse();
        assertThat(schedule.isLate(487)).isFalse();
        assertThat(schedule.isLate(488)).isTrue();
        // From the end of the last window but one to the end of the metric's adaptation.
        assertThat(schedule.longestMemory()).isEqualTo(850 - 318);
    }

    /**
     * Every length forgets its start, rests on a whole window and leaves the step size its time.
     */
    @Test
    void everyLengthFromTwentyToTenThousandAdapts() {
        for (int length = 20; length <= 10_000; length++) {
            WarmupSchedule schedule = WarmupSchedule.of(length, Adaptation.defaults());
            assertThat(length - schedule.metricEnd())
                    .as("step-size phase of %d", length)
                    .isBetween(length * 15 / 100, Math.max(50, length * 15 / 100))
                    .isGreaterThanOrEqualTo(6);
            int window = 10;
            int begin = 0;
            for (int end : schedule.windowEnds()) {
                assertThat(end - begin).as("window of %d", length).isGreaterThanOrEqualTo(window);
                window = end - begin;
                begin = end;
            }
            assertThat(schedule.metricEnd() - begin).isGreaterThanOrEqualTo(window);
            if (length >= 100) {
                assertThat(schedule.longestMemory())
                        .as("memory of %d", length)
                        .isBetween(length * 35 / 100, length * 75 / 100);
            }
        }
    }

    @Test
    void tooShortAWarmupIsRefused() {
        assertThatThrownBy(() -> WarmupSchedule.of(19, Adaptation.defaults()))
                .hasMessage("warmup: 19 must be ≥ 20");
    }

    @Test
    void choicesOfTheAdaptationNameWhatIsWrong() {
        assertThatThrownBy(() -> new Adaptation(1, true, true, 10, 1.5))
                .hasMessage("stepSizeJitter: 1.0 must be in [0, 1)");
        assertThatThrownBy(() -> new Adaptation(0.1, true, true, 4, 1.5))
                .hasMessage("firstWindow: 4 must be ≥ 5");
        assertThatThrownBy(() -> new Adaptation(0.1, true, true, 10, 0.9))
                .hasMessage("windowGrowth: 0.9 must be ≥ 1");
    }

    @Test
    void runningVarianceIsThatOfTheTextbook() {
        RunningVariance variance = new RunningVariance(2);
        variance.add(new double[] {100, 9});
        variance.reset();
        double[][] positions = {{1, 1e9}, {2, 1e9 + 1}, {4, 1e9 + 2}, {5, 1e9 + 3}, {8, 1e9 + 4}};
        for (double[] q : positions) {
            variance.add(q);
        }

        assertThat(variance.count()).isEqualTo(5);
        assertThat(variance.variance(0)).isCloseTo(7.5, within(1e-14));
        assertThat(variance.variance(1)).isCloseTo(2.5, within(1e-14));
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
