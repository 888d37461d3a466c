package tributary.model;

import tributary.spec.Equation;

import java.util.List;
import java.util.Optional;

/**
 * An equation as the model sees it.
 *
 * @param spec what was declared
 * @param column observed values in units of the column by cell
 * @param population by cell; 1 where the data have none
 * @param scale from the column per head to the response
 * @param predictor of the response; of a hurdle, of the amount
 * @param active predictor of the log odds of being above 0, for a hurdle only
 * @param sigma slot of the residual scale by geo
 * @param nu slot of the degrees of freedom, or −1 for a normal distribution
 * @param phi slot of the autocorrelation of the residuals, or −1
 * @param censoring where values at or below a bound are censored
 * @param copula what ties its residuals to another equation's
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record CompiledEquation(
        Equation spec,
        double[] column,
        double[] population,
        ResponseScale scale,
        CompiledPredictor predictor,
        Optional<CompiledPredictor> active,
        int[] sigma,
        int nu,
        int phi,
        Optional<Censoring> censoring,
        Optional<Copula> copula) {

    /**
     * Left-censoring at a bound.
     *
     * @param floor in units of the column
     * @param bounds the same on the scale of the response by cell
     * @param cells of the likelihood with a value at or below it
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    public record Censoring(double floor, double[] bounds, int[] cells) {}

    /**
     * Correlation with the same-week residuals of another equation.
     *
     * @param partner index of the other equation in {@link CompiledModel#equations()}
     * @param rho slot of ρ
     */
    public record Copula(int partner, int rho) {}

    /** The same equation, tied to another. */
    CompiledEquation with(Copula tie) {
        return new CompiledEquation(
                spec,
                column,
                population,
                scale,
                predictor,
                active,
                sigma,
                nu,
                phi,
                censoring,
                Optional.of(tie));
    }

    /** Arrows into this node. */
    public List<CompiledPath> paths() {
        return predictor.paths();
    }

    /** Controls and interactions. */
    public List<Regressor> regressors() {
        return predictor.regressors();
    }

    /** Linear demand, where the price acts so. */
    public Optional<LinearDemand> price() {
        return predictor.price();
    }

    /** Whether media add up with the intercept and demand multiplies the sum. */
    public boolean isScaled() {
        return predictor.isScaled();
    }

    /** The scaled response of a value of the column. */
    public double toResponse(double value, int cell) {
        return scale.toModel(value / population[cell]);
    }

    /** The value of the column for a response, not below the floor. */
    public double toColumn(double response, int cell) {
        double value = scale.toColumn(response) * population[cell];
        return censoring.isPresent() ? Math.max(censoring.get().floor(), value) : value;
    }

    /** Units of the column per unit of the response; under a log link per unit of its e^. */
    public double unit(int cell) {
        return scale.scale() * population[cell];
    }
}
