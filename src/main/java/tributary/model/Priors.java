package tributary.model;

import tributary.math.ExponentialFamily;
import tributary.math.Kernels;
import tributary.math.UnivariateDensity;

import java.util.ArrayList;
import java.util.List;

/**
 * Prior log density of the sampled parameters that {@link Coordinates} leave: those a term computes
 * from their coordinate, normals in one loop, and those without a closed form, one by one.
 */
final class Priors implements Term {
    private final Selection normals;
    private final double[] mean;
    private final double[] inverseSd;
    private final double constant;
    private final int[] slots;
    private final UnivariateDensity[] densities;
    private final double[] shifts;

    Priors(ParameterLayout layout) {
        List<Integer> together = new ArrayList<>();
        List<Integer> alone = new ArrayList<>();
        for (int i = 0; i < layout.dimension(); i++) {
            if (!layout.hasPriorWithCoordinate(i) && !layout.hasPriorInTerm(i)) {
                (isNormal(layout.density(i)) ? together : alone).add(i);
            }
        }
        normals = Selection.of(together.stream().mapToInt(layout::sampledSlot).toArray());
        mean = new double[normals.size()];
        inverseSd = new double[normals.size()];
        double sum = 0;
        for (int k = 0; k < mean.length; k++) {
            int i = together.get(k);
            ExponentialFamily family = layout.density(i).exponentialFamily().orElseThrow();
            mean[k] = family.first() + layout.shift(i);
            inverseSd[k] = family.second();
            sum += family.constant();
        }
        constant = sum;
        slots = alone.stream().mapToInt(layout::sampledSlot).toArray();
        densities = alone.stream().map(layout::density).toArray(UnivariateDensity[]::new);
        shifts = alone.stream().mapToDouble(layout::shift).toArray();
    }

    /**
     * Beyond the support of the others the density is 0, and a computed parameter may get there.
     */
    private static boolean isNormal(UnivariateDensity density) {
        return density.lower() == Double.NEGATIVE_INFINITY
                && density.upper() == Double.POSITIVE_INFINITY
                && density.exponentialFamily()
                        .filter(family -> family.kind() == ExponentialFamily.Kind.NORMAL)
                        .isPresent();
    }

    @Override
    public Scope scope() {
        return Scope.PRIORS;
    }

    @Override
    public void forward(Workspace w) {
        double[] z = standardised(w);
        double sum = constant - 0.5 * Kernels.dot(z, z, mean.length);
        for (int i = 0; i < slots.length; i++) {
            sum += densities[i].logDensity(w.theta[slots[i]] - shifts[i]);
        }
        w.logDensity += sum;
    }

    /** z = (θ − m)/s of the normals. */
    private double[] standardised(Workspace w) {
        double[] z = w.slotScratch;
        normals.gather(w.theta, z);
        for (int k = 0; k < mean.length; k++) {
            z[k] = (z[k] - mean[k]) * inverseSd[k];
        }
        return z;
    }

    @Override
    public void backward(Workspace w) {
        double[] score = standardised(w);
        for (int k = 0; k < mean.length; k++) {
            score[k] *= -inverseSd[k];
        }
        normals.scatterAdd(score, w.thetaBar);
        for (int i = 0; i < slots.length; i++) {
            int slot = slots[i];
            w.thetaBar[slot] += densities[i].score(w.theta[slot] - shifts[i]);
        }
    }
}
