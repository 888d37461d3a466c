package tributary.model;

/**
 * What a stage of a media transform reads.
 *
 * @param data values by cell where they are constants
 * @param cell slot of the cells where a term computes them, or −1: {@code data}
 * @param decay slot of λ where they are a geometric adstock that is still to be normalised by 1 −
 *     λ, or −1
 * @param sensitivity cell slot of their derivative for λ, or −1; whoever reads them adds λ's
 *     adjoint, so that a few sums do instead of a pass back through the recursion
 * @param adjoint whether what computed them needs their adjoint
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record StageInput(double[] data, int cell, int decay, int sensitivity, boolean adjoint) {
    private static final double[] COMPUTED = {};

    /** Values that never change. */
    static StageInput constant(double[] data) {
        return new StageInput(data, -1, -1, -1, false);
    }

    /** Values that a term computes. */
    static StageInput computed(int cell) {
        return new StageInput(COMPUTED, cell, -1, -1, true);
    }

    /** A geometric adstock that is not normalised, of an input that may be constant. */
    static StageInput geometric(int cell, int decay, int sensitivity, boolean adjoint) {
        return new StageInput(COMPUTED, cell, decay, sensitivity, adjoint);
    }

    double[] values(Workspace w) {
        return cell < 0 ? data : w.cells[cell];
    }

    boolean isGeometric() {
        return decay >= 0;
    }

    /** What normalises the values: 1 − λ, or 1. */
    double norm(double[] theta) {
        return decay < 0 ? 1 : 1 - theta[decay];
    }
}
