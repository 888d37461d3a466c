package tributary.spec;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A column that upstream sources move and that itself acts downstream: equation and source in one.
 */
public record Mediator(
        String name,
        String column,
        boolean paid,
        Optional<String> spend,
        Adstock adstock,
        Saturation saturation,
        TransformOrder order,
        OptionalDouble scale,
        OptionalInt knots,
        Family family,
        Link link,
        OptionalDouble nu,
        Input input)
        implements Source, Equation {

    @Override
    public OptionalDouble floor() {
        return family == Family.TOBIT ? OptionalDouble.of(0) : OptionalDouble.empty();
    }

    /** What equations downstream see of it. */
    public enum Input {
        /** The data. */
        OBSERVED,
        /** Its expectation under its own equation. */
        PREDICTED
    }
}
