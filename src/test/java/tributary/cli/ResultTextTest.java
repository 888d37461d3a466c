package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tributary.report.NationalRun;

import java.util.List;

class ResultTextTest {
    @Test
    void leversStandBelowTheSourcesTheStrongestFirst() {
        List<String> lines = ResultText.ofRun(NationalRun.create(), Terminal.NONE).lines().toList();

        int sources = lines.indexOf(line(lines, "source "));
        assertThat(lines.subList(sources + 1, sources + 4))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("facebook_spend "),
                        line -> assertThat(line).startsWith("instagram_spend "),
                        line -> assertThat(line).startsWith("google_spend "));
        int levers = lines.indexOf(line(lines, "Levers, "));
        assertThat(levers).isEqualTo(sources + 5);
        assertThat(lines.subList(levers, lines.size()))
                .containsExactly(
                        "Levers, % of revenue per +1 % in every week: median [90% interval]",
                        "",
                        "average_price    -10.7 [-10.8, -10.7]",
                        "instagram_spend  0.987 [0.986, 0.987]",
                        "emails_send      0.0410 [0.0144, 0.0673]",
                        "site_visits      -0.00620 [-0.0446, 0.0320]",
                        "facebook_spend   0.00390 [0.00260, 0.00520]",
                        "google_spend     0.00175 [0.00167, 0.00182]");
    }

    @Test
    void sizesBeyondReadingAreGivenAsPowersOfTen() {
        assertThat(ResultText.number(1_387_230)).isEqualTo("1,387,230");
        assertThat(ResultText.number(-1.38723e63)).isEqualTo("-1.39e+63");
        assertThat(ResultText.number(1.38723e-12)).isEqualTo("1.39e-12");
    }

    @Test
    void aRunWithoutElasticitiesHasNoLevers() {
        String text =
                ResultText.ofRun(
                        NationalRun.with(
                                List.of(NationalRun.row("facebook_spend", "total", 3, 1, 5))),
                        Terminal.NONE);

        assertThat(text).contains("facebook_spend  –       –         3.00 [1.00, 5.00]");
        assertThat(text).doesNotContain("Levers");
    }

    @Test
    void effectsOfDifferentChangesHaveTablesOfTheirOwn() {
        String text = ResultText.ofEffects(NationalRun.create().effects(), Terminal.NONE);

        assertThat(text.lines().filter(line -> line.startsWith("Change ")))
                .containsExactly(
                        "Change -100%, 2024-01-01 to 2024-12-09",
                        "Change +1%, 2024-01-01 to 2024-12-09");
        assertThat(text.substring(text.indexOf("Change +1%")))
                .contains("average_price    elasticity")
                .doesNotContain("total");
    }

    @Test
    void narrowTerminalGetsBlocksAndColours() {
        var terminal = new Terminal(true, new TerminalSize(40, 24), true, true);
        String text = ResultText.ofEffects(NationalRun.create().effects(), terminal);
        assertThat(text.lines()).allMatch(line -> line.length() <= 40);
        assertThat(text).contains("  effect", "elasticity");
        String run = ResultText.ofRun(NationalRun.create(), terminal);
        assertThat(run).startsWith("Verdict: \033[");
        assertThat(run.lines().skip(1))
                .allMatch(line -> line.length() <= 40)
                .anyMatch(line -> line.startsWith("What each source contributed,"));
    }

    private static String line(List<String> lines, String start) {
        return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }
}
