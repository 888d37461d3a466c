package tributary.fit;

import tributary.effects.Intervention;
import tributary.effects.Latents;
import tributary.effects.TotalEffect;
import tributary.math.Kernels;
import tributary.mcmc.Draws;
import tributary.model.CompiledModel;
import tributary.spec.Control;
import tributary.store.EffectRow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Elasticity of every lever: by how many percent the outcome of the training weeks changes when the
 * lever is 1 % higher in each of them (model.md §7). Price, other controls and media in one unit.
 */
final class Elasticities {
    private static final double CHANGE = 0.01;

    private Elasticities() {}

    /** One row per lever, in order of the configuration: sources, then controls. */
    static List<EffectRow> rows(CompiledModel model, Draws constrained) {
        List<EffectRow> rows = new ArrayList<>();
        for (String lever : levers(model)) {
            Intervention intervention = EffectSummaries.throughout(model, lever, CHANGE);
            double[][] percent = percent(model, constrained, intervention);
            rows.add(EffectRows.elasticity(model, intervention, percent));
        }
        return rows;
    }

    /** Sources, and the controls of which 1 % more means something: amounts, not indicators. */
    private static List<String> levers(CompiledModel model) {
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
        return levers;
    }

    private static double[][] percent(
            CompiledModel model, Draws constrained, Intervention intervention) {
        double[] observed = model.observed();
        double sum = Kernels.dot(observed, model.outcome().column(), observed.length);
        long seed = model.spec().sampler().seed();
        double[][] percent = new double[constrained.chains()][constrained.draws()];
        IntStream.range(0, constrained.chains())
                .parallel()
                .forEach(chain -> {
                    var effect = new TotalEffect(model, intervention);
                    double[] theta = new double[model.parameters().slots()];
                    for (int draw = 0; draw < constrained.draws(); draw++) {
                        model.parameters().restore(constrained.row(chain, draw), theta);
                        double total = effect.evaluate(theta, Latents.drawn(seed, chain, draw));
                        percent[chain][draw] = 0 - total / sum / CHANGE;
                    }
                });
        return percent;
    }
}
