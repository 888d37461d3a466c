package tributary.report;

import tributary.spec.Family;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.store.FitSummary;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Weeks in which the value behind an observation is known only to be at or below a bound: the floor
 * of the outcome, or zero of a tobit mediator.
 *
 * @param bound in units of the column
 * @param place such as "at the floor of 1"
 * @param meaning what the model takes these weeks to say
 * @param weeks number of weeks fitted that are there, of each geo where the data have geos
 * @param unit what is counted: weeks, or weeks of geos
 */
record Censored(String node, double bound, String place, String meaning, long weeks, String unit) {

    private static final String TOBIT =
            "the model takes a zero for any value that would have been 0 or less (tobit)";

    /** The bound of an equation and its weeks; empty where the equation has none. */
    static Optional<Censored> of(ModelSpec model, FitSummary.NodeFit fit) {
        OptionalDouble floor = model.outcome().floor();
        if (floor.isPresent() && fit.node().equals(model.outcome().name())) {
            double bound = floor.getAsDouble();
            String text = Words.setting(bound);
            return Optional.of(
                    of(
                            fit,
                            bound,
                            "at the floor of " + text,
                            "such a week is known only to be " + text + " or less"));
        }
        return model.mediators().stream()
                .filter(mediator -> mediator.name().equals(fit.node()))
                .map(Mediator::family)
                .filter(Family.TOBIT::equals)
                .map(tobit -> of(fit, 0, "at zero", TOBIT))
                .findFirst();
    }

    private static Censored of(FitSummary.NodeFit fit, double bound, String place, String meaning) {
        long weeks =
                fit.weeks().stream()
                        .filter(week -> week.fitted() && week.observed() <= bound)
                        .count();
        String unit = fit.national().isPresent() ? "geo-weeks" : "weeks";
        return new Censored(fit.node(), bound, place, meaning, weeks, unit);
    }

    boolean holds(FitSummary.Week week) {
        return week.observed() <= bound;
    }

    /** How many weeks, of how many. */
    String count(int fitted) {
        return "In %d of the %d %s fitted %s is %s".formatted(weeks, fitted, unit, node, place);
    }
}
