package tributary.cli;

/**
 * How far one chain is.
 *
 * @param chain from 1
 * @param begunAt iteration it was at when first heard of: 1, or more if it was resumed
 * @param iteration done so far, warm-up included; 0: it waits for a free thread
 * @param total iterations, warm-up included
 * @param warmup iterations of warm-up
 * @param thin iterations per kept draw
 * @param divergences after warm-up
 * @param stepSize in use
 * @param seconds since it was first heard of
 */
record ChainProgress(
        int chain,
        int begunAt,
        int iteration,
        int total,
        int warmup,
        int thin,
        int divergences,
        double stepSize,
        double seconds) {

    double fraction() {
        return (double) iteration / total;
    }

    boolean isDone() {
        return iteration == total;
    }

    /** Iterations that were done by an earlier process. */
    int resumed() {
        return begunAt > 1 ? begunAt : 0;
    }

    /** Kept draws so far and wanted, or how far warm-up is. */
    String draws() {
        return iteration <= warmup
                ? "warm-up " + iteration + "/" + warmup
                : "draw " + (iteration - warmup) / thin + "/" + (total - warmup) / thin;
    }

    /** Seconds left at the pace since it was first heard of, NaN before there is one. */
    double secondsLeft() {
        int done = iteration - begunAt;
        return done < 1 ? Double.NaN : seconds * (total - iteration) / done;
    }
}
