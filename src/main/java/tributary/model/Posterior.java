package tributary.model;

import org.jspecify.annotations.Nullable;

import tributary.math.CellLayout;
import tributary.math.LogDensity;

import java.util.ArrayList;
import java.util.List;

/**
 * Log posterior density of a compiled model on the unconstrained scale, up to a constant.
 *
 * <p>The model is immutable and shared; each instance owns a workspace, so one instance serves one
 * thread and {@link #fork()} gives others their own.
 */
public final class Posterior implements LogDensity {
    private final ParameterLayout layout;
    private final List<Term> terms;
    private final List<Term> structure;
    private final Term[] order;
    private final int cellSlots;
    private final CellLayout cells;

    /**
     * Grown when first needed, so that the shared instance and those that only report are small.
     */
    private @Nullable Workspace workspace;

    /** Whether a coefficient follows from its path's return or the other way round. */
    private final boolean returns;

    /**
     * @param terms in order of evaluation
     * @param structure those of them that lead from natural parameters to linear predictors
     */
    Posterior(
            ParameterLayout layout,
            List<Term> terms,
            List<Term> structure,
            int cellSlots,
            CellLayout cells) {
        this.layout = layout;
        this.terms = terms;
        this.structure = structure;
        this.order = terms.toArray(new Term[0]);
        this.cellSlots = cellSlots;
        this.cells = cells;
        returns =
                terms.stream()
                        .anyMatch(term ->
                                term instanceof ReturnCoefficient || term instanceof ReturnDensity);
    }

    @Override
    public int dimension() {
        return layout.dimension();
    }

    /** An empty workspace for the terms of this model. */
    Workspace newWorkspace(boolean adjoints) {
        return new Workspace(layout.slots(), cellSlots, cells, adjoints);
    }

    private Workspace workspace(boolean adjoints) {
        Workspace own = workspace;
        if (own == null || (adjoints && !own.hasAdjoints())) {
            own = newWorkspace(adjoints);
            workspace = own;
        }
        return own;
    }

    @Override
    public Posterior fork() {
        return new Posterior(layout, terms, structure, cellSlots, cells);
    }

    @Override
    public double logDensity(double[] q, double[] gradient) {
        Workspace w = workspace(true);
        w.clear();
        layout.constrain(q, w);
        w.logDensity += layout.coordinates().logDensity(w);
        for (Term term : order) {
            term.forward(w);
        }
        for (int k = order.length - 1; k >= 0; k--) {
            order[k].backward(w);
        }
        layout.coordinates().pullBack(w, gradient);
        return w.logDensity;
    }

    /**
     * Reported parameters of an unconstrained point.
     *
     * @param q unconstrained; not modified
     * @param row modified: the reported parameters in order of {@link
     *     ParameterLayout#reportedNames()}
     */
    public void report(double[] q, double[] row) {
        Workspace w = workspace(false);
        forward(q, w);
        layout.report(w.theta, row);
    }

    /** Leaves in a workspace what the density at an unconstrained point is computed from. */
    void forward(double[] q, Workspace w) {
        w.clear();
        layout.constrain(q, w);
        for (Term term : order) {
            term.forward(w);
        }
    }

    /** Computes all cells up to the linear predictors from the workspace's natural parameters. */
    void predict(Workspace w) {
        for (Term term : structure) {
            term.forward(w);
        }
    }

    /** As {@link #predict}, then the lifts of all tests, in order of the configuration. */
    List<LiftLikelihood> predictLifts(Workspace w) {
        predict(w);
        List<LiftLikelihood> lifts = new ArrayList<>();
        for (Term term : order) {
            if (term instanceof OfGeos changes) {
                changes.forward(w);
            } else if (term instanceof LiftLikelihood lift) {
                lifts.add(lift);
            }
        }
        return lifts;
    }

    /**
     * Computes derived parameters from sampled and raw ones.
     *
     * @param theta natural parameters by slot; modified
     */
    void derive(double[] theta) {
        if (returns) {
            deriveThroughCells(theta);
            return;
        }
        for (Term term : order) {
            derive(term, theta);
        }
    }

    private static void derive(Term term, double[] theta) {
        switch (term) {
            case PathCoefficients coefficients -> coefficients.derive(theta);
            case RandomWalk walk -> walk.derive(theta);
            case HierarchicalCoefficients coefficients -> coefficients.derive(theta);
            default -> {}
        }
    }

    /** Where coefficients follow from returns, media and demand must be there first. */
    private void deriveThroughCells(double[] theta) {
        Workspace w = workspace(false);
        System.arraycopy(theta, 0, w.theta, 0, theta.length);
        for (Term term : order) {
            switch (term) {
                case ReturnCoefficient coefficient -> coefficient.forward(w);
                case ReturnDensity density -> density.derive(w);
                default -> {
                    derive(term, w.theta);
                    if (structure.contains(term)) {
                        term.forward(w);
                    }
                }
            }
        }
        System.arraycopy(w.theta, 0, theta, 0, theta.length);
    }
}
