package tributary.fit;

import tributary.data.Finding;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.spec.Path;
import tributary.spec.PriorText;
import tributary.store.PriorPredictiveSummary;
import tributary.store.PriorPredictiveSummary.Kind;
import tributary.store.PriorPredictiveSummary.Quantity;
import tributary.store.PriorPredictiveSummary.Range;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** Of the observed weeks: with half of them outside, their median is outside or at an end. */
    private static final double FEWEST_INSIDE = 0.5;

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
        of(prior, Kind.MEDIA_SHARE).forEach(check::mediaShare);
        of(prior, Kind.MEDIA_SHARE).forEach(check::negativeBaseline);
        check.returns(of(prior, Kind.ROI), "");
        check.returns(of(prior, Kind.ROI_TOTAL), " through all its paths");
        prior.ranges().forEach(check::range);
        return check.warnings;
    }

    private static List<Quantity> of(PriorPredictiveSummary prior, Kind kind) {
        return prior.quantities().stream().filter(q -> q.kind() == kind).toList();
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

    private void negativeBaseline(Quantity share) {
        if (!(share.q95() <= 1)) {
            warn(
                    "prior_baseline",
                    parameter(model.outcome().paths().getFirst().spec()),
                    "in one of 20 draws the prior credits media with more than the whole outcome"
                            + " (a share of %.3g), which leaves a baseline below 0",
                    share.q95());
        }
    }

    /** One warning for all channels whose returns hang on the same prior. */
    private void returns(List<Quantity> rois, String along) {
        Map<String, List<String>> high = new LinkedHashMap<>();
        Map<String, List<String>> low = new LinkedHashMap<>();
        for (Quantity roi : rois) {
            if (!(roi.q95() <= HIGHEST_ROI)) {
                note(high, roi, roi.q95());
            }
            if (!(roi.median() >= LOWEST_ROI)) {
                note(low, roi, roi.median());
            }
        }
        high.forEach((parameter, channels) ->
                warn(
                        "prior_roi",
                        parameter,
                        "the prior lets a channel return more than %.0f per unit of spend%s in one"
                                + " of 20 draws: %s; its spend may also be in another unit",
                        HIGHEST_ROI,
                        along,
                        String.join(", ", channels)));
        low.forEach((parameter, channels) ->
                warn(
                        "prior_roi",
                        parameter,
                        "the prior median return of a channel is below %s per unit of spend%s: %s;"
                                + " its spend may also be in another unit",
                        LOWEST_ROI,
                        along,
                        String.join(", ", channels)));
    }

    private void note(Map<String, List<String>> channels, Quantity roi, double value) {
        Path path =
                model.spec().paths().stream()
                        .filter(each -> each.from().equals(roi.source()))
                        .filter(each -> roi.kind() == Kind.ROI_TOTAL || intoOutcome(each))
                        .findFirst()
                        .orElseThrow();
        channels.computeIfAbsent(parameter(path), p -> new ArrayList<>())
                .add(String.format(Locale.ROOT, "%s %.3g", roi.source(), value));
    }

    private boolean intoOutcome(Path path) {
        return path.to().equals(model.spec().outcome().name());
    }

    private void range(Range range) {
        if (!(range.observedInside() > FEWEST_INSIDE)) {
            warn(
                    "prior_range",
                    "intercept_" + range.node(),
                    "nine of ten weeks of %s that the prior predicts lie between %.4g and %.4g,"
                            + " but only %.0f %% of the observed weeks, whose median is %.4g",
                    range.node(),
                    range.q05(),
                    range.q95(),
                    100 * range.observedInside(),
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
        String own = path.returnName().orElse(path.coefficientName());
        return model.parameters().priors().containsKey(own)
                ? own
                : "coefficient_location_" + model.spec().groupName(path);
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
