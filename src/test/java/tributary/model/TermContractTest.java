package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.math.Distributions;
import tributary.math.LaneLayout;
import tributary.math.UnivariateDensity;
import tributary.spec.Prior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every term's backward pass is the derivative of its forward pass: Σ seed · output + log density,
 * with random seeds, differentiated numerically by every parameter and cell it reads.
 */
class TermContractTest {
    private static final double TOLERANCE = 1e-7;
    private static final int POINTS = 3;

    /**
     * A term with what it reads and writes. All other slots of the workspace are bystanders or room
     * of the term's own.
     *
     * @param point draws values of the parameters it reads
     */
    @SuppressWarnings("ArrayRecordComponent") // a test case is never compared
    record Case(
            String name,
            Term term,
            int slots,
            int cellSlots,
            int cellSize,
            int[] parameters,
            int[] cells,
            int[] writtenParameters,
            int[] writtenCells,
            Point point) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Value of the k-th parameter a term reads. */
    private interface Point {
        double draw(int k, Random random);
    }

    static Stream<Case> terms() {
        List<Case> cases = new ArrayList<>();
        for (boolean positive : new boolean[] {true, false}) {
            for (boolean sheared : new boolean[] {true, false}) {
                for (int members : new int[] {1, 2, 7}) {
                    cases.add(pathCoefficients(positive, sheared, members));
                }
            }
        }
        for (int weeks : new int[] {24, 61, 5}) {
            for (Media media : Media.values()) {
                for (boolean hill : new boolean[] {true, false}) {
                    cases.add(mediaTransform(weeks, media, hill, true));
                }
                cases.add(mediaTransform(weeks, media, true, false));
            }
            for (int before : new int[] {0, 4}) {
                cases.add(centredIntercept(weeks, before));
                cases.add(gaussian(weeks, before));
                cases.add(studentT(weeks, before));
            }
            cases.add(linearPredictor(weeks));
        }
        cases.add(priors());
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("terms")
    void backwardIsTheDerivativeOfForward(Case c) {
        double worst = 0;
        for (int seed = 1; seed <= POINTS; seed++) {
            worst = Math.max(worst, new Check(c, new Random(seed)).worst());
        }
        assertThat(worst).isLessThanOrEqualTo(TOLERANCE);
    }

    /** One random point of a case. */
    private static final class Check {
        private final Case c;
        private final Random random;
        private final Workspace w;
        private final double[] thetaSeed;
        private final double[][] cellSeed;

        Check(Case c, Random random) {
            this.c = c;
            this.random = random;
            w = new Workspace(c.slots, c.cellSlots, c.cellSize);
            thetaSeed = new double[c.slots];
            cellSeed = new double[c.cellSlots][c.cellSize];
            for (int k = 0; k < c.parameters.length; k++) {
                w.theta[c.parameters[k]] = c.point.draw(k, random);
            }
            for (int slot : c.cells) {
                fill(w.cells[slot]);
            }
            fill(thetaSeed);
            for (double[] seed : cellSeed) {
                fill(seed);
            }
        }

        private void fill(double[] values) {
            Arrays.setAll(values, i -> random.nextGaussian());
        }

        private double value() {
            w.logDensity = 0;
            c.term.forward(w);
            double sum = w.logDensity;
            for (int slot : c.writtenParameters) {
                sum += thetaSeed[slot] * w.theta[slot];
            }
            for (int slot : c.writtenCells) {
                for (int i = 0; i < c.cellSize; i++) {
                    sum += cellSeed[slot][i] * w.cells[slot][i];
                }
            }
            return sum;
        }

        /** Adjoints start at the seeds everywhere, so that adding is told from overwriting. */
        private void backward() {
            w.clear();
            System.arraycopy(thetaSeed, 0, w.thetaBar, 0, c.slots);
            for (int slot : IntStream.concat(of(c.writtenCells), of(c.cells)).toArray()) {
                System.arraycopy(cellSeed[slot], 0, w.cellsBar[slot], 0, c.cellSize);
            }
            c.term.forward(w);
            c.term.backward(w);
        }

        /** Largest error of any partial derivative and of a random directional one. */
        double worst() {
            backward();
            assertBystandersUntouched();
            double[][] entries = entries();
            double[] gradient = gradient();
            int[] index = indices();
            assertThat(gradient).hasSizeGreaterThanOrEqualTo(c.parameters.length);
            double worst = 0;
            double[] direction = new double[entries.length];
            fill(direction);
            double along = 0;
            for (int k = 0; k < entries.length; k++) {
                double[] array = entries[k];
                int i = index[k];
                double x = array[i];
                double numeric =
                        Derivatives.of(
                                value -> {
                                    array[i] = value;
                                    return value();
                                },
                                x);
                array[i] = x;
                worst = Math.max(worst, Derivatives.error(gradient[k], numeric));
                along += gradient[k] * direction[k];
            }
            double[] base =
                    IntStream.range(0, index.length)
                            .mapToDouble(k -> entries[k][index[k]])
                            .toArray();
            double length = Math.sqrt(Arrays.stream(direction).map(d -> d * d).sum());
            double numeric =
                    Derivatives.of(
                            t -> {
                                for (int k = 0; k < base.length; k++) {
                                    entries[k][index[k]] = base[k] + t * direction[k] / length;
                                }
                                return value();
                            },
                            0);
            return Math.max(worst, Derivatives.error(along / length, numeric));
        }

        private double[][] entries() {
            return Stream.concat(
                            of(c.parameters).mapToObj(slot -> w.theta),
                            of(c.cells)
                                    .boxed()
                                    .flatMap(slot ->
                                            Stream.generate(() -> w.cells[slot]).limit(c.cellSize)))
                    .toArray(double[][]::new);
        }

        private int[] indices() {
            return IntStream.concat(
                            of(c.parameters),
                            of(c.cells).flatMap(slot -> IntStream.range(0, c.cellSize)))
                    .toArray();
        }

        private double[] gradient() {
            double[] result = new double[c.parameters.length + c.cells.length * c.cellSize];
            int k = 0;
            for (int slot : c.parameters) {
                result[k++] = w.thetaBar[slot] - thetaSeed[slot];
            }
            for (int slot : c.cells) {
                for (int i = 0; i < c.cellSize; i++) {
                    result[k++] = w.cellsBar[slot][i] - cellSeed[slot][i];
                }
            }
            return result;
        }

        private void assertBystandersUntouched() {
            for (int slot = 0; slot < c.slots; slot++) {
                int s = slot;
                if (IntStream.concat(of(c.parameters), of(c.writtenParameters))
                        .noneMatch(p -> p == s)) {
                    assertThat(w.thetaBar[slot]).isEqualTo(thetaSeed[slot]);
                }
            }
        }

        private static IntStream of(int[] slots) {
            return Arrays.stream(slots);
        }
    }

    private static Case pathCoefficients(boolean positive, boolean sheared, int members) {
        int[] raw = IntStream.range(0, members).map(k -> 5 + 2 * k).toArray();
        int[] coefficients = IntStream.range(0, members).map(k -> 4 + 2 * k).toArray();
        int location = 1;
        int level = sheared ? 2 : location;
        int scale = 0;
        int[] read = IntStream.concat(IntStream.of(level, scale), Arrays.stream(raw)).toArray();
        int[] written =
                sheared
                        ? IntStream.concat(IntStream.of(location), Arrays.stream(coefficients))
                                .toArray()
                        : coefficients;
        return new Case(
                "coefficients"
                        + (positive ? " positive" : " signed")
                        + (sheared ? " sheared " : " ")
                        + members,
                new PathCoefficients(positive, level, location, scale, raw, coefficients),
                4 + 2 * members,
                0,
                0,
                read,
                new int[0],
                written,
                new int[0],
                (k, random) -> k == 1 ? 0.05 + 2 * random.nextDouble() : random.nextGaussian());
    }

    /** Shapes of a media series. */
    private enum Media {
        DENSE,
        WITH_ZEROS,
        ONE_WEEK,
        SILENT
    }

    private static Case mediaTransform(int weeks, Media media, boolean hill, boolean decay) {
        LaneLayout layout = new LaneLayout(weeks);
        Random random = new Random(weeks);
        double[] series = new double[weeks];
        for (int t = 0; t < weeks; t++) {
            boolean active =
                    switch (media) {
                        case DENSE -> true;
                        case WITH_ZEROS -> random.nextDouble() < 0.6;
                        case ONE_WEEK -> t == weeks / 3;
                        case SILENT -> false;
                    };
            series[t] = active ? StrictMath.exp(0.5 * random.nextGaussian()) : 0;
        }
        double[] input = new double[layout.length()];
        layout.pack(series, input);
        IntStream read = decay ? IntStream.of(1) : IntStream.empty();
        if (hill) {
            read = IntStream.concat(read, IntStream.of(3, 4));
        }
        return new Case(
                "media "
                        + weeks
                        + " "
                        + media
                        + (hill ? " hill" : " linear")
                        + (decay ? " geometric" : ""),
                new MediaTransform(
                        input,
                        -1,
                        layout.steps(),
                        decay ? 1 : -1,
                        hill ? 3 : -1,
                        hill ? 4 : -1,
                        new MediaTransform.Cells(0, 1, 2, 4)),
                6,
                5,
                input.length,
                read.toArray(),
                new int[0],
                new int[0],
                new int[] {4},
                (k, r) ->
                        decay && k == 0
                                ? 0.03 + 0.9 * r.nextDouble()
                                : StrictMath.exp(0.5 * r.nextGaussian()));
    }

    /** 1 in training weeks; the padding and the weeks before count nothing. */
    private static double[] observed(int weeks, int before) {
        LaneLayout layout = new LaneLayout(weeks);
        double[] result = new double[layout.length()];
        for (int t = before; t < weeks; t++) {
            result[layout.index(t)] = 1;
        }
        return result;
    }

    private static double[] series(int weeks, long seed) {
        Random random = new Random(seed);
        double[] result = new double[new LaneLayout(weeks).length()];
        Arrays.setAll(result, i -> random.nextGaussian());
        return result;
    }

    private static Case centredIntercept(int weeks, int before) {
        double[] weights = observed(weeks, before);
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= weeks - before;
        }
        return new Case(
                "centred intercept " + weeks + " from " + before,
                new CentredIntercept(2, new int[] {0, 5}, new int[] {3, 1}, weights, 4),
                6,
                4,
                weights.length,
                new int[] {2, 0, 5},
                new int[] {3, 1},
                new int[] {4},
                new int[0],
                (k, random) -> random.nextGaussian());
    }

