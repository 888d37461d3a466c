package tributary.data;

import java.util.List;

/**
 * The cells of a CSV file that a request asks for.
 *
 * @param columns the requested numeric columns that the file has, in the order of the request
 * @param rows in the order of the file, without blank lines
 * @param dated whether the file has the requested date column
 * @param sha256 of the file's bytes, hexadecimal
 */
record CsvTable(List<PanelRequest.Column> columns, List<Row> rows, boolean dated, String sha256) {
    CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param line physical line of its first cell, from 1
     * @param date text of the date cell
     * @param cells text per column of the table; empty for a row of the wrong length, which has
     *     been reported
     */
    record Row(int line, String date, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }
}
