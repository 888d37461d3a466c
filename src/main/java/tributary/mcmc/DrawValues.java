package tributary.mcmc;

/** Where the values of draws lie: in memory, or in files that need not fit into it. */
public interface DrawValues {
    int chains();

    /** Draws per chain. */
    int draws();

    /** One draw as a row of all columns; perhaps not a copy, not to be modified. */
    double[] row(int chain, int draw);

    /** One value of a row. */
    double value(int chain, int draw, int column);
}
