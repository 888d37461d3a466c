package tributary.data;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a model needs of a file.
 *
 * @param date column with the first day of each week
 * @param columns numeric columns in the order of the model, each once
 * @param fillGaps whether a missing week becomes a row of zero media (all other columns must then
 *     be fillable)
 * @param from first week of the likelihood
 * @param to last week used; later rows are left out
 */
public record PanelRequest(
        String date,
        List<Column> columns,
        boolean fillGaps,
        Optional<LocalDate> from,
        Optional<LocalDate> to) {
    public PanelRequest {
        columns = List.copyOf(columns);
    }

    /** Whether a week lies in the window of the likelihood. */
    boolean trains(LocalDate week) {
        return from.map(day -> !week.isBefore(day)).orElse(true)
                && to.map(day -> !week.isAfter(day)).orElse(true);
    }

    /**
     * One numeric column.
     *
     * @param winsorize upper quantile above which values are set to it; 1: none
     */
    public record Column(String name, Role role, Missing missing, double winsorize) {}

    /** What a column is used for, which decides what is allowed in it. */
    public enum Role {
        /** Media or mediator feeding a curve: ≥ 0, not all zero. */
        MEDIA,
        /** Money spent on impressions or sends: ≥ 0. */
        SPEND,
        /** Mediator that may be negative (gaussian, linear saturation). */
        MEDIATOR,
        /** Outcome with identity link: any number. */
        OUTCOME,
        /** Outcome or mediator with log link: > 0. */
        POSITIVE,
        /** Control: any number, not constant. */
        CONTROL,
        /** Control whose logarithm is taken: > 0. */
        LOG_CONTROL,
        /** Control that is 0 or 1 in every week. */
        INDICATOR,
        /** Money per unit of the outcome: ≥ 0. */
        VALUE
    }

    /** What an empty cell means. */
    public enum Missing {
        ERROR,
        ZERO,
        PREVIOUS
    }
}
