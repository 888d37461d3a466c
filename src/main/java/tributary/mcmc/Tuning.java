package tributary.mcmc;

/**
 * What the warm-up of a chain ended with.
 *
 * @param stepSize before jitter
 * @param kind of the metric: diagonal, low-rank or dense
 * @param rank directions added to the diagonal; 0 for a diagonal metric
 * @param inverseDiagonal diagonal of the inverse metric, length dimension
 * @param inverse the inverse metric as rows where it is dense, else empty
 */
@SuppressWarnings("ArrayRecordComponent") // plain data; nobody compares two of them
public record Tuning(
        double stepSize, MetricKind kind, int rank, double[] inverseDiagonal, double[][] inverse) {}
