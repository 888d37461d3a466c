package tributary.fit;

/** Posterior median and 90 % interval along an axis, one value for each position. */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record Band(double[] q05, double[] median, double[] q95) {}
