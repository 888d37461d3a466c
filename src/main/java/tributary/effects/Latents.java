package tributary.effects;

import tributary.math.RandomStreams;
import tributary.model.CensoredResidual;
import tributary.model.CensoredResidual.Known;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;

/**
 * What the data leave open about a cell (model.md §7): the residual of a mediator at 0 (tobit,
 * hurdle) or of an outcome at its floor, and the chance that decided whether a hurdle is active.
 * One number each per draw, node, geo and week, shared by every effect.
 */
@FunctionalInterface
public interface Latents {
    /**
     * Residual of a cell on the scale of the response: of a censored one given its bound, of an
     * inactive hurdle the residual that its amount would have.
     *
     * @param equation index into {@link CompiledModel#equations()}
     * @param theta natural parameters by slot; not modified
     * @param eta linear predictor of that cell; −∞ where the observation is certain
     */
    double residual(CompiledModel model, int equation, double[] theta, double eta, int cell);

    /**
     * As above, of a cell of an equation whose residuals are correlated with another's.
     *
     * @param partnerEta linear predictor of the other equation in that cell
     */
    default double residual(
            CompiledModel model,
            int equation,
            double[] theta,
            double eta,
            double partnerEta,
            int cell) {
        return residual(model, equation, theta, eta, cell);
    }

    /**
     * The uniform number u of a hurdle's cell, which is active where u < p: below p where the data
     * are active, else not.
     *
     * @param equation index of a hurdle
     * @param p probability of being active
     * @throws UnsupportedOperationException from latents that serve models without a hurdle
     */
    default double activity(CompiledModel model, int equation, double p, int cell) {
        throw new UnsupportedOperationException("equation: latents for no hurdle are given");
    }

    /** Random ones given the observation, keyed by draw, node, geo and week. */
    static Latents drawn(long seed, int chain, int draw) {
        return new Drawn(seed, chain, draw);
    }

    /** {@link #drawn}: σ F⁻¹(u F((bound − η)/σ)) where a bound is all that is known. */
    record Drawn(long seed, int chain, int draw) implements Latents {
        @Override
        public double residual(
                CompiledModel model, int index, double[] theta, double eta, int cell) {
            CompiledEquation equation = model.equations().get(index);
            int geo = model.cells().geo(cell);
            int week = model.cells().week(cell);
            if (equation.censoring().isEmpty()) {
                double sigma = theta[equation.sigma()[geo]];
                return sigma * RandomStreams.normal(key(index), geo, week);
            }
            double u = RandomStreams.uniform(key(index), geo, week);
            return CensoredResidual.draw(equation, theta, eta, geo, cell, u);
        }

        @Override
        public double residual(
                CompiledModel model,
                int index,
                double[] theta,
                double eta,
                double partnerEta,
                int cell) {
            CompiledEquation equation = model.equations().get(index);
            int partner = equation.copula().orElseThrow().partner();
            int geo = model.cells().geo(cell);
            int week = model.cells().week(cell);
            return CensoredResidual.draw(
                    model,
                    equation,
                    theta,
                    cell,
                    new Known(eta, RandomStreams.uniform(key(index), geo, week)),
                    new Known(partnerEta, RandomStreams.uniform(key(partner), geo, week)));
        }

        @Override
        public double activity(CompiledModel model, int index, double p, int cell) {
            boolean active = model.equations().get(index).column()[cell] > 0;
            int geo = model.cells().geo(cell);
            // The other half of the key: independent of the residual.
            double v = RandomStreams.uniform(~key(index), geo, model.cells().week(cell));
            return active ? v * p : Math.fma(v, 1 - p, p);
        }

        private long key(int index) {
            return RandomStreams.key(seed, chain, draw, index);
        }
    }
}
