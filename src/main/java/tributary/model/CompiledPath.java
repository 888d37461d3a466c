package tributary.model;

import tributary.spec.Path;

/**
 * An arrow of the graph with the slots of its coefficients.
 *
 * @param spec what was declared
 * @param source index into {@link CompiledModel#sources()}
 * @param coefficient slot of β
 * @param activity slot of δ, or −1 where being on has no effect of its own
 */
public record CompiledPath(Path spec, int source, int coefficient, int activity) {}
