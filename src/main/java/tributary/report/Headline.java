package tributary.report;

import tributary.data.Finding;
import tributary.diagnostics.Verdict;
import tributary.fit.WeeklyDecomposition;
import tributary.spec.Mediator;
import tributary.spec.Path;
import tributary.store.EffectRow;
import tributary.store.FitSummary;
import tributary.store.Run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a reader in a hurry should take away: three sentences, the verdict, what was fitted, and
 * what else is worth knowing.
 *
 * @param key the three sentences
 * @param level pass, warn or fail
 */
record Headline(
        String level,
        String verdict,
        List<String> reasons,
        List<String> key,
        List<Fact> facts,
        List<String> notes) {
    /** One labelled number or date. */
    record Fact(String label, String value, String detail) {}

    static Headline of(Run run, Optional<WeeklyDecomposition> decomposition) {
        Verdict verdict = run.diagnostics().verdict();
        return new Headline(
                Words.lower(verdict.level()),
                inWords(verdict),
                verdict.reasons(),
                KeySentences.of(run, decomposition),
                facts(run),
                notes(run));
    }

    private static String inWords(Verdict verdict) {
        return switch (verdict.level()) {
            case PASS -> "The sampler converged: every check passed.";
            case WARN -> "Use with care: the sampler finished with warnings.";
            case FAIL -> "Do not use these numbers: the sampler did not converge.";
        };
    }

    private static List<Fact> facts(Run run) {
        List<LocalDate> weeks = run.panel().weeks();
        int first = run.panel().firstTrainingWeek();
        int end = run.panel().endOfTraining();
        FitSummary.Metrics fit = run.fit().nodes().getFirst().metrics();
        List<Fact> facts = new ArrayList<>();
        facts.add(
                new Fact(
                        "Outcome",
                        run.model().outcome().name(),
                        Words.link(run.model().outcome().link())));
        facts.add(
                new Fact(
                        "Weeks fitted",
                        Numbers.count(end - first),
                        Words.date(weeks.get(first).toString())
                                + " to "
                                + Words.date(weeks.get(end - 1).toString())));
        if (run.panel().hasGeos()) {
            facts.add(
                    new Fact(
                            "Geos",
                            Numbers.count(run.panel().geos().size()),
                            "effects are of all together unless said otherwise"));
        }
        facts.add(
                new Fact(
                        "Sources",
                        Numbers.count(run.model().channels().size()) + " channels",
                        mediators(run)));
        facts.add(
                new Fact(
                        "In-sample fit",
                        "R² " + Numbers.fixed(fit.r2(), 3),
                        Numbers.percent(fit.coverage())
                                + (run.panel().hasGeos() ? " of geo-weeks" : " of weeks")
                                + " inside the 90\u00a0% predictive interval"));
        facts.add(
                new Fact(
                        "Draws",
                        Numbers.count((long) run.draws().chains() * run.draws().draws()),
                        run.draws().chains() + " chains of " + run.draws().draws()));
        return facts;
    }

    private static String mediators(Run run) {
        List<Mediator> mediators = run.model().mediators();
        if (mediators.isEmpty()) {
            return "no mediator";
        }
        return "mediated by "
                + mediators.stream().map(Mediator::name).collect(Collectors.joining(", "));
    }

    private static List<String> notes(Run run) {
        List<String> sentences = new ArrayList<>();
        addIndirect(run, sentences);
        addFloor(run, sentences);
        Fits.holdout(run.fit().nodes().getFirst().overall()).ifPresent(sentences::add);
        long warnings =
                run.panel().findings().stream()
                        .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                        .count();
        if (warnings > 0) {
            sentences.add(
                    "The data raised "
                            + (warnings == 1 ? "one warning" : warnings + " warnings")
                            + ", listed under Data.");
        }
        return sentences;
    }

    private static void addIndirect(Run run, List<String> sentences) {
        List<EffectRow> indirect =
                Effects.ofChannels(run, "indirect").stream()
                        .filter(row -> row.sd() > 0) // 0 in every draw: no path in the graph
                        .toList();
        if (indirect.isEmpty()) {
            return;
        }
        String through = through(run);
        List<String> clear = names(indirect.stream().filter(Effects::isClearOfZero));
        List<String> others = names(indirect.stream().filter(row -> !Effects.isClearOfZero(row)));
        if (clear.isEmpty()) {
            sentences.add(
                    "No indirect effect of a channel"
                            + through
                            + " can be told from zero: every 90\u00a0% interval includes it.");
        } else {
            sentences.add(
                    "Indirect effects"
                            + through
                            + " that can be told from zero at 90\u00a0%: "
                            + String.join(", ", clear)
                            + "."
                            + (others.isEmpty()
                                    ? ""
                                    : " Those that cannot: " + String.join(", ", others) + ".")
                            + positiveLegs(run));
        }
    }

    private static List<String> names(Stream<EffectRow> rows) {
        return rows.map(EffectRow::source).toList();
    }

    private static String through(Run run) {
        return " through "
                + run.model().mediators().stream()
                        .map(Mediator::name)
                        .collect(Collectors.joining(" or "));
    }

    /** Weeks at the floor, and the price from which on there is nothing but floor. */
    private static void addFloor(Run run, List<String> sentences) {
        FitSummary.NodeFit fit = run.fit().nodes().getFirst();
        Censored.of(run.model(), fit)
                .ifPresent(censored ->
                        sentences.add(
                                censored.count(fit.fittedWeeks())
                                        + ": "
                                        + censored.meaning()
                                        + "."));
        String choke = "choke_price_" + run.model().outcome().name();
        run.diagnostics().parameters().stream()
                .filter(parameter -> parameter.name().equals(choke))
                .findFirst()
                .ifPresent(p ->
                        sentences.add(
                                "Demand vanishes above a price of "
                                        + Numbers.estimateInWords(p.q50(), p.q05(), p.q95())
                                        + "."));
    }

    /**
     * What an indirect effect away from zero does not show: that a mediator acts on the outcome
     * where that path is positive by construction.
     */
    private static String positiveLegs(Run run) {
        List<String> legs =
                run.model().paths().stream()
                        .filter(path -> path.sign() == Path.Sign.POSITIVE)
                        .filter(path ->
                                run.model().mediators().stream()
                                        .anyMatch(m -> m.name().equals(path.from())))
                        .map(Path::arrow)
                        .toList();
        return legs.isEmpty()
                ? ""
                : " This rests on "
                        + String.join(", ", legs)
                        + (legs.size() == 1 ? " being" : " each being")
                        + " positive by prior: the data tell how large it may be, not its sign.";
    }
}
