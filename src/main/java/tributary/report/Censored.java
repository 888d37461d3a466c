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
 * @param place such as "at its floor of 1"
 * @param weeks number of weeks fitted that are there
 */
record Censored(String node, double bound, String place, long weeks) {

    /** The bound of an equation and its weeks; empty where the equation has none. */
    static Optional<Censored> of(ModelSpec model, FitSummary.NodeFit fit) {
        OptionalDouble floor = model.outcome().floor();
        if (floor.isPresent() && fit.node().equals(model.outcome().name())) {
            double bound = floor.getAsDouble();
            return Optional.of(of(fit, bound, "at its floor of " + Words.setting(bound)));
        }
        return model.mediators().stream()
                .filter(mediator -> mediator.name().equals(fit.node()))
                .map(Mediator::family)
                .filter(Family.TOBIT::equals)
                .map(tobit -> of(fit, 0, "zero"))
                .findFirst();
    }

    private static Censored of(FitSummary.NodeFit fit, double bound, String place) {
        long weeks =
                fit.weeks().stream()
                        .filter(week -> week.fitted() && week.observed() <= bound)
                        .count();
        return new Censored(fit.node(), bound, place, weeks);
    }

    boolean holds(FitSummary.Week week) {
        return week.observed() <= bound;
    }

    /** How many weeks, of how many. */
    String count(int fitted) {
        return "In %d of the %d weeks fitted %s is %s".formatted(weeks, fitted, node, place);
    }

    /** What the model knows of these weeks. */
    String meaning() {
        return "such a week is known only to be %s or less".formatted(Words.setting(bound));
    }
}
