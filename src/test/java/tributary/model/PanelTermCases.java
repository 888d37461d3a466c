package tributary.model;

import tributary.data.Panel;
import tributary.math.CellLayout;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What varies by geo, knots in time, and likelihoods of a part of the cells. */
final class PanelTermCases {
    private static final int GEOS = 3;
    private static final int WEEKS = 21;
    private static final CellLayout LAYOUT = CellLayout.of(GEOS, WEEKS);
    private static final int[] NONE = {};

    private PanelTermCases() {}

    static List<TermCase> all() {
        List<TermCase> cases = new ArrayList<>();
        for (boolean positive : new boolean[] {true, false}) {
            for (boolean centred : new boolean[] {true, false}) {
                cases.add(hierarchical(positive, positive, centred));
                cases.add(hierarchical(positive, false, centred));
            }
        }
        cases.add(levels());
        cases.add(linearPredictor(false));
        cases.add(linearPredictor(true));
        cases.add(mediaSum());
        cases.add(centredIntercepts());
        for (int knots : new int[] {2, 5, WEEKS}) {
            cases.add(walk(knots));
            cases.add(knotSeries(knots));
        }
        cases.add(noiseByGeo(false));
        cases.add(noiseByGeo(true));
        cases.add(autoregression());
        return cases;
    }

    private static double point(int k, Random random, int... positive) {
        boolean bounded = Arrays.stream(positive).anyMatch(p -> p == k);
        return bounded ? 0.3 + random.nextDouble() : random.nextGaussian();
    }

    /** Slots: 0 base, 1 scale, then raw, coordinates and values. */
    private static TermCase hierarchical(boolean positive, boolean logged, boolean centred) {
        int[] raw = {2, 3, 4};
        int[] coordinates = centred ? new int[] {5, 6, 7} : raw;
        int[] values = {8, 9, 10};
        return new TermCase(
                "values by geo"
                        + (positive ? " positive" : " signed")
                        + (logged ? " logged" : "")
                        + (centred ? " centred" : ""),
                new HierarchicalCoefficients(
                        positive,
                        logged,
                        0,
                        1,
                        SlotRange.of(raw),
                        SlotRange.of(coordinates),
                        SlotRange.of(values)),
                11,
                0,
                0,
                IntStream.concat(IntStream.of(0, 1), Arrays.stream(coordinates)).toArray(),
                NONE,
                centred
                        ? IntStream.concat(Arrays.stream(raw), Arrays.stream(values)).toArray()
                        : values,
                NONE,
                (k, random) -> point(k, random, 0, 1));
    }

    /** The coordinates are the values themselves, which another term has computed. */
    private static TermCase levels() {
        int[] values = {5, 6, 7};
        return new TermCase(
                "values by geo from levels",
                new GeoLevels(0, 1, new SlotRange(2, 5), SlotRange.of(values)),
                8,
                0,
                LAYOUT.length(),
                GEOS,
                new int[] {0, 1, 5, 6, 7},
                NONE,
                NONE,
                NONE,
                (k, random) -> point(k, random, 1),
                (k, random) -> random.nextGaussian());
    }

    private static double[] constants(long seed) {
        Random random = new Random(seed);
        double[] values = new double[LAYOUT.length()];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }

    /** β of medium 2 by geo, of medium 0 the same for all. */
    private static TermCase mediaSum() {
        return new TermCase(
                "media sum by geo",
                new MediaSum(new int[][] {{0, 1, 2}, {3}}, new int[] {2, 0}, false, LAYOUT, 1),
                4,
                3,
                LAYOUT.length(),
                GEOS,
                IntStream.range(0, 4).toArray(),
                new int[] {2, 0},
                NONE,
                new int[] {1},
                (k, random) -> random.nextGaussian(),
                (k, random) -> random.nextGaussian());
    }

    private static TermCase linearPredictor(boolean common) {
        double[] column = constants(1);
        for (int i = LAYOUT.start(1); common && i < column.length; i++) {
            column[i] = column[i - LAYOUT.start(1)];
        }
        double[][] columns = {column};
        return new TermCase(
                "linear predictor by geo" + (common ? ", columns in common" : ""),
                new LinearPredictor(
                        new int[] {0, 1, 2},
                        new int[] {3},
                        columns,
                        LinearPredictor.areCommon(columns, LAYOUT),
                        new int[] {2, 1},
                        LAYOUT,
                        3),
                4,
                4,
                LAYOUT.length(),
                GEOS,
                IntStream.range(0, 4).toArray(),
                new int[] {2, 1},
                NONE,
                new int[] {3},
                (k, random) -> random.nextGaussian(),
                (k, random) -> random.nextGaussian());
    }

