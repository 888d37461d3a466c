package tributary.model;

import jdk.incubator.vector.DoubleVector;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** Breaks the rules on purpose, so that a test can see them bite. */
public final class PlantedViolation {
    private PlantedViolation() {}

    public static int lanes() {
        return DoubleVector.SPECIES_PREFERRED.length();
    }

    public static double library(double x) {
        return NormalDistribution.of(0, 1).cumulativeProbability(x);
    }
}
