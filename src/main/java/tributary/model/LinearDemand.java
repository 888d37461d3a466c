package tributary.model;

import tributary.math.Kernels;

/**
 * Linear demand below a choke price (model.md §4): ln((P₀ − p)/(P₀ − p_r)), −∞ where p ≥ P₀.
 *
 * @param node name of the price control
 * @param price p by cell, constants
 * @param reference p_r < P₀
 * @param choke slot of P₀
 * @param response cell slot of the result, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
public record LinearDemand(String node, double[] price, double reference, int choke, int response)
        implements Term {
    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        apply(w.theta, price, w.cells[response], w.from, w.to);
    }

    /**
     * The response to any price, as counterfactuals need it.
     *
     * @param theta natural parameters by slot; not modified
     * @param prices by cell; not modified
     * @param out overwritten for from ≤ i < to
     */
    public void apply(double[] theta, double[] prices, double[] out, int from, int to) {
        double room = theta[choke] - reference;
        for (int i = from; i < to; i++) {
            double left = theta[choke] - prices[i];
            out[i] = left > 0 ? Kernels.log(left / room) : Double.NEGATIVE_INFINITY;
        }
    }

    /** ∂/∂P₀ = 1/(P₀ − p) − 1/(P₀ − p_r); 0 where demand is, since nothing there depends on it. */
    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[response];
        double p0 = w.theta[choke];
        double room = p0 - reference;
        double sum = 0;
        for (int i = w.from; i < w.to; i++) {
            double left = p0 - price[i];
            sum += left > 0 ? bar[i] * (1 / left - 1 / room) : 0;
        }
        w.thetaBar[choke] += sum;
    }
}
