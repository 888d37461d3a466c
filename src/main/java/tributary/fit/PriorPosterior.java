package tributary.fit;

/**
 * Prior and posterior of one headline quantity as histograms over the same bins; densities, so that
 * each has area 1 less what lies outside.
 *
 * @param name parameter name, or "roi NAME" for a return
 * @param edges bin edges, one more than bins
 * @param priorInterval q05, median, q95 of the prior
 * @param posteriorInterval q05, median, q95 of the posterior
 * @param contraction 1 − (width of the posterior's 90 % interval / width of the prior's)²: for
 *     normal ones 1 − posterior variance / prior variance, and defined where the prior has no
 *     variance
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record PriorPosterior(
        String name,
        double[] edges,
        double[] prior,
        double[] posterior,
        double[] priorInterval,
        double[] posteriorInterval,
        double contraction) {}
