package tributary.report;

import tributary.diagnostics.Verdict;
import tributary.fit.Band;
import tributary.fit.WeeklyDecomposition;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Path;
import tributary.store.EffectRow;
import tributary.store.Run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The three sentences a report opens with: what media did, what their indirect effects change, and
 * what moves the outcome most beside what the data cannot tell. Each is hedged where intervals say
 * so.
 */
final class KeySentences {
    private static final String PERCENT = "\u00a0%";

    /** Names listed before "and N more". */
    private static final int NAMED = 4;

    private final Run run;
    private final String outcome;

    private KeySentences(Run run) {
        this.run = run;
        this.outcome = run.model().outcome().name();
    }

    /** Exactly three sentences; a fit whose draws cannot be used says so and gives no number. */
    static List<String> of(Run run, Optional<WeeklyDecomposition> decomposition) {
        if (run.diagnostics().verdict().level() == Verdict.Level.FAIL) {
            return List.of(
                    "This fit must not be used: the sampler did not converge, so its draws do not"
                            + " represent the posterior.",
                    "Nothing can be said yet of what media did, directly or indirectly, and the"
                            + " numbers below are shown only to find out why.",
                    "More warm-up and draws, a higher target acceptance rate, or a simpler model"
                            + " are the usual remedies; the reasons are listed next.");
        }
        var sentences = new KeySentences(run);
        return List.of(
                sentences.media(decomposition), sentences.indirect(), sentences.leversAndDoubts());
    }

    private String media(Optional<WeeklyDecomposition> decomposition) {
        List<EffectRow> totals =
                Effects.ofChannels(run, "total").stream()
                        .sorted(Comparator.comparingDouble(row -> -Math.abs(row.median())))
                        .toList();
        Optional<String> share = decomposition.map(parts -> share(parts.mediaShare()));
        if (totals.isEmpty()) {
            return share.map(text -> given() + text + ".")
                    .orElse("This run holds no total effect of a channel on " + outcome + ".");
        }
        EffectRow largest = totals.getFirst();
        String single =
                "%s has the largest total effect of a channel, %s of %s from %s to %s"
                        .formatted(
                                largest.source(),
                                inWords(largest, ""),
                                outcome,
                                Words.date(largest.from()),
                                Words.date(largest.to()));
        List<String> rivals =
                totals.stream()
                        .skip(1)
                        .filter(row -> row.q95() > largest.q05())
                        .map(EffectRow::source)
                        .toList();
        String hedge =
                rivals.isEmpty()
                        ? ""
                        : ", though the data do not rule out that " + list(rivals, "or") + " does";
        return given() + share.map(text -> text + "; ").orElse("") + single + hedge + ".";
    }

    private String given() {
        return run.notes().isEmpty()
                ? "Given the model and its assumptions, "
                : "Given the model and its assumptions, and subject to the doubts below, ";
    }

    private String share(Band share) {
        return "media account for %s of %s"
                .formatted(
                        Numbers.estimateInWords(
                                100 * share.median()[0],
                                100 * share.q05()[0],
                                100 * share.q95()[0],
                                PERCENT),
                        outcome);
    }

    private String indirect() {
        ModelSpec model = run.model();
        if (model.mediators().isEmpty()) {
            return "The model has no mediator: that every channel acts on %s directly is assumed, not found."
                    .formatted(outcome);
        }
        String mediators = list(model.mediators().stream().map(Mediator::name).toList(), "or");
        List<EffectRow> indirect =
                Effects.ofChannels(run, "indirect").stream()
                        .filter(row -> row.sd() > 0) // 0 in every draw: no path in the graph
                        .sorted(Comparator.comparingDouble(row -> -Math.abs(row.median())))
                        .toList();
        Optional<EffectRow> clear = indirect.stream().filter(Effects::isClearOfZero).findFirst();
        if (clear.isEmpty()) {
            return "Whether channels also act through %s cannot be told from these data: every 90\u00a0%% interval of an indirect effect includes zero."
                    .formatted(mediators);
        }
        EffectRow row = clear.get();
        boolean adds = row.median() > 0;
        return "Channels also act through %s, %s most: %s of %s comes that way%s, so judging it by its direct effect alone would %s it%s."
                .formatted(
                        mediators,
                        row.source(),
                        inWords(row, ""),
                        outcome,
                        mediatedShare(row.source()),
                        adds ? "undervalue" : "overvalue",
                        assumedLeg());
    }

