package tributary.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.offset;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.Shared;
import tributary.data.Finding.Severity;
import tributary.data.PanelRequest.Column;
import tributary.data.PanelRequest.Missing;
import tributary.data.PanelRequest.Role;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

class PanelReaderTest {
    static final LocalDate START = LocalDate.of(2023, 1, 1);
    static final List<Column> COLUMNS =
            List.of(
                    column("sales", Role.POSITIVE),
                    column("tv", Role.MEDIA),
                    column("cost", Role.SPEND),
                    column("query", Role.MEDIATOR),
                    column("price", Role.LOG_CONTROL),
                    column("promo", Role.INDICATOR),
                    column("index", Role.CONTROL),
                    column("margin", Role.VALUE));

    @TempDir Path folder;

    static Column column(String name, Role role) {
        return new Column(name, role, Missing.ERROR, 1);
    }

    static PanelRequest request(List<Column> columns) {
        return new PanelRequest("week", columns, false, Optional.empty(), Optional.empty());
    }

    /** Lines of a good file: a header and 60 weeks; line n of the file is element n − 1. */
    static String[] lines() {
        String[] lines = new String[61];
        lines[0] = "week,sales,tv,cost,query,price,promo,index,margin,extra";
        for (int t = 0; t < 60; t++) {
            lines[t + 1] =
                    START.plusWeeks(t)
                            + ","
                            + (100 + t)
                            + ".25,"
                            + (t % 3 == 0 ? 0 : 10 * t)
                            + ","
                            + t
                            + ","
                            + (t - 30)
                            + ",9."
                            + t % 10
                            + ","
                            + t % 2
                            + ",-"
                            + t
                            + ",0.5,text";
        }
        return lines;
    }

