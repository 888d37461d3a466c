package tributary.model;

import tributary.math.RandomStream;
import tributary.spec.Path;
import tributary.spec.Prior;
import tributary.spec.PriorSet;
import tributary.spec.PriorText;
import tributary.spec.SpecException;
import tributary.spec.SpecProblem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Natural parameters from their priors, with some of them given. */
public final class ParameterDraw {
    /** Attempts at a prior that its parameter's range cuts off. */
    private static final int ATTEMPTS = 100_000;

    /** Draws with a return that the data do not allow, before that is an error. */
    private static final int ATTEMPTS_AT_RETURNS = 100;

    private static final Pattern BY_GEO =
            Pattern.compile("(hurdle_)?geo_(coefficient|intercept)_.*\\.[0-9]+");

    private ParameterDraw() {}

    /**
     * Draws all parameters.
     *
     * @param given value by parameter name or pattern; an empty value means from the prior. Of
     *     several patterns an exact name wins, then the first
     * @return natural parameters by slot
     * @throws SpecException if a pattern matches nothing or a value lies outside its parameter's
     *     range
     */
    public static double[] draw(
            CompiledModel model, RandomStream random, Map<String, OptionalDouble> given) {
        List<SpecProblem> problems = List.of();
        for (int attempt = 0; attempt < ATTEMPTS_AT_RETURNS; attempt++) {
            problems = unmatched(model.parameters(), given);
            double[] theta = draw(model, random, given, problems);
            if (!problems.isEmpty()) {
                throw new SpecException(problems);
            }
            problems = unreachable(model, theta, given);
            if (problems.isEmpty()) {
                return theta;
            }
        }
        throw new SpecException(problems);
    }

    /** Returns that no coefficient gives. */
    private static List<SpecProblem> unreachable(
            CompiledModel model, double[] theta, Map<String, OptionalDouble> given) {
        List<SpecProblem> problems = new ArrayList<>();
        ParameterLayout layout = model.parameters();
        for (CompiledPath path : model.outcome().paths()) {
            Optional<String> name = path.spec().returnName();
            if (name.isPresent()
                    && !(theta[layout.slot(path.spec().coefficientName())]
                            < Double.POSITIVE_INFINITY)) {
                String what =
                        "no coefficient of "
                                + path.spec().arrow()
                                + " gives "
                                + theta[layout.slot(name.get())]
                                + "; with these media and data it must be less";
                problems.add(
                        lookUp(given, name.get()).isPresent()
                                ? problem(name.get(), what)
                                : problemOfPrior(layout, name.get(), what));
            }
        }
        return problems;
    }

    private static double[] draw(
            CompiledModel model,
            RandomStream random,
            Map<String, OptionalDouble> given,
            List<SpecProblem> problems) {
        ParameterLayout layout = model.parameters();
        double[] theta = layout.initial();
        for (int i = 0; i < layout.dimension(); i++) {
            String name = layout.sampledNames().get(i);
            OptionalDouble value = lookUp(given, name);
            double natural = value.isPresent() ? value.getAsDouble() : fromPrior(layout, i, random);
            if (Double.isNaN(natural)) {
                problems.add(emptyPrior(layout, i));
            } else if (!inside(layout, i, natural)) {
                problems.add(
                        problem(
                                name,
                                natural
                                        + " must be in ("
                                        + layout.lower(i)
                                        + ", "
                                        + layout.upper(i)
                                        + ")"));
            }
            theta[layout.sampledSlot(i)] = natural;
        }
        model.posterior().derive(theta);
        if (given.isEmpty()) {
            return theta;
        }
        for (CompiledEquation equation : model.equations()) {
            for (CompiledPath path : equation.paths()) {
                giveCoefficient(layout, path, given, theta, problems);
            }
        }
        giveByGeo(model, given, theta, problems);
        refuseFixed(layout, given, problems);
        return theta;
    }

    /**
     * A pooled coefficient may be given, too, whatever its group says; those of the geos keep their
     * distance from it.
     */
    private static void giveCoefficient(
            ParameterLayout layout,
            CompiledPath path,
            Map<String, OptionalDouble> given,
            double[] theta,
            List<SpecProblem> problems) {
        String name = path.spec().coefficientName();
        OptionalDouble value = lookUp(given, name);
        if (!layout.isDerived(name) || value.isEmpty()) {
            return;
        }
        double common = value.getAsDouble();
        boolean positive = path.spec().sign() == Path.Sign.POSITIVE;
        if (positive && !(common > 0)) {
            problems.add(problem(name, common + " must be > 0: the path is positive"));
        }
        int slot = layout.slot(name);
        double drawn = theta[slot];
        for (int each : path.coefficients()) {
            theta[each] = positive ? theta[each] / drawn * common : theta[each] - drawn + common;
        }
        theta[slot] = common;
    }

