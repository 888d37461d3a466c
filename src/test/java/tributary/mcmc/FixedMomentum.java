package tributary.mcmc;

import tributary.math.RandomStream;

/** The unit metric with a momentum that the test sets; consumes no random numbers. */
final class FixedMomentum implements Metric {
    private double[] momentum = {};

    void set(double... value) {
        momentum = value;
    }

    @Override
    public void drawMomentum(RandomStream random, double[] p) {
        PhasePoint.copy(momentum, p);
    }

    @Override
    public double velocity(double[] p, double[] v) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            v[i] = p[i];
            sum += p[i] * p[i];
        }
        return 0.5 * sum;
    }

    @Override
    public void kickAndDrift(
            double[] q, double[] p, double[] v, double[] gradient, double stepSize) {
        for (int i = 0; i < q.length; i++) {
            p[i] += 0.5 * stepSize * gradient[i];
            q[i] += stepSize * p[i];
        }
    }
}
