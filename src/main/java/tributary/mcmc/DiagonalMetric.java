package tributary.mcmc;

import tributary.math.Kernels;
import tributary.math.RandomStream;

import java.util.Arrays;

/** The metric of independent coordinates: M⁻¹ is a diagonal of variances. */
final class DiagonalMetric implements Metric {
    private final double[] inverse;
    private final double[] momentumScale;

    private DiagonalMetric(double[] inverse) {
        this.inverse = inverse;
        this.momentumScale = new double[inverse.length];
        rescale();
    }

    /** The unit metric. */
    static DiagonalMetric unit(int dimension) {
        double[] inverse = new double[dimension];
        Arrays.fill(inverse, 1);
        return new DiagonalMetric(inverse);
    }

    /** Takes over the regularised variances of a window of positions. */
    void update(WelfordVariance variance) {
        variance.regularizedVariance(inverse);
        rescale();
    }

    private void rescale() {
        for (int i = 0; i < inverse.length; i++) {
            momentumScale[i] = 1 / Math.sqrt(inverse[i]);
        }
    }

    /** The diagonal of M⁻¹; a copy. */
    double[] inverse() {
        return inverse.clone();
    }

    @Override
    public void drawMomentum(RandomStream random, double[] p) {
        for (int i = 0; i < p.length; i++) {
            p[i] = momentumScale[i] * random.nextGaussian();
        }
    }

    @Override
    public double velocity(double[] p, double[] v) {
        for (int i = 0; i < p.length; i++) {
            v[i] = inverse[i] * p[i];
        }
        return 0.5 * Kernels.dot(p, v, p.length);
    }

    @Override
    public void kickAndDrift(double[] q, double[] p, double[] gradient, double stepSize) {
        double halfStep = 0.5 * stepSize;
        for (int i = 0; i < q.length; i++) {
            p[i] = Math.fma(halfStep, gradient[i], p[i]);
            q[i] = Math.fma(stepSize * inverse[i], p[i], q[i]);
        }
    }
}
