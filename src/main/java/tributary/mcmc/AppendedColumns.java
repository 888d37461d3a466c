package tributary.mcmc;

import java.util.Arrays;

/**
 * Values with further columns, which are in memory, behind their own.
 *
 * @param width number of columns of {@code values}
 * @param columns indexed [column][chain][draw]; kept, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record AppendedColumns(DrawValues values, int width, double[][][] columns) implements DrawValues {
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
        double[] row = Arrays.copyOf(values.row(chain, draw), width + columns.length);
        for (int i = 0; i < columns.length; i++) {
            row[width + i] = columns[i][chain][draw];
        }
        return row;
    }

    @Override
    public double value(int chain, int draw, int column) {
        return column < width
                ? values.value(chain, draw, column)
                : columns[column - width][chain][draw];
    }
}
