package tributary.diagnostics;

import tributary.mcmc.Draws;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything {@code diagnostics.json} holds.
 *
 * @param seconds wall-clock time of sampling, the slowest chain
 */
public record Diagnostics(
        List<ParameterSummary> parameters,
        List<ChainSummary> chains,
        long gradients,
        double seconds,
        Verdict verdict) {
    public Diagnostics {
        parameters = List.copyOf(parameters);
        chains = List.copyOf(chains);
    }

    /**
     * Diagnoses a run.
     *
     * @param draws named columns; constant columns are summarised but take no part in the verdict
     * @param maxDepth the sampler's limit on tree depth
     */
    public static Diagnostics of(Draws draws, int maxDepth) {
        if (draws.chains() == 0 || draws.draws() == 0) {
            throw new IllegalArgumentException("draws: needs at least one chain and one draw");
        }
        List<ParameterSummary> parameters = summaries(draws);
        Optional<Disagreement> worst = Disagreement.of(draws, parameters);
        List<ChainSummary> chains = new ArrayList<>();
        long gradients = 0;
        double seconds = 0;
        for (int c = 0; c < draws.chains(); c++) {
            double rhatWithout = worst.isPresent() ? worst.get().without()[c] : Double.NaN;
            ChainSummary chain = ChainSummary.of(draws, c, maxDepth, rhatWithout);
            chains.add(chain);
            gradients += chain.gradients();
            seconds = Math.max(seconds, chain.seconds());
        }
        Verdict verdict = VerdictRules.judge(draws, parameters, chains, worst);
        return new Diagnostics(parameters, chains, gradients, seconds, verdict);
    }

    private static List<ParameterSummary> summaries(Draws draws) {
        List<ParameterSummary> parameters = new ArrayList<>();
        // Quantiles of the normal are the same for all columns.
        NormalScores scores =
                new NormalScores(draws.chains() * ChainMatrix.splitDraws(draws.draws()));
        for (int column = 0; column < draws.names().size(); column++) {
            String name = draws.names().get(column);
            parameters.add(ParameterSummary.of(name, draws.column(column), scores));
        }
        return parameters;
    }

    /** One line per parameter with its summary, then the verdict and its reasons. */
    public String table() {
        int width = "parameter".length();
        for (ParameterSummary parameter : parameters) {
            width = Math.max(width, parameter.name().length());
        }
        StringBuilder text = new StringBuilder();
        text.append(("%-" + width + "s").formatted("parameter"));
        text.append("       mean         sd        q05        q50        q95   rhat");
        text.append("  ess_bulk  ess_tail\n");
        String row = "%-" + width + "s %10s %10s %10s %10s %10s %6.3f %9.0f %9.0f%n";
        for (ParameterSummary p : parameters) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            row,
                            p.name(),
                            compact(p.mean()),
                            compact(p.sd()),
                            compact(p.q05()),
                            compact(p.q50()),
                            compact(p.q95()),
                            p.rhat(),
                            p.essBulk(),
                            p.essTail()));
        }
        text.append("verdict: ").append(verdict.level().name().toLowerCase(Locale.ROOT));
        verdict.reasons().forEach(reason -> text.append("\n  ").append(reason));
        return text.toString();
    }

    /** About four significant digits in at most ten characters. */
    private static String compact(double value) {
        double size = Math.abs(value);
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        if (size < 1e-3 || size >= 1e6) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = (int) Math.clamp(3 - Math.floor(Math.log10(size)), 0, 6);
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
