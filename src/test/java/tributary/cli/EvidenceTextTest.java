package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tributary.spec.Identification;
import tributary.spec.Identification.Effect;
import tributary.spec.Identification.Row;
import tributary.spec.Identification.Verdict;
import tributary.store.DesignSummary;
import tributary.store.DesignSummary.Column;
import tributary.store.DesignSummary.EquationDesign;

import java.util.List;
import java.util.Map;
import java.util.Optional;

class EvidenceTextTest {
    private static final String ASSUMPTION = "Identified means that the graph is right. ".repeat(5);

    private static Row row(String source, Effect effect, Verdict verdict) {
        return new Row(source, effect, verdict, List.of(), List.of(), true, List.of(), "");
    }

    private static final Identification MIXED =
            new Identification(
                    ASSUMPTION,
                    List.of(
                            row("tv", Effect.TOTAL, Verdict.IDENTIFIED),
                            row("tv", Effect.INDIRECT, Verdict.ASSUMED),
                            row("search", Effect.TOTAL, Verdict.NOT_IDENTIFIED),
                            row("search", Effect.DIRECT, Verdict.NOT_IDENTIFIED)));

    private static EvidenceText on(String columns, Map<String, String> environment) {
        return new EvidenceText(Terminal.of(environment, "24 " + columns, "UTF-8"));
    }

    @Test
    void verdictsStandInWordsWithoutColour() {
        assertThat(new EvidenceText(Terminal.NONE).of(MIXED).lines())
                .contains(
                        "source  total           direct          indirect",
                        "tv      identified      –               by assumption",
                        "search  NOT identified  NOT identified  –")
                .noneMatch(line -> line.contains("\033"))
                .allMatch(line -> line.length() <= 80);
        assertThat(on("80", Map.of("NO_COLOR", "1")).of(MIXED))
                .isEqualTo(new EvidenceText(Terminal.NONE).of(MIXED));
    }

    @Test
    void coloursLeaveTheColumnsAligned() {
        String text = on("80", Map.of()).of(MIXED);
        assertThat(text).contains("\033[31mNOT identified\033[0m", "\033[33mby assumption\033[0m");
        assertThat(text.replaceAll("\033\\[[0-9]+m", ""))
                .isEqualTo(new EvidenceText(Terminal.NONE).of(MIXED));
    }

    @Test
    void aNarrowTerminalGetsABlockPerSource() {
        assertThat(on("30", Map.of("NO_COLOR", "1")).of(MIXED).lines().skip(1))
                .contains("search", "  total     NOT identified")
                .allMatch(line -> line.length() <= 30);
    }

    @Test
    void whereAllIsIdentifiedOneLineSaysSo() {
        var all =
                new Identification(
                        ASSUMPTION, List.of(row("tv", Effect.TOTAL, Verdict.IDENTIFIED)));
        assertThat(new EvidenceText(Terminal.NONE).of(all))
                .startsWith("Effects: all identified, if the graph is right")
                .doesNotContain("source");
    }

    @Test
    void theHighestInflationIsNamedAndWhatHasNoneIsNot() {
        var first =
                new EquationDesign(
                        "y",
                        1040,
                        8,
                        List.of(
                                new Column("tv", "media", 2.5),
                                new Column("price", "control", Double.POSITIVE_INFINITY),
                                new Column("size", "control", Double.NaN)),
                        List.of(),
                        Optional.empty());
        var second =
                new EquationDesign(
                        "search",
                        1040,
                        16,
                        List.of(new Column("size", "control", Double.NaN)),
                        List.of(),
                        Optional.empty());
        var design = new DesignSummary(List.of(first, second), List.of());
        assertThat(new EvidenceText(Terminal.NONE).of(design).lines())
                .containsExactly(
                        "equation  weeks  coefficients  weeks each  highest VIF",
                        "y         1,040  8             130.0       infinite price",
                        "search    1,040  16            65.0        –");
    }
}
