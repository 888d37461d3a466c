package tributary.model;

import org.jspecify.annotations.Nullable;

import tributary.math.CellLayout;
import tributary.math.LogDensity;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Log posterior density of a compiled model on the unconstrained scale, up to a constant.
 *
 * <p>The model is immutable and shared; each instance owns a workspace, so one instance serves one
 * thread and {@link #fork()} gives others their own.
 */
public final class Posterior implements LogDensity {
    /** Ends the helpers of instances that nobody uses any more. */
    private static final Cleaner CLEANER = Cleaner.create();

    private final ParameterLayout layout;
    private final List<Term> terms;
    private final List<Term> structure;
    private final int cellSlots;
    private final CellLayout cells;
    private final GradientPlan plan;

    /** Threads of one gradient. */
    private final int threads;

    /** Made when first needed, so that the shared instance is small. */
    private @Nullable GradientEvaluation evaluation;

    /** For {@link #derive}, likewise. */
    private @Nullable Workspace derivation;

    /** Whether a coefficient follows from its path's return or the other way round. */
    private final boolean returns;

    /**
     * @param terms in order of evaluation
     * @param structure those of them that lead from natural parameters to linear predictors
     * @param withoutAdjoint cell slots that no term has a derivative for
     */
    Posterior(
            ParameterLayout layout,
            List<Term> terms,
            List<Term> structure,
            int cellSlots,
            BitSet withoutAdjoint,
            CellLayout cells) {
        this(
                layout,
                terms,
                structure,
                cellSlots,
                cells,
                GradientPlan.of(terms, cells, cellSlots, withoutAdjoint),
                1);
    }

    private Posterior(
            ParameterLayout layout,
            List<Term> terms,
            List<Term> structure,
            int cellSlots,
            CellLayout cells,
            GradientPlan plan,
            int threads) {
        this.layout = layout;
        this.terms = terms;
        this.structure = structure;
        this.cellSlots = cellSlots;
        this.cells = cells;
        this.plan = plan;
        this.threads = threads;
        returns =
                terms.stream()
                        .anyMatch(term ->
                                term instanceof ReturnCoefficient || term instanceof ReturnDensity);
    }

    @Override
    public int dimension() {
        return layout.dimension();
    }

    /** An empty workspace for forward passes of the terms of this model. */
    Workspace newWorkspace() {
        return Workspace.withoutAdjoints(layout.slots(), cellSlots, cells);
    }

    private GradientEvaluation evaluation() {
        GradientEvaluation own = evaluation;
        if (own == null) {
            Crew crew = Crew.of(threads);
            if (threads > 1) {
                CLEANER.register(this, crew::dismiss);
            }
            own = newEvaluation(crew);
            evaluation = own;
        }
        return own;
    }

    /** On arrays of its own. */
    GradientEvaluation newEvaluation(Crew crew) {
        Workspace w = Workspace.of(layout, cellSlots, cells, plan);
        return new GradientEvaluation(layout, plan, w, crew);
    }

    /** In order of evaluation. */
    List<Term> terms() {
        return terms;
    }

    int cellSlots() {
        return cellSlots;
    }

    GradientPlan plan() {
        return plan;
    }

    @Override
    public Posterior fork() {
        return fork(threads);
    }

    /**
     * A posterior with arrays of its own that computes each gradient on several threads, the same
     * bits with any number of them. Models that are too small to gain from it use one.
     *
     * @param threads ≥ 1
     */
    public Posterior fork(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + " must be ≥ 1");
        }
        int used = Math.min(threads, plan.mostThreads());
        return new Posterior(layout, terms, structure, cellSlots, cells, plan, used);
    }

    @Override
    public double logDensity(double[] q, double[] gradient) {
        try {
            return evaluation().logDensity(q, gradient);
        } finally {
            Reference.reachabilityFence(this); // or its helpers may end before their work
        }
    }

    /**
     * Reported parameters of an unconstrained point.
     *
     * @param q unconstrained; not modified
     * @param row modified: the reported parameters in order of {@link
     *     ParameterLayout#reportedNames()}
     */
    public void report(double[] q, double[] row) {
        layout.report(evaluation().parameters(q), row);
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
        for (Term term : terms) {
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
        for (Term term : terms) {
            derive(term, theta);
        }
    }

    private static void derive(Term term, double[] theta) {
        switch (term) {
            case PathCoefficients coefficients -> coefficients.derive(theta);
            case RandomWalk walk -> walk.derive(theta);
            case HierarchicalCoefficients coefficients -> coefficients.derive(theta);
            case GeoLevels levels -> levels.derive(theta);
            default -> {}
        }
    }

    /** Where coefficients follow from returns, media and demand must be there first. */
    private void deriveThroughCells(double[] theta) {
        Workspace w = derivation == null ? newWorkspace() : derivation;
        derivation = w;
        System.arraycopy(theta, 0, w.theta, 0, theta.length);
        for (Term term : terms) {
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
