package tributary.data;

import tributary.data.Finding.Severity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is worth saying about one file; of many alike, the first are kept and counted. */
final class Findings {
    private static final int MAX_PER_COLUMN = 10;
    private static final int MAX_ERRORS = 50;

    private final String file;
    private final List<Finding> errors = new ArrayList<>();
    private final List<Finding> remarks = new ArrayList<>();
    private final Map<String, Integer> perPlace = new LinkedHashMap<>();
    private int unlisted;

    Findings(String file) {
        this.file = file;
    }

    /** Number of errors so far, listed or not. */
    int errors() {
        return perPlace.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Warnings and notes. */
    List<Finding> remarks() {
        return remarks;
    }

    /** An error in one cell. */
    void error(CsvTable.Row row, String column, String code, String message) {
        String position = file + ":" + row.line() + ": " + geo(row.geo());
        error("column " + Texts.plain(column), position, code, message);
    }

    /** An error in a column of one geo; "" where the data have no geo column. */
    void geoError(String geo, String column, String code, String message) {
        error("column " + Texts.plain(column), file + ": " + geo(geo), code, message);
    }

    private static String geo(String name) {
        return name.isEmpty() ? "" : "geo " + Texts.quote(name) + ": ";
    }

    /** An error in a column as a whole. */
    void error(String column, String code, String message) {
        error("column " + Texts.plain(column), file + ": ", code, message);
    }

    /** An error of the file as a whole. */
    void fileError(String code, String message) {
        add("", file, code, message);
    }

    /** An error in a line as a whole. */
    void error(int line, String code, String message) {
        add("", file + ":" + line, code, message);
    }

    private void error(String place, String position, String code, String message) {
        add(place, position + place, code, message);
    }

    private void add(String place, String where, String code, String message) {
        int sameBefore = perPlace.merge(place, 1, Integer::sum) - 1;
        if (sameBefore >= MAX_PER_COLUMN) {
            return;
        }
        if (errors.size() >= MAX_ERRORS) {
            unlisted++;
            return;
        }
        errors.add(new Finding(Severity.ERROR, code, where, message));
    }

    void warning(String column, String code, String message) {
        String where = file + ": column " + Texts.plain(column);
        remarks.add(new Finding(Severity.WARNING, code, where, message));
    }

    void warning(String code, String message) {
        remarks.add(new Finding(Severity.WARNING, code, file, message));
    }

    void note(String column, String code, String message) {
        String where = file + ": column " + Texts.plain(column);
        remarks.add(new Finding(Severity.NOTE, code, where, message));
    }

    void note(String code, String message) {
        remarks.add(new Finding(Severity.NOTE, code, file, message));
    }

    /** An error about the file as a whole, after which the others are thrown with it. */
    DataException fatal(String code, String message) {
        errors.add(new Finding(Severity.ERROR, code, file, message));
        return exception();
    }

    /** As {@link #fatal(String, String)}, at a line. */
    DataException fatal(int line, String code, String message) {
        errors.add(new Finding(Severity.ERROR, code, file + ":" + line, message));
        return exception();
    }

    void throwIfErrors() {
        if (!errors.isEmpty()) {
            throw exception();
        }
    }

    private DataException exception() {
        List<Finding> all = new ArrayList<>(errors);
        perPlace.forEach((place, count) -> {
            if (count > MAX_PER_COLUMN) {
                String where = place.isEmpty() ? file : file + ": " + place;
                String more = "and " + (count - MAX_PER_COLUMN) + " more";
                all.add(new Finding(Severity.ERROR, "more", where, more));
            }
        });
        if (unlisted > 0) {
            String more = "and " + unlisted + " more in other columns";
            all.add(new Finding(Severity.ERROR, "more", file, more));
        }
        return new DataException(all);
    }
}
