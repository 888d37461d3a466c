package tributary.mcmc.targets;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import tributary.Shared;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Eleven posteriors of posteriordb with summaries of their reference draws, from the shared folder.
 *
 * <p>Source: Magnusson et al. (2025), posteriordb: Testing, Benchmarking and Developing Bayesian
 * Inference Algorithms.
 */
public final class PosteriorDb {
    private static final List<String> FOLDERS =
            List.of(
                    "eight_schools-eight_schools_centered",
                    "eight_schools-eight_schools_noncentered",
                    "arK-arK",
                    "arma-arma11",
                    "garch-garch11",
                    "gp_pois_regr-gp_regr",
                    "low_dim_gauss_mix-low_dim_gauss_mix",
                    "hmm_example-hmm_example",
                    "kilpisjarvi_mod-kilpisjarvi",
                    "earnings-logearn_interaction",
                    "mesquite-logmesquite_logvas");

    private PosteriorDb() {}

    /**
     * Summary of one parameter over the reference draws, with the Monte-Carlo standard errors that
     * are known.
     */
    public record Reference(
            double mean,
            double mcseMean,
            double sd,
            double q05,
            double mcseQ05,
            double q95,
            double mcseQ95,
            double meanSquare,
            double mcseMeanSquare) {}

    /** Folders of all eleven. */
    public static List<String> folders() {
        return FOLDERS;
    }

    public static List<Target> all() {
        return FOLDERS.stream().map(PosteriorDb::of).toList();
    }

    /** The posterior of one folder, which is also its name. */
    public static Target of(String folder) {
        JsonNode data = read(folder, "data.json");
        return switch (folder) {
            case "eight_schools-eight_schools_centered" ->
                    EightSchools.centered(folder, vector(data, "y"), vector(data, "sigma"));
            case "eight_schools-eight_schools_noncentered" ->
                    EightSchools.noncentered(folder, vector(data, "y"), vector(data, "sigma"));
            case "arK-arK" ->
                    TimeSeries.autoregression(folder, vector(data, "y"), data.get("K").asInt());
            case "arma-arma11" -> TimeSeries.arma11(folder, vector(data, "y"));
            case "garch-garch11" ->
                    TimeSeries.garch11(folder, vector(data, "y"), number(data, "sigma1"));
            case "gp_pois_regr-gp_regr" ->
                    GaussianProcess.regression(folder, vector(data, "x"), vector(data, "y"));
            case "low_dim_gauss_mix-low_dim_gauss_mix" ->
                    GaussianMixture.target(folder, vector(data, "y"));
            case "hmm_example-hmm_example" -> HiddenMarkov.target(folder, vector(data, "y"));
            case "kilpisjarvi_mod-kilpisjarvi" -> kilpisjarvi(folder, data);
            case "earnings-logearn_interaction" -> earnings(folder, data);
            case "mesquite-logmesquite_logvas" -> mesquite(folder, data);
            default -> throw new IllegalArgumentException(folder + " is not one of " + FOLDERS);
        };
    }

    /** One array of the data of a folder. */
    static double[] data(String folder, String name) {
        return vector(read(folder, "data.json"), name);
    }

    /** Reference summaries of a folder by parameter, in the order of the file. */
    public static Map<String, Reference> references(String folder) {
        Map<String, Reference> references = new LinkedHashMap<>();
        for (var entry : read(folder, "reference.json").get("parameters").properties()) {
            JsonNode node = entry.getValue();
            references.put(
                    entry.getKey(),
                    new Reference(
                            number(node, "mean"),
                            number(node, "mcse_mean"),
                            number(node, "sd"),
                            number(node, "q05"),
                            number(node, "mcse_q05"),
                            number(node, "q95"),
                            number(node, "mcse_q95"),
                            number(node, "mean_square"),
                            number(node, "mcse_mean_square")));
        }
        return references;
    }

    /** Summer temperature by year. */
    private static Target kilpisjarvi(String name, JsonNode data) {
        double[] x = vector(data, "x");
        return LinearRegression.target(
                name,
                List.of("alpha", "beta"),
                rows(x.length, i -> new double[] {1, x[i]}),
                vector(data, "y"),
                new double[] {number(data, "pmualpha"), number(data, "pmubeta")},
                new double[] {number(data, "psalpha"), number(data, "psbeta")});
    }

    /** Log earnings by height and sex. */
    private static Target earnings(String name, JsonNode data) {
        double[] height = vector(data, "height");
        double[] male = vector(data, "male");
        return flatRegression(
                name,
                rows(height.length, i -> new double[] {1, height[i], male[i], height[i] * male[i]}),
                logs(vector(data, "earn")));
    }

    /** Log leaf weight of mesquite bushes by volume, area, shape and more. */
    private static Target mesquite(String name, JsonNode data) {
        double[] diam1 = logs(vector(data, "diam1"));
        double[] diam2 = logs(vector(data, "diam2"));
        double[] canopy = logs(vector(data, "canopy_height"));
        double[] height = logs(vector(data, "total_height"));
        double[] density = logs(vector(data, "density"));
        double[] group = vector(data, "group");
        return flatRegression(
                name,
                rows(
                        group.length,
                        i ->
                                new double[] {
                                    1,
                                    diam1[i] + diam2[i] + canopy[i],
                                    diam1[i] + diam2[i],
                                    diam1[i] - diam2[i],
                                    height[i],
                                    density[i],
                                    group[i]
                                }),
                logs(vector(data, "weight")));
    }

    private static Target flatRegression(String name, double[][] rows, double[] y) {
        int k = rows[0].length;
        List<String> names = IntStream.rangeClosed(1, k).mapToObj(j -> "beta[" + j + "]").toList();
        double[] flat = new double[k];
        Arrays.fill(flat, Double.POSITIVE_INFINITY);
        return LinearRegression.target(name, names, rows, y, new double[k], flat);
    }

    private static double[][] rows(int n, IntFunction<double[]> row) {
        return IntStream.range(0, n).mapToObj(row).toArray(double[][]::new);
    }

    private static double[] logs(double[] x) {
        return Arrays.stream(x).map(StrictMath::log).toArray();
    }

    private static JsonNode read(String folder, String file) {
        String path = "reference/posteriordb/" + folder + "/" + file;
        return JsonMapper.shared().readTree(Shared.path(path).toFile());
    }

    private static double number(JsonNode node, String name) {
        return node.get(name).asDouble();
    }

    private static double[] vector(JsonNode data, String name) {
        JsonNode node = data.get(name);
        return IntStream.range(0, node.size()).mapToDouble(i -> node.get(i).asDouble()).toArray();
    }
}
