package tributary.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.statistics.distribution.BinomialDistribution;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Whether the ranks of simulation-based calibration (Talts et al. 2018) are uniform: their
 * empirical distribution must stay within simultaneous bands (Säilynoja, Bürkner and Vehtari 2022).
 */
public final class UniformRanks {
    private UniformRanks() {}

    /**
     * Prints how close each parameter comes to its band and fails if one leaves it.
     *
     * @param counts number of simulations by rank, for each parameter; all of the same length and
     *     sum
     * @param falseAlarm probability that any parameter of a correct sampler leaves its band
     */
    public static void check(Map<String, int[]> counts, double falseAlarm) {
        int[] any = counts.values().iterator().next();
        double critical =
                critical(Arrays.stream(any).sum(), any.length, falseAlarm / counts.size());
        counts.forEach((parameter, count) -> {
            double extreme = smallestTail(count);
            System.out.printf("%-32s %.5f (band at %.5f)%n", parameter, extreme, critical);
            assertThat(extreme)
                    .as("%s: ranks %s", parameter, Arrays.toString(count))
                    .isGreaterThan(critical);
        });
    }

    /** The smallest two-sided binomial tail probability over all steps of the distribution. */
    private static double smallestTail(int[] counts) {
        int simulations = Arrays.stream(counts).sum();
        double smallest = 1;
        int below = 0;
        for (int r = 0; r < counts.length - 1; r++) {
            below += counts[r];
            var binomial = BinomialDistribution.of(simulations, (r + 1.0) / counts.length);
            double low = binomial.cumulativeProbability(below);
            double high = binomial.survivalProbability(below - 1);
            smallest = Math.min(smallest, 2 * Math.min(low, high));
        }
        return smallest;
    }

    /** The smallest tail that uniform ranks undercut with the given probability, by simulation. */
    private static double critical(int simulations, int ranks, double probability) {
        int repetitions = 20_000;
        double[] smallest = new double[repetitions];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < repetitions; i++) {
            int[] counts = new int[ranks];
            for (int s = 0; s < simulations; s++) {
                counts[random.nextInt(ranks)]++;
            }
            smallest[i] = smallestTail(counts);
        }
        Arrays.sort(smallest);
        return smallest[(int) (probability * repetitions)];
    }
}
