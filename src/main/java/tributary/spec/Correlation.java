package tributary.spec;

/**
 * Gaussian copula between the same-week residuals of a mediator and the outcome (model.md §8).
 *
 * @param rho {@link Prior.Dirac} where it is fixed
 */
public record Correlation(String mediator, String outcome, Prior rho) {}
