package tributary.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.Shared;
import tributary.data.Finding.Severity;
import tributary.data.PanelRequest.Column;
import tributary.data.PanelRequest.Missing;
import tributary.data.PanelRequest.Role;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Files of several markets. */
class GeoPanelReaderTest {
    private static final LocalDate START = PanelReaderTest.START;
    private static final String HEADER = "region,week,sales,tv,price,people";
    private static final List<Column> COLUMNS =
            List.of(
                    PanelReaderTest.column("sales", Role.OUTCOME),
                    PanelReaderTest.column("tv", Role.MEDIA),
                    PanelReaderTest.column("price", Role.CONTROL));

    @TempDir Path folder;

    private static PanelRequest request(List<Column> columns) {
        return request(columns, false, Optional.empty(), Optional.empty());
    }

    private static PanelRequest request(
            List<Column> columns,
            boolean fillGaps,
            Optional<LocalDate> from,
            Optional<LocalDate> to) {
        return new PanelRequest(
                "week",
                Optional.of("region"),
                Optional.of(PanelReaderTest.column("people", Role.POPULATION)),
                columns,
                fillGaps,
                from,
                to);
    }

    /** Rows of a geo for weeks first ≤ t < end of the grid. */
    private static List<String> rows(String geo, int people, int first, int end) {
        List<String> rows = new ArrayList<>();
        for (int t = first; t < end; t++) {
            rows.add(row(geo, t, people));
        }
        return rows;
    }

    private static String row(String geo, int t, int people) {
        return String.join(
                ",",
                geo,
                START.plusWeeks(t).toString(),
                String.valueOf(sales(people, t)),
                String.valueOf(t % 3 == 0 ? 0 : people * t),
                String.valueOf(t % 7),
                String.valueOf(people));
    }

    private static double sales(int people, int t) {
        return people * (10 + t % 5);
    }

    /** North in all 60 weeks, East from week 10, South until week 40. */
    private static List<String> threeGeos() {
        List<String> rows = new ArrayList<>();
        rows.addAll(rows("North", 100, 0, 60));
        rows.addAll(rows("East", 20, 10, 60));
        rows.addAll(rows("South", 300, 0, 40));
        return rows;
    }

    private Panel read(List<String> rows, PanelRequest request) throws IOException {
        String text = HEADER + "\n" + String.join("\n", rows) + "\n";
        return PanelReader.read(Files.writeString(folder.resolve("panel.csv"), text), request);
    }

    private List<String> problems(List<String> rows, PanelRequest request) {
        return PanelReaderTest.errors(() -> read(rows, request)).stream()
                .map(Finding::toString)
                .toList();
    }

    private static List<String> messages(Panel panel, Severity severity) {
        return panel.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(Finding::toString)
                .toList();
    }

    /** The good rows with one cell of one line of the file replaced. */
    private static List<String> with(int line, String column, String cell) {
        List<String> rows = threeGeos();
        rows.set(line - 2, replaced(rows.get(line - 2), column, x -> cell));
        return rows;
    }

    private static String replaced(String row, String column, UnaryOperator<String> change) {
        String[] cells = row.split(",", -1);
        int i = Arrays.asList(HEADER.split(",")).indexOf(column);
        cells[i] = change.apply(cells[i]);
        return String.join(",", cells);
    }

    @Test
    void geosShareOneGridAndNeedNotStartOrEndTogether() throws IOException {
        Panel panel = read(threeGeos(), request(COLUMNS));
        assertThat(panel.hasGeos()).isTrue();
        assertThat(panel.weeks()).hasSize(60).startsWith(START).endsWith(START.plusWeeks(59));
        assertThat(panel.geos())
                .containsExactly(
                        new Panel.Geo("North", 100, 0, 60),
                        new Panel.Geo("East", 20, 10, 60),
                        new Panel.Geo("South", 300, 0, 40));
        int[] people = {100, 20, 300};
        for (int g = 0; g < 3; g++) {
            for (int t = 0; t < 60; t++) {
                boolean present = !(g == 1 && t < 10) && !(g == 2 && t >= 40);
                assertThat(panel.trains(g, t)).isEqualTo(present);
                double sales = panel.column("sales")[panel.row(g, t)];
                double tv = panel.column("tv")[panel.row(g, t)];
                if (present) {
                    assertThat(sales).isEqualTo(sales(people[g], t));
                    assertThat(tv).isEqualTo(t % 3 == 0 ? 0 : people[g] * t);
                } else {
                    assertThat(sales).isNaN();
                    assertThat(panel.column("price")[panel.row(g, t)]).isNaN();
                    assertThat(tv).isZero();
                }
            }
        }
        assertThat(panel.trainingColumn("sales")).hasSize(150).doesNotContain(Double.NaN);
        assertThat(panel.columns()).containsExactly("sales", "tv", "price");
        assertThat(messages(panel, Severity.NOTE))
                .containsExactly(
                        "panel.csv: 1 of 3 geos (\"East\") starts after the first week, 2023-01-01;"
                                + " weeks that a geo does not have are not fitted",
                        "panel.csv: 1 of 3 geos (\"South\") ends before the last week, 2024-02-18;"
                                + " weeks that a geo does not have are not fitted");
        assertThat(messages(panel, Severity.WARNING)).isEmpty();
    }

