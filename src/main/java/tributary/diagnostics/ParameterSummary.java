package tributary.diagnostics;

/**
 * Posterior summary of one column; diagnostics are NaN where they are not defined (a constant
 * column).
 */
public record ParameterSummary(
        String name,
        double mean,
        double sd,
        double q05,
        double q50,
        double q95,
        double rhat,
        double essBulk,
        double essTail,
        double mcseMean) {}
