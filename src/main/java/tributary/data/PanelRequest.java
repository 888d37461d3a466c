package tributary.data;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a model needs of a file.
 *
 * @param date column with the first day of each week
 * @param geo column with the market of each row; empty: one market
 * @param population column with the size of each market; empty: 1
 * @param columns numeric columns in the order of the model, each once
 * @param fillGaps whether a missing week becomes a row of zero media (all other columns must then
 *     be fillable)
 * @param from first week of the likelihood
 * @param to last week of the likelihood; later weeks are predicted
 */
public record PanelRequest(
        String date,
        Optional<String> geo,
        Optional<Column> population,
        List<Column> columns,
        boolean fillGaps,
        Optional<LocalDate> from,
        Optional<LocalDate> to) {
    public PanelRequest {
        columns = List.copyOf(columns);
    }

    /** A request for the data of one market. */
    public PanelRequest(
            String date,
            List<Column> columns,
            boolean fillGaps,
            Optional<LocalDate> from,
            Optional<LocalDate> to) {
        this(date, Optional.empty(), Optional.empty(), columns, fillGaps, from, to);
    }

    /**
     * One numeric column.
     *
     * @param winsorize upper quantile within each geo above which values are set to it; 1: none
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
        /** Mediator with an active part of its own: ≥ 0, sometimes 0 and sometimes not. */
        HURDLE,
        /** Outcome with identity link: any number. */
        OUTCOME,
        /** Outcome with log link: > 0. */
        POSITIVE,
        /** Outcome that is counted: a whole number ≥ 0. */
        COUNT,
        /** Mediator with log link: > 0. */
        POSITIVE_MEDIATOR,
        /** Control: any number, not constant. */
        CONTROL,
        /** Control whose logarithm is taken: > 0. */
        LOG_CONTROL,
        /** Control that is 0 or 1 in every week. */
        INDICATOR,
        /** Money per unit of the outcome: ≥ 0. */
        VALUE,
        /** Size of a market: > 0. */
        POPULATION;

        /**
         * Whether it is what the model explains, and so may be unknown in a week to be predicted.
         */
        boolean isOutcome() {
            return this == OUTCOME || this == POSITIVE || this == COUNT;
        }

        /** Whether it is media or a mediator, whose weeks before the window count too. */
        boolean feedsAdstock() {
            return this == MEDIA || this == HURDLE || this == MEDIATOR || this == POSITIVE_MEDIATOR;
        }

        /** Whether nothing is 0 in a week that a geo does not have, rather than unknown. */
        boolean isZeroWhereAbsent() {
            return feedsAdstock() || this == SPEND;
        }
    }

    /** What an empty cell means. */
    public enum Missing {
        ERROR,
        ZERO,
        PREVIOUS
    }
}
