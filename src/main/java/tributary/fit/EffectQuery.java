package tributary.fit;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Which effects to compute.
 *
 * @param source one source; empty: all
 * @param geo one geo, and only that; empty: all together and each of them
 * @param from first week of the intervention; empty: the first training week
 * @param to last week of the intervention; empty: the last training week
 * @param change relative change ψ of the source in the window, −1 for off; x becomes x(1+ψ)
 */
public record EffectQuery(
        Optional<String> source,
        Optional<String> geo,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        double change) {
    /** All sources, whole data, switched off: what {@code effects.json} holds. */
    public static EffectQuery standard() {
        return new EffectQuery(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), -1);
    }
}
