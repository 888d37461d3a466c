package tributary.model;

import tributary.math.Kernels;
import tributary.math.LaneLayout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Several {@link HierarchicalCoefficients} over the same few geos at once: alone, each would spend
 * more on its calls than on its handful of values.
 *
 * <p>What stands one after another in the scratch array are the b_k, then the b_k + τ_k z_kg by
 * geo.
 *
 * @param positive whether the values are
 * @param logged whether the b_k are logarithms of what stands in {@code bases}
 * @param geos number of values of each
 * @param bases slots of the b_k, or of the e^b_k
 * @param scales slots of the τ_k
 * @param raws first slots of the z_kg
 * @param values first slots of the values, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record HierarchicalBlock(
        boolean positive,
        boolean logged,
        int geos,
        int[] bases,
        int[] scales,
        int[] raws,
        int[] values)
        implements Term {
    /** The terms, neighbours that can be computed at once being one. */
    static List<Term> merge(List<Term> terms) {
        List<Term> merged = new ArrayList<>();
        List<HierarchicalCoefficients> block = new ArrayList<>();
        for (Term term : terms) {
            if (term instanceof HierarchicalCoefficients next && continues(block, next)) {
                block.add(next);
                continue;
            }
            flush(block, merged);
            if (term instanceof HierarchicalCoefficients next && isSmall(next)) {
                block.add(next);
            } else {
                merged.add(term);
            }
        }
        flush(block, merged);
        return merged;
    }

    private static boolean isSmall(HierarchicalCoefficients term) {
        return term.values().size() < Kernels.LANES && !term.isCentred();
    }

    /** Whether a term is like those of a block and reads nothing that they compute. */
    private static boolean continues(
            List<HierarchicalCoefficients> block, HierarchicalCoefficients next) {
        if (block.isEmpty() || !isSmall(next)) {
            return false;
        }
        HierarchicalCoefficients first = block.get(0);
        Set<Integer> computed = new HashSet<>();
        for (HierarchicalCoefficients member : block) {
            for (int slot : member.values().toArray()) {
                computed.add(slot);
            }
        }
        return next.positive() == first.positive()
                && next.logged() == first.logged()
                && next.values().size() == first.values().size()
                && !computed.contains(next.base())
                && !computed.contains(next.scale());
    }

    private static void flush(List<HierarchicalCoefficients> block, List<Term> merged) {
        merged.addAll(block.size() < 2 ? block : List.of(of(block)));
        block.clear();
    }

    private static HierarchicalBlock of(List<HierarchicalCoefficients> members) {
        HierarchicalCoefficients first = members.get(0);
        return new HierarchicalBlock(
                first.positive(),
                first.logged(),
                first.values().size(),
                members.stream().mapToInt(HierarchicalCoefficients::base).toArray(),
                members.stream().mapToInt(HierarchicalCoefficients::scale).toArray(),
                members.stream().mapToInt(member -> member.raw().from()).toArray(),
                members.stream().mapToInt(member -> member.values().from()).toArray());
    }

    @Override
    public Scope scope() {
        return Scope.PARAMETERS;
    }

    @Override
    public void forward(Workspace w) {
        double[] theta = w.theta;
        double[] x = w.slotScratch;
        int first = bases(theta, x);
        int at = first;
        for (int k = 0; k < bases.length; k++) {
            double tau = theta[scales[k]];
            for (int g = 0; g < geos; g++) {
                x[at++] = Math.fma(tau, theta[raws[k] + g], x[k]);
            }
        }
        if (positive) {
            int end = first + LaneLayout.padded(at - first);
            Kernels.fill(0, x, at, end); // ordinary arguments are fastest
            Kernels.exp(x, x, first, end);
        }
        at = first;
        for (int k = 0; k < bases.length; k++) {
            for (int g = 0; g < geos; g++) {
                theta[values[k] + g] = x[at++];
            }
        }
    }

    /** Writes the b_k; returns where what follows them begins. */
    private int bases(double[] theta, double[] x) {
        for (int k = 0; k < bases.length; k++) {
            x[k] = theta[bases[k]];
        }
        int end = LaneLayout.padded(bases.length);
        if (logged) {
            Kernels.fill(1, x, bases.length, end);
            Kernels.log(x, x, 0, end);
        }
        return end;
    }

    @Override
    public void backward(Workspace w) {
        double[] theta = w.theta;
        double[] thetaBar = w.thetaBar;
        for (int k = 0; k < bases.length; k++) {
            double tau = theta[scales[k]];
            double baseBar = 0;
            double scaleBar = 0;
            for (int g = 0; g < geos; g++) {
                int raw = raws[k] + g;
                double bar = thetaBar[values[k] + g];
                bar = positive ? bar * theta[values[k] + g] : bar;
                baseBar += bar;
                scaleBar = Math.fma(bar, theta[raw], scaleBar);
                thetaBar[raw] = Math.fma(tau, bar, thetaBar[raw]);
            }
            thetaBar[scales[k]] += scaleBar;
            thetaBar[bases[k]] += logged ? baseBar / theta[bases[k]] : baseBar;
        }
    }
}
