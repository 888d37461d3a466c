package tributary.model;

import tributary.math.Kernels;
import tributary.spec.Outcome;

/**
 * Residuals of cells that data only bound, given what is observed there (model.md §7).
 *
 * <p>Under a copula they are conditional on the partner's residual as well. Where both are only
 * bounded, the mediator's comes first, from its own distribution given both bounds, then the
 * outcome's given the mediator's (model.md §8).
 */
public final class CensoredResidual {
    private CensoredResidual() {}

    /**
     * Residual of an equation that is tied to no other, on the scale of the response: σ F⁻¹(u
     * F((bound − η)/σ)).
     *
     * @param theta natural parameters by slot; not modified
     * @param eta linear predictor of the cell; −∞ where the observation is certain
     * @param u in (0, 1)
     */
    public static double draw(
            CompiledEquation equation, double[] theta, double eta, int geo, int cell, double u) {
        double sigma = theta[equation.sigma()[geo]];
        double bound = bound(equation, eta, cell) / sigma;
        return sigma
                * (equation.nu() < 0
                        ? Kernels.normalTruncatedBelow(u, bound)
                        : Kernels.studentTTruncatedBelow(u, theta[equation.nu()], bound));
    }

    /**
     * Residual of an equation with a copula, as above.
     *
     * @param own its linear predictor of the cell, and its u
     * @param partner the same of the equation that it is tied to
     */
    public static double draw(
            CompiledModel model,
            CompiledEquation equation,
            double[] theta,
            int cell,
            Known own,
            Known partner) {
        CompiledEquation.Copula tie = equation.copula().orElseThrow();
        CompiledEquation other = model.equations().get(tie.partner());
        int geo = model.cells().geo(cell);
        double rho = theta[tie.rho()];
        double bound = bound(equation, own.eta, cell);
        double a = NormalScore.of(equation, theta, bound, geo);
        boolean bothBounded = isCensored(other, cell);
        double b =
                NormalScore.of(
                        other,
                        theta,
                        bothBounded
                                ? bound(other, partner.eta, cell)
                                : other.toResponse(other.column()[cell], cell) - partner.eta,
                        geo);
        double z;
        if (bothBounded && !(equation.spec() instanceof Outcome)) {
            z = Kernels.bivariateNormalTruncatedBelow(own.u, a, b, rho);
        } else {
            double given =
                    bothBounded ? Kernels.bivariateNormalTruncatedBelow(partner.u, b, a, rho) : b;
            double kappa = Math.sqrt((1 - rho) * (1 + rho));
            double below = (a - rho * given) / kappa;
            z = Math.fma(rho, given, kappa * Kernels.normalTruncatedBelow(own.u, below));
        }
        return Math.min(NormalScore.residual(equation, theta, z, geo), bound);
    }

    /**
     * What is known of one equation in a cell.
     *
     * @param eta linear predictor
     * @param u in (0, 1), from which its residual is drawn where the data only bound it
     */
    public record Known(double eta, double u) {}

    private static boolean isCensored(CompiledEquation equation, int cell) {
        return equation.censoring()
                .map(censoring -> equation.column()[cell] <= censoring.floor())
                .orElse(false);
    }

    private static double bound(CompiledEquation equation, double eta, int cell) {
        return equation.censoring().orElseThrow().bounds()[cell] - eta;
    }
}
