package tributary.diagnostics;

import tributary.mcmc.Draws;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How well the chains agree on the parameter they agree on least, all together and with each of
 * them left out.
 *
 * @param parameter the one with the largest R-hat
 * @param rhat of all chains
 * @param without indexed by chain: R-hat of the others; NaN where fewer than two are left
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record Disagreement(String parameter, double rhat, double[] without) {
    /**
     * A chain is to blame if leaving it out takes R-hat − 1 down to less than this part of what it
     * was, and leaving any other out does not.
     */
    private static final double EXPLAINED = 0.25;

    /** Empty where no parameter has an R-hat. */
    static Optional<Disagreement> of(Draws draws, List<ParameterSummary> parameters) {
        return parameters.stream()
                .filter(p -> !Double.isNaN(p.rhat()))
                .max(Comparator.comparingDouble(ParameterSummary::rhat))
                .map(worst -> of(worst, draws.column(draws.indexOf(worst.name()))));
    }

    private static Disagreement of(ParameterSummary worst, double[][] x) {
        double[] without = new double[x.length];
        Arrays.setAll(without, c -> x.length < 3 ? Double.NaN : Rhat.of(others(x, c)));
        return new Disagreement(worst.name(), worst.rhat(), without);
    }

    private static double[][] others(double[][] x, int chain) {
        double[][] others = Arrays.copyOf(x, x.length - 1);
        System.arraycopy(x, chain + 1, others, chain, others.length - chain);
        return others;
    }

    /** The one chain that the others disagree with, from 0; empty where it is not a single one. */
    OptionalInt culprit() {
        int culprit = -1;
        for (int c = 0; c < without.length; c++) {
            if (without[c] - 1 < EXPLAINED * (rhat - 1)) {
                if (culprit >= 0) {
                    return OptionalInt.empty();
                }
                culprit = c;
            }
        }
        return culprit < 0 ? OptionalInt.empty() : OptionalInt.of(culprit);
    }
}
