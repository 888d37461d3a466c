package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Files that no analyst means to give, through the command line: each is read rightly, or refused
 * with exit 3, a line that says what it is, and nothing left behind.
 */
class HostileInputTest {
    private static final String MODEL =
            """
            { "data": { "file": "w.csv", "date": "week" },
              "outcome": { "column": "sales", "link": "log" },
              "channels": [ { "column": "tv" } ],
              "mediators": [ { "column": "query" } ],
              "paths": [ "tv -> query", "query -> sales", "tv -> sales" ],
              "controls": [ { "column": "price", "transform": "log" } ] }
            """;

    private static final String DATA = data();

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static String data() {
        var random = new SplittableRandom(7);
        StringBuilder text = new StringBuilder("week,sales,tv,query,price,extra\n");
        for (int t = 0; t < 60; t++) {
            String line =
                    "%s,%d.25,%d,%d,9.%d,text\n"
                            .formatted(
                                    LocalDate.of(2023, 1, 1).plusWeeks(t),
                                    100 + random.nextInt(50),
                                    t % 3 == 0 ? 0 : 10 * t,
                                    1 + random.nextInt(30),
                                    t % 10);
            text.append(line);
        }
        return text.toString();
    }

    private int run(String... args) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.map(Path::toString).sorted().toList();
        }
    }

    private Path model(String text) throws IOException {
        return Files.writeString(folder.resolve("m.json"), text);
    }

    private void data(byte[] bytes) throws IOException {
        Files.write(folder.resolve("w.csv"), bytes);
    }

    /** Both commands refuse, say the same, and leave nothing behind; returns what they say. */
    private String refused(Path model) throws IOException {
        List<String> before = entries();
        assertThat(run("fit", model.toString(), "--quiet", "-o", folder.resolve("run").toString()))
                .as(err.toString())
                .isEqualTo(3);
        String said = err.toString();
        err.getBuffer().setLength(0);
        assertThat(run("check", model.toString())).isEqualTo(3);
        assertThat(err).hasToString(said);
        assertThat(out.toString()).isEmpty();
        assertThat(said.lines())
                .isNotEmpty()
                .allMatch(line -> line.matches(".+: .+"))
                .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "))
                .allMatch(line -> line.chars().noneMatch(Character::isISOControl));
        assertThat(entries()).isEqualTo(before);
        return said.replace(folder + "/", "");
    }

    private String refusedData(byte[] bytes) throws IOException {
        data(bytes);
        return refused(model(MODEL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"as it is", "mark", "CRLF", "mark and CRLF", "CR", "quoted", "padded"})
    void formsOfACsvThatAreRead(String form) throws IOException {
        String text =
                switch (form) {
                    case "mark" -> "\uFEFF" + DATA;
                    case "CRLF" -> DATA.replace("\n", "\r\n");
                    case "mark and CRLF" -> "\uFEFF" + DATA.replace("\n", "\r\n");
                    case "CR" -> DATA.replace("\n", "\r");
                    case "quoted" -> DATA.replaceAll("[^,\n]+", "\"$0\"");
                    case "padded" -> DATA.replace(",", " , ") + "\n\n";
                    default -> DATA;
                };
        data(DATA.getBytes(StandardCharsets.UTF_8));
        assertThat(run("check", "--prior-draws", "100", model(MODEL).toString())).isZero();
        String expected = out.toString();
        out.getBuffer().setLength(0);
        data(text.getBytes(StandardCharsets.UTF_8));
        assertThat(run("check", "--prior-draws", "100", model(MODEL).toString())).isZero();
        assertThat(out).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16, is UTF-16 text or not text; save it as UTF-8",
        "UTF-16LE, is UTF-16 text or not text; save it as UTF-8",
        "UTF-16BE, is UTF-16 text or not text; save it as UTF-8",
        "UTF-32, is UTF-16 text or not text; save it as UTF-8",
        "ISO-8859-1, is not UTF-8 text; save it as UTF-8"
    })
    void otherEncodings(String charset, String message) throws IOException {
        byte[] bytes = DATA.replace("text", "täxt").getBytes(Charset.forName(charset));
        assertThat(refusedData(bytes)).isEqualTo("w.csv: " + message + "\n");
        byte[] json = MODEL.replace("week", "wöche").getBytes(Charset.forName(charset));
        err.getBuffer().setLength(0);
        assertThat(refused(Files.write(folder.resolve("m.json"), json)))
                .isEqualTo("m.json: $: the file is not UTF-8 text; save it as UTF-8\n");
    }

    @ParameterizedTest
    @CsvSource({
        "504b030414000600, is a spreadsheet (.xlsx) or another zip archive",
        "d0cf11e0a1b11ae1, is an old spreadsheet (.xls)",
        "1f8b080000000000, is compressed (gzip)",
        "5041523115041500, is a Parquet file",
        "255044462d312e34, is a PDF",
        "3c21444f43545950452068746d6c3e, is a web page (HTML)",
        "0000000000000000, is UTF-16 text or not text",
        "fffe000000000000, is UTF-16 text or not text"
    })
    void otherKindsOfFiles(String hex, String message) throws IOException {
        byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(hex), 5000);
        assertThat(refusedData(bytes)).startsWith("w.csv: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"`;`, semicolons", "`\t`, tabs", "`|`, bars", "` `, spaces"})
    void otherSeparators(String separator, String name) throws IOException {
        String said =
                "w.csv:1: the columns are separated by "
                        + name
                        + "; save the file with commas (and decimal points)\n";
        List<UnaryOperator<String>> forms =
                List.of(
                        text -> text,
                        text -> text.replace('.', ','),
                        text -> text.replaceAll("[^" + separator + "\n]+", "\"$0\""));
        for (UnaryOperator<String> form : forms) {
            String text = form.apply(DATA.replace(",", separator));
            err.getBuffer().setLength(0);
            assertThat(refusedData(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(said);
        }
    }

    /** A comma in a name does not hide that the columns are separated by something else. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`extra net`, `the columns are separated by semicolons`",
                "`extra; net`, `the columns are separated by semicolons`"
            })
    void semicolonsBesideCommas(String name, String message) throws IOException {
        String text = DATA.replace(",", ";").replace("extra", name.replace(" ", ", "));
        assertThat(refusedData(text.getBytes(StandardCharsets.UTF_8)))
                .startsWith("w.csv:1: " + message);
    }

    @Test
    void theFirstLineOfASpreadsheetThatNamesTheSeparator() throws IOException {
        assertThat(refusedData(("sep=,\n" + DATA).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("w.csv:1: is \"sep=,\" and not the header; delete the line\n");
    }

    /** What stands in the third line's cell of tv, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NaN|\"NaN\" is not a finite number; leave a missing cell empty",
                "-Infinity|\"-Infinity\" is not a finite number; leave a missing cell empty",
                "1e308|\"1e308\" is too large; allowed: 0 and numbers from 1e-100 to 1e100",
                "1e-320|\"1e-320\" is too close to 0; allowed: 0 and numbers from 1e-100",
                "\"1,234\"|\"1,234\" is not a finite number; write it without a thousands",
                "1.234.567|\"1.234.567\" is not a finite number; write it without a thousands",
                "1 234|\"1 234\" is not a finite number; write it without a thousands",
                "\"1.234,5\"|\"1.234,5\" is not a finite number; write a decimal point",
                "\"1 234,5\"|\"1 234,5\" is not a finite number; write a decimal point",
                "€5|\"€5\" is not a finite number; write it without a currency",
                "(5)|\"(5)\" is not a finite number; write a negative number with a hyphen",
                "−5|\"−5\" is not a finite number; write a negative number with a hyphen",
                "=cmd()|\"=cmd()\" is not a finite number",
                "</script>|\"</script>\" is not a finite number",
                "1٣|\"1٣\" is not a finite number",
                "\u202e7|\"\\u202e7\" is not a finite number",
                "x\u001b[2J|\"x\\u001b[2J\" is not a finite number"
            })
    void cells(String cell, String message) throws IOException {
        String text = DATA.replaceFirst("(2023-01-08,[^,]+),[^,]+", "$1,TV").replace("TV", cell);
        assertThat(refusedData(text.getBytes(StandardCharsets.UTF_8)))
                .startsWith("w.csv:3: column tv: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1/8/2023|year first, as in 2024-01-07, so that day and month cannot be mistaken",
                "08.01.2023|year first, as in 2024-01-07, so that day and month cannot be mistaken",
                "1/8/23|year first, as in 2024-01-07, so that day and month cannot be mistaken",
                "2023/01/08|two digits each for month and day, with hyphens",
                "2023-1-8|two digits each for month and day, with hyphens",
                "20230108|two digits each for month and day, with hyphens",
                "44934|it looks like a spreadsheet's day number",
                "2023-01-08T00:00|leave out the time of day",
                "2023-02-30|there is no such day",
                "Jan 8 2023|is not a date YYYY-MM-DD (ISO 8601)",
                "2023-W02|is not a date YYYY-MM-DD (ISO 8601)"
            })
    void dates(String cell, String message) throws IOException {
        assertThat(refusedData(DATA.replace("2023-01-08", cell).getBytes(StandardCharsets.UTF_8)))
                .startsWith("w.csv:3: column week: \"" + cell + "\" is not a date")
                .contains(message)
                .hasLineCount(1); // the week that is missing then is no mistake of its own
    }

    @Test
    void decimalCommasAreNeverReadAsTwoCells() throws IOException {
        String text = DATA.replaceAll("(?m)\\.(\\d+)", ",$1");
        assertThat(refusedData(text.getBytes(StandardCharsets.UTF_8)).lines().limit(10))
                .allMatch(line ->
                        line.endsWith(
                                "8 cells where the header has 6; a comma inside a cell needs"
                                        + " quotes, and decimals a point"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "extra|tv|w.csv: column tv: stands twice in the header, as columns 3 and 6",
                "extra|week|w.csv: column week: stands twice in the header, as columns 1 and 6",
                "query|qeury|w.csv: column query: is not in the file; did you mean \"qeury\"?",
                "week|\u200bweek|w.csv: column week: is not in the file; did you mean"
                        + " \"\\u200bweek\"?",
                "tv|TV|w.csv: column tv: is not in the file; did you mean \"TV\"?",
                "tv|\u001b[31mtv|w.csv: column tv: is not in the file",
                "text|te\0xt|w.csv:2: holds a NUL character",
                "extra|\"extra|w.csv:1: a cell is longer than 1000 characters; is a quoted cell",
                "text|\"te\"xt|w.csv:2: a quoted cell must be followed by a comma",
            })
    void headersAndQuotes(String found, String put, String message) throws IOException {
        String text = DATA.replaceFirst(found, put.replace("\\", "\\\\"));
        assertThat(refusedData(text.getBytes(StandardCharsets.UTF_8))).contains(message);
    }

    /** The header of one column may be blank, and cells of unused columns may hold anything. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "extra,``",
                "text,`=cmd()|' /C calc'!A0`",
                "text,`te\"xt`",
                "text,`\"te\nxt\"`"
            })
    void whatIsNotUsedIsNotJudged(String found, String put) throws IOException {
        data(DATA.replaceFirst(found, put).getBytes(StandardCharsets.UTF_8));
        assertThat(run("check", "--prior-draws", "100", model(MODEL).toString()))
                .as(err.toString())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "absent.csv, `absent.csv: there is no such file: absent.csv`",
                "., `: is a directory, not a CSV file`",
                "-o, `-o: there is no such file: -o`",
                "../../x/../w, `w: there is no such file: ../../x/../w`",
                "`a\\nb\\u001b[31m.csv`, `a\\u000ab\\u001b[31m.csv: there is no such file`",
                "`a\\u0000b`, `m.json: $.data.file: \"a\\u0000b\" cannot be the path of a file`",
                "`\\ud800`, `m.json: $.data.file: \"\\ud800\" cannot be the path of a file`",
                "loop.csv, `loop.csv: cannot be read: loop.csv: Too many levels of symbolic links`",
                "/dev/zero, zero: is UTF-16 text or not text",
                "/dev/null, null: is empty",
                "``, `m.json: $.data.file: \"\" is not a text`"
            })
    void names(String name, String message) throws IOException {
        assumeFalse(
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win"),
                "names of files as in POSIX");
        Files.createSymbolicLink(folder.resolve("loop.csv"), Path.of("loop.csv"));
        assertThat(refused(model(MODEL.replace("w.csv", name)))).contains(message);
    }

    @Test
    void aNameLongerThanTheFileSystemAllows() throws IOException {
        assertThat(refused(model(MODEL.replace("w.csv", "x".repeat(5000)))))
                .contains("cannot be read")
                .contains("too long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|line 1: the file is empty; a JSON object is needed",
                "null|$: null is not an object",
                "[]|$: an array is not an object",
                "{} {}|line 1, column 4: there is more text after the end",
                "{ \"data\": NaN }|line 1, column 14: not valid JSON: \"NaN\" is not a value",
                "{ \"data\": -Infinity }|not valid JSON: \"-Infinity\" is not a value",
                "{ 'data': 1 }|not valid JSON: \"'\" cannot stand here; texts and keys stand in"
                        + " double quotes",
                "{ data: 1 }|not valid JSON: \"d\" cannot stand here; texts and keys stand in"
                        + " double quotes",
                "{ \"data\": [1,] }|not valid JSON: \"]\" cannot stand here; is there a comma too"
                        + " many",
                "`{ // why\n }`|line 1, column 3: not valid JSON: \"/\" cannot stand here; JSON has"
                        + " no comments",
                "{ \"data\": +1 }|not valid JSON: \"+\" cannot stand here; a number has no +",
                "{ \"data\": 1e999 }|$.data: \"1e999\" is too large for a number",
                "`{ \"da\nta\": 1 }`|a line break or control character in a text",
                "{ \"data\": \"|line 1, column 12: not valid JSON: Unexpected end-of-input",
                "{ \"\\u001b[2J\": 1 }|$[\"\\u001b[2J\"]: unknown key \"\\u001b[2J\"",
                "data: 1|not valid JSON: \"data\" is not a value; allowed: a text in double"
                        + " quotes, a number",
            })
    void json(String text, String message) throws IOException {
        assertThat(refused(model(text))).startsWith("m.json: ").contains(message);
    }

    @Test
    void whereTheFileOfAConfigurationIsNoFile() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("d.json"));
        assertThat(refused(directory)).contains("d.json: $: the file cannot be read: it is a");
        Path loop = Files.createSymbolicLink(folder.resolve("l.json"), Path.of("l.json"));
        err.getBuffer().setLength(0);
        assertThat(refused(loop)).contains("l.json: $: the file cannot be read: ");
        err.getBuffer().setLength(0);
        Path newline = folder.resolve("a\nb.json");
        assertThat(refused(newline)).contains("a\\u000ab.json: $: there is no such file");
    }

    /** What only compiling the model with its data finds is of the configuration's file as well. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"priors\": { \"extends\": \"default\", \"deacy_tv\": \"beta(1, 2)\" }"
                        + " | $.priors.deacy_tv: \"deacy_tv\" matches no parameter; did you mean"
                        + " \"decay_tv\"?",
                "\"experiments\": [ { \"source\": \"tv\", \"from\": \"2030-01-06\", \"to\":"
                        + " \"2030-02-03\", \"change\": \"-100%\", \"lift\": -5, \"se\": 1 } ]"
                        + " | $.experiments[0].from: 2030-01-06",
            })
    void problemsFoundLateNameTheFile(String key, String message) throws IOException {
        data(DATA.getBytes(StandardCharsets.UTF_8));
        assertThat(refused(model(MODEL.replace("\"controls\"", key + ", \"controls\""))))
                .startsWith("m.json: " + message);
    }

    /** Names of columns and markets that a browser or a spreadsheet would run. */
    @Test
    void namesThatAreCodeReachTheReportAsText() throws IOException {
        String script = "</script><script>alert(1)</script>";
        String formula = "=cmd()|' /C calc'!A0";
        String model =
                MODEL.replace("\"date\": \"week\"", "\"date\": \"week\", \"geo\": \"extra\"")
                        .replace("\"tv\" }", "\"" + script + "\", \"name\": \"tv\" }")
                        .replace("\"query\" }", "\"" + formula + "\", \"name\": \"query\" }");
        String text =
                DATA.replaceFirst("tv,query", script + "," + formula)
                        .replace("text", "<img src=x onerror=alert(1)>");
        data(text.getBytes(StandardCharsets.UTF_8));
        Path run = folder.resolve("run");
        String fit =
                "fit --quiet --chains 1 --warmup 20 --draws 4 --max-depth 2 -o "
                        + run
                        + " "
                        + model(model);
        assertThat(run(fit.split(" "))).as("" + err).isIn(0, 4);
        assertThat(Files.readString(run.resolve("report.html")))
                .doesNotContain("<script>alert", "<img src=x");
        assertThat(Files.readString(run.resolve("data.csv")).lines().findFirst().orElseThrow())
                .contains(",'=cmd()", ",</script>");
        assertThat(run("effects", run.toString())).isZero();
    }

    /** Large things in little memory, each in seconds: one process for all of them. */
    @Test
    void largeFilesInLittleMemory() throws Exception {
        List<String> expected = new ArrayList<>();
        large("line", "x", 100_000_000, "w.csv:1: a cell is longer than 1000", expected);
        large("columns", "c,", 2_000_000, "w.csv:1: has more than 10000 columns", expected);
        large("cells", "1,", 2_000_000, "w.csv:2: has more than 10000 columns", expected);
        large("quote", "x\n", 2_000_000, "w.csv:1: a cell is longer than 1000", expected);
        large("json", "[", 100_000, "line 1, column 52: nested more than 50 levels", expected);
        large("object", "{\"a\":", 500_000, "nested more than 50 levels deep", expected);
        large("number", "9", 1_000_000, "too long a name, string or number", expected);
        large("text", "x", 9_000_000, "too long a name, string or number", expected);
        large("size", "x", 20_000_000, "the file is larger than 10000000 bytes", expected);
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyChecks.class.getName(),
                        folder.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", said)).isZero();
        assertThat(said).hasSameSizeAs(expected);
        for (String line : expected) {
            String name = line.substring(0, line.indexOf(' '));
            assertThat(said)
                    .filteredOn(s -> s.startsWith(name + " 3 "))
                    .singleElement()
                    .asString()
                    .contains(line.substring(name.length() + 1));
        }
    }

    /** A directory with a file of many pieces, and what is said of it. */
    private void large(String name, String piece, int times, String message, List<String> expected)
            throws IOException {
        Path place = Files.createDirectory(folder.resolve(name));
        boolean csv = message.startsWith("w.csv");
        Files.writeString(place.resolve("m.json"), MODEL);
        String header = DATA.substring(0, DATA.indexOf('\n') + 1);
        String start =
                switch (name) {
                    case "cells" -> header;
                    case "quote" -> "week,\"";
                    case "number" -> "{ \"data\": ";
                    case "text" -> "{ \"data\": \"";
                    default -> "";
                };
        try (BufferedWriter out =
                Files.newBufferedWriter(place.resolve(csv ? "w.csv" : "m.json"))) {
            out.write(start);
            String block = piece.repeat(1000);
            for (int i = 0; i < times / 1000; i++) {
                out.write(block);
            }
        }
        expected.add(name + " " + message);
    }
}
