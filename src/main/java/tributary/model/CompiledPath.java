package tributary.model;

import tributary.spec.Path;

/**
 * An arrow of the graph with the slot of its coefficient.
 *
 * @param spec what was declared
 * @param source index into {@link CompiledModel#sources()}
 * @param coefficient slot of β
 */
public record CompiledPath(Path spec, int source, int coefficient) {}
