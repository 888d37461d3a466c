package tributary.math;

/** The normal score z = Φ⁻¹(T_ν(x)) of Student's t, and back; stable far in both tails. */
final class StudentTScore {
    private StudentTScore() {}

    /**
     * out = {z, ∂z/∂x, ∂z/∂ν}. For x ≤ 0, with L = ln T_ν(x) = ln Φ(z), ∂z = ∂L/(φ(z)/Φ(z)); the
     * score is odd in x.
     */
    static void of(double x, double nu, double[] out) {
        StudentTCdf.logCdf(-Math.abs(x), nu, out);
        double z = NormalQuantile.quantileOfLog(out[0]);
        double slope = 1 / SpecialFunctions.inverseMills(z);
        out[0] = x <= 0 ? z : -z;
        out[1] *= slope;
        out[2] *= x <= 0 ? slope : -slope;
    }

    /** The x with the score z. */
    static double inverse(double z, double nu) {
        double log = SpecialFunctions.logNormalCdf(-Math.abs(z));
        double x = StudentTQuantile.quantileOfLog(log, nu, new double[3]);
        return z <= 0 ? x : -x;
    }
}
