package tributary.diagnostics;

import tributary.diagnostics.Verdict.Level;
import tributary.mcmc.Draws;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The rules of contracts.md, "Verdict", and the sentences that explain a warning or failure. */
final class VerdictRules {
    static final double RHAT_FAIL = 1.05;
    private static final double DIVERGENT_FAIL = 0.01;
    private static final double MAX_DEPTH_WARN = 0.05;

    /** Effective sample sizes are not defined below this many draws per chain. */
    private static final int FEWEST_DRAWS = 6;

    private final List<String> failures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private VerdictRules() {}

    static Verdict judge(
            Draws draws,
            List<ParameterSummary> parameters,
            List<ChainSummary> chains,
            Optional<Disagreement> worst) {
        VerdictRules rules = new VerdictRules();
        SuspectChains suspects = new SuspectChains(chains, draws.draws(), worst);
        rules.failures.addAll(suspects.failures());
        rules.judgeDraws(draws.draws(), parameters);
        rules.judgeParameters(parameters);
        rules.warnings.addAll(suspects.warnings());
        rules.judgeChains(chains, draws.chains() * draws.draws());
        return rules.verdict();
    }

    private Verdict verdict() {
        Level level =
                !failures.isEmpty() ? Level.FAIL : !warnings.isEmpty() ? Level.WARN : Level.PASS;
        List<String> reasons = new ArrayList<>(failures);
        reasons.addAll(warnings);
        return new Verdict(level, reasons);
    }

    private void judgeDraws(int draws, List<ParameterSummary> parameters) {
        if (draws < FEWEST_DRAWS) {
            failures.add(
                    draws
                            + " draws per chain < "
                            + FEWEST_DRAWS
                            + ", the fewest that can be diagnosed");
        }
        List<String> notFinite =
                parameters.stream().filter(p -> !p.isFinite()).map(ParameterSummary::name).toList();
        if (!notFinite.isEmpty()) {
            failures.add(
                    "draws that are not finite for "
                            + andMore(notFinite.getFirst(), notFinite.size()));
        }
    }

    private void judgeParameters(List<ParameterSummary> parameters) {
        judge(
                values(parameters, ParameterSummary::rhat),
                "R-hat %.4f > %s for %s",
                1.01,
                RHAT_FAIL);
        judge(values(parameters, ParameterSummary::essBulk), "bulk ESS %.1f < %s for %s", 400, 100);
        judge(values(parameters, ParameterSummary::essTail), "tail ESS %.1f < %s for %s", 400, 100);
    }

    private void judgeChains(List<ChainSummary> chains, int draws) {
        List<Value> ebfmi =
                chains.stream().map(c -> new Value("chain " + c.chain(), c.ebfmi())).toList();
        judge(ebfmi, "E-BFMI %.3f < %s for %s", 0.3, 0.2);
        int divergences = chains.stream().mapToInt(ChainSummary::divergences).sum();
        if (divergences > 0) {
            boolean fail = divergences > DIVERGENT_FAIL * draws;
            String sentence =
                    String.format(
                            Locale.ROOT,
                            "%.2f %% of draws diverged%s (%d of %d)",
                            100.0 * divergences / draws,
                            fail ? " > 1 %" : "",
                            divergences,
                            draws);
            (fail ? failures : warnings).add(sentence);
        }
        int hits = chains.stream().mapToInt(ChainSummary::maxDepthHits).sum();
        if (hits > MAX_DEPTH_WARN * draws) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "%.2f %% of draws reached the largest tree depth > 5 %%",
                            100.0 * hits / draws));
        }
    }

    /**
     * Adds one sentence for the worst of several values. Undefined values do not vote.
     *
     * @param sentence takes the value, the threshold and the name
     * @param fail on the far side of {@code warn}, which tells whether large or small is bad
     */
    private void judge(List<Value> values, String sentence, double warn, double fail) {
        int bad = fail > warn ? 1 : -1;
        List<Value> suspects =
                values.stream()
                        .filter(v -> bad * v.value > bad * warn)
                        .sorted(Comparator.comparingDouble(v -> -bad * v.value))
                        .toList();
        if (suspects.isEmpty()) {
            return;
        }
        Value worst = suspects.getFirst();
        boolean fails = bad * worst.value > bad * fail;
        double threshold = fails ? fail : warn;
        int count = (int) suspects.stream().filter(v -> bad * v.value > bad * threshold).count();
        (fails ? failures : warnings)
                .add(
                        String.format(
                                Locale.ROOT,
                                sentence,
                                worst.value,
                                compact(threshold),
                                andMore(worst.name, count)));
    }

    private record Value(String name, double value) {}

    private static List<Value> values(
            List<ParameterSummary> parameters, ToDoubleFunction<ParameterSummary> value) {
        return parameters.stream().map(p -> new Value(p.name(), value.applyAsDouble(p))).toList();
    }

    private static String andMore(String name, int count) {
        return count == 1 ? name : name + " and " + (count - 1) + " more";
    }

    private static String compact(double threshold) {
        return threshold >= 100
                ? String.format(Locale.ROOT, "%.0f", threshold)
                : Double.toString(threshold);
    }
}
