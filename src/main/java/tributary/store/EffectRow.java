package tributary.store;

import java.util.Optional;

/**
 * One row of {@code effects.json}: a posterior summary of one effect. Numbers are NaN where the row
 * is suppressed (written as null), and {@code note} then says why.
 *
 * @param source the intervened node
 * @param effect direct, indirect, total, direct_total, indirect_pure, interaction,
 *     proportion_mediated, net_profit, roi, roi_with_induced or elasticity
 * @param path for indirect effects of one path {@code a -> m -> y}, summed by first mediator {@code
 *     a -> m -> *}; empty: all paths
 * @param geo empty: all geos
 * @param from first week of the window, ISO 8601
 * @param to last week of the window
 * @param change of the source in the window, such as {@code -100%}
 * @param unit of the numbers
 * @param note such as "sign fixed by prior", or why the row is suppressed; empty: nothing to say
 */
public record EffectRow(
        String source,
        String effect,
        Optional<String> path,
        Optional<String> geo,
        String from,
        String to,
        String change,
        String unit,
        double mean,
        double median,
        double sd,
        double q025,
        double q05,
        double q25,
        double q75,
        double q95,
        double q975,
        double pPositive,
        double rhat,
        double essBulk,
        Optional<String> note) {

    /** A row without numbers, of all paths together, that says why there are none. */
    public static EffectRow suppressed(
            String source,
            String effect,
            Optional<String> geo,
            String from,
            String to,
            String change,
            String unit,
            String why) {
        double nan = Double.NaN;
        return new EffectRow(
                source,
                effect,
                Optional.empty(),
                geo,
                from,
                to,
                change,
                unit,
                nan,
                nan,
                nan,
                nan,
                nan,
                nan,
                nan,
                nan,
                nan,
                nan,
                nan,
                nan,
                Optional.of(why));
    }
}
