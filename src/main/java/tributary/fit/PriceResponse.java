package tributary.fit;

/**
 * Outcome at other prices, all else as it was: counterfactual sums over the training weeks.
 *
 * @param control name of the price
 * @param median median observed price, the reference of the axis
 * @param observedLow lowest observed price
 * @param observedHigh highest observed price
 * @param change relative changes of the price in every week, such as −0.2, ascending
 * @param outcome change of the outcome's sum in percent
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record PriceResponse(
        String control,
        double median,
        double observedLow,
        double observedHigh,
        double[] change,
        Band outcome) {}
