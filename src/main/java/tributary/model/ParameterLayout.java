package tributary.model;

import tributary.math.Bijector;
import tributary.math.Bijectors;
import tributary.math.Distributions;
import tributary.math.UnivariateDensity;
import tributary.spec.Prior;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where each natural parameter lives: its slot, its place in the unconstrained vector, its column
 * in the draws.
 *
 * <p>A parameter is sampled (with a prior, through a bijector), fixed (a {@code dirac} prior) or
 * derived (computed by a term from others). Slots are in order of declaration; reported parameters
 * are the columns of a run's draws in order of their slots.
 */
public final class ParameterLayout {
    private final List<String> names;
    private final Map<String, Integer> slots;
    private final List<String> sampledNames;
    private final boolean[] reported;
    private final double[] fixed;
    private final int[] fixedSlots;
    private final int[] sampledSlots;
    private final int[] coordinateSlots;
    private final Bijector[] bijectors;
    private final UnivariateDensity[] densities;
    private final double[] shifts;
    private final double[] lower;
    private final double[] upper;
    private final Set<Integer> derivedSlots;
    private final Set<Integer> slotsWithPriorInTerm;
    private final Map<String, Prior> priors;
    private final Map<String, PriorPlace> places;
    private final Coordinates coordinates;

    private ParameterLayout(Builder builder) {
        names = List.copyOf(builder.slots.keySet());
        slots = Map.copyOf(builder.slots);
        sampledNames = builder.sampledSlots.stream().map(names::get).toList();
        reported = new boolean[names.size()];
        fixed = new double[names.size()];
        for (int slot = 0; slot < names.size(); slot++) {
            reported[slot] = builder.reported.get(slot);
            fixed[slot] = builder.fixed.get(slot);
        }
        fixedSlots = builder.fixedSlots.stream().mapToInt(Integer::intValue).toArray();
        sampledSlots = builder.sampledSlots.stream().mapToInt(Integer::intValue).toArray();
        coordinateSlots = builder.coordinateSlots.stream().mapToInt(Integer::intValue).toArray();
        bijectors = builder.bijectors.toArray(new Bijector[0]);
        densities = builder.densities.toArray(new UnivariateDensity[0]);
        shifts = builder.shifts.stream().mapToDouble(Double::doubleValue).toArray();
        lower = builder.lower.stream().mapToDouble(Double::doubleValue).toArray();
        upper = builder.upper.stream().mapToDouble(Double::doubleValue).toArray();
        derivedSlots = Set.copyOf(builder.derivedSlots);
        slotsWithPriorInTerm = Set.copyOf(builder.slotsWithPriorInTerm);
        priors = Collections.unmodifiableMap(new LinkedHashMap<>(builder.priors));
        places = Map.copyOf(builder.places);
        coordinates =
                Coordinates.of(
                        IntStream.range(0, sampledSlots.length)
                                .mapToObj(i -> Coordinate.of(this, i))
                                .toList());
    }

    /** Number of natural parameters. */
    public int slots() {
        return names.size();
    }

    /** Number of sampled parameters: the length of the unconstrained vector. */
    public int dimension() {
        return sampledSlots.length;
    }

    /** Names of the reported parameters in order of their slots. */
    public List<String> reportedNames() {
        List<String> result = new ArrayList<>();
        for (int slot = 0; slot < reported.length; slot++) {
            if (reported[slot]) {
                result.add(names.get(slot));
            }
        }
        return result;
    }

    /** Prior by parameter name, in order of the slots; derived parameters have none. */
    public Map<String, Prior> priors() {
        return priors;
    }

    /** Where the prior of a parameter that has one is written. */
    PriorPlace priorPlace(String name) {
        return Objects.requireNonNull(places.get(name), name);
    }

