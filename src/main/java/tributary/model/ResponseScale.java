package tributary.model;

import tributary.math.Kernels;
import tributary.spec.Link;

/**
 * How an equation's column becomes the response of the model (model.md §2): (y − centre)/scale, or
 * ln(y/scale) under a log link.
 *
 * @param centre 0 unless z-scored, in units of the column
 * @param scale > 0, in units of the column
 * @param standardized whether the response is z-scored
 */
public record ResponseScale(Link link, double centre, double scale, boolean standardized) {

    /** The scaled response of a value of the column. */
    public double toModel(double value) {
        return switch (link) {
            case IDENTITY -> (value - centre) / scale;
            case LOG -> Kernels.log(value / scale);
        };
    }

    /**
     * The value of the column with the scaled response: the conditional median where the link is a
     * log.
     */
    public double toColumn(double response) {
        return switch (link) {
            case IDENTITY -> Math.fma(response, scale, centre);
            case LOG -> Kernels.exp(response) * scale;
        };
    }
}
