package tributary.spec;

/** Whether paths of a group share a hierarchical prior; always non-centred. */
public record Pooling(boolean paths) {}
