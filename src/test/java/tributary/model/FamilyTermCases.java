package tributary.model;

import tributary.spec.Family;
import tributary.spec.Link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Counts, and mediators with many zeros. */
final class FamilyTermCases {
    private static final int[] NONE = {};

    private FamilyTermCases() {}

    static List<TermCase> all() {
        List<TermCase> cases = new ArrayList<>();
        for (int weeks : new int[] {24, 61, 5}) {
            for (double level : new double[] {0.5, 30, 1e7}) {
                cases.add(counts(weeks, level, 0.05));
                cases.add(counts(weeks, level, 1.5));
            }
            cases.add(hurdle(weeks));
            cases.add(expectedOfHurdle(weeks));
        }
        return cases;
    }

    /** Counts around a level, some of them 0. */
    private static TermCase counts(int weeks, double level, double sigma) {
        double[] observed = TermCases.observed(weeks, weeks / 4);
        Random random = new Random(weeks);
        double[] counts = new double[observed.length];
        double[] exposure = new double[observed.length];
        for (int i = 0; i < counts.length; i++) {
            exposure[i] = level * (0.5 + random.nextDouble());
            counts[i] = i % 5 == 0 ? 0 : Math.rint(2 * level * random.nextDouble());
        }
        return new TermCase(
                "negative binomial " + weeks + " around " + level + " sigma " + sigma,
                new NegativeBinomialLikelihood(counts, exposure, observed, 1, new int[] {1}, 0),
                3,
                2,
                observed.length,
                new int[] {1},
                new int[] {1},
                NONE,
                NONE,
                (k, r) -> sigma * (0.5 + r.nextDouble()));
    }

    private static TermCase hurdle(int weeks) {
        double[] signs = TermCases.observed(weeks, weeks / 4);
        for (int i = 0; i < signs.length; i++) {
            signs[i] *= i % 3 == 0 ? -1 : 1;
        }
        return new TermCase(
                "hurdle " + weeks,
                new HurdleLikelihood(signs, 1),
                1,
                2,
                signs.length,
                NONE,
                new int[] {1},
                NONE,
                NONE,
                (k, random) -> Double.NaN,
                (slot, random) -> 5 * random.nextGaussian());
    }

    private static TermCase expectedOfHurdle(int weeks) {
        double[] data = new double[TermCases.observed(weeks, 0).length];
        Arrays.fill(data, 1);
        return new TermCase(
                "expected hurdle " + weeks,
                new ExpectedMediator(
                        data,
                        TermCases.observed(weeks, weeks / 4),
                        Family.HURDLE_LOGNORMAL,
                        new ResponseScale(Link.LOG, 0, 5, false),
                        7,
                        true,
                        2,
                        1,
                        1,
                        0),
                3,
                3,
                data.length,
                new int[] {1},
                new int[] {2, 1},
                NONE,
                new int[] {0},
                (k, random) -> 0.2 + random.nextDouble());
    }
}
