package tributary.fit;

import tributary.effects.EffectDecomposition;

import java.util.List;

/**
 * Every effect of one intervention for every draw of a run, in one geo or in all together.
 *
 * @param decomposition what was evaluated
 * @param values indexed [effect][chain][draw], effects in the order of {@link
 *     EffectDecomposition#effects()}
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record EffectDraws(EffectDecomposition decomposition, double[][][] values) {

    /**
     * The effects that follow from the sums of an intervention.
     *
     * @param sums indexed [sum][chain][draw], as a {@link GeoSweep} gives them
     */
    static EffectDraws of(EffectDecomposition decomposition, double[][][] sums) {
        int chains = sums[0].length;
        int draws = sums[0][0].length;
        int effects = decomposition.effects().size();
        double[][][] values = new double[effects][chains][draws];
        double[] one = new double[sums.length];
        double[] out = new double[effects];
        for (int chain = 0; chain < chains; chain++) {
            for (int draw = 0; draw < draws; draw++) {
                for (int s = 0; s < one.length; s++) {
                    one[s] = sums[s][chain][draw];
                }
                decomposition.effects(one, out);
                for (int e = 0; e < effects; e++) {
                    values[e][chain][draw] = out[e];
                }
            }
        }
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
