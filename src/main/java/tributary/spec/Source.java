package tributary.spec;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A node that acts on others through its media transform: a channel or a mediator. */
public sealed interface Source extends Node permits Channel, Mediator {
    /** Whether money is spent on it, so that it has a return on investment. */
    boolean paid();

    /**
     * Column with the money spent; empty where the node's own column is money (paid) or nothing is
     * (not paid).
     */
    Optional<String> spend();

    Adstock adstock();

    Saturation saturation();

    TransformOrder order();

    /** Fixed scale in units of the column; empty: the median of its positive values. */
    OptionalDouble scale();

    /** Number of knots of its log effectiveness over time; empty: the same in every week. */
    OptionalInt knots();
}
