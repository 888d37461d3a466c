package tributary.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * Which effects of a model its equations can learn from data without an experiment, if its graph is
 * right (Pearl 2009, chapters 3 and 5).
 *
 * @param assumption what every verdict rests on, as sentences
 * @param effects of every source: total, then direct and indirect where it has such paths
 */
public record Identification(String assumption, List<Row> effects) {
    /** Said with every verdict. */
    private static final String ASSUMPTION =
            "Identified means that these equations can learn the effect if the graph is right:"
                    + " beyond what it declares, nothing unmeasured moves two of its nodes, no"
                    + " control is itself moved by media, and media are not set in answer to the"
                    + " outcome. The data cannot confirm this.";

    public Identification {
        effects = List.copyOf(effects);
    }

    /** What is to be learned about a source. */
    public enum Effect {
        TOTAL,
        DIRECT,
        INDIRECT
    }

    /** Whether it can be. */
    public enum Verdict {
        /** If the graph is right. */
        IDENTIFIED,
        /** Only with something assumed beside the graph: a correlation, or the shape of curves. */
        ASSUMED,
        NOT_IDENTIFIED
    }

    /**
     * An undirected path that is no effect of the source.
     *
     * @param path such as {@code search ← tv → revenue}; what nobody measured is in parentheses
     * @param open whether it carries dependence that is taken for an effect
     * @param closedBy nodes that close it: those conditioned on, or colliders that are not
     */
    public record BackDoor(String path, boolean open, List<String> closedBy) {
        public BackDoor {
            closedBy = List.copyOf(closedBy);
        }
    }

    /**
     * One effect of one source on the outcome.
     *
     * @param adjustedFor what the fitted equations condition on for a total effect; for the others,
     *     those of each arrow on the way
     * @param paths of a total effect, all back-door paths as far as listed; of the others, the open
     *     ones; open ones first, then the shortest
     * @param complete false where there may be more than those listed
     * @param remedies what would close an open path, as sentences
     * @param sentence why the verdict is what it is
     */
    public record Row(
            String source,
            Effect effect,
            Verdict verdict,
            List<String> adjustedFor,
            List<BackDoor> paths,
            boolean complete,
            List<String> remedies,
            String sentence) {
        public Row {
            adjustedFor = List.copyOf(adjustedFor);
            paths = List.copyOf(paths);
            remedies = List.copyOf(remedies);
        }
    }

    /** Verdicts on every effect of a model. */
    public static Identification of(ModelSpec model) {
        ModelGraph graph = ModelGraph.of(model);
        List<Row> rows = new ArrayList<>();
        for (Source source : model.sources()) {
            rows.addAll(new EffectIdentification(graph, source.name()).rows());
        }
        return new Identification(ASSUMPTION, rows);
    }

    /** The rows of one source. */
    public List<Row> of(String source) {
        return effects.stream().filter(row -> row.source().equals(source)).toList();
    }
}