    private static TermCase centredIntercepts() {
        return new TermCase(
                "centred intercepts by geo",
                new CentredIntercept(
                        new int[] {0, 1, 2}, 1, constants(2), LAYOUT, new int[] {3, 4, 5}),
                6,
                2,
                LAYOUT.length(),
                GEOS,
                IntStream.range(0, 3).toArray(),
                new int[] {1},
                new int[] {3, 4, 5},
                NONE,
                (k, random) -> random.nextGaussian(),
                (k, random) -> random.nextGaussian());
    }

    private static TermCase walk(int knots) {
        int[] raw = IntStream.range(1, knots).toArray();
        int[] values = IntStream.range(knots, 2 * knots).toArray();
        return new TermCase(
                "random walk of " + knots,
                new RandomWalk(0, raw, values),
                2 * knots,
                0,
                0,
                IntStream.range(0, knots).toArray(),
                NONE,
                values,
                NONE,
                (k, random) -> point(k, random, 0));
    }

    private static TermCase knotSeries(int knots) {
        var panel =
                new Panel(
                        Stream.iterate(LocalDate.of(2024, 1, 1), week -> week.plusWeeks(1))
                                .limit(WEEKS)
                                .toList(),
                        Map.of(),
                        3,
                        WEEKS - 2,
                        "",
                        "",
                        List.of());
        int[] values = IntStream.range(0, knots).toArray();
        return new TermCase(
                "series between " + knots + " knots",
                KnotSeries.of(values, panel, LAYOUT, 1),
                knots,
                2,
                LAYOUT.length(),
                GEOS,
                values,
                NONE,
                NONE,
                new int[] {1},
                (k, random) -> random.nextGaussian(),
                (k, random) -> random.nextGaussian());
    }

    /** Each geo is observed from its own week on; the first week of the later ones is censored. */
    private static TermCase noiseByGeo(boolean studentT) {
        double[] observed = new double[LAYOUT.length()];
        for (int g = 0; g < GEOS; g++) {
            for (int t = g; t < WEEKS; t++) {
                observed[LAYOUT.index(g, t)] = 1;
            }
        }
        int[] censored = IntStream.range(0, GEOS).map(g -> LAYOUT.index(g, 0)).skip(1).toArray();
        int[] sigma = {2, 0, 1};
        double[] y = constants(3);
        CellCounts counts = CellCounts.of(observed, LAYOUT);
        return new TermCase(
                "noise by geo" + (studentT ? " student_t" : ""),
                new GeoByGeo(
                        new LeftCensoring(
                                censored, constants(5), 1, sigma, studentT ? 3 : -1, 3, 4, 5),
                        studentT
                                ? new StudentTLikelihood(
                                        y, observed, counts, 1, sigma, 3, Double.NaN, 0, 2)
                                : new GaussianLikelihood(y, observed, counts, 1, sigma, 0, 2)),
                4,
                6,
                LAYOUT.length(),
                GEOS,
                studentT ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 2},
                new int[] {1},
                NONE,
                NONE,
                (k, random) -> k < 3 ? point(k, random, k) : 2.1 + 30 * random.nextDouble(),
                (k, random) -> random.nextGaussian());
    }

    /**
     * A geo without a gap, one that starts late with gaps of one and three weeks, and one of a
     * week.
     */
    private static TermCase autoregression() {
        int[][] weeks = {IntStream.range(0, WEEKS).toArray(), {4, 5, 7, 8, 12, 13}, {9}};
        double[] y = constants(4);
        double[] observed = new double[LAYOUT.length()];
        var series = new AutoregressivePredictor.Series[GEOS];
        for (int g = 0; g < GEOS; g++) {
            int[] cells = new int[weeks[g].length];
            int[] lags = new int[cells.length];
            for (int k = 0; k < cells.length; k++) {
                cells[k] = LAYOUT.index(g, weeks[g][k]);
                observed[cells[k]] = 1;
                lags[k] = k == 0 ? 0 : weeks[g][k] - weeks[g][k - 1];
            }
            series[g] = new AutoregressivePredictor.Series(cells, lags);
        }
        return new TermCase(
                "ar by geo with gaps",
                new RealWeekTermCases.Both(
                        new AutoregressivePredictor(y, series, 0, 0, 1),
                        new GaussianLikelihood(
                                y,
                                observed,
                                CellCounts.of(observed, LAYOUT),
                                1,
                                new int[] {1, 1, 1},
                                2,
                                3)),
                2,
                4,
                LAYOUT.length(),
                GEOS,
                new int[] {0, 1},
                new int[] {0},
                NONE,
                NONE,
                (k, random) -> k == 0 ? 1.8 * random.nextDouble() - 0.9 : 0.3 + random.nextDouble(),
                (k, random) -> random.nextGaussian());
    }
}
