package tributary.spec;

import java.util.Optional;
import java.util.OptionalDouble;

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
        OptionalDouble scale,
        Family family,
        Link link,
        OptionalDouble nu)
        implements Source, Equation {}
