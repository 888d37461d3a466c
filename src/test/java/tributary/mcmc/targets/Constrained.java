package tributary.mcmc.targets;

import tributary.math.LogDensity;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A density of constrained parameters on the unconstrained scale: chain rule and log-Jacobian. */
final class Constrained implements LogDensity {
    private final List<Constraint> constraints;
    private final Supplier<ParameterDensity> factory;
    private final ParameterDensity density;

    /** Parameters x = offset + width · unit. */
    private final double[] x;

    private final double[] unit;

    /** Gradient in x. */
    private final double[] score;

    private Constrained(List<Constraint> constraints, Supplier<ParameterDensity> factory) {
        this.constraints = constraints;
        this.factory = factory;
        density = factory.get();
        x = new double[constraints.size()];
        unit = new double[x.length];
        score = new double[x.length];
    }

    /** A target that reports its parameters as they are. */
    static Target target(
            String name,
            List<String> parameters,
            List<Constraint> constraints,
            Supplier<ParameterDensity> density) {
        return target(name, parameters, constraints, density, UnaryOperator.identity());
    }

    /**
     * A target that reports a function of its parameters.
     *
     * @param density called once per thread, so that each has its own workspace
     * @param report from the constrained parameters to what is reported
     */
    static Target target(
            String name,
            List<String> parameters,
            List<Constraint> constraints,
            Supplier<ParameterDensity> density,
            UnaryOperator<double[]> report) {
        List<Constraint> fixed = List.copyOf(constraints);
        return new Target(
                name,
                new Constrained(fixed, density),
                List.copyOf(parameters),
                q -> {
                    double[] x = new double[q.length];
                    constrain(fixed, q, x, new double[q.length]);
                    return report.apply(x);
                });
    }

    @Override
    public int dimension() {
        return x.length;
    }

    @Override
    public LogDensity fork() {
        return new Constrained(constraints, factory);
    }

    @Override
    public double logDensity(double[] q, double[] gradient) {
        double logJacobian = constrain(constraints, q, x, unit);
        Arrays.fill(score, 0);
        double result = density.logDensity(x, score) + logJacobian;
        for (int i = x.length - 1; i >= 0; i--) {
            Constraint constraint = constraints.get(i);
            double width = constraint.width(i > 0 ? x[i - 1] : 0);
            gradient[i] =
                    score[i] * width * StrictMath.exp(constraint.logSlope(q[i]))
                            + constraint.logSlopeDerivative(unit[i]);
            if (constraint == Constraint.ABOVE_PREVIOUS) {
                score[i - 1] += score[i];
            } else if (constraint == Constraint.REST_OF_PREVIOUS) {
                score[i - 1] -= score[i] * unit[i] + 1 / width;
            }
        }
        return result;
    }

    /** Writes the parameters; their log-Jacobian. */
    private static double constrain(
            List<Constraint> constraints, double[] q, double[] x, double[] unit) {
        double logJacobian = 0;
        for (int i = 0; i < q.length; i++) {
            Constraint constraint = constraints.get(i);
            double previous = i > 0 ? x[i - 1] : 0;
            double width = constraint.width(previous);
            unit[i] = constraint.unit(q[i]);
            x[i] = constraint.offset(previous) + width * unit[i];
            logJacobian += constraint.logSlope(q[i]) + StrictMath.log(width);
        }
        return logJacobian;
    }
}
