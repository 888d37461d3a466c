package tributary.data;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A validated weekly panel; immutable.
 *
 * <p>Rows are consecutive weeks, including those before the training window, which only feed the
 * adstock.
 */
public final class Panel {
    private final List<LocalDate> weeks;
    private final Map<String, double[]> columns;
    private final int firstTrainingWeek;
    private final String file;
    private final String sha256;
    private final List<Finding> findings;

    /**
     * @param columns values by name, each of length {@code weeks.size()}; copied
     * @param firstTrainingWeek index of the first week of the likelihood
     * @param file name of the file it was read from
     * @param sha256 of that file's bytes, hexadecimal
     * @param findings warnings and notes, in the order of the file
     */
    public Panel(
            List<LocalDate> weeks,
            Map<String, double[]> columns,
            int firstTrainingWeek,
            String file,
            String sha256,
            List<Finding> findings) {
        this.weeks = List.copyOf(weeks);
        var copy = new LinkedHashMap<String, double[]>();
        columns.forEach((name, values) -> copy.put(name, values.clone()));
        this.columns = Collections.unmodifiableMap(copy);
        this.firstTrainingWeek = firstTrainingWeek;
        this.file = file;
        this.sha256 = sha256;
        this.findings = List.copyOf(findings);
    }

    public List<LocalDate> weeks() {
        return weeks;
    }

    /** Index of the first week of the likelihood; earlier weeks only feed the adstock. */
    public int firstTrainingWeek() {
        return firstTrainingWeek;
    }

    /** Names of the columns, in the order of the request. */
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    /** Values of a column, one per week; a copy. */
    public double[] column(String name) {
        double[] values = columns.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "column: " + name + " is not one of " + columns.keySet());
        }
        return values.clone();
    }

    public String file() {
        return file;
    }

    public String sha256() {
        return sha256;
    }

    public List<Finding> findings() {
        return findings;
    }
}
