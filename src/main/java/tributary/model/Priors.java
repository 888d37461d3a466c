package tributary.model;

import tributary.math.UnivariateDensity;

/** Prior log density of every sampled parameter. */
record Priors(ParameterLayout layout) implements Term {
    @Override
    public void forward(Workspace w) {
        double sum = 0;
        for (int i = 0; i < layout.dimension(); i++) {
            UnivariateDensity density = layout.density(i);
            sum += density.logDensity(w.theta[layout.sampledSlot(i)] - layout.shift(i));
        }
        w.logDensity += sum;
    }

    @Override
    public void backward(Workspace w) {
        for (int i = 0; i < layout.dimension(); i++) {
            int slot = layout.sampledSlot(i);
            w.thetaBar[slot] += layout.density(i).score(w.theta[slot] - layout.shift(i));
        }
    }
}
