package tributary.fit;

import tributary.effects.Intervention;
import tributary.math.Kernels;
import tributary.model.CompiledModel;
import tributary.spec.Control;
import tributary.store.EffectRow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Elasticity of every lever: by how many percent the outcome of the training weeks changes when the
 * lever is 1 % higher in each of them (model.md §7). Price, other controls and media in one unit.
 */
final class Elasticities {
    private static final double CHANGE = 0.01;

    private Elasticities() {}

    /**
     * 1 % more of every lever, in order of the configuration: of sources, then of the controls of
     * which 1 % more means something: amounts, not indicators.
     */
    static List<Intervention> levers(CompiledModel model) {
        List<String> levers = new ArrayList<>();
        model.sources().forEach(source -> levers.add(source.spec().name()));
        for (Control control : model.spec().controls()) {
            double[] values = model.panel().column(control.column());
            boolean amount =
                    control.transform() != Control.Transform.INDICATOR
                            && Arrays.stream(values).noneMatch(value -> value < 0);
            if (amount) {
                levers.add(control.name());
            }
        }
        return levers.stream()
                .map(lever -> EffectSummaries.throughout(model, lever, CHANGE))
                .toList();
    }

    /**
     * The elasticity of a lever.
     *
     * @param total effect Y(x) − Y(x′) of 1 % more of it, indexed [chain][draw]
     */
    static EffectRow row(CompiledModel model, Intervention lever, double[][] total) {
        double[] observed = model.observed();
        double sum = Kernels.dot(observed, model.outcome().column(), observed.length);
        double[][] percent = Statistics.map(total, effect -> 0 - effect / sum / CHANGE);
        return EffectRows.elasticity(model, lever, percent);
    }
}
