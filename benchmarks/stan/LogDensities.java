import tools.jackson.databind.json.JsonMapper;

import tributary.fit.FitTask;
import tributary.fit.ModelLoader;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.model.Posterior;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Log density and reported parameters of a configuration at random unconstrained points, and the
 * derivative along random straight lines through them, for programs.R to compare with Stan's.
 *
 * <pre>java … LogDensities.java MODEL.json POINTS.json [NUMBER]</pre>
 */
public final class LogDensities {
    private static final int POINTS = 10;

    /** Lines through each point: a wrong component of the gradient shows in every one of them. */
    private static final int CURVES = 3;

    /** Sd of the unconstrained coordinates: wide enough to see every term, and no overflow. */
    private static final double SPREAD = 0.5;

    /** Between the positions on a line, whose differences give its tangent in other coordinates. */
    private static final double STEP = 3e-4;

    private final Posterior posterior;
    private final int reported;

    private LogDensities(Posterior posterior, int reported) {
        this.posterior = posterior;
        this.reported = reported;
    }

    /**
     * A line through a point.
     *
     * @param derivative of the log density along it
     * @param parameters reported ones at −2, −1, 1 and 2 steps from the point
     */
    record Curve(double derivative, double[][] parameters) {}

    /** One point as the JSON file shows it. */
    record Point(double[] q, double logDensity, double[] parameters, List<Curve> curves) {}

    /** Names of the parameters, the length of a step, and the points. */
    record Points(List<String> names, double step, List<Point> points) {}

    public static void main(String[] arguments) throws IOException {
        FitTask task = ModelLoader.load(Path.of(arguments[0]), Optional.empty());
        CompiledModel model = ModelCompiler.compile(task.model(), task.panel());
        List<String> names = model.parameters().reportedNames();
        var densities = new LogDensities(model.posterior(), names.size());
        int number = arguments.length > 2 ? Integer.parseInt(arguments[2]) : POINTS;
        RandomStream places = RandomStreams.chain(20, 0);
        RandomStream directions = RandomStreams.chain(20, 1);
        List<Point> points = new ArrayList<>();
        for (int k = 0; k < number; k++) {
            points.add(densities.point(places, directions));
        }
        JsonMapper.shared()
                .writeValue(Path.of(arguments[1]).toFile(), new Points(names, STEP, points));
    }

    private Point point(RandomStream places, RandomStream directions) {
        double[] q = gaussian(places, SPREAD);
        double[] gradient = new double[q.length];
        double logDensity = posterior.logDensity(q, gradient);
        List<Curve> curves = new ArrayList<>();
        for (int k = 0; k < CURVES; k++) {
            curves.add(curve(q, gradient, gaussian(directions, 1)));
        }
        return new Point(q, logDensity, parameters(q), curves);
    }

    private Curve curve(double[] q, double[] gradient, double[] direction) {
        double derivative = 0;
        for (int i = 0; i < q.length; i++) {
            derivative += gradient[i] * direction[i];
        }
        double[][] parameters =
                DoubleStream.of(-2, -1, 1, 2)
                        .mapToObj(steps -> parameters(moved(q, steps * STEP, direction)))
                        .toArray(double[][]::new);
        return new Curve(derivative, parameters);
    }

    private static double[] moved(double[] q, double by, double[] direction) {
        double[] moved = q.clone();
        for (int i = 0; i < q.length; i++) {
            moved[i] += by * direction[i];
        }
        return moved;
    }

    private double[] parameters(double[] q) {
        double[] parameters = new double[reported];
        posterior.report(q, parameters);
        return parameters;
    }

    private double[] gaussian(RandomStream random, double sd) {
        double[] x = new double[posterior.dimension()];
        for (int i = 0; i < x.length; i++) {
            x[i] = sd * random.nextGaussian();
        }
        return x;
    }
}
