package tributary.data;

/**
 * One thing worth saying about the data.
 *
 * @param code stable identifier such as {@code negative_media}
 * @param where file, line and column as {@code weekly.csv:17: column google_spend}
 * @param message the value and what is allowed, or what was done and how often
 */
public record Finding(Severity severity, String code, String where, String message) {
    /** An error stops the fit; a warning and a note stand in the report. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    @Override
    public String toString() {
        return where + ": " + message;
    }
}