    private String mediatedShare(String source) {
        return Effects.joint(run.effects(), "proportion_mediated").stream()
                .filter(row -> row.source().equals(source))
                .findFirst()
                .map(row ->
                        ", which is "
                                + Numbers.estimateInWords(
                                        100 * row.median(),
                                        100 * row.q05(),
                                        100 * row.q95(),
                                        PERCENT)
                                + " of its total")
                .orElse("");
    }

    /** A mediator's path into the outcome that is positive by prior is no finding. */
    private String assumedLeg() {
        List<String> legs =
                run.model().paths().stream()
                        .filter(path -> path.sign() == Path.Sign.POSITIVE)
                        .filter(path -> path.to().equals(outcome))
                        .map(Path::from)
                        .filter(from ->
                                run.model().mediators().stream()
                                        .anyMatch(mediator -> mediator.name().equals(from)))
                        .toList();
        return legs.isEmpty()
                ? ""
                : "; that more %s raises %s is assumed, only by how much is estimated"
                        .formatted(list(legs, "and"), outcome);
    }

    private String leversAndDoubts() {
        String lever =
                Levers.first(run)
                        .map(row ->
                                "The strongest lever is %s, of which 1\u00a0%% more in every week changes %s by %s"
                                        .formatted(row.source(), outcome, inWords(row, PERCENT)))
                        .orElse("No lever's strength can be told from zero");
        List<EffectRow> returns = Effects.joint(run.effects(), "roi");
        List<String> open = sources(returns.stream().filter(row -> row.q05() < 1 && row.q95() > 1));
        if (returns.isEmpty()) {
            return lever + "; what media return on their cost is not known, for want of spend.";
        }
        return lever + (open.isEmpty() ? sides(returns) : undecided(open));
    }

    /** Which sources returned more and which less than their cost, where all are clear. */
    private String sides(List<EffectRow> returns) {
        boolean doubts = !run.notes().isEmpty();
        String given = doubts ? "; by these numbers " : "; ";
        String returned = (doubts ? "" : "clearly ") + "returned";
        List<String> above = sources(returns.stream().filter(row -> row.q05() >= 1));
        List<String> below = sources(returns.stream().filter(row -> row.q05() < 1));
        if (below.isEmpty()) {
            return given + "every paid source " + returned + " more than it cost.";
        }
        return given
                + (above.isEmpty()
                        ? "every paid source %s less than it cost.".formatted(returned)
                        : "%s %s more than %s cost, %s less."
                                .formatted(
                                        list(above, "and"),
                                        returned,
                                        above.size() == 1 ? "it" : "they",
                                        list(below, "and")));
    }

    private static String undecided(List<String> open) {
        return "; whether %s returned what it cost the data cannot tell, as %s includes 1."
                .formatted(
                        list(open, "or"),
                        open.size() == 1
                                ? "the 90\u00a0% interval of its return"
                                : "each 90\u00a0% interval of a return");
    }

    private static List<String> sources(Stream<EffectRow> rows) {
        return rows.map(EffectRow::source).toList();
    }

    private static String inWords(EffectRow row, String unit) {
        return Numbers.estimateInWords(row.median(), row.q05(), row.q95(), unit);
    }

    /** Such as "a, b or c", cut short where there are many. */
    private static String list(List<String> names, String word) {
        int shown = Math.min(names.size(), NAMED);
        if (shown < names.size()) {
            return names.stream().limit(shown).collect(Collectors.joining(", "))
                    + " "
                    + word
                    + " "
                    + (names.size() - shown)
                    + " more";
        }
        return shown == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, shown - 1))
                        + " "
                        + word
                        + " "
                        + names.getLast();
    }
}
