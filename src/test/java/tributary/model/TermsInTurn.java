package tributary.model;

/** Density and gradient by the terms of a model one after another, each over all geos. */
final class TermsInTurn {
    private final CompiledModel model;
    private final Workspace w;

    TermsInTurn(CompiledModel model) {
        this.model = model;
        int cellSlots = model.posterior().cellSlots();
        w = new Workspace(model.parameters().slots(), cellSlots, model.cells());
    }

    double logDensity(double[] q, double[] gradient) {
        ParameterLayout layout = model.parameters();
        w.clear();
        w.clearCells();
        layout.constrain(q, w);
        w.logDensity += layout.coordinates().logDensity(w);
        for (Term term : model.posterior().terms()) {
            term.forward(w);
        }
        for (Term term : model.posterior().terms().reversed()) {
            term.backward(w);
        }
        layout.coordinates().pullBack(w, gradient);
        return w.logDensity;
    }
}
