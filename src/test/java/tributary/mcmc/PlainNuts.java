package tributary.mcmc;

import java.util.stream.IntStream;

/**
 * The transition probabilities of the No-U-Turn sampler straight from its definition: blocks of
 * states on a finished orbit, in the order of time whatever the direction they were built in.
 */
final class PlainNuts {
    private final Orbit orbit;
    private final int maxDepth;

    PlainNuts(Orbit orbit, int maxDepth) {
        this.orbit = orbit;
        this.maxDepth = maxDepth;
    }

    /** Probability of each state of the orbit after a transition from state {@code from}. */
    double[] from(int from) {
        double[] probabilities = new double[orbit.size()];
        int sequences = 1 << maxDepth;
        for (int directions = 0; directions < sequences; directions++) {
            double[] given = given(from, directions);
            for (int i = 0; i < given.length; i++) {
                probabilities[i] += given[i] / sequences;
            }
        }
        return probabilities;
    }

    /** Given the directions, bit d of the doubling d. */
    private double[] given(int from, int directions) {
        double[] p = new double[orbit.size()];
        p[from] = 1;
        int first = from;
        int last = from;
        for (int depth = 0; depth < maxDepth; depth++) {
            int size = 1 << depth;
            boolean forward = (directions >> depth & 1) == 1;
            int newFirst = forward ? last + 1 : first - size;
            int newLast = newFirst + size - 1;
            if (!isValid(newFirst, newLast)) {
                return p;
            }
            // Biased progressive: the new half with probability min(1, its weight/the old one).
            double accept = Math.min(1, weight(newFirst, newLast) / weight(first, last));
            for (int i = first; i <= last; i++) {
                p[i] *= 1 - accept;
            }
            for (int i = newFirst; i <= newLast; i++) {
                p[i] = accept * orbit.weight(i) / weight(newFirst, newLast);
            }
            first = Math.min(first, newFirst);
            last = Math.max(last, newLast);
            if (turns(first, last)) {
                return p;
            }
        }
        return p;
    }

    /** No U-turn in any of the halves of halves. */
    private boolean isValid(int first, int last) {
        int middle = (first + last) / 2;
        return first == last
                || (isValid(first, middle) && isValid(middle + 1, last) && !turns(first, last));
    }

    private boolean turns(int first, int last) {
        int middle = (first + last) / 2;
        return !leadsOn(first, last) || !leadsOn(first, middle + 1) || !leadsOn(middle, last);
    }

    /** Whether the sum of momenta still points away from both ends. */
    private boolean leadsOn(int first, int last) {
        double start = 0;
        double end = 0;
        for (int i = first; i <= last; i++) {
            start += dot(orbit.state(i).p, orbit.state(first).v);
            end += dot(orbit.state(i).p, orbit.state(last).v);
        }
        return start > 0 && end > 0;
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private double weight(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToDouble(orbit::weight).sum();
    }
}
