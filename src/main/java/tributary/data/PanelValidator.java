package tributary.data;

import tributary.data.PanelRequest.Role;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Checks that need a whole column or the whole window of every geo, and winsorizing. Columns are
 * values by geo, each per week of the geo.
 */
final class PanelValidator {
    private static final int FEWEST_WEEKS = 20;
    private static final int YEAR = 52;
    private static final int FEW_ACTIVE = 5;

    private final List<GeoWeeks> geos;
    private final Findings findings;

    PanelValidator(List<GeoWeeks> geos, Findings findings) {
        this.geos = geos;
        this.findings = findings;
    }

    /**
     * Errors where the geo with the most training weeks has fewer than 20, and of every geo without
     * any; warns below a year, and of geos that have hardly any.
     */
    void checkLength() {
        boolean panel = !geos.getFirst().geo().isEmpty();
        int longest = geos.stream().mapToInt(geo -> geo.window().length()).max().orElseThrow();
        if (longest < FEWEST_WEEKS) {
            findings.fileError(
                    "too_short",
                    "has "
                            + Texts.count(longest, "training week")
                            + (panel ? " in the geo with the most" : "")
                            + "; allowed: at least "
                            + FEWEST_WEEKS
                            + ", better 104");
            return;
        }
        if (longest < YEAR) {
            findings.warning(
                    "short",
                    longest
                            + " training weeks are less than a year: season and media can hardly be"
                            + " told apart");
        }
        if (panel) {
            checkGeos();
        }
    }

    private void checkGeos() {
        for (GeoWeeks geo : geos) {
            if (geo.window().length() == 0) {
                findings.fileError(
                        "no_training_weeks",
                        "geo "
                                + Texts.quote(geo.geo())
                                + " has no training week: its rows run from "
                                + geo.first()
                                + " to "
                                + geo.last()
                                + "; leave them out, or move data.from or data.to");
            }
        }
        List<String> few = names(g -> isFew(geos.get(g).window().length()));
        if (!few.isEmpty()) {
            findings.warning(
                    "short_geos",
                    counted(few)
                            + (few.size() == 1 ? " has" : " have")
                            + " fewer than "
                            + FEWEST_WEEKS
                            + " training weeks: what is estimated for "
                            + (few.size() == 1 ? "it" : "them")
                            + " alone rests on the other geos and the priors");
        }
        List<LocalDate> weeks = WeeklyGrid.weeks(geos);
        noteEnds(
                names(g -> geos.get(g).first().isAfter(weeks.getFirst())),
                "starts",
                "start",
                "after the first week, " + weeks.getFirst());
        noteEnds(
                names(g -> geos.get(g).last().isBefore(weeks.getLast())),
                "ends",
                "end",
                "before the last week, " + weeks.getLast());
    }

    private static boolean isFew(int weeks) {
        return weeks > 0 && weeks < FEWEST_WEEKS;
    }

    private void noteEnds(List<String> names, String verb, String plural, String than) {
        if (!names.isEmpty()) {
            String message = counted(names) + " " + (names.size() == 1 ? verb : plural);
            findings.note(
                    "unbalanced",
                    message + " " + than + "; weeks that a geo does not have are not fitted");
        }
    }

    /** Names of the geos, by index, for which a condition holds. */
    private List<String> names(Predicate<Integer> condition) {
        return IntStream.range(0, geos.size())
                .boxed()
                .filter(condition)
                .map(g -> Texts.quote(geos.get(g).geo()))
                .toList();
    }

    /** {@code 2 of 20 geos ("a", "b")}. */
    private String counted(List<String> names) {
        return names.size()
                + " of "
                + Texts.count(geos.size(), "geo")
                + " ("
                + Texts.list(names)
                + ")";
    }

    /**
     * Sets values above the quantile of the positive training values of their geo to it, and
     * counts; what the outcome came to in a week to be predicted is left alone.
     */
    void winsorize(PanelRequest.Column column, List<double[]> byGeo) {
        if (column.winsorize() >= 1) {
            return;
        }
        int changed = 0;
        List<Double> limits = new ArrayList<>();
        for (int g = 0; g < geos.size(); g++) {
            TrainingWindow window = geos.get(g).window();
            double[] values = byGeo.get(g);
            double[] positive =
                    Arrays.stream(window.of(values)).filter(x -> x > 0).sorted().toArray();
            if (positive.length > 0) {
                double limit = quantile(positive, column.winsorize());
                limits.add(limit);
                int end = column.role().isOutcome() ? window.end() : values.length;
                changed += cap(values, limit, end);
            }
        }
        if (!limits.isEmpty()) {
            String capped =
                    Texts.count(changed, "value") + " above the quantile " + column.winsorize();
            boolean panel = !geos.getFirst().geo().isEmpty();
            findings.note(
                    column.name(),
                    "winsorized",
                    capped
                            + (panel
                                    ? " of their geo set to it"
                                    : " set to it: " + limits.getFirst()));
        }
    }

    private static int cap(double[] values, double limit, int end) {
        int changed = 0;
        for (int t = 0; t < end; t++) {
            if (values[t] > limit) {
                values[t] = limit;
                changed++;
            }
        }
        return changed;
    }

