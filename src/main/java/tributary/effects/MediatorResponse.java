package tributary.effects;

import org.jspecify.annotations.Nullable;

import tributary.math.Kernels;
import tributary.model.CompiledEquation;
import tributary.model.CompiledPredictor;
import tributary.model.ExpectedMediator;
import tributary.spec.Link;

import java.util.Map;

/**
 * How a mediator responds when some of its causes change and all else in its cells stays as it was
 * (model.md §7).
 *
 * <p>M′ = M + s Δη, or M e^{Δη} under a log link. Tobit: max(0, M + s Δη), at 0 with the latent
 * value in place of M. Hurdle: active where u < p′; its amount is M e^{Δη}, or that of the latent
 * residual where the data are not active.
 */
final class MediatorResponse {
    private final Factual factual;
    private final CompiledEquation equation;
    private final boolean nonNegative;
    private final EquationChange causes;
    private final @Nullable EquationChange activeCauses;
    private final LatentCells latents;
    private final double[] delta;
    private final double[] activeDelta;

    /**
     * @param nonNegative whether what it feeds cannot take a value below 0
     * @param changed states of the causes that differ from the data, by name
     */
    MediatorResponse(
            Factual factual,
            CompiledEquation equation,
            boolean nonNegative,
            Map<String, NodeState> changed) {
        this.factual = factual;
        this.equation = equation;
        this.nonNegative = nonNegative;
        causes = new EquationChange(factual, equation.predictor(), changed);
        delta = factual.scratch().take();
        CompiledPredictor active = equation.active().orElse(null);
        activeCauses = active == null ? null : new EquationChange(factual, active, changed);
        activeDelta = active == null ? new double[0] : factual.scratch().take();
        latents = factual.latents(equation);
    }

    /**
     * M′ in units of the column.
     *
     * @param value by cell; overwritten
     */
    void evaluate(double[] value) {
        causes.unpriced(delta);
        if (activeCauses != null) {
            activeCauses.unpriced(activeDelta);
            hurdle(value);
            return;
        }
        double[] column = equation.column();
        boolean log = equation.scale().link() == Link.LOG;
        for (int i = factual.from(); i < factual.to(); i++) {
            double moved =
                    log
                            ? column[i] * Kernels.exp(delta[i])
                            : Math.fma(equation.unit(i), delta[i], column[i]);
            value[i] = nonNegative ? Math.max(0, moved) : moved;
        }
        if (equation.censoring().isPresent()) {
            censored(equation.censoring().get().cells(), value);
        }
    }

    private void censored(int[] cells, double[] value) {
        double[] eta = factual.linearPredictor(equation.predictor());
        for (int i : cells) {
            if (factual.covers(i)) {
                // ≤ 0 whenever nothing changed; rounding must not switch the week on.
                double response = delta[i] == 0 ? 0 : eta[i] + delta[i] + latents.residual[i];
                value[i] = equation.toColumn(response, i);
            }
        }
    }

    private void hurdle(double[] value) {
        double[] column = equation.column();
        double[] observed = factual.model().observed();
        double[] eta = factual.linearPredictor(equation.predictor());
        double[] odds = factual.linearPredictor(equation.active().orElseThrow());
        for (int i = factual.from(); i < factual.to(); i++) {
            value[i] = column[i];
            if (observed[i] > 0) {
                boolean was = column[i] > 0;
                // Where nothing changed, rounding must not switch the week on or off.
                boolean is =
                        activeDelta[i] == 0
                                ? was
                                : latents.activity[i] < Kernels.logistic(odds[i] + activeDelta[i]);
                value[i] = is ? amount(was, eta[i], i) : 0;
            }
        }
    }

    private double amount(boolean was, double eta, int i) {
        return was
                ? equation.column()[i] * Kernels.exp(delta[i])
                : equation.toColumn(eta + delta[i] + latents.residual[i], i);
    }

    /**
     * E[M′] in units of the source's scale; to be asked for after {@link #evaluate}.
     *
     * @param input by cell; overwritten
     */
    void expect(ExpectedMediator expected, double[] input) {
        plus(factual.linearPredictor(equation.predictor()), delta);
        double[] odds = delta;
        if (equation.active().isPresent()) {
            plus(factual.linearPredictor(equation.active().get()), activeDelta);
            odds = activeDelta;
        }
        expected.apply(factual.theta(), delta, odds, input, factual.from(), factual.to());
    }

    private void plus(double[] eta, double[] change) {
        for (int i = factual.from(); i < factual.to(); i++) {
            change[i] += eta[i];
        }
    }
}
