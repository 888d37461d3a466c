package tributary.model;

import tributary.data.Panel;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Random panels that every case of {@link FamilyCase} can be compiled with. */
final class FamilyPanel {
    static final double FLOOR = 1000;

    private static final LocalDate FIRST_WEEK = LocalDate.of(2021, 1, 3);
    private static final double[] POPULATIONS = {1.5, 4, 0.5};

    /** Those that count people or money, and so grow with a market. */
    private static final Map<String, ToDoubleFunction<Random>> EXTENSIVE =
            Map.of(
                    "a", random -> random.nextDouble() < 0.3 ? 0 : positive(random, 1000),
                    "b", random -> positive(random, 300),
                    "b_spend", random -> positive(random, 500),
                    "c", random -> random.nextDouble() < 0.6 ? 0 : positive(random, 40),
                    "m", random -> positive(random, 500),
                    "m2", random -> positive(random, 80),
                    "mz", random -> random.nextDouble() < 0.3 ? 0 : positive(random, 200),
                    "n", Random::nextGaussian,
                    "y", random -> positive(random, 20000));

    private static final Map<String, ToDoubleFunction<Random>> INTENSIVE =
            Map.of(
                    "count", random -> Math.rint(positive(random, 60)),
                    "worth", random -> 1 + random.nextDouble(),
                    "price", random -> 90 + 5 * random.nextGaussian(),
                    "rival", Random::nextGaussian,
                    "stock", random -> positive(random, 7),
                    "promo", random -> random.nextDouble() < 0.3 ? 1 : 0);

    private static final Set<String> MEDIA = Set.of("a", "b", "b_spend", "c", "m", "m2", "mz");

    private FamilyPanel() {}

    private static double positive(Random random, double level) {
        return level * StrictMath.exp(0.4 * random.nextGaussian());
    }

    /** One market, with weeks before and after the training. */
    static Panel market() {
        return panel(List.of(new Panel.Geo("", 1, 0, 26)), 26, 2, 25);
    }

    /** The same market as the only geo of a panel. */
    static Panel onlyGeo() {
        return panel(List.of(new Panel.Geo("G1", 1, 0, 26)), 26, 2, 25);
    }

    /** Three geos with the same weeks, all of them in the training. */
    static Panel balanced(boolean population) {
        return panel(geos(population, 0, 21), 21, 0, 21);
    }

    /**
     * Three geos of which the second starts late and never has media a, and the third ends early;
     * weeks before and after the training.
     */
    static Panel unbalanced(boolean population) {
        return panel(geos(population, 6, 21), 25, 3, 24);
    }

    /** The first weeks of a market, in which media that are ever off are off in the first. */
    static Panel firstWeeks(int weeks) {
        Panel result = panel(List.of(new Panel.Geo("", 1, 0, weeks)), weeks, 0, weeks);
        for (String name : List.of("a", "c", "mz", "promo")) {
            result = with(result, name, row -> row == 0 ? 0 : name.equals("promo") ? 1 : 100 + row);
        }
        return result;
    }

    /** A panel with another column in the place of one. */
    static Panel with(Panel panel, String name, IntToDoubleFunction byRow) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        panel.columns().forEach(column -> columns.put(column, panel.column(column)));
        Arrays.setAll(Objects.requireNonNull(columns.get(name)), byRow);
        return new Panel(
                panel.weeks(),
                panel.geos(),
                columns,
                panel.firstTrainingWeek(),
                panel.endOfTraining(),
                panel.file(),
                panel.sha256(),
                panel.findings());
    }

    private static List<Panel.Geo> geos(boolean population, int late, int early) {
        int end = Math.max(early, late == 0 ? early : 25);
        List<Panel.Geo> geos = new ArrayList<>();
        for (int g = 0; g < POPULATIONS.length; g++) {
            geos.add(
                    new Panel.Geo(
                            "G" + (g + 1),
                            population ? POPULATIONS[g] : 1,
                            g == 1 ? late : 0,
                            g == 2 ? early : end));
        }
        return geos;
    }

    private static Panel panel(List<Panel.Geo> geos, int weeks, int first, int end) {
        Random random = new Random(20210103);
        Map<String, double[]> columns = new LinkedHashMap<>();
        EXTENSIVE.keySet().stream()
                .sorted()
                .forEach(name -> columns.put(name, extensive(name, geos, weeks, random)));
        INTENSIVE.keySet().stream()
                .sorted()
                .forEach(name -> {
                    double[] rows = new double[geos.size() * weeks];
                    for (int row = 0; row < rows.length; row++) {
                        double value =
                                Objects.requireNonNull(INTENSIVE.get(name)).applyAsDouble(random);
                        rows[row] = exists(geos.get(row / weeks), row % weeks) ? value : Double.NaN;
                    }
                    columns.put(name, rows);
                });
        double[] floored = Objects.requireNonNull(columns.get("y")).clone();
        for (int row = 0; row < floored.length; row++) {
            floored[row] = row % 5 == 2 ? Math.min(floored[row], FLOOR) : floored[row];
        }
        columns.put("yf", floored);
        return new Panel(
                IntStream.range(0, weeks).mapToObj(FIRST_WEEK::plusWeeks).toList(),
                geos,
                columns,
                first,
                end,
                "panel.csv",
                "",
                List.of());
    }

    private static boolean exists(Panel.Geo geo, int week) {
        return week >= geo.firstWeek() && week < geo.endWeek();
    }

    private static double[] extensive(String name, List<Panel.Geo> geos, int weeks, Random random) {
        double[] rows = new double[geos.size() * weeks];
        for (int row = 0; row < rows.length; row++) {
            Panel.Geo geo = geos.get(row / weeks);
            double value =
                    Objects.requireNonNull(EXTENSIVE.get(name)).applyAsDouble(random)
                            * geo.population();
            boolean off = name.equals("a") && geo.firstWeek() > 0;
            double absent = MEDIA.contains(name) ? 0 : Double.NaN;
            rows[row] = exists(geo, row % weeks) ? (off ? 0 : value) : absent;
        }
        return rows;
    }
}
