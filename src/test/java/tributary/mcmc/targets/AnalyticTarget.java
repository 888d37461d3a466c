package tributary.mcmc.targets;

/**
 * A target whose moments are known exactly.
 *
 * @param target what is sampled
 * @param mean of each reported parameter
 * @param meanSquare of each reported parameter; NaN where the tails are too heavy for draws to
 *     estimate it with an honest standard error
 */
@SuppressWarnings("ArrayRecordComponent") // plain data; nobody compares two of them
public record AnalyticTarget(Target target, double[] mean, double[] meanSquare) {}
