package tributary.effects;

import tributary.math.Kernels;
import tributary.model.CompiledModel;

/**
 * Total effect of one intervention on the outcome over the training weeks, draw by draw: Y(x) −
 * Y(x′) without its split by path. One instance serves one thread.
 */
public final class TotalEffect {
    private final PathRegimes regimes;
    private final PathRegimes.Regime off;
    private final double[] window;
    private final double[] change;

    public TotalEffect(CompiledModel model, Intervention intervention) {
        regimes = new PathRegimes(model, intervention);
        off = regimes.regime(0);
        window = new double[model.cells().length()];
        for (int t = intervention.firstWeek(); t < model.panel().endOfTraining(); t++) {
            window[model.cells().index(0, t)] = 1;
        }
        change = new double[window.length];
    }

    /**
     * The effect at one draw, in units of the outcome, from the first week of the window to the end
     * of the training weeks.
     *
     * @param theta natural parameters by slot, as {@code ParameterLayout.restore} leaves them
     * @param latents residuals of weeks that data only bound
     */
    public double evaluate(double[] theta, Latents latents) {
        regimes.evaluate(theta, latents);
        regimes.outcomeChange(theta, off, change);
        return 0 - Kernels.dot(window, change, change.length);
    }
}
