package tributary.effects;

import tributary.math.Kernels;
import tributary.math.RandomStreams;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;

/**
 * Residuals of the weeks that data only bound: a mediator at 0 (tobit), an outcome at its floor
 * (model.md §7). One residual per draw, node and week, shared by every effect.
 */
@FunctionalInterface
public interface Latents {
    /**
     * Residual of a censored week on the scale of the response.
     *
     * @param equation index into {@link CompiledModel#equations()}
     * @param theta natural parameters by slot; not modified
     * @param eta linear predictor of that week; −∞ where the observation is certain
     */
    double residual(CompiledModel model, int equation, double[] theta, double eta, int cell);

    /**
     * Residuals given the observation: σ F⁻¹(u F((bound − η)/σ)), u keyed by draw, node and week.
     */
    static Latents drawn(long seed, int chain, int draw) {
        return (model, index, theta, eta, cell) -> {
            CompiledEquation equation = model.equations().get(index);
            int geo = model.cells().geo(cell);
            double sigma = theta[equation.sigma()[geo]];
            double bound = (equation.censoring().orElseThrow().bounds()[cell] - eta) / sigma;
            long key = RandomStreams.key(seed, chain, draw, index);
            double u = RandomStreams.uniform(key, geo, model.cells().week(cell));
            return sigma
                    * (equation.nu() < 0
                            ? Kernels.normalTruncatedBelow(u, bound)
                            : Kernels.studentTTruncatedBelow(u, theta[equation.nu()], bound));
        };
    }
}
