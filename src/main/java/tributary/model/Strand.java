package tributary.model;

import tributary.math.HillAdstock;

import java.util.ArrayList;
import java.util.List;

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

    /** Terms that have to do with the geos of each pass. */
    private final Term[][] passes;

    Strand(GradientPlan plan, Workspace w, int firstGeo, int endGeo) {
        this.plan = plan;
        this.w = w;
        this.firstGeo = firstGeo;
        this.endGeo = endGeo;
        plan.media.ifPresent(term -> w.curves = term.newCurves());
        List<Term[]> all = new ArrayList<>();
        for (int g = firstGeo; g < endGeo; g += plan.geosPerPass()) {
            w.select(g, Math.min(endGeo, g + plan.geosPerPass()));
            List<Term> terms = new ArrayList<>();
            for (Term term : plan.cells) {
                if (term.touches(w.from, w.to)) {
                    terms.add(term);
                }
            }
            all.add(terms.toArray(new Term[0]));
        }
        passes = all.toArray(new Term[0][]);
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
        for (int pass = 0; pass < passes.length; pass++) {
            select(pass);
            w.clearCells();
            forward(pass);
            backward(pass);
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

    void forward(int pass) {
        for (Term term : passes[pass]) {
            term.forward(w);
        }
    }

    void backward(int pass) {
        Term[] terms = passes[pass];
        for (int k = terms.length - 1; k >= 0; k--) {
            terms[k].backward(w);
        }
    }

    void close() {
        if (plan.media.isPresent()) {
            plan.media.get().close(w);
        }
    }

    int passes() {
        return passes.length;
    }
}
