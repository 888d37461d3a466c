package tributary.mcmc;

import tributary.diagnostics.Mcse;
import tributary.mcmc.targets.Target;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Averages over draws, indexed [chain][draw], and how far they are from what they estimate. */
final class MonteCarlo {
    private MonteCarlo() {}

    /** A function of the unconstrained position at every draw. */
    static double[][] values(Draws draws, ToDoubleFunction<double[]> function) {
        double[][] values = new double[draws.chains()][draws.draws()];
        for (int c = 0; c < values.length; c++) {
            for (int d = 0; d < values[c].length; d++) {
                values[c][d] = function.applyAsDouble(draws.row(c, d));
            }
        }
        return values;
    }

    /** The draws of what the target reports, one column per parameter. */
    static Draws reported(Target target, Draws draws) {
        double[][][] values = new double[draws.chains()][draws.draws()][];
        ChainStatistics[] statistics = new ChainStatistics[draws.chains()];
        for (int c = 0; c < values.length; c++) {
            for (int d = 0; d < values[c].length; d++) {
                values[c][d] = target.constrain().apply(draws.row(c, d));
            }
            statistics[c] = draws.statistics(c);
        }
        return new Draws(target.parameters(), values, Arrays.asList(statistics));
    }

    static double[][] map(double[][] x, DoubleUnaryOperator function) {
        return Arrays.stream(x)
                .map(chain -> Arrays.stream(chain).map(function).toArray())
                .toArray(double[][]::new);
    }

    static double mean(double[][] x) {
        return Arrays.stream(x).flatMapToDouble(Arrays::stream).average().orElse(Double.NaN);
    }

    /** (mean − expected) in Monte-Carlo standard errors. */
    static double z(double[][] x, double expected) {
        return (mean(x) - expected) / Mcse.mean(x);
    }
}
