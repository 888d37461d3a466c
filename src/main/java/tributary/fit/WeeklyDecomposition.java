package tributary.fit;

import java.time.LocalDate;
import java.util.List;

/**
 * What the expected outcome of each training week is made of, summed over geos, in units of the
 * outcome. Means of the components add up to the mean of the expected outcome in every week.
 *
 * @param weeks first days
 * @param observed outcome by week
 * @param expected expected outcome (its conditional median under a log link)
 * @param draws posterior draws used
 * @param mediaShare sum over the weeks of all MEDIA and MEDIATED components, as a share of the sum
 *     expected: q05, median, q95 of length one
 * @param components baseline first, then controls, media, mediated media
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record WeeklyDecomposition(
        List<LocalDate> weeks,
        double[] observed,
        Band expected,
        int draws,
        Band mediaShare,
        List<Component> components) {
    /** What a component stands for. */
    public enum Kind {
        /** Intercept, trend and season, controls at their reference. */
        BASELINE,
        CONTROL,
        /** A source's own path into the outcome. */
        MEDIA,
        /** What sources bring about through a mediator. */
        MEDIATED
    }

    /**
     * One component.
     *
     * @param name of the source or control; for MEDIATED the mediator it flows through
     * @param mean posterior mean by week
     * @param band median and 90 % interval by week
     * @param total sum over the weeks: q05, median, q95 of length one
     */
    public record Component(String name, Kind kind, double[] mean, Band band, Band total) {}
}