    /** By geo, by week or in any order across geos, as long as each is oldest first. */
    @Test
    void theOrderOfGeosWithinTheFileDoesNotMatter() throws IOException {
        List<String> rows = threeGeos();
        Panel byGeo = read(rows, request(COLUMNS));
        rows.sort((a, b) -> a.split(",")[1].compareTo(b.split(",")[1]));
        Panel byWeek = read(rows, request(COLUMNS));
        assertThat(byWeek.geos())
                .containsExactly(byGeo.geos().get(0), byGeo.geos().get(2), byGeo.geos().get(1));
        int[] geo = {0, 2, 1};
        for (String column : byGeo.columns()) {
            for (int g = 0; g < 3; g++) {
                assertThat(geo(byWeek, column, g)).isEqualTo(geo(byGeo, column, geo[g]));
            }
        }
    }

    private static double[] geo(Panel panel, String column, int geo) {
        return Arrays.copyOfRange(panel.column(column), panel.row(geo, 0), panel.row(geo + 1, 0));
    }

    @Test
    void aFileOfOneGeoHasGeos() throws IOException {
        Panel panel = read(rows("North", 100, 0, 60), request(COLUMNS));
        assertThat(panel.hasGeos()).isTrue();
        assertThat(panel.geos()).containsExactly(new Panel.Geo("North", 100, 0, 60));
        assertThat(panel.findings()).isEmpty();
    }

    @Test
    void anErrorNamesTheLineTheGeoAndTheColumn() {
        assertThat(problems(with(71, "tv", "-3.2"), request(COLUMNS)))
                .containsExactly(
                        "panel.csv:71: geo \"East\": column tv: \"-3.2\" is negative; media must be"
                                + " ≥ 0");
        assertThat(problems(with(71, "people", "0"), request(COLUMNS)))
                .containsExactly(
                        "panel.csv:71: geo \"East\": column people: \"0\" is not positive; a"
                                + " population must be > 0");
        assertThat(problems(with(71, "region", ""), request(COLUMNS)))
                .contains("panel.csv:71: column region: is empty; allowed: the name of a market");
        assertThat(problems(with(71, "week", "2023-03-28"), request(COLUMNS)))
                .contains(
                        "panel.csv:71: geo \"East\": column week: 2023-03-28 is a Tuesday; the"
                                + " weeks of this file start on a Sunday");
        assertThat(problems(with(72, "week", START.plusWeeks(19).toString()), request(COLUMNS)))
                .contains(
                        "panel.csv:72: geo \"East\": column week: 2023-05-14 stands on line 71"
                                + " already");
        List<String> backwards = threeGeos();
        Collections.reverse(backwards.subList(60, 110));
        assertThat(problems(backwards, request(COLUMNS)))
                .containsExactly(
                        "panel.csv: geo \"East\": column week: the weeks are not in order; sort the"
                                + " file, oldest first");
        List<String> twice = threeGeos();
        twice.addAll(rows("East", 20, 10, 60));
        assertThat(problems(twice, request(COLUMNS)))
                .contains(
                        "panel.csv: geo \"East\": column week: 100 rows for 50 weeks; one row per"
                                + " geo and week is needed");
    }