    /** The good file with the cell of one column on one physical line replaced. */
    static String[] with(int line, String column, String cell) {
        String[] lines = lines();
        int i = Arrays.asList(lines[0].split(",")).indexOf(column);
        String[] cells = lines[line - 1].split(",", -1);
        cells[i] = cell;
        lines[line - 1] = String.join(",", cells);
        return lines;
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("weekly.csv"), text);
    }

    private Panel read(String[] lines, PanelRequest request) throws IOException {
        return PanelReader.read(write(String.join("\n", lines)), request);
    }

    private List<String> problems(String text, PanelRequest request) throws IOException {
        Path file = write(text);
        return errors(() -> PanelReader.read(file, request)).stream()
                .map(Finding::toString)
                .toList();
    }

    /** What data are refused for. */
    static List<Finding> errors(ThrowingCallable reading) {
        DataException e = catchThrowableOfType(DataException.class, reading);
        assertThat(e).as("no problem found").isNotNull();
        assertThat(e.findings())
                .isNotEmpty()
                .allMatch(finding -> finding.severity() == Severity.ERROR);
        return e.findings();
    }

    private List<String> problems(String[] lines) throws IOException {
        return problems(String.join("\n", lines), request(COLUMNS));
    }

    @Test
    void readsAGoodFile() throws Exception {
        Panel panel = read(lines(), request(COLUMNS));
        assertThat(panel.weeks()).hasSize(60).startsWith(START, START.plusWeeks(1));
        assertThat(panel.columns())
                .containsExactly(
                        "sales", "tv", "cost", "query", "price", "promo", "index", "margin");
        assertThat(panel.column("sales")).startsWith(100.25, 101.25);
        assertThat(panel.column("tv")).startsWith(0, 10, 20, 0);
        assertThat(panel.column("index")[0]).isEqualTo(0.0); // "-0" is not a negative zero
        assertThat(panel.firstTrainingWeek()).isZero();
        assertThat(panel.file()).isEqualTo("weekly.csv");
        byte[] bytes = Files.readAllBytes(folder.resolve("weekly.csv"));
        assertThat(panel.sha256())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(panel.findings())
                .extracting(Finding::toString)
                .containsExactly("weekly.csv: columns not used: extra");
    }

    @Test
    void toleratesByteOrderMarkCarriageReturnsQuotesSpacesAndBlankLines() throws IOException {
        String[] lines = lines();
        double[] tv = read(lines, request(COLUMNS)).column("tv");
        lines[0] = "\uFEFF" + lines[0].replace(",tv,", ", \"tv\" ,");
        lines[1] = "\"" + START + "\"" + lines[1].substring(10).replace(",", " ,");
        lines[30] = lines[30] + "\r\n";
        Panel panel =
                PanelReader.read(write(String.join("\r\n", lines) + "\r\n\r\n"), request(COLUMNS));
        assertThat(panel.column("tv")).isEqualTo(tv);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "17|tv|-3.2|\"-3.2\" is negative; media must be ≥ 0",
                "17|cost|-1|\"-1\" is negative; spend must be ≥ 0",
                "17|margin|-1|\"-1\" is negative; money per unit of the outcome must be ≥ 0",
                "17|sales|0|\"0\" is not positive; with a log link every value must be > 0",
                "17|price|-0.0|\"-0.0\" is not positive; its logarithm is taken, so it must be > 0",
                "17|promo|2|\"2\" is neither 0 nor 1; allowed: 0 or 1",
                "17|tv|abc|\"abc\" is not a finite number",
                "17|tv|NaN|\"NaN\" is not a finite number; leave a missing cell empty",
                "17|tv|-Infinity|\"-Infinity\" is not a finite number; leave a missing cell empty",
                "17|tv|NA|\"NA\" is not a finite number; leave a missing cell empty",
                "17|tv|1e999|\"1e999\" is too large; allowed: 0 and numbers from 1e-100 to"
                        + " 1e100 in size",
                "17|tv|1e101|\"1e101\" is too large",
                "17|tv|1e-320|\"1e-320\" is too close to 0",
                "17|tv|0x1p3|\"0x1p3\" is not a finite number",
                "17|tv|\"1,234.5\"|\"1,234.5\" is not a finite number; write it without a thousands"
                        + " separator",
                "17|tv|\"1,234,567\"|write it without a thousands separator",
                "17|tv|\"12,5\"|\"12,5\" is not a finite number; write a decimal point, not a"
                        + " comma",
                "17|tv|$12|write it without a currency or percent sign",
                "17|tv|12%|write it without a currency or percent sign",
                "17|tv||is empty; allowed: a number",
                "17|week|4/23/2023|\"4/23/2023\" is not a date YYYY-MM-DD (ISO 8601); year first",
                "17|week|2023-04-23T00:00:00|leave out the time of day",
                "17|week|45000|it looks like a spreadsheet's day number",
                "17|week|2023-02-30|there is no such day",
                "17|week|0023-04-16|there is no such day from 1900 to 2200",
                "17|week|2023-04-19|2023-04-19 is a Wednesday; the weeks of this file start on a"
                        + " Sunday",
                "17|week|2023-04-09|2023-04-09 stands on line 16 already",
                "17|week|2022-04-17|2022-04-17 comes after a later week; sort the file, oldest"
                        + " first",
                "61|week|2024-03-03|2 weeks missing between 2024-02-11 and 2024-03-03",
            })
    void refusesACell(int line, String column, String cell, String message) throws IOException {
        String start = "weekly.csv:" + line + ": column " + column + ": ";
        assertThat(problems(with(line, column, cell == null ? "" : cell)))
                .anyMatch(problem -> problem.startsWith(start) && problem.contains(message));
    }

    @Test
    void theMessageOfTheContract() throws IOException {
        assertThat(problems(with(17, "tv", "-3.2")))
                .containsExactly(
                        "weekly.csv:17: column tv: \"-3.2\" is negative; media must be ≥ 0");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tv|0|column tv: is 0 in every training week",
                "tv|5|column tv: is 5.0 in every training week, which cannot be told from the"
                        + " intercept",
                "query|0|column query: is 0.0 in every training week",
                "sales|7|column sales: is 7.0 in every training week",
                "price|7|column price: is 7.0 in every training week",
                "index|7|column index: is 7.0 in every training week",
                "promo|1|column promo: is 1.0 in every training week",
                "margin|0|column margin: is 0 in every training week",
            })
    void refusesAColumnThatNeverMoves(String column, String value, String message)
            throws IOException {
        String[] lines = lines();
        int i = Arrays.asList(lines[0].split(",")).indexOf(column);
        for (int t = 1; t < lines.length; t++) {
            String[] cells = lines[t].split(",");
            cells[i] = value;
            lines[t] = String.join(",", cells);
        }
        assertThat(problems(lines)).hasSize(1).allMatch(problem -> problem.contains(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|weekly.csv: is empty",
                "`\n\n`|weekly.csv: is empty",
                "week,sales|weekly.csv: has a header but no rows",
                "`week;sales\n"
                        + "2023-01-01;1,5`|weekly.csv:1: the columns are separated by semicolons",
                "`week\tsales\n2023-01-01\t1`|weekly.csv:1: the columns are separated by tabs",
                "`week,sales\n"
                    + "2023-01-01,\"1\"2`|weekly.csv:2: a quoted cell must be followed by a comma",
                "`week,sales\n2023-01-01,\"12`|weekly.csv:2: a quoted cell is never closed",
                "`week,tv,sales,tv\n"
                    + "2023-01-01,1,2,3`|column tv: stands twice in the header, as columns 2 and 4",
                "`week,sale\n"
                        + "2023-01-01,1`|column sales: is not in the file; did you mean \"sale\"?",
                "`weak,sales\n"
                        + "2023-01-01,1`|column week: is not in the file; did you mean \"weak\"?",
                "`week,x\n2023-01-01,1`|column sales: is not in the file; the file has week, x",
                "`week,sales\n2023-01-01,1`|has 1 training week; allowed: at least 20",
            })
    void refusesAFile(String text, String message) throws IOException {
        assertThat(problems(text, request(List.of(column("sales", Role.OUTCOME)))))
                .anyMatch(problem -> problem.contains(message));
    }

    @Test
    void refusesRaggedAndEmptyRowsByTheirLine() throws IOException {
        String[] lines = lines();
        lines[9] = lines[9] + ",1";
        lines[19] = lines[19].substring(0, lines[19].lastIndexOf(','));
        lines[60] = lines[60] + "\n,,,,,,,,,";
        assertThat(problems(lines))
                .containsExactly(
                        "weekly.csv:10: 11 cells where the header has 10; a comma inside a cell"
                                + " needs quotes, and decimals a point",
                        "weekly.csv:20: 9 cells where the header has 10",
                        "weekly.csv:62: every cell is empty; delete the line");
    }

    @Test
    void countsPhysicalLinesWhereACellHoldsNewlines() throws IOException {
        String[] lines = with(5, "tv", "-1");
        lines[1] = lines[1].replace("text", "\"two\nlines\"");
        assertThat(problems(lines))
                .singleElement()
                .asString()
                .startsWith("weekly.csv:6: column tv");
    }

    @Test
    void refusesOtherEncodings() throws IOException {
        String text = String.join("\n", lines());
        for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            Files.write(folder.resolve("utf16.csv"), text.getBytes(charset));
            assertThat(
                            catchThrowableOfType(
                                    DataException.class,
                                    () ->
                                            PanelReader.read(
                                                    folder.resolve("utf16.csv"), request(COLUMNS))))
                    .hasMessageContaining("UTF-16");
        }
        Files.write(
                folder.resolve("latin.csv"),
                text.replace("text", "é").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(
                        catchThrowableOfType(
                                DataException.class,
                                () ->
                                        PanelReader.read(
                                                folder.resolve("latin.csv"), request(COLUMNS))))
                .hasMessage("latin.csv: is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void saysThatAFileIsAbsentOrAFolder() {
        Path absent = folder.resolve("absent.csv");
        assertThat(
                        catchThrowableOfType(
                                DataException.class,
                                () -> PanelReader.read(absent, request(COLUMNS))))
                .hasMessageStartingWith("absent.csv: there is no such file");
        assertThat(
                        catchThrowableOfType(
                                DataException.class,
                                () -> PanelReader.read(folder, request(COLUMNS))))
                .hasMessageContaining("is a directory");
    }

    @Test
    void limitsCellsColumnsAndRows() throws IOException {
        PanelRequest sales = request(List.of(column("sales", Role.OUTCOME)));
        assertThat(problems("week,sales\n2023-01-01," + "1".repeat(1001), sales))
                .containsExactly(
                        "weekly.csv:2: a cell is longer than 1000 characters; is a quoted cell"
                                + " never closed?");
        assertThat(problems("week,sales" + ",x".repeat(10_000), sales))
                .anyMatch(problem -> problem.contains("more than 10000 columns"));
        assertThat(problems("week,sales\n" + "2023-01-01,1\n".repeat(10_001), sales))
                .anyMatch(problem -> problem.contains("more than 10000 rows"));
    }

    @Test
    void reportsAllProblemsOfAFileAtOnceAndCountsTheRest() throws IOException {
        String[] lines = with(3, "sales", "0");
        lines[0] = lines[0].replace("cost", "costs");
        for (int t = 1; t <= 40; t++) {
            lines[t] = lines[t].replace(",0.5,", ",-0.5,");
        }
        lines[50] = lines[50].replaceFirst("2023", "2O23");
        List<String> problems = problems(lines);
        assertThat(problems)
                .contains(
                        "weekly.csv: column cost: is not in the file; did you mean \"costs\"?",
                        "weekly.csv:3: column sales: \"0\" is not positive; with a log link every"
                                + " value must be > 0",
                        "weekly.csv: column margin: and 30 more")
                .anyMatch(problem -> problem.startsWith("weekly.csv:51: column week: \"2O23"));
        assertThat(problems).filteredOn(problem -> problem.contains("money")).hasSize(10);
    }

    @Test
    void namesTheFrequencyWhereItIsNotWeekly() throws IOException {
        StringBuilder daily = new StringBuilder("week,sales\n");
        for (int t = 0; t < 60; t++) {
            daily.append(START.plusDays(t)).append(',').append(t).append('\n');
        }
        PanelRequest sales = request(List.of(column("sales", Role.OUTCOME)));
        assertThat(problems(daily.toString(), sales))
                .containsExactly(
                        "weekly.csv: column week: rows are mostly 1 day apart; weekly data are"
                                + " needed, 7 days apart");
        StringBuilder geos = new StringBuilder("week,sales\n");
        for (int t = 0; t < 60; t++) {
            geos.append(START.plusWeeks(t % 30)).append(',').append(t).append('\n');
        }
        assertThat(problems(geos.toString(), sales))
                .containsExactly(
                        "weekly.csv: column week: 60 rows for 30 weeks; one row per week is"
                                + " needed, or with several markets the column that names the"
                                + " market: set data.geo");
        String[] backwards = lines();
        Collections.reverse(Arrays.asList(backwards).subList(1, 61));
        assertThat(problems(backwards))
                .containsExactly(
                        "weekly.csv: column week: the weeks are not in order; sort the file, oldest"
                                + " first");
    }

    @Test
    void fillsEmptyCellsAsAskedAndCountsThem() throws IOException {
        String[] lines = with(5, "tv", "");
        lines[8] = with(9, "tv", "")[8];
        lines[19] = with(20, "sales", "")[19];
        PanelRequest request =
                request(
                        List.of(
                                new Column("tv", Role.MEDIA, Missing.ZERO, 1),
                                new Column("sales", Role.POSITIVE, Missing.PREVIOUS, 1)));
        Panel panel = read(lines, request);
        assertThat(panel.column("tv")[3]).isZero();
        assertThat(panel.column("sales")[18]).isEqualTo(panel.column("sales")[17]);
        assertThat(panel.findings())
                .extracting(Finding::toString)
                .contains(
                        "weekly.csv: column tv: 2 empty cells set to 0 (lines 5, 9)",
                        "weekly.csv: column sales: 1 empty cell set to the previous value (line"
                                + " 20)");
    }

    @Test
    void aFillMustObeyTheRuleOfItsColumn() throws IOException {
        String[] lines = with(2, "index", "");
        lines[4] = with(5, "sales", "")[4];
        PanelRequest request =
                request(
                        List.of(
                                new Column("index", Role.CONTROL, Missing.PREVIOUS, 1),
                                new Column("sales", Role.POSITIVE, Missing.ZERO, 1)));
        assertThat(problems(String.join("\n", lines), request))
                .containsExactly(
                        "weekly.csv:2: column index: is empty, and there is no previous value",
                        "weekly.csv:5: column sales: is empty, and the fill value 0 is not"
                                + " positive; with a log link every value must be > 0");
    }

    @Test
    void fillsMissingWeeksWithZeroMedia() throws IOException {
        String[] lines = lines();
        String[] gap = new String[59];
        System.arraycopy(lines, 0, gap, 0, 10);
        System.arraycopy(lines, 12, gap, 10, 49);
        List<Column> columns =
                List.of(
                        column("tv", Role.MEDIA),
                        column("cost", Role.SPEND),
                        new Column("price", Role.LOG_CONTROL, Missing.PREVIOUS, 1),
                        new Column("promo", Role.INDICATOR, Missing.ZERO, 1));
        PanelRequest request =
                new PanelRequest("week", columns, true, Optional.empty(), Optional.empty());
        Panel panel = read(gap, request);
        assertThat(panel.weeks()).hasSize(60).isEqualTo(read(lines, request).weeks());
        assertThat(panel.column("tv")[9]).isZero();
        assertThat(panel.column("cost")[10]).isZero();
        assertThat(panel.column("price")[10]).isEqualTo(panel.column("price")[8]);
        assertThat(panel.findings())
                .extracting(Finding::toString)
                .contains(
                        "weekly.csv: 2 missing weeks filled in with zero media: 2023-03-05,"
                                + " 2023-03-12",
                        "weekly.csv: column price: 2 missing weeks set to the previous value"
                                + " (2023-03-05, 2023-03-12)");
        PanelRequest unfilled =
                new PanelRequest(
                        "week",
                        List.of(column("tv", Role.MEDIA), column("sales", Role.OUTCOME)),
                        true,
                        Optional.empty(),
                        Optional.empty());
        assertThat(problems(String.join("\n", gap), unfilled))
                .containsExactly(
                        "weekly.csv: column sales: 2 missing weeks without a value (2023-03-05,"
                                + " 2023-03-12); say in data.fill.missing what it is");
    }

    @Test
    void weeksAroundTheWindowAreKept() throws IOException {
        String[] lines = with(3, "sales", "");
        lines[3] = with(4, "sales", "n/a")[3];
        lines[59] = with(60, "sales", "")[59];
        LocalDate from = START.plusWeeks(10);
        LocalDate to = START.plusWeeks(50).plusDays(2);
        PanelRequest request =
                new PanelRequest("week", COLUMNS, false, Optional.of(from), Optional.of(to));
        Panel panel = read(lines, request);
        assertThat(panel.firstTrainingWeek()).isEqualTo(10);
        assertThat(panel.weeks()).hasSize(60).last().isEqualTo(START.plusWeeks(59));
        assertThat(panel.endOfTraining()).isEqualTo(51);
        assertThat(panel.column("sales")[0]).isEqualTo(100.25);
        assertThat(panel.column("sales")[1]).isNaN();
        assertThat(panel.column("sales")[2]).isNaN();
        assertThat(panel.column("sales")[58]).isNaN();
        assertThat(panel.column("sales")[59]).isEqualTo(159.25);
        assertThat(panel.trainingColumn("sales")).hasSize(41).startsWith(110.25).endsWith(150.25);
        assertThat(panel.findings())
                .extracting(Finding::message)
                .contains(
                        "9 weeks after 2023-12-19 are predicted, not fitted",
                        "10 weeks before data.from only feed the adstock",
                        "41 training weeks are less than a year: season and media can hardly be"
                                + " told apart");
        lines[1] = with(2, "tv", "")[1];
        assertThat(problems(String.join("\n", lines), request))
                .singleElement()
                .asString()
                .startsWith("weekly.csv:2: column tv: is empty");
    }

    private static PanelRequest until(LocalDate to, List<Column> columns) {
        return new PanelRequest("week", columns, false, Optional.empty(), Optional.of(to));
    }

    /** What a prediction needs is checked as ever; of the outcome, what there is. */
    @Test
    void laterWeeksNeedInputsButNoOutcome() throws IOException {
        LocalDate to = START.plusWeeks(29);
        String[] lines = lines();
        for (int line = 32; line <= 61; line++) {
            lines[line - 1] = with(line, "sales", "")[line - 1];
        }
        Panel panel = read(lines, until(to, COLUMNS));
        assertThat(Arrays.stream(panel.column("sales"), 30, 60)).allMatch(x -> Double.isNaN(x));
        assertThat(panel.training().weeks()).hasSize(30).last().isEqualTo(to);
        assertThat(panel.training().column("tv")).isEqualTo(Arrays.copyOf(panel.column("tv"), 30));
        Panel training = panel.training();
        assertThat(training.training()).isSameAs(training);

        lines[39] = with(40, "tv", "-1")[39];
        lines[40] = with(41, "price", "")[40];
        lines[41] = with(42, "sales", "n/a")[41];
        lines[42] = with(43, "query", "")[42];
        lines[43] = with(44, "promo", "2")[43];
        assertThat(problems(String.join("\n", lines), until(to, COLUMNS)))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ", 20)))
                .containsExactlyInAnyOrder(
                        "weekly.csv:40: column tv",
                        "weekly.csv:41: column price",
                        "weekly.csv:42: column sales",
                        "weekly.csv:43: column query",
                        "weekly.csv:44: column promo");
    }

    @Test
    void nothingIsFilledInForAnOutcomeToCome() throws IOException {
        List<Column> columns =
                List.of(
                        column("tv", Role.MEDIA),
                        new Column("sales", Role.OUTCOME, Missing.ZERO, 1),
                        new Column("price", Role.CONTROL, Missing.PREVIOUS, 1));
        String[] lines = with(61, "sales", "");
        lines[59] = with(60, "price", "")[59];
        Panel panel = read(lines, until(START.plusWeeks(49), columns));
        assertThat(panel.column("sales")[59]).isNaN();
        assertThat(panel.column("price")[58]).isEqualTo(panel.column("price")[57]);
        assertThat(panel.findings())
                .extracting(Finding::code)
                .containsExactly("unused_columns", "short", "cells_filled", "after_window");
    }

    /** Training weeks alone decide what is constant, too short, or above the quantile. */
    @Test
    void laterWeeksDecideNothingAboutTheTraining() throws IOException {
        LocalDate to = START.plusWeeks(29);
        List<Column> columns =
                List.of(
                        new Column("tv", Role.MEDIA, Missing.ERROR, 0.9),
                        new Column("sales", Role.OUTCOME, Missing.ERROR, 0.9));
        Panel panel = read(lines(), until(to, columns));
        Panel cut = read(Arrays.copyOf(lines(), 31), request(columns));
        assertThat(panel.trainingColumn("tv")).isEqualTo(cut.column("tv"));
        double limit = Arrays.stream(cut.column("tv")).max().orElseThrow();
        assertThat(Arrays.stream(panel.column("tv")).max()).hasValue(limit);
        assertThat(panel.trainingColumn("sales")).isEqualTo(cut.column("sales"));
        assertThat(panel.column("sales")[59]).isEqualTo(159.25);

        String[] lines = lines();
        for (int line = 2; line <= 31; line++) {
            lines[line - 1] = with(line, "price", "3")[line - 1];
        }
        assertThat(problems(String.join("\n", lines), until(to, COLUMNS)))
                .singleElement()
                .asString()
                .contains("column price: is 3.0 in every training week");
        assertThat(problems(String.join("\n", lines()), until(START.plusWeeks(18), COLUMNS)))
                .containsExactly(
                        "weekly.csv: has 19 training weeks; allowed: at least 20, better 104");
    }

    @Test
    void theWindowMustLieInTheData() throws IOException {
        PanelRequest request =
                new PanelRequest(
                        "week",
                        COLUMNS,
                        false,
                        Optional.of(START.minusDays(1)),
                        Optional.of(START.plusWeeks(60)));
        assertThat(problems(String.join("\n", lines()), request))
                .containsExactly(
                        "weekly.csv: column week: data.from is 2022-12-31; the data run from"
                                + " 2023-01-01 to 2024-02-24",
                        "weekly.csv: column week: data.to is 2024-02-25; the data run from"
                                + " 2023-01-01 to 2024-02-24");
    }

    @Test
    void winsorizesAtTheQuantileOfPositiveValues() throws IOException {
        List<Column> columns = List.of(new Column("tv", Role.MEDIA, Missing.ERROR, 0.9));
        double[] raw = read(lines(), request(COLUMNS)).column("tv");
        Panel panel = read(lines(), request(columns));
        double[] positive = Arrays.stream(raw).filter(x -> x > 0).sorted().toArray();
        assertThat(positive).hasSize(40);
        double limit = positive[35] + 0.1 * (positive[36] - positive[35]); // (40 − 1) · 0.9 = 35.1
        assertThat(Arrays.stream(panel.column("tv")).max().orElseThrow())
                .isCloseTo(limit, offset(1e-12));
        assertThat(panel.findings())
                .extracting(Finding::message)
                .anyMatch(message -> message.startsWith("4 values above the quantile 0.9"));
    }

    @Test
    void warnsOfRareMediaAndMissingSpend() throws IOException {
        String[] lines = lines();
        for (int t = 1; t < lines.length; t++) {
            String[] cells = lines[t].split(",");
            cells[2] = t == 7 ? "5" : "0";
            cells[3] = "0";
            lines[t] = String.join(",", cells);
        }
        assertThat(read(lines, request(COLUMNS)).findings())
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .extracting(Finding::toString)
                .containsExactly(
                        "weekly.csv: column tv: is above 0 in only 1 training week; its effect will"
                                + " rest on the prior",
                        "weekly.csv: column cost: is 0 in every training week; there is no return"
                                + " on it");
    }

    @Test
    void readsTheReferenceFiles() {
        Panel weekly =
                PanelReader.read(
                        Shared.path("data/weekly.csv"),
                        request(
                                List.of(
                                        column("revenue", Role.POSITIVE),
                                        column("facebook_spend", Role.MEDIA),
                                        column("google_spend", Role.MEDIA),
                                        column("average_price", Role.LOG_CONTROL))));
        assertThat(weekly.column("facebook_spend")).startsWith(6030.8, 5241.44);
        Panel national =
                PanelReader.read(
                        Shared.path("data/meridian_national_media.csv"),
                        new PanelRequest(
                                "time",
                                List.of(
                                        column("conversions", Role.OUTCOME),
                                        column("revenue_per_conversion", Role.VALUE),
                                        column("Channel0_impression", Role.MEDIA),
                                        column("Channel0_spend", Role.SPEND),
                                        column("sentiment_score_control", Role.CONTROL)),
                                false,
                                Optional.empty(),
                                Optional.empty()));
        assertThat(national.weeks().getFirst()).isEqualTo(LocalDate.of(2021, 1, 25));
        assertThat(national.column("conversions")).startsWith(162516020);
    }
}
