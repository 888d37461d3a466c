import static java.util.stream.Collectors.joining;

import tools.jackson.databind.json.JsonMapper;

import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.mcmc.targets.AnalyticTargets;
import tributary.mcmc.targets.Target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What R needs to know of Tributary's targets: log density, gradient and reported parameters at
 * random unconstrained points, for check.R to compare with Stan's, and the precision matrix of the
 * rotated normal.
 *
 * <pre>java … LogDensities.java ROOT FOLDER</pre>
 */
public final class LogDensities {
    private static final int POINTS = 20;

    private LogDensities() {}

    /** One point as the JSON file shows it. */
    record Point(double[] q, double logDensity, double[] gradient, double[] parameters) {}

    /** Names and points of one target. */
    record Points(List<String> names, List<Point> points) {}

    public static void main(String[] arguments) throws IOException {
        Map<String, Points> result = new LinkedHashMap<>();
        Targets.all(Path.of(arguments[0]))
                .forEach((name, target) -> result.put(name, points(target)));
        Path folder = Path.of(arguments[1]);
        JsonMapper.shared().writeValue(folder.resolve("points.json").toFile(), result);
        List<String> rows =
                Arrays.stream(AnalyticTargets.rotatedPrecision())
                        .map(row ->
                                Arrays.stream(row).mapToObj(Double::toString).collect(joining(",")))
                        .toList();
        Files.write(folder.resolve("rotated_precision.csv"), rows);
    }

    private static Points points(Target target) {
        RandomStream random = RandomStreams.chain(20, 0);
        List<Point> points = new ArrayList<>();
        for (int k = 0; k < POINTS; k++) {
            double[] q = new double[target.density().dimension()];
            for (int i = 0; i < q.length; i++) {
                q[i] = random.nextGaussian();
            }
            double[] gradient = new double[q.length];
            double logDensity = target.density().logDensity(q, gradient);
            points.add(new Point(q, logDensity, gradient, target.constrain().apply(q)));
        }
        return new Points(target.parameters(), points);
    }
}
