package tributary.data;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A validated weekly panel of one or many geos; immutable.
 *
 * <p>All geos share one grid of consecutive weeks: those before the training window only feed the
 * adstock, those after it are predicted, not fitted. A geo may lack weeks, at the ends of the grid
 * as a rule: it is not present there, its media are 0 and its other columns NaN. Rows are week
 * after week, geo after geo: row g T + t.
 */
public final class Panel {
    private final List<LocalDate> weeks;
    private final List<Geo> geos;
    private final Map<String, double[]> columns;
    private final int firstTrainingWeek;
    private final int endOfTraining;
    private final String file;
    private final String sha256;
    private final List<Finding> findings;

    /**
     * One market of a panel.
     *
     * @param name "" where the data have no geo column
     * @param population > 0; 1 where the data have none
     * @param firstWeek index of its first week
     * @param endWeek index one past its last week
     */
    public record Geo(String name, double population, int firstWeek, int endWeek) {
        /** The only geo of data without a geo column. */
        static Geo only(int weeks) {
            return new Geo("", 1, 0, weeks);
        }

        Geo until(int end) {
            return new Geo(name, population, Math.min(firstWeek, end), Math.min(endWeek, end));
        }
    }

    /** A panel of one market in which the training window lasts to the last week. */
    public Panel(
            List<LocalDate> weeks,
            Map<String, double[]> columns,
            int firstTrainingWeek,
            String file,
            String sha256,
            List<Finding> findings) {
        this(weeks, columns, firstTrainingWeek, weeks.size(), file, sha256, findings);
    }

    /** A panel of one market. */
    public Panel(
            List<LocalDate> weeks,
            Map<String, double[]> columns,
            int firstTrainingWeek,
            int endOfTraining,
            String file,
            String sha256,
            List<Finding> findings) {
        this(
                weeks,
                List.of(Geo.only(weeks.size())),
                columns,
                firstTrainingWeek,
                endOfTraining,
                file,
                sha256,
                findings);
    }

    /**
     * @param geos in the order of the file
     * @param columns values by name, each of length G T; copied
     * @param firstTrainingWeek index of the first week of the likelihood
     * @param endOfTraining index one past the last week of the likelihood
     * @param file name of the file it was read from
     * @param sha256 of that file's bytes, hexadecimal
     * @param findings warnings and notes, in the order of the file
     */
    public Panel(
            List<LocalDate> weeks,
            List<Geo> geos,
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
        this.geos = List.copyOf(geos);
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

    /** The markets, at least one. */
    public List<Geo> geos() {
        return geos;
    }

    /** Whether the data have a geo column. */
    public boolean hasGeos() {
        return !geos.get(0).name().isEmpty();
    }

    /** Row of a week of a geo. */
    public int row(int geo, int week) {
        return geo * weeks.size() + week;
    }

    /** Whether a geo's week is part of the likelihood. */
    public boolean trains(int geo, int week) {
        return week >= Math.max(firstTrainingWeek, geos.get(geo).firstWeek())
                && week < Math.min(endOfTraining, geos.get(geo).endWeek());
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
        columns.forEach((name, values) -> cut.put(name, firstWeeks(values, endOfTraining)));
        return new Panel(
                weeks.subList(0, endOfTraining),
                geos.stream().map(geo -> geo.until(endOfTraining)).toList(),
                cut,
                firstTrainingWeek,
                endOfTraining,
                file,
                sha256,
                findings);
    }

    private double[] firstWeeks(double[] values, int end) {
        double[] cut = new double[geos.size() * end];
        for (int g = 0; g < geos.size(); g++) {
            System.arraycopy(values, row(g, 0), cut, g * end, end);
        }
        return cut;
    }

    /** Names of the columns, in the order of the request. */
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    /** Values of a column by row; a copy. */
    public double[] column(String name) {
        double[] values = columns.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "column: " + name + " is not one of " + columns.keySet());
        }
        return values.clone();
    }

    /** Values of a column in the rows of the likelihood, geo after geo; a copy. */
    public double[] trainingColumn(String name) {
        return training(column(name));
    }

    /** Population of the geo of every row of the likelihood. */
    public double[] trainingPopulation() {
        double[] population = new double[geos.size() * weeks.size()];
        for (int g = 0; g < geos.size(); g++) {
            Arrays.fill(population, row(g, 0), row(g + 1, 0), geos.get(g).population());
        }
        return training(population);
    }

    private double[] training(double[] byRow) {
        double[] kept = new double[byRow.length];
        int n = 0;
        for (int g = 0; g < geos.size(); g++) {
            for (int t = firstTrainingWeek; t < endOfTraining; t++) {
                if (trains(g, t)) {
                    kept[n++] = byRow[row(g, t)];
                }
            }
        }
        return Arrays.copyOf(kept, n);
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
