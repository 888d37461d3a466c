package tributary.model;

import tributary.math.CellLayout;
import tributary.math.LagFilter;

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
    final double[] theta;
    final double[] thetaBar;
    final double[][] cells;
    final double[][] cellsBar;

    /** Room for kernels that need some of their own. */
    final double[] scratch;

    /** Room for terms that treat many parameters at once, by slot. */
    final double[] slotScratch;

    final CoordinateArrays coordinates;

    double logDensity;

    /** First geo that the terms compute, and one past the last; all of them for a density. */
    int firstGeo;

    int endGeo;

    /** First cell that the terms compute, and one past the last: those of the geos. */
    int from;

    int to;

    private final CellLayout layout;

    /** With adjoints. */
    Workspace(int parameters, int cellSlots, CellLayout layout) {
        this(parameters, cellSlots, layout, true);
    }

    Workspace(int parameters, int cellSlots, CellLayout layout, boolean adjoints) {
        this.layout = layout;
        int cellSize = layout.length();

        scratch = new double[Math.max(64, LagFilter.scratch(layout.steps()))];
        slotScratch = new double[parameters];
        coordinates = CoordinateArrays.of(parameters);
        theta = new double[parameters];
        thetaBar = new double[parameters];
        cells = new double[cellSlots][cellSize];
        cellsBar = new double[adjoints ? cellSlots : 0][cellSize];
        select(0, layout.geos());
    }

    /** Whether a backward pass can be made. */
    boolean hasAdjoints() {
        return cellsBar.length == cells.length;
    }

    /** Restricts what the terms compute to the geos from ≤ g < end. */
    void select(int firstGeo, int endGeo) {
        this.firstGeo = firstGeo;
        this.endGeo = endGeo;
        from = layout.start(firstGeo);
        to = layout.start(endGeo);
    }

    /** Sets the log density and all adjoints to zero before a new evaluation. */
    void clear() {
        logDensity = 0;
        Arrays.fill(thetaBar, 0);
        for (double[] bar : cellsBar) {
            Arrays.fill(bar, 0);
        }
    }
}
