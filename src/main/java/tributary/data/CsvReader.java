package tributary.data;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvReadFeature;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the requested cells of a CSV file (RFC 4180, UTF-8, commas) in bounded memory. */
final class CsvReader {
    private static final long MAX_BYTES = 512L << 20;
    private static final int MAX_COLUMNS = 10_000;
    private static final int MAX_ROWS = 10_000;
    private static final int MAX_PANEL_ROWS = 2_500_000;
    private static final int MAX_CELL = 1_000;
    private static final CsvFactory FACTORY =
            CsvFactory.builder()
                    .enable(CsvReadFeature.WRAP_AS_ARRAY)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(MAX_CELL)
                                    .maxDocumentLength(MAX_BYTES)
                                    .build())
                    .build();

    private final PanelRequest request;
    private final Findings findings;

    private CsvReader(PanelRequest request, Findings findings) {
        this.request = request;
        this.findings = findings;
    }

    /**
     * The requested cells. Rows of the wrong length and missing columns are noted as errors.
     *
     * @throws DataException if the file cannot be read as CSV at all
     */
    static CsvTable read(Path file, PanelRequest request, Findings findings) {
        CsvReader reader = new CsvReader(request, findings);
        try {
            if (Files.isDirectory(file)) {
                throw findings.fatal("unreadable", "is a directory, not a CSV file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw reader.tooLarge();
            }
            return reader.read(file);
        } catch (NoSuchFileException e) {
            throw findings.fatal("absent", "there is no such file: " + file);
        } catch (AccessDeniedException e) {
            throw findings.fatal("unreadable", "cannot be read: permission denied");
        } catch (CharacterCodingException e) {
            throw findings.fatal("encoding", "is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            throw findings.fatal("unreadable", "cannot be read: " + e.getMessage());
        }
    }

    private CsvTable read(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                Reader text = text(in, sha256);
                JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return table(parser, sha256);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Strict UTF-8 without a byte order mark; every byte passes the digest. */
    private Reader text(InputStream in, MessageDigest sha256) throws IOException {
        FileStart.checkBytes(in, findings);
        BufferedReader text =
                new BufferedReader(
                        new InputStreamReader(
                                new DigestInputStream(in, sha256),
                                StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        FileStart.checkSeparator(text, request.date(), findings);
        return text;
    }

    private CsvTable table(JsonParser parser, MessageDigest sha256) throws IOException {
        try {
            parser.nextToken();
            List<String> names = headerCells(parser);
            CsvHeader header = CsvHeader.of(names, request, findings);
            List<CsvTable.Row> rows = rows(parser, header);
            String hash = HexFormat.of().formatHex(sha256.digest());
            boolean placed =
                    header.dateAt() >= 0 && (request.geo().isEmpty() || header.geoAt() >= 0);
            return new CsvTable(header.columns(), rows, placed, hash);
        } catch (StreamConstraintsException e) {
            if (e.getOriginalMessage().contains("Document length")) {
                throw tooLarge();
            }
            throw findings.fatal(
                    line(parser),
                    "too_long",
                    "a cell is longer than "
                            + MAX_CELL
                            + " characters; is a quoted cell never closed?");
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw findings.fatal(line(parser), "quoting", quoting(e));
        }
    }

    private DataException tooLarge() {
        return findings.fatal("too_large", "is larger than 512 MB");
    }

    private DataException tooWide(int line) {
        return findings.fatal(line, "too_wide", "has more than " + MAX_COLUMNS + " columns");
    }

    private DataException tooManyRows(int line, int most) {
        String allowed = "; weekly data have one row per week";
        String geo = request.geo().isPresent() ? " and geo" : "";
        return findings.fatal(line, "too_long", "has more than " + most + " rows" + allowed + geo);
    }

    private static String quoting(JacksonException e) {
        return e.getOriginalMessage().contains("closing quote")
                ? "a quoted cell is never closed"
                : "a quoted cell must be followed by a comma or the end of the line, and a quote"
                        + " inside it doubled";
    }

    private List<String> headerCells(JsonParser parser) {
        List<String> cells = List.of();
        while (cells.stream().allMatch(String::isBlank)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw findings.fatal("empty", "is empty; the first line must name the columns");
            }
            List<String> line = new ArrayList<>();
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                if (line.size() == MAX_COLUMNS) {
                    throw tooWide(line(parser));
                }
                line.add(parser.getString().strip());
            }
            cells = line;
        }
        return cells;
    }

    private List<CsvTable.Row> rows(JsonParser parser, CsvHeader header) {
        List<CsvTable.Row> rows = new ArrayList<>();
        Map<String, String> geos = new HashMap<>(); // one string for all rows of a geo
        int mostRows = request.geo().isPresent() ? MAX_PANEL_ROWS : MAX_ROWS;
        String[] wanted = new String[header.columns().size()];
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            String date = "";
            String geo = "";
            int line = 0;
            int width = 0;
            boolean blank = true;
            boolean text = true;
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                String cell = parser.getString();
                line = width == 0 ? line(parser) : line;
                blank &= cell.isBlank();
                text &= cell.indexOf('\0') < 0;
                date = width == header.dateAt() ? cell.strip() : date;
                geo = width == header.geoAt() ? CsvHeader.unescape(cell.strip()) : geo;
                if (width == MAX_COLUMNS) {
                    throw tooWide(line);
                }
                int slot = header.slot(width++);
                if (slot >= 0) {
                    wanted[slot] = cell.strip();
                }
            }
            if (blank && width <= 1) {
                continue;
            }
            if (rows.size() == mostRows) {
                throw tooManyRows(line, mostRows);
            }
            if (!text) {
                findings.error(line, "not_text", "holds a NUL character, which no text does");
            }
            boolean whole = complete(line, width, header.width(), blank);
            PackedCells cells = whole ? PackedCells.of(wanted) : PackedCells.of();
            rows.add(
                    new CsvTable.Row(
                            line, date, geos.computeIfAbsent(geo, Function.identity()), cells));
        }
        return rows;
    }

    private boolean complete(int line, int width, int expected, boolean blank) {
        if (blank) {
            findings.error(line, "empty_row", "every cell is empty; delete the line");
            return false;
        }
        if (width != expected) {
            String cells = Texts.count(width, "cell");
            String hint =
                    width > expected
                            ? "; a comma inside a cell needs quotes, and decimals a point"
                            : "";
            findings.error(line, "ragged", cells + " where the header has " + expected + hint);
        }
        return width == expected;
    }

    private static int line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }
}
