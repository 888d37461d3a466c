package tributary.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import org.jspecify.annotations.Nullable;

/**
 * The vectors of this process: the machine's preferred width up to 512 bits, or the system property
 * {@code tributary.lanes}.
 *
 * <p>The species must be a constant to the JIT compiler, hence static final and never an argument:
 * otherwise every vector becomes an object.
 */
final class Lanes {
    static final VectorSpecies<Double> SPECIES = species(System.getProperty("tributary.lanes"));

    /** Integers beside the doubles, as many of them. */
    static final VectorSpecies<Long> LONGS = SPECIES.withLanes(long.class);

    /** Doubles in a vector: 2, 4 or 8, which divides {@link Kernels#LANES}. */
    static final int WIDTH = SPECIES.length();

    private Lanes() {}

    private static VectorSpecies<Double> species(@Nullable String lanes) {
        return switch (lanes) {
            case null -> preferred();
            case "2" -> DoubleVector.SPECIES_128;
            case "4" -> DoubleVector.SPECIES_256;
            case "8" -> DoubleVector.SPECIES_512;
            default ->
                    throw new IllegalArgumentException(
                            "tributary.lanes: " + lanes + " is not allowed; allowed: 2, 4, 8");
        };
    }

    private static VectorSpecies<Double> preferred() {
        VectorSpecies<Double> preferred = DoubleVector.SPECIES_PREFERRED;
        return preferred.length() <= Kernels.LANES ? preferred : DoubleVector.SPECIES_512;
    }
}