    @Test
    void aGeoColumnThatIsNotThereIsSaidAndCellsAreStillChecked() throws IOException {
        PanelRequest other =
                new PanelRequest(
                        "week",
                        Optional.of("regions"),
                        Optional.empty(),
                        COLUMNS,
                        false,
                        Optional.empty(),
                        Optional.empty());
        assertThat(problems(with(71, "tv", "-1"), other))
                .containsExactly(
                        "panel.csv: column regions: is not in the file; did you mean \"region\"?",
                        "panel.csv:71: column tv: \"-1\" is negative; media must be ≥ 0");
    }

    @Test
    void aGapInsideAGeoIsAnErrorOrFilled() throws IOException {
        List<String> rows = threeGeos();
        rows.subList(70, 72).clear(); // two weeks of East
        assertThat(problems(rows, request(COLUMNS)))
                .containsExactly(
                        "panel.csv:72: geo \"East\": column week: 2 weeks missing between"
                                + " 2023-05-14 and 2023-06-04; weeks must be 7 days apart (or set"
                                + " data.fill.gaps to \"zero_media\")");
        List<Column> columns =
                List.of(
                        new Column("sales", Role.OUTCOME, Missing.PREVIOUS, 1),
                        PanelReaderTest.column("tv", Role.MEDIA));
        Panel panel = read(rows, request(columns, true, Optional.empty(), Optional.empty()));
        assertThat(panel.geos().get(1)).isEqualTo(new Panel.Geo("East", 20, 10, 60));
        assertThat(panel.column("tv")[panel.row(1, 20)]).isZero();
        assertThat(panel.column("sales")[panel.row(1, 21)])
                .isEqualTo(panel.column("sales")[panel.row(1, 19)]);
        assertThat(panel.trains(1, 20)).isTrue();
        assertThat(messages(panel, Severity.NOTE))
                .contains(
                        "panel.csv: 2 missing weeks filled in with zero media: 2023-05-21 of"
                                + " \"East\", 2023-05-28 of \"East\"",
                        "panel.csv: column sales: 2 missing weeks set to the previous value"
                                + " (2023-05-21 of \"East\", 2023-05-28 of \"East\")");
    }

    /** The previous value is that of the same geo. */
    @Test
    void theFirstWeekOfAGeoHasNoPreviousValue() {
        List<Column> columns =
                List.of(
                        PanelReaderTest.column("sales", Role.OUTCOME),
                        new Column("price", Role.CONTROL, Missing.PREVIOUS, 1));
        assertThat(problems(with(62, "price", ""), request(columns)))
                .containsExactly(
                        "panel.csv:62: geo \"East\": column price: is empty, and there is no"
                                + " previous value");
    }

    @Test
    void yearsWithoutAnyGeoAreAMistakeInADate() {
        List<String> rows = new ArrayList<>(rows("North", 100, 0, 60));
        rows.addAll(rows("East", 20, 10 + 52 * 20, 60 + 52 * 20));
        assertThat(problems(rows, request(COLUMNS)))
                .singleElement()
                .asString()
                .startsWith("panel.csv: geo \"East\": column week: starts on 2043-02-15, but");
    }

    @Test
    void theWindowDecidesWhatEveryGeoTrains() throws IOException {
        Optional<LocalDate> from = Optional.of(START.plusWeeks(5));
        Panel panel =
                read(threeGeos(), request(COLUMNS, false, from, Optional.of(START.plusWeeks(49))));
        assertThat(panel.firstTrainingWeek()).isEqualTo(5);
        assertThat(panel.endOfTraining()).isEqualTo(50);
        assertThat(panel.trains(0, 4)).isFalse();
        assertThat(panel.trains(1, 9)).isFalse();
        assertThat(panel.trains(1, 10)).isTrue();
        assertThat(panel.trains(1, 50)).isFalse();
        assertThat(panel.trains(2, 39)).isTrue();
        assertThat(panel.trains(2, 40)).isFalse();
        assertThat(panel.trainingColumn("sales")).hasSize(45 + 40 + 35);
        Panel training = panel.training();
        assertThat(training.geos().get(2).endWeek()).isEqualTo(40);
        assertThat(training.trainingColumn("tv")).isEqualTo(panel.trainingColumn("tv"));

        assertThat(
                        problems(
                                threeGeos(),
                                request(
                                        COLUMNS,
                                        false,
                                        Optional.of(START.plusWeeks(40)),
                                        Optional.empty())))
                .containsExactly(
                        "panel.csv: geo \"South\" has no training week: its rows run from"
                                + " 2023-01-01 to 2023-10-01; leave them out, or move data.from or"
                                + " data.to");
        Panel few =
                read(
                        threeGeos(),
                        request(
                                COLUMNS,
                                false,
                                Optional.of(START.plusWeeks(30)),
                                Optional.empty()));
        assertThat(messages(few, Severity.WARNING))
                .contains(
                        "panel.csv: 1 of 3 geos (\"South\") has fewer than 20 training weeks: what"
                                + " is estimated for it alone rests on the other geos and the"
                                + " priors");
    }

