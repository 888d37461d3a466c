package tributary.model;

/**
 * A mediator that enters with its data, moved as far as its expectation moves (model.md §6): m + E′
 * − E, not below 0 where what it feeds cannot take that. All in units of the source's scale.
 *
 * @param data m by cell
 * @param nonNegative whether what it feeds cannot take a value below 0
 * @param before cell slot of E
 * @param after cell slot of E′
 * @param moved cell slot, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record MovedMediator(double[] data, boolean nonNegative, int before, int after, int moved)
        implements Term {
    @Override
    public void forward(Workspace w) {
        double[] out = w.cells[moved];
        for (int i = w.from; i < w.to; i++) {
            double value = data[i] + (w.cells[after][i] - w.cells[before][i]);
            out[i] = nonNegative ? Math.max(0, value) : value;
        }
    }

    @Override
    public void backward(Workspace w) {
        double[] out = w.cells[moved];
        double[] bar = w.cellsBar[moved];
        for (int i = w.from; i < w.to; i++) {
            if (!nonNegative || out[i] > 0) {
                w.cellsBar[after][i] += bar[i];
                w.cellsBar[before][i] -= bar[i];
            }
        }
    }
}
