package tributary.fit;

import tributary.spec.SimulationSpec;

import java.util.List;

/** Simulates a data set with known truth. */
public final class Simulation {
    private Simulation() {}

    /** Text of the CSV file and of the truth file. */
    public record Result(String csv, String truthJson, List<String> notes) {}

    /** Simulates; deterministic in the specification and its seed. */
    public static Result simulate(SimulationSpec spec) {
        throw new IllegalStateException("skeleton");
    }
}
