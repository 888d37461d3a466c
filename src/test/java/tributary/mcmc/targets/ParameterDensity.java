package tributary.mcmc.targets;

/** Log density of constrained parameters, as a textbook writes it. */
@FunctionalInterface
interface ParameterDensity {
    /**
     * Log density at {@code x}, up to a constant.
     *
     * @param x parameters; not modified
     * @param gradient zero on entry; receives ∂ log density / ∂x
     */
    double logDensity(double[] x, double[] gradient);
}
