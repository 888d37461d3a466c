package tributary.model;

import tributary.math.Kernels;

/**
 * How a value of a column enters an equation: (x − centre)/scale, x or its logarithm.
 *
 * @param centre in units of the column, or of its logarithm
 * @param scale > 0, likewise
 */
public record ColumnTransform(boolean log, double centre, double scale) {
    /** The transformed value. */
    public double apply(double value) {
        return ((log ? Kernels.log(value) : value) - centre) / scale;
    }
}
