package tributary.data;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Checks that need a whole column or the whole window, and winsorizing. */
final class PanelValidator {
    private static final int FEWEST_WEEKS = 20;
    private static final int YEAR = 52;
    private static final int FEW_ACTIVE = 5;

    private PanelValidator() {}

    /** Errors below 20 training weeks, warns below a year. */
    static void checkLength(int trainingWeeks, Findings findings) {
        if (trainingWeeks < FEWEST_WEEKS) {
            findings.fileError(
                    "too_short",
                    "has "
                            + Texts.count(trainingWeeks, "training week")
                            + "; allowed: at least "
                            + FEWEST_WEEKS
                            + ", better 104");
        } else if (trainingWeeks < YEAR) {
            findings.warning(
                    "short",
                    trainingWeeks
                            + " training weeks are less than a year: season and media can hardly be"
                            + " told apart");
        }
    }

    /**
     * Sets values above the column's quantile of positive training values to it, and counts; what
     * the outcome came to in a week to be predicted is left alone.
     */
    static void winsorize(
            PanelRequest.Column column, double[] values, TrainingWindow window, Findings findings) {
        double[] positive = Arrays.stream(window.of(values)).filter(x -> x > 0).sorted().toArray();
        if (column.winsorize() >= 1 || positive.length == 0) {
            return;
        }
        double limit = quantile(positive, column.winsorize());
        int changed = 0;
        int end = column.role().isOutcome() ? window.end() : values.length;
        for (int t = 0; t < end; t++) {
            if (values[t] > limit) {
                values[t] = limit;
                changed++;
            }
        }
        String values0 = Texts.count(changed, "value");
        findings.note(
                column.name(),
                "winsorized",
                values0 + " above the quantile " + column.winsorize() + " set to it: " + limit);
    }

    /** Type 7 of Hyndman and Fan (1996): linear between order statistics at (n − 1)q. */
    static double quantile(double[] sorted, double q) {
        double h = (sorted.length - 1) * q;
        int below = (int) h;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (h - below) * (sorted[above] - sorted[below]);
    }

    /** Constant and inactive columns within the training window. */
    static void checkColumn(
            PanelRequest.Column column, double[] values, TrainingWindow window, Findings findings) {
        double[] training =
                Arrays.stream(window.of(values)).filter(x -> !Double.isNaN(x)).toArray();
        if (training.length < 2) {
            return;
        }
        boolean constant = DoubleStream.of(training).allMatch(x -> x == training[0]);
        boolean zero = constant && training[0] == 0;
        String name = column.name();
        switch (column.role()) {
            case MEDIA -> {
                if (zero) {
                    findings.error(
                            name,
                            "all_zero",
                            "is 0 in every training week; media that never ran have no effect to"
                                    + " estimate");
                } else if (constant) {
                    constant(name, training[0], findings);
                } else {
                    warnIfRarelyActive(name, training, findings);
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
                    POSITIVE_MEDIATOR,
                    CONTROL,
                    LOG_CONTROL,
                    INDICATOR -> {
                if (constant) {
                    constant(name, training[0], findings);
                }
            }
        }
    }

    private static void constant(String name, double value, Findings findings) {
        findings.error(
                name,
                "constant",
                "is " + value + " in every training week, which cannot be told from the intercept");
    }

    private static void warnIfRarelyActive(String name, double[] training, Findings findings) {
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
}
