package tributary.mcmc;

/**
 * Values in memory.
 *
 * @param values indexed [chain][draw][column]; kept, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record DrawArrays(double[][][] values) implements DrawValues {
    @Override
    public int chains() {
        return values.length;
    }

    @Override
    public int draws() {
        return values.length == 0 ? 0 : values[0].length;
    }

    @Override
    public double[] row(int chain, int draw) {
        return values[chain][draw];
    }

    @Override
    public double value(int chain, int draw, int column) {
        return values[chain][draw][column];
    }
}
