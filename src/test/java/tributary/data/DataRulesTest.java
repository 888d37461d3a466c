package tributary.data;

import static org.assertj.core.api.Assertions.assertThat;

import static tributary.data.PanelReaderTest.START;
import static tributary.data.PanelReaderTest.column;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.data.PanelRequest.Column;
import tributary.data.PanelRequest.Role;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every rule of the data reader violated once, by the code of its finding. */
class DataRulesTest {
    private static final String HEADER =
            "week,dma,people,sales,count,positive,tv,mail,cost,query,visits,price,promo,index,margin";
    private static final int WEEKS = 60;

    private static final List<Column> COLUMNS =
            List.of(
                    column("sales", Role.OUTCOME),
                    column("count", Role.COUNT),
                    column("positive", Role.POSITIVE),
                    column("tv", Role.MEDIA),
                    column("mail", Role.HURDLE),
                    column("cost", Role.SPEND),
                    column("query", Role.MEDIATOR),
                    column("visits", Role.POSITIVE_MEDIATOR),
                    column("price", Role.LOG_CONTROL),
                    column("promo", Role.INDICATOR),
                    column("index", Role.CONTROL),
                    column("margin", Role.VALUE));

    @TempDir private Path folder;

    /**
     * One rule.
     *
     * @param code of its finding
     * @param change what it takes to violate it
     * @param finding what is said, with file and line or column, value and what is allowed
     */
    record Rule(String code, UnaryOperator<String> change, PanelRequest request, String finding) {
        @Override
        public String toString() {
            return finding;
        }
    }

