package tributary.spec;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Exogenous media: spend, impressions or sends. It has no equation. */
public record Channel(
        String name,
        String column,
        boolean paid,
        Optional<String> spend,
        Adstock adstock,
        Saturation saturation,
        TransformOrder order,
        OptionalDouble scale,
        OptionalInt knots)
        implements Source {}
