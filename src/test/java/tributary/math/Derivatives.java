package tributary.math;

import java.util.function.DoubleUnaryOperator;

/** Derivatives by central differences, Richardson-extrapolated (Ridders 1982). */
public final class Derivatives {
    private static final int LEVELS = 7;
    private static final double FIRST_STEP = 0.01;

    private Derivatives() {}

    /** f′(x): of the extrapolation table the entry that differs least from its neighbours. */
    public static double of(DoubleUnaryOperator f, double x) {
        double[][] table = new double[LEVELS][LEVELS];
        double best = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        double step = FIRST_STEP;
        for (int i = 0; i < LEVELS; i++) {
            double above = x + step;
            double below = x - step;
            table[i][0] = (f.applyAsDouble(above) - f.applyAsDouble(below)) / (above - below);
            double factor = 1;
            for (int j = 1; j <= i; j++) {
                factor *= 4;
                double before = table[i][j - 1];
                table[i][j] = before + (before - table[i - 1][j - 1]) / (factor - 1);
                double change =
                        Math.max(
                                Math.abs(table[i][j] - before),
                                Math.abs(table[i][j] - table[i - 1][j - 1]));
                if (change < least) {
                    least = change;
                    best = table[i][j];
                }
            }
            step /= 2;
        }
        return best;
    }

    /** |g − reference|/(1 + |g|). */
    public static double error(double g, double reference) {
        return Math.abs(g - reference) / (1 + Math.abs(g));
    }
}
