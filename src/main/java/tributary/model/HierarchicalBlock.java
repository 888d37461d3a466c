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
 * @param members non-centred, all positive and with logarithms of what they vary around, or none
 */
record HierarchicalBlock(List<HierarchicalCoefficients> members) implements Term {
    HierarchicalBlock {
        members = List.copyOf(members);
    }

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
        merged.addAll(block.size() < 2 ? block : List.of(new HierarchicalBlock(block)));
        block.clear();
    }

    @Override
    public Scope scope() {
        return Scope.PARAMETERS;
    }

    private boolean isPositive() {
        return members.get(0).positive();
    }

    private boolean isLogged() {
        return members.get(0).logged();
    }

    private int geos() {
        return members.get(0).values().size();
    }

    @Override
    public void forward(Workspace w) {
        double[] theta = w.theta;
        double[] x = w.slotScratch;
        int first = bases(theta, x);
        int at = first;
        for (int k = 0; k < members.size(); k++) {
            HierarchicalCoefficients member = members.get(k);
            double tau = theta[member.scale()];
            for (int i = member.raw().from(); i < member.raw().to(); i++) {
                x[at++] = Math.fma(tau, theta[i], x[k]);
            }
        }
        if (isPositive()) {
            int end = first + LaneLayout.padded(at - first);
            Kernels.fill(0, x, at, end); // ordinary arguments are fastest
            Kernels.exp(x, x, first, end);
        }
        at = first;
        for (int k = 0; k < members.size(); k++) {
            SlotRange values = members.get(k).values();
            for (int i = values.from(); i < values.to(); i++) {
                theta[i] = x[at++];
            }
        }
    }

    /** Writes the b_k; returns where what follows them begins. */
    private int bases(double[] theta, double[] x) {
        int size = members.size();
        for (int k = 0; k < size; k++) {
            x[k] = theta[members.get(k).base()];
        }
        int end = LaneLayout.padded(size);
        if (isLogged()) {
            Kernels.fill(1, x, size, end);
            Kernels.log(x, x, 0, end);
        }
        return end;
    }

    @Override
    public void backward(Workspace w) {
        double[] theta = w.theta;
        double[] thetaBar = w.thetaBar;
        for (int k = 0; k < members.size(); k++) {
            HierarchicalCoefficients member = members.get(k);
            int values = member.values().from();
            int raw = member.raw().from();
            double tau = theta[member.scale()];
            double baseBar = 0;
            double scaleBar = 0;
            for (int g = 0; g < geos(); g++) {
                double bar = thetaBar[values + g];
                bar = isPositive() ? bar * theta[values + g] : bar;
                baseBar += bar;
                scaleBar = Math.fma(bar, theta[raw + g], scaleBar);
                thetaBar[raw + g] = Math.fma(tau, bar, thetaBar[raw + g]);
            }
            thetaBar[member.scale()] += scaleBar;
            thetaBar[member.base()] += isLogged() ? baseBar / theta[member.base()] : baseBar;
        }
    }
}
