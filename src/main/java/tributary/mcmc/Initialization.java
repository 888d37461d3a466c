package tributary.mcmc;

/** Where chains start. */
public enum Initialization {
    /** At a random point, every unconstrained coordinate uniform on (−2, 2). */
    UNIFORM,
    /** At a draw of the best normal approximations on the way from random points to a mode. */
    PATHFINDER
}