    @Test
    void onePopulationPerGeo() throws IOException {
        List<String> rows = threeGeos();
        for (int i = 0; i < 60; i++) {
            String people = i % 2 == 0 ? "90" : "110";
            rows.set(i, replaced(rows.get(i), "people", x -> people));
        }
        Panel panel = read(rows, request(COLUMNS));
        assertThat(panel.geos().get(0).population()).isCloseTo(100, within(1e-9));
        assertThat(panel.geos().get(1).population()).isEqualTo(20);
        assertThat(messages(panel, Severity.WARNING))
                .containsExactly(
                        "panel.csv: column people: varies over the training weeks of 1 of 3 geos"
                                + " (\"North\"); the mean of those weeks is used");
    }

    @Test
    void whatOneGeoLacksIsNotedAndWhatAllLackIsAnError() throws IOException {
        List<String> rows = threeGeos();
        for (int i = 60; i < 110; i++) {
            rows.set(i, replaced(rows.get(i), "tv", x -> "0"));
        }
        assertThat(messages(read(rows, request(COLUMNS)), Severity.NOTE))
                .contains(
                        "panel.csv: column tv: is 0 in every training week of 1 of 3 geos"
                                + " (\"East\")");
        rows.replaceAll(row -> replaced(row, "tv", x -> "0"));
        assertThat(problems(rows, request(COLUMNS)))
                .singleElement()
                .asString()
                .startsWith("panel.csv: column tv: is 0 in every training week; media that never");
        List<String> regional = threeGeos();
        regional.replaceAll(
                row -> replaced(row, "price", x -> String.valueOf(row.charAt(0) == 'N' ? 1 : 2)));
        assertThat(messages(read(regional, request(COLUMNS)), Severity.WARNING))
                .containsExactly(
                        "panel.csv: column price: never changes within a geo, so it can hardly be"
                                + " told from the intercepts of the geos");
    }

    @Test
    void winsorizesWithinEachGeo() throws IOException {
        List<Column> columns =
                List.of(
                        PanelReaderTest.column("sales", Role.OUTCOME),
                        new Column("tv", Role.MEDIA, Missing.ERROR, 0.9));
        Panel panel = read(threeGeos(), request(columns));
        double[] raw = read(threeGeos(), request(COLUMNS)).column("tv");
        for (int g = 0; g < 3; g++) {
            double[] own = Arrays.copyOfRange(raw, panel.row(g, 0), panel.row(g + 1, 0));
            double[] positive = Arrays.stream(own).filter(x -> x > 0).sorted().toArray();
            double limit = PanelValidator.quantile(positive, 0.9);
            for (int t = 0; t < 60; t++) {
                assertThat(panel.column("tv")[panel.row(g, t)]).isEqualTo(Math.min(limit, own[t]));
            }
        }
        assertThat(messages(panel, Severity.NOTE))
                .anyMatch(note ->
                        note.endsWith("values above the quantile 0.9 of their geo set to" + " it"));
    }

    @Test
    void countsAreWholeNumbers() throws IOException {
        List<Column> columns = List.of(PanelReaderTest.column("sales", Role.COUNT));
        List<String> rows = with(3, "sales", "1.1933794e+07");
        rows.set(5, replaced(rows.get(5), "sales", x -> "11933794.0"));
        rows.set(6, replaced(rows.get(6), "sales", x -> "0"));
        Panel panel = read(rows, request(columns));
        assertThat(panel.column("sales")[1]).isEqualTo(11933794);
        assertThat(panel.column("sales")[5]).isEqualTo(11933794);
        for (String wrong : List.of("1.5", "-1", "1e17")) {
            assertThat(problems(with(3, "sales", wrong), request(columns)))
                    .containsExactly(
                            "panel.csv:3: geo \"North\": column sales: \""
                                    + wrong
                                    + "\" is not a count; a negative_binomial outcome must be a"
                                    + " whole number from 0 to 2^53");
        }
    }

