package tributary.model;

import org.jspecify.annotations.Nullable;

import tributary.math.Kernels;
import tributary.spec.Outcome;

/**
 * Residuals of cells that data only bound, given what is observed there (model.md §7): y − η from
 * its distribution below the bound. Under a copula given the partner's residual as well, and where
 * both are only bounded the mediator's comes first, from its own distribution given both bounds,
 * then the outcome's given the mediator's (model.md §8).
 *
 * <p>A pure function of its arguments; immutable.
 */
public final class CensoredResidual {
    private final Margin own;
    private final @Nullable Margin partner;
    private final int rho;
    private final boolean outcome;

    private CensoredResidual(Margin own, @Nullable Margin partner, int rho, boolean outcome) {
        this.own = own;
        this.partner = partner;
        this.rho = rho;
        this.outcome = outcome;
    }

    /** Those of an equation. */
    public static CensoredResidual of(CompiledModel model, CompiledEquation equation) {
        Margin own = Margin.of(equation, model.cells());
        return equation.copula()
                .map(tie -> {
                    CompiledEquation other = model.equations().get(tie.partner());
                    boolean outcome = equation.spec() instanceof Outcome;
                    return new CensoredResidual(
                            own, Margin.of(other, model.cells()), tie.rho(), outcome);
                })
                .orElseGet(() -> new CensoredResidual(own, null, -1, false));
    }

    /**
     * The residual of a censored cell on the scale of the response.
     *
     * @param theta natural parameters by slot; not modified
     * @param eta linear predictor of the cell; −∞ where the observation is certain
     * @param partnerEta that of the partner's; unused without a copula
     * @param u in (0, 1), this equation's for the cell
     * @param partnerU the partner's for the cell; unused without a copula
     */
    public double draw(
            double[] theta, double eta, double partnerEta, int cell, double u, double partnerU) {
        double sigma = theta[own.sigma()[cell]];
        double bound = (own.values()[cell] - eta) / sigma;
        if (partner == null) {
            return sigma
                    * (own.nu() < 0
                            ? Kernels.normalTruncatedBelow(u, bound)
                            : Kernels.studentTTruncatedBelow(u, theta[own.nu()], bound));
        }
        double[] scratch = new double[3];
        double a = own.score(theta, eta, cell, scratch);
        double b = partner.score(theta, partnerEta, cell, scratch);
        double r = theta[rho];
        double z;
        if (partner.censored()[cell] && !outcome) {
            z = Kernels.bivariateNormalTruncatedBelow(u, a, b, r);
        } else {
            double other =
                    partner.censored()[cell]
                            ? Kernels.bivariateNormalTruncatedBelow(partnerU, b, a, r)
                            : b;
            double kappa = Math.sqrt((1 - r) * (1 + r));
            double given = (a - r * other) / kappa;
            z = Math.fma(r, other, kappa * Kernels.normalTruncatedBelow(u, given));
        }
        return Math.min(own.residual(theta, z, cell), sigma * bound);
    }
}
