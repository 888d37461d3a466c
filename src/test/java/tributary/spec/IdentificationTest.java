package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.spec.Identification.BackDoor;
import tributary.spec.Identification.Effect;
import tributary.spec.Identification.Row;
import tributary.spec.Identification.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class IdentificationTest {
    private static final String ALL = "\"tv -> search\", \"tv -> y\", \"search -> y\"";

    @TempDir private Path folder;

    private Identification of(String paths, String more) throws IOException {
        return of("\"column\": \"search\"", paths, more);
    }

    private Identification of(String mediator, String paths, String more) throws IOException {
        String json =
                """
                { "data": { "file": "f.csv", "date": "d" }, "outcome": { "column": "y" },
                  "channels": [ { "column": "tv" } ],
                  "mediators": [ { %s } ], "paths": [ %s ] %s }
                """
                        .formatted(mediator, paths, more);
        Path file = Files.writeString(folder.resolve("m.json"), json);
        return Identification.of(ModelSpecReader.read(file));
    }

    private static String hidden(String name, String into) {
        return "{ \"name\": \"" + name + "\", \"into\": [" + into + "] }";
    }

    private static String unobserved(String... causes) {
        return ", \"unobserved\": [" + String.join(", ", causes) + "]";
    }

    private static Row row(Identification all, String source, Effect effect) {
        return all.of(source).stream()
                .filter(row -> row.effect() == effect)
                .findFirst()
                .orElseThrow();
    }

    private static void assertVerdicts(
            Identification all, String source, Verdict total, Verdict direct, Verdict indirect) {
        assertThat(row(all, source, Effect.TOTAL).verdict()).as("total").isEqualTo(total);
        assertThat(row(all, source, Effect.DIRECT).verdict()).as("direct").isEqualTo(direct);
        assertThat(row(all, source, Effect.INDIRECT).verdict()).as("indirect").isEqualTo(indirect);
    }

    @Test
    void withoutUnobservedCausesAllIsIdentifiedIfTheGraphIsRight() throws IOException {
        Identification all = of(ALL, ", \"controls\": [ { \"column\": \"price\" } ]");
        assertThat(all.effects()).extracting(Row::verdict).containsOnly(Verdict.IDENTIFIED);
        assertThat(all.effects())
                .extracting(Row::source, Row::effect)
                .containsExactly(
                        tuple("tv", Effect.TOTAL),
                        tuple("tv", Effect.DIRECT),
                        tuple("tv", Effect.INDIRECT),
                        tuple("search", Effect.TOTAL),
                        tuple("search", Effect.DIRECT));
        assertThat(all.assumption()).contains("if the graph is right", "cannot confirm");
        Row tv = row(all, "tv", Effect.TOTAL);
        assertThat(tv.sentence()).isEqualTo("No back-door path leads from tv to y.");
        assertThat(tv.adjustedFor()).containsExactly("price");
        assertThat(tv.complete()).isTrue();
        Row search = row(all, "search", Effect.TOTAL);
        assertThat(search.adjustedFor()).containsExactly("tv", "price");
        assertThat(search.paths())
                .containsExactly(
                        new BackDoor("search ← tv → y", false, List.of("tv")),
                        new BackDoor("search ← price → y", false, List.of("price")));
        assertThat(search.sentence())
                .isEqualTo("Every back-door path from search to y is closed, by tv, price.");
    }

    /** Demand moves search and sales: the classic of paid search. */
    @Test
    void aCommonCauseOfMediatorAndOutcomeBreaksTheSplitButNotTheTotal() throws IOException {
        Identification all = of(ALL, unobserved(hidden("demand", "\"search\", \"y\"")));
        assertVerdicts(
                all, "tv", Verdict.IDENTIFIED, Verdict.NOT_IDENTIFIED, Verdict.NOT_IDENTIFIED);
        assertThat(row(all, "tv", Effect.TOTAL).sentence())
                .contains("as far as the assumed shapes");
        Row direct = row(all, "tv", Effect.DIRECT);
        assertThat(direct.sentence()).isEqualTo("Open: tv → search ← (demand) → y.");
        assertThat(direct.paths())
                .containsExactly(new BackDoor("tv → search ← (demand) → y", true, List.of()));
        assertThat(direct.remedies()).containsExactly("Measure demand and control for it.");
        Row search = row(all, "search", Effect.TOTAL);
        assertThat(search.remedies())
                .containsExactly(
                        "Measure demand and control for it.",
                        "Set search at random in an experiment.");
        assertThat(search.verdict()).isEqualTo(Verdict.NOT_IDENTIFIED);
        assertThat(search.paths().getFirst())
                .isEqualTo(new BackDoor("search ← (demand) → y", true, List.of()));
        assertThat(search.paths()).contains(new BackDoor("search ← tv → y", false, List.of("tv")));
    }

    /** Without its own arrow the total of tv rests on search → y alone. */
    @Test
    void withoutADirectArrowTheTotalBreaksToo() throws IOException {
        Identification all =
                of(
                        "\"tv -> search\", \"search -> y\"",
                        unobserved(hidden("demand", "\"search\", \"y\"")));
        assertThat(row(all, "tv", Effect.TOTAL).verdict()).isEqualTo(Verdict.NOT_IDENTIFIED);
        assertThat(row(all, "tv", Effect.TOTAL).paths())
                .containsExactly(new BackDoor("tv → search ← (demand) → y", true, List.of()));
        assertThat(row(all, "tv", Effect.TOTAL).remedies())
                .contains("Add tv to the equation of y.");
    }

    @Test
    void aCommonCauseOfChannelAndOutcomeBreaksTotalAndDirect() throws IOException {
        Identification all = of(ALL, unobserved(hidden("season_of_gifts", "\"tv\", \"y\"")));
        assertVerdicts(
                all, "tv", Verdict.NOT_IDENTIFIED, Verdict.NOT_IDENTIFIED, Verdict.IDENTIFIED);
        assertThat(row(all, "search", Effect.TOTAL).verdict()).isEqualTo(Verdict.IDENTIFIED);
        assertThat(row(all, "search", Effect.TOTAL).paths())
                .contains(
                        new BackDoor("search ← tv ← (season_of_gifts) → y", false, List.of("tv")));
    }

    @Test
    void aCommonCauseOfChannelAndMediatorLeavesTheDirectEffect() throws IOException {
        Identification all = of(ALL, unobserved(hidden("planning", "\"tv\", \"search\"")));
        assertVerdicts(
                all, "tv", Verdict.NOT_IDENTIFIED, Verdict.IDENTIFIED, Verdict.NOT_IDENTIFIED);
    }

    /** The cause of budget and sales acts through price, which all equations hold fixed. */
    @Test
    void aMeasuredControlClosesTheWayOfAHiddenCause() throws IOException {
        String hidden = unobserved(hidden("planning", "\"tv\", \"price\""));
        String price = ", \"controls\": [ { \"column\": \"price\", \"into\": [%s] } ]";
        Identification closed = of(ALL, price.formatted("\"search\", \"y\"") + hidden);
        assertThat(closed.effects()).extracting(Row::verdict).containsOnly(Verdict.IDENTIFIED);
        Row total = row(closed, "tv", Effect.TOTAL);
        assertThat(total.paths())
                .contains(new BackDoor("tv ← (planning) → price → y", false, List.of("price")));

        Identification onlySearch = of(ALL, price.formatted("\"search\"") + hidden);
        assertThat(row(onlySearch, "tv", Effect.TOTAL).verdict()).isEqualTo(Verdict.IDENTIFIED);
    }

    @Test
    void aControlThatWouldCloseAnOpenPathIsNamed() throws IOException {
        String more =
                ", \"controls\": [ { \"column\": \"index\", \"into\": [\"search\"] } ]"
                        + unobserved(hidden("demand", "\"index\", \"y\""));
        Identification all = of(ALL, more);
        Row search = row(all, "search", Effect.TOTAL);
        assertThat(search.verdict()).isEqualTo(Verdict.NOT_IDENTIFIED);
        assertThat(search.sentence()).isEqualTo("Open: search ← index ← (demand) → y.");
        assertThat(search.remedies())
                .containsExactly(
                        "Add index to the equation of y.",
                        "Set search at random in an experiment.");
    }

    /** Greenland's M: the control ties together what would be independent. */
    @Test
    void aColliderThatIsControlledForIsNamed() throws IOException {
        String more =
                ", \"controls\": [ { \"column\": \"index\", \"into\": [\"y\"] } ]"
                        + unobserved(
                                hidden("plans", "\"tv\", \"index\""),
                                hidden("mood", "\"index\", \"y\""));
        Identification all = of(ALL, more);
        Row total = row(all, "tv", Effect.TOTAL);
        assertThat(total.verdict()).isEqualTo(Verdict.NOT_IDENTIFIED);
        assertThat(total.sentence()).isEqualTo("Open: tv ← (plans) → index ← (mood) → y.");
        assertThat(total.remedies()).hasSize(2);
        assertThat(total.remedies().getFirst()).startsWith("Leave index out");
        assertThat(total.paths())
                .contains(new BackDoor("tv ← (plans) → index → y", false, List.of("index")));
    }

    /** Nobody controls for the collider itself, but for search, which it moves. */
    @Test
    void whatAColliderMovesOpensItToo() throws IOException {
        String more =
                ", \"controls\": [ { \"column\": \"index\", \"into\": [\"search\"] } ]"
                        + unobserved(
                                hidden("plans", "\"tv\", \"index\""),
                                hidden("mood", "\"index\", \"y\""));
        Identification all = of("\"tv -> y\", \"search -> y\"", more);
        Row total = row(all, "tv", Effect.TOTAL);
        assertThat(total.verdict()).isEqualTo(Verdict.NOT_IDENTIFIED);
        assertThat(total.sentence()).isEqualTo("Open: tv ← (plans) → index ← (mood) → y.");
        assertThat(total.remedies().getFirst()).startsWith("Leave index out");
    }

    @Test
    void anAssumedCorrelationIsSaidToCarryTheVerdict() throws IOException {
        String more = ", \"correlations\": [ { \"between\": [\"search\", \"y\"], \"rho\": 0.3 } ]";
        Identification all = of(ALL, more);
        assertVerdicts(all, "tv", Verdict.IDENTIFIED, Verdict.ASSUMED, Verdict.ASSUMED);
        Row search = row(all, "search", Effect.TOTAL);
        assertThat(search.verdict()).isEqualTo(Verdict.ASSUMED);
        assertThat(search.sentence()).contains("another ρ");
        assertThat(search.remedies()).isEmpty();
        assertThat(search.paths().getFirst().path())
                .isEqualTo("search ← (residual correlation) → y");
        Identification both = of(ALL, more + unobserved(hidden("demand", "\"search\", \"y\"")));
        assertThat(row(both, "search", Effect.TOTAL).verdict()).isEqualTo(Verdict.NOT_IDENTIFIED);
    }

    /**
     * As in two-stage least squares: noise of the mediator does no harm, its causes must be clean.
     */
    @Test
    void aPredictedMediatorNeedsALeverOrShapes() throws IOException {
        String predicted = "\"column\": \"search\", \"input\": \"predicted\"";
        String demand = hidden("demand", "\"search\", \"y\"");
        Identification shapes = of(predicted, ALL, unobserved(demand));
        assertVerdicts(shapes, "tv", Verdict.IDENTIFIED, Verdict.ASSUMED, Verdict.ASSUMED);
        assertThat(row(shapes, "search", Effect.TOTAL).sentence())
                .contains("only the assumed shapes");
        String cpc = ", \"controls\": [ { \"column\": \"cpc\", \"into\": [\"search\"] } ]";
        Identification lever = of(predicted, ALL, cpc + unobserved(demand));
        assertThat(row(lever, "search", Effect.TOTAL).verdict()).isEqualTo(Verdict.ASSUMED);
        assertThat(row(lever, "search", Effect.TOTAL).sentence())
                .contains("told apart from its causes by cpc");
        Identification dirty =
                of(predicted, ALL, cpc + unobserved(hidden("demand", "\"cpc\", \"y\"")));
        assertThat(row(dirty, "search", Effect.TOTAL).verdict()).isEqualTo(Verdict.NOT_IDENTIFIED);
    }

    /** The first link of a chain is confounded with the outcome, which sees the last link only. */
    @Test
    void anEquationThatLeavesOutWhatItDependsOnBreaksTheTotal() throws IOException {
        String chain = "\"column\": \"visits\" }, { \"column\": \"search\"";
        String arrows = "\"tv -> visits\", \"visits -> search\", \"search -> y\"";
        Identification all = of(chain, arrows, unobserved(hidden("demand", "\"visits\", \"y\"")));
        assertThat(row(all, "tv", Effect.TOTAL).verdict()).isEqualTo(Verdict.NOT_IDENTIFIED);
        assertThat(row(all, "search", Effect.TOTAL).sentence())
                .isEqualTo("Open: search ← visits ← (demand) → y.");
        assertThat(row(all, "search", Effect.TOTAL).remedies())
                .containsExactly(
                        "Add visits to the equation of y.",
                        "Set search at random in an experiment.");
    }

    @Test
    void manyPathsAreCutShort() throws IOException {
        var channels = new StringBuilder();
        var paths = new StringBuilder("\"search -> y\"");
        for (int i = 0; i < 40; i++) {
            channels.append(i == 0 ? "" : ", ")
                    .append("{ \"column\": \"c")
                    .append(i)
                    .append("\" }");
            paths.append(", \"c%d -> search\", \"c%d -> y\"".formatted(i, i));
        }
        String json =
                """
                { "data": { "file": "f.csv", "date": "d" }, "outcome": { "column": "y" },
                  "channels": [ %s ], "mediators": [ { "column": "search" } ], "paths": [ %s ] }
                """
                        .formatted(channels, paths);
        Path file = Files.writeString(folder.resolve("m.json"), json);
        Identification all = Identification.of(ModelSpecReader.read(file));
        Row search = row(all, "search", Effect.TOTAL);
        assertThat(search.verdict()).isEqualTo(Verdict.IDENTIFIED);
        assertThat(search.paths()).hasSize(20);
        assertThat(search.complete()).isFalse();
        assertThat(search.sentence()).endsWith("closed, by c0, c1, c2, c3 and 16 more.");
    }

    @Test
    void theBundledModelIsIdentifiedUntilSomethingUnobservedIsDeclared() throws IOException {
        ModelSpec bundled = ModelSpecReader.read(Path.of("data/weekly.json"));
        assertThat(Identification.of(bundled).effects())
                .hasSize(4 * 3 + 2)
                .extracting(Row::verdict)
                .containsOnly(Verdict.IDENTIFIED);
        String json = Files.readString(Path.of("data/weekly.json"));
        String broken =
                json.substring(0, json.lastIndexOf('}'))
                        + unobserved(hidden("brand_interest", "\"google_spend\", \"revenue\""))
                        + "}";
        Path file = Files.writeString(folder.resolve("weekly.json"), broken);
        Identification all = Identification.of(ModelSpecReader.read(file));
        assertThat(row(all, "google_spend", Effect.TOTAL).verdict())
                .isEqualTo(Verdict.NOT_IDENTIFIED);
        assertVerdicts(
                all,
                "facebook_spend",
                Verdict.IDENTIFIED,
                Verdict.NOT_IDENTIFIED,
                Verdict.NOT_IDENTIFIED);
    }
}
