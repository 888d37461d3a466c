package tributary.model;

import tributary.math.CellLayout;
import tributary.math.LaneLayout;
import tributary.model.AutoregressivePredictor.Series;
import tributary.spec.Family;
import tributary.spec.Link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Scaled composition, prices, censoring, AR(1) and modelled media. */
final class RealWeekTermCases {
    private static final int[] NONE = {};

    private RealWeekTermCases() {}

    static List<TermCase> all() {
        List<TermCase> cases = new ArrayList<>();
        for (int weeks : new int[] {24, 61, 5}) {
            cases.add(scaled(weeks));
            cases.add(demand(weeks));
            cases.add(linearDemand(weeks));
            cases.add(priced(weeks));
            for (boolean studentT : new boolean[] {false, true}) {
                for (double spread : new double[] {1, 20}) {
                    cases.add(censoring(weeks, studentT, spread));
                }
                cases.add(autoregression(weeks, 0, studentT));
                cases.add(autoregression(weeks, 4, studentT));
            }
            for (boolean curved : new boolean[] {true, false}) {
                cases.add(expected(weeks, Family.TOBIT, unit(Link.IDENTITY), curved));
                cases.add(expected(weeks, Family.GAUSSIAN, unit(Link.LOG), curved));
                cases.add(expected(weeks, Family.GAUSSIAN, unit(Link.IDENTITY), curved));
            }
            var standardized = new ResponseScale(Link.IDENTITY, 3, 2, true);
            cases.add(expected(weeks, Family.STUDENT_T, standardized, false));
        }
        return cases;
    }

    private static ResponseScale unit(Link link) {
        return new ResponseScale(link, 0, 5, false);
    }

    private static double positive(Random random) {
        return StrictMath.exp(0.5 * random.nextGaussian());
    }

    private static int cells(int weeks) {
        return new LaneLayout(weeks).length();
    }

    private static TermCase scaled(int weeks) {
        return new TermCase(
                "scaled " + weeks,
                new ScaledPredictor(2, 0, 3),
                1,
                4,
                cells(weeks),
                NONE,
                new int[] {2, 0},
                NONE,
                new int[] {3},
                (k, random) -> Double.NaN,
                (slot, random) -> slot == 2 ? positive(random) : random.nextGaussian());
    }

    /** ln D has no intercept and no media. */
    private static TermCase demand(int weeks) {
        double[][] columns = {TermCases.series(weeks, 1), TermCases.series(weeks, 2)};
        return new TermCase(
                "demand " + weeks,
                new LinearPredictor(
                        NONE, new int[] {2, 0}, columns, false, NONE, CellLayout.of(1, weeks), 1),
                3,
                2,
                cells(weeks),
                new int[] {2, 0},
                NONE,
                NONE,
                new int[] {1},
                (k, random) -> random.nextGaussian());
    }

    private static TermCase linearDemand(int weeks) {
        double[] price = prices(weeks);
        return new TermCase(
                "linear demand " + weeks,
                new LinearDemand("price", price, 9, 1, 2),
                3,
                3,
                price.length,
                new int[] {1},
                NONE,
                NONE,
                new int[] {2},
                (k, random) -> 12.1 + 5 * random.nextDouble());
    }

    /** From 8 to 12. */
    static double[] prices(int weeks) {
        double[] price = new double[cells(weeks)];
        Random random = new Random(weeks);
        Arrays.setAll(price, i -> 8 + 4 * random.nextDouble());
        return price;
    }

    private static TermCase priced(int weeks) {
        return new TermCase(
                "priced " + weeks,
                new PricedPredictor(1, 0, 2),
                1,
                3,
                cells(weeks),
                NONE,
                new int[] {1, 0},
                NONE,
                new int[] {2},
                (k, random) -> Double.NaN);
    }

    /** With a spread of 20 the bound is up to more than 40 standard deviations below η. */
    private static TermCase censoring(int weeks, boolean studentT, double spread) {
        int size = cells(weeks);
        double[] bounds = new double[size];
        Arrays.fill(bounds, -0.4);
        int[] censored = IntStream.range(0, size).filter(i -> i % 3 != 1).toArray();
        return new TermCase(
                "censoring " + weeks + " spread " + spread + (studentT ? " student_t" : ""),
                new LeftCensoring(censored, bounds, 2, new int[] {1}, studentT ? 3 : -1, 0, 1, 3),
                5,
                4,
                size,
                studentT ? new int[] {1, 3} : new int[] {1},
                new int[] {2},
                NONE,
                NONE,
                (k, random) -> k == 0 ? 0.4 + random.nextDouble() : 2.1 + 30 * random.nextDouble(),
                (slot, random) -> spread * random.nextGaussian());
    }

    /** A term and what reads the cells it writes. */
    record Both(Term first, Term second) implements Term {
        @Override
        public void forward(Workspace w) {
            first.forward(w);
            second.forward(w);
        }

        @Override
        public void backward(Workspace w) {
            second.backward(w);
            first.backward(w);
        }
    }

    private static TermCase autoregression(int weeks, int before, boolean studentT) {
        LaneLayout layout = new LaneLayout(weeks);
        double[] observed = TermCases.observed(weeks, before);
        double[] y = TermCases.series(weeks, 6);
        int[] order = IntStream.range(before, weeks).map(layout::index).toArray();
        int[] lags = new int[order.length];
        Arrays.setAll(lags, k -> k == 0 ? 0 : 1);
        Series series = new Series(order, lags);
        CellCounts counts = TermCases.counts(observed);
        int[] sigma = {1};
        return new TermCase(
                "ar " + weeks + " from " + before + (studentT ? " student_t" : ""),
                new Both(
                        new AutoregressivePredictor(y, new Series[] {series}, 4, 1, 3),
                        studentT
                                ? new StudentTLikelihood(
                                        y, observed, counts, 3, sigma, 2, Double.NaN, 0, 2)
                                : new GaussianLikelihood(y, observed, counts, 3, sigma, 0, 2)),
                6,
                4,
                y.length,
                studentT ? new int[] {4, 1, 2} : new int[] {4, 1},
                new int[] {1},
                NONE,
                NONE,
                (k, random) ->
                        switch (k) {
                            case 0 -> 1.8 * random.nextDouble() - 0.9;
                            case 1 -> 0.3 + random.nextDouble();
                            default -> 2.1 + 30 * random.nextDouble();
                        });
    }

    /** η keeps off 0, where an expectation that feeds a curve has a corner. */
    private static TermCase expected(
            int weeks, Family family, ResponseScale scale, boolean curved) {
        double[] data = TermCases.series(weeks, 7);
        return new TermCase(
                "expected " + family + " " + scale + (curved ? " curved " : " ") + weeks,
                new ExpectedMediator(
                        data,
                        TermCases.observed(weeks, weeks / 4),
                        family,
                        scale,
                        scale.standardized() ? 7 : scale.scale(),
                        curved,
                        2,
                        -1,
                        1,
                        0),
                3,
                3,
                data.length,
                new int[] {1},
                new int[] {2},
                NONE,
                new int[] {0},
                (k, random) -> 0.2 + random.nextDouble(),
                (slot, random) -> {
                    double x = random.nextGaussian();
                    return x + Math.copySign(0.1, x);
                });
    }
}
