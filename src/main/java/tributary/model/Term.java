package tributary.model;

/**
 * One part of the log density, with its forward and its backward pass side by side.
 *
 * <p>A term reads natural parameters and cell arrays of the workspace, and writes parameters, cell
 * arrays or a contribution to the log density. The backward pass reads the adjoints of what the
 * forward pass wrote and adds to the adjoints of what it read. Terms are immutable and shared by
 * all chains; everything they compute lives in the workspace. Neither pass allocates.
 */
interface Term {
    /** What a term needs to be there before it can be computed. */
    enum Scope {
        /** Parameters that no cell has a part in; computed once. */
        PARAMETERS,
        /**
         * The selected geos of the workspace, and nothing of the others; computed for a few geos at
         * a time, forward and backward.
         */
        GEOS,
        /** Everything before it. */
        ALL,
        /**
         * Everything before it, but of the parameters only those that no geo's cells have a part
         * in.
         */
        PRIORS
    }

    default Scope scope() {
        return Scope.ALL;
    }

    /**
     * Whether it reads media besides the sums of the predictors, or parameters follow from them:
     * then media are not fused, and terms keep their order.
     */
    default boolean readsMedia() {
        return false;
    }

    /** Computes this term from the workspace as the terms before it left it. */
    void forward(Workspace w);

    /**
     * Adds this term's share to the adjoints; runs after the backward passes of all later terms.
     */
    void backward(Workspace w);
}
