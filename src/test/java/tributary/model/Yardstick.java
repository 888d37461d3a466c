package tributary.model;

import tributary.data.Panel;
import tributary.spec.Link;
import tributary.spec.ModelSpec;
import tributary.spec.ModelSpecReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The panel and model on which Tributary is timed against a program in C, {@code bench/limit} of
 * the shared folder: geometric adstock, Hill curve, coefficients by geo, Student-t outcome.
 *
 * <p>Per channel c, geo g and week t:
 *
 * <pre>
 * λ_c ~ Beta(2, 2), K_c ~ LogNormal(0, 1), S_c ~ LogNormal(0.3, 0.5)
 * ln β_cg = μ_c + τ_c z_cg, μ_c ~ Normal(−1, 1), τ_c ~ HalfNormal(0.5), z_cg ~ Normal(0, 1)
 * α_g ~ Normal(0, 2), γ_k ~ Normal(0, 1), σ ~ HalfNormal(1)
 * y_gt ~ StudentT(4, α_g + Σ_c β_cg h_cgt + Σ_k γ_k Z_tk, σ)
 * </pre>
 *
 * @param media x, index [c][g][t]
 * @param outcome y, index [g][t]
 * @param controls Z, index [t][k], the same in every geo
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record Yardstick(
        int weeks, int geos, int channels, double[] media, double[] outcome, double[] controls) {
    /** Number of controls. */
    static final int CONTROLS = 12;

    private static final LocalDate FIRST_WEEK = LocalDate.of(2020, 1, 5);

    /** Media and outcome are used as they are, and the common intercept is none. */
    private static final String MODEL =
            """
            { "data": { "file": "panel.csv", "date": "week" %s },
              "outcome": { "column": "y", "family": "student_t", "nu": 4 },
              "channels": [ %s ],
              "controls": [ %s ],
              "paths": [ %s ],
              "trend": { "type": "none" },
              "seasonality": { "order": 0 },
              "pooling": { "paths": false },
              "priors": {
                "extends": "default",
                "decay_*": "beta(2, 2)",
                "half_saturation_*": "lognormal(0, 1)",
                "slope_*": "lognormal(0.3, 0.5)",
                "coefficient_*": "lognormal(-1, 1)",
                "geo_scale_x*": "half_normal(0.5)",
                "intercept_y": "dirac(0)",
                "geo_scale_intercept_y": "dirac(2)",
                "control_*": "normal(0, 1)",
                "sigma_y": "half_normal(1)" } }
            """;

    /** The three sizes: a, 104 weeks × 1 geo × 6 channels; b, 156 × 40 × 10; c, 208 × 200 × 20. */
    static Yardstick ofSize(String size) {
        return switch (size) {
            case "a" -> generate(104, 1, 6, 1);
            case "b" -> generate(156, 40, 10, 2);
            case "c" -> generate(208, 200, 20, 3);
            default -> throw new IllegalArgumentException("size: " + size + " must be a, b or c");
        };
    }

    /** Random data as in C: media are off in 30 % of the weeks and else lognormal. */
    static Yardstick generate(int weeks, int geos, int channels, long seed) {
        Random random = new Random(seed);
        double[] media = new double[channels * geos * weeks];
        Arrays.setAll(
                media,
                i -> random.nextDouble() < 0.3 ? 0 : StrictMath.exp(0.7 * random.nextGaussian()));
        double[] outcome = new double[geos * weeks];
        Arrays.setAll(outcome, i -> 1.5 + random.nextGaussian());
        double[] controls = new double[weeks * CONTROLS];
        Arrays.setAll(controls, i -> 0.5 * random.nextGaussian());
        return new Yardstick(weeks, geos, channels, media, outcome, controls);
    }

    /** Length of the unconstrained vector, D. */
    int dimension() {
        return 5 * channels + channels * geos + geos + CONTROLS + 1;
    }

    /** Our model of these data; coefficients vary by geo around a common one even with one geo. */
    CompiledModel compile() {
        ModelSpec spec = spec();
        Panel panel = panel();
        Scaling data = Scaling.of(spec, panel);
        var unit =
                new Scaling(
                        data.sources(),
                        Map.of("y", new ResponseScale(Link.IDENTITY, 0, 1, false)),
                        data.controls(),
                        data.price());
        return ModelCompiler.compile(new Compilation(spec, panel, unit, true));
    }

    private ModelSpec spec() {
        String json =
                MODEL.formatted(
                        geos > 1 ? ", \"geo\": \"geo\"" : "",
                        each(channels, "{ \"column\": \"x%1$d\", \"scale\": 1 }"),
                        each(CONTROLS, "{ \"column\": \"z%1$d\", \"transform\": \"none\" }"),
                        each(channels, "\"x%1$d -> y\""));
        try {
            Path file = Files.createTempFile("yardstick", ".json");
            try {
                Files.writeString(file, json);
                return ModelSpecReader.read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String each(int n, String format) {
        return IntStream.rangeClosed(1, n)
                .mapToObj(format::formatted)
                .collect(Collectors.joining(", "));
    }

    private Panel panel() {
        int rows = geos * weeks;
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int c = 0; c < channels; c++) {
            columns.put("x" + (c + 1), Arrays.copyOfRange(media, c * rows, (c + 1) * rows));
        }
        for (int k = 0; k < CONTROLS; k++) {
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = controls[row % weeks * CONTROLS + k];
            }
            columns.put("z" + (k + 1), values);
        }
        columns.put("y", outcome);
        return new Panel(
                IntStream.range(0, weeks).mapToObj(FIRST_WEEK::plusWeeks).toList(),
                markets(),
                columns,
                0,
                weeks,
                "panel.csv",
                "",
                List.of());
    }

    private List<Panel.Geo> markets() {
        return IntStream.rangeClosed(1, geos)
                .mapToObj(g -> new Panel.Geo(geos > 1 ? "G" + g : "", 1, 0, weeks))
                .toList();
    }
}
