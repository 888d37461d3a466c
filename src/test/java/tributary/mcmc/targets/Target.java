package tributary.mcmc.targets;

import tributary.math.LogDensity;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A density to sample, and what is reported of its draws.
 *
 * @param name unique among all targets; of a reference posterior, its folder in posteriordb
 * @param density on the unconstrained scale, the Jacobian of the transforms included
 * @param parameters names of the reported parameters, in order
 * @param constrain maps a position of length {@code density.dimension()} to the reported
 *     parameters; allocates its result
 */
public record Target(
        String name,
        LogDensity density,
        List<String> parameters,
        UnaryOperator<double[]> constrain) {}
