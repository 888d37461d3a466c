package tributary.effects;

/**
 * A change of one source in a window of weeks: x becomes x(1 + ψ).
 *
 * <p>For a mediator it replaces the structural value, do(M = M(1 + ψ)); ψ = −1 switches the source
 * off.
 *
 * @param source name
 * @param firstWeek index of the first week of the window
 * @param lastWeek index of the last week of the window, inclusive
 * @param change ψ ≥ −1, not 0
 */
public record Intervention(String source, int firstWeek, int lastWeek, double change) {
    public Intervention {
        if (!(change >= -1) || change == 0 || Double.isInfinite(change)) {
            throw new IllegalArgumentException(
                    "change: " + change + " must be ≥ -100% and not 0, for example -1 for off");
        }
        if (firstWeek > lastWeek) {
            throw new IllegalArgumentException(
                    "window: first week " + firstWeek + " is after last week " + lastWeek);
        }
    }
}
