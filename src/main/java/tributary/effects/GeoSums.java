package tributary.effects;

/**
 * What an intervention changes, as sums over the weeks of each geo: those of geos add up to those
 * of all. Interventions on one {@link Factual} are evaluated one after another.
 */
public sealed interface GeoSums permits EffectDecomposition, TotalEffect {
    /** Number of sums. */
    int width();

    /**
     * The sums at the factual's draw.
     *
     * @param sums indexed [geo − first geo of the factual][sum]; overwritten
     */
    void evaluate(double[][] sums);

    /** Adds the sums of one geo to those of the geos before it, in order of the geos. */
    static void add(int geo, double[] sums, double[] total) {
        for (int s = 0; s < sums.length; s++) {
            total[s] = geo == 0 ? sums[s] : total[s] + sums[s];
        }
    }
}
