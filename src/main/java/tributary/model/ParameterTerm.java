package tributary.model;

/** A term that computes parameters from coordinates and other parameters, and reads no data. */
interface ParameterTerm extends Term {
    /**
     * What the term computes when the parameters that have priors are given instead of the
     * coordinates, as in a draw from the prior.
     *
     * @param theta natural parameters by slot; the derived ones are modified
     */
    void derive(double[] theta);
}
