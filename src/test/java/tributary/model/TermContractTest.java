package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.math.CellLayout;
import tributary.math.Derivatives;

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

    static Stream<TermCase> terms() {
        return Stream.of(
                        TermCases.all(),
                        RealWeekTermCases.all(),
                        PanelTermCases.all(),
                        FamilyTermCases.all(),
                        CopulaTermCases.all(),
                        ReturnTermCases.all(),
                        MediaTermCases.all(),
                        ExperimentTermCases.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("terms")
    void backwardIsTheDerivativeOfForward(TermCase c) {
        double worst = 0;
        for (int seed = 1; seed <= POINTS; seed++) {
            worst = Math.max(worst, new Check(c, new Random(seed)).worst());
        }
        assertThat(worst).isLessThanOrEqualTo(TOLERANCE);
    }

    /** One random point of a case. */
    private static final class Check {
        private final TermCase c;
        private final Random random;
        private final Workspace w;
        private final double[] thetaSeed;
        private final double[][] cellSeed;

        Check(TermCase c, Random random) {
            this.c = c;
            this.random = random;
            w =
                    new Workspace(
                            c.slots(),
                            c.cellSlots(),
                            CellLayout.of(c.geos(), Math.max(1, c.cellSize() / c.geos())));
            thetaSeed = new double[c.slots()];
            cellSeed = new double[c.cellSlots()][c.cellSize()];
            for (int k = 0; k < c.parameters().length; k++) {
                w.theta[c.parameters()[k]] = c.point().draw(k, random);
            }
            for (int slot : c.cells()) {
                for (int i = 0; i < c.cellSize(); i++) {
                    w.cells[slot][i] = c.cell().draw(slot, random);
                }
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
            c.term().forward(w);
            double sum = w.logDensity;
            for (int slot : c.writtenParameters()) {
                sum += thetaSeed[slot] * w.theta[slot];
            }
            for (int slot : c.writtenCells()) {
                for (int i = 0; i < c.cellSize(); i++) {
                    sum += cellSeed[slot][i] * w.cells[slot][i];
                }
            }
            return sum;
        }

        /** Adjoints start at the seeds everywhere, so that adding is told from overwriting. */
        private void backward() {
            w.clear();
            System.arraycopy(thetaSeed, 0, w.thetaBar, 0, c.slots());
            for (int slot : IntStream.concat(of(c.writtenCells()), of(c.cells())).toArray()) {
                System.arraycopy(cellSeed[slot], 0, w.cellsBar[slot], 0, c.cellSize());
            }
            c.term().forward(w);
            c.term().backward(w);
        }

        /** Largest error of any partial derivative and of a random directional one. */
        double worst() {
            backward();
            assertBystandersUntouched();
            double[][] entries = entries();
            double[] gradient = gradient();
            int[] index = indices();
            assertThat(gradient).hasSizeGreaterThanOrEqualTo(c.parameters().length);
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
                            of(c.parameters()).mapToObj(slot -> w.theta),
                            of(c.cells())
                                    .boxed()
                                    .flatMap(slot ->
                                            Stream.generate(() -> w.cells[slot])
                                                    .limit(c.cellSize())))
                    .toArray(double[][]::new);
        }

        private int[] indices() {
            return IntStream.concat(
                            of(c.parameters()),
                            of(c.cells()).flatMap(slot -> IntStream.range(0, c.cellSize())))
                    .toArray();
        }

        private double[] gradient() {
            double[] result = new double[c.parameters().length + c.cells().length * c.cellSize()];
            int k = 0;
            for (int slot : c.parameters()) {
                result[k++] = w.thetaBar[slot] - thetaSeed[slot];
            }
            for (int slot : c.cells()) {
                for (int i = 0; i < c.cellSize(); i++) {
                    result[k++] = w.cellsBar[slot][i] - cellSeed[slot][i];
                }
            }
            return result;
        }

        private void assertBystandersUntouched() {
            for (int slot = 0; slot < c.slots(); slot++) {
                int s = slot;
                if (IntStream.concat(of(c.parameters()), of(c.writtenParameters()))
                        .noneMatch(p -> p == s)) {
                    assertThat(w.thetaBar[slot]).isEqualTo(thetaSeed[slot]);
                }
            }
        }

        private static IntStream of(int[] slots) {
            return Arrays.stream(slots);
        }
    }
}