    @Test
    void aHurdleNeedsWeeksOnBothSides() throws IOException {
        List<Column> columns = List.of(PanelReaderTest.column("tv", Role.HURDLE));
        assertThat(read(threeGeos(), request(columns)).column("tv")).hasSize(180);
        List<String> always = threeGeos();
        always.replaceAll(row -> replaced(row, "tv", x -> x.equals("0") ? "1" : x));
        assertThat(problems(always, request(columns)))
                .containsExactly(
                        "panel.csv: column tv: is above 0 in every training week, so there is"
                                + " nothing to learn what makes it active; use the family gaussian"
                                + " or student_t with the link log");
        assertThat(problems(with(71, "tv", "-1"), request(columns)))
                .containsExactly(
                        "panel.csv:71: geo \"East\": column tv: \"-1\" is negative; media must be"
                                + " ≥ 0");
    }

    /** A geo may have any name; it is written and read back with the panel. */
    @Test
    void readsBackToTheLastBit() throws IOException {
        var random = new Random(11);
        List<String> rows = new ArrayList<>();
        List<String> names = List.of("\"a,b\"", "=1+1", "'@x", "say \"\"hi\"\"", "ü", "007");
        for (String name : names) {
            String cell = name.startsWith("say") ? '"' + name + '"' : name;
            int first = random.nextInt(20);
            int end = first + 30 + random.nextInt(10);
            for (int t = first; t < end; t++) {
                String cut = t == first + 2 ? "" : String.valueOf(random.nextGaussian() * 1e5);
                rows.add(
                        String.join(
                                ",",
                                cell,
                                START.plusWeeks(t).toString(),
                                cut,
                                t % 2 == 0 ? "0" : String.valueOf(random.nextDouble()),
                                String.valueOf(random.nextDouble()),
                                "0.1"));
            }
        }
        PanelRequest request =
                request(
                        COLUMNS,
                        false,
                        Optional.of(START.plusWeeks(22)),
                        Optional.of(START.plusWeeks(45)));
        Panel panel = read(rows, request);
        assertThat(panel.geos())
                .extracting(Panel.Geo::name)
                .containsExactly("a,b", "=1+1", "@x", "say \"hi\"", "ü", "007");
        StringBuilder csv = new StringBuilder();
        PanelWriter.write(panel, "week", Optional.of("region"), Optional.of("people"), csv);
        Panel back = PanelReader.read(Files.writeString(folder.resolve("data.csv"), csv), request);
        assertThat(back.weeks()).isEqualTo(panel.weeks());
        assertThat(back.geos()).isEqualTo(panel.geos());
        for (String column : panel.columns()) {
            assertThat(back.column(column)).isEqualTo(panel.column(column));
        }
        assertThat(csv).doesNotContain(",=1").contains(",'=1+1,", ",'@x,");
    }

    @Test
    void readsTheReferencePanels() {
        Panel media =
                PanelReader.read(
                        Shared.path("data/meridian_geo_media.csv"),
                        new PanelRequest(
                                "time",
                                Optional.of("geo"),
                                Optional.of(PanelReaderTest.column("population", Role.POPULATION)),
                                List.of(
                                        PanelReaderTest.column("conversions", Role.POSITIVE),
                                        PanelReaderTest.column(
                                                "revenue_per_conversion", Role.VALUE),
                                        PanelReaderTest.column("Channel0_impression", Role.MEDIA),
                                        PanelReaderTest.column("Channel0_spend", Role.SPEND),
                                        PanelReaderTest.column(
                                                "sentiment_score_control", Role.CONTROL)),
                                false,
                                Optional.empty(),
                                Optional.empty()));
        assertThat(media.geos()).hasSize(20);
        assertThat(media.weeks()).hasSize(156).startsWith(LocalDate.of(2021, 1, 25));
        assertThat(media.geos().get(0)).isEqualTo(new Panel.Geo("Geo0", 847483.56, 0, 156));
        assertThat(media.column("conversions")).startsWith(12623308, 15978182);
        assertThat(media.trainingColumn("conversions")).hasSize(3120);
        assertThat(messages(media, Severity.WARNING)).isEmpty();
    }
}
