package tributary.model;

import tributary.spec.Pooling;

/** Declares what varies by geo around a common value (model.md §6). */
final class GeoDeclarations {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final ParameterDeclarations parameters;
    private final int geos;
    private final boolean centred;

    /** Whether anything varies by geo. */
    final boolean varying;

    GeoDeclarations(
            ParameterDeclarations parameters,
            int geos,
            boolean varying,
            Pooling.Parametrization parametrization) {
        this.parameters = parameters;
        this.geos = geos;
        this.varying = varying;
        centred = parametrization == Pooling.Parametrization.CENTERED;
    }

    /**
     * Values of the geos around a positive one or a signed one.
     *
     * @param name of the values, to which the number of the geo is added
     * @param scale name of their spread
     * @param common slot of the common value; its logarithm is what they vary around if positive
     */
    HierarchicalCoefficients around(String name, String scale, boolean positive, int common) {
        return around(name, scale, positive, common, centred);
    }

    /**
     * Positive values around one that follows from their deviations: sampled by the deviations,
     * whatever the configuration says, or each would follow from the other.
     */
    HierarchicalCoefficients deviations(String name, String scale, int common) {
        return around(name, scale, true, common, false);
    }

    private HierarchicalCoefficients around(
            String name, String scale, boolean positive, int common, boolean centred) {
        int tau = parameters.declare(scale, "", 0, INFINITY);
        int[] values = new int[geos];
        int[] raw = new int[geos];
        for (int g = 0; g < geos; g++) {
            values[g] = parameters.derived(name + "." + (g + 1), "");
        }
        for (int g = 0; g < geos; g++) {
            raw[g] = parameters.raw("raw_" + name + "." + (g + 1));
        }
        return new HierarchicalCoefficients(
                positive,
                positive,
                common,
                tau,
                SlotRange.of(raw),
                SlotRange.of(centred ? coordinates(raw, "centred_" + name) : raw),
                SlotRange.of(values));
    }

    /** The coordinates of values that are sampled as they are, their prior staying with z. */
    private int[] coordinates(int[] raw, String name) {
        int[] coordinates = new int[geos];
        for (int g = 0; g < geos; g++) {
            coordinates[g] = parameters.sheared(raw[g], name + "." + (g + 1));
        }
        return coordinates;
    }

    /**
     * Signed values of the geos whose own levels are sampled, whatever the configuration says of
     * coefficients: a geo's weeks pin its level down, so that deviations would all have to move
     * together with the common value.
     *
     * @return the values, which another term computes from the levels
     */
    Levels levels(String name, String scale, int common) {
        HierarchicalCoefficients free = around(name, scale, false, common, false);
        int[] raw = free.raw().toArray();
        int[] levels = coordinates(raw, "level_" + name);
        for (int slot : raw) {
            parameters.hasPriorInTerm(slot);
        }
        return new Levels(levels, new GeoLevels(common, free.scale(), free.raw(), free.values()));
    }

    /**
     * Values that follow from sampled levels.
     *
     * @param levels slots of the levels
     * @param values what the values are a part of
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    record Levels(int[] levels, GeoLevels values) {}
}
