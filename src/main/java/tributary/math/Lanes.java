package tributary.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vector shape of this process, a constant to the just-in-time compiler. */
final class Lanes {
    /**
     * The machine's, of 512 bits at most; system property {@code tributary.lanes} (2, 4 or 8)
     * forces one.
     */
    static final VectorSpecies<Double> SPECIES = species();

    private Lanes() {}

    private static VectorSpecies<Double> species() {
        int lanes =
                Integer.getInteger(
                        "tributary.lanes",
                        Math.min(Kernels.LANES, DoubleVector.SPECIES_PREFERRED.length()));
        return VectorSpecies.of(double.class, VectorShape.forBitSize(lanes * Double.SIZE));
    }
}
