package tributary.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Refuses by its beginning what is no CSV: spreadsheets, archives, other encodings, separators. */
final class FileStart {
    /** Enough to tell. */
    private static final int BYTES = 64;

    private static final int CHARS = 8192;
    private static final String EXPORT = "; export the sheet as CSV (UTF-8)";

    /** What files are by their first bytes, hexadecimal. */
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    private static final Map<String, String> SEPARATORS = new LinkedHashMap<>();

    static {
        KINDS.put("504b0304", "is a spreadsheet (.xlsx) or another zip archive, not CSV" + EXPORT);
        KINDS.put("d0cf11e0", "is an old spreadsheet (.xls), not CSV" + EXPORT);
        KINDS.put("1f8b", "is compressed (gzip), not CSV; unpack it first");
        KINDS.put("50415231", "is a Parquet file, not CSV; convert it to CSV (UTF-8)");
        KINDS.put("25504446", "is a PDF, not CSV; a CSV (UTF-8) is needed");
        SEPARATORS.put(";", "semicolons");
        SEPARATORS.put("\t", "tabs");
        SEPARATORS.put("|", "bars");
        SEPARATORS.put(" ", "spaces");
    }

    private FileStart() {}

    /**
     * Looks at the first bytes, which stay to be read.
     *
     * @throws DataException if they are not those of UTF-8 text with columns
     */
    static void checkBytes(InputStream in, Findings findings) throws IOException {
        in.mark(BYTES);
        byte[] start = in.readNBytes(BYTES);
        in.reset();
        String hex = HexFormat.of().formatHex(start);
        for (var kind : KINDS.entrySet()) {
            if (hex.startsWith(kind.getKey())) {
                throw findings.fatal("not_csv", kind.getValue());
            }
        }
        boolean marked = hex.startsWith("fffe") || hex.startsWith("feff");
        byte[] four = Arrays.copyOf(start, Math.min(start.length, 4));
        if (marked || new String(four, StandardCharsets.ISO_8859_1).indexOf('\0') >= 0) {
            throw findings.fatal("encoding", "is UTF-16 text or not text; save it as UTF-8");
        }
        String text = new String(start, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (text.strip().startsWith("<!doctype html") || text.strip().startsWith("<html")) {
            throw findings.fatal("not_csv", "is a web page (HTML), not CSV; download the data");
        }
    }

    /**
     * Looks at the header, which stays to be read.
     *
     * @param date name of the date column, which the header should hold
     * @throws DataException if its columns are not separated by commas
     */
    static void checkSeparator(BufferedReader text, String date, Findings findings)
            throws IOException {
        text.mark(CHARS);
        char[] start = new char[CHARS];
        int length = Math.max(0, text.read(start));
        text.reset();
        String[] lines = new String(start, 0, length).split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                checkHeader(i + 1, lines[i].replace("\"", ""), date, findings);
                return;
            }
        }
    }

    private static void checkHeader(int line, String header, String date, Findings findings) {
        if (names(header, ",", date)) {
            return;
        }
        if (header.startsWith("sep=,")) {
            throw findings.fatal(
                    line, "separator", "is \"sep=,\" and not the header; delete the line");
        }
        for (var separator : SEPARATORS.entrySet()) {
            String by = separator.getKey();
            boolean space = by.equals(" ");
            boolean comma = header.indexOf(',') >= 0;
            boolean named = names(header, by, date) && !(space && comma);
            if (named || (header.contains(by) && !space && !comma)) {
                throw findings.fatal(
                        line,
                        "separator",
                        "the columns are separated by "
                                + separator.getValue()
                                + "; save the file with commas (and decimal points)");
            }
        }
    }

    private static boolean names(String header, String separator, String date) {
        return Arrays.stream(header.split(Pattern.quote(separator), -1))
                .anyMatch(name -> name.strip().equals(date));
    }
}
