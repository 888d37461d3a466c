package tributary.mcmc;

/**
 * Some columns of other values.
 *
 * @param columns indices into {@code values}
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record SelectedColumns(DrawValues values, int[] columns) implements DrawValues {
    @Override
    public int chains() {
        return values.chains();
    }

    @Override
    public int draws() {
        return values.draws();
    }

    @Override
    public double[] row(int chain, int draw) {
        double[] all = values.row(chain, draw);
        double[] row = new double[columns.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = all[columns[i]];
        }
        return row;
    }

    @Override
    public double value(int chain, int draw, int column) {
        return values.value(chain, draw, columns[column]);
    }
}