    /** What a geo has of its own may be given, whatever it has in common with the others. */
    private static void giveByGeo(
            CompiledModel model,
            Map<String, OptionalDouble> given,
            double[] theta,
            List<SpecProblem> problems) {
        ParameterLayout layout = model.parameters();
        Set<Integer> positive = new HashSet<>();
        for (CompiledEquation equation : model.equations()) {
            equation.paths().stream()
                    .filter(path -> path.spec().sign() == Path.Sign.POSITIVE)
                    .flatMapToInt(path -> Arrays.stream(path.coefficients()))
                    .forEach(positive::add);
        }
        for (String name : layout.reportedNames()) {
            OptionalDouble value = lookUp(given, name);
            if (!layout.isDerived(name) || !BY_GEO.matcher(name).matches() || value.isEmpty()) {
                continue;
            }
            int slot = layout.slot(name);
            if (positive.contains(slot) && !(value.getAsDouble() > 0)) {
                problems.add(
                        problem(name, value.getAsDouble() + " must be > 0: the path is positive"));
            }
            theta[slot] = value.getAsDouble();
        }
    }

    private static void refuseFixed(
            ParameterLayout layout, Map<String, OptionalDouble> given, List<SpecProblem> problems) {
        Set<String> sampled = Set.copyOf(layout.sampledNames());
        for (String name : layout.reportedNames()) {
            OptionalDouble value = given.getOrDefault(name, OptionalDouble.empty());
            double fixed = layout.initial()[layout.slot(name)];
            if (!layout.isDerived(name)
                    && !sampled.contains(name)
                    && value.isPresent()
                    && value.getAsDouble() != fixed) {
                problems.add(
                        problem(
                                name,
                                value.getAsDouble()
                                        + " contradicts the configuration, which fixes it at "
                                        + fixed));
            }
        }
    }

    private static double fromPrior(ParameterLayout layout, int i, RandomStream random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double value = layout.density(i).sample(random) + layout.shift(i);
            if (inside(layout, i, value)) {
                return value;
            }
        }
        return Double.NaN;
    }

    private static SpecProblem emptyPrior(ParameterLayout layout, int i) {
        return problemOfPrior(
                layout,
                layout.sampledNames().get(i),
                "it leaves practically no value in the range ("
                        + layout.lower(i)
                        + ", "
                        + layout.upper(i)
                        + ")");
    }

    /** A problem where the prior of a parameter is written. */
    private static SpecProblem problemOfPrior(ParameterLayout layout, String name, String what) {
        ParameterLayout.PriorPlace place = layout.priorPlace(name);
        String prior = PriorText.format(Objects.requireNonNull(layout.priors().get(name)));
        return new SpecProblem(
                place.file(), place.where(), "the prior " + prior + " of " + name + ": " + what);
    }

    private static boolean inside(ParameterLayout layout, int i, double value) {
        return value > layout.lower(i) && value < layout.upper(i);
    }

    private static OptionalDouble lookUp(Map<String, OptionalDouble> given, String name) {
        OptionalDouble exact = given.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, OptionalDouble> entry : given.entrySet()) {
            if (matches(entry.getKey(), name)) {
                return entry.getValue();
            }
        }
        return OptionalDouble.empty();
    }

    private static boolean matches(String pattern, String name) {
        return new PriorSet.Entry(pattern, new Prior.Dirac(0), "").matches(name, "");
    }

    private static List<SpecProblem> unmatched(
            ParameterLayout layout, Map<String, OptionalDouble> given) {
        List<SpecProblem> problems = new ArrayList<>();
        for (String pattern : given.keySet()) {
            if (layout.reportedNames().stream().noneMatch(name -> matches(pattern, name))) {
                problems.add(
                        problem(
                                pattern,
                                "matches no parameter; parameters are "
                                        + layout.reportedNames().stream()
                                                .filter(name -> !BY_GEO.matcher(name).matches())
                                                .collect(Collectors.joining(", "))));
            }
        }
        return problems;
    }

    private static SpecProblem problem(String key, String message) {
        return new SpecProblem(SpecProblem.CONFIGURATION, "$.truth.parameters." + key, message);
    }
}
