package tributary.effects;

import tributary.math.CellLayout;
import tributary.math.Kernels;

/**
 * Total effect of one intervention on the outcome over the training weeks, draw by draw: Y(x) −
 * Y(x′) without its split by path, in units of the outcome, from the first week of the window to
 * the end of the training weeks.
 */
public final class TotalEffect implements GeoSums {
    private final Factual factual;
    private final PathRegimes regimes;
    private final PathRegimes.Regime off;
    private final double[] window;
    private final double[] change;

    /**
     * @param factual whose draw it is evaluated at
     */
    public TotalEffect(Factual factual, Intervention intervention) {
        this.factual = factual;
        regimes = new PathRegimes(factual, intervention);
        off = regimes.regime(0);
        window = factual.window(intervention.firstWeek()).mask();
        change = factual.scratch().take();
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void evaluate(double[][] sums) {
        regimes.evaluate();
        regimes.outcomeChange(off, change);
        CellLayout cells = factual.model().cells();
        for (int g = factual.firstGeo(); g < factual.endGeo(); g++) {
            double changed = Kernels.dot(window, change, cells.start(g), cells.start(g + 1));
            sums[g - factual.firstGeo()][0] = 0 - changed;
        }
    }
}
