import tools.jackson.databind.json.JsonMapper;

import tributary.fit.FitTask;
import tributary.fit.ModelLoader;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Log density and reported parameters of a configuration at random unconstrained points, for
 * posteriors.R to compare with Stan's.
 *
 * <pre>java … LogDensities.java MODEL.json POINTS.json</pre>
 */
public final class LogDensities {
    private static final int POINTS = 10;

    /** Sd of the unconstrained coordinates: wide enough to see every term, and no overflow. */
    private static final double SPREAD = 0.5;

    private LogDensities() {}

    /** One point as the JSON file shows it. */
    record Point(double[] q, double logDensity, double[] parameters) {}

    /** Names of the parameters, and the points. */
    record Points(List<String> names, List<Point> points) {}

    public static void main(String[] arguments) throws IOException {
        FitTask task = ModelLoader.load(Path.of(arguments[0]), Optional.empty());
        CompiledModel model = ModelCompiler.compile(task.model(), task.panel());
        List<String> names = model.parameters().reportedNames();
        RandomStream random = RandomStreams.chain(20, 0);
        List<Point> points = new ArrayList<>();
        for (int k = 0; k < POINTS; k++) {
            double[] q = new double[model.posterior().dimension()];
            for (int i = 0; i < q.length; i++) {
                q[i] = SPREAD * random.nextGaussian();
            }
            double logDensity = model.posterior().logDensity(q, new double[q.length]);
            double[] parameters = new double[names.size()];
            model.posterior().report(q, parameters);
            points.add(new Point(q, logDensity, parameters));
        }
        JsonMapper.shared().writeValue(Path.of(arguments[1]).toFile(), new Points(names, points));
    }
}
