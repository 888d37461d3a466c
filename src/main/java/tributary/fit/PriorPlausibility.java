package tributary.fit;

import tributary.data.Finding;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.spec.Path;
import tributary.spec.PriorText;
import tributary.store.PriorPredictiveSummary;
import tributary.store.PriorPredictiveSummary.Quantity;
import tributary.store.PriorPredictiveSummary.Range;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Warnings where the priors imply what no analyst would say about the data, by parameter. */
final class PriorPlausibility {
    /** Published models credit media with 5 to 40 % of sales; the median lies well inside. */
    private static final double HIGHEST_MEDIA_SHARE = 0.6;

    private static final double LOWEST_MEDIA_SHARE = 0.02;

    /** Beyond any return an advertiser has measured, yet one draw in twenty or more. */
    private static final double HIGHEST_ROI = 50;

    /** A channel taken for granted to return nothing: one cent per unit of money. */
    private static final double LOWEST_ROI = 0.01;

    /** Simulated weeks this many times as spread as the observed ones say nothing. */
    private static final double WIDEST = 100;

    /** More draws than these without a positive outcome are not a tail any more. */
    private static final double MOST_LEFT_OUT = 0.05;

    /** A floor that the priors expect this much more often than it is seen. */
    private static final double MOST_AT_FLOOR = 0.5;

    private final CompiledModel model;
    private final String configuration;
    private final List<Finding> warnings = new ArrayList<>();

    private PriorPlausibility(CompiledModel model, String configuration) {
        this.model = model;
        this.configuration = configuration;
    }

    /**
     * Warnings, none where all is plausible.
     *
     * @param configuration file name, for messages
     */
    static List<Finding> warnings(
            CompiledModel model, PriorPredictiveSummary prior, String configuration) {
        var check = new PriorPlausibility(model, configuration);
        check.totals(prior);
        for (Quantity quantity : prior.quantities()) {
            switch (quantity.kind()) {
                case MEDIA_SHARE -> check.mediaShare(quantity);
                case ROI -> check.roi(quantity);
                case CONTRIBUTION_SHARE, BASELINE_SHARE -> {}
            }
        }
        prior.ranges().forEach(check::range);
        return check.warnings;
    }

    private void totals(PriorPredictiveSummary prior) {
        if (prior.leftOut() > MOST_LEFT_OUT * prior.draws()) {
            String outcome = model.spec().outcome().name();
            warn(
                    "prior_total",
                    "intercept_" + outcome,
                    "the prior predicts a sum of %s that is not a positive number in %.0f %% of"
                            + " draws",
                    outcome,
                    100.0 * prior.leftOut() / prior.draws());
        }
    }

    private void mediaShare(Quantity share) {
        List<CompiledPath> paths = model.outcome().paths();
        boolean fine =
                share.median() >= LOWEST_MEDIA_SHARE && share.median() <= HIGHEST_MEDIA_SHARE;
        if (fine || paths.isEmpty()) {
            return;
        }
        warn(
                "prior_media_share",
                parameter(paths.getFirst().spec()),
                "the prior median share of all media is %.3g; plausible: %s to %s",
                share.median(),
                LOWEST_MEDIA_SHARE,
                HIGHEST_MEDIA_SHARE);
    }

    private void roi(Quantity roi) {
        String parameter =
                model.outcome().paths().stream()
                        .map(CompiledPath::spec)
                        .filter(path -> path.from().equals(roi.source()))
                        .findFirst()
                        .map(this::parameter)
                        .orElseThrow();
        String remedy = "; a prior of its own for it, or the unit of its spend, may be wrong";
        if (!(roi.q95() <= HIGHEST_ROI)) {
            warn(
                    "prior_roi",
                    parameter,
                    "the prior lets %s return more than %.3g per unit of spend in one of 20 draws;"
                            + " plausible: up to %.0f"
                            + remedy,
                    roi.source(),
                    roi.q95(),
                    HIGHEST_ROI);
        }
        if (!(roi.median() >= LOWEST_ROI)) {
            warn(
                    "prior_roi",
                    parameter,
                    "the prior median return of %s is %.3g per unit of spend; plausible: from %s"
                            + remedy,
                    roi.source(),
                    roi.median(),
                    LOWEST_ROI);
        }
    }

    private void range(Range range) {
        if (!(range.q05() <= range.observedMedian() && range.observedMedian() <= range.q95())) {
            warn(
                    "prior_range",
                    "intercept_" + range.node(),
                    "nine of ten weeks of %s that the prior predicts lie between %.4g and %.4g; the"
                            + " observed median %.4g does not",
                    range.node(),
                    range.q05(),
                    range.q95(),
                    range.observedMedian());
        }
        double observed = range.observedHighest() - range.observedLowest();
        if (!(range.q95() - range.q05() <= WIDEST * observed)) {
            warn(
                    "prior_range",
                    "sigma_" + range.node(),
                    "nine of ten weeks of %s that the prior predicts lie between %.4g and %.4g,"
                        + " more than %.0f times as wide as all that was observed, %.4g to %.4g",
                    range.node(),
                    range.q05(),
                    range.q95(),
                    WIDEST,
                    range.observedLowest(),
                    range.observedHighest());
        }
        if (range.atFloor() > range.observedAtFloor() + MOST_AT_FLOOR) {
            warn(
                    "prior_floor",
                    "intercept_" + range.node(),
                    "the prior expects %.0f %% of weeks of %s at the floor; observed: %.0f %%",
                    100 * range.atFloor(),
                    range.node(),
                    100 * range.observedAtFloor());
        }
    }

    /** The parameter whose prior decides about a path: its own, or where its group lies. */
    private String parameter(Path path) {
        String own = "coefficient_" + path.from() + "_to_" + path.to();
        String sign = path.sign() == Path.Sign.POSITIVE ? "positive" : "signed";
        return model.parameters().priors().containsKey(own)
                ? own
                : "coefficient_location_"
                        + path.group().orElse("paid_" + sign + "_into_" + path.to());
    }

    private void warn(String code, String parameter, String message, Object... values) {
        String prior =
                Optional.ofNullable(model.parameters().priors().get(parameter))
                        .map(p -> " ~ " + PriorText.format(p))
                        .orElse("");
        warnings.add(
                new Finding(
                        Finding.Severity.WARNING,
                        code,
                        configuration + ": $.priors",
                        String.format(Locale.ROOT, message, values)
                                + "; look at "
                                + parameter
                                + prior));
    }
}
