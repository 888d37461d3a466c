package tributary.model;

import tributary.spec.Path;

/**
 * An arrow of the graph with the slots of its coefficients.
 *
 * @param spec what was declared
 * @param source index into {@link CompiledModel#sources()}
 * @param transform what the media go through on this path: the source's own, unless the path has a
 *     curve of its own
 * @param coefficients slots of β, one by geo or one for all
 * @param activity slot of δ, or −1 where being on has no effect of its own
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record CompiledPath(
        Path spec, int source, MediaTransform transform, int[] coefficients, int activity) {

    /** Slot of β in a geo. */
    public int coefficient(int geo) {
        return coefficients[coefficients.length == 1 ? 0 : geo];
    }
}
