package tributary.model;

import tributary.math.HillAdstock;

/**
 * Some of the geos, with sums of their own: a few geos at a time go forward and backward.
 *
 * <p>Its sums depend on nothing but the parameters, whichever thread computes them.
 */
final class Strand {
    private final GradientPlan plan;
    private final Workspace w;
    private final int firstGeo;
    private final int endGeo;

    Strand(GradientPlan plan, Workspace w, int firstGeo, int endGeo) {
        this.plan = plan;
        this.w = w;
        this.firstGeo = firstGeo;
        this.endGeo = endGeo;
        plan.media.ifPresent(term -> w.curves = term.newCurves());
    }

    Workspace workspace() {
        return w;
    }

    /**
     * The log density of these geos and the adjoints of all parameters.
     *
     * @param tile what the computing thread keeps media in
     */
    void evaluate(HillAdstock.Tile tile) {
        w.clear();
        open(tile);
        for (int pass = 0; pass < passes(); pass++) {
            select(pass);
            w.clearCells();
            forward();
            backward();
        }
        close();
    }

    void open(HillAdstock.Tile tile) {
        w.tile = tile;
        if (plan.media.isPresent()) {
            plan.media.get().open(w);
        }
    }

    void select(int pass) {
        int first = firstGeo + pass * plan.geosPerPass();
        w.select(first, Math.min(endGeo, first + plan.geosPerPass()));
    }

    void forward() {
        for (Term term : plan.cells) {
            term.forward(w);
        }
    }

    void backward() {
        for (int k = plan.cells.length - 1; k >= 0; k--) {
            plan.cells[k].backward(w);
        }
    }

    void close() {
        if (plan.media.isPresent()) {
            plan.media.get().close(w);
        }
    }

    int passes() {
        return Math.ceilDiv(endGeo - firstGeo, plan.geosPerPass());
    }
}
