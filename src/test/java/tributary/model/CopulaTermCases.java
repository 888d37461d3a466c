package tributary.model;

import tributary.math.CellLayout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Correlated residuals of every pair of margins, censored or not. */
final class CopulaTermCases {
    private static final CellLayout LAYOUT = CellLayout.of(2, 9);
    private static final int[] NONE = {};

    private CopulaTermCases() {}

    static List<TermCase> all() {
        List<TermCase> cases = new ArrayList<>();
        for (boolean first : new boolean[] {false, true}) {
            for (boolean second : new boolean[] {false, true}) {
                for (int censored = 0; censored < 4; censored++) {
                    cases.add(copula(first, second, censored, 1));
                }
                cases.add(copula(first, second, 3, 5));
            }
        }
        return cases;
    }

    /**
     * Slots: 0 ρ, 1 σ of the first in both geos, 2 and 3 σ of the second by geo, 4 and 5 ν.
     *
     * @param censored 1: the first, 2: the second, 3: both, each in two of three cells
     * @param spread of η: with 5 bounds are up to 20 standard deviations below η
     */
    private static TermCase copula(boolean firstT, boolean secondT, int censored, double spread) {
        int n = LAYOUT.length();
        Random random = new Random(censored);
        int[] same = new int[n];
        Arrays.fill(same, 1);
        int[] byGeo = IntStream.range(0, n).map(i -> 2 + LAYOUT.geo(i)).toArray();
        boolean[] none = new boolean[n];
        var first =
                new Margin(
                        random.doubles(n, -1, 1).toArray(),
                        (censored & 1) > 0 ? some(1) : none,
                        0,
                        same,
                        firstT ? 4 : -1);
        var second =
                new Margin(
                        random.doubles(n, -1, 1).toArray(),
                        (censored & 2) > 0 ? some(2) : none,
                        1,
                        byGeo,
                        secondT ? 5 : -1);
        int[] cells = IntStream.range(0, n).filter(i -> i % 5 != 4).toArray();
        IntStream read = IntStream.range(0, 4);
        read = firstT ? IntStream.concat(read, IntStream.of(4)) : read;
        read = secondT ? IntStream.concat(read, IntStream.of(5)) : read;
        return new TermCase(
                "copula "
                        + (firstT ? "student_t × " : "gaussian × ")
                        + (secondT ? "student_t" : "gaussian")
                        + ", censored "
                        + censored
                        + ", spread "
                        + spread,
                new CopulaLikelihood(first, second, cells, 0, 2),
                6,
                3,
                n,
                LAYOUT.geos(),
                read.toArray(),
                new int[] {0, 1},
                NONE,
                NONE,
                (k, r) ->
                        k == 0
                                ? 1.8 * r.nextDouble() - 0.9
                                : k < 4 ? 0.5 + r.nextDouble() : 2.2 + 20 * r.nextDouble(),
                (slot, r) -> spread * r.nextGaussian());
    }

    /** Two cells of three, so that all combinations of two such patterns occur. */
    private static boolean[] some(int from) {
        boolean[] result = new boolean[LAYOUT.length()];
        for (int i = 0; i < result.length; i++) {
            result[i] = i % 3 != from;
        }
        return result;
    }
}
