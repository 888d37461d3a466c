package tributary.report;

import tributary.store.FitSummary;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What leaving out one week of the outcome at a time says, in sentences. */
final class LeftOut {
    /** Weeks that are named; a longer list tells no more. */
    private static final int NAMED = 6;

    private LeftOut() {}

    static String sentence(FitSummary.Loo loo) {
        return "Cross-validation (PSIS-LOO): expected log predictive density %s, standard error %s; effective number of parameters %s. Here %s."
                .formatted(
                        Numbers.fixed(loo.elpd(), 1),
                        Numbers.fixed(loo.se(), 1),
                        Numbers.fixed(loo.pLoo(), 1),
                        loo.note());
    }

    /** Empty where every week can be left out reliably. */
    static Optional<String> warning(FitSummary.Loo loo) {
        List<String> weeks = loo.unreliable();
        if (weeks.isEmpty()) {
            return Optional.empty();
        }
        String named =
                weeks.stream().limit(NAMED).map(Words::date).collect(Collectors.joining(", "));
        int more = weeks.size() - NAMED;
        return Optional.of(
                "Pareto k̂ is above 0.7 in %d %s (largest %s): %s%s. Without such a week the posterior would be too different for these draws to tell how well it is predicted; do not compare models by the density above."
                        .formatted(
                                weeks.size(),
                                weeks.size() == 1 ? "week" : "weeks",
                                Numbers.fixed(loo.largestK(), 2),
                                named,
                                more > 0 ? " and " + more + " more" : ""));
    }
}
