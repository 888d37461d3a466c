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
        System.arraycopy(theta, 0, workspace.theta, 0, theta.length);
        for (CompiledSource source : model.sources()) {
            source.transform().forward(workspace);
        }
        for (CompiledEquation equation : model.equations()) {
            equation.predictor().forward(workspace);
        }
    }

    /**
     * η of an equation by cell at the last evaluated draw; valid until the next one, not to be
     * modified.
     */
    public double[] linearPredictor(CompiledEquation equation) {
        return workspace.cells[equation.predictor().eta()];
    }
}