    /** Type 7 of Hyndman and Fan (1996): linear between order statistics at (n − 1)q. */
    static double quantile(double[] sorted, double q) {
        double h = (sorted.length - 1) * q;
        int below = (int) h;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (h - below) * (sorted[above] - sorted[below]);
    }

    /**
     * One size for each geo; a size that varies becomes its mean, which is said.
     *
     * @param byGeo sizes in the training weeks
     */
    double[] population(String column, List<double[]> byGeo) {
        double[] sizes = new double[byGeo.size()];
        for (int g = 0; g < sizes.length; g++) {
            double[] values = byGeo.get(g);
            sizes[g] =
                    isConstant(values)
                            ? values[0]
                            : Arrays.stream(values).average().orElse(Double.NaN);
        }
        List<String> varying = names(g -> byGeo.get(g).length > 0 && !isConstant(byGeo.get(g)));
        if (!varying.isEmpty() && findings.errors() == 0) {
            findings.warning(
                    column,
                    "population_varies",
                    "varies over the training weeks of "
                            + counted(varying)
                            + "; the mean of those weeks is used");
        }
        return sizes;
    }

    private static boolean isConstant(double[] values) {
        return values.length > 0 && DoubleStream.of(values).allMatch(x -> x == values[0]);
    }

    /** Constant and inactive columns within the training window, of all geos and of some. */
    void checkColumn(PanelRequest.Column column, List<double[]> byGeo) {
        List<double[]> training = new ArrayList<>();
        for (int g = 0; g < geos.size(); g++) {
            double[] values = geos.get(g).window().of(byGeo.get(g));
            training.add(Arrays.stream(values).filter(x -> !Double.isNaN(x)).toArray());
        }
        double[] all = training.stream().flatMapToDouble(Arrays::stream).toArray();
        if (all.length < 2) {
            return;
        }
        int before = findings.errors();
        checkTraining(column, all);
        if (geos.size() > 1 && findings.errors() == before) {
            checkWithinGeos(column, training);
        }
    }

    private void checkTraining(PanelRequest.Column column, double[] training) {
        boolean constant = isConstant(training);
        boolean zero = constant && training[0] == 0;
        String name = column.name();
        switch (column.role()) {
            case MEDIA, HURDLE -> {
                if (zero) {
                    findings.error(
                            name,
                            "all_zero",
                            "is 0 in every training week; media that never ran have no effect to"
                                    + " estimate");
                } else if (constant) {
                    constant(name, training[0]);
                } else if (column.role() == Role.HURDLE && isAlwaysOn(training)) {
                    findings.error(
                            name,
                            "never_zero",
                            "is above 0 in every training week, so there is nothing to learn what"
                                    + " makes it active; use the family gaussian or student_t with"
                                    + " the link log");
                } else {
                    warnIfRarelyActive(name, training);
                }
            }
            case SPEND -> {
                if (zero) {
                    findings.warning(
                            name,
                            "no_spend",
                            "is 0 in every training week; there is no return on it");
                }
            }
            case VALUE -> {
                if (zero) {
                    findings.error(name, "all_zero", "is 0 in every training week; allowed: money");
                }
            }
            case MEDIATOR,
                    OUTCOME,
                    POSITIVE,
                    COUNT,
                    POSITIVE_MEDIATOR,
                    CONTROL,
                    LOG_CONTROL,
                    INDICATOR -> {
                if (constant) {
                    constant(name, training[0]);
                }
            }
            case POPULATION -> {}
        }
    }

    private static boolean isAlwaysOn(double[] values) {
        return DoubleStream.of(values).allMatch(x -> x > 0);
    }

    private void constant(String name, double value) {
        findings.error(
                name,
                "constant",
                "is " + value + " in every training week, which cannot be told from the intercept");
    }

    private void warnIfRarelyActive(String name, double[] training) {
        long active = DoubleStream.of(training).filter(x -> x > 0).count();
        if (active < FEW_ACTIVE) {
            findings.warning(
                    name,
                    "rarely_active",
                    "is above 0 in only "
                            + Texts.count((int) active, "training week")
                            + "; its effect will rest on the prior");
        }
    }

    /** What a geo alone cannot tell, though all together can. */
    private void checkWithinGeos(PanelRequest.Column column, List<double[]> training) {
        List<String> still = names(g -> isConstant(training.get(g)));
        if (still.isEmpty()) {
            return;
        }
        switch (column.role()) {
            case MEDIA, HURDLE, SPEND -> {
                List<String> zero =
                        names(g -> isConstant(training.get(g)) && training.get(g)[0] == 0);
                if (!zero.isEmpty()) {
                    findings.note(
                            column.name(),
                            "zero_in_geos",
                            "is 0 in every training week of " + counted(zero));
                }
            }
            case CONTROL, LOG_CONTROL, INDICATOR -> {
                if (still.size() == geos.size()) {
                    findings.warning(
                            column.name(),
                            "constant_within_geos",
                            "never changes within a geo, so it can hardly be told from the"
                                    + " intercepts of the geos");
                }
            }
            case OUTCOME, POSITIVE, COUNT, MEDIATOR, POSITIVE_MEDIATOR ->
                    findings.warning(
                            column.name(),
                            "constant_in_geos",
                            "is the same in every training week of " + counted(still));
            case VALUE, POPULATION -> {}
        }
    }
}
