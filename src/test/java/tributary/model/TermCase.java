package tributary.model;

import java.util.Random;

/**
 * A term with what it reads and writes, for {@link TermContractTest}. All other slots of the
 * workspace are bystanders or room of the term's own.
 *
 * @param geos that the cells are of
 * @param point draws values of the parameters it reads, by their place among them
 * @param cell draws values of the cells it reads, by their slot
 */
@SuppressWarnings("ArrayRecordComponent") // a test case is never compared
record TermCase(
        String name,
        Term term,
        int slots,
        int cellSlots,
        int cellSize,
        int geos,
        int[] parameters,
        int[] cells,
        int[] writtenParameters,
        int[] writtenCells,
        Point point,
        Point cell) {
    /** A value that may depend on where it stands. */
    interface Point {
        double draw(int k, Random random);
    }

    /** Of one geo. */
    TermCase(
            String name,
            Term term,
            int slots,
            int cellSlots,
            int cellSize,
            int[] parameters,
            int[] cells,
            int[] writtenParameters,
            int[] writtenCells,
            Point point,
            Point cell) {
        this(
                name,
                term,
                slots,
                cellSlots,
                cellSize,
                1,
                parameters,
                cells,
                writtenParameters,
                writtenCells,
                point,
                cell);
    }

    /** Of one geo, with standard normal cells. */
    TermCase(
            String name,
            Term term,
            int slots,
            int cellSlots,
            int cellSize,
            int[] parameters,
            int[] cells,
            int[] writtenParameters,
            int[] writtenCells,
            Point point) {
        this(
                name,
                term,
                slots,
                cellSlots,
                cellSize,
                parameters,
                cells,
                writtenParameters,
                writtenCells,
                point,
                (k, random) -> random.nextGaussian());
    }

    @Override
    public String toString() {
        return name;
    }
}
