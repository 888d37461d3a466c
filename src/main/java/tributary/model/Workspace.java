package tributary.model;

import tributary.math.CellLayout;
import tributary.math.CoordinateArrays;
import tributary.math.HillAdstock;
import tributary.math.Kernels;
import tributary.math.LagFilter;
import tributary.math.LaneLayout;
import tributary.math.RegressionKernels;

import java.util.Arrays;

/**
 * The arrays on which the terms of one chain compute; grown once, then reused for every gradient.
 *
 * <p>{@code theta} holds the natural parameters by slot, {@code cells[s]} one value per geo × week
 * cell of the quantity with cell slot s. The arrays with suffix {@code Bar} are the adjoints: the
 * derivative of the log density with respect to each entry. A workspace without adjoints takes half
 * the memory and serves forward passes only.
 */
final class Workspace {
    private static final double[] NONE = {};

    final double[] theta;
    final double[] thetaBar;
    final double[][] cells;
    final double[][] cellsBar;

    /** Room for kernels that need some of their own. */
    final double[] scratch;

    /** Room for terms that treat many parameters at once: one by slot, and two paddings. */
    final double[] slotScratch;

    /** Room for one value per cell of a geo. */
    final double[] geoScratch;

    final CoordinateArrays coordinates;

    /** Curves of a {@link MediaResponse}; none where the plan has no such term. */
    HillAdstock curves = new HillAdstock(1);

    /** What that term keeps between its forward and its backward pass. */
    HillAdstock.Tile tile = new HillAdstock.Tile(0, 0, 0, 0);

    double logDensity;

    /** First geo that the terms compute, and one past the last; all of them for a density. */
    int firstGeo;

    int endGeo;

    /** First cell that the terms compute, and one past the last: those of the geos. */
    int from;

    int to;

    /** Those of {@link #cellsBar} that are used. */
    private final double[][] adjoints;

    private final CellLayout layout;

    /** With adjoints, and room for as many coordinates as parameters. */
    Workspace(int parameters, int cellSlots, CellLayout layout) {
        this(
                new double[parameters],
                CoordinateArrays.of(parameters),
                allocate(cellSlots, layout.length()),
                allocate(cellSlots, layout.length()),
                layout);
    }

    private Workspace(
            double[] theta,
            CoordinateArrays coordinates,
            double[][] cells,
            double[][] cellsBar,
            CellLayout layout) {
        this.layout = layout;
        this.theta = theta;
        this.coordinates = coordinates;
        this.cells = cells;
        this.cellsBar = cellsBar;
        adjoints = Arrays.stream(cellsBar).filter(bar -> bar.length > 0).toArray(double[][]::new);
        scratch =
                new double[Math.max(RegressionKernels.SCRATCH, LagFilter.scratch(layout.steps()))];
        slotScratch = new double[LaneLayout.padded(theta.length) + 2 * Kernels.LANES];
        geoScratch = new double[layout.start(1)];
        thetaBar = new double[theta.length];
        select(0, layout.geos());
    }

    /** For forward passes from natural parameters only. */
    static Workspace withoutAdjoints(int parameters, int cellSlots, CellLayout layout) {
        return new Workspace(
                new double[parameters],
                CoordinateArrays.of(0),
                allocate(cellSlots, layout.length()),
                new double[0][],
                layout);
    }

    /** For the terms of a plan. */
    static Workspace of(
            ParameterLayout parameters, int cellSlots, CellLayout layout, GradientPlan plan) {
        double[][] cells = new double[cellSlots][];
        double[][] cellsBar = new double[cellSlots][];
        for (int slot = 0; slot < cellSlots; slot++) {
            cells[slot] = plan.isUnused(slot) ? NONE : new double[layout.length()];
            cellsBar[slot] = plan.hasAdjoint(slot) ? new double[layout.length()] : NONE;
        }
        return new Workspace(
                new double[parameters.slots()],
                CoordinateArrays.of(parameters.dimension()),
                cells,
                cellsBar,
                layout);
    }

    private static double[][] allocate(int cellSlots, int cells) {
        return new double[cellSlots][cells];
    }

    /** The same parameters and cells, with room of its own for the sums over some of the geos. */
    Workspace part() {
        return new Workspace(theta, coordinates, cells, cellsBar, layout);
    }

    /** Restricts what the terms compute to the geos from ≤ g < end. */
    void select(int firstGeo, int endGeo) {
        this.firstGeo = firstGeo;
        this.endGeo = endGeo;
        from = layout.start(firstGeo);
        to = layout.start(endGeo);
    }

    /** Sets the log density and the adjoints of the parameters to zero. */
    void clear() {
        logDensity = 0;
        Arrays.fill(thetaBar, 0);
    }

    /** Sets the adjoints of the selected cells to zero. */
    void clearCells() {
        for (double[] bar : adjoints) {
            Arrays.fill(bar, from, to, 0);
        }
    }
}