    private static Case linearPredictor(int weeks) {
        double[][] columns = {series(weeks, 1), series(weeks, 2), series(weeks, 3)};
        return new Case(
                "linear predictor " + weeks,
                new LinearPredictor(
                        3, new int[] {6, 0, 1}, columns, new int[] {2, 4}, new int[] {2, 0}, 3),
                7,
                4,
                columns[0].length,
                new int[] {3, 6, 0, 1, 2, 4},
                new int[] {2, 0},
                new int[0],
                new int[] {3},
                (k, random) -> random.nextGaussian());
    }

    private static Case gaussian(int weeks, int before) {
        double[] observed = observed(weeks, before);
        return new Case(
                "gaussian " + weeks + " from " + before,
                new GaussianLikelihood(series(weeks, 4), observed, weeks - before, 1, 1, 0),
                3,
                3,
                observed.length,
                new int[] {1},
                new int[] {1},
                new int[0],
                new int[0],
                (k, random) -> 0.2 + random.nextDouble());
    }

    private static Case studentT(int weeks, int before) {
        double[] observed = observed(weeks, before);
        return new Case(
                "student_t " + weeks + " from " + before,
                new StudentTLikelihood(series(weeks, 5), observed, weeks - before, 1, 1, 3, 0, 2),
                5,
                4,
                observed.length,
                new int[] {1, 3},
                new int[] {1},
                new int[0],
                new int[0],
                (k, random) -> k == 0 ? 0.2 + random.nextDouble() : 2.1 + 30 * random.nextDouble());
    }