    /** Two geos of 60 weeks; Bern on lines 2 to 61. */
    private static String data() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (String geo : List.of("Bern", "Basel")) {
            for (int t = 0; t < WEEKS; t++) {
                text.append(START.plusWeeks(t)).append(',').append(geo).append(",500");
                for (int c = 3; c < 15; c++) {
                    boolean indicator = c == 12;
                    boolean off = c == 7 && t % 3 == 0;
                    text.append(',').append(indicator ? t % 2 : off ? 0 : 1 + (t + c) % 9);
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static PanelRequest request(Optional<LocalDate> from, Optional<LocalDate> to) {
        return new PanelRequest(
                "week",
                Optional.of("dma"),
                Optional.of(column("people", Role.POPULATION)),
                COLUMNS,
                false,
                from,
                to);
    }

    private static PanelRequest request() {
        return request(Optional.empty(), Optional.empty());
    }

    private static Rule rule(String code, UnaryOperator<String> change, String finding) {
        return new Rule(code, change, request(), finding);
    }

    /** Another value in the cell of a column on a line. */
    private static Rule cell(String code, int line, String column, String value, String finding) {
        return rule(code, text -> with(text, line, column, value), finding);
    }

    /** Another value in every cell of a column. */
    private static Rule everyCell(String code, String column, String value, String finding) {
        UnaryOperator<String> change =
                text -> {
                    String changed = text;
                    for (int line = 2; line < 2 * WEEKS + 2; line++) {
                        changed = with(changed, line, column, value);
                    }
                    return changed;
                };
        return rule(code, change, finding);
    }

    private static String with(String text, int line, String column, String value) {
        String[] lines = text.lines().toArray(String[]::new);
        String[] cells = lines[line - 1].split(",", -1);
        cells[Arrays.asList(HEADER.split(",")).indexOf(column)] = value;
        lines[line - 1] = String.join(",", cells);
        return String.join("\n", lines) + "\n";
    }

    private static String header(String text, String found, String put) {
        return text.replaceFirst(found, put);
    }

    private static Stream<Rule> cells() {
        String bern = "w.csv:9: geo \"Bern\": column ";
        return Stream.of(
                cell("missing_cell", 9, "tv", "", bern + "tv: is empty; allowed: a number"),
                cell("not_a_number", 9, "index", "x", bern + "index: \"x\" is not a finite number"),
                cell("negative_media", 9, "tv", "-1", bern + "tv: \"-1\" is negative; media must"),
                cell("negative_media", 9, "mail", "-1", bern + "mail: \"-1\" is negative; media"),
                cell("negative_spend", 9, "cost", "-1", bern + "cost: \"-1\" is negative; spend"),
                cell("negative_value", 9, "margin", "-1", bern + "margin: \"-1\" is negative; mon"),
                cell("not_a_count", 9, "count", "1.5", bern + "count: \"1.5\" is not a count; a"),
                cell("not_a_count", 9, "count", "-1", bern + "count: \"-1\" is not a count; a"),
                cell("not_a_count", 9, "count", "1e17", bern + "count: \"1e17\" is not a count; a"),
                cell("not_positive", 9, "positive", "0", bern + "positive: \"0\" is not positive;"),
                cell("not_positive", 9, "visits", "-2", bern + "visits: \"-2\" is not positive; w"),
                cell("not_positive", 9, "price", "0", bern + "price: \"0\" is not positive; its l"),
                cell("not_positive", 9, "people", "0", bern + "people: \"0\" is not positive; a p"),
                cell("not_an_indicator", 9, "promo", "2", bern + "promo: \"2\" is neither 0 nor 1"),
                cell("date", 9, "week", "2.3.23", bern + "week: \"2.3.23\" is not a date YYYY-MM-"),
                cell("missing_geo", 9, "dma", "", "w.csv:9: column dma: is empty; allowed: the na"),
                cell(
                        "geo_name",
                        9,
                        "dma",
                        "B\te",
                        "w.csv:9: geo \"B\\u0009e\": column dma: \"B\\u"),
                cell("off_grid", 9, "week", "2023-02-20", bern + "week: 2023-02-20 is a Monday; t"),
                cell("duplicate_week", 9, "week", "2023-02-12", bern + "week: 2023-02-12 stands o"),
                cell("unsorted", 9, "week", "2022-12-25", bern + "week: 2022-12-25 comes after a"),
                cell("not_text", 9, "index", "\0", "w.csv:9: holds a NUL character"),
                cell("ragged", 9, "tv", "1,5", "w.csv:9: 16 cells where the header has 15; a comm"),
                cell("quoting", 9, "tv", "\"1\"5", "w.csv:9: a quoted cell must be followed by a"),
                cell("quoting", 121, "tv", "\"1", "w.csv:121: a quoted cell is never closed"),
                cell("too_long", 9, "tv", "1".repeat(1001), "w.csv:9: a cell is longer than 1000"));
    }

    private static Stream<Rule> columns() {
        return Stream.of(
                everyCell(
                        "all_zero", "tv", "0", "w.csv: column tv: is 0 in every training week; me"),
                everyCell(
                        "all_zero", "margin", "0", "w.csv: column margin: is 0 in every training"),
                everyCell("constant", "mail", "7", "w.csv: column mail: is 7.0 in every training"),
                everyCell(
                        "constant", "index", "7", "w.csv: column index: is 7.0 in every training"));
    }

    private static Stream<Rule> files() {
        String row = data().split("\n", -1)[1] + "\n";
        Optional<LocalDate> late = Optional.of(START.plusWeeks(40));
        return Stream.of(
                rule("empty", text -> "\n\n", "w.csv: is empty; the first line must name the col"),
                rule("empty", text -> HEADER, "w.csv: has a header but no rows"),
                rule("encoding", text -> "\0" + text, "w.csv: is UTF-16 text or not text; save it"),
                rule("not_csv", text -> "PK\3\4", "w.csv: is a spreadsheet (.xlsx) or another zip"),
                rule(
                        "separator",
                        text -> text.replace(',', ';'),
                        "w.csv:1: the columns are separated by semicolons; save the file with"),
                rule(
                        "duplicate_column",
                        text -> header(text, "cost", "tv"),
                        "w.csv: column tv: stands twice in the header, as columns 7 and 9"),
                rule(
                        "missing_column",
                        text -> header(text, "query", "qeury"),
                        "w.csv: column query: is not in the file; did you mean \"qeury\"?"),
                rule(
                        "missing_column",
                        text -> header(text, "dma", "region"),
                        "w.csv: column dma: is not in the file; the file has "),
                rule(
                        "too_wide",
                        text -> HEADER + ",x".repeat(10_000),
                        "w.csv:1: has more than 10000 columns"),
                rule(
                        "empty_row",
                        text -> text + ",".repeat(14) + "\n",
                        "w.csv:122: every cell is empty; delete the line"),
                rule(
                        "duplicate_weeks",
                        text -> text.replace("Basel", "Bern"),
                        "w.csv: geo \"Bern\": column week: 120 rows for 60 weeks; one row per geo"),
                rule(
                        "missing_weeks",
                        text -> text.replaceFirst("2023-02-19.*\n", ""),
                        "w.csv:9: geo \"Bern\": column week: 1 week missing between 2023-02-12"
                                + " and"),
                rule(
                        "not_weekly",
                        text -> text.replaceAll("(?m)^.*-(1|2|3).,.*\n", ""),
                        "w.csv: column week: rows are mostly "),
                rule(
                        "unsorted",
                        DataRulesTest::reversed,
                        "w.csv: geo \"Bern\": column week: the weeks are not in order; sort the"),
                rule(
                        "too_many_geos",
                        text -> HEADER + "\n" + manyGeos(row),
                        "w.csv: has 10001 geos in column dma; allowed: at most 10000"),
                new Rule(
                        "too_short",
                        UnaryOperator.identity(),
                        request(Optional.of(START.plusWeeks(45)), Optional.empty()),
                        "w.csv: has 15 training weeks in the geo with the most; allowed: at least"),
                new Rule(
                        "no_training_weeks",
                        text -> text.replaceAll("(?m)^202(3-1|4).*Basel.*\n", ""),
                        request(late, Optional.empty()),
                        "w.csv: geo \"Basel\" has no training week: its rows run from 2023-01-01"),
                new Rule(
                        "window",
                        UnaryOperator.identity(),
                        request(Optional.of(LocalDate.of(2022, 1, 2)), Optional.empty()),
                        "w.csv: column week: data.from is 2022-01-02; the data run from"
                                + " 2023-01-01"),
                new Rule(
                        "window",
                        UnaryOperator.identity(),
                        request(Optional.empty(), Optional.of(LocalDate.of(2030, 1, 6))),
                        "w.csv: column week: data.to is 2030-01-06; the data run from 2023-01-01"));
    }

    private static String reversed(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.removeFirst();
        return HEADER + "\n" + String.join("\n", lines.reversed()) + "\n";
    }

    private static String manyGeos(String row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= 10_000; i++) {
            text.append(row.replace("Bern", "Geo" + i));
        }
        return text.toString();
    }

    private static Stream<Rule> rules() {
        return Stream.of(cells(), columns(), files()).flatMap(rules -> rules);
    }

    private List<Finding> findings(String text, PanelRequest request) throws IOException {
        Path file =
                Files.write(folder.resolve("w.csv"), text.getBytes(StandardCharsets.ISO_8859_1));
        List<Finding> findings = PanelReaderTest.errors(() -> PanelReader.read(file, request));
        assertThat(findings).allMatch(finding -> finding.where().startsWith("w.csv"));
        return findings;
    }

    @Test
    void theDataThemselvesAreValid() throws IOException {
        Path file = Files.writeString(folder.resolve("w.csv"), data());
        assertThat(PanelReader.read(file, request()).geos()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void aRuleThatIsViolatedIsNamed(Rule rule) throws IOException {
        assertThat(findings(rule.change.apply(data()), rule.request))
                .anySatisfy(finding -> {
                    assertThat(finding.code()).isEqualTo(rule.code);
                    assertThat(finding.toString()).startsWith(rule.finding);
                });
    }

    /** Every mistake in a cell of one file, each on a line of its own. */
    @Test
    void allMistakesOfAFileAreNamedAtOnce() throws IOException {
        List<Rule> mistakes =
                cells().filter(rule -> !Set.of("quoting", "too_long").contains(rule.code)).toList();
        String text = data();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < mistakes.size(); i++) {
            int line = 9 + i;
            String[] before = text.lines().toArray(String[]::new);
            String[] changed = mistakes.get(i).change.apply(data()).lines().toArray(String[]::new);
            before[line - 1] = changed[8].replace("2023-02-19", START.plusWeeks(line - 2) + "");
            text = String.join("\n", before) + "\n";
            expected.add(mistakes.get(i).finding.replace("w.csv:9:", "w.csv:" + line + ":"));
        }
        List<String> said = findings(text, request()).stream().map(Finding::toString).toList();
        for (String finding : expected) {
            boolean dated = finding.contains("column week: 202"); // other lines, other dates
            String start = dated ? finding.substring(0, finding.indexOf("202")) : finding;
            assertThat(said).as(finding).anyMatch(line -> line.startsWith(start));
        }
    }

    @Test
    void aHurdleThatIsNeverZero() throws IOException {
        String text =
                Arrays.stream(data().lines().toArray(String[]::new))
                        .map(line -> {
                            String[] cells = line.split(",");
                            cells[7] = cells[7].equals("0") ? "3" : cells[7];
                            return String.join(",", cells);
                        })
                        .collect(Collectors.joining("\n"));
        assertThat(findings(text, request()))
                .extracting(Finding::toString)
                .containsExactly(
                        "w.csv: column mail: is above 0 in every training week, so there is nothing"
                                + " to learn what makes it active; use the family gaussian or"
                                + " student_t with the link log");
    }

    @Test
    void filesThatCannotBeReadAtAll() throws IOException {
        Path large = folder.resolve("w.csv");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((512L << 20) + 1); // a hole: it takes no room
        }
        assertFatal(large, "too_large", "w.csv: is larger than 512 MB");
        assertFatal(folder.resolve("no.csv"), "absent", "no.csv: there is no such file: ");
        assertFatal(folder, "unreadable", ": is a directory, not a CSV file");
    }

    private static void assertFatal(Path file, String code, String message) {
        List<Finding> findings = PanelReaderTest.errors(() -> PanelReader.read(file, request()));
        assertThat(findings).singleElement().extracting(Finding::code).isEqualTo(code);
        assertThat(findings.getFirst().toString()).contains(message);
    }

    /** The tests above have every code that the reader's sources give to an error. */
    @Test
    void noRuleIsForgotten() throws IOException {
        Set<String> tested =
                new TreeSet<>(Set.of("never_zero", "too_large", "absent", "unreadable"));
        rules().map(Rule::code).forEach(tested::add);
        Pattern error =
                Pattern.compile(
                        "(?:findings\\s*\\.(?:error|fatal|geoError|fileError)|new Rule)\\([^;]*?"
                                + "\"([a-z_]{4,})\"",
                        Pattern.DOTALL);
        Set<String> known = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/tributary/data"))) {
            for (Path source : sources.sorted().toList()) {
                Matcher matcher = error.matcher(Files.readString(source));
                while (matcher.find()) {
                    known.add(matcher.group(1));
                }
            }
        }
        assertThat(known).hasSizeGreaterThan(30);
        assertThat(tested).containsAll(known);
    }
}
