package tributary.spec;

/** A node of the causal graph; its {@link #name()} is unique in a model. */
public sealed interface Node permits Source, Equation, Control {
    /**
     * Name in paths, parameters and results, {@code [A-Za-z][A-Za-z0-9_]*} without {@code _to_}.
     */
    String name();

    /** Column of the data file. */
    String column();
}
