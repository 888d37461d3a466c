package tributary.model;

import tributary.math.UnivariateDensity;
import tributary.spec.Prior;
import tributary.spec.PriorSet;
import tributary.spec.PriorText;
import tributary.spec.SpecException;
import tributary.spec.SpecProblem;
import tributary.spec.Words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Declares the parameters of a model: finds each one's prior, intersects supports, chooses the
 * bijector.
 */
final class ParameterDeclarations {
    private final PriorSet priors;
    private final ParameterLayout.Builder layout = new ParameterLayout.Builder();
    private final List<String[]> known = new ArrayList<>();
    private final List<SpecProblem> problems = new ArrayList<>();

    ParameterDeclarations(PriorSet priors) {
        this.priors = priors;
    }

    /** A prior the analyst wrote for this very model, if any: an override, not a default. */
    Optional<PriorSet.Match> override(String name, String qualifier) {
        return priors.find(name, qualifier)
                .filter(match -> priors.layers().get(match.layer()).mustMatch());
    }

    /** Whether the prior of an unqualified parameter puts all mass on a value. */
    boolean isFixedAt(String name, double value) {
        return priors.find(name, "")
                .filter(match -> match.prior().equals(new Prior.Dirac(value)))
                .isPresent();
    }

    /**
     * A parameter with a prior on (lower, upper); returns its slot.
     *
     * @param qualifier what kind of parameter it is, as prior files write it after a colon
     */
    int declare(String name, String qualifier, double lower, double upper) {
        return declare(name, qualifier, lower, upper, 0);
    }

    /**
     * As {@link #declare(String, String, double, double)}, the prior being that of the parameter
     * minus {@code shift}.
     */
    int declare(String name, String qualifier, double lower, double upper, double shift) {
        known.add(new String[] {name, qualifier});
        Optional<PriorSet.Match> found = priors.find(name, qualifier);
        if (found.isEmpty()) {
            problem(
                    "$.priors",
                    "no prior for parameter " + name + "; add one, or extend \"default\"");
            return layout.derived(name);
        }
        return declare(name, lower, upper, shift, found.get());
    }

    /**
     * A parameter whose default prior depends on the data or stands elsewhere in the configuration,
     * where no pattern speaks of it.
     *
     * @param where JSON path of what asks for it
     */
    int declare(String name, double lower, double upper, Prior whenUnnamed, String where) {
        known.add(new String[] {name, ""});
        Optional<PriorSet.Match> found = priors.find(name, "");
        return found.isPresent()
                ? declare(name, lower, upper, 0, found.get())
                : declare(name, lower, upper, 0, whenUnnamed, SpecProblem.CONFIGURATION, where);
    }

    private int declare(
            String name, double lower, double upper, double shift, PriorSet.Match match) {
        String file = priors.layers().get(match.layer()).origin();
        return declare(name, lower, upper, shift, match.prior(), file, match.entry().where());
    }

    private int declare(
            String name,
            double lower,
            double upper,
            double shift,
            Prior prior,
            String file,
            String where) {
        layout.priorAt(name, new ParameterLayout.PriorPlace(file, where));
        if (prior instanceof Prior.Dirac dirac) {
            if (!(dirac.x() > lower && dirac.x() < upper)) {
                problem(
                        file,
                        where,
                        "dirac("
                                + dirac.x()
                                + ") for "
                                + name
                                + " must lie in ("
                                + lower
                                + ", "
                                + upper
                                + ")");
            }
            return layout.fixed(name, dirac);
        }
        UnivariateDensity density = Densities.of(prior);
        double from = Math.max(lower, density.lower() + shift);
        double to = Math.min(upper, density.upper() + shift);
        if (!(from < to)) {
            problem(
                    file,
                    where,
                    PriorText.format(prior)
                            + " for "
                            + name
                            + " leaves no value in its range ("
                            + lower
                            + ", "
                            + upper
                            + ")");
            return layout.derived(name);
        }
        return layout.sampled(name, prior, from, to, density, shift);
    }

    /** A parameter that the configuration fixes; returns its slot. */
    int constant(String name, double value) {
        return layout.constant(name, value);
    }

    /** A parameter that a term computes; a prior pattern may still name it. */
    int derived(String name, String qualifier) {
        known.add(new String[] {name, qualifier});
        return layout.derived(name);
    }

    /** A parameter that a term computes and of which no prior pattern may speak. */
    int computed(String name) {
        return layout.derived(name);
    }

    /**
     * Samples a positive coefficient in place of a parameter on (0, upper) that follows from it
     * without a closed inverse, so that the prior cannot be narrower than what can be reached.
     */
    void sampledThrough(int slot, int coefficient, String name, double upper) {
        if (layout.isSampledOn(slot, 0, upper)) {
            layout.sampledThrough(slot, coefficient);
        } else {
            problem(
                    "$.priors",
                    name
                            + " follows from its coefficient under a log link; its prior must have"
                            + " a density on all of (0, "
                            + upper
                            + "), the values that the data allow");
        }
    }

    /** Slots of values that a term computes and nobody reports; returns the first of n. */
    int hidden(String name, int n) {
        int first = layout.hidden(name + ".1");
        for (int k = 2; k <= n; k++) {
            layout.hidden(name + "." + k);
        }
        return first;
    }

    /** The standard normal behind a derived parameter. */
    int raw(String name) {
        return layout.raw(name);
    }

    /** A random walk of {@code n} knots: its values {@code name.k}, and the scale of its steps. */
    RandomWalk walk(String name, String scale, int n) {
        int step = declare(scale, "", 0, Double.POSITIVE_INFINITY);
        int[] raw = new int[n - 1];
        int[] values = new int[n];
        for (int k = 0; k < n; k++) {
            values[k] = derived(name + "." + (k + 1), "");
            if (k > 0) {
                raw[k - 1] = raw("raw_" + name + "." + (k + 1));
            }
        }
        return new RandomWalk(step, raw, values);
    }

    /** See {@link ParameterLayout.Builder#sheared}. */
    int sheared(int slot, String coordinate) {
        return layout.sheared(slot, coordinate);
    }

    /** See {@link ParameterLayout.Builder#hasPriorInTerm}. */
    void hasPriorInTerm(int slot) {
        layout.hasPriorInTerm(slot);
    }

    /** A problem with the configuration, reported with all others at the end. */
    void problem(String where, String message) {
        problem(SpecProblem.CONFIGURATION, where, message);
    }

    private void problem(String file, String where, String message) {
        problems.add(new SpecProblem(file, where, message));
    }

    /**
     * The finished layout; throws what was found wrong, a pattern that matches nothing included.
     */
    ParameterLayout build() {
        for (PriorSet.Layer layer : priors.layers()) {
            if (!layer.mustMatch()) {
                continue;
            }
            for (PriorSet.Entry entry : layer.entries()) {
                if (known.stream().noneMatch(p -> entry.matches(p[0], p[1]))) {
                    problem(layer.origin(), entry.where(), unmatched(entry.pattern()));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
        return layout.build();
    }

    private String unmatched(String pattern) {
        List<String> names = known.stream().map(parameter -> parameter[0]).toList();
        String hint = Words.didYouMean(pattern, names);
        return "\""
                + pattern
                + "\" matches no parameter"
                + (hint.isEmpty() ? "; parameters are " + String.join(", ", names) : hint);
    }
}
