package tributary.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Few combinations of choices in which every possible pair of them occurs (a covering array of
 * strength 2), found greedily: Cohen, Dalal, Fredman and Patton (1997), The AETG system.
 */
final class PairwiseCover {
    /** Combinations tried for every one that is taken. */
    private static final int CANDIDATES = 30;

    private final int[] sizes;

    /** Number of the first level of every dimension, and of all levels at the end. */
    private final int[] starts;

    private final BitSet possible = new BitSet();
    private final Random random;

    /**
     * @param sizes number of levels by dimension
     * @param compatible whether two levels go together, each the number of its dimension's first
     *     level plus its own
     */
    PairwiseCover(int[] sizes, BiPredicate<Integer, Integer> compatible, long seed) {
        this.sizes = sizes;
        starts = new int[sizes.length + 1];
        for (int d = 0; d < sizes.length; d++) {
            starts[d + 1] = starts[d] + sizes[d];
        }
        random = new Random(seed);
        for (int d = 0; d < sizes.length; d++) {
            for (int e = d + 1; e < sizes.length; e++) {
                for (int a = starts[d]; a < starts[d + 1]; a++) {
                    for (int b = starts[e]; b < starts[e + 1]; b++) {
                        possible.set(pair(a, b), compatible.test(a, b));
                    }
                }
            }
        }
    }

    private int pair(int a, int b) {
        return Math.min(a, b) * starts[sizes.length] + Math.max(a, b);
    }

    /** Pairs of levels that go together. */
    List<int[]> pairs() {
        int all = starts[sizes.length];
        return possible.stream().mapToObj(pair -> new int[] {pair / all, pair % all}).toList();
    }

    /** The combinations, each with one level by dimension, counted over all dimensions. */
    List<int[]> cover() {
        BitSet missing = (BitSet) possible.clone();
        List<int[]> cover = new ArrayList<>();
        while (!missing.isEmpty()) {
            int[] best = new int[0];
            int most = 0;
            for (int k = 0; k < CANDIDATES; k++) {
                int[] candidate = candidate(missing);
                int gained = candidate.length == 0 ? 0 : covered(candidate, missing).cardinality();
                if (gained > most) {
                    most = gained;
                    best = candidate;
                }
            }
            missing.andNot(covered(best, missing));
            cover.add(best);
        }
        return cover;
    }

    private BitSet covered(int[] levels, BitSet missing) {
        BitSet covered = new BitSet();
        for (int d = 0; d < levels.length; d++) {
            for (int e = d + 1; e < levels.length; e++) {
                covered.set(pair(levels[d], levels[e]));
            }
        }
        covered.and(missing);
        return covered;
    }

    /** A missing pair with what covers most beside it; empty where choices leave none. */
    private int[] candidate(BitSet missing) {
        int all = starts[sizes.length];
        int start = missing.nextSetBit(random.nextInt(missing.length()));
        int[] levels = new int[sizes.length];
        Arrays.fill(levels, -1);
        for (int level : new int[] {start / all, start % all}) {
            levels[dimension(level)] = level;
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, sizes.length).boxed().toList());
        Collections.shuffle(order, random);
        for (int d : order) {
            if (levels[d] < 0) {
                levels[d] = best(d, levels, missing);
                if (levels[d] < 0) {
                    return new int[0];
                }
            }
        }
        return levels;
    }

    private int dimension(int level) {
        int d = 0;
        while (level >= starts[d + 1]) {
            d++;
        }
        return d;
    }

    /** Of the levels that go with those chosen, one that covers most; −1 where there is none. */
    private int best(int dimension, int[] levels, BitSet missing) {
        int best = -1;
        double most = -1;
        for (int level = starts[dimension]; level < starts[dimension + 1]; level++) {
            int own = level;
            int[] pairs =
                    Arrays.stream(levels).filter(i -> i >= 0).map(i -> pair(i, own)).toArray();
            if (Arrays.stream(pairs).allMatch(possible::get)) {
                double gained = Arrays.stream(pairs).filter(missing::get).count();
                gained += random.nextDouble();
                if (gained > most) {
                    most = gained;
                    best = level;
                }
            }
        }
        return best;
    }
}
