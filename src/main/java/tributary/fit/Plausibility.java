package tributary.fit;

import tributary.model.CompiledModel;
import tributary.spec.Control;
import tributary.spec.Family;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.store.EffectRow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What an experienced analyst would not believe at first sight: said with the results, never
 * corrected.
 */
final class Plausibility {
    /** Return on a unit of spend above which advertising is an unlikely explanation. */
    private static final double HIGHEST_ROI = 20;

    /** Share of the whole outcome above which one source is an unlikely explanation. */
    private static final double HIGHEST_SHARE = 0.6;

    /**
     * Share of weeks, of each geo where there are geos, at exactly the lowest value above which it
     * looks like a floor.
     */
    private static final double FLOOR_SHARE = 0.05;

    /**
     * Percent of the outcome per 1 % of a price: three times the mean of published elasticities
     * (−2.62; Bijmolt, van Heerde & Pieters, 2005, Journal of Marketing Research 42(2)).
     */
    private static final double STEEPEST_PRICE_ELASTICITY = 8;

    private Plausibility() {}

    /** Doubts about the data and the effects of switching each source off, as sentences. */
    static List<String> doubts(CompiledModel model, List<EffectRow> rows) {
        List<String> doubts = new ArrayList<>();
        Outcome outcome = model.spec().outcome();
        double[] observed = model.panel().trainingColumn(outcome.column());
        if (outcome.floor().isEmpty() && outcome.family() != Family.NEGATIVE_BINOMIAL) {
            floor(outcome.column(), observed, doubts);
        }
        double sum = Arrays.stream(observed).sum();
        for (EffectRow row : rows) {
            if (row.geo().isPresent()) {
                continue; // what is implausible in all geos together is enough
            }
            switch (row.effect()) {
                case "total" -> share(row, outcome.column(), sum, doubts);
                case "roi" -> roi(row, doubts);
                case "elasticity" -> priceElasticity(row, model.spec(), doubts);
                default -> {}
            }
        }
        return doubts;
    }

    private static void share(EffectRow row, String outcome, double sum, List<String> doubts) {
        if (row.median() > HIGHEST_SHARE * sum) {
            doubts.add(
                    String.format(
                            Locale.ROOT,
                            "%s appears to carry %.0f %% of all %s, which is implausible for one"
                                    + " source; it may stand for something else that moves with it",
                            row.source(),
                            100 * row.median() / sum,
                            outcome));
        }
    }

    private static void roi(EffectRow row, List<String> doubts) {
        if (row.median() > HIGHEST_ROI) {
            doubts.add(
                    String.format(
                            Locale.ROOT,
                            "%s appears to return %.3g per unit of spend, which is implausible as"
                                + " advertising; it may stand for something else that moves with"
                                + " it",
                            row.source(),
                            row.median()));
        }
    }

    private static void priceElasticity(EffectRow row, ModelSpec model, List<String> doubts) {
        boolean price = model.price().map(Control::name).filter(row.source()::equals).isPresent();
        if (price && Math.abs(row.median()) > STEEPEST_PRICE_ELASTICITY) {
            doubts.add(
                    String.format(
                            Locale.ROOT,
                            "1 %% more of %s appears to %s %s by %.3g %%, much more than prices"
                                + " usually do; it holds near the prices of these weeks at best",
                            row.source(),
                            row.median() < 0 ? "lower" : "raise",
                            model.outcome().column(),
                            Math.abs(row.median())));
        }
    }

    private static void floor(String column, double[] observed, List<String> doubts) {
        double lowest = Arrays.stream(observed).min().orElseThrow();
        long count = Arrays.stream(observed).filter(value -> value == lowest).count();
        if (count > 1 && count > FLOOR_SHARE * observed.length) {
            doubts.add(
                    String.format(
                            Locale.ROOT,
                            "%s is exactly %s in %d of %d weeks, its lowest value: it looks like a"
                                    + " floor, but the model takes these weeks as ordinary ones, so"
                                    + " effects that rest on them are doubtful",
                            column,
                            lowest,
                            count,
                            observed.length));
        }
    }
}
