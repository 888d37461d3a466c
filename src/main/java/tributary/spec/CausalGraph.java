package tributary.spec;

import java.util.List;

/** The acyclic graph of a model: topological order of its equations and all directed paths. */
public final class CausalGraph {
    private CausalGraph() {}

    /** The graph of a model whose paths the reader has checked. */
    public static CausalGraph of(ModelSpec model) {
        throw new IllegalStateException("skeleton");
    }

    /** Mediators in topological order, then the outcome. */
    public List<Equation> equations() {
        throw new IllegalStateException("skeleton");
    }

    /** Paths into a node, in the order of the configuration. */
    public List<Path> into(String node) {
        throw new IllegalStateException("skeleton");
    }

    /**
     * Every directed path from a source to the outcome as node names, the direct one first, the
     * others by length and then in order of the configuration.
     */
    public List<List<String>> pathsToOutcome(String source) {
        throw new IllegalStateException("skeleton");
    }
}
