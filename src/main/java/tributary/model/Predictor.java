package tributary.model;

/**
 * Linear predictors of all equations at a draw, by the terms of the posterior themselves; one
 * instance serves one thread.
 */
public final class Predictor {
    private final CompiledModel model;
    private final Workspace workspace;

    public Predictor(CompiledModel model) {
        this.model = model;
        this.workspace = model.posterior().newWorkspace();
    }

    /**
     * Evaluates every equation.
     *
     * @param theta natural parameters by slot, as {@link ParameterLayout#restore} leaves them; not
     *     modified
     */
    public void evaluate(double[] theta) {
        evaluate(theta, 0, model.cells().geos());
    }

    /** As above, but only the cells of the geos from firstGeo ≤ g < endGeo. */
    public void evaluate(double[] theta, int firstGeo, int endGeo) {
        workspace.select(firstGeo, endGeo);
        System.arraycopy(theta, 0, workspace.theta, 0, theta.length);
        model.posterior().predict(workspace);
    }

    /**
     * η of an equation by cell at the last evaluated draw; valid until the next one, not to be
     * modified. −∞ where the price chokes demand.
     */
    public double[] linearPredictor(CompiledEquation equation) {
        return linearPredictor(equation.predictor());
    }

    /**
     * η of a linear predictor by cell, such as the log odds of a hurdle being above 0; as above.
     */
    public double[] linearPredictor(CompiledPredictor predictor) {
        return workspace.cells[predictor.eta()];
    }

    /** η without linear demand by cell, always finite; as above. */
    public double[] unpriced(CompiledEquation equation) {
        return workspace.cells[equation.predictor().unpriced()];
    }

    /** Additive part a + Σ β h of a scaled predictor by cell; as above. */
    public double[] base(CompiledPredictor predictor) {
        return workspace.cells[predictor.base()];
    }

    /** E[M]/scale of a mediator with predicted input by cell; as above. */
    public double[] expected(ExpectedMediator mediator) {
        return workspace.cells[mediator.expected()];
    }

    /** h of a transform by cell; as above. */
    public double[] saturated(MediaTransform transform) {
        return workspace.cells[transform.h()];
    }
}
