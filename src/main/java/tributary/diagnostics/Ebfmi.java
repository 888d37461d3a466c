package tributary.diagnostics;

/**
 * Energy Bayesian fraction of missing information of one chain: Σ(E_n − E_{n−1})² / Σ(E_n − Ē)².
 * Below 0.3 the momentum draws explore the energy distribution too slowly.
 *
 * <p>Source: Betancourt (2016), arXiv:1604.00695.
 */
public final class Ebfmi {
    private Ebfmi() {}

    /**
     * E-BFMI; NaN for constant energies, energies that are not finite and fewer than three draws,
     * of which two would always give 2.
     *
     * @param energy Hamiltonian of every draw
     */
    public static double of(double[] energy) {
        if (energy.length < 3 || ChainMatrix.isUndefined(new double[][] {energy})) {
            return Double.NaN;
        }
        double steps = 0;
        for (int i = 1; i < energy.length; i++) {
            steps += (energy[i] - energy[i - 1]) * (energy[i] - energy[i - 1]);
        }
        return steps / (ChainMatrix.variance(energy) * (energy.length - 1));
    }
}
