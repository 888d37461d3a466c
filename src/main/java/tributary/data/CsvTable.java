package tributary.data;

import java.util.List;

/**
 * The cells of a CSV file that a request asks for.
 *
 * @param columns the requested numeric columns that the file has, in the order of the request, then
 *     the population if it is none of them
 * @param rows in the order of the file, without blank lines
 * @param placed whether the file has the requested date and geo columns
 * @param sha256 of the file's bytes, hexadecimal
 */
record CsvTable(List<PanelRequest.Column> columns, List<Row> rows, boolean placed, String sha256) {
    CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Index of a column's cells in every row, or −1. */
    int slot(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * One row.
     *
     * @param line physical line of its first cell, from 1
     * @param date text of the date cell
     * @param geo text of the geo cell; "" where none is requested
     * @param cells text per column of the table; empty for a row of the wrong length, which has
     *     been reported
     */
    record Row(int line, String date, String geo, PackedCells cells) {}
}
