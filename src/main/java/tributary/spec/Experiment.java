package tributary.spec;

import java.time.LocalDate;
import java.util.List;

/**
 * A measured lift: what a change of a source did to the outcome in a test (model.md §6).
 *
 * @param geos where the test ran; empty: everywhere
 * @param from first week of the test
 * @param to last week of the test
 * @param until last week over which the lift was summed, {@code to} or later
 * @param change of the source in the test weeks, −1 for off
 * @param lift Y with the change minus Y without, in units of the outcome
 * @param se standard error of the lift, > 0
 */
public record Experiment(
        String source,
        List<String> geos,
        LocalDate from,
        LocalDate to,
        LocalDate until,
        double change,
        double lift,
        double se,
        Estimand estimand,
        ErrorFamily family) {
    public Experiment {
        geos = List.copyOf(geos);
    }

    /** What the test measured. */
    public enum Estimand {
        /** Along all paths. */
        TOTAL,
        /** Along the direct path, mediators as they were. */
        DIRECT
    }

    /** Distribution of the measured lift around the true one. */
    public enum ErrorFamily {
        NORMAL,
        /** With four degrees of freedom. */
        STUDENT_T
    }
}
