package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class TableTest {
    private static final Table TABLE =
            new Table(
                    List.of("source", "median [90% interval]", "P(>0)", ""),
                    List.of(
                            List.of("facebook_spend", "1,000 [900, 1,100]", "0.999", ""),
                            List.of("東京", "–", "", "sign fixed by prior")));

    @Test
    void columnsLineUpWhereTheyFit() {
        assertThat(TABLE.text(80).lines())
                .containsExactly(
                        "source          median [90% interval]  P(>0)",
                        "facebook_spend  1,000 [900, 1,100]     0.999",
                        "東京            –                             sign fixed by prior");
        assertThat(TABLE.text(65)).isEqualTo(TABLE.text(Integer.MAX_VALUE));
    }

    @Test
    void tooNarrowForColumnsItIsABlockPerRow() {
        assertThat(TABLE.text(64).lines())
                .containsExactly(
                        "facebook_spend",
                        "  median [90% interval]  1,000 [900, 1,100]",
                        "  P(>0)                  0.999",
                        "",
                        "東京",
                        "  median [90% interval]  –",
                        "  sign fixed by prior");
    }

    @Test
    void narrowerStillNamesStandAboveAndWordsWrap() {
        assertThat(TABLE.text(14).lines())
                .containsExactly(
                        "facebook_spend",
                        "  median [90%",
                        "  interval]",
                        "  1,000 [900,",
                        "  1,100]",
                        "  P(>0)",
                        "  0.999",
                        "",
                        "東京",
                        "  median [90%",
                        "  interval]",
                        "  –",
                        "  sign fixed",
                        "  by prior");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 13, 14, 20, 39, 40, 64, 65, 80, 200})
    void noLineIsWiderThanTheTerminal(int columns) {
        assertThat(TABLE.text(columns).lines())
                .allMatch(line -> Table.width(line) <= columns)
                .noneMatch(line -> line.endsWith(" "));
        assertThat(TABLE.text(columns).replaceAll("\\s", "")).contains("1,000[900,1,100]");
    }

    @Test
    void longWordsAreBrokenAndNothingIsLost() {
        assertThat(Table.wrapped("a facebook_spend_of_everything b", 10))
                .containsExactly("a", "facebook_s", "pend_of_ev", "erything b");
        assertThat(Table.wrapped("", 10)).containsExactly("");
    }

    @Test
    void cellsCannotDriveTheTerminal() {
        var table = new Table(List.of(), List.of(List.of("a\033[2J\nb", "1")));
        assertThat(table.text(80)).isEqualTo(String.format("a\\u001b[2J\\u000ab  1%n"));
    }
}
