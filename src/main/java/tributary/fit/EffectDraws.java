package tributary.fit;

import tributary.effects.EffectDecomposition;
import tributary.effects.Intervention;
import tributary.effects.Latents;
import tributary.mcmc.Draws;
import tributary.model.CompiledModel;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Every effect of one intervention for every draw of a run.
 *
 * @param decomposition what was evaluated
 * @param values indexed [effect][chain][draw], effects in the order of {@link
 *     EffectDecomposition#effects()}
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record EffectDraws(EffectDecomposition decomposition, double[][][] values) {

    /**
     * Evaluates the intervention at each draw; chains in parallel, each with its own scratch.
     *
     * @param constrained rows that begin with the reported parameters of the model
     */
    static EffectDraws of(CompiledModel model, Draws constrained, Intervention intervention) {
        EffectDecomposition decomposition = new EffectDecomposition(model, intervention);
        int effects = decomposition.effects().size();
        double[][][] values = new double[effects][constrained.chains()][constrained.draws()];
        IntStream.range(0, constrained.chains())
                .parallel()
                .forEach(chain -> {
                    var own = new EffectDecomposition(model, intervention);
                    double[] theta = new double[model.parameters().slots()];
                    double[] out = new double[effects];
                    for (int draw = 0; draw < constrained.draws(); draw++) {
                        model.parameters().restore(constrained.row(chain, draw), theta);
                        own.evaluate(
                                theta,
                                Latents.drawn(model.spec().sampler().seed(), chain, draw),
                                out);
                        for (int e = 0; e < effects; e++) {
                            values[e][chain][draw] = out[e];
                        }
                    }
                });
        return new EffectDraws(decomposition, values);
    }

    /** Draws of an effect that is not of a single path, indexed [chain][draw]. */
    double[][] of(EffectDecomposition.Kind kind) {
        List<EffectDecomposition.Effect> effects = decomposition.effects();
        for (int e = 0; e < effects.size(); e++) {
            if (effects.get(e).kind() == kind && effects.get(e).path().isEmpty()) {
                return values[e];
            }
        }
        throw new IllegalStateException("no effect of kind " + kind);
    }
}