    /** Slot of a parameter. */
    public int slot(String name) {
        Integer slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("parameter: " + name + " is not one of " + names);
        }
        return slot;
    }

    /** Name of the parameter in a slot. */
    String name(int slot) {
        return names.get(slot);
    }

    /** Names of the unconstrained coordinates: those of the parameters they belong to. */
    List<String> sampledNames() {
        return sampledNames;
    }

    /** Slot of the parameter whose prior is number i. */
    int sampledSlot(int i) {
        return sampledSlots[i];
    }

    /** Slot that unconstrained coordinate i moves: the parameter's own, unless a term shears it. */
    int coordinateSlot(int i) {
        return coordinateSlots[i];
    }

    Bijector bijector(int i) {
        return bijectors[i];
    }

    /** Prior of coordinate i's parameter minus {@link #shift}. */
    UnivariateDensity density(int i) {
        return densities[i];
    }

    /** Lower end of the range of coordinate i's parameter. */
    double lower(int i) {
        return lower[i];
    }

    /** Upper end of the range of coordinate i's parameter. */
    double upper(int i) {
        return upper[i];
    }

    /** Whether a term computes the parameter from others. */
    boolean isDerived(String name) {
        return derivedSlots.contains(slot(name));
    }

    /** What is subtracted from the parameter before its prior is evaluated: 2 for ν, else 0. */
    double shift(int i) {
        return shifts[i];
    }

    /** A parameter vector with the fixed ones in place, all others 0. */
    double[] initial() {
        return fixed.clone();
    }

    /**
     * Writes the natural values of sampled and fixed parameters; derived ones are left to their
     * terms.
     *
     * @param q unconstrained vector; not modified
     */
    void constrain(double[] q, Workspace w) {
        for (int slot : fixedSlots) {
            w.theta[slot] = fixed[slot];
        }
        coordinates.constrain(q, w);
    }

    /** The way between the unconstrained vector and the parameters. */
    Coordinates coordinates() {
        return coordinates;
    }

    /** Whether {@link Coordinates} evaluate the prior of coordinate i, rather than a term. */
    boolean hasPriorWithCoordinate(int i) {
        return Coordinate.of(this, i).hasPrior();
    }

    /** Whether the term that computes coordinate i's parameter evaluates its prior. */
    boolean hasPriorInTerm(int i) {
        return slotsWithPriorInTerm.contains(sampledSlots[i]);
    }

    /** The reported entries of {@code theta}, in order of {@link #reportedNames()}. */
    void report(double[] theta, double[] row) {
        int column = 0;
        for (int slot = 0; slot < reported.length; slot++) {
            if (reported[slot]) {
                row[column++] = theta[slot];
            }
        }
    }

    /**
     * Natural parameters from a row of reported ones; entries that are not reported become NaN.
     *
     * @param row reported parameters in order, more columns may follow
     * @param theta by slot; modified
     */
    public void restore(double[] row, double[] theta) {
        int column = 0;
        for (int slot = 0; slot < reported.length; slot++) {
            theta[slot] = reported[slot] ? row[column++] : Double.NaN;
        }
    }

    /**
     * Where a prior is written, for messages.
     *
     * @param file its name, or {@link tributary.spec.SpecProblem#CONFIGURATION}
     * @param where JSON path in it
     */
    record PriorPlace(String file, String where) {}

    /** Declares parameters one by one. */
    static final class Builder {
        /** In order of declaration. */
        private final Map<String, Integer> slots = new LinkedHashMap<>();

        private final List<Boolean> reported = new ArrayList<>();
        private final List<Double> fixed = new ArrayList<>();
        private final List<Integer> fixedSlots = new ArrayList<>();
        private final List<Integer> sampledSlots = new ArrayList<>();
        private final List<Integer> coordinateSlots = new ArrayList<>();
        private final List<Bijector> bijectors = new ArrayList<>();
        private final List<UnivariateDensity> densities = new ArrayList<>();
        private final List<Double> shifts = new ArrayList<>();
        private final List<Double> lower = new ArrayList<>();
        private final List<Double> upper = new ArrayList<>();
        private final List<Integer> derivedSlots = new ArrayList<>();
        private final List<Integer> slotsWithPriorInTerm = new ArrayList<>();
        private final Map<String, Prior> priors = new LinkedHashMap<>();
        private final Map<String, PriorPlace> places = new HashMap<>();

        /** Says where the prior of a parameter is written. */
        void priorAt(String name, PriorPlace place) {
            places.put(name, place);
        }

        /**
         * A reported parameter in (from, to) whose value minus {@code shift} has the density;
         * returns its slot.
         */
        int sampled(
                String name,
                Prior prior,
                double from,
                double to,
                UnivariateDensity density,
                double shift) {
            priors.put(name, prior);
            return sampled(name, true, from, to, density, shift);
        }

        /** A standard normal that only serves a derived parameter; returns its slot. */
        int raw(String name) {
            return sampled(
                    name,
                    false,
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    Distributions.normal(0, 1),
                    0);
        }

        private int sampled(
                String name,
                boolean isReported,
                double from,
                double to,
                UnivariateDensity density,
                double shift) {
            int slot = add(name, isReported, 0);
            sampledSlots.add(slot);
            coordinateSlots.add(slot);
            bijectors.add(Bijectors.between(from, to));
            lower.add(from);
            upper.add(to);
            densities.add(density);
            shifts.add(shift);
            return slot;
        }

        /**
         * Lets a term compute a sampled parameter from a coordinate and others, a shear with
         * Jacobian 1; the prior stays with the parameter. Returns the slot of the coordinate, or
         * the parameter's own where it is bounded or fixed and must be sampled as it is.
         */
        int sheared(int slot, String coordinate) {
            int i = sampledIndex(slot);
            if (i < 0 || !Double.isInfinite(lower.get(i)) || !Double.isInfinite(upper.get(i))) {
                return slot;
            }
            int coordinateSlot = add(coordinate, false, 0);
            coordinateSlots.set(i, coordinateSlot);
            return coordinateSlot;
        }

        /** Leaves the prior of a sampled parameter to the term that computes it. */
        void hasPriorInTerm(int slot) {
            slotsWithPriorInTerm.add(slot);
        }

        /**
         * Samples a positive coefficient on the log scale in place of a parameter that a term
         * computes from it, Jacobian included; the prior stays with the parameter.
         */
        void sampledThrough(int slot, int coefficient) {
            int i = sampledIndex(slot);
            coordinateSlots.set(i, coefficient);
            bijectors.set(i, Bijectors.between(0, Double.POSITIVE_INFINITY));
        }

        /** Whether a parameter is sampled with no other bounds than these. */
        boolean isSampledOn(int slot, double from, double to) {
            int i = sampledIndex(slot);
            return i >= 0 && lower.get(i) == from && upper.get(i) == to;
        }

        /** Negative where the parameter is not sampled. */
        private int sampledIndex(int slot) {
            return Collections.binarySearch(sampledSlots, slot); // in order of declaration
        }

        /** A reported parameter that never moves; returns its slot. */
        int fixed(String name, Prior.Dirac prior) {
            priors.put(name, prior);
            return constant(name, prior.x());
        }

        /** A reported parameter that the configuration fixes without a prior; returns its slot. */
        int constant(String name, double value) {
            int slot = add(name, true, value);
            fixedSlots.add(slot);
            return slot;
        }

        /** A reported parameter that a term computes; returns its slot. */
        int derived(String name) {
            int slot = add(name, true, 0);
            derivedSlots.add(slot);
            return slot;
        }

        /** Something that a term computes for others and that is not reported; returns its slot. */
        int hidden(String name) {
            return add(name, false, 0);
        }

        private int add(String name, boolean isReported, double value) {
            int slot = slots.size();
            if (slots.putIfAbsent(name, slot) != null) {
                throw new IllegalStateException("parameter declared twice: " + name);
            }
            reported.add(isReported);
            fixed.add(value);
            return slot;
        }

        ParameterLayout build() {
            return new ParameterLayout(this);
        }
    }
}