    /** Every family once, ν with its shift, and a sheared parameter between. */
    private static Case priors() {
        double infinity = Double.POSITIVE_INFINITY;
        var densities = new ArrayList<UnivariateDensity>();
        densities.add(Distributions.normal(0.3, 0.7));
        densities.add(Distributions.halfNormal(0.7));
        densities.add(Distributions.logNormal(0.2, 0.4));
        densities.add(Distributions.beta(1.5, 3));
        densities.add(Distributions.gamma(2, 0.5));
        densities.add(Distributions.inverseGamma(3, 2));
        densities.add(Distributions.exponential(2));
        densities.add(Distributions.studentT(4, 0.2, 0.5));
        densities.add(Distributions.halfStudentT(3, 0.5));
        densities.add(Distributions.halfCauchy(0.5));
        densities.add(Distributions.laplace(0.05, 0.2));
        densities.add(Distributions.uniform(-1, 2));
        densities.add(Distributions.truncatedNormal(1, 0.5, 0.1, 3));
        var builder = new ParameterLayout.Builder();
        Prior unused = new Prior.Normal(0, 1);
        builder.fixed("fixed", new Prior.Dirac(0.4));
        for (int i = 0; i < densities.size(); i++) {
            UnivariateDensity density = densities.get(i);
            builder.sampled("p" + i, unused, density.lower(), density.upper(), density, 0);
        }
        int sheared = builder.sampled("s", unused, -infinity, infinity, densities.get(0), 0);
        builder.sheared(sheared, "coordinate");
        builder.sampled("nu", unused, 2, infinity, Distributions.gamma(2, 0.1), 2);
        ParameterLayout layout = builder.build();
        int[] slots = IntStream.range(0, layout.dimension()).map(layout::sampledSlot).toArray();
        return new Case(
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
