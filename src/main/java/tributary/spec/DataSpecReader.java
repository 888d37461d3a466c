package tributary.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code data}. */
final class DataSpecReader {
    private DataSpecReader() {}

    static DataSpec read(JsonSection data) {
        String file = data.requiredText("file", "the path of the CSV file");
        if (!isPath(file)) {
            data.problem("file", Words.quote(file) + " cannot be the path of a file");
        }
        String date = data.requiredText("date", "the column with the first day of each week");
        Optional<String> geo = data.text("geo");
        Optional<String> population = data.text("population");
        if (population.isPresent() && geo.isEmpty()) {
            data.problem("population", "needs \"geo\" beside it: it is the size of each market");
        }
        JsonSection fill = data.section("fill");
        var gaps = fill.word("gaps", DataSpec.Gaps.ERROR, DataSpec.Gaps.values());
        Map<String, DataSpec.Missing> missing = missing(fill.section("missing"));
        fill.close();
        Map<String, Double> winsorize = winsorize(data.section("winsorize"));
        var from = data.date("from");
        var to = data.date("to");
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            data.problem("to", to.get() + " is before \"from\", which is " + from.get());
        }
        data.close();
        return new DataSpec(file, date, geo, population, gaps, missing, winsorize, from, to);
    }

    private static boolean isPath(String text) {
        try {
            return Path.of(text).getFileName() != null || text.isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Map<String, DataSpec.Missing> missing(JsonSection section) {
        Map<String, DataSpec.Missing> missing = new LinkedHashMap<>();
        for (String column : section.keys()) {
            missing.put(
                    column,
                    section.word(column, DataSpec.Missing.ERROR, DataSpec.Missing.values()));
        }
        return missing;
    }

    private static Map<String, Double> winsorize(JsonSection section) {
        Map<String, Double> winsorize = new LinkedHashMap<>();
        for (String column : section.keys()) {
            section.number(column, Limits.QUANTILE).ifPresent(q -> winsorize.put(column, q));
        }
        return winsorize;
    }
}
