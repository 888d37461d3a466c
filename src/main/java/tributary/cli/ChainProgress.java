package tributary.cli;

/**
 * How far one chain is.
 *
 * @param chain from 1
 * @param iteration done so far, warm-up included; 0: it waits for a free thread
 * @param total iterations, warm-up included
 * @param warmup iterations of warm-up
 * @param divergences after warm-up
 * @param stepSize in use
 * @param seconds since the first iteration
 */
record ChainProgress(
        int chain,
        int iteration,
        int total,
        int warmup,
        int divergences,
        double stepSize,
        double seconds) {

    double fraction() {
        return (double) iteration / total;
    }

    boolean isDone() {
        return iteration == total;
    }

    /** Kept draws so far and wanted, or how far warm-up is. */
    String draws() {
        return iteration <= warmup
                ? "warm-up " + iteration + "/" + warmup
                : "draw " + (iteration - warmup) + "/" + (total - warmup);
    }

    /** Seconds left at the pace since the first iteration, NaN before there is one. */
    double secondsLeft() {
        return iteration < 2 ? Double.NaN : seconds * (total - iteration) / (iteration - 1);
    }
}
