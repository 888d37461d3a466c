package tributary.model;

import tributary.math.Kernels;

/** Normal scores z = Φ⁻¹(F(r/σ)) of the scaled residuals r of an equation, and back. */
final class NormalScore {
    private NormalScore() {}

    /** z of a residual; ∞ where that is. */
    static double of(CompiledEquation equation, double[] theta, double residual, int geo) {
        double x = residual / theta[equation.sigma()[geo]];
        if (equation.nu() < 0 || Double.isInfinite(x)) {
            return x;
        }
        double[] out = new double[3];
        Kernels.studentTScore(x, theta[equation.nu()], out);
        return out[0];
    }

    /** The residual whose score is z. */
    static double residual(CompiledEquation equation, double[] theta, double z, int geo) {
        return theta[equation.sigma()[geo]]
                * (equation.nu() < 0 ? z : Kernels.studentTOfScore(z, theta[equation.nu()]));
    }
}
