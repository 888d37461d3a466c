package tributary.model;

import tributary.spec.Equation;

import java.util.List;
import java.util.Optional;

/**
 * An equation as the model sees it.
 *
 * @param spec what was declared
 * @param column observed values in units of the column by cell
 * @param scale from the column to the response
 * @param paths into this node
 * @param regressors controls and interactions
 * @param price linear demand, where the price acts so
 * @param predictor where its linear predictor stands
 * @param sigma slot of the residual scale
 * @param nu slot of the degrees of freedom, or −1 for a normal distribution
 * @param phi slot of the autocorrelation of the residuals, or −1
 * @param censoring where values at or below a bound are censored
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record CompiledEquation(
        Equation spec,
        double[] column,
        ResponseScale scale,
        List<CompiledPath> paths,
        List<Regressor> regressors,
        Optional<LinearDemand> price,
        Predictors predictor,
        int sigma,
        int nu,
        int phi,
        Optional<Censoring> censoring) {
    public CompiledEquation {
        paths = List.copyOf(paths);
        regressors = List.copyOf(regressors);
    }

    /**
     * Cell slots of a linear predictor.
     *
     * @param eta η
     * @param unpriced η without linear demand; η's own slot where there is none
     * @param base additive part of a scaled composition, else {@code unpriced}
     */
    public record Predictors(int eta, int unpriced, int base) {}

    /**
     * Left-censoring at a bound.
     *
     * @param floor in units of the column
     * @param bound the same on the scale of the response
     * @param weeks training weeks at or below it
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    public record Censoring(double floor, double bound, int[] weeks) {}

    /** Whether media add up with the intercept and demand multiplies the sum. */
    public boolean isScaled() {
        return predictor.base() != predictor.unpriced();
    }

    /** The value of the column for a response, not below the floor. */
    public double toColumn(double response) {
        double value = scale.toColumn(response);
        return censoring.isPresent() ? Math.max(censoring.get().floor(), value) : value;
    }
}
