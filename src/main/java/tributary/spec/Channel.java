package tributary.spec;

import java.util.Optional;
import java.util.OptionalDouble;

/** Exogenous media: spend, impressions or sends. It has no equation. */
public record Channel(
        String name,
        String column,
        boolean paid,
        Optional<String> spend,
        Adstock adstock,
        Saturation saturation,
        OptionalDouble scale)
        implements Source {}
