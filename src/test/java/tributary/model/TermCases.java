package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Distributions;
import tributary.math.LaneLayout;
import tributary.math.UnivariateDensity;
import tributary.spec.Prior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Coefficients, additive predictors, likelihoods and priors. */
final class TermCases {
    private TermCases() {}

    static List<TermCase> all() {
        List<TermCase> cases = new ArrayList<>();
        for (boolean positive : new boolean[] {true, false}) {
            for (boolean sheared : new boolean[] {true, false}) {
                for (int members : new int[] {1, 2, 7}) {
                    cases.add(pathCoefficients(positive, sheared, members));
                }
            }
        }
        for (int weeks : new int[] {24, 61, 5}) {
            for (int before : new int[] {0, 4}) {
                cases.add(centredIntercept(weeks, before));
                cases.add(gaussian(weeks, before));
                cases.add(studentT(weeks, before));
            }
            cases.add(linearPredictor(weeks));
            cases.add(mediaSum(weeks));
        }
        cases.add(priors());
        return cases;
    }

    private static TermCase pathCoefficients(boolean positive, boolean sheared, int members) {
        int[] raw = IntStream.range(0, members).map(k -> 4 + members + k).toArray();
        int[] coefficients = IntStream.range(0, members).map(k -> 4 + k).toArray();
        int location = 1;
        int level = sheared ? 2 : location;
        int scale = 0;
        int[] read = IntStream.concat(IntStream.of(level, scale), Arrays.stream(raw)).toArray();
        int[] written =
                sheared
                        ? IntStream.concat(IntStream.of(location), Arrays.stream(coefficients))
                                .toArray()
                        : coefficients;
        return new TermCase(
                "coefficients"
                        + (positive ? " positive" : " signed")
                        + (sheared ? " sheared " : " ")
                        + members,
                new PathCoefficients(
                        positive,
                        level,
                        location,
                        scale,
                        SlotRange.of(raw),
                        SlotRange.of(coefficients)),
                4 + 2 * members,
                0,
                0,
                read,
                new int[0],
                written,
                new int[0],
                (k, random) -> k == 1 ? 0.05 + 2 * random.nextDouble() : random.nextGaussian());
    }

    /** 1 in training weeks; the padding and the weeks before count nothing. */
    static double[] observed(int weeks, int before) {
        LaneLayout layout = new LaneLayout(weeks);
        double[] result = new double[layout.length()];
        for (int t = before; t < weeks; t++) {
            result[layout.index(t)] = 1;
        }
        return result;
    }

    static double[] series(int weeks, long seed) {
        Random random = new Random(seed);
        double[] result = new double[new LaneLayout(weeks).length()];
        Arrays.setAll(result, i -> random.nextGaussian());
        return result;
    }

    private static TermCase centredIntercept(int weeks, int before) {
        double[] weights = observed(weeks, before);
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= weeks - before;
        }
        return new TermCase(
                "centred intercept " + weeks + " from " + before,
                new CentredIntercept(
                        new int[] {2}, 3, weights, CellLayout.of(1, weeks), new int[] {4}),
                6,
                4,
                weights.length,
                new int[] {2},
                new int[] {3},
                new int[] {4},
                new int[0],
                (k, random) -> random.nextGaussian());
    }

    private static TermCase linearPredictor(int weeks) {
        double[][] columns = {series(weeks, 1), series(weeks, 2), series(weeks, 3)};
        return new TermCase(
                "linear predictor " + weeks,
                new LinearPredictor(
                        new int[] {3},
                        new int[] {6, 0, 1},
                        columns,
                        false,
                        new int[] {2, 0, 1},
                        CellLayout.of(1, weeks),
                        3),
                7,
                4,
                columns[0].length,
                new int[] {3, 6, 0, 1},
                new int[] {2, 0, 1},
                new int[0],
                new int[] {3},
                (k, random) -> random.nextGaussian());
    }

    private static TermCase mediaSum(int weeks) {
        CellLayout layout = CellLayout.of(1, weeks);
        return new TermCase(
                "media sum " + weeks,
                new MediaSum(new int[][] {{2}, {0}}, new int[] {2, 0}, false, layout, 1),
                3,
                3,
                layout.length(),
                new int[] {2, 0},
                new int[] {2, 0},
                new int[0],
                new int[] {1},
                (k, random) -> random.nextGaussian());
    }

    /** Of one geo. */
    static CellCounts counts(double[] observed) {
        return CellCounts.of(observed, CellLayout.of(1, observed.length));
    }

    private static TermCase gaussian(int weeks, int before) {
        double[] observed = observed(weeks, before);
        return new TermCase(
                "gaussian " + weeks + " from " + before,
                new GaussianLikelihood(
                        series(weeks, 4), observed, counts(observed), 1, new int[] {1}, 0, 2),
                3,
                3,
                observed.length,
                new int[] {1},
                new int[] {1},
                new int[0],
                new int[0],
                (k, random) -> 0.2 + random.nextDouble());
    }

    private static TermCase studentT(int weeks, int before) {
        double[] observed = observed(weeks, before);
        return new TermCase(
                "student_t " + weeks + " from " + before,
                new StudentTLikelihood(
                        series(weeks, 5),
                        observed,
                        counts(observed),
                        1,
                        new int[] {1},
                        3,
                        Double.NaN,
                        0,
                        2),
                5,
                4,
                observed.length,
                new int[] {1, 3},
                new int[] {1},
                new int[0],
                new int[0],
                (k, random) -> k == 0 ? 0.2 + random.nextDouble() : 2.1 + 30 * random.nextDouble());
    }

    /** Families without a closed form, ranges that spoil one, and sheared parameters. */
    private static TermCase priors() {
        double infinity = Double.POSITIVE_INFINITY;
        var densities = new ArrayList<UnivariateDensity>();
        densities.add(Distributions.studentT(4, 0.2, 0.5));
        densities.add(Distributions.halfStudentT(3, 0.5));
        densities.add(Distributions.halfCauchy(0.5));
        densities.add(Distributions.laplace(0.05, 0.2));
        densities.add(Distributions.pareto(1.5, 5));
        var builder = new ParameterLayout.Builder();
        Prior unused = new Prior.Normal(0, 1);
        builder.fixed("fixed", new Prior.Dirac(0.4));
        for (int i = 0; i < densities.size(); i++) {
            UnivariateDensity density = densities.get(i);
            builder.sampled("p" + i, unused, density.lower(), density.upper(), density, 0);
        }
        for (UnivariateDensity density :
                List.of(
                        Distributions.normal(0.3, 0.7),
                        Distributions.laplace(0.1, 1),
                        Distributions.normal(-1, 2))) {
            String name = "sheared" + density;
            int slot = builder.sampled(name, unused, -infinity, infinity, density, 0);
            builder.sheared(slot, "coordinate of " + name);
        }
        builder.sampled("above 1", unused, 1, infinity, Distributions.gamma(2, 0.1), 0);
        builder.sampled("below 2", unused, 0, 2, Distributions.logNormal(0.2, 0.4), 0);
        ParameterLayout layout = builder.build();
        int[] slots = IntStream.range(0, layout.dimension()).map(layout::sampledSlot).toArray();
        return new TermCase(
                "priors",
                new Priors(layout),
                layout.slots(),
                0,
                0,
                slots,
                new int[0],
                new int[0],
                new int[0],
                (k, random) -> {
                    double from = Math.max(layout.lower(k), -2) + 0.1;
                    double to = Math.min(layout.upper(k), 4) - 0.1;
                    return from + (to - from) * random.nextDouble();
                });
    }
}
