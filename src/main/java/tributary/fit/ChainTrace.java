package tributary.fit;

/**
 * Trace and rank histogram of one parameter.
 *
 * @param every how many draws lie between those in {@code values}
 * @param values thinned draws, indexed [chain][position]
 * @param ranks counts of the ranks of a chain's draws among those of all chains, indexed
 *     [chain][bin] (Vehtari et al. 2021)
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record ChainTrace(String parameter, int every, double[][] values, int[][] ranks) {}
