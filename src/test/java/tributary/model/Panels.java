package tributary.model;

import tributary.data.Panel;
import tributary.spec.ModelSpec;
import tributary.spec.ModelSpecReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Random panels for models of any family, without a file. */
final class Panels {
    static final LocalDate FIRST_WEEK = LocalDate.of(2021, 1, 3);

    private static final Map<String, ToDoubleFunction<Random>> COLUMNS = columns();

    private Panels() {}

    /** Media a, b, c and m (some weeks without), an outcome, controls, and money per unit. */
    private static Map<String, ToDoubleFunction<Random>> columns() {
        Map<String, ToDoubleFunction<Random>> columns = new LinkedHashMap<>();
        columns.put("a", random -> random.nextDouble() < 0.3 ? 0 : positive(random, 1000));
        columns.put("b", random -> positive(random, 300));
        columns.put("b_spend", random -> positive(random, 500));
        columns.put("c", random -> random.nextDouble() < 0.6 ? 0 : positive(random, 40));
        for (String channel : List.of("d", "e", "f", "g")) {
            columns.put(channel, random -> positive(random, 100));
        }
        columns.put("m", random -> positive(random, 500));
        columns.put("m2", random -> positive(random, 80));
        columns.put("mz", random -> random.nextDouble() < 0.3 ? 0 : positive(random, 200));
        columns.put("n", Random::nextGaussian);
        columns.put("y", random -> positive(random, 20000));
        columns.put("yf", random -> random.nextDouble() < 0.2 ? 1 : positive(random, 20000));
        columns.put("count", random -> StrictMath.floor(positive(random, 2000)));
        columns.put("worth", random -> 1 + random.nextDouble());
        columns.put("rival", Random::nextGaussian);
        columns.put("stock", random -> positive(random, 7));
        columns.put("promo", random -> random.nextDouble() < 0.3 ? 1 : 0);
        columns.put("price", random -> 90 + 5 * random.nextGaussian());
        return columns;
    }

    private static double positive(Random random, double level) {
        return level * StrictMath.exp(0.4 * random.nextGaussian());
    }

    /** Market "" of population 1, or markets G1, G2, … of different sizes and first weeks. */
    static Panel panel(int geos, int weeks, int before, long seed) {
        Random random = new Random(seed);
        List<Panel.Geo> markets = new ArrayList<>();
        for (int g = 0; g < geos; g++) {
            markets.add(
                    geos == 1
                            ? new Panel.Geo("", 1, 0, weeks)
                            : new Panel.Geo("G" + (g + 1), 1 + g, g == 1 ? before + 3 : 0, weeks));
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        COLUMNS.forEach((name, value) -> {
            double[] rows = new double[geos * weeks];
            for (int row = 0; row < rows.length; row++) {
                Panel.Geo geo = markets.get(row / weeks);
                double drawn = value.applyAsDouble(random) * geo.population();
                rows[row] = row % weeks < geo.firstWeek() ? absent(name) : drawn;
            }
            columns.put(name, rows);
        });
        return new Panel(
                IntStream.range(0, weeks).mapToObj(FIRST_WEEK::plusWeeks).toList(),
                markets,
                columns,
                before,
                weeks,
                "panel.csv",
                "",
                List.of());
    }

    private static double absent(String column) {
        boolean medium =
                column.length() < 3 && !column.startsWith("y") && !column.equals("n")
                        || column.equals("b_spend");
        return medium ? 0 : Double.NaN;
    }

    /**
     * A model by the reader.
     *
     * @param json with {@code DATA} for the section of a file that is never read
     */
    static ModelSpec read(Path folder, String json, int geos) {
        String geo = geos == 1 ? "" : ", \"geo\": \"geo\", \"population\": \"people\"";
        String data = "\"data\": { \"file\": \"panel.csv\", \"date\": \"week\"" + geo + " }";
        try {
            Path file = folder.resolve("model.json");
            Files.writeString(file, json.replace("DATA", data));
            return ModelSpecReader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A model of {@link #read} for a panel of 21 weeks, three of them before the training. */
    static CompiledModel compile(Path folder, String json, int geos) {
        return ModelCompiler.compile(read(folder, json, geos), panel(geos, 21, 3, 20210103));
    }
}
