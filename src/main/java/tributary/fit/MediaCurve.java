package tributary.fit;

/**
 * Carry-over and saturation of one source, as fitted.
 *
 * @param source name
 * @param unit of its weekly amounts
 * @param carryOver share of a week's media that works 0, 1, 2, … weeks later
 * @param amount steady weekly amounts, from 0 to beyond the largest observed, of an average geo
 * @param response saturated response to a steady amount, as a share of the one to the largest
 *     observed amount
 * @param observedLow 5 % quantile of the active weeks' amounts
 * @param observedMedian their median
 * @param observedHigh largest observed amount
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record MediaCurve(
        String source,
        String unit,
        Band carryOver,
        double[] amount,
        Band response,
        double observedLow,
        double observedMedian,
        double observedHigh) {}
