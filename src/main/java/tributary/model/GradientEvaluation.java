package tributary.model;

import tributary.math.HillAdstock;
import tributary.math.Kernels;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Computes the density of a plan and its gradient on arrays of its own; for one user at a time.
 *
 * <p>The geos are split into strands, a number of them that depends on the model alone. Threads
 * take strands as they come; the sums of the strands are then added in their order, so that the
 * bits are the same with any number of threads.
 */
final class GradientEvaluation {
    private final ParameterLayout layout;
    private final GradientPlan plan;
    private final Workspace w;
    private final Strand[] strands;

    /** By member of the crew. */
    private final HillAdstock.Tile[] tiles;

    private final Crew crew;
    private final AtomicInteger next = new AtomicInteger();
    private final Crew.Job share = this::takeStrands;

    GradientEvaluation(ParameterLayout layout, GradientPlan plan, Workspace w, Crew crew) {
        this.layout = layout;
        this.plan = plan;
        this.w = w;
        this.crew = crew;
        strands = new Strand[plan.strands()];
        for (int s = 0; s < strands.length; s++) {
            Workspace own = plan.isSplit() ? w.part() : w;
            strands[s] = new Strand(plan, own, plan.firstGeo(s), plan.firstGeo(s + 1));
        }
        tiles = new HillAdstock.Tile[crew.members()];
        for (int k = 0; k < tiles.length; k++) {
            tiles[k] = plan.newTile();
        }
    }

    /** Log density and gradient at an unconstrained point. */
    double logDensity(double[] q, double[] gradient) {
        w.clear();
        layout.constrain(q, w);
        w.logDensity += layout.coordinates().logDensity(w);
        forward(plan.parameters);
        if (plan.isSplit()) {
            evaluateStrands();
        } else {
            evaluateTogether();
        }
        backward(plan.parameters);
        layout.coordinates().pullBack(w, gradient);
        return w.logDensity;
    }

    /**
     * Leaves the natural parameters of an unconstrained point in the workspace and returns them.
     */
    double[] parameters(double[] q) {
        w.clear();
        layout.constrain(q, w);
        forward(plan.parameters);
        for (Strand strand : strands) {
            strand.open(tiles[0]);
            for (int pass = 0; pass < strand.passes(); pass++) {
                strand.select(pass);
                strand.forward();
            }
        }
        return w.theta;
    }

    /** Priors may be of parameters that the cells of all geos have a part in. */
    private void evaluateTogether() {
        Strand all = strands[0];
        all.open(tiles[0]);
        w.clearCells();
        all.forward();
        forward(plan.priors);
        backward(plan.priors);
        all.backward();
        all.close();
    }

    private void evaluateStrands() {
        forward(plan.priors);
        backward(plan.priors);
        next.set(0);
        crew.run(share);
        for (Strand strand : strands) {
            Workspace own = strand.workspace();
            w.logDensity += own.logDensity;
            Kernels.axpy(1, own.thetaBar, w.thetaBar, w.thetaBar.length);
        }
    }

    private void takeStrands(int member) {
        for (int s = next.getAndIncrement(); s < strands.length; s = next.getAndIncrement()) {
            strands[s].evaluate(tiles[member]);
        }
    }

    private void forward(Term[] terms) {
        for (Term term : terms) {
            term.forward(w);
        }
    }

    private void backward(Term[] terms) {
        for (int k = terms.length - 1; k >= 0; k--) {
            terms[k].backward(w);
        }
    }
}
