package tributary.spec;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Where the data are and how holes in them are treated.
 *
 * @param file as written in the configuration, relative to it
 * @param date column with the first day of each week
 * @param geo column with the market of each row; empty: one market
 * @param population column with the size of each market; empty: 1
 * @param gaps what a missing week means
 * @param missing per column, what an empty cell means; a column not named: an error
 * @param winsorize per column, the upper quantile in (0, 1) above which values are set to it
 * @param from first week of the likelihood; earlier rows only feed the adstock
 * @param to last week of the likelihood; later rows are predicted
 */
public record DataSpec(
        String file,
        String date,
        Optional<String> geo,
        Optional<String> population,
        Gaps gaps,
        Map<String, Missing> missing,
        Map<String, Double> winsorize,
        Optional<LocalDate> from,
        Optional<LocalDate> to) {
    public DataSpec {
        missing = Map.copyOf(missing);
        winsorize = Map.copyOf(winsorize);
    }

    /** The same data with another window, each end where one is given. */
    public DataSpec within(Optional<LocalDate> first, Optional<LocalDate> last) {
        return new DataSpec(
                file,
                date,
                geo,
                population,
                gaps,
                missing,
                winsorize,
                first.or(() -> from),
                last.or(() -> to));
    }

    /** Treatment of a missing week. */
    public enum Gaps {
        ERROR,
        ZERO_MEDIA
    }

    /** Treatment of an empty cell. */
    public enum Missing {
        ERROR,
        ZERO,
        PREVIOUS
    }
}
