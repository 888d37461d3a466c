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
    public void depart(PhasePoint z) {
        double sum = 0;
        for (int i = 0; i < z.p.length; i++) {
            z.v[i] = z.p[i];
            sum += z.p[i] * z.p[i];
        }
        z.kineticEnergy = 0.5 * sum;
    }

    @Override
    public void kickAndDrift(PhasePoint from, PhasePoint to, double stepSize) {
        for (int i = 0; i < to.q.length; i++) {
            to.p[i] = from.p[i] + 0.5 * stepSize * from.gradient[i];
            to.q[i] = from.q[i] + stepSize * to.p[i];
        }
    }

    @Override
    public void kick(PhasePoint z, double stepSize) {
        for (int i = 0; i < z.q.length; i++) {
            z.p[i] += 0.5 * stepSize * z.gradient[i];
        }
        depart(z);
    }
}
