package tributary.model;

import tributary.spec.Source;

import java.util.Optional;

/**
 * A source as the model sees it.
 *
 * @param spec what was declared
 * @param column values in units of the column by cell
 * @param scale divisor that makes them dimensionless by cell: scale × population
 * @param scaled column / scale, by cell
 * @param transform adstock and saturation; without the latter where no path uses the source's own
 * @param expected what computes its input where that is predicted, not observed
 * @param unitCost money per unit of the column by cell; all 0 where the source is not paid
 * @param spend money by cell; all 0 where the source is not paid
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record CompiledSource(
        Source spec,
        double[] column,
        double[] scale,
        double[] scaled,
        MediaTransform transform,
        Optional<ExpectedMediator> expected,
        double[] unitCost,
        double[] spend) {}
