package tributary.model;

import tributary.spec.Equation;

import java.util.List;

/**
 * An equation as the model sees it.
 *
 * @param spec what was declared
 * @param column observed values in units of the column by cell
 * @param scale from the column to the response
 * @param paths into this node
 * @param predictor its linear predictor
 * @param sigma slot of the residual scale
 * @param nu slot of the degrees of freedom, or −1 for a gaussian
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record CompiledEquation(
        Equation spec,
        double[] column,
        ResponseScale scale,
        List<CompiledPath> paths,
        LinearPredictor predictor,
        int sigma,
        int nu) {
    public CompiledEquation {
        paths = List.copyOf(paths);
    }
}
