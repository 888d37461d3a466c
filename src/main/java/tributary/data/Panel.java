package tributary.data;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A validated weekly panel; immutable.
 *
 * <p>Rows are consecutive weeks: those before the training window only feed the adstock, those
 * after it are predicted, not fitted.
 */
public final class Panel {
    private final List<LocalDate> weeks;
    private final Map<String, double[]> columns;
    private final int firstTrainingWeek;
    private final int endOfTraining;
    private final String file;
    private final String sha256;
    private final List<Finding> findings;

    /** A panel in which the training window lasts to the last week. */
    public Panel(
            List<LocalDate> weeks,
            Map<String, double[]> columns,
            int firstTrainingWeek,
            String file,
            String sha256,
            List<Finding> findings) {
        this(weeks, columns, firstTrainingWeek, weeks.size(), file, sha256, findings);
    }

    /**
     * @param columns values by name, each of length {@code weeks.size()}; copied
     * @param firstTrainingWeek index of the first week of the likelihood
     * @param endOfTraining index one past the last week of the likelihood
     * @param file name of the file it was read from
     * @param sha256 of that file's bytes, hexadecimal
     * @param findings warnings and notes, in the order of the file
     */
    public Panel(
            List<LocalDate> weeks,
            Map<String, double[]> columns,
            int firstTrainingWeek,
            int endOfTraining,
            String file,
            String sha256,
            List<Finding> findings) {
        if (endOfTraining < firstTrainingWeek || endOfTraining > weeks.size()) {
            throw new IllegalArgumentException(
                    "endOfTraining: "
                            + endOfTraining
                            + " must lie between firstTrainingWeek "
                            + firstTrainingWeek
                            + " and the number of weeks "
                            + weeks.size());
        }
        this.weeks = List.copyOf(weeks);
        var copy = new LinkedHashMap<String, double[]>();
        columns.forEach((name, values) -> copy.put(name, values.clone()));
        this.columns = Collections.unmodifiableMap(copy);
        this.firstTrainingWeek = firstTrainingWeek;
        this.endOfTraining = endOfTraining;
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

    /** Index one past the last week of the likelihood; later weeks are predicted. */
    public int endOfTraining() {
        return endOfTraining;
    }

    /** This panel without the weeks to be predicted, as if its file ended with the training. */
    public Panel training() {
        if (endOfTraining == weeks.size()) {
            return this;
        }
        var cut = new LinkedHashMap<String, double[]>();
        columns.forEach((name, values) -> cut.put(name, Arrays.copyOf(values, endOfTraining)));
        return new Panel(
                weeks.subList(0, endOfTraining), cut, firstTrainingWeek, file, sha256, findings);
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

    /** Values of a column in the training weeks; a copy. */
    public double[] trainingColumn(String name) {
        return Arrays.copyOfRange(column(name), firstTrainingWeek, endOfTraining);
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
