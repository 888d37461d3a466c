package tributary.mcmc;

import tributary.math.LogDensity;
import tributary.math.ScriptedRandom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The exact transition probabilities of the kernel between the states of an orbit, found by running
 * it on every sequence of decisions its random numbers can bring about.
 *
 * <p>The kernel is a black box here. Each random number it asks for decides between two ways; the
 * probability of the first is the fraction of the 2^52 numbers that lead there, found by bisection
 * where the two ways show.
 */
final class ExactTransition {
    private static final long NUMBERS = 1L << 52;

    /** More decisions than a transition of depth 3 can still have after one of them. */
    private static final int LATER = 12;

    private final Orbit orbit;
    private final NutsKernel kernel;
    private final FixedMomentum metric = new FixedMomentum();

    /** Numbers below 2^52 to answer with; 0 after its end. */
    private long[] script = {};

    private int asked;

    /** States in the order of their gradients. */
    private final List<Integer> visited = new ArrayList<>();

    /** Length of {@link #visited} at each random number. */
    private final List<Integer> visitedBefore = new ArrayList<>();

    private final Map<List<Integer>, Double> known = new HashMap<>();
    private int start;

    ExactTransition(Orbit orbit, int maxDepth) {
        this.orbit = orbit;
        int dimension = orbit.density().dimension();
        LogDensity recording =
                LogDensity.of(
                        dimension,
                        (q, g) -> {
                            visited.add(orbit.indexOf(q));
                            return orbit.density().logDensity(q, g);
                        });
        kernel =
                new NutsKernel(
                        new Leapfrog(recording, metric),
                        ScriptedRandom.of(this::answer),
                        dimension,
                        maxDepth);
    }

    private long answer() {
        visitedBefore.add(visited.size());
        long number = asked < script.length ? script[asked] : 0;
        asked++;
        return number << 12;
    }

    /** Probability of each state of the orbit after a transition from state {@code from}. */
    double[] from(int from) {
        start = from;
        known.clear();
        metric.set(orbit.state(from).p);
        double[] probabilities = new double[orbit.size()];
        spread(new long[0], 1, probabilities);
        return probabilities;
    }

    /** Adds what a transition whose first decisions are given contributes. */
    private void spread(long[] decided, double probability, double[] probabilities) {
        int end = run(decided);
        int k = decided.length;
        if (asked == k) {
            probabilities[end] += probability;
            return;
        }
        List<Integer> situation = new ArrayList<>(visited.subList(0, visitedBefore.get(k)));
        situation.add(-k);
        double first = known.computeIfAbsent(situation, any -> probabilityOfFirst(decided));
        spread(with(decided, 0), probability * first, probabilities);
        if (first < 1) {
            spread(with(decided, NUMBERS - 1), probability * (1 - first), probabilities);
        }
    }

    /** Of the two ways of the decision after those given, probability of that of low numbers. */
    private double probabilityOfFirst(long[] decided) {
        int after = 0; // decisions that may hide this one
        for (int later = 0; later < 1 << after || later == 0; later++) {
            List<Integer> first = outcome(decided, 0, later);
            after = Math.max(after, asked - decided.length - 1);
            List<Integer> second = outcome(decided, NUMBERS - 1, later);
            after = Math.max(after, asked - decided.length - 1);
            if (!first.equals(second)) {
                long low = 0;
                long high = NUMBERS - 1;
                while (high - low > 1) {
                    long middle = (low + high) / 2;
                    if (outcome(decided, middle, later).equals(first)) {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                return (double) high / NUMBERS;
            }
        }
        return 1;
    }

    /** What a run shows, with one number after those decided and {@code later} as bits. */
    private List<Integer> outcome(long[] decided, long number, int later) {
        long[] numbers = Arrays.copyOf(decided, decided.length + 1 + LATER);
        numbers[decided.length] = number;
        for (int i = 0; i < LATER; i++) {
            numbers[decided.length + 1 + i] = (later >> i & 1) == 0 ? 0 : NUMBERS - 1;
        }
        int end = run(numbers);
        List<Integer> outcome = new ArrayList<>(visited);
        outcome.add(-end);
        return outcome;
    }

    private int run(long[] numbers) {
        script = numbers;
        asked = 0;
        visited.clear();
        visitedBefore.clear();
        kernel.start(orbit.state(start));
        kernel.next(orbit.stepSize());
        return orbit.indexOf(kernel.state().q);
    }

    private static long[] with(long[] decided, long number) {
        long[] longer = Arrays.copyOf(decided, decided.length + 1);
        longer[decided.length] = number;
        return longer;
    }
}
